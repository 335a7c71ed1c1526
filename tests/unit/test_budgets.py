"""Totals of a budget and what is not known of it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.domain.budgets import BudgetLine, Leverage, budget, by_year, cost_per
from app.domain.kinds import MoneySide

EXPENSE, INCOME = MoneySide.EXPENSE, MoneySide.INCOME


def line(
    side: MoneySide, account: str, forecast: int, actual: int | None, landlord: bool = False
) -> BudgetLine:
    return BudgetLine(side, account, Decimal(forecast), None if actual is None else Decimal(actual), landlord)


def test_a_budget_adds_up_by_account_and_keeps_contributions_in_kind_apart() -> None:
    result = budget(
        [
            line(EXPENSE, "60", 100, 90),
            line(EXPENSE, "604", 50, 60),
            line(EXPENSE, "62", 850, 900),
            line(EXPENSE, "864", 400, 400),
            line(INCOME, "74", 600, 650),
            line(INCOME, "75", 400, 400, landlord=True),
            line(INCOME, "875", 400, 400),
        ]
    )
    assert [(total.account, total.amount.actual) for total in result.expenses] == [
        ("60", Decimal(150)),
        ("62", Decimal(900)),
    ]
    assert result.expense.forecast == 1000
    assert result.expense.known == result.income.known == 1050
    assert {total.account for total in result.in_kind} == {"86", "87"}
    assert result.leverage == Leverage(2.625, on_actuals=True)


def test_an_actual_amount_that_is_not_known_yet_is_never_guessed() -> None:
    result = budget([line(EXPENSE, "60", 100, 80), line(EXPENSE, "62", 900, None)])
    assert result.expense.actual == 80
    assert result.expense.known is None
    assert result.leverage is None


def test_leverage_says_when_it_stands_on_the_forecast() -> None:
    result = budget([line(EXPENSE, "60", 100, None), line(INCOME, "75", 40, 40, landlord=True)])
    assert result.leverage == Leverage(2.5, on_actuals=False)


def test_cost_by_unit_is_rounded_to_the_cent_and_unknown_without_units() -> None:
    assert cost_per(Decimal(100), 3) == Decimal("33.33")
    assert cost_per(Decimal(100), 0) is None
    assert cost_per(None, 3) is None


@given(
    st.decimals(0, 1_000_000, places=2),
    st.dictionaries(st.integers(2015, 2035), st.integers(0, 60), min_size=1, max_size=6).filter(
        lambda sessions: any(sessions.values())
    ),
)
def test_an_amount_over_years_adds_up_to_the_cent(total: Decimal, sessions: dict[int, int]) -> None:
    shares = by_year(total, sessions)
    assert sum(shares.values()) == total
    assert all(share >= 0 for share in shares.values())
    assert all(shares[year] == 0 for year, number in sessions.items() if not number)
