"""The same sessions as a tree by day, for the agenda."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.holidays import DayMark
from app.domain.ids import SessionId
from app.i18n import N_, Language
from app.queries.rows import SessionRow
from ui.models.sessions import ROW_ROLE, Clock, SessionModel, paper_text, sentence, tool_tip

DAY_ROLE = Qt.ItemDataRole.UserRole + 2
"""The date of a day, or of a session's day."""

TIME, TITLE, PLACE, EXPECTED, STATUS = range(5)
_HEADERS = (N_("Time"), N_("Session"), N_("Place"), N_("Expected"), N_("Status"))

_Index = QModelIndex | QPersistentModelIndex


class AgendaModel(QAbstractItemModel):
    """Days that have sessions, and today, each with its sessions; follows a `SessionModel`.

    A day has one column that matters, its sessions have five: time, title, place, people expected, status.
    """

    def __init__(
        self, sessions: SessionModel, language: Language, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._sessions = sessions
        self._language = language
        self._clock = clock
        self._marks: dict[date, DayMark] = {}
        self._first = self._last = clock().date()
        self._days: list[date] = []
        self._rows: list[list[SessionRow]] = []
        sessions.modelReset.connect(self.rebuild)

    @property
    def days(self) -> list[date]:
        """The days listed."""
        return self._days

    def set_range(self, first: date, last: date) -> None:
        """List the days from `first` to `last`, both included."""
        self._first, self._last = first, last
        self.rebuild()

    def set_day_marks(self, marks: dict[date, DayMark]) -> None:
        """Name these holidays."""
        self._marks = marks
        self.rebuild()

    def rebuild(self) -> None:
        """List the sessions of the source anew."""
        self.beginResetModel()
        by_day: dict[date, list[SessionRow]] = {}
        for row in self._sessions.rows:
            day = max(row.starts_at.date(), self._first)
            if day <= self._last and (row.ends_at - timedelta(microseconds=1)).date() >= self._first:
                by_day.setdefault(day, []).append(row)
        if self._first <= self._clock().date() <= self._last:
            by_day.setdefault(self._clock().date(), [])
        self._days = sorted(by_day)
        self._rows = [by_day[day] for day in self._days]
        self.endResetModel()

    def session(self, index: _Index) -> SessionRow | None:
        """The session at an index; None for a day."""
        if not index.isValid() or not index.internalId():
            return None
        return self._rows[index.internalId() - 1][index.row()]

    def day(self, index: _Index) -> date | None:
        """The day at an index, or of its session."""
        if not index.isValid():
            return None
        return self._days[index.internalId() - 1 if index.internalId() else index.row()]

    def index_of(self, session_id: SessionId) -> QModelIndex:
        """The index of a session; invalid where it is not listed."""
        for place, rows in enumerate(self._rows):
            for number, row in enumerate(rows):
                if row.id == session_id:
                    return self.index(number, 0, self.index(place, 0))
        return QModelIndex()

    def index_of_day(self, day: date) -> QModelIndex:
        """The index of a day, or of the next one listed; invalid where there is none."""
        place = next((n for n, listed in enumerate(self._days) if listed >= day), -1)
        return self.index(place, 0) if place >= 0 else QModelIndex()

    # Qt overrides

    def index(self, row: int, column: int, parent: _Index | None = None) -> QModelIndex:
        if parent is None or not parent.isValid():
            inside = 0 <= row < len(self._days) and 0 <= column < len(_HEADERS)
            return self.createIndex(row, column, 0) if inside else QModelIndex()
        if (
            parent.internalId()
            or not 0 <= row < len(self._rows[parent.row()])
            or not 0 <= column < len(_HEADERS)
        ):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1)

    def parent(self, index: _Index | None = None) -> Any:
        if index is None:
            return QObject.parent(self)
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: _Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return len(self._days)
        return 0 if parent.internalId() or parent.column() else len(self._rows[parent.row()])

    def columnCount(self, parent: _Index | None = None) -> int:
        return len(_HEADERS)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.session(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._language.text(_HEADERS[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, day = self.session(index), self.day(index)
        if day is None:
            return None
        if role == DAY_ROLE:
            return day
        if row is None:
            if role == Qt.ItemDataRole.DisplayRole and index.column() == 0:
                return self._day_text(day, len(self._rows[index.row()]))
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                if index.column() == 0:
                    return sentence(row, self._language, self._clock())
                return self._text(row, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(row, self._language, self._clock())
            case _ if role == ROW_ROLE:
                return row
        return None

    def _text(self, row: SessionRow, column: int) -> str:
        match column:
            case 0:
                if row.starts_at.date() == row.ends_at.date():
                    return f"{self._language.clock(row.starts_at)} – {self._language.clock(row.ends_at)}"
                return self._language.slot(row.starts_at, row.ends_at)
            case 1:
                return row.title
            case 2:
                return row.place
            case 3:
                return self._language.number(row.expected) if row.expected else ""
            case _:
                return paper_text(row, self._language, self._clock())

    def _day_text(self, day: date, count: int) -> str:
        language = self._language
        parts = [language.date(day, "full_day")]
        if day == self._clock().date():
            parts.append(language.text("Today"))
        mark = self._marks.get(day)
        if mark is not None:
            parts += [name for name in (mark.public_holiday, mark.school_holiday) if name]
        parts.append(
            language.plural("{n} session", "{n} sessions", count)
            if count
            else language.text("Nothing planned")
        )
        return " · ".join(parts)
