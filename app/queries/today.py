"""What the day asks for: next, to do, to look at, and the month so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Connection, func, select

from app.db.tables import Attendance, HeadCount, Session
from app.domain.conflicts import Clash
from app.domain.ids import PersonId, SessionId
from app.domain.kinds import Presence, SessionStatus
from app.queries.commitments import all_clashes, commitments_of, person_names
from app.queries.rows import SessionRow
from app.queries.sessions import count_to_mark, sessions_between, sessions_to_mark, sessions_to_place

_LOOK_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Collision:
    """A coming session and what it collides with; each pair is told once, at the one that starts first."""

    session: SessionRow
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class MonthSoFar:
    """The month's figures; people, presences and unnamed heads are three figures and never added."""

    held: int
    planned: int
    people: int
    """Different people present at least once."""
    presences: int
    heads: int
    """People counted without a name."""
    first_timers: int
    """People present this month who were never marked present before."""


@dataclass(frozen=True, slots=True)
class Today:
    """All that the screen Today shows."""

    today: tuple[SessionRow, ...]
    tomorrow: tuple[SessionRow, ...]
    following: tuple[SessionRow, ...]
    """Tomorrow's sessions, else those of the next day that has some, within two weeks."""
    to_mark: tuple[SessionRow, ...]
    """The oldest 200; `still_to_mark` counts them all."""
    still_to_mark: int
    to_print: tuple[SessionRow, ...]
    """Sessions of the next seven days without a printed attendance sheet."""
    to_place: tuple[SessionRow, ...]
    collisions: tuple[Collision, ...]
    names: Mapping[PersonId, str]
    """The names of those who are wanted at two places."""
    month: MonthSoFar
    is_new: bool
    """Whether no session has ever been planned."""


def today(connection: Connection, now: datetime) -> Today:
    """What the day asks for at this moment."""
    day = now.date()
    coming = sessions_between(connection, day, day + _LOOK_AHEAD)
    live = tuple(
        row
        for row in coming
        if row.status in (SessionStatus.PLANNED, SessionStatus.OPTION, SessionStatus.HELD)
    )
    colliding = all_clashes(commitments_of(connection, live))
    collisions = _each_pair_once(live, colliding, now)
    wanted_twice = frozenset(
        person for each in collisions for clash in each.clashes for person in clash.people
    )
    week = day + timedelta(days=7)
    next_day = min((row.starts_at.date() for row in live if row.starts_at.date() > day), default=day)
    return Today(
        today=tuple(row for row in live if row.starts_at.date() <= day),
        tomorrow=tuple(row for row in live if row.starts_at.date() == day + timedelta(days=1)),
        following=tuple(row for row in live if row.starts_at.date() == next_day > day),
        to_mark=sessions_to_mark(connection, now),
        still_to_mark=count_to_mark(connection, now),
        to_print=tuple(
            row for row in live if not row.printed and row.starts_at > now and row.starts_at.date() <= week
        ),
        to_place=sessions_to_place(connection),
        collisions=collisions,
        names=person_names(connection, wanted_twice),
        month=_month(connection, now),
        is_new=connection.scalar(select(Session.id).limit(1)) is None,
    )


def _each_pair_once(
    rows: tuple[SessionRow, ...], colliding: Mapping[SessionId, tuple[Clash, ...]], now: datetime
) -> tuple[Collision, ...]:
    told: set[SessionId] = set()
    found = []
    for row in rows:
        fresh = tuple(clash for clash in colliding.get(row.id, ()) if clash.other.session_id not in told)
        if fresh and row.starts_at > now:
            told.add(row.id)
            found.append(Collision(row, fresh))
    return tuple(found)


def _month(connection: Connection, now: datetime) -> MonthSoFar:
    start = datetime.combine(now.date().replace(day=1), time())
    end = datetime.combine((start + timedelta(days=32)).date().replace(day=1), time())
    within = (Session.starts_at >= start, Session.starts_at < end)
    sessions: dict[SessionStatus, int] = {
        row.status: row.sessions
        for row in connection.execute(
            select(Session.status, func.count().label("sessions")).where(*within).group_by(Session.status)
        )
    }
    present = (
        select(Attendance.person_id)
        .join(Session, Session.id == Attendance.session_id)
        .where(*within, Attendance.presence == Presence.PRESENT)
    )
    presences = connection.scalar(select(func.count()).select_from(present.subquery())) or 0
    people = connection.scalar(select(func.count()).select_from(present.distinct().subquery())) or 0
    before = (
        select(Attendance.person_id)
        .join(Session, Session.id == Attendance.session_id)
        .where(
            Session.starts_at < start,
            Attendance.presence == Presence.PRESENT,
            Attendance.person_id.in_(present),
        )
        .distinct()
    )
    known = connection.scalar(select(func.count()).select_from(before.subquery())) or 0
    heads = connection.scalar(
        select(func.coalesce(func.sum(HeadCount.heads), 0))
        .join(Session, Session.id == HeadCount.session_id)
        .where(*within)
    )
    return MonthSoFar(
        held=sessions.get(SessionStatus.HELD, 0),
        planned=sum(count for status, count in sessions.items() if status is not SessionStatus.CANCELLED),
        people=people,
        presences=presences,
        heads=int(heads or 0),
        first_timers=people - known,
    )
