"""What the annual summary is made of, from one moment of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from app.documents.landlord import Landlord, landlord
from app.domain.errors import NotFound
from app.domain.kinds import ReferenceList
from app.queries.annual import annual_facts
from app.queries.annual_rows import AnnualFacts
from app.queries.reference import Entry, reference_lists


@dataclass(frozen=True, slots=True)
class AnnualData:
    """A year, the landlord, and how axes and kinds are called."""

    facts: AnnualFacts
    landlord: Landlord
    lists: Mapping[ReferenceList, Mapping[str, Entry]]


def annual_data(connection: Connection, year: int, language: str) -> AnnualData:
    """The year's account; raises `NotFound` where there is no action in it."""
    facts = annual_facts(connection, year)
    if not facts.actions:
        raise NotFound("There is no action in {year}: choose another year.", year=str(year))
    return AnnualData(facts, landlord(connection), reference_lists(connection, language))
