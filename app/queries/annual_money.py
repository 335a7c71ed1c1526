"""The part of each action's money that falls in a year, in proportion to its sessions of that year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, extract, func, or_, select

from app.db.tables import Action, MoneyLine, Organisation, Session
from app.domain.budgets import Amount, BudgetLine, amount, by_year, together
from app.domain.kinds import MoneySide, SessionStatus
from app.queries.annual_rows import AnnualSource, YearMoney
from app.queries.registers import in_year


@dataclass(frozen=True, slots=True)
class YearBudgets:
    """The money of a year: by action, and by where it came from."""

    by_action: Mapping[UUID, YearMoney]
    payers: Mapping[UUID, tuple[str, ...]]
    """Organisations that gave money to an action."""
    sources: tuple[AnnualSource, ...]


def year_budgets(connection: Connection, year: int) -> YearBudgets:
    """The year's share of every action's budget. Contributions in kind are left out."""
    sessions = _sessions_by_year(connection, year)
    lines: dict[UUID, list[tuple[BudgetLine, str]]] = {}
    for row in connection.execute(
        select(
            MoneyLine.action_id,
            MoneyLine.side,
            MoneyLine.account,
            MoneyLine.forecast,
            MoneyLine.actual,
            MoneyLine.landlord,
            Organisation.name,
        )
        .join(Action, Action.id == MoneyLine.action_id)
        .outerjoin(Organisation, Organisation.id == MoneyLine.organisation_id)
        .where(_may_count(year))
        .order_by(MoneyLine.action_id, MoneyLine.account, MoneyLine.id)
    ):
        line = BudgetLine(row.side, row.account, row.forecast, row.actual, row.landlord)
        if year in sessions.get(row.action_id, {}) and not line.in_kind:
            lines.setdefault(row.action_id, []).append((line, row.name or ""))

    by_action: dict[UUID, YearMoney] = {}
    payers: dict[UUID, tuple[str, ...]] = {}
    sources: dict[tuple[bool, str], list[Amount]] = {}
    for action_id, those in lines.items():
        weights = sessions[action_id]
        incomes = [(line, name) for line, name in those if line.side is MoneySide.INCOME]
        by_action[action_id] = YearMoney(
            _share(amount(line for line, _ in those if line.side is MoneySide.EXPENSE), weights, year),
            _share(amount(line for line, _ in incomes if line.landlord), weights, year),
        )
        origins: dict[tuple[bool, str], list[BudgetLine]] = {}
        for line, name in incomes:
            origins.setdefault((line.landlord, "" if line.landlord else name), []).append(line)
        payers[action_id] = tuple(name for own, name in origins if name and not own)
        for origin, rows in origins.items():
            sources.setdefault(origin, []).append(_share(amount(rows), weights, year))
    found = [AnnualSource(name, own, together(amounts)) for (own, name), amounts in sources.items()]
    found.sort(key=lambda source: (-source.amount.forecast, source.name))
    return YearBudgets(by_action, payers, tuple(found))


def _may_count(year: int) -> ColumnElement[bool]:
    return or_(
        Action.id.in_(select(Session.action_id).where(in_year(year))),
        Action.code.startswith(f"{year}-", autoescape=True),
    )


def _sessions_by_year(connection: Connection, year: int) -> dict[UUID, dict[int, int]]:
    """How many sessions each action has in each year; one without any counts in the year of its code."""
    found: dict[UUID, dict[int, int]] = {
        action_id: {} for (action_id,) in connection.execute(select(Action.id).where(_may_count(year)))
    }
    counted = (
        select(
            Session.action_id, extract("year", Session.starts_at).label("year"), func.count().label("number")
        )
        .join(Action, Action.id == Session.action_id)
        .where(Session.status != SessionStatus.OPTION, _may_count(year))
        .group_by(Session.action_id, "year")
    )
    for action_id, of_year, number in connection.execute(counted):
        found[action_id][int(of_year)] = number
    return {action_id: years or {year: 1} for action_id, years in found.items()}


def _share(whole: Amount, weights: Mapping[int, int], year: int) -> Amount:
    if len(weights) == 1:
        return whole
    return Amount(
        by_year(whole.forecast, weights)[year],
        None if whole.actual is None else by_year(whole.actual, weights)[year],
        whole.complete,
    )
