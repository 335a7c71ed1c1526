"""Budgets in the accounts of the French chart: totals, what they cost, and who paid (domain.md 2.2, 5.3).

In-kind contributions (accounts 86 and 87) stand below the line: they are neither cost nor money.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

from app.domain.kinds import MoneySide

IN_KIND = ("86", "87")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A line of a budget; `actual` is None while it is not known."""

    side: MoneySide
    account: str
    forecast: Decimal
    actual: Decimal | None
    landlord: bool = False
    """Whether this income is the landlord's own money."""

    @property
    def in_kind(self) -> bool:
        """Whether it is a contribution in kind."""
        return self.account[:2] in IN_KIND


@dataclass(frozen=True, slots=True)
class Amount:
    """A forecast beside what is known of the actual amount."""

    forecast: Decimal = Decimal(0)
    actual: Decimal | None = None
    """What is known so far; None where nothing is."""
    complete: bool = True
    """Whether the actual amount of every line is known."""

    @property
    def known(self) -> Decimal | None:
        """The actual amount where all of it is known."""
        return self.actual if self.complete else None


@dataclass(frozen=True, slots=True)
class AccountTotal:
    """A budget's total in one account, named by its first two digits."""

    side: MoneySide
    account: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget by account with its totals; contributions in kind are kept apart."""

    expenses: tuple[AccountTotal, ...]
    incomes: tuple[AccountTotal, ...]
    in_kind: tuple[AccountTotal, ...]
    expense: Amount
    income: Amount
    landlord: Amount
    """The landlord's own money, a part of the income."""

    @property
    def leverage(self) -> Leverage | None:
        """What the landlord's money moves."""
        return leverage(self.expense, self.landlord)


@dataclass(frozen=True, slots=True)
class Leverage:
    """Cost by euro of the landlord; on actual amounts where all are known, else on the forecast."""

    value: float
    on_actuals: bool


def leverage(cost: Amount, own: Amount) -> Leverage | None:
    """The leverage of some money, or None where the landlord gives none."""
    if cost.known is not None and own.known is not None:
        return Leverage(float(cost.known / own.known), True) if own.known else None
    return Leverage(float(cost.forecast / own.forecast), False) if own.forecast else None


def budget(lines: Iterable[BudgetLine]) -> Budget:
    """The lines added up."""
    rows = list(lines)
    money = [line for line in rows if not line.in_kind]
    expenses = [line for line in money if line.side is MoneySide.EXPENSE]
    incomes = [line for line in money if line.side is MoneySide.INCOME]
    return Budget(
        expenses=_by_account(expenses),
        incomes=_by_account(incomes),
        in_kind=_by_account(line for line in rows if line.in_kind),
        expense=amount(expenses),
        income=amount(incomes),
        landlord=amount(line for line in incomes if line.landlord),
    )


def amount(lines: Iterable[BudgetLine]) -> Amount:
    """What lines add up to."""
    rows = list(lines)
    known = [line.actual for line in rows if line.actual is not None]
    return Amount(
        forecast=sum((line.forecast for line in rows), Decimal(0)),
        actual=sum(known, Decimal(0)) if known else None,
        complete=len(known) == len(rows),
    )


def cost_per(cost: Decimal | None, units: float) -> Decimal | None:
    """What one of so many cost, to the cent; None where either is not known or there are none."""
    if cost is None or not units:
        return None
    return (cost / Decimal(str(units))).quantize(_CENT, ROUND_HALF_UP)


def together(amounts: Iterable[Amount]) -> Amount:
    """Amounts added up: what is known of them, and whether that is all."""
    rows = list(amounts)
    known = [row.actual for row in rows if row.actual is not None]
    return Amount(
        forecast=sum((row.forecast for row in rows), Decimal(0)),
        actual=sum(known, Decimal(0)) if known else None,
        complete=all(row.complete for row in rows),
    )


def by_year(total: Decimal, sessions: Mapping[int, int]) -> dict[int, Decimal]:
    """An amount over the years in proportion to their sessions, to the cent and adding up to the whole.

    Raises `ValueError` where there is no session at all.
    """
    whole = sum(sessions.values())
    if not whole:
        raise ValueError("no sessions to go by")
    years = sorted(sessions)
    limits = [
        (total * done / whole).quantize(_CENT, ROUND_HALF_UP)
        for done in accumulate(sessions[year] for year in years)
    ]
    return {
        year: limit - (limits[index - 1] if index else Decimal(0))
        for index, (year, limit) in enumerate(zip(years, limits, strict=True))
    }


def _by_account(lines: Iterable[BudgetLine]) -> tuple[AccountTotal, ...]:
    groups: dict[tuple[MoneySide, str], list[BudgetLine]] = {}
    for line in lines:
        groups.setdefault((line.side, line.account[:2]), []).append(line)
    return tuple(
        AccountTotal(side, account, amount(rows)) for (side, account), rows in sorted(groups.items())
    )
