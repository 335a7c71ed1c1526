"""Values that tables hold, and how they are written for reading."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from app.i18n.language import Language

Value = str | int | float | Decimal | date | datetime | time | None

UNKNOWN = "–"


class Kind(StrEnum):
    """What a column holds, and so how it is formatted."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    """Text that is wrapped rather than given room on one line."""
    WHOLE = "whole"
    DECIMAL = "decimal"
    """A number shown with one decimal."""
    PERCENT = "percent"
    """A share of one."""
    MONEY = "money"
    """Euros."""
    DATE = "date"
    TIME = "time"
    MONTH = "month"
    """A month, given as its first day."""


NUMBERS = (Kind.WHOLE, Kind.DECIMAL, Kind.PERCENT, Kind.MONEY)


def written(value: Value, kind: Kind, language: Language) -> str:
    """A value as one reads it; “–” where it is not known."""
    match value:
        case None:
            return UNKNOWN
        case str():
            return value
        case datetime():
            return language.date(value, "short")
        case date():
            return language.date(value, "month" if kind is Kind.MONTH else "short")
        case time():
            return language.clock(value)
        case Decimal() if kind is Kind.MONEY:
            return language.money(value)
        case _ if kind is Kind.PERCENT:
            return language.percent(value)
        case _:
            return language.number(value, 1 if kind is Kind.DECIMAL else None)
