"""The sessions of a year, each with what was counted there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from app.db.tables import Session
from app.domain.counting import Figures, by_session, count
from app.domain.kinds import SessionStatus
from app.queries.registers import in_year, year_register
from app.queries.rows import SessionRow
from app.queries.sessions import session_rows


@dataclass(frozen=True, slots=True)
class AnnualSession:
    """A session of the year; the figures are those of `app.domain.counting` for it alone."""

    row: SessionRow
    figures: Figures


def annual_sessions(connection: Connection, year: int) -> tuple[AnnualSession, ...]:
    """The sessions that start in a year, options left out, by start."""
    parts = by_session(year_register(connection, year), lambda session: session.id)
    rows = session_rows(connection, in_year(year), Session.status != SessionStatus.OPTION)
    return tuple(AnnualSession(row, count(parts[row.id])) for row in rows)
