"""Sessions: those of a span of days, one with all that the panel shows, and the rules of its row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, ScalarSelect, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.db.tables import (
    Action,
    ActionResidence,
    Assignment,
    District,
    Enrolment,
    Person,
    Printout,
    Residence,
    ResidenceDistrict,
    Scene,
    Session,
    SessionScene,
    Venue,
)
from app.domain.ids import ActionId, PersonId, ResidenceId, SceneId, SessionId
from app.domain.kinds import EnrolmentStatus, Role, SessionStatus
from app.domain.names import full_name
from app.queries.chunks import chunks
from app.queries.people import PersonRow, people_by_id
from app.queries.roster import called_by_scenes
from app.queries.rows import SessionRow


@dataclass(frozen=True, slots=True)
class AssignedPerson:
    """Somebody who works at a session."""

    person: PersonRow
    role: Role


@dataclass(frozen=True, slots=True)
class WorkedScene:
    """A scene worked in a session."""

    id: SceneId
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class SessionDetail:
    """A session with all that its panel shows."""

    row: SessionRow
    reason: str
    actual_starts_at: datetime | None
    actual_ends_at: datetime | None
    assigned: tuple[AssignedPerson, ...]
    scenes: tuple[WorkedScene, ...]
    enrolled: int
    waiting: int
    places: int | None


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """Which sessions a calendar shows; an empty part filters nothing. It works on rows in memory."""

    residence_ids: frozenset[ResidenceId] = frozenset()
    districts: frozenset[str] = frozenset()
    axes: frozenset[str] = frozenset()
    action_kinds: frozenset[str] = frozenset()
    coordinator_ids: frozenset[PersonId] = frozenset()

    def admits(self, row: SessionRow) -> bool:
        """Whether the calendar shows this session."""
        residences = {row.residence_id, *row.action_residence_ids}
        return (
            (not self.residence_ids or not self.residence_ids.isdisjoint(residences))
            and (not self.districts or row.district in self.districts)
            and (not self.axes or row.axis in self.axes)
            and (not self.action_kinds or row.action_kind in self.action_kinds)
            and (not self.coordinator_ids or row.coordinator_id in self.coordinator_ids)
        )


def sessions_between(connection: Connection, first: date, last: date) -> tuple[SessionRow, ...]:
    """The sessions that touch the days from `first` to `last`, both included, by start."""
    start, end = datetime.combine(first, time()), datetime.combine(last, time()) + timedelta(days=1)
    # A session lasts 31 days at most: the index on the start bounds the search.
    early = start - timedelta(days=31)
    return session_rows(
        connection, Session.starts_at < end, Session.starts_at >= early, Session.ends_at > start
    )


def sessions_of_action(connection: Connection, action_id: ActionId) -> tuple[SessionRow, ...]:
    """The sessions of an action by start."""
    return session_rows(connection, Session.action_id == action_id)


def sessions_by_id(connection: Connection, session_ids: Iterable[SessionId]) -> tuple[SessionRow, ...]:
    """These sessions by start; ids that no longer exist are left out."""
    found: list[SessionRow] = []
    for chunk in chunks(session_ids):
        found += session_rows(connection, Session.id.in_(chunk))
    return tuple(found)


def session_by_code(connection: Connection, code: str) -> SessionRow | None:
    """The session `2026-042/7`, or None."""
    action, _, number = code.rpartition("/")
    if not action or not number.isdecimal() or len(number) > 6:
        return None
    rows = session_rows(connection, Action.code == action, Session.number == int(number))
    return rows[0] if rows else None


def sessions_to_mark(connection: Connection, now: datetime, limit: int = 200) -> tuple[SessionRow, ...]:
    """Past sessions whose attendance is not complete, the oldest first."""
    return session_rows(connection, *_still_to_mark(now), limit=limit)


def count_to_mark(connection: Connection, now: datetime) -> int:
    """How many past sessions have an incomplete attendance."""
    return connection.scalar(select(func.count()).select_from(Session).where(*_still_to_mark(now))) or 0


def _still_to_mark(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Session.marked_at.is_(None),
        Session.ends_at < now,
        Session.status.in_((SessionStatus.PLANNED, SessionStatus.HELD)),
    )


def sessions_to_place(connection: Connection, limit: int = 200) -> tuple[SessionRow, ...]:
    """Sessions put aside to be placed again."""
    return session_rows(connection, Session.status == SessionStatus.SKIPPED, limit=limit)


def session_rows(
    connection: Connection, *where: ColumnElement[bool], limit: int | None = None
) -> tuple[SessionRow, ...]:
    """The rows of the sessions that answer, by start; six statements at most, however many rows."""
    lead = aliased(Person)
    found = connection.execute(
        select(
            Session.id,
            Session.version,
            Session.action_id,
            Session.number,
            Session.title,
            Session.kind,
            Session.status,
            Session.starts_at,
            Session.ends_at,
            Session.venue_id,
            Session.marked_at,
            Session.note,
            Action.code,
            Action.title.label("action_title"),
            Action.kind.label("action_kind"),
            Action.axis,
            Action.lead_id,
            lead.given_name,
            lead.family_name,
            Venue.name.label("venue"),
            Venue.residence_id,
            Venue.seats,
            _enrolled_people().label("enrolled"),
            _working_beside().label("working"),
            _has(SessionScene.session_id == Session.id).label("works_scenes"),
            _has(Printout.session_id == Session.id, Printout.document == "attendance").label("printed"),
        )
        .join(Action, Action.id == Session.action_id)
        .outerjoin(lead, lead.id == Action.lead_id)
        .outerjoin(Venue, Venue.id == Session.venue_id)
        .where(*where)
        .order_by(Session.starts_at, Session.ends_at, Action.code, Session.number)
        .limit(limit)
    ).all()
    if not found:
        return ()
    residences_of = _action_residences(connection, {row.action_id for row in found})
    homes: dict[UUID, UUID | None] = {}
    for row in found:
        own = residences_of.get(row.action_id, ())
        homes[row.id] = row.residence_id or (own[0] if len(own) == 1 else None)
    estate = {home for home in homes.values() if home is not None}
    names = _residence_names(connection, estate)
    districts = _districts(connection, estate)
    called = _called_and_working(connection, [SessionId(row.id) for row in found if row.works_scenes])
    rows = []
    for row in found:
        home = homes[row.id]
        rows.append(
            SessionRow(
                id=row.id,
                version=row.version,
                code=f"{row.code}/{row.number}",
                action_id=row.action_id,
                action_title=row.action_title,
                number=row.number,
                title=row.title or row.action_title,
                kind=row.kind,
                status=row.status,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                axis=row.axis,
                venue_id=row.venue_id,
                venue=row.venue or "",
                residence_id=None if home is None else ResidenceId(home),
                residence="" if home is None else names.get(home, ""),
                district="" if home is None else _district_on(districts.get(home, ()), row.starts_at.date()),
                coordinator_id=row.lead_id,
                coordinator=full_name(row.given_name or "", row.family_name or ""),
                expected=called[row.id] if row.works_scenes else row.enrolled + row.working,
                seats=row.seats,
                marked=row.marked_at is not None,
                printed=row.printed,
                note=row.note,
                action_kind=row.action_kind,
                action_residence_ids=residences_of.get(row.action_id, ()),
            )
        )
    return tuple(rows)


def session_detail(connection: Connection, session_id: SessionId) -> SessionDetail | None:
    """A session with all that its panel shows, or None where it is gone."""
    rows = session_rows(connection, Session.id == session_id)
    if not rows:
        return None
    row = rows[0]
    own = connection.execute(
        select(Session.reason, Session.actual_starts_at, Session.actual_ends_at, Action.places)
        .join(Action, Action.id == Session.action_id)
        .where(Session.id == session_id)
    ).one()
    roles = {
        PersonId(found.person_id): found.role
        for found in connection.execute(
            select(Assignment.person_id, Assignment.role).where(Assignment.session_id == session_id)
        )
    }
    people = people_by_id(connection, list(roles), row.starts_at.date())
    scenes = connection.execute(
        select(Scene.id, Scene.code, Scene.title)
        .join(SessionScene, SessionScene.scene_id == Scene.id)
        .where(SessionScene.session_id == session_id)
        .order_by(SessionScene.position)
    )
    standing: dict[EnrolmentStatus, int] = {
        found.status: found.people
        for found in connection.execute(
            select(Enrolment.status, func.count().label("people"))
            .where(Enrolment.action_id == row.action_id)
            .group_by(Enrolment.status)
        )
    }
    return SessionDetail(
        row=row,
        reason=own.reason,
        actual_starts_at=own.actual_starts_at,
        actual_ends_at=own.actual_ends_at,
        assigned=tuple(
            sorted(
                (AssignedPerson(people[person], role) for person, role in roles.items()),
                key=lambda each: each.person.sort_key,
            )
        ),
        scenes=tuple(WorkedScene(SceneId(scene.id), scene.code, scene.title) for scene in scenes),
        enrolled=standing.get(EnrolmentStatus.ENROLLED, 0),
        waiting=standing.get(EnrolmentStatus.WAITING, 0),
        places=own.places,
    )


def _action_residences(connection: Connection, action_ids: set[UUID]) -> dict[UUID, tuple[ResidenceId, ...]]:
    found: dict[UUID, list[ResidenceId]] = {}
    for chunk in chunks(action_ids):
        for row in connection.execute(
            select(ActionResidence.action_id, ActionResidence.residence_id)
            .where(ActionResidence.action_id.in_(chunk))
            .order_by(ActionResidence.id)
        ):
            found.setdefault(row.action_id, []).append(ResidenceId(row.residence_id))
    return {action: tuple(residences) for action, residences in found.items()}


def _residence_names(connection: Connection, residence_ids: set[UUID]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for chunk in chunks(residence_ids):
        found.update(
            (row.id, row.name)
            for row in connection.execute(select(Residence.id, Residence.name).where(Residence.id.in_(chunk)))
        )
    return found


def _districts(
    connection: Connection, residence_ids: set[UUID]
) -> dict[UUID, list[tuple[date | None, date | None, str]]]:
    found: dict[UUID, list[tuple[date | None, date | None, str]]] = {}
    for chunk in chunks(residence_ids):
        for row in connection.execute(
            select(
                ResidenceDistrict.residence_id,
                ResidenceDistrict.valid_from,
                ResidenceDistrict.valid_to,
                District.name,
            )
            .join(District, District.id == ResidenceDistrict.district_id)
            .where(ResidenceDistrict.residence_id.in_(chunk))
        ):
            found.setdefault(row.residence_id, []).append((row.valid_from, row.valid_to, row.name))
    return found


def _district_on(spans: Iterable[tuple[date | None, date | None, str]], day: date) -> str:
    for first, last, name in spans:
        if (first is None or first <= day) and (last is None or day <= last):
            return name
    return ""


def _enrolled_people() -> ScalarSelect[int]:
    """How many people are enrolled in a session's action."""
    return (
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.action_id == Session.action_id, Enrolment.status == EnrolmentStatus.ENROLLED)
        .correlate(Session)
        .scalar_subquery()
    )


def _working_beside() -> ScalarSelect[int]:
    """How many people work at a session who do not take part as well: both is one person."""
    takes_part = exists().where(
        Enrolment.action_id == Session.action_id,
        Enrolment.person_id == Assignment.person_id,
        Enrolment.status == EnrolmentStatus.ENROLLED,
    )
    return (
        select(func.count())
        .select_from(Assignment)
        .where(Assignment.session_id == Session.id, ~takes_part)
        .correlate(Session)
        .scalar_subquery()
    )


def _has(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(*where).correlate(Session)


def _called_and_working(connection: Connection, session_ids: list[SessionId]) -> dict[UUID, int]:
    """How many people come to sessions that work scenes; the rule is `app.queries.roster`'s."""
    counts: dict[UUID, int] = {}
    for chunk in chunks(session_ids):
        people = called_by_scenes(connection, chunk)
        working = connection.execute(
            select(Assignment.session_id, Assignment.person_id).where(Assignment.session_id.in_(chunk))
        )
        for work in working:
            people[work.session_id].add(PersonId(work.person_id))
        counts.update((session_id, len(expected)) for session_id, expected in people.items())
    return counts


def venue_or_action_residence(residence_id: ResidenceId) -> ColumnElement[bool]:
    """The condition under which a session concerns a residence: held there, or its action is for it."""
    return or_(
        Venue.residence_id == residence_id,
        Session.action_id.in_(
            select(ActionResidence.action_id).where(ActionResidence.residence_id == residence_id)
        ),
    )
