"""Budgets: forecast as the script says, and what really came of it where the action has begun."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from uuid import UUID

from app.db.tables import MoneyLine
from app.domain.kinds import ActionStatus, MoneySide
from app.exchange.demonstration.script import ActionScript, MoneyScript
from app.exchange.demonstration.world import World

_TEN = Decimal(10)
_IN_KIND = ("86", "87")
"""Contributions in kind are valued when an action ends, the same on both sides."""


def make_budget(world: World, script: ActionScript, action_id: UUID, status: ActionStatus) -> None:
    """The money lines of an action; both sides are equal, and so are accounts 86 and 87."""
    dice = world.dice(f"money/{script.key}")
    actuals = _actuals(dice, script.money, status)
    for line, actual in zip(script.money, actuals, strict=True):
        world.rows.add(
            MoneyLine,
            action_id=action_id,
            side=MoneySide(line.side),
            account=line.account,
            label=line.label,
            organisation_id=world.organisations[line.organisation] if line.organisation else None,
            landlord=line.landlord,
            forecast=line.amount,
            actual=actual,
        )


def _actuals(dice: Random, lines: Sequence[MoneyScript], status: ActionStatus) -> list[Decimal | None]:
    if status in (ActionStatus.FINISHED, ActionStatus.ABANDONED):
        return list(_final_account(dice, lines))
    if status is ActionStatus.RUNNING:
        # While it runs, about half of the lines are known: what is paid, and the grants received.
        return [
            _near(dice, line.amount, 2, 7) if dice.random() < 0.55 and line.account not in _IN_KIND else None
            for line in lines
        ]
    return [None for _ in lines]


def _final_account(dice: Random, lines: Sequence[MoneyScript]) -> list[Decimal]:
    """What each line came to; the landlord's own money takes up the difference."""
    actuals = [
        _near(dice, line.amount, 8, 11)
        if line.side == "expense" and line.account not in _IN_KIND
        else line.amount
        for line in lines
    ]
    spent = sum(
        (actual for line, actual in zip(lines, actuals, strict=True) if line.side == "expense"), Decimal(0)
    )
    given = sum(
        (actual for line, actual in zip(lines, actuals, strict=True) if line.side == "income"), Decimal(0)
    )
    for index, line in enumerate(lines):
        if line.landlord and line.side == "income":
            actuals[index] += spent - given
            break
    return actuals


def _near(dice: Random, amount: Decimal, fewest: int, most: int) -> Decimal:
    """Between `fewest` and `most` tenths of an amount, in whole tens of euros."""
    return max(_TEN, (amount * dice.randint(fewest * 10, most * 10) / 1000).quantize(Decimal(1)) * _TEN)
