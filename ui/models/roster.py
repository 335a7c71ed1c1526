"""The roster of a session as a list: a person a row, the presence as it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.ids import PersonId
from app.domain.kinds import Presence, label
from app.i18n import N_, Language
from app.queries.roster import RosterLine

Index = QModelIndex | QPersistentModelIndex

LineRole = Qt.ItemDataRole.UserRole + 1
"""The `RosterLine`."""


class RosterModel(QAbstractListModel):
    """Roster lines in their order."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._lines: list[RosterLine] = []

    @property
    def lines(self) -> Sequence[RosterLine]:
        """The lines as they are shown."""
        return self._lines

    def set_lines(self, lines: Sequence[RosterLine]) -> None:
        """Show these; where only marks differ the view keeps its place."""
        if [line.person.id for line in lines] == [line.person.id for line in self._lines]:
            self._lines = list(lines)
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def set_presence(self, row: int, presence: Presence | None) -> None:
        """Show a mark at once, before it is saved."""
        self._lines[row] = replace(self._lines[row], presence=presence)
        self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, person_id: PersonId) -> int:
        """The row of a person, -1 where they are not listed."""
        return next((row for row, line in enumerate(self._lines) if line.person.id == person_id), -1)

    def count(self, presence: Presence | None) -> int:
        """How many have this mark; None counts those without one."""
        return sum(line.presence is presence for line in self._lines)

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == LineRole:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            state = label(line.presence) if line.presence else N_("Not marked yet")
            return self._language.text(
                "{person}: {state}", person=line.person.register_name, state=self._language.text(state)
            )
        return None
