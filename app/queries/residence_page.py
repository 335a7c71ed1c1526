"""All that the panel of a residence shows, from one moment of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.domain.ids import DistrictId, ResidenceId
from app.queries.residences import (
    AgencyRow,
    DistrictRow,
    ResidenceDetail,
    agencies,
    districts,
    residence_detail,
)


@dataclass(frozen=True, slots=True)
class ResidencePage:
    """A residence, and what its fields can be."""

    detail: ResidenceDetail
    district_id: DistrictId | None
    """The district in which it lies today."""
    agencies: tuple[AgencyRow, ...]
    districts: tuple[DistrictRow, ...]


def residence_page(connection: Connection, residence_id: ResidenceId, now: datetime) -> ResidencePage | None:
    """What the panel of a residence shows, or None where it is gone."""
    detail = residence_detail(connection, residence_id, now)
    if detail is None:
        return None
    today = now.date()
    lies_in = next(
        (
            span.district_id
            for span in detail.districts
            if (span.valid_from is None or span.valid_from <= today)
            and (span.valid_to is None or today <= span.valid_to)
        ),
        None,
    )
    return ResidencePage(detail, lies_in, agencies(connection), districts(connection, today))
