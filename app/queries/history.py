"""Who changed what, and when: the journal as a screen shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Select, or_, select

from app.db.images import load_label
from app.db.journal import DO, UNDO
from app.db.tables import Change, Session, Step
from app.domain.ids import ActionId
from app.i18n.messages import Message


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A step that touched something."""

    sequence: int
    made_at: datetime
    """In UTC."""
    author: str
    label: Message
    """The name of the step."""
    undone: bool
    """Whether the step was taken back here."""
    redone: bool
    """Whether it was done again here."""


def action_history(connection: Connection, action_id: ActionId, limit: int = 200) -> tuple[HistoryLine, ...]:
    """The steps that touched an action, what belongs to it, or a session it has or had; the newest first."""
    own = select(Session.id).where(Session.action_id == action_id)
    # Of a session that was removed only the journal still knows whose it was.
    removed = select(Change.row_id).where(
        Change.row_table == Session.__tablename__,
        Change.row_after.is_(None),
        Change.row_before.contains(action_id.hex, autoescape=True),
    )
    touched = select(Change.sequence).where(
        or_(Change.row_id == action_id, Change.row_id.in_(own), Change.row_id.in_(removed))
    )
    return _lines(connection, touched, limit)


def history(connection: Connection, row_id: UUID, limit: int = 200) -> tuple[HistoryLine, ...]:
    """The steps that touched one row or what belongs to it; the newest first."""
    return _lines(connection, select(Change.sequence).where(Change.row_id == row_id), limit)


def _lines(connection: Connection, touched: Select[int], limit: int) -> tuple[HistoryLine, ...]:
    found = connection.execute(
        select(Step.sequence, Step.made_at, Step.author, Step.kind, Step.label)
        .where(Step.sequence.in_(touched))
        .order_by(Step.sequence.desc())
        .limit(limit)
    )
    return tuple(
        HistoryLine(
            row.sequence,
            row.made_at,
            row.author,
            load_label(row.label),
            row.kind == UNDO,
            row.kind not in (DO, UNDO),
        )
        for row in found
    )
