"""Tables ready to be written: every word final, every value still of its own type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

Value = str | int | float | Decimal | date | datetime | time | None


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


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a view."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Figure:
    """A value whose kind differs from its column's."""

    value: Value
    kind: Kind


@dataclass(frozen=True, slots=True)
class View:
    """A table with a name; each row has a value, or a `Figure`, for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value | Figure, ...], ...]
    fixed: int = 1
    """Columns that stay in sight when the rest is scrolled."""


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""
