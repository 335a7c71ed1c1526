"""What the keyboard and the wheel do in a painted view: every gesture of the mouse has its keys."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QWheelEvent

from app.domain.slots import LONGEST, Slot
from app.i18n import Language
from ui.calendar.dragging import DragView
from ui.calendar.settings import ViewSettings
from ui.models.sessions import Clock, SessionModel

_NOTCH = 120
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class CalendarView(DragView):
    """A painted view with a cursor on a day or an hour.

    Arrows walk, Shift extends, Alt moves the selected sessions by one step, Ctrl copies them, Alt+Shift moves the
    end of one; Enter opens a session or makes one at the cursor, Del deletes, Esc lets go, Page Up and Down
    and the wheel change the period.
    """

    delete_requested = Signal(object)
    """Sessions are to be deleted: a list of ids."""
    menu_requested = Signal(object, object, QPoint)
    """A context menu is wanted: the selected ids, the `Slot` there or None, the global position."""
    previous_requested = Signal()
    next_requested = Signal()

    def __init__(
        self, model: SessionModel, *, language: Language, clock: Clock, settings: ViewSettings | None = None
    ) -> None:
        super().__init__(model, language=language, clock=clock, settings=settings)
        self._wheel = 0

    # what subclasses provide

    def cursor_day(self) -> date:
        """The day that has the keyboard."""
        raise NotImplementedError

    def cursor_slot(self) -> Slot:
        """Where a new session would be made from the keyboard."""
        raise NotImplementedError

    def cursor_box(self) -> QRect:
        """Where the keyboard is in the viewport when it is on no session."""
        raise NotImplementedError

    def step(self, key: Qt.Key) -> timedelta:
        """How far one press of an arrow key moves a session."""
        raise NotImplementedError

    def walk(self, key: Qt.Key, extend: bool) -> None:
        """Move the keyboard by one step; `extend` selects all on the way."""
        raise NotImplementedError

    # private

    def _arrow(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        ids = self.selected_ids()
        if modifiers & _CONTROL:
            if ids:
                self.copy_requested.emit(ids, self.step(key))
        elif modifiers & _ALT and modifiers & _SHIFT:
            row = self.current_row()
            if row is not None and timedelta() < row.slot.duration + self.step(key) <= LONGEST:
                self.resize_requested.emit(row.id, Slot(row.starts_at, row.ends_at + self.step(key)))
        elif modifiers & _ALT:
            if ids:
                self.move_requested.emit(ids, self.step(key))
        else:
            self.walk(key, bool(modifiers & _SHIFT))

    def _wants(self, event: QKeyEvent) -> bool:
        """Whether a key belongs to the view even where the window has a shortcut on it."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            return self.drag is not None or bool(self.selected_ids())
        if key == Qt.Key.Key_Delete or key in _ENTER:
            return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return key in _ARROWS or key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

    def _escape(self) -> bool:
        if self.drag is not None:
            self.cancel_drag()
        elif self.selected_ids():
            self.select([])
        else:
            return False
        return True

    def _enter(self) -> None:
        current = self.current_id()
        if current is not None:
            self.session_activated.emit(current)
        else:
            self.create_requested.emit(self.cursor_slot())

    def _wheel_turned(self, delta: int) -> None:
        """Change the period by a notch of the wheel; the fine steps of a touchpad are added up."""
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ensure_layout()
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._arrow(key, event.modifiers())
        elif key in _ENTER:
            self._enter()
        elif key == Qt.Key.Key_PageUp:
            self.previous_requested.emit()
        elif key == Qt.Key.Key_PageDown:
            self.next_requested.emit()
        elif key == Qt.Key.Key_Delete and self.selected_ids():
            self.delete_requested.emit(self.selected_ids())
        elif key == Qt.Key.Key_Control and self.drag is not None and self.dragging:
            self.pull(self.drag.point, event.modifiers() | _CONTROL)
        elif key != Qt.Key.Key_Escape or not self._escape():
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Control and self.drag is not None and self.dragging:
            self.pull(self.drag.point, event.modifiers() & ~_CONTROL)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        if not self.dragging:
            self._wheel_turned(delta.y() or delta.x())
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.ensure_layout()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            box = self.visualRect(index) if index.isValid() else self.cursor_box()
            where = self.viewport().mapToGlobal(box.center())
            self.menu_requested.emit(self.selected_ids(), self.cursor_slot(), where)
        else:
            self.menu_requested.emit(self.selected_ids(), self.slot_at(event.pos()), event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.cancel_drag()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()
