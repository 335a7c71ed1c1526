"""Recurrence rules as iCalendar writes them: `FREQ=MONTHLY;BYDAY=-1FR;COUNT=10` (RFC 5545, 3.3.10)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from app.domain.errors import RuleViolation
from app.domain.recurrence_rule import Frequency, Rule

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?\d{1,12}")
_UNTIL = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(Z?))?")
_LISTS: dict[str, tuple[str, int, int, bool]] = {
    # part, field, smallest, largest, whether counted from the end too
    "BYSECOND": ("seconds", 0, 60, False),
    "BYMINUTE": ("minutes", 0, 59, False),
    "BYHOUR": ("hours", 0, 23, False),
    "BYMONTHDAY": ("month_days", 1, 31, True),
    "BYYEARDAY": ("year_days", 1, 366, True),
    "BYWEEKNO": ("weeks", 1, 53, True),
    "BYMONTH": ("months", 1, 12, False),
    "BYSETPOS": ("positions", 1, 366, True),
}
_LARGEST = 10**9
_HARMLESS = ("RSCALE=GREGORIAN", "SKIP=OMIT")
"""Parts of RFC 7529 that say what holds anyway."""


class BadRule(RuleViolation):
    """A text that is no recurrence rule."""


def parse_rule(text: str) -> Rule:
    """The rule that a text says; raises `BadRule` with the part that cannot be understood."""
    parts: dict[str, str] = {}
    for part in text.strip().strip(";").upper().split(";"):
        name, equals, value = part.partition("=")
        if not equals:
            raise _bad(part)
        parts.setdefault(name.strip(), value.strip())
    values: dict[str, Any] = {}
    for name, value in parts.items():
        reader = _READERS.get(name)
        if name in _LISTS:
            field, smallest, largest, from_end = _LISTS[name]
            values[field] = _numbers(name, value, smallest, largest, from_end)
        elif reader is not None:
            field, read = reader
            values[field] = read(f"{name}={value}", value)
        elif f"{name}={value}" not in _HARMLESS and not name.startswith("X-"):
            raise _bad(f"{name}={value}")
    if "frequency" not in values:
        raise BadRule("Its rule does not say how often it repeats: FREQ is missing.")
    # A leap second has no place in a computer's time.
    values["seconds"] = tuple(second for second in values.get("seconds", ()) if second < 60)
    return Rule(**values)


def _bad(part: str) -> BadRule:
    return BadRule("Its rule cannot be understood: “{part}”.", part=part[:60])


def _frequency(part: str, value: str) -> Frequency:
    try:
        return Frequency[value]
    except KeyError:
        raise _bad(part) from None


def _positive(part: str, value: str) -> int:
    if not _NUMBER.fullmatch(value) or int(value) < 1:
        raise _bad(part)
    return min(int(value), _LARGEST)


def _until(part: str, value: str) -> date | datetime:
    found = _UNTIL.fullmatch(value)
    if found is None:
        raise _bad(part)
    year, month, day, hour, minute, second, utc = found.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), min(int(second or 0), 59))
    except ValueError:
        raise _bad(part) from None
    return moment.replace(tzinfo=UTC) if utc else moment


def _week_start(part: str, value: str) -> int:
    if value not in _WEEKDAYS:
        raise _bad(part)
    return _WEEKDAYS.index(value)


def _weekdays(part: str, value: str) -> tuple[tuple[int, int], ...]:
    found = set()
    for each in value.split(","):
        match = _DAY.fullmatch(each.strip())
        if match is None:
            raise _bad(part)
        found.add((int(match.group(1) or 0), _WEEKDAYS.index(match.group(2))))
    return tuple(sorted(found))


def _numbers(name: str, value: str, smallest: int, largest: int, from_end: bool) -> tuple[int, ...]:
    found = set()
    for each in value.split(","):
        if not _NUMBER.fullmatch(each.strip()):
            raise _bad(f"{name}={value}")
        number = int(each)
        if not smallest <= (abs(number) if from_end else number) <= largest:
            raise _bad(f"{name}={value}")
        found.add(number)
    return tuple(sorted(found))


_READERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "FREQ": ("frequency", _frequency),
    "INTERVAL": ("interval", _positive),
    "COUNT": ("count", _positive),
    "UNTIL": ("until", _until),
    "WKST": ("week_start", _week_start),
    "BYDAY": ("weekdays", _weekdays),
}
