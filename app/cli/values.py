"""Values given on the command line: days, years, numbers, files."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from app.domain.errors import RuleViolation

EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 1, 1)


def day(text: str) -> date:
    """A day written 2026-03-14; raises `RuleViolation` for anything else."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise RuleViolation("“{text}” is not a date: write it like 2026-03-14.", text=text[:40])
    try:
        given = date.fromisoformat(text)
    except ValueError:
        raise RuleViolation("There is no day {text} in the calendar: check the date.", text=text) from None
    if not EARLIEST <= given < LATEST:
        raise RuleViolation("{day} is too far away: check the year.", day=given)
    return given


def span(first: str | None, last: str | None) -> tuple[date, date] | None:
    """The days from the first to the last, both included; None where neither is given."""
    if first is None and last is None:
        return None
    start = EARLIEST if first is None else day(first)
    end = LATEST if last is None else day(last)
    if end < start:
        raise RuleViolation(
            "The first day, {first}, comes after the last, {last}: swap them.", first=start, last=end
        )
    return start, end


def year(text: str) -> int:
    """A year from 1990 on; raises `RuleViolation` for anything else."""
    if not re.fullmatch(r"[0-9]{4}", text) or not EARLIEST.year <= int(text) < LATEST.year:
        raise RuleViolation("“{text}” is not a year: write it like 2026.", text=text[:40])
    return int(text)


def whole_number(text: str) -> int:
    """A whole number of at most 18 digits; raises `RuleViolation` for anything else."""
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise RuleViolation("“{text}” is not a whole number.", text=text[:40])
    return int(text)


def file_to_write(text: str, *endings: str) -> Path:
    """A file whose name has one of these endings, so that a slip of the hand replaces nothing else."""
    path = Path(text)
    if path.suffix.lower() not in endings:
        raise RuleViolation(
            "The name of the file should end in {endings}: “{name}” does not.",
            endings=" / ".join(endings),
            name=path.name[:80] or text,
        )
    return path
