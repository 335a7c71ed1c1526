"""Rows of anything as a table for people, as JSON and as CSV for programs."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from io import StringIO
from typing import Generic, TypeVar
from uuid import UUID

from app.i18n import Language

T = TypeVar("T")

Value = str | int | bool | date | datetime | StrEnum | UUID | tuple[str, ...] | None

_WIDEST = 44
"""Characters of a column of the table; what is longer is cut with “…”. JSON and CSV hold it whole."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its key for programs, its title for people (message id), and what a row has in it."""

    key: str
    title: str
    value: Callable[[T], Value]
    shown: Callable[[T], str] | None = None
    """How people read it, where that differs."""
    in_table: bool = True


def table(columns: Sequence[Column[T]], rows: Sequence[T], language: Language) -> str:
    """Aligned columns under their titles, numbers to the right."""
    shown = [column for column in columns if column.in_table]
    cells = [[_cell(column, row, language) for column in shown] for row in rows]
    titles = [language.text(column.title) for column in shown]
    right = [any(_is_number(column.value(row)) for row in rows) for column in shown]
    widths = [max(map(_width, column)) for column in zip(titles, *cells, strict=True)]
    lines = [_line(titles, widths, right), "  ".join("─" * width for width in widths)]
    lines += [_line(row, widths, right) for row in cells]
    return "\n".join(lines) + "\n"


def as_json(columns: Sequence[Column[T]], rows: Sequence[T]) -> str:
    """An array of objects, one on a line, with a key for each column; days and moments as in ISO 8601."""
    objects = ({column.key: _plain(column.value(row)) for column in columns} for row in rows)
    lines = ",\n".join(json.dumps(found, ensure_ascii=False) for found in objects)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def as_csv(columns: Sequence[Column[T]], rows: Sequence[T]) -> str:
    """Keys, then a line for each row, commas between; several values in a cell are parted by “; ”.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    for row in rows:
        writer.writerow([_flat(column.value(row)) for column in columns])
    return stream.getvalue()


def _plain(value: Value) -> object:
    match value:
        case StrEnum():
            return value.value
        case UUID():
            return str(value)
        case datetime():
            return value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


def _flat(value: Value) -> object:
    plain = _plain(value)
    match plain:
        case None:
            return ""
        case bool():
            return "true" if plain else "false"
        case list():
            plain = "; ".join(plain)
        case int():
            return plain
    text = str(plain)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cell(column: Column[T], row: T, language: Language) -> str:
    value = column.value(row)
    if column.shown is not None:
        text = column.shown(row)
    else:
        match value:
            case None:
                text = ""
            case bool():
                text = language.text("yes") if value else ""
            case int():
                text = language.number(value)
            case datetime():
                text = f"{language.date(value, 'short')} {language.clock(value)}"
            case date():
                text = language.date(value, "short")
            case tuple():
                text = ", ".join(value)
            case _:
                text = str(value)
    clean = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") else letter for letter in text
    )
    return _cut(clean)


def _cut(text: str) -> str:
    if _width(text) <= _WIDEST:
        return text
    kept = ""
    for letter in text:
        if _width(kept + letter) >= _WIDEST:
            break
        kept += letter
    return kept.rstrip() + "…"


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = [
        " " * (width - _width(cell)) + cell if to_right else cell + " " * (width - _width(cell))
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    ]
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Columns that a terminal gives the text: marks take none, wide letters two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _is_number(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
