"""Tables ready to be written: every word final, every value still of its own type."""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n.values import Kind, Value


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
