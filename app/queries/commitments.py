"""What is already planned, as conflicts see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from app.db.tables import Person, Venue
from app.domain.conflicts import Clash, Commitment, clashes
from app.domain.ids import PersonId, SessionId, VenueId
from app.domain.kinds import SessionStatus
from app.domain.names import full_name
from app.queries.chunks import chunks
from app.queries.roster import expected_people
from app.queries.rows import SessionRow
from app.queries.sessions import sessions_between


def commitments_between(connection: Connection, first: date, last: date) -> tuple[Commitment, ...]:
    """The sessions of these days that can collide: those cancelled or put aside cannot."""
    return commitments_of(connection, sessions_between(connection, first, last))


def commitments_of(
    connection: Connection, rows: tuple[SessionRow, ...], *, also_idle: bool = False
) -> tuple[Commitment, ...]:
    """The same for rows read before; `also_idle` takes those cancelled or put aside as well."""
    idle = () if also_idle else (SessionStatus.CANCELLED, SessionStatus.SKIPPED)
    live = [row for row in rows if row.status not in idle]
    expected = expected_people(connection, [row.id for row in live])
    return tuple(
        Commitment(
            SessionId(row.id),
            row.title,
            row.slot,
            row.venue_id,
            row.venue,
            frozenset(expected.get(row.id, ())),
        )
        for row in live
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is planned around a drag, and the names of those who are expected more than once."""

    commitments: tuple[Commitment, ...]
    names: Mapping[PersonId, str]


def surroundings(connection: Connection, first: date, last: date) -> Surroundings:
    """All that a drag within these days can collide with."""
    found = commitments_between(connection, first, last)
    times = Counter(person for each in found for person in each.people)
    repeated = frozenset(person for person, count in times.items() if count > 1)
    return Surroundings(found, person_names(connection, repeated))


def all_clashes(commitments: tuple[Commitment, ...]) -> dict[SessionId, tuple[Clash, ...]]:
    """Every session that collides with another, and with what; one sweep in order of time."""
    found: dict[SessionId, list[Clash]] = {}
    running: list[Commitment] = []
    for each in sorted(commitments, key=lambda commitment: commitment.slot):
        running = [other for other in running if other.slot.ends_at > each.slot.starts_at]
        for other in running:
            for clash in clashes(each, [other]):
                found.setdefault(each.session_id, []).append(clash)
                found.setdefault(other.session_id, []).append(Clash(clash.kind, each, clash.people))
        running.append(each)
    return {session: tuple(each) for session, each in found.items()}


def person_names(connection: Connection, person_ids: frozenset[PersonId]) -> dict[PersonId, str]:
    """Names to say in a warning."""
    names: dict[PersonId, str] = {}
    for chunk in chunks(person_ids):
        for row in connection.execute(
            select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(chunk))
        ):
            names[PersonId(row.id)] = full_name(row.given_name, row.family_name)
    return names


def venues_like(connection: Connection, venue_id: VenueId) -> tuple[tuple[VenueId, str], ...]:
    """Other venues to propose: of the same residence first, then by name."""
    own: UUID | None = connection.scalar(select(Venue.residence_id).where(Venue.id == venue_id))
    found = connection.execute(
        select(Venue.id, Venue.name, Venue.residence_id).where(Venue.id != venue_id)
    ).all()
    ordered = sorted(found, key=lambda row: (own is None or row.residence_id != own, row.name))
    return tuple((VenueId(row.id), row.name) for row in ordered)
