"""Who is expected at a session: the one rule that rosters, sheets, counts and conflicts share.

Expected are those who work at the session, and: where scenes are worked, those who play in them;
else everybody enrolled in the action.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from app.db.tables import (
    Assignment,
    Attendance,
    Casting,
    Enrolment,
    HeadCount,
    SceneCharacter,
    Session,
    SessionScene,
)
from app.domain.ids import PersonId, SessionId
from app.domain.kinds import AgeBand, EnrolmentStatus, Presence, Role, Sex
from app.queries.chunks import chunks
from app.queries.people import PersonRow, people_by_id


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A person on a session's roster."""

    person: PersonRow
    role: Role | None
    """In which they work at the session; None for those who take part."""
    expected: bool
    """False for walk-ins."""
    presence: Presence | None
    """None where it is not known yet."""


@dataclass(frozen=True, slots=True)
class Heads:
    """People counted without a name."""

    sex: Sex | None
    age_band: AgeBand | None
    heads: int


@dataclass(frozen=True, slots=True)
class Roster:
    """A session's roster: expected people by name, then walk-ins, and unnamed heads."""

    lines: tuple[RosterLine, ...]
    heads: tuple[Heads, ...]


def expected_people(
    connection: Connection, session_ids: Iterable[SessionId]
) -> dict[SessionId, dict[PersonId, Role | None]]:
    """For each session, whom to expect and in which working role (None for those who take part)."""
    expected: dict[SessionId, dict[PersonId, Role | None]] = {}
    for ids in chunks(session_ids):
        actions = connection.execute(select(Session.id, Session.action_id).where(Session.id.in_(ids))).all()
        called = called_by_scenes(connection, ids)
        parts: dict[UUID, dict[PersonId, Role | None]] = {
            row.id: dict.fromkeys(called.get(row.id, ())) for row in actions
        }
        enrolled: dict[UUID, list[PersonId]] = {}
        wanted = {row.action_id for row in actions if row.id not in called}
        for action_ids in chunks(wanted):
            places = connection.execute(
                select(Enrolment.action_id, Enrolment.person_id).where(
                    Enrolment.action_id.in_(action_ids), Enrolment.status == EnrolmentStatus.ENROLLED
                )
            )
            for place in places:
                enrolled.setdefault(place.action_id, []).append(PersonId(place.person_id))
        for row in actions:
            if row.id not in called:
                parts[row.id].update(dict.fromkeys(enrolled.get(row.action_id, ())))
        working = connection.execute(
            select(Assignment.session_id, Assignment.person_id, Assignment.role).where(
                Assignment.session_id.in_(ids)
            )
        )
        for work in working:
            parts[work.session_id][PersonId(work.person_id)] = work.role
        expected.update({SessionId(session_id): people for session_id, people in parts.items()})
    return expected


def called_by_scenes(connection: Connection, session_ids: Sequence[SessionId]) -> dict[UUID, set[PersonId]]:
    """For the sessions that work scenes, the people who play in them (understudies come when asked)."""
    called: dict[UUID, set[PersonId]] = {}
    cast = connection.execute(
        select(SessionScene.session_id, Casting.person_id)
        .outerjoin(SceneCharacter, SceneCharacter.scene_id == SessionScene.scene_id)
        .outerjoin(
            Casting, (Casting.character_id == SceneCharacter.character_id) & Casting.understudy.is_(False)
        )
        .where(SessionScene.session_id.in_(session_ids))
        .distinct()
    )
    for row in cast:
        called.setdefault(row.session_id, set())
        if row.person_id is not None:
            called[row.session_id].add(PersonId(row.person_id))
    return called


def roster(connection: Connection, session_id: SessionId) -> Roster:
    """Everybody on a session's roster by name, with what is known of their presence."""
    expected = expected_people(connection, [session_id]).get(session_id, {})
    marks = {
        PersonId(row.person_id): row.presence
        for row in connection.execute(
            select(Attendance.person_id, Attendance.presence).where(Attendance.session_id == session_id)
        )
    }
    starts_at = connection.scalar(select(Session.starts_at).where(Session.id == session_id))
    people = people_by_id(
        connection,
        [*expected, *(person for person in marks if person not in expected)],
        None if starts_at is None else starts_at.date(),
    )
    lines = [
        RosterLine(person, expected.get(person.id), person.id in expected, marks.get(person.id))
        for person in people.values()
    ]
    lines.sort(key=lambda line: (not line.expected, line.role is not None, line.person.sort_key))
    counted = connection.execute(
        select(HeadCount.sex, HeadCount.age_band, HeadCount.heads).where(HeadCount.session_id == session_id)
    )
    return Roster(tuple(lines), tuple(Heads(row.sex, row.age_band, row.heads) for row in counted))
