"""A calendar file's events, each understood or told with the line where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from app.domain.errors import RuleViolation, UnreadableFile
from app.domain.recurrence_rule import Budget, Rule
from app.domain.recurrence_text import parse_rule
from app.exchange.icalendar.lines import Component, Property, read_components, unescaped
from app.exchange.icalendar.moments import BadValue, Moment, Zones, parse_moment, parse_span
from app.i18n.messages import Message

_MOST_DATES = 100_000
"""Added and excepted dates in one file."""

_MOST_EVENTS = 50_000
_ZONES_BUDGET = 200_000
_COMMA = re.compile(r"(?<!\\),")


@dataclass(frozen=True, slots=True)
class EventProblem:
    """Why an event, or some of its dates, could not be used."""

    line: int
    title: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Added:
    """A date added to a series, with a length of its own where it is a period."""

    start: Moment
    span: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A VEVENT: a single event, a series, or the changed occurrence of a series."""

    line: int
    uid: str
    summary: str
    location: str
    description: str
    categories: tuple[str, ...]
    status: str
    """`CONFIRMED`, `TENTATIVE`, `CANCELLED` or empty."""
    start: Moment
    span: timedelta
    """By the wall clock."""
    rules: tuple[Rule, ...] = ()
    added: tuple[Added, ...] = ()
    excepted: tuple[Moment, ...] = ()
    recurrence_id: Moment | None = None
    """Of a changed occurrence: when it would have begun."""
    and_future: bool = False
    """Whether the change holds for all later occurrences too."""
    sequence: int = 0
    action: str = ""
    """What Palier wrote as the title of its action."""

    @property
    def recurs(self) -> bool:
        """Whether it is a series."""
        return bool(self.rules or self.added)


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a file tells of events."""

    name: str
    events: tuple[Event, ...]
    problems: tuple[EventProblem, ...]


def read_calendar(data: bytes, name: str) -> CalendarFile:
    """The events of a file's calendars; those that cannot be understood are told in `problems`.

    Raises `UnreadableFile` where the file is no calendar, or too large to be read.
    """
    events: list[Event] = []
    problems: list[EventProblem] = []
    dates = [_MOST_DATES]
    for calendar in read_components(data, name):
        zones = Zones((each for each in calendar.children if each.name == "VTIMEZONE"), Budget(_ZONES_BUDGET))
        own_zone = calendar.words("X-WR-TIMEZONE")
        reader = _Reader(zones, zones.get(own_zone) if own_zone else None, dates)
        for component in _events_in(calendar):
            if len(events) + len(problems) >= _MOST_EVENTS:
                raise UnreadableFile("“{name}” has too many entries to be read.", name=name)
            try:
                events.append(reader.event(component))
            except RuleViolation as problem:
                title = component.words("SUMMARY") or component.words("UID")
                problems.append(EventProblem(component.line, shown(title), problem.message))
    return CalendarFile(name, tuple(events), tuple(problems))


def shown(title: str) -> str:
    """A title short enough for a line."""
    return " ".join(title.split())[:80]


def _events_in(root: Component) -> Iterator[Component]:
    """The events in the order of the file, also those in calendars within calendars."""
    pending = [root]
    while pending:
        component = pending.pop()
        if component.name == "VEVENT":
            yield component
        else:
            pending.extend(reversed(component.children))


class _Reader:
    """Understands the events of one calendar."""

    def __init__(self, zones: Zones, own_zone: tzinfo | None, dates: list[int]) -> None:
        self._zones = zones
        self._own_zone = own_zone
        self._dates = dates

    def event(self, component: Component) -> Event:
        """The event; raises `RuleViolation` with the reason where it cannot be understood."""
        if not component.ended:
            raise BadValue("It is cut off: END:VEVENT is missing.")
        start_property = component.first("DTSTART")
        if start_property is None:
            raise BadValue("It has no start: DTSTART is missing.")
        start = self._moment(start_property, start_property.value)
        end = component.first("DTEND")
        if isinstance(start, date) and not isinstance(start, datetime) and end is not None:
            finish = self._moment(end, end.value)
            if isinstance(finish, datetime):
                start = datetime.combine(start, time(), finish.tzinfo)
        recurrence = component.first("RECURRENCE-ID")
        return Event(
            line=component.line,
            uid=component.words("UID").strip(),
            summary=component.words("SUMMARY"),
            location=component.words("LOCATION"),
            description=component.words("DESCRIPTION"),
            categories=tuple(
                unescaped(part).strip()
                for each in component.all("CATEGORIES")
                for part in _COMMA.split(each.value)
                if part.strip()
            ),
            status=component.words("STATUS").strip().upper(),
            start=start,
            span=self._span(component, start),
            rules=tuple(
                dict.fromkeys(parse_rule(each.value) for each in component.all("RRULE") if each.value.strip())
            ),
            added=tuple(self._added(component)),
            excepted=tuple(self._excepted(component)),
            recurrence_id=None if recurrence is None else self._moment(recurrence, recurrence.value),
            and_future=recurrence is not None
            and recurrence.parameters.get("RANGE", "").upper() == "THISANDFUTURE",
            sequence=_whole(component.words("SEQUENCE")),
            action=component.words("X-PALIER-ACTION"),
        )

    def _moment(self, written: Property, value: str) -> Moment:
        name = written.parameters.get("TZID", "")
        zone = self._zones.get(name) if name else None
        only_day = written.parameters.get("VALUE", "").upper() == "DATE"
        moment = parse_moment(value, zone, only_day=only_day)
        if isinstance(moment, datetime) and moment.tzinfo is UTC and self._own_zone is not None:
            # What Google and others mean by it: the calendar lives there, its repetitions too.
            return _astimezone(moment, self._own_zone)
        return moment

    def _span(self, component: Component, start: Moment) -> timedelta:
        timed = isinstance(start, datetime)
        duration, end = component.first("DURATION"), component.first("DTEND")
        if end is not None:
            span = _between(start, self._moment(end, end.value))
        elif duration is not None:
            span = parse_span(duration.value)
            if not timed and span % timedelta(days=1):
                span = timedelta(days=span.days + 1)
        else:
            span = timedelta() if timed else timedelta(days=1)
        if span < timedelta():
            raise BadValue("It ends before it starts.")
        return span if timed or span else timedelta(days=1)

    def _added(self, component: Component) -> Iterator[Added]:
        for written in component.all("RDATE"):
            for value in self._counted(written):
                first, slash, rest = value.partition("/")
                start = self._moment(written, first)
                if not slash:
                    yield Added(start)
                elif rest[:1] in "Pp+-":
                    yield Added(start, parse_span(rest))
                else:
                    yield Added(start, max(_between(start, self._moment(written, rest)), timedelta()))

    def _excepted(self, component: Component) -> Iterator[Moment]:
        for written in component.all("EXDATE"):
            for value in self._counted(written):
                yield self._moment(written, value)

    def _counted(self, written: Property) -> Iterator[str]:
        for value in written.value.split(","):
            if value.strip():
                self._dates[0] -= 1
                if self._dates[0] < 0:
                    raise BadValue("The file has more dates than can be read.")
                yield value


def _between(start: Moment, end: Moment) -> timedelta:
    """How long by the wall clock of the start."""
    if isinstance(start, datetime):
        if not isinstance(end, datetime):
            end = datetime.combine(end, time())
        if start.tzinfo is not None and end.tzinfo is not None and end.tzinfo is not start.tzinfo:
            end = _astimezone(end, start.tzinfo)
        return end.replace(tzinfo=None) - start.replace(tzinfo=None)
    return (end.date() if isinstance(end, datetime) else end) - start


def _astimezone(moment: datetime, zone: tzinfo) -> datetime:
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment.replace(tzinfo=zone)


def _whole(text: str) -> int:
    text = text.strip()
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else 0
