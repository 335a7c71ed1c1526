"""The large demonstration: ten years of actions on the large estate."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import accumulate
from random import Random
from uuid import UUID

from app.db.tables import (
    Action,
    ActionResidence,
    Assignment,
    Attendance,
    Enrolment,
    HeadCount,
    MoneyLine,
    Objective,
    Partner,
    Session,
)
from app.domain.kinds import (
    ActionStatus,
    AgeBand,
    EnrolmentStatus,
    MoneySide,
    PartnerRole,
    Presence,
    Role,
    SessionStatus,
    Sex,
)
from app.exchange.demonstration import script
from app.exchange.demonstration.days import public_holiday
from app.exchange.demonstration.estate import Estate, Extent, make_estate, scripted_extent
from app.exchange.demonstration.people import make_inhabitants
from app.exchange.demonstration.places import make_organisations
from app.exchange.demonstration.sessions import reason_label
from app.exchange.demonstration.world import ResidencePlace, Somebody, World

_FUNDERS = ("city", "prevention", "pension", "foundation", "mutual", "metropole")
_BANDS = (AgeBand.CHILD, AgeBand.ADULT, AgeBand.ADULT, AgeBand.SENIOR, AgeBand.ELDER, None)
_REASONS = ("facilitator_absent", "venue_closed", "too_few", "weather")
_FIFTY = Decimal(50)


@dataclass(frozen=True, slots=True)
class Begun:
    """An action of the decade before it gets its code."""

    template: script.Table
    home: ResidencePlace
    agency: int
    days: tuple[date, ...]


def fill_large(world: World, tell: Callable[[int, int], None], extent: Extent | None = None) -> None:
    """Everything: the estate, its people, and its actions year by year, of the script's size or another."""
    extent = extent or scripted_extent()
    years = range(world.today.year - extent.years + 1, world.today.year + 1)
    make_organisations(world)
    estate = make_estate(world, extent)
    total = 1 + len(estate.by_agency) + len(years)
    tell(1, total)
    per_dwelling = (extent.people - world.people_made) / extent.dwellings
    for number, places in enumerate(estate.by_agency, start=1):
        make_inhabitants(world, places, per_dwelling, f"inhabitants/{number}")
        tell(1 + number, total)
    at_home: dict[str, list[Somebody]] = {}
    for one in world.inhabitants:
        at_home.setdefault(one.residence, []).append(one)
    for number, year in enumerate(years, start=1):
        _make_year(world, estate, at_home, year, extent.actions_a_year)
        tell(1 + len(estate.by_agency) + number, total)


def _make_year(
    world: World, estate: Estate, at_home: Mapping[str, list[Somebody]], year: int, actions: int
) -> None:
    dice = world.dice(f"year/{year}")
    templates: Sequence[script.Table] = script.table("large")["template"]
    weights = list(accumulate(template["weight"] for template in templates))
    begun = []
    for _ in range(actions):
        template = templates[bisect(weights, dice.randrange(weights[-1]))]
        agency = dice.randrange(len(estate.by_agency))
        # Work is done where people are many: of three residences drawn, the largest.
        home = max(dice.sample(estate.by_agency[agency], 3), key=lambda place: place.dwellings)
        begun.append(Begun(template, home, agency, _days(dice, template, year)))
    begun.sort(key=lambda one: one.days[0])
    for number, one in enumerate(begun, start=1):
        _make_action(world, dice, estate, at_home, one, f"{year}-{number:03}")


def _days(dice: Random, template: script.Table, year: int) -> tuple[date, ...]:
    """The days of an action: one weekday, each week or more rarely, without public holidays and August."""
    fewest, most = template["sessions"]
    wanted = dice.randint(fewest, most)
    interval = 7 if wanted > 9 else dice.choice((14, 21, 28))
    start = date(year, 1, 8) + timedelta(days=dice.randrange(290))
    saturday = template["kind"] == "gathering"
    start += timedelta(days=(dice.choice((4, 5)) if saturday else dice.randrange(5)) - start.weekday())
    found: list[date] = []
    day = start
    while len(found) < wanted:
        if not public_holiday(day) and day.month != 8:
            found.append(day)
        day += timedelta(days=interval)
    return tuple(found)


def _make_action(
    world: World,
    dice: Random,
    estate: Estate,
    at_home: Mapping[str, list[Somebody]],
    begun: Begun,
    code: str,
) -> None:
    template, home = begun.template, begun.home
    title, audience, indicator, target = template[world.language]
    coordinator = dice.choice(estate.coordinators[begun.agency])
    members, places = _members(world, dice, estate, at_home, begun)
    over, ahead = begun.days[-1] < world.today, begun.days[0] > world.today
    status = ActionStatus.FINISHED if over else ActionStatus.APPROVED if ahead else ActionStatus.RUNNING
    action = world.rows.add(
        Action,
        code=code,
        title=title.format(residence=home.name),
        kind=template["kind"],
        status=status,
        axis=template["axis"],
        lead_id=coordinator.id,
        starts_on=begun.days[0],
        ends_on=begun.days[-1],
        places=places,
        target_people=places,
        audience=audience,
    )
    world.rows.add(ActionResidence, action_id=action, residence_id=home.id)
    reached = dice.choice(("yes", "yes", "partly", "no")) if over else ""
    world.rows.add(
        Objective,
        action_id=action,
        position=1,
        aim=audience,
        indicator=indicator,
        target=target,
        reached=reached,
    )
    _make_money(world, dice, action, begun, status)
    _enrol(world, dice, action, members, places, begun)
    joined = members[:places] if places else members
    for number, day in enumerate(begun.days, start=1):
        _make_session(world, dice, estate, begun, action, number, day, coordinator, joined)


def _members(
    world: World, dice: Random, estate: Estate, at_home: Mapping[str, list[Somebody]], begun: Begun
) -> tuple[list[Somebody], int | None]:
    """Who asks for a place, and how many places there are; some find none."""
    if "staff" in begun.template:
        return dice.sample(estate.caretakers, begun.template["staff"]), None
    fewest, most = begun.template["enrolled"]
    wanted = dice.randint(fewest, most)
    if not wanted:
        return [], None
    youngest, oldest = begun.template.get("ages", (18, 95))
    start = begun.days[0]
    candidates = [
        one
        for one in at_home[begun.home.key]
        if one.since <= start and youngest <= start.year - one.born <= oldest
    ]
    members = dice.sample(candidates, min(wanted, len(candidates)))
    full = most >= 8 and len(members) > 6 and dice.random() < 0.3
    return members, len(members) - 2 if full else None


def _enrol(
    world: World,
    dice: Random,
    action: UUID,
    members: Sequence[Somebody],
    places: int | None,
    begun: Begun,
) -> None:
    for position, member in enumerate(members, start=1):
        waits = places is not None and position > places
        world.rows.add(
            Enrolment,
            action_id=action,
            person_id=member.id,
            status=EnrolmentStatus.WAITING if waits else EnrolmentStatus.ENROLLED,
            position=position,
            enrolled_on=min(world.today, begun.days[0] - timedelta(days=dice.randint(2, 25))),
        )


def _make_money(world: World, dice: Random, action: UUID, begun: Begun, status: ActionStatus) -> None:
    """A budget in two lines a side; the funder bears less than half."""
    cost = _FIFTY * (4 + 3 * len(begun.days) + dice.randrange(12))
    time_spent = _FIFTY * (2 + len(begun.days))
    grant = _FIFTY * int(cost * Decimal(dice.randint(20, 45)) / 100 / _FIFTY)
    funder = world.organisations[dice.choice(_FUNDERS)]
    world.rows.add(Partner, action_id=action, organisation_id=funder, role=PartnerRole.FUNDER)
    final = status is ActionStatus.FINISHED
    saved = _FIFTY * dice.randint(0, 3)
    words = world.words
    for side, account, label, amount, actual, organisation, own in (
        (MoneySide.EXPENSE, "62", words("Intervenants", "Facilitators"), cost, cost - saved, None, False),
        (
            MoneySide.EXPENSE,
            "64",
            words("Temps de coordination", "Coordination time"),
            time_spent,
            time_spent,
            None,
            False,
        ),
        (MoneySide.INCOME, "74", words("Subvention", "Grant"), grant, grant, funder, False),
        (
            MoneySide.INCOME,
            "75",
            words("Fonds propres", "Own funds"),
            cost + time_spent - grant,
            cost + time_spent - grant - saved,
            None,
            True,
        ),
    ):
        world.rows.add(
            MoneyLine,
            action_id=action,
            side=side,
            account=account,
            label=label,
            organisation_id=organisation,
            landlord=own,
            forecast=amount,
            actual=actual if final else None,
        )


def _make_session(
    world: World,
    dice: Random,
    estate: Estate,
    begun: Begun,
    action: UUID,
    number: int,
    day: date,
    coordinator: Somebody,
    members: Sequence[Somebody],
) -> None:
    template = begun.template
    status, reason = _outcome(dice, day, world.today)
    held = status is SessionStatus.HELD
    starts_at = datetime.combine(day, time.fromisoformat(template["start"]))
    ends_at = datetime.combine(day, time.fromisoformat(template["end"]))
    session = world.rows.add(
        Session,
        action_id=action,
        number=number,
        kind=template["session_kind"],
        status=status,
        starts_at=starts_at,
        ends_at=ends_at,
        actual_starts_at=starts_at if held else None,
        actual_ends_at=ends_at if held else None,
        venue_id=estate.rooms.get(begun.home.key),
        reason=reason_label(reason, world.language),
        marked_at=datetime.combine(day + timedelta(days=1), time(7, 40), UTC) if held else None,
    )
    facilitator = dice.choice(estate.facilitators)
    world.rows.add(Assignment, session_id=session, person_id=facilitator.id, role=Role.FACILITATOR)
    if number % 3 == 1:
        world.rows.add(Assignment, session_id=session, person_id=coordinator.id, role=Role.STAFF)
    if not held:
        return
    for member in members:
        if dice.random() < member.diligence:
            presence = Presence.PRESENT
        else:
            presence = Presence.EXCUSED if dice.random() < 0.4 else Presence.ABSENT
        world.rows.add(Attendance, session_id=session, person_id=member.id, presence=presence)
    if "heads" in template:
        _count_heads(world, dice, session, dice.randint(*template["heads"]))


def _count_heads(world: World, dice: Random, session: UUID, heads: int) -> None:
    """Heads in three lines at most: women, men, and those of whom nothing is noted."""
    women = heads * dice.randint(45, 65) // 100
    unknown = heads // 10
    band = dice.choice(_BANDS)
    for sex, age_band, number in (
        (Sex.FEMALE, band, women),
        (Sex.MALE, band, heads - women - unknown),
        (None, None, unknown),
    ):
        if number > 0:
            world.rows.add(HeadCount, session_id=session, sex=sex, age_band=age_band, heads=number)


def _outcome(dice: Random, day: date, today: date) -> tuple[SessionStatus, str]:
    """What became of a date: nine in ten were held; the last days are not marked yet."""
    luck = dice.random()
    if day >= today:
        return (SessionStatus.OPTION if luck < 0.02 else SessionStatus.PLANNED), ""
    if luck < 0.055:
        return SessionStatus.CANCELLED, dice.choice(_REASONS)
    if luck < 0.06:
        return SessionStatus.SKIPPED, "public_holiday"
    if day >= today - timedelta(days=3):
        return SessionStatus.PLANNED, ""
    return SessionStatus.HELD, ""
