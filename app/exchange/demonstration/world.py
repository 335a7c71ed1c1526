"""What the demonstration has made so far, for the parts that build on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

from app.db.unit_of_work import UnitOfWork
from app.domain.kinds import AgeBand, Role, Sex, age_band
from app.exchange.demonstration.rows import RowWriter


@dataclass(frozen=True, slots=True)
class ResidencePlace:
    """A residence that was made, with its stairwells in order."""

    key: str
    id: UUID
    name: str
    commune: str
    dwellings: int
    built: int
    stairwells: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who was made, as far as the rest of the demonstration needs to know."""

    id: UUID
    given: str
    family: str
    sex: Sex | None
    born: int
    """The true year of birth, also where the workspace does not know it."""
    role: Role
    residence: str
    """Key of the residence; empty for people who live elsewhere."""
    since: date
    """When they came to the landlord or its work."""
    phone: str
    diligence: float
    """How surely this person comes to what they enrolled in, 0 to 1."""

    def band(self, year: int) -> AgeBand:
        """The age band in a year."""
        return age_band(self.born, year)


@dataclass(slots=True)
class World:
    """The demonstration while it is being made."""

    uow: UnitOfWork
    rows: RowWriter
    today: date
    language: str
    seed: int
    residences: dict[str, ResidencePlace] = field(default_factory=dict)
    venues: dict[str, UUID] = field(default_factory=dict)
    organisations: dict[str, UUID] = field(default_factory=dict)
    team: dict[str, Somebody] = field(default_factory=dict)
    """Staff and facilitators by key."""
    caretakers: dict[str, Somebody] = field(default_factory=dict)
    """The caretaker of each residence, by the residence's key."""
    inhabitants: list[Somebody] = field(default_factory=list)
    """Tenants and those who live with them, in the order of their numbers."""
    neighbours: list[Somebody] = field(default_factory=list)
    volunteers: list[Somebody] = field(default_factory=list)
    people_made: int = 0

    def dice(self, part: str) -> Random:
        """Chance for one part; the same for the same seed, whatever the other parts do."""
        return Random(f"{self.seed}/{part}")

    def words(self, french: str, english: str) -> str:
        """The text in the workspace's language."""
        return french if self.language == "fr" else english
