"""Who was present in a span of days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, select

from app.db.tables import Attendance, Session
from app.domain.ids import PersonId
from app.domain.kinds import Presence


def people_present(connection: Connection, first: date, last: date) -> frozenset[PersonId]:
    """The people marked present at a session that starts on the days from `first` to `last`, both included."""
    found = connection.scalars(
        select(Attendance.person_id)
        .join(Session, Session.id == Attendance.session_id)
        .where(
            Session.starts_at >= datetime.combine(first, time()),
            Session.starts_at < datetime.combine(last, time()) + timedelta(days=1),
            Attendance.presence == Presence.PRESENT,
        )
        .distinct()
    )
    return frozenset(PersonId(person) for person in found)
