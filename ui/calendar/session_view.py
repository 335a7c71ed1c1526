"""What all painted views share: the model, the selection by id, the layout kept until it is stale.

A view is a `QListView` because only its subclasses show every session to screen readers; all of its own
geometry and painting is replaced here.
"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHelpEvent,
    QHideEvent,
    QRegion,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QToolTip

from app.domain.holidays import DayMark
from app.domain.ids import SessionId
from app.domain.slots import Slot
from app.i18n import Language
from app.queries.rows import SessionRow
from ui.calendar.ink import Ink, forget_faces
from ui.calendar.settings import ViewSettings
from ui.models.sessions import Clock, SessionModel
from ui.theme.appearance import appearance

_MINUTE = 60_000
_Index = QModelIndex | QPersistentModelIndex


class SessionView(QListView):
    """A painted view of a `SessionModel` that never queries and never writes.

    Subclasses compute their layout in `compute_layout`, called once after the data, the size or the theme
    changed, and say where things are in `session_box`, `session_at` and `day_tip`.
    """

    session_activated = Signal(object)
    """A session is to be opened: its id."""
    selection_changed = Signal(object)
    """The selected sessions: a list of ids in the order of time."""
    range_changed = Signal(object, object)
    """Other days are shown: the first and the last one, both included."""
    announced = Signal(str)
    """The keyboard is on no session: where it is, in words, as screen readers are told."""

    def __init__(
        self, model: SessionModel, *, language: Language, clock: Clock, settings: ViewSettings | None = None
    ) -> None:
        super().__init__()
        self.language = language
        self.clock = clock
        self.settings = settings or ViewSettings()
        self.ink = Ink(appearance.theme)
        self.marks: dict[date, DayMark] = {}
        self.hovered: SessionId | None = None
        self._sessions = model
        self._stale = True
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE)
        self._minute.timeout.connect(self.invalidate)
        self._kept: tuple[list[SessionId], SessionId | None] = ([], None)
        self._resetting = False
        self._announced: list[SessionId] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        model.modelAboutToBeReset.connect(self._keep_selection)
        self.setModel(model)
        model.modelReset.connect(self._restore_selection)
        appearance.theme_changed.connect(self._wear)

    # what a screen asks

    @property
    def sessions(self) -> SessionModel:
        """The model."""
        return self._sessions

    def set_day_marks(self, marks: list[DayMark] | tuple[DayMark, ...]) -> None:
        """Show these holidays."""
        found = {mark.day: mark for mark in marks}
        if found != self.marks:
            self.marks = found
            self.invalidate()

    def set_settings(self, settings: ViewSettings) -> None:
        """Show with these preferences from now on."""
        if settings != self.settings:
            self.settings = settings
            self.invalidate()

    def selected_ids(self) -> list[SessionId]:
        """The selected sessions in the order of time."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [self._sessions.rows[place].id for place in chosen]

    def current_id(self) -> SessionId | None:
        """The session that has the keyboard; None where it is on a day or an hour."""
        index = self.currentIndex()
        return self._sessions.rows[index.row()].id if index.isValid() else None

    def current_row(self) -> SessionRow | None:
        """The session that has the keyboard."""
        index = self.currentIndex()
        return self._sessions.rows[index.row()] if index.isValid() else None

    def select(self, ids: list[SessionId], current: SessionId | None = None) -> None:
        """Select these sessions, those that are shown; `current` (else the last) gets the keyboard."""
        selection = QItemSelection()
        for session_id in ids:
            index = self._sessions.index_of(session_id)
            if index.isValid():
                selection.select(index, index)
        chosen = self.selectionModel()
        lead = self._sessions.index_of(current if current is not None else (ids[-1] if ids else None))
        chosen.setCurrentIndex(lead, QItemSelectionModel.SelectionFlag.NoUpdate)
        chosen.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.viewport().update()

    # what subclasses provide

    def compute_layout(self) -> None:
        """Place everything for the present data, size and theme."""
        raise NotImplementedError

    def session_box(self, place: int) -> QRect:
        """Where the session at this place of the model is in the viewport; empty where it is nowhere."""
        raise NotImplementedError

    def session_at(self, point: QPoint) -> SessionRow | None:
        """The session at a point of the viewport."""
        raise NotImplementedError

    def tip_at(self, point: QPoint) -> str:
        """What the pointer is told where it is over no session: plain text."""
        raise NotImplementedError

    # what subclasses use

    def invalidate(self) -> None:
        """The layout no longer holds: it is made anew before the next painting or question."""
        self._stale = True
        self.viewport().update()

    def ensure_layout(self) -> None:
        """Make the layout where it is stale."""
        if self._stale:
            self._stale = False
            self.compute_layout()

    def hover(self, session_id: SessionId | None) -> None:
        """The pointer is over this session, or over none."""
        if session_id != self.hovered:
            self.hovered = session_id
            self.viewport().update()

    def announce(self, text: str) -> None:
        """Have a screen reader say where the keyboard is when it is on no session."""
        self.announced.emit(text)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def mark_tip(self, day: date) -> str:
        """A day in words, with its holidays."""
        mark = self.marks.get(day)
        parts = [self.language.date(day, "full_day")]
        if mark is not None:
            names = [name for name in (mark.public_holiday, mark.school_holiday) if name]
            parts += (
                names
                if mark.official
                else [self.language.text("{holiday} (not yet official)", holiday=name) for name in names]
            )
        return "\n".join(parts)

    def visible_range(self) -> tuple[date, date]:
        """The first and the last day shown, both included."""
        raise NotImplementedError

    # private

    def _wear(self) -> None:
        self.ink = Ink(appearance.theme)
        forget_faces()
        self.invalidate()

    def _keep_selection(self) -> None:
        self._kept = (self.selected_ids(), self.current_id())
        self._resetting = True

    def _restore_selection(self) -> None:
        ids, current = self._kept
        self.invalidate()
        self.select([session_id for session_id in ids if self._sessions.row(session_id)], current)
        self._resetting = False
        if self.hovered is not None and self._sessions.row(self.hovered) is None:
            self.hovered = None
        self._tell_selection()

    def _tell_selection(self) -> None:
        ids = self.selected_ids()
        if ids != self._announced:
            self._announced = ids
            self.selection_changed.emit(ids)

    # Qt overrides

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._resetting:
            self._tell_selection()
            self.viewport().update()

    def doItemsLayout(self) -> None:
        pass  # the layout of list views; ours is made in compute_layout

    def updateGeometries(self) -> None:
        pass

    def visualRect(self, index: _Index) -> QRect:
        self.ensure_layout()
        return self.session_box(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        self.ensure_layout()
        row = self.session_at(point)
        return self._sessions.index_of(row.id) if row is not None else QModelIndex()

    def scrollTo(
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        pass

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return 0

    def isIndexHidden(self, index: _Index) -> bool:
        return False

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        pass

    def keyboardSearch(self, search: str) -> None:
        pass

    def resizeEvent(self, event: Any) -> None:
        self.invalidate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            forget_faces()
            self.invalidate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.invalidate()
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self.hover(None)
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.ensure_layout()
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            if index.isValid():
                tip, box = index.data(Qt.ItemDataRole.ToolTipRole), self.visualRect(index)
            else:
                tip, box = escape(self.tip_at(event.pos())).replace("\n", "<br>"), QRect()
            if tip:
                QToolTip.showText(event.globalPos(), tip, self.viewport(), box)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)


def slot_text(slot: Slot, language: Language) -> str:
    """A span of time beside the pointer, the day first."""
    when = language.slot(slot.starts_at, slot.ends_at)
    if slot.starts_at.date() == slot.ends_at.date():
        return f"{language.date(slot.starts_at, 'day')} · {when}"
    return when
