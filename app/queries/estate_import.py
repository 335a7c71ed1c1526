"""What taking in residences from a file would change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from app.db.tables import District, Residence, ResidenceDistrict, Stairwell
from app.domain.estate import EstatePlan, ResidenceRecord, StairwellRecord, plan_estate
from app.domain.kinds import DistrictKind
from app.queries.spans import valid_on


def plan_import(connection: Connection, records: Iterable[ResidenceRecord], today: date) -> EstatePlan:
    """What taking in these residences would change; nothing is written."""
    incoming = tuple(records)
    stairwells: dict[UUID, list[StairwellRecord]] = {}
    for row in connection.execute(
        select(Stairwell.residence_id, Stairwell.name, Stairwell.dwellings).order_by(Stairwell.position)
    ):
        stairwells.setdefault(row.residence_id, []).append(StairwellRecord(row.name, row.dwellings))
    in_priority = set(
        connection.scalars(
            select(ResidenceDistrict.residence_id)
            .join(District, District.id == ResidenceDistrict.district_id)
            .where(
                District.kind == DistrictKind.QPV,
                *valid_on(ResidenceDistrict.valid_from, ResidenceDistrict.valid_to, today),
            )
        )
    )
    known = {
        row.code: ResidenceRecord(
            code=row.code,
            name=row.name,
            address=row.address,
            postal_code=row.postal_code,
            commune=row.commune,
            dwellings=row.dwellings,
            built=row.built,
            priority=row.id in in_priority,
            stairwells=tuple(stairwells.get(row.id, ())),
        )
        for row in connection.execute(
            select(
                Residence.id,
                Residence.code,
                Residence.name,
                Residence.address,
                Residence.postal_code,
                Residence.commune,
                Residence.dwellings,
                Residence.built,
            )
        )
    }
    return plan_estate(known, incoming)
