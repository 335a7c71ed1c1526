"""Sessions of an action: their dates and what became of each, who worked there and who came."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any
from uuid import UUID

from app.db.tables import Assignment, Attendance, HeadCount, Printout, Session
from app.domain.kinds import AgeBand, Presence, Role, SessionStatus, Sex
from app.exchange.demonstration.days import public_holiday, series_days
from app.exchange.demonstration.script import ActionScript, Mishap, OpenDoors, SeriesScript
from app.exchange.demonstration.world import Somebody, World

_PRINTED = 4
"""Sheets that the register of printouts still holds for each action."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A session of the script on its day, with what became of it."""

    series: SeriesScript
    day: date
    status: SessionStatus
    marked: bool
    reason: str
    note: str

    @property
    def starts_at(self) -> datetime:
        """Its planned start."""
        return datetime.combine(self.day, self.series.start)

    @property
    def ends_at(self) -> datetime:
        """Its planned end."""
        return datetime.combine(self.day, self.series.end)


@dataclass(frozen=True, slots=True)
class Made:
    """A session that was made."""

    id: UUID
    action: UUID
    number: int
    dated: Dated


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's place in an action, as far as attendance goes."""

    person: Somebody
    since: date
    until: date
    """The last day on which they may come."""


def dated_sessions(action: ActionScript, today: date) -> list[Dated]:
    """All sessions of an action in the order of time, numbered from 1 by their place in it."""
    found = [dated for series in action.series for dated in _dated_series(series, today)]
    return sorted(found, key=lambda dated: (dated.starts_at, dated.ends_at, dated.series.venue))


def make_sessions(world: World, action: ActionScript, action_id: UUID, dated: Sequence[Dated]) -> list[Made]:
    """The sessions' rows with those who work at them."""
    made = []
    for number, one in enumerate(dated, start=1):
        held = one.status is SessionStatus.HELD
        session = world.rows.add(
            Session,
            action_id=action_id,
            number=number,
            title=one.series.title,
            kind=one.series.kind,
            status=one.status,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            actual_starts_at=one.starts_at if held and one.marked else None,
            actual_ends_at=one.ends_at if held and one.marked else None,
            venue_id=world.venues[one.series.venue] if one.series.venue else None,
            reason=reason_label(one.reason, world.language),
            note=one.note,
            marked_at=_marking(one.day) if held and one.marked else None,
        )
        for key in one.series.team:
            worker = _worker(world, key)
            role = Role.VOLUNTEER if worker.role is Role.TENANT else worker.role
            world.rows.add(Assignment, session_id=session, person_id=worker.id, role=role)
        made.append(Made(session, action_id, number, one))
    return made


def make_attendance(
    world: World,
    dice: Random,
    action: ActionScript,
    sessions: Sequence[Made],
    members: Sequence[Member],
    passers_by: Sequence[Somebody],
    called: Mapping[UUID, frozenset[UUID]],
) -> None:
    """Who came to the sessions that were held, by name and by count.

    `called` names those expected at the sessions that do not call every member.
    """
    _note_printouts(world, sessions)
    fading = {member.person.id for member in members[: action.enrol.fading]}
    held = [session for session in sessions if session.dated.status is SessionStatus.HELD]
    for index, session in enumerate(held):
        late = len(held) - index <= 5
        for member in members:
            if not member.since <= session.dated.day <= member.until:
                continue
            if session.id in called and member.person.id not in called[session.id]:
                continue
            chance = member.person.diligence
            if member.person.id in fading:
                chance = 0.0 if late else 1.0
            _mark(world, dice, session, member.person, chance)
        if passers_by and action.walk_ins:
            guests = dice.sample(passers_by, min(len(passers_by), dice.randint(0, action.walk_ins)))
            here = {member.person.id for member in members}
            for guest in guests:
                if guest.id not in here:
                    _attend(world, session, guest, Presence.PRESENT, walk_in=True)
        if action.open_doors:
            _count_heads(world, dice, session, action.open_doors)


@cache
def reason_label(code: str, language: str) -> str:
    """A reason of the editable list as it is called; empty where there is none."""
    lists = json.loads(files("resources").joinpath("reference", "lists.json").read_text(encoding="utf-8"))
    found = {entry[0]: entry[1 if language == "fr" else 2] for entry in lists["reason"]}
    return str(found[code]) if code else ""


def _dated_series(series: SeriesScript, today: date) -> list[Dated]:
    days = series_days(series, today)
    past = [day for day in days if day < today]
    coming = [day for day in days if day >= today]
    found = []
    for index, day in enumerate(days):
        ago = len(past) - index if day < today else -(index - len(past) + 1)
        found.append(_dated(series, day, ago, len(coming), today))
    return found


def _dated(series: SeriesScript, day: date, ago: int, coming: int, today: date) -> Dated:
    mishap = _mishap(series.cancelled, ago)
    if mishap:
        return Dated(series, day, SessionStatus.CANCELLED, False, mishap.reason, mishap.note or series.note)
    mishap = _mishap(series.skipped, ago)
    if mishap:
        return Dated(series, day, SessionStatus.SKIPPED, False, mishap.reason, mishap.note or series.note)
    if public_holiday(day) and not series.on:
        return Dated(series, day, SessionStatus.SKIPPED, False, "public_holiday", series.note)
    if day >= today:
        option = coming + ago < series.options
        return Dated(
            series, day, SessionStatus.OPTION if option else SessionStatus.PLANNED, False, "", series.note
        )
    if ago <= series.unmarked:
        return Dated(series, day, SessionStatus.PLANNED, False, "", series.note)
    return Dated(series, day, SessionStatus.HELD, True, "", series.note)


def _mishap(mishaps: Sequence[Mishap], ago: int) -> Mishap | None:
    return next((mishap for mishap in mishaps if mishap.ago == ago), None)


def _worker(world: World, key: str) -> Somebody:
    if key.startswith("volunteer:"):
        return world.volunteers[int(key.removeprefix("volunteer:"))]
    return world.team[key]


def _marking(day: date) -> datetime:
    """Attendance is entered the next morning; a fact, so in UTC."""
    return datetime.combine(day + timedelta(days=1), time(7, 40), UTC)


def _note_printouts(world: World, sessions: Sequence[Made]) -> None:
    """The attendance sheets of the last sessions were printed the day before."""
    held = [session for session in sessions if session.dated.status is SessionStatus.HELD]
    for session in held[-_PRINTED:]:
        world.rows.add(
            Printout,
            document="attendance",
            action_id=session.action,
            session_id=session.id,
            printed_at=datetime.combine(session.dated.day - timedelta(days=1), time(15, 5), UTC),
        )


def _mark(world: World, dice: Random, session: Made, person: Somebody, chance: float) -> None:
    if dice.random() < chance:
        _attend(world, session, person, Presence.PRESENT)
    else:
        _attend(world, session, person, Presence.EXCUSED if dice.random() < 0.4 else Presence.ABSENT)


def _attend(
    world: World, session: Made, person: Somebody, presence: Presence, *, walk_in: bool = False
) -> None:
    world.rows.add(Attendance, session_id=session.id, person_id=person.id, presence=presence, walk_in=walk_in)


def _count_heads(world: World, dice: Random, session: Made, doors: OpenDoors) -> None:
    """So many people without a name, spread over sex and band; some known by neither."""
    heads = dice.randint(*doors.heads)
    counts: dict[tuple[Sex | None, AgeBand | None], int] = {}
    for _ in range(heads):
        sex = dice.choices((Sex.FEMALE, Sex.MALE, None), (58, 36, 6))[0] if doors.by_sex else None
        band = AgeBand(dice.choice(doors.bands)) if doors.bands and dice.random() < 0.9 else None
        counts[sex, band] = counts.get((sex, band), 0) + 1
    columns: dict[str, Any]
    for (sex, band), number in sorted(
        counts.items(), key=lambda entry: (entry[0][0] or "", entry[0][1] or "")
    ):
        columns = {"sex": sex, "age_band": band, "heads": number}
        world.rows.add(HeadCount, session_id=session.id, **columns)
