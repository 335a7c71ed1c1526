"""The time grid: week, work week and day, hours from top to bottom."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractSlider

from app.domain.slots import Slot
from app.i18n import Language
from app.layout import DAY_MINUTES
from ui.calendar.bubble import paint_bubble
from ui.calendar.dragging import DragKind, ghost_title
from ui.calendar.hours import HoursView
from ui.calendar.session_view import slot_text
from ui.calendar.settings import ViewSettings
from ui.calendar.time_grid_painting import paint_body, paint_ghost, paint_head, paint_now
from ui.calendar.time_grid_walk import Stop, next_stop, stop_at
from ui.models.sessions import Clock, SessionModel
from ui.theme.appearance import appearance

_DAY = timedelta(days=1)
_HALF_HOUR = 30
_EDGE = 5
_SCROLL_ZONE = 28
_SCROLL_MILLISECONDS = 25
_ZOOM = 1.15
_LOWEST_HOUR, _HIGHEST_HOUR = 24.0, 240.0


class TimeGridView(HoursView):
    """One to seven consecutive days; give it the rows of `visible_range()` through its model."""

    def __init__(
        self,
        model: SessionModel,
        *,
        language: Language,
        clock: Clock,
        settings: ViewSettings | None = None,
        days: int = 7,
    ) -> None:
        super().__init__(model, language=language, clock=clock, settings=settings, days=days)
        self._scroll_timer = QTimer(self)
        self._scroll_timer.setInterval(_SCROLL_MILLISECONDS)
        self._scroll_timer.timeout.connect(self._scroll_on)
        self.verticalScrollBar().actionTriggered.connect(self._scrolled_by_hand)

    # the keyboard

    def step(self, key: Qt.Key) -> timedelta:
        snap = timedelta(minutes=self.settings.snap)
        return {
            Qt.Key.Key_Left: -_DAY,
            Qt.Key.Key_Right: _DAY,
            Qt.Key.Key_Up: -snap,
            Qt.Key.Key_Down: snap,
        }[key]

    def walk(self, key: Qt.Key, extend: bool) -> None:
        """Up and down go through the free half-hours and the sessions of a day, left and right to the next day."""
        current = self.current_row()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go(_DAY if key == Qt.Key.Key_Right else -_DAY, extend)
        elif extend and current is None:
            grow = _HALF_HOUR if key == Qt.Key.Key_Down else -_HALF_HOUR
            left = DAY_MINUTES - self._cursor.hour * 60 - self._cursor.minute
            self._length = min(max(max(self._length, _HALF_HOUR) + grow, _HALF_HOUR), left)
            self._say_cursor()
        else:
            stop = next_stop(
                self.sessions.rows, self._cursor, current, down=key == Qt.Key.Key_Down, sessions_only=extend
            )
            if stop is not None:
                self._stand(stop, extend)
        self._show_cursor()

    def _go(self, by: timedelta, extend: bool) -> None:
        self._cursor += by
        self._length = 0
        first, last = self.visible_range()
        if self._cursor.date() < first:
            self.previous_requested.emit()
        elif self._cursor.date() > last:
            self.next_requested.emit()
        stop = stop_at(self.sessions.rows, self._cursor)
        if stop.row is not None or not extend:
            self._stand(stop, extend)

    def _stand(self, stop: Stop, extend: bool) -> None:
        self._length = 0
        if stop.row is not None:
            self.focus_session(stop.row.id, extend)
            self._cursor = stop.moment
        else:
            self._cursor = stop.moment
            self.select([])
            self._say_cursor()

    def _say_cursor(self) -> None:
        self.announce(slot_text(self.cursor_slot(), self.language))

    def _show_cursor(self) -> None:
        """Scroll so that what has the keyboard is seen."""
        picture, bar = self.picture, self.verticalScrollBar()
        box = self.cursor_box()
        if box.isEmpty() or box.bottom() < picture.lanes.bottom():
            self.viewport().update()
            return
        self._placed = True
        if box.top() < picture.body.top():
            bar.setValue(bar.value() - (picture.body.top() - box.top()) - 8)
        elif box.bottom() > picture.body.bottom():
            over = box.bottom() - picture.body.bottom() + 8
            bar.setValue(bar.value() + min(over, max(box.top() - picture.body.top(), 0)))
        self.viewport().update()

    def cursor_box(self) -> QRect:
        index = self.currentIndex()
        if index.isValid():
            return self.session_box(index.row())
        length = timedelta(minutes=self._length or _HALF_HOUR)
        boxes = self.picture.grid.span_boxes(Slot(self._cursor, self._cursor + length))
        if not boxes:
            return QRect()
        return QRect(boxes[0].x, boxes[0].y + self._top(), boxes[0].width, boxes[0].height)

    # scrolling

    def drag_moved(self, point: QPoint) -> None:
        body = self.picture.body
        near = point.y() < body.top() + _SCROLL_ZONE or point.y() > body.bottom() - _SCROLL_ZONE
        upper = self.drag is not None and self.drag.origin.y() < body.top()
        if near and not upper and not self._scroll_timer.isActive():
            self._scroll_timer.start()
        elif not near:
            self._scroll_timer.stop()

    def drag_stopped(self) -> None:
        self._scroll_timer.stop()

    def _scroll_on(self) -> None:
        """One step of scrolling while a drag is held at the upper or lower edge: faster, the further out."""
        if self.drag is None:
            self._scroll_timer.stop()
            return
        body, point = self.picture.body, self.drag.point
        above, below = body.top() + _SCROLL_ZONE - point.y(), point.y() - body.bottom() + _SCROLL_ZONE
        by = -min(above, 3 * _SCROLL_ZONE) if above > 0 else min(max(below, 0), 3 * _SCROLL_ZONE)
        self._placed = True
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + round(by / 3))
        kind = self.drag.kind
        held = (
            Qt.KeyboardModifier.ControlModifier if kind is DragKind.COPY else Qt.KeyboardModifier.NoModifier
        )
        self.pull(point, held)

    def _scrolled_by_hand(self, action: int) -> None:
        if action != QAbstractSlider.SliderAction.SliderNoAction.value:
            self._placed = True

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        picture, ink, now = self.picture, self.ink, self.clock()
        selected, offset = set(self.selected_ids()), self.verticalScrollBar().value()
        drag = self.drag if self.dragging else None
        lifted = set(drag.ids) if drag is not None and drag.kind is not DragKind.COPY else set()
        painter = QPainter(self.viewport())
        paint_body(painter, picture, ink, offset, selected, self.hovered, lifted)
        paint_now(painter, picture, ink, offset, now, self.language)
        if drag is None and self.hasFocus():
            self._paint_focus(painter)
        if drag is not None:
            paint_ghost(painter, picture, ink, self._top(), drag, self.clashes, self.free, self.language)
        paint_head(painter, picture, ink, now, selected, self.hovered)
        if drag is not None and drag.slot is not None and self.clashes:
            head, bounds = slot_text(drag.slot, self.language), self.viewport().rect()
            title = ghost_title(drag, self.language)
            paint_bubble(painter, ink, appearance.text_size, drag.point, bounds, head, title, self.clashes)
        painter.end()

    def _paint_focus(self, painter: QPainter) -> None:
        box, ink = self.cursor_box(), self.ink
        if box.isEmpty():
            return
        painter.setClipRect(self.picture.body)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink.focus, 2))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setClipping(False)

    # Qt overrides

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self.drag is not None:
            self.drag.origin += QPoint(0, dy)
        self.viewport().update()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if index.isValid():
            self._show_cursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM)
        elif held and event.key() == Qt.Key.Key_Minus:
            self.zoom(1 / _ZOOM)
        elif held and event.key() == Qt.Key.Key_0:
            self.reset_zoom()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta, modifiers = event.angleDelta(), event.modifiers()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_ZOOM ** (delta.y() / 120), round(event.position().y()))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier or abs(delta.x()) > abs(delta.y()):
            super().wheelEvent(event)
            return
        else:
            self._placed = True
            fine = event.pixelDelta().y()
            by = fine or round(delta.y() / 120 * 3 * self.verticalScrollBar().singleStep())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - by)
        event.accept()
