"""A table model over frozen rows: columns say how a row's cell reads, sorts, looks and is edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.theme import current_theme
from ui.widgets.cells import BAR_ROLE, CHOICES_ROLE, ID_ROLE, INK_ROLE, OBJECT_ROLE, SORT_ROLE, STRIPE_ROLE
from ui.widgets.labels import plain_tooltip

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column. `text` gives the cell's final words, `sort` what it is ordered by (else its words)."""

    key: str
    heading: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    """None values come last, whichever way it is sorted."""
    numeric: bool = False
    """Right-aligned, figures of equal width."""
    ink: Callable[[R], str] | None = None
    """The name of the theme colour of the cell's text; empty for normal text."""
    axis: Callable[[R], str | None] | None = None
    """The axis whose colour stands down the cell's left edge; None for no stripe."""
    bar: Callable[[R], float | None] | None = None
    """A share of one that is shown as a bar before the text."""
    tooltip: Callable[[R], str] | None = None
    """The whole of what the cell says, where that may be cut; else its words."""
    spoken: Callable[[R], str] | None = None
    """What a screen reader says, where the words are signs."""
    edit: Callable[[R], Any] | None = None
    """What an editor starts from; a column without it is not edited in the table."""
    choices: Sequence[tuple[Any, str]] = ()
    """Keys and words to choose from; empty for free text."""
    width: int = 120
    """Logical pixels before anyone changed it."""


class RowModel(QAbstractTableModel, Generic[R]):
    """Rows in the order given, or sorted by a column.

    Rows that came, went or moved are shown by one reset, which `RowView` survives by `ID_ROLE`.
    """

    edited = Signal(object, str, object)
    """A cell was edited: the row, the column's key, what was typed or chosen."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        identify: Callable[[R], Any],
        parent: QObject | None = None,
        *,
        sorts: bool = True,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._identify = identify
        self._sorts = sorts
        self._given: tuple[R, ...] = ()
        self._rows: list[R] = []
        self._order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """The columns."""
        return self._columns

    @property
    def rows(self) -> list[R]:
        """The rows in the order shown."""
        return list(self._rows)

    def column_of(self, key: str) -> int:
        """The place of a column; raises `ValueError` for one that is none."""
        return [column.key for column in self._columns].index(key)

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these rows, sorted as before; nothing happens where they are the same."""
        given = tuple(rows)
        if given == self._given:
            return
        before = self._rows
        self._given = given
        after = self._arranged()
        if [self._identify(row) for row in before] == [self._identify(row) for row in after]:
            # The same rows in the same places: editors stay open, nothing jumps.
            self._rows = after
            last = max(0, len(self._columns) - 1)
            for place, row in enumerate(after):
                if row != before[place]:
                    self.dataChanged.emit(self.index(place, 0), self.index(place, last))
            return
        self.beginResetModel()
        self._rows = after
        self.endResetModel()

    def row_of(self, identity: Any) -> R | None:
        """The row with this identity; None where it is not listed."""
        return next((row for row in self._rows if self._identify(row) == identity), None)

    def index_of(self, identity: Any, column: int = 0) -> QModelIndex:
        """The index of a row; invalid where it is not listed."""
        for place, row in enumerate(self._rows):
            if self._identify(row) == identity:
                return self.index(place, column)
        return QModelIndex()

    def repaint(self) -> None:
        """Let views ask for colours again, after a change of theme."""
        if self._rows:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._rows) - 1, max(0, len(self._columns) - 1))
            )

    def _arranged(self) -> list[R]:
        at, direction = self._order
        if at < 0:
            return list(self._given)
        key = _sort_key(self._columns[at])
        known = [row for row in self._given if key(row) is not None]
        known.sort(key=key, reverse=direction is Qt.SortOrder.DescendingOrder)
        return known + [row for row in self._given if key(row) is None]

    # Qt overrides

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._columns[section].heading
            if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[section].numeric:
                return _RIGHT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._columns[index.column()].edit is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        return self.cell(self._rows[index.row()], self._columns[index.column()], role)

    def cell(self, row: R, column: Column[R], role: int) -> Any:
        """What a cell answers for a role."""
        answer: Any = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                answer = column.text(row)
            case _ if role == ID_ROLE:
                answer = self._identify(row)
            case Qt.ItemDataRole.TextAlignmentRole if column.numeric:
                answer = _RIGHT
            case Qt.ItemDataRole.ToolTipRole:
                answer = plain_tooltip((column.tooltip or column.text)(row))
            case Qt.ItemDataRole.AccessibleTextRole if column.spoken is not None:
                answer = column.spoken(row)
            case Qt.ItemDataRole.EditRole if column.edit is not None:
                answer = column.edit(row)
            case _ if role in _LOOKS:
                answer = _look(row, column, role)
            case _ if role == OBJECT_ROLE:
                answer = row
            case _ if role == SORT_ROLE:
                answer = _sort_key(column)(row)
        return answer

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column = self._columns[index.column()]
        row = self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or column.edit is None or value == column.edit(row):
            return False
        self.edited.emit(row, column.key, value)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not self._sorts or (column, order) == self._order:
            return
        self.beginResetModel()
        self._order = (column, order)
        self._rows = self._arranged()
        self.endResetModel()


_LOOKS = frozenset({STRIPE_ROLE, BAR_ROLE, INK_ROLE, CHOICES_ROLE})


def _look(row: R, column: Column[R], role: int) -> Any:
    if role == STRIPE_ROLE:
        axis = column.axis(row) if column.axis is not None else None
        return None if axis is None else current_theme().axis(axis).stripe
    if role == BAR_ROLE:
        return column.bar(row) if column.bar is not None else None
    if role == INK_ROLE:
        return column.ink(row) if column.ink is not None else None
    return column.choices or None


def _sort_key(column: Column[R]) -> Callable[[R], Any]:
    return column.sort or (lambda row: column.text(row).casefold())
