"""The landlord's estate: residences with their districts and stairwells, venues, agencies, districts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.db.tables import (
    Agency,
    District,
    PersonResidence,
    Residence,
    ResidenceDistrict,
    Stairwell,
    Venue,
)
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.errors import RuleViolation
from app.domain.estate import FOLLOWED, EstatePlan, ResidenceRecord
from app.domain.ids import AgencyId, DistrictId, ResidenceId, StairwellId, VenueId
from app.domain.kinds import DistrictKind
from app.domain.names import fold
from app.i18n.messages import Message
from app.usecases.fields import assign_fields

_RESIDENCE = frozenset(
    {"code", "name", "address", "postal_code", "commune", "agency_id", "dwellings", "built", "note"}
)
_VENUE = frozenset({"name", "residence_id", "address", "seats", "step_free", "access", "keys", "contact"})
_AGENCY = frozenset({"code", "name"})
_DISTRICT = frozenset({"code", "name", "kind", "commune", "valid_from", "valid_to", "predecessor_id"})

_MOST = 100_000
"""Dwellings or seats beyond this are a slip of the key."""


@dataclass(frozen=True, slots=True)
class StairwellFields:
    """A stairwell as it is edited; without an id it is new."""

    name: str
    dwellings: int = 0
    id: StairwellId | None = None


# --- residences ------------------------------------------------------------------------------------


def create_residence(
    uow: UnitOfWork,
    /,
    name: str,
    *,
    code: str = "",
    district_id: DistrictId | None = None,
    **details: Any,
) -> Done[ResidenceId]:
    """A new residence; where no code is given it gets one of the form `R-012`.

    `details` are the other columns of `Residence`. Raises `RuleViolation` for a name that is missing,
    a code that is taken, or a number that cannot be.
    """
    residence = uow.add(Residence(code=code or _free_code(uow)))
    assign_fields(residence, _RESIDENCE, {"name": name, "code": residence.code, **details})
    _check_residence(uow, residence)
    if district_id is not None:
        uow.get(District, district_id)
        uow.add(ResidenceDistrict(residence_id=residence.id, district_id=district_id))
    return Done(Message("Add the residence “{name}”", name=residence.name), ResidenceId(residence.id))


def edit_residence(
    uow: UnitOfWork, /, residence_id: ResidenceId, *, seen_version: int | None = None, **values: Any
) -> Done[None]:
    """Change a residence's own columns."""
    residence = uow.get(Residence, residence_id, seen_version=seen_version)
    assign_fields(residence, _RESIDENCE, values)
    _check_residence(uow, residence)
    return Done(Message("Change the residence “{name}”", name=residence.name), None)


def set_residence_district(
    uow: UnitOfWork,
    residence_id: ResidenceId,
    district_id: DistrictId | None,
    *,
    valid_from: date | None = None,
) -> Done[None]:
    """Note in which district a residence lies from a day on (today where none is given), or in none.

    What was noted for earlier days stays, because past accounts rest on it.
    """
    residence = uow.get(Residence, residence_id)
    since = valid_from or uow.today
    for row in uow.all(ResidenceDistrict, ResidenceDistrict.residence_id == residence_id):
        if row.valid_from is not None and row.valid_from >= since:
            uow.remove(row)
        elif row.valid_to is None or row.valid_to >= since:
            row.valid_to = since - timedelta(days=1)
    if district_id is not None:
        uow.get(District, district_id)
        uow.add(ResidenceDistrict(residence_id=residence_id, district_id=district_id, valid_from=since))
    return Done(Message("Change the district of “{name}”", name=residence.name), None)


def set_stairwells(
    uow: UnitOfWork, residence_id: ResidenceId, stairwells: Sequence[StairwellFields]
) -> Done[None]:
    """Give a residence these stairwells in this order; the others go, unless people live there."""
    residence = uow.get(Residence, residence_id)
    present = {row.id: row for row in uow.all(Stairwell, Stairwell.residence_id == residence_id)}
    kept = {fields.id for fields in stairwells}
    for row in present.values():
        if row.id not in kept:
            if uow.all(PersonResidence, PersonResidence.stairwell_id == row.id):
                raise RuleViolation("People live in “{name}”, so it stays: move them first.", name=row.name)
            uow.remove(row)
    for position, fields in enumerate(stairwells, start=1):
        if not 0 <= fields.dwellings <= _MOST:
            raise RuleViolation(
                "{count} dwellings cannot be right: check the number.", count=fields.dwellings
            )
        found = present.get(fields.id) if fields.id is not None else None
        stairwell = found or uow.add(Stairwell(residence_id=residence_id))
        assign_fields(
            stairwell,
            frozenset({"name", "dwellings", "position"}),
            {"name": fields.name, "dwellings": fields.dwellings, "position": position},
        )
    return Done(Message("Change the stairwells of “{name}”", name=residence.name), None)


def remove_residence(uow: UnitOfWork, residence_id: ResidenceId) -> Done[None]:
    """Remove a residence that nobody lives in and no action is for; raises `RuleViolation` otherwise."""
    residence = uow.get(Residence, residence_id)
    uow.remove(residence)
    return Done(Message("Remove the residence “{name}”", name=residence.name), None)


def remove_residences(uow: UnitOfWork, residence_ids: Sequence[ResidenceId]) -> Done[None]:
    """Remove several residences, all of them or none; see `remove_residence`."""
    if len(residence_ids) == 1:
        return remove_residence(uow, residence_ids[0])
    uow.remove(*(uow.get(Residence, residence_id) for residence_id in residence_ids))
    return Done(Message("Remove {count} residences", count=len(residence_ids)), None)


def import_residences(uow: UnitOfWork, plan: EstatePlan, source: str) -> Done[EstatePlan]:
    """Take in what a plan says is new or changed, as one step; `source` is the file's name.

    What a plan says was compared a moment ago: a residence that has come in between is changed
    instead of added. See `app.domain.estate` for what follows the file and what stays.
    """
    records = [*plan.new, *(change.record for change in plan.changed)]
    present = {row.code: row for row in uow.all(Residence)}
    fresh = [record for record in records if record.code not in present]
    uow.insert_many(
        Residence,
        [
            {
                "id": uow.new_id(),
                "code": record.code,
                "name": record.name,
                "address": record.address,
                "postal_code": record.postal_code,
                "commune": record.commune,
                "dwellings": record.dwellings,
                "built": record.built,
            }
            for record in fresh
        ],
    )
    for record in records:
        residence = present.get(record.code)
        if residence is None:
            continue
        for name in FOLLOWED:
            value = getattr(record, name)
            if value not in (None, ""):
                setattr(residence, name, value)
    present = {row.code: row for row in uow.all(Residence)}
    _import_stairwells(uow, records, present)
    _import_districts(uow, records, present)
    return Done(Message("Import {count} residences from “{source}”", count=len(records), source=source), plan)


def _import_stairwells(
    uow: UnitOfWork, records: Sequence[ResidenceRecord], present: dict[str, Residence]
) -> None:
    known = {(row.residence_id, row.name): row for row in uow.all(Stairwell)}
    new: list[dict[str, Any]] = []
    for record in records:
        residence_id = present[record.code].id
        for position, stairwell in enumerate(record.stairwells, start=1):
            row = known.get((residence_id, stairwell.name))
            if row is None:
                new.append(
                    {
                        "id": uow.new_id(),
                        "residence_id": residence_id,
                        "name": stairwell.name,
                        "position": position,
                        "dwellings": stairwell.dwellings,
                    }
                )
            else:
                row.dwellings, row.position = stairwell.dwellings, position
    uow.insert_many(Stairwell, new)


def _import_districts(
    uow: UnitOfWork, records: Sequence[ResidenceRecord], present: dict[str, Residence]
) -> None:
    """A file says that a residence lies in a priority district, not in which: a stand-in takes its place."""
    kinds = {row.id: row.kind for row in uow.all(District)}
    placed = {
        row.residence_id
        for row in uow.all(ResidenceDistrict)
        if kinds[row.district_id] is DistrictKind.QPV
        and (row.valid_from is None or row.valid_from <= uow.today)
        and (row.valid_to is None or row.valid_to >= uow.today)
    }
    stand_ins = {row.code: row for row in uow.all(District, District.code.startswith("QPV-"))}
    links: list[dict[str, Any]] = []
    for record in records:
        residence = present[record.code]
        if not record.priority or residence.id in placed:
            continue
        code = f"QPV-{re.sub(r'[^a-z0-9]+', '-', fold(record.commune)).strip('-').upper()}"[:40]
        if code not in stand_ins:
            stand_ins[code] = uow.add(
                District(
                    code=code,
                    name=f"QPV à préciser ({record.commune})",
                    kind=DistrictKind.QPV,
                    commune=record.commune,
                )
            )
        links.append({"id": uow.new_id(), "residence_id": residence.id, "district_id": stand_ins[code].id})
    uow.insert_many(ResidenceDistrict, links)


# --- venues ----------------------------------------------------------------------------------------


def create_venue(uow: UnitOfWork, /, name: str, **details: Any) -> Done[VenueId]:
    """A new place for sessions; `details` are the other columns of `Venue`."""
    venue = uow.add(Venue())
    assign_fields(venue, _VENUE, {"name": name, **details})
    _check_venue(uow, venue)
    return Done(Message("Add the venue “{name}”", name=venue.name), VenueId(venue.id))


def edit_venue(
    uow: UnitOfWork, /, venue_id: VenueId, *, seen_version: int | None = None, **values: Any
) -> Done[None]:
    """Change a venue."""
    venue = uow.get(Venue, venue_id, seen_version=seen_version)
    assign_fields(venue, _VENUE, values)
    _check_venue(uow, venue)
    return Done(Message("Change the venue “{name}”", name=venue.name), None)


def remove_venue(uow: UnitOfWork, venue_id: VenueId) -> Done[None]:
    """Remove a venue in which no session is held; raises `RuleViolation` otherwise."""
    venue = uow.get(Venue, venue_id)
    uow.remove(venue)
    return Done(Message("Remove the venue “{name}”", name=venue.name), None)


# --- agencies and districts ------------------------------------------------------------------------


def create_agency(uow: UnitOfWork, code: str, name: str) -> Done[AgencyId]:
    """A new local branch."""
    agency = uow.add(Agency(code=code))
    assign_fields(agency, _AGENCY, {"code": code, "name": name})
    _check_code(uow, agency, agency.code, agency.name)
    return Done(Message("Add the agency “{name}”", name=agency.name), AgencyId(agency.id))


def edit_agency(
    uow: UnitOfWork, /, agency_id: AgencyId, *, seen_version: int | None = None, **values: Any
) -> Done[None]:
    """Change an agency's code or name."""
    agency = uow.get(Agency, agency_id, seen_version=seen_version)
    assign_fields(agency, _AGENCY, values)
    _check_code(uow, agency, agency.code, agency.name)
    return Done(Message("Change the agency “{name}”", name=agency.name), None)


def remove_agency(uow: UnitOfWork, agency_id: AgencyId) -> Done[None]:
    """Remove an agency without residences; raises `RuleViolation` otherwise."""
    agency = uow.get(Agency, agency_id)
    uow.remove(agency)
    return Done(Message("Remove the agency “{name}”", name=agency.name), None)


def create_district(uow: UnitOfWork, /, code: str, name: str, **details: Any) -> Done[DistrictId]:
    """A new priority district; `details` are the other columns of `District`."""
    district = uow.add(District(code=code))
    assign_fields(district, _DISTRICT, {"code": code, "name": name, **details})
    _check_district(uow, district)
    return Done(Message("Add the district “{name}”", name=district.name), DistrictId(district.id))


def edit_district(
    uow: UnitOfWork, /, district_id: DistrictId, *, seen_version: int | None = None, **values: Any
) -> Done[None]:
    """Change a district; this is how a stand-in of an import gets its real name and code."""
    district = uow.get(District, district_id, seen_version=seen_version)
    assign_fields(district, _DISTRICT, values)
    _check_district(uow, district)
    return Done(Message("Change the district “{name}”", name=district.name), None)


def remove_district(uow: UnitOfWork, district_id: DistrictId) -> Done[None]:
    """Remove a district in which no residence lies; raises `RuleViolation` otherwise."""
    district = uow.get(District, district_id)
    uow.remove(district)
    return Done(Message("Remove the district “{name}”", name=district.name), None)


# --- checks ----------------------------------------------------------------------------------------


def _check_residence(uow: UnitOfWork, residence: Residence) -> None:
    _check_code(uow, residence, residence.code, residence.name)
    if not 0 <= residence.dwellings <= _MOST:
        raise RuleViolation("{count} dwellings cannot be right: check the number.", count=residence.dwellings)
    if residence.built is not None and not 1000 <= residence.built <= uow.today.year + 10:
        raise RuleViolation("{year} cannot be the year of building: check it.", year=str(residence.built))
    if residence.agency_id is not None:
        uow.get(Agency, residence.agency_id)


def _check_venue(uow: UnitOfWork, venue: Venue) -> None:
    if not venue.name:
        raise RuleViolation("A venue needs a name.")
    if venue.seats is not None and not 0 <= venue.seats <= _MOST:
        raise RuleViolation("{count} seats cannot be right: check the number.", count=venue.seats)
    if venue.residence_id is not None:
        uow.get(Residence, venue.residence_id)


def _check_district(uow: UnitOfWork, district: District) -> None:
    _check_code(uow, district, district.code, district.name)
    if district.valid_from and district.valid_to and district.valid_to < district.valid_from:
        raise RuleViolation("The end must come after the start: check the dates.")


def _check_code(uow: UnitOfWork, row: Agency | District | Residence, code: str, name: str) -> None:
    if not name:
        raise RuleViolation("A name is needed.")
    if not code:
        raise RuleViolation("A code is needed.")
    kind = type(row)
    with uow.session.no_autoflush:  # the row itself must not reach the database before it may
        taken = any(other.id != row.id for other in uow.all(kind, kind.code == code))
    if taken:
        raise RuleViolation("The code “{code}” is taken: choose another.", code=code)


def _free_code(uow: UnitOfWork) -> str:
    uow.next_number(Residence.version)  # takes the lock that keeps two clients from the same code
    codes = [row.code for row in uow.all(Residence, Residence.code.startswith("R-"))]
    numbers = [int(code[2:]) for code in codes if code[2:].isdecimal()]
    return f"R-{max(numbers, default=0) + 1:03}"
