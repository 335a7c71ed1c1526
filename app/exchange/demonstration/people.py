"""The people of the demonstration: staff, facilitators, inhabitants, volunteers and neighbours."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any
from uuid import UUID

from app.db.tables import Person, PersonResidence, PersonRole
from app.domain.kinds import Channel, Role, Sex, age_band
from app.domain.names import fold
from app.exchange.demonstration import script
from app.exchange.demonstration.world import ResidencePlace, Somebody, World

_AGES = ((0.02, 8, 11), (0.04, 12, 17), (0.08, 18, 25), (0.38, 26, 59), (0.29, 60, 74), (0.19, 75, 94))
"""Shares of the people that such work meets, with youngest and oldest."""
_GENERATIONS = (1946, 1966, 1986)
_TODAYS_SPAN = timedelta(days=3650)


def make_team(world: World) -> None:
    """Those who work: the landlord's staff with its caretakers, and the partners' facilitators."""
    dice = world.dice("team")
    team = script.table("team")
    for entry in team["staff"]:
        since = date(world.today.year - dice.randint(2, 14), dice.randint(1, 12), 1)
        somebody = _make_worker(world, dice, entry, Role.STAFF, since)
        for residence in entry.get("caretaker_of", ()):
            world.caretakers[residence] = somebody
    for entry in team["facilitator"]:
        _make_worker(world, dice, entry, Role.FACILITATOR, date(world.today.year - 2, 1, 1))


def make_inhabitants(
    world: World, places: Iterable[ResidencePlace], per_dwelling: float, part: str = "inhabitants"
) -> None:
    """Tenants and those who live with them, in households, spread over the residences by size."""
    dice = world.dice(part)
    for place in places:
        wanted = max(6, round(place.dwellings * per_dwelling))
        while wanted > 0:
            household = min(wanted, dice.choices((1, 2, 3), (64, 26, 10))[0])
            _make_household(world, dice, place, household)
            wanted -= household


def make_workers(world: World, dice: Random, count: int, role: Role, job: str) -> list[Somebody]:
    """So many staff or facilitators with the same job."""
    made = []
    for _ in range(count):
        born = world.today.year - dice.randint(24, 61)
        sex, given, family = _name(dice, born, "")
        since = date(world.today.year - dice.randint(1, 15), dice.randint(1, 12), 1)
        values = {"job": job, "birth_year": None, "age_band": None, "needs": "", "large_print": False}
        worker = make_person(world, dice, given, family, sex, born, role, "", since, **values)
        world.rows.add(PersonRole, person_id=worker.id, role=role, valid_from=since)
        made.append(worker)
    return made


def make_volunteers_and_neighbours(world: World, volunteers: int, neighbours: int) -> None:
    """Tenants who also help, and people from around who live elsewhere."""
    dice = world.dice("volunteers")
    grown_up = [one for one in world.inhabitants if 28 <= world.today.year - one.born <= 78]
    for helper in dice.sample(grown_up, volunteers):
        since = world.today - timedelta(days=dice.randint(60, 1500))
        world.rows.add(PersonRole, person_id=helper.id, role=Role.VOLUNTEER, valid_from=since)
        world.volunteers.append(helper)
    for former in dice.sample([one for one in grown_up if one not in world.volunteers], volunteers // 5):
        until = world.today - timedelta(days=dice.randint(20, 300))
        since = until - timedelta(days=dice.randint(100, 900))
        world.rows.add(PersonRole, person_id=former.id, role=Role.VOLUNTEER, valid_from=since, valid_to=until)
    for _ in range(neighbours):
        age = _age(dice, "")
        sex, given, family = _name(dice, world.today.year - age, "")
        born = world.today.year - age
        neighbour = make_person(world, dice, given, family, sex, born, Role.NEIGHBOUR, "", date(born, 7, 1))
        world.rows.add(PersonRole, person_id=neighbour.id, role=Role.NEIGHBOUR, valid_from=None)
        world.neighbours.append(neighbour)


def make_person(
    world: World,
    dice: Random,
    given: str,
    family: str,
    sex: Sex,
    born: int,
    role: Role,
    residence: str,
    since: date,
    **more: Any,
) -> Somebody:
    """A person with what the workspace knows of them: much of some, little of others."""
    world.people_made += 1
    age = world.today.year - born
    knows = dice.random()
    grown = age >= 18
    phone = more.pop("phone", None) or (_phone(dice, age) if grown and dice.random() < 0.8 else "")
    email = more.pop("email", None) or ""
    if not email and grown and age < 70 and dice.random() < 0.3:
        email = f"{_mailbox(given)}.{_mailbox(family)}@example.org"
    values: dict[str, Any] = {
        "number": world.people_made,
        "family_name": family,
        "given_name": given,
        "sex": sex if role is Role.STAFF or dice.random() < 0.94 else None,
        "birth_year": born if knows < 0.7 else None,
        "age_band": age_band(born, world.today.year) if 0.7 <= knows < 0.9 else None,
        "phone": phone,
        "email": email,
        "channel": _channel(dice, phone, email, age),
        "large_print": age >= 70 and dice.random() < 0.3,
        "photo_consent": dice.choices((True, False, None), (50, 15, 35))[0] if grown else None,
        "do_not_contact": role is Role.TENANT and dice.random() < 0.012,
        "needs": _need(world, dice) if dice.random() < (0.16 if age >= 70 else 0.03) else "",
    }
    values.update(more)
    person = world.rows.add(Person, **values)
    # The sum of two throws: most people come fairly often, few always or never.
    diligence = 0.5 + 0.23 * (dice.random() + dice.random())
    return Somebody(person, given, family, values["sex"], born, role, residence, since, phone, diligence)


def _make_worker(world: World, dice: Random, entry: script.Table, role: Role, since: date) -> Somebody:
    organisation = entry.get("organisation", "")
    born = entry.get("born") or dice.randint(world.today.year - 58, world.today.year - 29)
    mailbox = f"{_mailbox(entry['given'])}.{_mailbox(entry['family'])}"
    somebody = make_person(
        world,
        dice,
        entry["given"],
        entry["family"],
        Sex(entry["sex"]),
        born,
        role,
        "",
        since,
        phone=_phone(dice, 40),
        email=f"{mailbox}@{'deux-rives' if role is Role.STAFF else organisation}.example.org",
        organisation_id=world.organisations[organisation] if organisation else None,
        job=entry[f"job_{world.language}"],
        channel=Channel.EMAIL,
        birth_year=None,
        age_band=None,
        needs="",
        photo_consent=True,
        large_print=False,
    )
    world.rows.add(PersonRole, person_id=somebody.id, role=role, valid_from=since)
    world.team[entry["key"]] = somebody
    return somebody


def _make_household(world: World, dice: Random, place: ResidencePlace, size: int) -> None:
    stairwell = dice.randrange(len(place.stairwells))
    wing = ("senior", "student")[stairwell] if place.key == "cedres" else ""
    first_day = max(date(place.built, 1, 1), world.today - _TODAYS_SPAN * dice.uniform(0.02, 3.2))
    family = ""
    for member in range(size):
        age = _age(dice, wing) if member == 0 or wing else _age(dice, "")
        born = world.today.year - age
        sex, given, drawn = _name(dice, born, family)
        family = family or drawn
        # One in six keeps another family name in the same home.
        name = drawn if dice.random() < 0.16 else family
        since = max(first_day, date(born, 7, 1))
        somebody = make_person(world, dice, given, name, sex, born, Role.TENANT, place.key, since)
        left = None
        if dice.random() < 0.015:
            left = max(since, world.today - timedelta(days=dice.randint(5, 300)))
        else:
            world.inhabitants.append(somebody)
        world.rows.add(PersonRole, person_id=somebody.id, role=Role.TENANT, valid_from=since, valid_to=left)
        _settle(world, dice, somebody, place, place.stairwells[stairwell], since, left)


def _settle(
    world: World,
    dice: Random,
    somebody: Somebody,
    place: ResidencePlace,
    stairwell: UUID,
    since: date,
    left: date | None,
) -> None:
    """Where somebody lives, up to the day they left; one in twenty moved here from another residence."""
    moved = since + timedelta(days=dice.randint(200, 1500))
    if dice.random() < 0.05 and moved < (left or world.today):
        former = dice.choice([other for other in world.residences.values() if other.key != place.key])
        world.rows.add(
            PersonResidence,
            person_id=somebody.id,
            residence_id=former.id,
            stairwell_id=dice.choice(former.stairwells),
            valid_from=since,
            valid_to=moved - timedelta(days=1),
        )
        since = moved
    world.rows.add(
        PersonResidence,
        person_id=somebody.id,
        residence_id=place.id,
        stairwell_id=stairwell,
        valid_from=since,
        valid_to=left,
    )


def _age(dice: Random, wing: str) -> int:
    if wing == "senior":
        return dice.randint(62, 93)
    if wing == "student":
        return dice.randint(18, 25)
    share = dice.random()
    for weight, youngest, oldest in _AGES:
        if share < weight:
            return dice.randint(youngest, oldest)
        share -= weight
    return dice.randint(26, 59)


def _name(dice: Random, born: int, family: str) -> tuple[Sex, str, str]:
    """Sex, given name and family name; who shares a family name has a given name from the same pool."""
    pools = script.names()
    if family:
        pool = _pool_of(family)
    else:
        pool = pools[bisect(_pool_weights(), dice.random() * _pool_weights()[-1])]
    sex = Sex.FEMALE if dice.random() < 0.58 else Sex.MALE
    generation = bisect(_GENERATIONS, born)
    given: Sequence[str] = tuple((pool["female"] if sex is Sex.FEMALE else pool["male"]).values())[generation]
    drawn = dice.choice(pool["family"])
    return sex, dice.choice(given), drawn


@cache
def _pool_weights() -> tuple[int, ...]:
    return tuple(accumulate(pool["weight"] for pool in script.names()))


@cache
def _pool_of(family: str) -> script.Table:
    return next(pool for pool in script.names() if family in pool["family"])


def _phone(dice: Random, age: int) -> str:
    """A number from the ranges that the French regulator keeps for fiction (Arcep, decision 2009-0637)."""
    home = dice.random() < (0.7 if age >= 72 else 0.12)
    number = f"{dice.randrange(10_000):04}"
    return f"{'01 99 00' if home else '06 39 98'} {number[:2]} {number[2:]}"


def _channel(dice: Random, phone: str, email: str, age: int) -> Channel | None:
    if dice.random() < 0.25:
        return None
    if phone.startswith("01") or (phone and age >= 75):
        return Channel.PHONE
    if phone:
        return dice.choice((Channel.TEXT, Channel.TEXT, Channel.PHONE))
    return Channel.EMAIL if email else Channel.LETTER


def _need(world: World, dice: Random) -> str:
    return str(dice.choice(script.table("particulars")[f"needs_{world.language}"]))


@cache
def _mailbox(name: str) -> str:
    return "".join(c for c in fold(name).replace(" ", "-") if c.isalnum() or c == "-")
