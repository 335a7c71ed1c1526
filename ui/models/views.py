"""A view of the annual summary as a table model: values formatted for reading, sorted by what they are."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.names import fold
from app.exchange.views import Figure, View
from app.i18n import Language
from app.i18n.values import NUMBERS, Kind, Value, written
from ui.widgets.cells import ID_ROLE, SORT_ROLE
from ui.widgets.labels import plain_tooltip

Index = QModelIndex | QPersistentModelIndex

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ViewModel(QAbstractTableModel):
    """Shows one `View`; a row's identity is its number in it."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._view = View("", (), ())

    @property
    def view(self) -> View:
        """What is shown."""
        return self._view

    def set_view(self, view: View) -> None:
        """Show another one."""
        self.beginResetModel()
        self._view = view
        self.endResetModel()

    def shown(self, row: int, column: int) -> str:
        """A cell's text."""
        value, kind = self._cell(row, column)
        return written(value, kind, self._language)

    def sums(self, titles: Container[str]) -> list[tuple[str, str]]:
        """The columns with these titles added up: title and sum. What is not known adds nothing."""
        found = []
        for place, column in enumerate(self._view.columns):
            if column.kind in NUMBERS and column.title in titles:
                values = [row[place] for row in self._view.rows]
                numbers = [value for value in values if isinstance(value, (int, float, Decimal))]
                if numbers:
                    whole = sum(numbers[1:], numbers[0])
                    found.append((column.title, written(whole, column.kind, self._language)))
        return found

    def _cell(self, row: int, column: int) -> tuple[Value, Kind]:
        value = self._view.rows[row][column]
        if isinstance(value, Figure):
            return value.value, value.kind
        return value, self._view.columns[column].kind

    def _numeric(self, column: int) -> bool:
        """Whether a column holds numbers, by its kind or by the first value in it."""
        kind = self._cell(0, column)[1] if self._view.rows else self._view.columns[column].kind
        return kind in NUMBERS

    # Qt overrides

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._view.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._view.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._view.columns):
            return None
        column = self._view.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole and self._numeric(section):
            return _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        value, kind = self._cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return written(value, kind, self._language)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(written(value, kind, self._language))
        if role == Qt.ItemDataRole.TextAlignmentRole and kind in NUMBERS:
            return _RIGHT
        if role == SORT_ROLE:
            return _sortable(value, kind)
        if role == ID_ROLE:
            return index.row()
        return None


def _sortable(value: Value, kind: Kind) -> str | float:
    """What rows are sorted by: numbers, days and times by size, words without case or accents.

    What is not known comes before everything that is.
    """
    match value:
        case None:
            return "" if kind in (Kind.TEXT, Kind.LONG_TEXT) else float("-inf")
        case str():
            return fold(value)
        case datetime():
            return value.timestamp()
        case date():
            return float(value.toordinal())
        case time():
            return float(value.hour * 60 + value.minute)
        case _:
            return float(value)
