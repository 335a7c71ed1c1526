"""What a column can hold, so that both databases refuse the same values and say why.

SQLite would keep a name of any length and a number of any size, PostgreSQL would answer with an
error of its own; here both become a sentence, before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Integer, String

from app.db.columns import Money
from app.db.tables import Row
from app.domain.errors import RuleViolation

_LARGEST = 2**31 - 1
_MOST_EUROS = Decimal(10) ** 13


def check(kind: type[Row], values: Mapping[str, Any]) -> None:
    """Raise `RuleViolation` where a value does not fit its column."""
    for name, test in _tests(kind):
        value = values.get(name)
        if value is not None:
            test(value)


@cache
def _tests(kind: type[Row]) -> tuple[tuple[str, Callable[[Any], None]], ...]:
    found: list[tuple[str, Callable[[Any], None]]] = []
    for column in kind.__table__.columns:
        match column.type:
            case Money():
                found.append((column.name, _amount))
            case String():
                found.append((column.name, _text_up_to(column.type.length)))
            case Integer():
                found.append((column.name, _number))
    return tuple(found)


def _text_up_to(longest: int | None) -> Callable[[str], None]:
    def test(text: str) -> None:
        if longest is not None and len(text) > longest:
            raise RuleViolation(
                "This text has {length} characters, and {longest} is the most: shorten it.",
                length=len(text),
                longest=longest,
            )
        if "\0" in text or not (text.isascii() or _encodes(text)):
            raise RuleViolation("This text holds characters that cannot be kept: type it again.")

    return test


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, as some pasted text has
        return False
    return True


def _number(number: int) -> None:
    if not -_LARGEST <= number <= _LARGEST:
        raise RuleViolation("{number} is too large a number: check it.", number=number)


def _amount(amount: Decimal) -> None:
    if not amount.is_finite() or abs(amount) >= _MOST_EUROS or amount != round(amount, 2):
        raise RuleViolation("{amount} is not an amount in euros and cents: check it.", amount=str(amount))
