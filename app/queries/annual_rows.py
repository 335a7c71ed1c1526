"""The frozen rows of a year's account.

Two ways to place things on the map stand side by side and are never mixed: sessions and heads belong
to where the session was held, people and presences to where people live.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from app.domain.budgets import Amount, Leverage, leverage
from app.domain.counting import Figures
from app.domain.ids import ActionId, ResidenceId
from app.domain.kinds import ActionStatus


@dataclass(frozen=True, slots=True)
class YearMoney:
    """An action's money that falls in the year, in proportion to its sessions of the year."""

    cost: Amount = field(default_factory=Amount)
    landlord: Amount = field(default_factory=Amount)
    """The landlord's own money."""

    @property
    def leverage(self) -> Leverage | None:
        """What the landlord's money moves."""
        return leverage(self.cost, self.landlord)


@dataclass(frozen=True, slots=True)
class AnnualAction:
    """An action in the year."""

    id: ActionId
    code: str
    title: str
    kind: str
    axis: str
    status: ActionStatus
    lead: str
    agencies: tuple[str, ...]
    residences: tuple[str, ...]
    districts: tuple[str, ...]
    first_day: date | None
    """Of its sessions in the year, options left out."""
    last_day: date | None
    figures: Figures
    money: YearMoney
    has_budget: bool
    funders: tuple[str, ...]
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnualSource:
    """Money of one origin in the year; `name` is empty where no organisation is named."""

    name: str
    landlord: bool
    amount: Amount


@dataclass(frozen=True, slots=True)
class AnnualAxis:
    """An axis in the year; the code is empty for actions without one."""

    code: str
    actions: int
    figures: Figures
    money: YearMoney


@dataclass(frozen=True, slots=True)
class AnnualPlace:
    """An agency, district or residence in the year; without an id: elsewhere or not known."""

    id: UUID | None
    code: str
    name: str
    dwellings: int
    sessions: int
    """Sessions held there."""
    heads: int
    """People counted without a name there."""
    living: Figures
    """The people who live there, wherever they came to; sessions and heads are not among these figures."""

    @property
    def reach(self) -> float | None:
        """People met by dwelling."""
        return self.living.people / self.dwellings if self.dwellings else None


@dataclass(frozen=True, slots=True)
class UnreachedResidence:
    """A residence of which nobody came in the year."""

    id: ResidenceId
    code: str
    name: str
    commune: str
    agency: str
    district: str
    dwellings: int
    sessions: int
    """Sessions held there in the year all the same."""
    last_came: date | None
    """When somebody who lived there last came, before the year."""


@dataclass(frozen=True, slots=True)
class AnnualFacts:
    """A year of social-development actions."""

    year: int
    totals: Figures
    actions: tuple[AnnualAction, ...]
    axes: tuple[AnnualAxis, ...]
    agencies: tuple[AnnualPlace, ...]
    districts: tuple[AnnualPlace, ...]
    residences: tuple[AnnualPlace, ...]
    """Those of which somebody came, or where a session was held."""
    unreached: tuple[UnreachedResidence, ...]
    estate_residences: int
    estate_dwellings: int
    months: tuple[Figures, ...]
    """January first."""
    money: YearMoney
    sources: tuple[AnnualSource, ...]
    """Where the money came from, the largest first."""
    without_budget: int
    """Actions with sessions of which no money is known."""
    partners: int
    """Different organisations that had a part."""
    volunteers: int
    """Different people on duty as volunteers at sessions held."""
    volunteer_time: timedelta
    open_year: bool
    """Whether sessions of the year are still to come."""
