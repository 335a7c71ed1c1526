"""The small estate: agencies, districts old and new, residences with their stairwells, venues, organisations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.db.tables import (
    Agency,
    District,
    Organisation,
    Residence,
    ResidenceDistrict,
    Stairwell,
    Venue,
)
from app.domain.kinds import DistrictKind, OrganisationKind
from app.domain.names import full_name
from app.exchange.demonstration import script
from app.exchange.demonstration.world import ResidencePlace, World

FIRST_LIST = date(2015, 1, 1)
_LAST_DAY = date(2023, 12, 31)
SECOND_LIST = date(2024, 1, 1)
"""The list of priority districts changed on this day (domain.md 0, point 6)."""


@dataclass(frozen=True, slots=True)
class DistrictSpan:
    """A district that was made, and the days on which it is one."""

    id: UUID
    valid_from: date
    valid_to: date | None


def make_places(world: World) -> None:
    """Agencies, districts, residences and their stairwells."""
    places = script.table("places")
    agencies = {
        entry["key"]: world.rows.add(Agency, code=entry["code"], name=entry["name"])
        for entry in places["agency"]
    }
    districts = {
        entry["key"]: make_district(
            world,
            code=entry["code"],
            name=entry["name"],
            kind=DistrictKind(entry["kind"]),
            commune=entry["commune"],
            former_code=entry.get("former_code", ""),
            former_name=entry.get("former_name", ""),
        )
        for entry in places["district"]
    }
    for entry in places["residence"]:
        residence = world.rows.add(
            Residence,
            code=entry["code"],
            name=entry["name"],
            address=entry["address"],
            postal_code=entry["postal_code"],
            commune=entry["commune"],
            agency_id=agencies[entry["agency"]],
            dwellings=entry["dwellings"],
            built=entry["built"],
        )
        if "district" in entry:
            place_in_district(world, residence, districts[entry["district"]])
        world.residences[entry["key"]] = ResidencePlace(
            entry["key"],
            residence,
            entry["name"],
            entry["commune"],
            entry["dwellings"],
            entry["built"],
            make_stairwells(world, residence, entry["stairwells"], entry["dwellings"]),
        )


def make_organisations(world: World) -> None:
    """Partners, funders, contractors and other landlords."""
    for entry in script.table("organisations")["organisation"]:
        world.organisations[entry["key"]] = world.rows.add(
            Organisation,
            name=entry["name"],
            kind=OrganisationKind(entry["kind"]),
            phone=entry["phone"],
            email=entry["email"],
        )


def make_venues(world: World) -> None:
    """Places where sessions are held; the caretakers have to be there already."""
    places = script.table("places")
    homes = {entry["key"]: entry for entry in places["residence"]}
    for entry in places["venue"]:
        home = homes.get(entry.get("residence", ""))
        contact = entry["contact"]
        if contact.startswith("guardian:"):
            caretaker = world.caretakers[contact.removeprefix("guardian:")]
            contact = f"{full_name(caretaker.given, caretaker.family)}, {caretaker.phone}"
        world.venues[entry["key"]] = world.rows.add(
            Venue,
            name=entry["name"],
            residence_id=world.residences[home["key"]].id if home else None,
            address=entry.get("address")
            or (f"{home['address']}, {home['postal_code']} {home['commune']}" if home else ""),
            seats=entry["seats"],
            step_free=entry["step_free"],
            access=entry[f"access_{world.language}"],
            keys=entry[f"keys_{world.language}"],
            contact=contact,
        )


def make_district(
    world: World,
    *,
    code: str,
    name: str,
    kind: DistrictKind,
    commune: str,
    former_code: str = "",
    former_name: str = "",
) -> tuple[DistrictSpan, ...]:
    """A district, or those of the lists of 2015 and of 2024, the later with its predecessor.

    A priority district without `code` left the list in 2024, one without `former_code` came then.
    """
    if kind is not DistrictKind.QPV:
        only = world.rows.add(
            District, code=code, name=name, kind=kind, commune=commune, valid_from=FIRST_LIST
        )
        return (DistrictSpan(only, FIRST_LIST, None),)
    spans: list[DistrictSpan] = []
    if former_code:
        former = world.rows.add(
            District,
            code=former_code,
            name=former_name or name,
            kind=kind,
            commune=commune,
            valid_from=FIRST_LIST,
            valid_to=_LAST_DAY,
        )
        spans.append(DistrictSpan(former, FIRST_LIST, _LAST_DAY))
    if code:
        present = world.rows.add(
            District,
            code=code,
            name=name,
            kind=kind,
            commune=commune,
            valid_from=SECOND_LIST,
            predecessor_id=spans[0].id if spans else None,
        )
        spans.append(DistrictSpan(present, SECOND_LIST, None))
    return tuple(spans)


def place_in_district(world: World, residence: UUID, spans: Sequence[DistrictSpan]) -> None:
    """Where a residence lies, before and after the change of the list."""
    for span in spans:
        world.rows.add(
            ResidenceDistrict,
            residence_id=residence,
            district_id=span.id,
            valid_from=span.valid_from,
            valid_to=span.valid_to,
        )


def make_stairwells(world: World, residence: UUID, names: Sequence[str], dwellings: int) -> tuple[UUID, ...]:
    """The entrances of a residence; its dwellings are spread over them as evenly as can be."""
    share, rest = divmod(dwellings, len(names))
    return tuple(
        world.rows.add(
            Stairwell,
            residence_id=residence,
            name=name,
            position=position,
            dwellings=share + (1 if position <= rest else 0),
        )
        for position, name in enumerate(names, start=1)
    )
