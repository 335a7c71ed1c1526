"""What was written down about the sessions of an action or of a year, ready to be counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, type_coerce
from sqlalchemy.types import NullType

from app.db.tables import (
    Assignment,
    Attendance,
    District,
    Enrolment,
    HeadCount,
    Person,
    PersonResidence,
    PersonRole,
    ResidenceDistrict,
    Session,
)
from app.domain.counting import CountedHeads, CountedPerson, CountedPresence, CountedSession, Register
from app.domain.ids import ActionId, DistrictId, PersonId, ResidenceId, SessionId
from app.domain.kinds import DistrictKind, EnrolmentStatus, Presence, Role, SessionStatus, age_band

Key = Hashable
"""An id as the driver gives it: tens of thousands of UUIDs would take longer to make than to count."""

_Mark = tuple[Key, Key, Presence, bool, bool]
_NEVER = datetime(9999, 12, 31)
_PRESENCES = {presence.value: presence for presence in Presence}


@dataclass(frozen=True, slots=True)
class DistrictSpan:
    """A residence's district from a day on, up to and including another."""

    district_id: DistrictId
    kind: DistrictKind
    valid_from: date | None
    valid_to: date | None


class DistrictsOfResidences:
    """In which district each residence lies, at any date."""

    def __init__(self, spans: Mapping[ResidenceId, list[DistrictSpan]]) -> None:
        self._spans = spans

    def at(self, residence_id: ResidenceId | None, year: int, kind: DistrictKind) -> DistrictId | None:
        """The residence's district of a kind that was valid on 1 January of the year."""
        if residence_id is None:
            return None
        day = date(year, 1, 1)
        return next(
            (
                span.district_id
                for span in self._spans.get(residence_id, ())
                if span.kind is kind and _valid(day, span.valid_from, span.valid_to)
            ),
            None,
        )


def action_register(connection: Connection, action_id: ActionId) -> Register:
    """Everything written down about an action's sessions, in order of time."""
    return register(connection, Session.action_id == action_id, districts(connection))


def year_register(connection: Connection, year: int) -> Register:
    """Everything written down about the sessions that start in a year, in order of time."""
    return register(connection, in_year(year), districts(connection))


def in_year(year: int) -> ColumnElement[bool]:
    """Sessions that start in a year."""
    return and_(Session.starts_at >= datetime(year, 1, 1), Session.starts_at < datetime(year + 1, 1, 1))


def register(connection: Connection, where: ColumnElement[bool], lies_in: DistrictsOfResidences) -> Register:
    """Everything written down about some sessions; people are as they were when they first came.

    Age bands are those of that year, priority districts those of its 1 January.
    """
    by_key: dict[Key, CountedSession] = {}
    for row in connection.execute(
        select(
            _raw(Session.id).label("key"),
            Session.id,
            Session.action_id,
            Session.status,
            Session.starts_at,
            Session.ends_at,
            Session.actual_starts_at,
            Session.actual_ends_at,
            Session.marked_at,
        )
        .where(where)
        .order_by(Session.starts_at, Session.id)
    ):
        by_key[row.key] = CountedSession(
            SessionId(row.id),
            ActionId(row.action_id),
            row.status,
            *_times(row.starts_at, row.ends_at, row.actual_starts_at, row.actual_ends_at),
            row.marked_at is not None,
        )
    on_duty = {
        (session_id, person_id)
        for session_id, person_id in connection.execute(
            select(_raw(Assignment.session_id), _raw(Assignment.person_id))
            .join(Session, Session.id == Assignment.session_id)
            .outerjoin(
                Enrolment,
                and_(
                    Enrolment.action_id == Session.action_id,
                    Enrolment.person_id == Assignment.person_id,
                    Enrolment.status == EnrolmentStatus.ENROLLED,
                ),
            )
            .where(where, Enrolment.id.is_(None))
        )
    }
    marks = [
        (
            session_key,
            person_key,
            _PRESENCES[presence],
            bool(walk_in),
            bool(on_duty) and (session_key, person_key) in on_duty,
        )
        for session_key, person_key, presence, walk_in in connection.execute(
            select(
                _raw(Attendance.session_id),
                _raw(Attendance.person_id),
                _raw(Attendance.presence),
                _raw(Attendance.walk_in),
            )
            .join(Session, Session.id == Attendance.session_id)
            .where(where)
        ).all()  # at once: row by row takes twice as long
    ]
    people = _people(connection, where, _first_days(by_key, marks), lies_in)
    presences = [
        CountedPresence(by_key[session_key], people[person_key], presence, walk_in, duty)
        for session_key, person_key, presence, walk_in, duty in marks
    ]
    heads = [
        CountedHeads(by_key[session_key], number, sex, band)
        for session_key, number, sex, band in connection.execute(
            select(_raw(HeadCount.session_id), HeadCount.heads, HeadCount.sex, HeadCount.age_band)
            .join(Session, Session.id == HeadCount.session_id)
            .where(where)
            .order_by(Session.starts_at, Session.id, HeadCount.id)
        )
    ]
    return Register(list(by_key.values()), presences, heads)


def districts(connection: Connection) -> DistrictsOfResidences:
    """The districts of every residence at every date, the latest first."""
    spans: defaultdict[ResidenceId, list[DistrictSpan]] = defaultdict(list)
    for row in connection.execute(
        select(
            ResidenceDistrict.residence_id,
            ResidenceDistrict.district_id,
            District.kind,
            ResidenceDistrict.valid_from,
            ResidenceDistrict.valid_to,
        )
        .join(District, District.id == ResidenceDistrict.district_id)
        .order_by(ResidenceDistrict.valid_from.desc(), ResidenceDistrict.id)
    ):
        spans[row.residence_id].append(
            DistrictSpan(DistrictId(row.district_id), row.kind, row.valid_from, row.valid_to)
        )
    return DistrictsOfResidences(spans)


@dataclass(slots=True)
class _FirstDays:
    """When each person was first marked, and when each first came."""

    marked: dict[Key, datetime]
    came: dict[Key, datetime]


def _first_days(sessions: Mapping[Key, CountedSession], marks: Iterable[_Mark]) -> _FirstDays:
    first = _FirstDays({}, {})
    for session_key, person_key, presence, _, on_duty in marks:
        session = sessions[session_key]
        at = session.starts_at
        if at < first.marked.get(person_key, _NEVER):
            first.marked[person_key] = at
        took_part = presence is Presence.PRESENT and session.status is SessionStatus.HELD and not on_duty
        if took_part and at < first.came.get(person_key, _NEVER):
            first.came[person_key] = at
    return first


def _people(
    connection: Connection, where: ColumnElement[bool], first: _FirstDays, lies_in: DistrictsOfResidences
) -> dict[Key, CountedPerson]:
    of_them = (
        select(Attendance.person_id)
        .join(Session, Session.id == Attendance.session_id)
        .where(where)
        .distinct()
    )
    homes = _spans(
        connection.execute(
            select(
                _raw(PersonResidence.person_id),
                PersonResidence.valid_from,
                PersonResidence.valid_to,
                PersonResidence.residence_id,
            )
            .where(PersonResidence.person_id.in_(of_them))
            .order_by(PersonResidence.valid_from.desc(), PersonResidence.id)
        ).all()
    )
    employed = _spans(
        connection.execute(
            select(
                _raw(PersonRole.person_id), PersonRole.valid_from, PersonRole.valid_to, PersonRole.role
            ).where(PersonRole.role == Role.STAFF, PersonRole.person_id.in_(of_them))
        )
    )
    earlier = _first_elsewhere(connection, where, of_them)
    people: dict[Key, CountedPerson] = {}
    for key, person_id, sex, birth_year, band in connection.execute(
        select(_raw(Person.id), Person.id, Person.sex, Person.birth_year, Person.age_band).where(
            Person.id.in_(of_them)
        )
    ).all():
        at = first.came.get(key, first.marked[key])
        home = _at(homes, key, at.date())
        people[key] = CountedPerson(
            PersonId(person_id),
            sex,
            band if birth_year is None else age_band(birth_year, at.year),
            home,
            lies_in.at(home, at.year, DistrictKind.QPV),
            _at(employed, key, at.date()) is not None,
            key in first.came and not (key in earlier and earlier[key] < at),
        )
    return people


def _first_elsewhere(
    connection: Connection, where: ColumnElement[bool], of_them: Select[Any]
) -> dict[Key, datetime]:
    """When these people first came to a session other than these."""
    rows = connection.execute(
        select(_raw(Attendance.person_id), func.min(Session.starts_at))
        .join(Session, Session.id == Attendance.session_id)
        .where(
            Attendance.presence == Presence.PRESENT,
            Session.status == SessionStatus.HELD,
            ~where,
            Attendance.person_id.in_(of_them),
        )
        .group_by(Attendance.person_id)
    ).all()
    return {row[0]: row[1] for row in rows}


def _raw(column: Any) -> Any:
    return type_coerce(column, NullType())


Spans = dict[Key, list[tuple[date | None, date | None, Any]]]


def _spans(rows: Iterable[Any]) -> Spans:
    spans: Spans = {}
    for key, valid_from, valid_to, value in rows:
        spans.setdefault(key, []).append((valid_from, valid_to, value))
    return spans


def _at(spans: Spans, key: Key, day: date) -> Any:
    for valid_from, valid_to, value in spans.get(key, ()):
        if _valid(day, valid_from, valid_to):
            return value
    return None


def _valid(day: date, valid_from: date | None, valid_to: date | None) -> bool:
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)


def _times(
    starts_at: datetime, ends_at: datetime, actual_starts_at: datetime | None, actual_ends_at: datetime | None
) -> tuple[datetime, datetime]:
    if actual_starts_at is not None and actual_ends_at is not None and actual_starts_at < actual_ends_at:
        return actual_starts_at, actual_ends_at
    return starts_at, ends_at


@dataclass(frozen=True, slots=True)
class VolunteerWork:
    """What volunteers gave at sessions held: different people, and the time they were on duty."""

    people: int
    time: timedelta


def volunteer_work(
    connection: Connection, where: ColumnElement[bool], sessions: Iterable[CountedSession]
) -> VolunteerWork:
    """The work of the volunteers assigned to some sessions, without those marked as not there."""
    length = {
        session.id: session.ends_at - session.starts_at
        for session in sessions
        if session.status is SessionStatus.HELD
    }
    rows = connection.execute(
        select(Assignment.session_id, Assignment.person_id)
        .join(Session, Session.id == Assignment.session_id)
        .outerjoin(
            Attendance,
            and_(
                Attendance.session_id == Assignment.session_id, Attendance.person_id == Assignment.person_id
            ),
        )
        .where(
            where,
            Session.status == SessionStatus.HELD,
            Assignment.role == Role.VOLUNTEER,
            or_(Attendance.presence.is_(None), Attendance.presence == Presence.PRESENT),
        )
    ).all()
    return VolunteerWork(
        len({row.person_id for row in rows}), sum((length[row.session_id] for row in rows), timedelta())
    )
