"""What the calendar shows beside its sessions: holidays, and which days have sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, select

from app.db.tables import Session
from app.domain.holidays import DayMark, day_marks
from app.domain.kinds import SessionStatus
from app.queries.reference import stored_settings

_DEFAULT_ZONE = "A"


def holidays_between(connection: Connection, first: date, last: date, language: str) -> tuple[DayMark, ...]:
    """Public holidays, and school holidays of the workspace's zone, from `first` to `last`, both included."""
    zone = stored_settings(connection).get("school_zone", _DEFAULT_ZONE)
    return tuple(day_marks(first, last, zone, language).values())


def sessions_per_day(connection: Connection, first: date, last: date) -> Mapping[date, int]:
    """How many sessions start on each day from `first` to `last`; cancelled ones do not count."""
    starts = connection.scalars(
        select(Session.starts_at).where(
            Session.starts_at >= datetime.combine(first, time()),
            Session.starts_at < datetime.combine(last, time()) + timedelta(days=1),
            Session.status != SessionStatus.CANCELLED,
        )
    )
    return Counter(start.date() for start in starts)
