"""The days of a small month with how many sessions each has, as a table of weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.holidays import DayMark
from app.i18n import Language
from ui.models.sessions import Clock

WEEKS, DAYS = 6, 7
_DAY = timedelta(days=1)

_Index = QModelIndex | QPersistentModelIndex


class MiniMonthModel(QAbstractTableModel):
    """Six weeks: the number of the week, then its days."""

    def __init__(self, language: Language, clock: Clock, first_weekday: int, parent: QObject) -> None:
        super().__init__(parent)
        self.language = language
        self.clock = clock
        self.first_weekday = first_weekday
        self.month = clock().date().replace(day=1)
        self.counts: Mapping[date, int] = {}
        self.marks: dict[date, DayMark] = {}
        self.shown: tuple[date, date] | None = None

    @property
    def first(self) -> date:
        """The first day of the six weeks."""
        return self.month - ((self.month.weekday() - self.first_weekday) % DAYS) * _DAY

    def day(self, index: _Index) -> date | None:
        """The day of a cell; None for the number of a week."""
        if not index.isValid() or not index.column():
            return None
        return self.first + (index.row() * DAYS + index.column() - 1) * _DAY

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day; invalid where it is not shown."""
        offset = (day - self.first).days
        return self.index(offset // DAYS, offset % DAYS + 1) if 0 <= offset < WEEKS * DAYS else QModelIndex()

    def set_month(self, day: date) -> bool:
        """Show the month of this day; says whether it is another one."""
        month = day.replace(day=1)
        changed = month != self.month
        if changed:
            self.beginResetModel()
            self.month = month
            self.endResetModel()
        return changed

    def set_counts(self, counts: Mapping[date, int]) -> None:
        """Say how many sessions each day has."""
        self.counts = dict(counts)
        self._all_changed()

    def set_marks(self, marks: dict[date, DayMark]) -> None:
        """Say which days are holidays."""
        self.marks = marks
        self._all_changed()

    def set_shown(self, first: date, last: date) -> None:
        """Say which days the calendar shows."""
        self.shown = (first, last)
        self._all_changed()

    def _all_changed(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(WEEKS - 1, DAYS))

    # Qt overrides

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else WEEKS

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else DAYS + 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.column():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not section:
            return None
        day = self.first + (section - 1) * _DAY
        if role == Qt.ItemDataRole.DisplayRole:
            return self.language.date(day, "weekday_short")[:1].upper()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.language.date(day, "weekday")
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        day = self.day(index)
        if role == Qt.ItemDataRole.DisplayRole:
            thursday = self.first + (index.row() * DAYS + (3 - self.first_weekday) % DAYS) * _DAY
            return str(day.day if day is not None else thursday.isocalendar().week)
        if day is None or role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        parts = [self.language.date(day, "full_day")]
        mark = self.marks.get(day)
        if mark is not None:
            parts += [name for name in (mark.public_holiday, mark.school_holiday) if name]
        count = self.counts.get(day, 0)
        if count:
            parts.append(self.language.plural("{n} session", "{n} sessions", count))
        text = ", ".join(parts)
        return escape(text) if role == Qt.ItemDataRole.ToolTipRole else text
