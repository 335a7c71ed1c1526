"""What the annual summary is made of, from one moment of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.db.tables import Action
from app.documents.landlord import Landlord, landlord
from app.domain.errors import NotFound
from app.domain.ids import ActionId
from app.domain.kinds import ReferenceList
from app.queries.annual import annual_facts
from app.queries.annual_rows import AnnualFacts
from app.queries.chunks import chunks
from app.queries.reference import Entry, reference_lists


@dataclass(frozen=True, slots=True)
class Story:
    """What was written about an action."""

    audience: str
    context: str
    description: str
    lessons: str
    follow_up: str

    @property
    def told(self) -> bool:
        """Whether there is anything to read about what was done."""
        return bool(self.context or self.description or self.lessons)


@dataclass(frozen=True, slots=True)
class AnnualData:
    """A year, the landlord, how axes and kinds are called, and what was written about the actions."""

    facts: AnnualFacts
    landlord: Landlord
    lists: Mapping[ReferenceList, Mapping[str, Entry]]
    stories: Mapping[ActionId, Story]


def annual_data(connection: Connection, year: int, language: str) -> AnnualData:
    """The year's account; raises `NotFound` where there is no action in it."""
    facts = annual_facts(connection, year)
    if not facts.actions:
        raise NotFound("There is no action in {year}: choose another year.", year=str(year))
    return AnnualData(
        facts, landlord(connection), reference_lists(connection, language), _stories(connection, facts)
    )


def _stories(connection: Connection, facts: AnnualFacts) -> dict[ActionId, Story]:
    found: dict[ActionId, Story] = {}
    for ids in chunks(action.id for action in facts.actions):
        for row in connection.execute(
            select(
                Action.id,
                Action.audience,
                Action.context,
                Action.description,
                Action.lessons,
                Action.follow_up,
            ).where(Action.id.in_(ids))
        ):
            found[ActionId(row.id)] = Story(*row[1:])
    return found
