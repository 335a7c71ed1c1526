"""The agenda: a tree by day, one session a row."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView

from app.domain.holidays import DayMark
from app.domain.ids import SessionId
from app.domain.slots import LONGEST, Slot
from app.i18n import Language
from ui.calendar.agenda_delegate import AgendaDelegate
from ui.calendar.ink import forget_faces
from ui.calendar.settings import ViewSettings
from ui.models.agenda import EXPECTED, PLACE, STATUS, TIME, TITLE, AgendaModel
from ui.models.sessions import Clock, SessionModel
from ui.theme.appearance import appearance

_MINUTE = 60_000
_STEPS = {
    Qt.Key.Key_Left: timedelta(days=-1),
    Qt.Key.Key_Right: timedelta(days=1),
    Qt.Key.Key_Up: timedelta(minutes=-15),
    Qt.Key.Key_Down: timedelta(minutes=15),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class AgendaView(QTreeView):
    """The sessions of a range of days as a list to read; the keys are those of the painted views."""

    session_activated = Signal(object)
    selection_changed = Signal(object)
    range_changed = Signal(object, object)
    create_requested = Signal(object)
    move_requested = Signal(object, object)
    copy_requested = Signal(object, object)
    resize_requested = Signal(object, object)
    delete_requested = Signal(object)
    day_requested = Signal(object)
    menu_requested = Signal(object, object, QPoint)
    previous_requested = Signal()
    next_requested = Signal()

    def __init__(
        self, model: SessionModel, *, language: Language, clock: Clock, settings: ViewSettings | None = None
    ) -> None:
        super().__init__()
        self.language = language
        self.clock = clock
        self.settings = settings or ViewSettings()
        self._sessions = model
        self._first = clock().date()
        self._last = self._first + timedelta(days=30)
        self._announced: list[SessionId] = []
        self._kept: list[SessionId] = []
        self._current: SessionId | None = None
        self._resetting = False
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE)
        self._minute.timeout.connect(self.viewport().update)
        self.agenda = AgendaModel(model, language, clock, self)
        self.agenda.modelAboutToBeReset.connect(self._keep_selection)
        self.setModel(self.agenda)
        self.agenda.modelReset.connect(self._restore_selection)
        self.setItemDelegate(AgendaDelegate(self.agenda, clock, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setAllColumnsShowFocus(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(language.text("Agenda"))
        self._size_columns()
        self.agenda.set_range(self._first, self._last)
        appearance.theme_changed.connect(self._wear)

    # what a screen asks

    def show_range(self, first: date, last: date) -> None:
        """List the days from `first` to `last`, both included."""
        if (first, last) != (self._first, self._last):
            self._first, self._last = first, last
            self.agenda.set_range(first, last)
            self.range_changed.emit(first, last)

    def visible_range(self) -> tuple[date, date]:
        """The first and the last day listed, both included."""
        return self._first, self._last

    def set_day_marks(self, marks: list[DayMark] | tuple[DayMark, ...]) -> None:
        """Name these holidays."""
        self.agenda.set_day_marks({mark.day: mark for mark in marks})

    def set_settings(self, settings: ViewSettings) -> None:
        """Use these preferences for new sessions."""
        self.settings = settings

    def selected_ids(self) -> list[SessionId]:
        """The selected sessions in the order of time."""
        rows = {
            row.id: row
            for index in self.selectionModel().selectedRows()
            if (row := self.agenda.session(index))
        }
        return [row.id for row in self._sessions.rows if row.id in rows]

    def select(self, ids: list[SessionId], current: SessionId | None = None) -> None:
        """Select these sessions, those that are listed; `current` (else the last) gets the keyboard."""
        selection = QItemSelection()
        for session_id in ids:
            index = self.agenda.index_of(session_id)
            if index.isValid():
                selection.select(index, index.siblingAtColumn(STATUS))
        lead = current if current is not None else (ids[-1] if ids else None)
        if lead is not None:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.agenda.index_of(lead), flag)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def current_id(self) -> SessionId | None:
        """The session that has the keyboard; None on a day."""
        row = self.agenda.session(self.currentIndex())
        return row.id if row is not None else None

    def cursor_day(self) -> date:
        """The day that has the keyboard."""
        return self.agenda.day(self.currentIndex()) or max(self._first, min(self.clock().date(), self._last))

    def cursor_slot(self) -> Slot:
        """The usual hours on the day that has the keyboard."""
        start = datetime.combine(self.cursor_day(), self.settings.usual_start)
        return Slot(start, start + self.settings.usual_length)

    def set_cursor(self, day: date) -> None:
        """Scroll to a day, or to the next one listed, and give it the keyboard."""
        index = self.agenda.index_of_day(day)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    # private

    def _size_columns(self) -> None:
        header, text = self.header(), appearance.text_size
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (TIME, EXPECTED, STATUS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        for column in (TITLE, PLACE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(TIME, 10 * text)
        header.resizeSection(EXPECTED, 7 * text)
        header.resizeSection(STATUS, 13 * text)

    def _keep_selection(self) -> None:
        if not self._resetting:
            self._kept, self._current = self.selected_ids(), self.current_id()
            self._resetting = True

    def _restore_selection(self) -> None:
        for place in range(self.agenda.rowCount()):
            self.setFirstColumnSpanned(place, QModelIndex(), True)
        self.expandAll()
        self.select(self._kept, self._current)
        self._resetting = False
        self._tell_selection()

    def _tell_selection(self) -> None:
        ids = self.selected_ids()
        if ids != self._announced:
            self._announced = ids
            self.selection_changed.emit(ids)

    def _wear(self) -> None:
        forget_faces()
        self._size_columns()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _change(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        ids, step = self.selected_ids(), _STEPS[key]
        row = self.agenda.session(self.currentIndex())
        if modifiers & _CONTROL:
            if ids:
                self.copy_requested.emit(ids, step)
        elif modifiers & _SHIFT:
            if row is not None and timedelta() < row.slot.duration + step <= LONGEST:
                self.resize_requested.emit(row.id, Slot(row.starts_at, row.ends_at + step))
        elif ids:
            self.move_requested.emit(ids, step)

    def _other_day(self, by: int) -> None:
        day = self.agenda.day(self.currentIndex())
        if day is None:
            return
        place = self.agenda.days.index(day) + by
        if place < 0:
            self.previous_requested.emit()
        elif place >= len(self.agenda.days):
            self.next_requested.emit()
        else:
            index = self.agenda.index(place, 0)
            first = self.agenda.index(0, 0, index)
            self.setCurrentIndex(first if first.isValid() else index)
            self.scrollTo(index)

    def _open(self, index: QModelIndex) -> None:
        row, day = self.agenda.session(index), self.agenda.day(index)
        if row is not None:
            self.session_activated.emit(row.id)
        elif day is not None:
            self.day_requested.emit(day)

    # Qt overrides

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._resetting:
            self._tell_selection()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            key = event.key()
            wanted = key in _STEPS or (plain and key in (*_ENTER, Qt.Key.Key_Delete))
            if wanted or (key == Qt.Key.Key_Escape and self.selected_ids()):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in _STEPS and modifiers & (_CONTROL | _ALT):
            self._change(key, modifiers)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._other_day(1 if key == Qt.Key.Key_Right else -1)
        elif key in _ENTER:
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_PageUp:
            self.previous_requested.emit()
        elif key == Qt.Key.Key_PageDown:
            self.next_requested.emit()
        elif key == Qt.Key.Key_Delete and self.selected_ids():
            self.delete_requested.emit(self.selected_ids())
        elif key == Qt.Key.Key_Escape and self.selected_ids():
            self.clearSelection()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        pass

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(self.selected_ids(), self.cursor_slot(), event.globalPos())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.agenda.days:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(self.foregroundRole()))
            text = self.language.text("No session in these days.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, text)
            painter.end()
