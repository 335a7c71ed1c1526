"""Dates, times, spans and zones as iCalendar writes them (RFC 5545, 3.3.4 to 3.3.14 and 3.6.5)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from app.domain.errors import RuleViolation
from app.domain.recurrence import starts
from app.domain.recurrence_rule import Budget
from app.domain.recurrence_text import parse_rule
from app.exchange.icalendar.lines import Component, Property

Moment = date | datetime
"""A day, a floating time without a zone, or a time with one."""

_MOMENT = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"([+-])?P(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,10})S)?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"([+-])?(\d{2}):?(\d{2})(?::?(\d{2}))?")
_UTC_NAMES = frozenset(("UTC", "GMT", "Z", "ETC/UTC", "ETC/GMT", "ZULU"))
_ZONES_UNTIL = datetime(2101, 1, 1)
_LONGEST_ZONE = timedelta(hours=24)


class BadValue(RuleViolation):
    """A value that is not what its property should hold."""


def parse_moment(text: str, zone: tzinfo | None, *, only_day: bool = False) -> Moment:
    """A day or a time; `zone` is where a time without an offset of its own stands.

    Raises `BadValue` for anything else.
    """
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise BadValue("“{value}” is not a date or a time.", value=text.strip()[:40])
    year, month, day, hour, minute, second, offset = found.groups()
    try:
        on = date(int(year), int(month), int(day))
        if hour is None or only_day:
            return on
        if hour == "24" and minute == "00":
            return datetime.combine(on + timedelta(days=1), time(), zone)
        at = datetime(on.year, on.month, on.day, int(hour), int(minute), min(int(second or 0), 59))
    except (ValueError, OverflowError):
        raise BadValue("“{value}” is not a date or a time.", value=text.strip()[:40]) from None
    if offset is None:
        return at if zone is None else at.replace(tzinfo=zone)
    if offset in "Zz":
        return at.replace(tzinfo=UTC)
    try:
        return (at - parse_offset(offset)).replace(tzinfo=UTC)
    except OverflowError:
        raise BadValue("“{value}” is not a date or a time.", value=text.strip()[:40]) from None


def parse_span(text: str) -> timedelta:
    """A length of time, `PT1H30M`, `P2W`; raises `BadValue` for anything else."""
    found = _SPAN.fullmatch(text.strip())
    if found is None or not any(found.groups()[1:]):
        raise BadValue("“{value}” is not a length of time.", value=text.strip()[:40])
    sign, weeks, days, hours, minutes, seconds = found.groups()
    span = timedelta(
        weeks=int(weeks or 0),
        days=int(days or 0),
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=int(seconds or 0),
    )
    return -span if sign == "-" else span


def parse_offset(text: str) -> timedelta:
    """How far a wall clock is before UTC, `+0100`; raises `BadValue` for anything else."""
    found = _OFFSET.fullmatch(text.strip())
    if found is None:
        raise BadValue("“{value}” is not an offset from UTC.", value=text.strip()[:40])
    sign, hours, minutes, seconds = found.groups()
    span = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    if span >= _LONGEST_ZONE:
        raise BadValue("“{value}” is not an offset from UTC.", value=text.strip()[:40])
    return -span if sign == "-" else span


class FileZone(tzinfo):
    """A zone as a file defines it: from each moment on, so far before UTC."""

    def __init__(self, name: str, first: timedelta, changes: Iterable[tuple[datetime, timedelta]]) -> None:
        """`changes` are the moments in UTC, naive and in order, with the offset from then on."""
        self._name = name
        self._moments: list[datetime] = []
        self._walls: tuple[list[datetime], list[datetime]] = ([], [])
        self._offsets = [first]
        for moment, offset in changes:
            before = self._offsets[-1]
            self._moments.append(moment)
            # As zoneinfo does: in a gap the earlier offset holds, of an hour that comes twice `fold` says which.
            self._walls[0].append(moment + max(before, offset))
            self._walls[1].append(moment + min(before, offset))
            self._offsets.append(offset)

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """How far the wall clock is before UTC."""
        if moment is None:
            return self._offsets[-1]
        return self._offsets[bisect_right(self._walls[moment.fold], moment.replace(tzinfo=None, fold=0))]

    def dst(self, moment: datetime | None) -> timedelta:
        """Not known apart from the offset."""
        return timedelta()

    def tzname(self, moment: datetime | None) -> str:
        """What the file calls the zone."""
        return self._name

    def fromutc(self, moment: datetime) -> datetime:
        """The wall-clock time of a moment in UTC."""
        utc = moment.replace(tzinfo=None)
        number = bisect_right(self._moments, utc)
        wall = utc + self._offsets[number]
        again = number > 0 and wall < self._moments[number - 1] + self._offsets[number - 1]
        return wall.replace(tzinfo=self, fold=int(again))


class Zones:
    """The zones that a file may name: those of the world, those of Windows, and its own."""

    def __init__(self, definitions: Iterable[Component], budget: Budget) -> None:
        self._definitions: dict[str, Component] = {}
        for definition in definitions:
            for name in definition.all("TZID"):
                self._definitions.setdefault(name.text.strip(), definition)
        self._budget = budget
        self._known: dict[str, tzinfo | None] = {}

    def get(self, name: str) -> tzinfo | None:
        """The zone of a name, or None where nobody knows it."""
        name = name.strip()
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> tzinfo | None:
        if name.upper() in _UTC_NAMES:
            return UTC
        zone = _zone_of_the_world(name)
        if zone is not None:
            return zone
        definition = self._definitions.get(name)
        if definition is not None:
            for other in definition.all("X-LIC-LOCATION"):
                zone = _zone_of_the_world(other.text.strip())
                if zone is not None:
                    return zone
            return _defined(name, definition, self._budget)
        return None


def _zone_of_the_world(name: str) -> tzinfo | None:
    """A zone by the name of the tz database, also behind a program's own prefix, or by that of Windows."""
    parts = [part for part in name.split("/") if part]
    for length in (len(parts), 3, 2):
        key = "/".join(parts[-length:])
        if parts and length <= len(parts) and (length == len(parts) or "/" in key):
            zone = _zone_info(key)
            if zone is not None:
                return zone
    if "/" in name or not name:
        return None
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # wanted for odd files only

    windows = WINDOWS_TO_OLSON.get(name)
    return _zone_info(windows) if windows else None


def _zone_info(key: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(key)
    except (KeyError, ValueError, OSError):
        return None


def _defined(name: str, definition: Component, budget: Budget) -> tzinfo | None:
    """A zone from its VTIMEZONE; None where that cannot be understood."""
    changes: dict[datetime, timedelta] = {}
    firsts: list[tuple[datetime, timedelta]] = []
    for part in definition.children:
        try:
            before = parse_offset(_value(part, "TZOFFSETFROM"))
            offset = parse_offset(_value(part, "TZOFFSETTO"))
            begin = parse_moment(_value(part, "DTSTART"), None)
            start = begin if isinstance(begin, datetime) else datetime.combine(begin, time())
            start = start.replace(tzinfo=None)
            firsts.append((start, before))
            for moment in _onsets(part, start, before, budget):
                changes[moment - before] = offset
        except (RuleViolation, OverflowError):
            continue
    if not firsts:
        return None
    return FileZone(name, min(firsts, key=lambda each: each[0])[1], sorted(changes.items()))


def _onsets(part: Component, start: datetime, before: timedelta, budget: Budget) -> set[datetime]:
    found = {start}
    for written in part.all("RRULE"):
        rule = parse_rule(written.value)
        until = rule.until
        if until is not None and not isinstance(until, datetime):
            until = datetime.combine(until, time(23, 59, 59))
        if isinstance(until, datetime) and until.tzinfo is not None:
            until = until.replace(tzinfo=None) + before
        found.update(starts(rule, start, after=start, before=_ZONES_UNTIL, until=until, budget=budget))
    for dates in part.all("RDATE"):
        for text in dates.value.split(","):
            moment = parse_moment(text.partition("/")[0], None)
            if isinstance(moment, datetime):
                found.add(moment.replace(tzinfo=None) + (before if moment.tzinfo else timedelta()))
            else:
                found.add(datetime.combine(moment, time()))
    return found


def _value(component: Component, name: str) -> str:
    found: Property | None = component.first(name)
    if found is None:
        raise BadValue("{property} is missing.", property=name)
    return found.value


def utc(moment: datetime, zone: tzinfo | None = None) -> datetime:
    """A time as a moment in UTC; one without a zone stands in `zone` (UTC where none is given)."""
    placed = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone or UTC)
    try:
        return placed.astimezone(UTC)
    except OverflowError:
        return placed.replace(tzinfo=UTC)
