"""The time grid: week, work week and day, hours from top to bottom."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractSlider

from app.domain.slots import LONGEST, Slot
from app.i18n import Language
from app.layout import DAY_MINUTES, is_bar
from app.queries.rows import SessionRow
from ui.calendar.bubble import paint_bubble
from ui.calendar.dragging import DragKind, Zone, ghost_title
from ui.calendar.gestures import CalendarView
from ui.calendar.session_view import slot_text
from ui.calendar.settings import ViewSettings
from ui.calendar.time_grid_painting import paint_body, paint_ghost, paint_head, paint_now
from ui.calendar.time_grid_picture import GridPicture, consecutive, grid_picture
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


class TimeGridView(CalendarView):
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
        super().__init__(model, language=language, clock=clock, settings=settings)
        today = clock().date()
        self._first = (
            today - timedelta(days=(today.weekday() - self.settings.first_weekday) % 7) if days > 1 else today
        )
        self._count = days
        self._cursor = datetime.combine(today, self.settings.usual_start)
        self._length = 0
        self._hour: float | None = None
        self._placed = False
        self._picture: GridPicture | None = None
        self._scroll_timer = QTimer(self)
        self._scroll_timer.setInterval(_SCROLL_MILLISECONDS)
        self._scroll_timer.timeout.connect(self._scroll_on)
        self.setAutoScroll(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().actionTriggered.connect(self._scrolled_by_hand)
        self._name()

    # what a screen asks

    @property
    def first_day(self) -> date:
        """The first day shown."""
        return self._first

    @property
    def day_count(self) -> int:
        """How many days are shown."""
        return self._count

    def show_days(self, first: date, count: int) -> None:
        """Show `count` days from `first` on; the keyboard goes there where it was elsewhere."""
        if (first, count) != (self._first, self._count):
            self._first, self._count = first, count
            self.cancel_drag()
            self._name()
            self.invalidate()
            self.range_changed.emit(*self.visible_range())
        if not first <= self._cursor.date() < first + timedelta(days=count):
            self._cursor = datetime.combine(first, self._cursor.time())
            self._length = 0
        self.viewport().update()

    def set_cursor(self, day: date) -> None:
        """Put the keyboard on a day that is shown."""
        self._cursor = datetime.combine(day, self._cursor.time())
        self.viewport().update()

    def visible_range(self) -> tuple[date, date]:
        """The first and the last day shown, both included."""
        return self._first, self._first + timedelta(days=self._count - 1)

    def cursor_day(self) -> date:
        """The day that has the keyboard."""
        return self._cursor.date()

    def cursor_slot(self) -> Slot:
        """From the hour that has the keyboard, for as long as was drawn with Shift, else the usual length."""
        length = timedelta(minutes=self._length) if self._length else self.settings.usual_length
        return Slot(self._cursor, self._cursor + length)

    def zoom(self, factor: float, anchor: int | None = None) -> None:
        """Make the hours higher or lower; the hour at height `anchor` of the viewport stays where it is."""
        picture = self.picture
        y = anchor if anchor is not None else picture.body.center().y()
        inside = min(max(y - picture.body.y(), 0), picture.body.height())
        minute = picture.grid.minute(inside + self.verticalScrollBar().value())
        self._hour = min(max(picture.grid.hour * factor, _LOWEST_HOUR), _HIGHEST_HOUR)
        self._placed = True
        self.invalidate()
        self.ensure_layout()
        self.verticalScrollBar().setValue(self.picture.grid.y(minute) - inside)

    def reset_zoom(self) -> None:
        """Show the working hours as they fit."""
        self._hour = None
        self._placed = False
        self.invalidate()

    @property
    def picture(self) -> GridPicture:
        """What is painted now."""
        self.ensure_layout()
        assert self._picture is not None
        return self._picture

    # the layout

    def compute_layout(self) -> None:
        size = self.viewport().size()
        days = consecutive(self._first, self._count)
        picture = self._picture = grid_picture(
            days,
            (size.width(), size.height()),
            self._hour,
            self.sessions.rows,
            self.marks,
            self.settings,
            self.ink,
            self.language,
            self.clock(),
            appearance.text_size,
        )
        bar = self.verticalScrollBar()
        bar.setRange(0, max(picture.grid.height - picture.body.height(), 0))
        bar.setPageStep(picture.body.height())
        bar.setSingleStep(max(round(picture.grid.hour / 2), 1))
        if not self._placed:
            bar.setValue(self._first_height(picture))

    def _first_height(self, picture: GridPicture) -> int:
        """Where the view opens: at the working hours, earlier or later where the first session is."""
        start = self.settings.day_start.hour * 60 + self.settings.day_start.minute
        first = min(
            (block.block.start for block in picture.blocks if not block.block.from_before), default=start
        )
        fits = picture.work[1] - picture.work[0] <= picture.body.height()
        return max(picture.grid.y(min(first, start) if fits else first) - 6, 0)

    def session_box(self, place: int) -> QRect:
        found = self.picture.places.get(place)
        if found is None:
            return QRect()
        box, in_plane = found
        return box.translated(0, self._top()) if in_plane else box

    def session_at(self, point: QPoint) -> SessionRow | None:
        picture = self.picture
        for bar in picture.bars:
            if bar.box.contains(point):
                return bar.row
        if not picture.body.contains(point):
            return None
        inner = point - QPoint(0, self._top())
        return next((block.row for block in picture.blocks if block.box.contains(inner)), None)

    def tip_at(self, point: QPoint) -> str:
        for head in self.picture.heads:
            if head.box.contains(point):
                return self.mark_tip(head.day)
        return ""

    def _top(self) -> int:
        """The height of midnight in the viewport."""
        return self.picture.body.y() - self.verticalScrollBar().value()

    def _moment(self, point: QPoint, step: int) -> datetime:
        return self.picture.grid.moment(point.x(), point.y() - self._top(), step)

    # gestures

    def zone_at(self, point: QPoint, row: SessionRow) -> Zone:
        inner = point - QPoint(0, self._top())
        for block in self.picture.blocks:
            if block.row.id == row.id and block.box.contains(inner):
                edge = min(_EDGE, max(block.box.height() // 4, 2))
                if not block.block.goes_on and inner.y() > block.box.bottom() - edge:
                    return Zone.END
                if not block.block.from_before and inner.y() < block.box.top() + edge:
                    return Zone.START
        return Zone.BODY

    def creation(self, origin: QPoint, point: QPoint) -> Slot | None:
        picture, snap = self.picture, self.settings.snap
        if origin.y() < picture.body.y():
            first, last = sorted(picture.grid.day_index(at.x()) for at in (origin, point))
            return Slot(
                datetime.combine(picture.days[first], self.settings.day_start),
                datetime.combine(picture.days[last], self.settings.day_end),
            )
        start = self._moment(origin, snap)
        other = self._moment(QPoint(origin.x(), point.y()), snap)
        return Slot(min(start, other), max(start, other) + timedelta(minutes=snap))

    def shift(self, lead: SessionRow, origin: QPoint, point: QPoint) -> timedelta:
        grid, snap = self.picture.grid, self.settings.snap
        days = timedelta(days=grid.day_index(point.x()) - grid.day_index(origin.x()))
        if is_bar(lead.slot):
            return days
        top = self._top()
        moved = grid.minute(point.y() - top) - grid.minute(origin.y() - top)
        start = lead.starts_at.hour * 60 + lead.starts_at.minute
        target = round((start + moved) / snap) * snap if abs(moved) >= snap / 2 else start
        return days + timedelta(minutes=min(max(target, 0), DAY_MINUTES - snap) - start)

    def resized(self, lead: SessionRow, zone: Zone, point: QPoint) -> Slot:
        drag, snap = self.drag, timedelta(minutes=self.settings.snap)
        grid = self.picture.grid
        day = self._first + timedelta(days=grid.day_index(drag.origin.x() if drag else point.x()))
        minute = round(grid.minute(point.y() - self._top()) / self.settings.snap) * self.settings.snap
        moment = datetime.combine(day, time()) + timedelta(minutes=minute)
        if zone is Zone.START:
            return Slot(max(min(moment, lead.ends_at - snap), lead.ends_at - LONGEST), lead.ends_at)
        return Slot(lead.starts_at, min(max(moment, lead.starts_at + snap), lead.starts_at + LONGEST))

    def slot_at(self, point: QPoint) -> Slot | None:
        if not self.picture.body.contains(point):
            return None
        start = self._moment(point, _HALF_HOUR)
        return Slot(start, start + self.settings.usual_length)

    def link_at(self, point: QPoint) -> tuple[str, date] | None:
        picture = self.picture
        for day, box, _ in picture.more:
            if box.contains(point):
                return "day", day
        if self._count > 1 and point.y() < picture.lanes.y():
            for head in picture.heads:
                if head.box.contains(point):
                    return "day", head.day
        return None

    def place_cursor(self, point: QPoint) -> None:
        if self.picture.body.contains(point):
            self._cursor = self._moment(point, _HALF_HOUR)
            self._length = 0

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

    def _name(self) -> None:
        name = "Day" if self._count == 1 else "Week"
        self.setAccessibleName(self.language.text(name))

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
