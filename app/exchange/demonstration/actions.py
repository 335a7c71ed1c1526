"""The actions of the script: their own row, residences, objectives, partners and people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from app.db.tables import Action, ActionResidence, Enrolment, Objective, Partner
from app.domain.kinds import ActionStatus, EnrolmentStatus, PartnerRole
from app.exchange.demonstration.days import named_day
from app.exchange.demonstration.money import make_budget
from app.exchange.demonstration.script import ActionScript
from app.exchange.demonstration.sessions import (
    Dated,
    Made,
    Member,
    dated_sessions,
    make_attendance,
    make_sessions,
)
from app.exchange.demonstration.theatre import stage_play
from app.exchange.demonstration.world import Somebody, World


@dataclass(frozen=True, slots=True)
class Planned:
    """An action of the script with its dates, before it is made."""

    script: ActionScript
    dated: tuple[Dated, ...]
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class MadeAction:
    """An action that was made."""

    id: UUID
    planned: Planned
    sessions: tuple[Made, ...]
    members: tuple[Member, ...]


def planned_actions(world: World, scripts: Sequence[ActionScript]) -> list[Planned]:
    """The actions in the order of their codes: by start, then as in the script."""
    found = []
    for action in scripts:
        dated = tuple(dated_sessions(action, world.today))
        starts = named_day(action.starts, world.today) if action.starts else dated[0].day
        ends = named_day(action.ends, world.today) if action.ends else (dated[-1].day if dated else starts)
        found.append(Planned(action, dated, starts, max(starts, ends)))
    return sorted(found, key=lambda planned: planned.starts_on)


def make_actions(world: World, planned: Sequence[Planned]) -> dict[str, MadeAction]:
    """Make them all, by key; an action is made after the edition it was made from."""
    made: dict[str, MadeAction] = {}
    busy: dict[UUID, list[Planned]] = {}
    for year, group in groupby(planned, key=lambda one: one.starts_on.year):
        for number, one in enumerate(group, start=1):
            made[one.script.key] = _make_action(world, one, f"{year}-{number:03}", made, busy)
    return made


def _make_action(
    world: World,
    planned: Planned,
    code: str,
    made: dict[str, MadeAction],
    busy: dict[UUID, list[Planned]],
) -> MadeAction:
    script = planned.script
    status = _status(planned, world.today)
    known = status not in (ActionStatus.IDEA, ActionStatus.APPROVED)
    action_id = world.rows.add(
        Action,
        code=code,
        title=script.title,
        kind=script.kind,
        status=status,
        axis=script.axis,
        lead_id=world.team[script.lead].id,
        starts_on=planned.starts_on,
        ends_on=planned.ends_on,
        places=script.places,
        target_people=script.target,
        audience=script.audience,
        context=script.context,
        description=script.description,
        lessons=script.lessons if known else "",
        follow_up=script.follow_up,
        template_of_id=made[script.template_of].id if script.template_of else None,
    )
    for key in script.residences:
        world.rows.add(ActionResidence, action_id=action_id, residence_id=world.residences[key].id)
    for position, objective in enumerate(script.objectives, start=1):
        world.rows.add(
            Objective,
            action_id=action_id,
            position=position,
            aim=objective.aim,
            indicator=objective.indicator,
            target=objective.target,
            result=objective.result if known else "",
            reached=objective.reached if known else "",
        )
    for partner in script.partners:
        world.rows.add(
            Partner,
            action_id=action_id,
            organisation_id=world.organisations[partner.organisation],
            role=PartnerRole(partner.role),
            contribution=partner.contribution,
            share=partner.share,
        )
    make_budget(world, script, action_id, status)
    sessions = make_sessions(world, script, action_id, planned.dated)
    members = _enrol(world, planned, action_id, busy)
    dice = world.dice(f"attendance/{script.key}")
    passers_by = _candidates(world, script, planned.starts_on) if script.walk_ins else []
    called = stage_play(world, script.production, action_id, sessions, members) if script.production else {}
    make_attendance(world, dice, script, sessions, members, passers_by, called)
    return MadeAction(action_id, planned, tuple(sessions), tuple(members))


def _status(planned: Planned, today: date) -> ActionStatus:
    """As the script says for what is not decided, else as the dates say."""
    status = ActionStatus(planned.script.status)
    if status in (ActionStatus.IDEA, ActionStatus.REVIEW, ActionStatus.ABANDONED):
        return status
    if planned.ends_on < today:
        return ActionStatus.FINISHED
    return ActionStatus.APPROVED if planned.starts_on > today else ActionStatus.RUNNING


def _enrol(world: World, planned: Planned, action_id: UUID, busy: dict[UUID, list[Planned]]) -> list[Member]:
    """The people of an action: enrolled up to its places, then waiting in order; some left."""
    wanted = planned.script.enrol
    dice = world.dice(f"enrolment/{planned.script.key}")
    chosen = [world.team[key] for key in wanted.staff]
    chosen += _free(dice.sample(world.volunteers, len(world.volunteers)), planned, busy)[: wanted.volunteers]
    chosen += dice.sample(world.neighbours, wanted.neighbours)
    candidates = [one for one in _candidates(world, planned.script, planned.starts_on) if one not in chosen]
    dice.shuffle(candidates)
    free = _free(candidates, planned, busy)
    chosen += free[: wanted.tenants]
    others = free[wanted.tenants :]
    members = []
    for index, person in enumerate(chosen):
        early = index < len(chosen) * 2 / 3 or not planned.dated
        since = planned.starts_on - timedelta(days=dice.randint(3, 20))
        if not early:
            span = max(0, (min(planned.ends_on, world.today) - planned.starts_on).days)
            since = planned.starts_on + timedelta(days=dice.randint(0, span * 2 // 3))
        _enrolled(world, action_id, person, EnrolmentStatus.ENROLLED, index + 1, since)
        busy.setdefault(person.id, []).append(planned)
        members.append(Member(person, since, date.max))
    for position, person in enumerate(others[: wanted.left], start=len(chosen) + 1):
        since = planned.starts_on - timedelta(days=dice.randint(3, 20))
        span = max(1, (min(planned.ends_on, world.today) - planned.starts_on).days)
        _enrolled(world, action_id, person, EnrolmentStatus.LEFT, position, since)
        members.append(
            Member(person, since, planned.starts_on + timedelta(days=dice.randint(span // 4, span // 2)))
        )
    queue = others[wanted.left : wanted.left + wanted.waiting]
    days = sorted(dice.randint(2, 40) for _ in queue)
    after = len(chosen) + wanted.left + 1
    for position, (person, day) in enumerate(zip(queue, reversed(days), strict=True), start=after):
        since = min(world.today, planned.ends_on) - timedelta(days=day)
        _enrolled(world, action_id, person, EnrolmentStatus.WAITING, position, since)
    return members


def _enrolled(
    world: World, action_id: UUID, person: Somebody, status: EnrolmentStatus, position: int, since: date
) -> None:
    world.rows.add(
        Enrolment,
        action_id=action_id,
        person_id=person.id,
        status=status,
        position=position,
        enrolled_on=min(since, world.today),
    )


def _candidates(world: World, script: ActionScript, starts_on: date) -> list[Somebody]:
    youngest, oldest = script.enrol.ages
    return [
        one
        for one in world.inhabitants
        if (not script.residences or one.residence in script.residences)
        and youngest <= world.today.year - one.born <= oldest
        and one.since <= min(starts_on, world.today)
    ]


def _free(people: Sequence[Somebody], planned: Planned, busy: dict[UUID, list[Planned]]) -> list[Somebody]:
    """Those who are in no more than three actions, none of which meets at the same time."""
    return [
        one
        for one in people
        if len(busy.get(one.id, ())) < 3
        and not any(_clash(planned.dated, other.dated) for other in busy.get(one.id, ()))
    ]


def _clash(left: Sequence[Dated], right: Sequence[Dated]) -> bool:
    days: dict[date, list[Dated]] = {}
    for one in left:
        days.setdefault(one.day, []).append(one)
    return any(
        one.starts_at < other.ends_at and other.starts_at < one.ends_at
        for other in right
        for one in days.get(other.day, ())
    )
