"""The gestures of the painted views, by mouse and by keyboard; each ends in one signal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.domain.ids import SessionId
from app.domain.slots import Slot
from app.i18n import Language
from app.queries.rows import SessionRow
from ui.calendar.session_view import SessionView
from ui.calendar.settings import ClashText, ViewSettings
from ui.models.sessions import Clock, SessionModel

_HOVER_MILLISECONDS = 60
_NOTCH = 120
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DragKind(Enum):
    """What a drag will do when it is let go."""

    CREATE = auto()
    MOVE = auto()
    COPY = auto()
    RESIZE_START = auto()
    RESIZE_END = auto()


class Zone(Enum):
    """The part of a session that the pointer is on."""

    BODY = auto()
    START = auto()
    END = auto()


@dataclass(slots=True)
class Drag:
    """A drag under way, or a press that may become one."""

    kind: DragKind
    origin: QPoint
    lead: SessionRow | None
    """The session that was taken hold of."""
    ids: tuple[SessionId, ...]
    """Those that move with it."""
    started: bool = False
    slot: Slot | None = None
    """Where the lead, or the new session, would be."""
    shift: timedelta = timedelta()


class CalendarView(SessionView):
    """A painted view with gestures: creating, moving, copying, resizing, deleting, opening, walking."""

    create_requested = Signal(object)
    """A session is wanted in this `Slot`."""
    move_requested = Signal(object, object)
    """Sessions are to be moved: a list of ids, a timedelta."""
    copy_requested = Signal(object, object)
    """Sessions are to be copied: a list of ids, a timedelta."""
    resize_requested = Signal(object, object)
    """A session is to take this time: its id, a `Slot`."""
    delete_requested = Signal(object)
    """Sessions are to be deleted: a list of ids."""
    day_requested = Signal(object)
    """A day is to be shown by itself: a date."""
    week_requested = Signal(object)
    """A week is to be shown by itself: its first date."""
    menu_requested = Signal(object, object, QPoint)
    """A context menu is wanted: the selected ids, the `Slot` under the pointer or None, the global position."""
    previous_requested = Signal()
    next_requested = Signal()
    slot_hovered = Signal(object, object, object)
    """While dragging: the id of the session or None for a new one, the `Slot`, the id of the venue or None."""
    drag_ended = Signal()
    """The drag is over, dropped or not."""

    def __init__(
        self, model: SessionModel, *, language: Language, clock: Clock, settings: ViewSettings | None = None
    ) -> None:
        super().__init__(model, language=language, clock=clock, settings=settings)
        self.drag: Drag | None = None
        self.clashes: tuple[ClashText, ...] = ()
        self.free: tuple[Slot, ...] = ()
        self._since_hover = QElapsedTimer()
        self._hover_timer = QTimer(self)
        self._hover_timer.setSingleShot(True)
        self._hover_timer.timeout.connect(self._tell_hover)
        self._told: tuple[SessionId | None, Slot] | None = None
        self._wheel = 0
        self._reselect: SessionId | None = None
        self._anchor: SessionId | None = None

    # what a screen asks

    def show_clashes(self, clashes: tuple[ClashText, ...], free: tuple[Slot, ...] = ()) -> None:
        """While dragging: why the place does not suit, and which places near it would."""
        if (clashes, free) != (self.clashes, self.free):
            self.clashes, self.free = clashes, free
            self.viewport().update()

    def cancel_drag(self) -> None:
        """Let go without doing anything."""
        if self.drag is not None:
            self._finish_drag()

    def cursor_slot(self) -> Slot:
        """Where a new session would be made from the keyboard."""
        raise NotImplementedError

    def cursor_day(self) -> date:
        """The day that has the keyboard."""
        raise NotImplementedError

    @property
    def dragging(self) -> bool:
        """Whether a drag is under way."""
        return self.drag is not None and self.drag.started

    # what subclasses provide

    def zone_at(self, point: QPoint, row: SessionRow) -> Zone:
        """The part of a session that a point is on."""
        return Zone.BODY

    def creation(self, origin: QPoint, point: QPoint) -> Slot | None:
        """The slot drawn from one point to another; None where nothing can be made."""
        raise NotImplementedError

    def shift(self, lead: SessionRow, origin: QPoint, point: QPoint) -> timedelta:
        """How far a session is moved by a drag."""
        raise NotImplementedError

    def resized(self, lead: SessionRow, zone: Zone, point: QPoint) -> Slot:
        """The slot of a session of which one edge is dragged to a point."""
        return lead.slot

    def slot_at(self, point: QPoint) -> Slot | None:
        """The usual slot at an empty point; None where there is no day."""
        raise NotImplementedError

    def link_at(self, point: QPoint) -> tuple[str, date] | None:
        """What a click on a number opens: ("day" or "week", date)."""
        return None

    def step(self, key: Qt.Key) -> timedelta:
        """How far one press of an arrow key moves a session."""
        raise NotImplementedError

    def walk(self, key: Qt.Key, extend: bool) -> None:
        """Move the keyboard by one step; `extend` selects all on the way."""
        raise NotImplementedError

    def place_cursor(self, point: QPoint) -> None:
        """Put the keyboard where the pointer was pressed."""
        raise NotImplementedError

    def drag_moved(self, point: QPoint) -> None:
        """The pointer moved while dragging: scroll where need be."""

    # the mouse

    def _press(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        row = self.session_at(point)
        self.place_cursor(point)
        if row is None:
            self.drag = Drag(DragKind.CREATE, point, None, ())
            self.select([])
            return
        chosen = self.selected_ids()
        self._reselect = None
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.select_through(row.id)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self._reselect = row.id if row.id in chosen else None
            self.select([*chosen, row.id], row.id)
        elif row.id in chosen:
            self._reselect = row.id if len(chosen) > 1 else None
            self.select(chosen, row.id)
        else:
            self.select([row.id])
            self._anchor = row.id
        zone = self.zone_at(point, row)
        kind = {
            Zone.START: DragKind.RESIZE_START,
            Zone.END: DragKind.RESIZE_END,
            Zone.BODY: DragKind.MOVE,
        }[zone]
        ids = (row.id,) if zone is not Zone.BODY else tuple(self.selected_ids())
        self.drag = Drag(kind, point, row, ids)

    def _pull(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        drag = self.drag
        if drag is None:
            return
        if not drag.started:
            if (point - drag.origin).manhattanLength() < QApplication.startDragDistance():
                return
            drag.started = True
            self._reselect = None
        slot: Slot | None
        if drag.lead is None:
            slot = self.creation(drag.origin, point)
        elif drag.kind in (DragKind.MOVE, DragKind.COPY):
            copying = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            drag.kind = DragKind.COPY if copying else DragKind.MOVE
            drag.shift = self.shift(drag.lead, drag.origin, point)
            slot = drag.lead.slot.shifted(drag.shift)
        else:
            zone = Zone.START if drag.kind is DragKind.RESIZE_START else Zone.END
            slot = self.resized(drag.lead, zone, point)
        if slot != drag.slot:
            drag.slot = slot
            self._hover_slot()
        self.drag_cursor(drag)
        self.viewport().update()

    def drag_cursor(self, drag: Drag) -> None:
        """The shape of the pointer that says what the drag will do."""
        shape = {
            DragKind.CREATE: Qt.CursorShape.CrossCursor,
            DragKind.MOVE: Qt.CursorShape.ClosedHandCursor,
            DragKind.COPY: Qt.CursorShape.DragCopyCursor,
            DragKind.RESIZE_START: Qt.CursorShape.SizeVerCursor,
            DragKind.RESIZE_END: Qt.CursorShape.SizeVerCursor,
        }[drag.kind]
        self.viewport().setCursor(shape)

    def _drop(self, point: QPoint) -> None:
        drag = self.drag
        if drag is None:
            return
        reselect = self._reselect
        self._finish_drag()
        if not drag.started:
            if reselect is not None:
                self._settle_click(reselect)
            return
        ids = list(drag.ids)
        match drag.kind:
            case DragKind.CREATE if drag.slot is not None:
                self.create_requested.emit(drag.slot)
            case DragKind.MOVE if drag.shift:
                self.move_requested.emit(ids, drag.shift)
            case DragKind.COPY if drag.shift:
                self.copy_requested.emit(ids, drag.shift)
            case DragKind.RESIZE_START | DragKind.RESIZE_END if drag.lead is not None:
                if drag.slot is not None and drag.slot != drag.lead.slot:
                    self.resize_requested.emit(drag.lead.id, drag.slot)

    def _settle_click(self, session_id: SessionId) -> None:
        """A plain or Ctrl click on one of several selected sessions, without a drag."""
        if QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier or self._ctrl_click:
            self.select([other for other in self.selected_ids() if other != session_id])
        else:
            self.select([session_id])
            self._anchor = session_id

    def _finish_drag(self) -> None:
        started = self.drag is not None and self.drag.started
        self.drag = None
        self._reselect = None
        self._told = None
        self._hover_timer.stop()
        self._since_hover.invalidate()
        self.clashes, self.free = (), ()
        self.viewport().unsetCursor()
        self.viewport().update()
        if started:
            self.drag_ended.emit()

    def _hover_slot(self) -> None:
        if not self._since_hover.isValid() or self._since_hover.elapsed() >= _HOVER_MILLISECONDS:
            self._hover_timer.stop()
            self._tell_hover()
        elif not self._hover_timer.isActive():
            self._hover_timer.start(_HOVER_MILLISECONDS - self._since_hover.elapsed())

    def _tell_hover(self) -> None:
        drag = self.drag
        if drag is None or drag.slot is None:
            return
        lead = drag.lead
        told = (lead.id if lead is not None else None, drag.slot)
        if told != self._told:
            self._told = told
            self._since_hover.start()
            self.slot_hovered.emit(*told, lead.venue_id if lead is not None else None)

    # the keyboard

    def select_through(self, session_id: SessionId) -> None:
        """Select all sessions in the order of time from the anchor to this one."""
        places = [self.sessions.index_of(found).row() for found in (self._anchor, session_id)]
        if places[0] < 0:
            self._anchor, places[0] = session_id, places[1]
        first, last = min(places), max(places)
        self.select([row.id for row in self.sessions.rows[first : last + 1]], session_id)

    def focus_session(self, session_id: SessionId, extend: bool) -> None:
        """Give a session the keyboard and select it, with all from the anchor on where `extend`."""
        if extend:
            self.select_through(session_id)
        else:
            self._anchor = session_id
            self.select([session_id])

    def _arrow(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        ids = self.selected_ids()
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            if ids:
                self.copy_requested.emit(ids, self.step(key))
        elif alt and shift:
            row = self.current_row()
            by = self.step(key)
            if row is not None and row.ends_at + by > row.starts_at:
                self.resize_requested.emit(row.id, Slot(row.starts_at, row.ends_at + by))
        elif alt:
            if ids:
                self.move_requested.emit(ids, self.step(key))
        else:
            self.walk(key, shift)

    def _wants(self, event: QKeyEvent) -> bool:
        """Whether a key belongs to the view even where the window has a shortcut on it."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            return self.drag is not None or bool(self.selected_ids())
        if key == Qt.Key.Key_Delete or key in _ENTER:
            return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return key in _ARROWS or key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._wants(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.ensure_layout()
        self.cancel_drag()
        point = event.position().toPoint()
        self._ctrl_click = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.button() == Qt.MouseButton.RightButton:
            row = self.session_at(point)
            self.place_cursor(point)
            if row is None:
                self.select([])
            elif row.id not in self.selected_ids():
                self.select([row.id])
        elif event.button() == Qt.MouseButton.LeftButton:
            link = self.link_at(point)
            if link is None:
                self._press(point, event.modifiers())
            elif link[0] == "day":
                self.day_requested.emit(link[1])
            else:
                self.week_requested.emit(link[1])
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.ensure_layout()
        point = event.position().toPoint()
        if self.drag is not None:
            self._pull(point, event.modifiers())
            if self.dragging:
                self.drag_moved(point)
            return
        row = self.session_at(point)
        self._hover(row.id if row is not None else None)
        if self.link_at(point) is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif row is not None and self.zone_at(point, row) is not Zone.BODY:
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor)
        else:
            self.viewport().unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drop(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.ensure_layout()
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or self.link_at(point) is not None:
            return
        row = self.session_at(point)
        slot = self.slot_at(point)
        if row is not None:
            self.session_activated.emit(row.id)
        elif slot is not None:
            self.create_requested.emit(slot)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.ensure_layout()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            box = self.visualRect(index) if index.isValid() else self.cursor_box()
            where = self.viewport().mapToGlobal(box.center())
            self.menu_requested.emit(self.selected_ids(), self.cursor_slot(), where)
        else:
            self.menu_requested.emit(self.selected_ids(), self.slot_at(event.pos()), event.globalPos())

    def cursor_box(self) -> QRect:
        """Where the keyboard is in the viewport when it is on no session."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ensure_layout()
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.drag is not None:
            self.cancel_drag()
        elif key == Qt.Key.Key_Escape and self.selected_ids():
            self.select([])
        elif key in _ARROWS:
            self._arrow(key, event.modifiers())
        elif key == Qt.Key.Key_PageUp:
            self.previous_requested.emit()
        elif key == Qt.Key.Key_PageDown:
            self.next_requested.emit()
        elif key in _ENTER:
            current = self.current_id()
            if current is not None:
                self.session_activated.emit(current)
            else:
                self.create_requested.emit(self.cursor_slot())
        elif key == Qt.Key.Key_Delete and self.selected_ids():
            self.delete_requested.emit(self.selected_ids())
        elif key == Qt.Key.Key_Control and self.dragging:
            self._pull_again(event.modifiers() | Qt.KeyboardModifier.ControlModifier)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Control and self.dragging:
            self._pull_again(event.modifiers() & ~Qt.KeyboardModifier.ControlModifier)
        else:
            event.ignore()

    def _pull_again(self, modifiers: Qt.KeyboardModifier) -> None:
        self._pull(self.viewport().mapFromGlobal(self.cursor().pos()), modifiers)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        self.wheel_turned(delta.y() or delta.x())
        event.accept()

    def wheel_turned(self, delta: int) -> None:
        """Change the period by a notch of the wheel; fine steps of a touchpad are added up."""
        if self._wheel * delta < 0:
            self._wheel = 0
        self._wheel += delta
        while abs(self._wheel) >= _NOTCH:
            if self._wheel > 0:
                self._wheel -= _NOTCH
                self.previous_requested.emit()
            else:
                self._wheel += _NOTCH
                self.next_requested.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.cancel_drag()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()
