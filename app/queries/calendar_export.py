"""Sessions as other calendars may have them: nobody's name, no notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, select

from app.db.tables import Action, Session, Venue
from app.domain.ids import ActionId, PersonId, ResidenceId, SessionId
from app.domain.kinds import SessionStatus
from app.queries.calendar_import import own_uid
from app.queries.roster import expected_people
from app.queries.sessions import venue_or_action_residence


@dataclass(frozen=True, slots=True)
class ExportedSession:
    """A session for another calendar."""

    uid: str
    """The one it came in with, else one made from its id: the same each time."""
    version: int
    title: str
    action: str
    starts_at: datetime
    ends_at: datetime
    status: SessionStatus
    venue: str


def sessions_to_export(
    connection: Connection,
    *,
    action_id: ActionId | None = None,
    residence_id: ResidenceId | None = None,
    person_id: PersonId | None = None,
    days: tuple[date, date] | None = None,
) -> tuple[ExportedSession, ...]:
    """The sessions of an action, a residence or a person, or all, within days where those are given.

    A person's are those at which he or she is expected: enrolled, called or working.
    """
    query = (
        select(
            Session.id,
            Session.uid,
            Session.version,
            Session.title,
            Action.title.label("action"),
            Session.starts_at,
            Session.ends_at,
            Session.status,
            Venue.name.label("venue"),
        )
        .join(Action, Action.id == Session.action_id)
        .outerjoin(Venue, Venue.id == Session.venue_id)
        .order_by(Session.starts_at, Session.ends_at, Session.id)
    )
    if action_id is not None:
        query = query.where(Session.action_id == action_id)
    if residence_id is not None:
        query = query.where(venue_or_action_residence(residence_id))
    if days is not None:
        end = datetime.combine(days[1] + timedelta(days=1), time())
        query = query.where(Session.ends_at > datetime.combine(days[0], time()), Session.starts_at < end)
    found = connection.execute(query).all()
    if person_id is not None:
        expected = expected_people(connection, [SessionId(row.id) for row in found])
        found = [row for row in found if person_id in expected.get(SessionId(row.id), {})]
    return tuple(
        ExportedSession(
            uid=row.uid or own_uid(SessionId(row.id)),
            version=row.version,
            title=row.title or row.action,
            action=row.action,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            status=row.status,
            venue=row.venue or "",
        )
        for row in found
    )
