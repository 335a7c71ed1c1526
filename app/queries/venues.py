"""Venues: where sessions are held."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from app.db.tables import Residence, Venue
from app.domain.ids import ResidenceId, VenueId
from app.domain.names import fold


@dataclass(frozen=True, slots=True)
class VenueRow:
    """A place where sessions are held."""

    id: VenueId
    version: int
    name: str
    residence_id: ResidenceId | None
    residence: str
    address: str
    seats: int | None
    step_free: bool
    access: str
    keys: str
    contact: str


def venues(connection: Connection, *where: ColumnElement[bool]) -> tuple[VenueRow, ...]:
    """Venues by name; those that answer, where conditions are given."""
    found = connection.execute(
        select(
            Venue.id,
            Venue.version,
            Venue.name,
            Venue.residence_id,
            func.coalesce(Residence.name, "").label("residence"),
            Venue.address,
            Venue.seats,
            Venue.step_free,
            Venue.access,
            Venue.keys,
            Venue.contact,
        )
        .outerjoin(Residence, Residence.id == Venue.residence_id)
        .where(*where)
    )
    return tuple(
        sorted((VenueRow(**row._asdict()) for row in found), key=lambda row: (fold(row.name), row.id))
    )
