"""One list of sessions for every calendar view: what is painted, read aloud and shown under the pointer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import Enum, auto
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.ids import SessionId
from app.domain.kinds import SessionStatus, label
from app.i18n import Language
from app.queries.rows import SessionRow

Clock = Callable[[], datetime]
"""What time it is, in the provider's local time."""

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The `SessionRow` itself."""

_LONGEST_NOTE = 300


class Paper(Enum):
    """What the attendance of a session still asks for."""

    NOTHING = auto()
    MARKED = auto()
    TO_MARK = auto()


def paper_state(row: SessionRow, now: datetime) -> Paper:
    """Whether the attendance is marked, still to mark, or not due (not over yet, or never held)."""
    if row.marked:
        return Paper.MARKED
    if row.ends_at <= now and row.status in (SessionStatus.PLANNED, SessionStatus.HELD):
        return Paper.TO_MARK
    return Paper.NOTHING


def paper_text(row: SessionRow, language: Language, now: datetime) -> str:
    """What became of a session in one or two words: its status, “marked” or “still to mark”."""
    state = paper_state(row, now)
    status = language.text(label(row.status))
    if state is Paper.TO_MARK:
        return language.text("Still to mark")
    if state is Paper.MARKED:
        return language.text("{status}, marked", status=status)
    return status


def sentence(row: SessionRow, language: Language, now: datetime) -> str:
    """A session in one sentence, as a screen reader says it.

    “14:00 to 16:00, Rehearsal, act II, at Salle des Tilleuls, 12 expected, held, marked”; with dates
    where it runs over midnight.
    """
    if row.starts_at.date() == row.ends_at.date():
        start, end = language.time(row.starts_at), language.time(row.ends_at)
    else:
        start = f"{language.date(row.starts_at, 'day')} {language.time(row.starts_at)}"
        end = f"{language.date(row.ends_at, 'day')} {language.time(row.ends_at)}"
    parts = [language.text("{start} to {end}", start=start, end=end), row.title]
    if row.place:
        parts.append(language.text("at {place}", place=row.place))
    if row.expected:
        parts.append(expected_text(row.expected, language))
    status = paper_text(row, language, now)
    parts.append(status[:1].lower() + status[1:])
    return ", ".join(parts)


def expected_text(expected: int, language: Language) -> str:
    """“12 expected”."""
    return language.plural("{n} expected", "{n} expected", expected)


class SessionModel(QAbstractListModel):
    """The sessions of a period in the order of their starts; give it to every view of the calendar.

    The display role is the sentence that screen readers say, `ROW_ROLE` the row itself. The views keep
    selection by id, so `set_rows` may be called as often as the data changes.
    """

    def __init__(self, language: Language, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._clock = clock
        self._rows: tuple[SessionRow, ...] = ()
        self._places: dict[SessionId, int] = {}

    @property
    def rows(self) -> tuple[SessionRow, ...]:
        """The sessions in the order of the model."""
        return self._rows

    def set_rows(self, rows: Iterable[SessionRow]) -> None:
        """Show these sessions instead; nothing happens where they are the same."""
        ordered = tuple(sorted(rows, key=_order))
        if ordered == self._rows:
            return
        self.beginResetModel()
        self._rows = ordered
        self._places = {row.id: place for place, row in enumerate(ordered)}
        self.endResetModel()

    def row(self, session_id: SessionId) -> SessionRow | None:
        """The session with this id; None where it is not among those shown."""
        place = self._places.get(session_id)
        return None if place is None else self._rows[place]

    def index_of(self, session_id: SessionId | None) -> QModelIndex:
        """The index of a session; invalid where it is not among those shown."""
        place = -1 if session_id is None else self._places.get(session_id, -1)
        return self.index(place, 0) if place >= 0 else QModelIndex()

    # Qt overrides

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return sentence(row, self._language, self._clock())
            case Qt.ItemDataRole.AccessibleTextRole:
                day = self._language.date(row.starts_at, "full_day")
                return f"{day}, {sentence(row, self._language, self._clock())}"
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(row, self._language, self._clock())
            case _ if role == ROW_ROLE:
                return row
        return None


def tool_tip(row: SessionRow, language: Language, now: datetime) -> str:
    """Everything of a session that its line has no room for, as rich text with every name escaped."""
    when = language.slot(row.starts_at, row.ends_at)
    if row.starts_at.date() == row.ends_at.date():
        when = f"{language.date(row.starts_at, 'day')}, {when}"
    where = " · ".join(dict.fromkeys(part for part in (row.venue, row.residence, row.district) if part))
    people = expected_text(row.expected, language)
    if row.seats is not None:
        people = language.text("{expected} of {seats} places", expected=row.expected, seats=row.seats)
    action = row.action_title if row.action_title != row.title else ""
    note = row.note if len(row.note) <= _LONGEST_NOTE else row.note[:_LONGEST_NOTE].rstrip() + "…"
    lines = [
        when,
        where,
        f"{people} · {paper_text(row, language, now)}",
        row.coordinator,
        f"{row.code} {action}".strip(),
        note,
    ]
    body = "<br>".join(escape(line).replace("\n", "<br>") for line in lines if line)
    return f"<div><b>{escape(row.title)}</b><br>{body}</div>"


def _order(row: SessionRow) -> tuple[datetime, float, str, str, bytes]:
    return (
        row.starts_at,
        -(row.ends_at - row.starts_at).total_seconds(),
        row.title,
        row.place,
        row.id.bytes,
    )
