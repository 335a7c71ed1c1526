"""What the mouse does in a painted view: press, pull, drop; each gesture ends in one signal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.domain.ids import SessionId
from app.domain.slots import Slot
from app.i18n import Language
from app.queries.rows import SessionRow
from ui.calendar.session_view import SessionView
from ui.calendar.settings import ClashText, ViewSettings
from ui.models.sessions import Clock, SessionModel

_HOVER_MILLISECONDS = 60
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


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


_KINDS = {Zone.BODY: DragKind.MOVE, Zone.START: DragKind.RESIZE_START, Zone.END: DragKind.RESIZE_END}
_POINTERS = {
    DragKind.CREATE: Qt.CursorShape.CrossCursor,
    DragKind.MOVE: Qt.CursorShape.ClosedHandCursor,
    DragKind.COPY: Qt.CursorShape.DragCopyCursor,
    DragKind.RESIZE_START: Qt.CursorShape.SizeVerCursor,
    DragKind.RESIZE_END: Qt.CursorShape.SizeVerCursor,
}


@dataclass(slots=True)
class Drag:
    """A drag under way, or a press that may become one."""

    kind: DragKind
    origin: QPoint
    point: QPoint
    lead: SessionRow | None
    """The session that was taken hold of; None while a new one is drawn."""
    ids: tuple[SessionId, ...]
    """Those that move with it."""
    settle: bool = False
    """Whether a click without a drag still has to narrow the selection."""
    control: bool = False
    """Whether Ctrl was held at the press."""
    started: bool = False
    slot: Slot | None = None
    """Where the lead, or the new session, would be."""
    shift: timedelta = timedelta()


def ghost_title(drag: Drag, language: Language) -> str:
    """What is being dragged, in a few words."""
    if drag.lead is None:
        return language.text("New session")
    if drag.kind is DragKind.COPY:
        return language.text("Copy of “{title}”", title=drag.lead.title)
    if len(drag.ids) > 1:
        return language.plural("{n} session", "{n} sessions", len(drag.ids))
    return drag.lead.title


class DragView(SessionView):
    """A painted view in which sessions are drawn, moved, copied and resized with the mouse."""

    create_requested = Signal(object)
    """A session is wanted in this `Slot`."""
    move_requested = Signal(object, object)
    """Sessions are to be moved: a list of ids, a timedelta."""
    copy_requested = Signal(object, object)
    """Sessions are to be copied: a list of ids, a timedelta."""
    resize_requested = Signal(object, object)
    """A session is to take this time: its id, a `Slot`."""
    day_requested = Signal(object)
    """A day is to be shown by itself: a date."""
    week_requested = Signal(object)
    """A week is to be shown by itself: its first date."""
    slot_hovered = Signal(object, object, object)
    """While dragging: the id of the session (None for a new one), the `Slot`, the id of its venue or None."""
    drag_ended = Signal()
    """The drag is over, dropped or not."""

    def __init__(
        self, model: SessionModel, *, language: Language, clock: Clock, settings: ViewSettings | None = None
    ) -> None:
        super().__init__(model, language=language, clock=clock, settings=settings)
        self.drag: Drag | None = None
        self.clashes: tuple[ClashText, ...] = ()
        self.free: tuple[Slot, ...] = ()
        self.anchor: SessionId | None = None
        """From where Shift extends the selection."""
        self._since_hover = QElapsedTimer()
        self._hover_timer = QTimer(self)
        self._hover_timer.setSingleShot(True)
        self._hover_timer.timeout.connect(self._tell_hover)
        self._told: tuple[SessionId | None, Slot] | None = None

    # what a screen asks

    def show_clashes(self, clashes: tuple[ClashText, ...], free: tuple[Slot, ...] = ()) -> None:
        """While dragging: why the place does not suit, and which slots near it would."""
        if (clashes, free) != (self.clashes, self.free):
            self.clashes, self.free = clashes, free
            self.viewport().update()

    def cancel_drag(self) -> None:
        """Let go without doing anything."""
        if self.drag is not None:
            self._finish()

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

    def place_cursor(self, point: QPoint) -> None:
        """Put the keyboard where the pointer was pressed."""
        raise NotImplementedError

    def drag_moved(self, point: QPoint) -> None:
        """The pointer moved while dragging: scroll where need be."""

    def drag_stopped(self) -> None:
        """The drag is over: stop scrolling."""

    # selecting

    def select_through(self, session_id: SessionId) -> None:
        """Select all sessions in the order of time from the anchor to this one."""
        anchor = self.sessions.index_of(self.anchor).row()
        place = self.sessions.index_of(session_id).row()
        if anchor < 0:
            self.anchor, anchor = session_id, place
        first, last = min(anchor, place), max(anchor, place)
        self.select([row.id for row in self.sessions.rows[first : last + 1]], session_id)

    def focus_session(self, session_id: SessionId, extend: bool = False) -> None:
        """Give a session the keyboard and select it, with all from the anchor on where `extend`."""
        if extend:
            self.select_through(session_id)
        else:
            self.anchor = session_id
            self.select([session_id])

    # the drag

    def pull(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer is at `point` with the button held."""
        drag = self.drag
        if drag is None:
            return
        drag.point = point
        if not drag.started:
            if (point - drag.origin).manhattanLength() < QApplication.startDragDistance():
                return
            drag.started = True
        slot: Slot | None
        if drag.lead is None:
            slot = self.creation(drag.origin, point)
        elif drag.kind in (DragKind.MOVE, DragKind.COPY):
            drag.kind = DragKind.COPY if modifiers & _CONTROL else DragKind.MOVE
            drag.shift = self.shift(drag.lead, drag.origin, point)
            slot = drag.lead.slot.shifted(drag.shift)
        else:
            zone = Zone.START if drag.kind is DragKind.RESIZE_START else Zone.END
            slot = self.resized(drag.lead, zone, point)
        if slot != drag.slot:
            drag.slot = slot
            self._hover_soon()
        self.viewport().setCursor(_POINTERS[drag.kind])
        self.viewport().update()

    def _press(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        row = self.session_at(point)
        self.place_cursor(point)
        control = bool(modifiers & _CONTROL)
        if row is None:
            self.drag = Drag(DragKind.CREATE, point, point, None, ())
            if not control:
                self.select([])
            return
        chosen = self.selected_ids()
        settle = False
        if modifiers & _SHIFT:
            self.select_through(row.id)
        elif control:
            settle = row.id in chosen
            self.select([*chosen, row.id], row.id)
        elif row.id in chosen:
            settle = len(chosen) > 1
            self.select(chosen, row.id)
        else:
            self.focus_session(row.id)
        zone = self.zone_at(point, row)
        ids = tuple(self.selected_ids()) if zone is Zone.BODY else (row.id,)
        self.drag = Drag(_KINDS[zone], point, point, row, ids, settle, control)

    def _drop(self) -> None:
        drag = self.drag
        if drag is None:
            return
        self._finish()
        if drag.lead is not None and not drag.started and drag.settle:
            if drag.control:
                self.select([chosen for chosen in self.selected_ids() if chosen != drag.lead.id])
            else:
                self.focus_session(drag.lead.id)
        if not drag.started:
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

    def _finish(self) -> None:
        started = self.dragging
        self.drag = None
        self._told = None
        self._hover_timer.stop()
        self._since_hover.invalidate()
        self.clashes, self.free = (), ()
        self.drag_stopped()
        self.viewport().unsetCursor()
        self.viewport().update()
        if started:
            self.drag_ended.emit()

    def _hover_soon(self) -> None:
        elapsed = self._since_hover.elapsed() if self._since_hover.isValid() else _HOVER_MILLISECONDS
        if elapsed >= _HOVER_MILLISECONDS:
            self._hover_timer.stop()
            self._tell_hover()
        elif not self._hover_timer.isActive():
            self._hover_timer.start(_HOVER_MILLISECONDS - elapsed)

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

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.ensure_layout()
        self.cancel_drag()
        point = event.position().toPoint()
        if event.button() == Qt.MouseButton.RightButton:
            row = self.session_at(point)
            self.place_cursor(point)
            if row is None:
                self.select([])
            elif row.id not in self.selected_ids():
                self.focus_session(row.id)
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
            self.pull(point, event.modifiers())
            if self.dragging:
                self.drag_moved(point)
            return
        row = self.session_at(point)
        self.hover(row.id if row is not None else None)
        if self.link_at(point) is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif row is not None and self.zone_at(point, row) is not Zone.BODY:
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor)
        else:
            self.viewport().unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.ensure_layout()
        self.cancel_drag()
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or self.link_at(point) is not None:
            return
        row = self.session_at(point)
        slot = self.slot_at(point)
        if row is not None:
            self.session_activated.emit(row.id)
        elif slot is not None:
            self.create_requested.emit(slot)
