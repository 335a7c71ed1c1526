"""The estate of the large demonstration: agencies, districts, residences, rooms and those who look after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from app.db.tables import Agency, Residence, Venue
from app.domain.kinds import DistrictKind, Role
from app.exchange.demonstration import script
from app.exchange.demonstration.people import make_workers
from app.exchange.demonstration.places import (
    DistrictSpan,
    make_district,
    make_stairwells,
    place_in_district,
)
from app.exchange.demonstration.world import ResidencePlace, Somebody, World

_DISTRICTS = 44
_SHARE_IN_DISTRICTS = 0.40
_ROOM_FROM = 90
"""Residences of so many dwellings have a room of their own."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How large a large demonstration is."""

    dwellings: int
    residences: int
    people: int
    actions_a_year: int
    years: int


@dataclass(slots=True)
class Estate:
    """What the large estate is made of, for the actions that take place in it."""

    by_agency: list[list[ResidencePlace]] = field(default_factory=list)
    rooms: dict[str, UUID] = field(default_factory=dict)
    """The venue of a residence, by the residence's key."""
    coordinators: list[list[Somebody]] = field(default_factory=list)
    """Two to each agency."""
    caretakers: list[Somebody] = field(default_factory=list)
    facilitators: list[Somebody] = field(default_factory=list)


def scripted_extent() -> Extent:
    """The size that the script asks for."""
    return Extent(**script.table("large")["extent"])


def make_estate(world: World, extent: Extent) -> Estate:
    """Residences that add up to the dwellings asked for, four in ten of which lie in a priority district."""
    large = script.table("large")
    dice = world.dice("estate")
    estate = Estate()
    communes: Sequence[str] = large["communes"]
    agencies = [
        world.rows.add(Agency, code=f"AG{number}", name=f"Agence {name}")
        for number, name in enumerate(large["agencies"], start=1)
    ]
    estate.by_agency = [[] for _ in agencies]
    sizes = _sizes(dice, extent.residences, extent.dwellings)
    districts = _make_districts(world, dice, communes)
    in_districts = _SHARE_IN_DISTRICTS * extent.dwellings
    taken: set[tuple[str, str]] = set()
    for number, dwellings in enumerate(sizes, start=1):
        near = number * len(communes) // (len(sizes) + 1)
        commune = communes[near]
        agency = near * len(agencies) // len(communes)
        name = _free_name(dice, large, commune, taken)
        key = f"{agency + 1}{number:03}"
        built = dice.choices((dice.randint(1958, 1979), dice.randint(1980, 2021)), (60, 40))[0]
        residence = world.rows.add(
            Residence,
            code=key,
            name=name,
            address=f"{dice.randint(1, 140)} {dice.choice(large['streets'])}",
            postal_code=f"69{900 + near}",
            commune=commune,
            agency_id=agencies[agency],
            dwellings=dwellings,
            built=built,
        )
        stairwells = make_stairwells(
            world,
            residence,
            [f"Allée {entry}" for entry in range(1, min(12, dwellings // 22 + 1) + 1)],
            dwellings,
        )
        place = ResidencePlace(key, residence, name, commune, dwellings, built, stairwells)
        world.residences[key] = place
        estate.by_agency[agency].append(place)
        # Large and old residences are the ones that priority districts were drawn around.
        if in_districts > 0 and commune in districts and dice.random() < (0.95 if dwellings > 60 else 0.5):
            place_in_district(world, residence, dice.choice(districts[commune]))
            in_districts -= dwellings
        if dwellings >= _ROOM_FROM:
            _make_room(world, dice, estate, place, large["rooms"])
    _make_workers(world, estate, dice)
    return estate


def _sizes(dice: Random, residences: int, dwellings: int) -> list[int]:
    """Many small residences and a few very large ones, with the exact total."""
    weights = [dice.lognormvariate(0, 0.8) for _ in range(residences)]
    total = sum(weights)
    sizes = [max(6, int(weight / total * dwellings)) for weight in weights]
    largest = max(range(residences), key=sizes.__getitem__)
    sizes[largest] += dwellings - sum(sizes)
    return sizes


def _make_districts(
    world: World, dice: Random, communes: Sequence[str]
) -> dict[str, list[tuple[DistrictSpan, ...]]]:
    """Priority districts by commune: most went on in 2024, some ended then, some are new."""
    found: dict[str, list[tuple[DistrictSpan, ...]]] = {}
    for number in range(_DISTRICTS):
        commune = communes[number * 7 % len(communes)]
        luck = dice.random()
        spans = make_district(
            world,
            code="" if luck < 0.12 else f"QN069{50 + number:02}M",
            name=f"{commune} – quartier {number + 1}",
            kind=DistrictKind.QPV,
            commune=commune,
            former_code="" if luck > 0.86 else f"QP0690{50 + number:02}",
        )
        found.setdefault(commune, []).append(spans)
    return found


def _free_name(dice: Random, large: script.Table, commune: str, taken: set[tuple[str, str]]) -> str:
    """A residence's name that its commune does not have yet."""
    while True:
        form = dice.choice(large["forms"])
        if form == "Les":
            name = f"Les {dice.choice(large['plurals'])}"
        elif dice.random() < 0.45:
            name = f"{form} des {dice.choice(large['plurals'])}"
        else:
            name = f"{form} {dice.choice(large['owners'])}"
        if (name, commune) not in taken:
            taken.add((name, commune))
            return name


def _make_room(
    world: World, dice: Random, estate: Estate, place: ResidencePlace, rooms: Sequence[str]
) -> None:
    values: dict[str, Any] = {
        "seats": dice.choice((16, 20, 25, 30, 40, 60)),
        "step_free": dice.random() < 0.8,
    }
    estate.rooms[place.key] = world.rows.add(
        Venue,
        name=f"{dice.choice(rooms)} – {place.name}",
        residence_id=place.id,
        address=place.commune,
        keys=world.words("Clés à la loge.", "Keys at the lodge."),
        **values,
    )


def _make_workers(world: World, estate: Estate, dice: Random) -> None:
    coordinator = world.words("Chargé de développement social", "Social-development officer")
    caretaker = world.words("Agent de résidence", "Caretaker")
    facilitator = world.words("Intervenant", "Facilitator")
    estate.coordinators = [make_workers(world, dice, 2, Role.STAFF, coordinator) for _ in estate.by_agency]
    estate.caretakers = make_workers(world, dice, 110, Role.STAFF, caretaker)
    estate.facilitators = make_workers(world, dice, 45, Role.FACILITATOR, facilitator)
