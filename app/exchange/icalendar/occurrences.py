"""What takes place in a span of time: series followed, exceptions left out, changes put in place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from app.domain.errors import RuleViolation
from app.domain.recurrence import starts
from app.domain.recurrence_rule import Budget, Rule, TooManyDates
from app.exchange.icalendar.moments import Moment, utc
from app.exchange.icalendar.reading import CalendarFile, Event, EventProblem, shown

MOST = 100_000
"""Occurrences that are followed in one file."""

_SERIES_BUDGET = 1_000_000
_FILE_BUDGET = 2_000_000
_MARGIN = timedelta(days=2)
"""Zones differ by a day at most; the exact test comes last."""

Key = date | datetime


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an event takes place."""

    event: Event
    """Whose title and place hold: the series' own, or those of the change."""
    start: Moment
    end: Moment
    """Not included; of whole days the day after the last."""
    original: Moment
    """When it would begin had nobody changed it; names it within its series."""
    series: bool
    """Whether it is one of several with the same UID."""
    title: str
    """The title of the series, whatever this occurrence is called."""


def occurrences(
    file: CalendarFile, first: Moment, last: Moment
) -> tuple[list[Occurrence], list[EventProblem]]:
    """What takes place between two moments, by start, and the series that could not be followed.

    A moment without a zone means the wall clock of each event; an event without a zone (whole days,
    floating times) is taken in the zone of the moment. What only touches the span is not in it; with
    no length, `first` and `last` the same, what lasts at that moment is.
    Raises `TooManyDates` where there is more than anybody can want.
    """
    window = _Window(first, last)
    found: list[Occurrence] = []
    problems: list[EventProblem] = []
    left = _FILE_BUDGET
    for series in _series(file.events):
        budget = Budget(min(left, _SERIES_BUDGET))
        given = budget.left
        try:
            for occurrence in _of_series(series, window, budget):
                found.append(occurrence)
                if len(found) > MOST:
                    raise _Full
        except _Full:
            raise TooManyDates(
                "More than {most} events take place in this time: ask for a shorter one.", most=MOST
            ) from None
        except RuleViolation as problem:
            event = series[0]
            problems.append(EventProblem(event.line, shown(event.summary or event.uid), problem.message))
        left -= given - max(budget.left, 0)
    found.sort(key=lambda each: (utc(_timed(each.start)), utc(_timed(each.end)), each.event.line))
    return found, problems


class _Full(Exception):
    """More was found than can be told."""


class _Window:
    """A span of time as the wall clock of each zone has it."""

    def __init__(self, first: Moment, last: Moment) -> None:
        self.first = _timed(first)
        self.last = _timed(last)

    def rough(self, zone: tzinfo | None) -> tuple[datetime, datetime]:
        """The span on a zone's wall clock, with a margin on both sides."""
        return _moved(_wall(self.first, zone), -_MARGIN), _moved(_wall(self.last, zone), _MARGIN)

    def holds(self, start: Moment, end: Moment) -> bool:
        """Whether an event takes place in it."""
        begin, finish = _timed(start), _timed(end)
        if begin.tzinfo is None:
            first, last = _wall(self.first, None), _wall(self.last, None)
        else:
            first, last = utc(self.first, begin.tzinfo), utc(self.last, begin.tzinfo)
            begin, finish = utc(begin), utc(finish)
        if begin >= finish:
            return first <= begin < last or first == begin
        if first >= last:
            return begin <= first < finish
        return begin < last and first < finish


def _timed(moment: Moment) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())


def _wall(moment: datetime, zone: tzinfo | None) -> datetime:
    """The moment on a zone's wall clock; without a zone, on its own."""
    if moment.tzinfo is not None and zone is not None:
        with suppress(OverflowError):
            moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None)


def _moved(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return moment


# --- series ----------------------------------------------------------------------------------------


def _series(events: Iterable[Event]) -> list[list[Event]]:
    """Events that belong together, by UID; an event without one stands alone."""
    groups: dict[str, list[Event]] = {}
    alone: list[list[Event]] = []
    for event in events:
        if event.uid:
            groups.setdefault(event.uid, []).append(event)
        else:
            alone.append([event])
    return [_newest(group) if len(group) > 1 else group for group in groups.values()] + alone


def _newest(group: list[Event]) -> list[Event]:
    """Of several versions of the same thing the one with the highest sequence, of equals the last."""
    kept: dict[object, Event] = {}
    for event in group:
        key = None if event.recurrence_id is None else _key(event.recurrence_id, event.recurrence_id)
        present = kept.get(key)
        if present is None or event.sequence >= present.sequence:
            kept[key] = event
    return list(kept.values())


def _key(moment: Moment, start: Moment) -> Key:
    """What names an occurrence in its series: the day, or the moment in UTC (floating ones as they are)."""
    if not isinstance(start, datetime):
        return moment.date() if isinstance(moment, datetime) else moment
    if not isinstance(moment, datetime):
        return moment
    return utc(moment, start.tzinfo)


def _of_series(series: list[Event], window: _Window, budget: Budget) -> Iterator[Occurrence]:
    masters = [event for event in series if event.recurrence_id is None]
    changes = [event for event in series if event.recurrence_id is not None]
    if not masters:
        for event in changes:
            yield from _changed(event, event, window)
        return
    (master,) = masters
    changes = [event for event in changes if not _is_outdated(event, master, budget)]
    if not changes and not master.recurs:
        if not _is_excepted(master):
            yield from _placed(master, master.start, master.span, master.start, master, window)
        return
    changed = {_key(_id(event), master.start): event for event in changes}
    onwards = sorted(
        ((_key(_id(event), master.start), event) for event in changes if event.and_future),
        key=lambda each: _comparable(each[0]),
    )
    onward_keys = [_comparable(key) for key, _ in onwards]
    for original, span in _originals(master, window, onwards, budget):
        key = _key(original, master.start)
        if key in changed or _day_of(original) in changed:
            continue
        place = bisect_right(onward_keys, _comparable(key))
        if place:
            event = onwards[place - 1][1]
            yield from _placed(event, _shifted(original, _shift(event)), event.span, original, master, window)
        else:
            yield from _placed(master, original, span, original, master, window)
    for event in changes:
        yield from _changed(event, master, window)


def _is_outdated(event: Event, master: Event, budget: Budget) -> bool:
    """Whether a change is older than its series, which no longer takes place at that time."""
    if event.sequence >= master.sequence:
        return False
    was = _id(event)
    wanted = _key(was, master.start)
    around = _Window(was, was)
    return all(_key(moment, master.start) != wanted for moment, _ in _originals(master, around, [], budget))


def _is_excepted(master: Event) -> bool:
    keys = {_key(moment, master.start) for moment in master.excepted}
    return _key(master.start, master.start) in keys or _day_of(master.start) in keys


def _changed(event: Event, master: Event, window: _Window) -> Iterator[Occurrence]:
    return _placed(event, event.start, event.span, _id(event), master, window, series=True)


def _id(event: Event) -> Moment:
    return event.start if event.recurrence_id is None else event.recurrence_id


def _comparable(key: Key) -> datetime:
    return utc(_timed(key))


def _day_of(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _shift(event: Event) -> timedelta:
    """How far a change moved its occurrence, by the wall clock."""
    start, was = _timed(event.start), _timed(_id(event))
    return _wall(start, was.tzinfo) - was.replace(tzinfo=None)


def _shifted(moment: Moment, by: timedelta) -> Moment:
    """A moment moved by the wall clock; whole days stay whole."""
    if isinstance(moment, datetime):
        return (moment.replace(tzinfo=None) + by).replace(tzinfo=moment.tzinfo)
    return moment + by


def _placed(
    event: Event,
    start: Moment,
    span: timedelta,
    original: Moment,
    master: Event,
    window: _Window,
    *,
    series: bool | None = None,
) -> Iterator[Occurrence]:
    try:
        end = _existing(_shifted(start, span))
    except OverflowError:
        return
    start = _existing(start)
    if window.holds(start, end):
        several = master.recurs if series is None else series
        yield Occurrence(event, start, end, original, several, master.summary)


def _existing(moment: Moment) -> Moment:
    """A time that the clock skips in spring is told as the clock then shows it (3.3.5)."""
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return moment
    try:
        return utc(moment).astimezone(moment.tzinfo)
    except OverflowError:
        return moment


def _originals(
    master: Event, window: _Window, onwards: list[tuple[Key, Event]], budget: Budget
) -> Iterator[tuple[Moment, timedelta]]:
    """When a series takes place near the window, before any change, with how long."""
    zone = master.start.tzinfo if isinstance(master.start, datetime) else None
    timed = isinstance(master.start, datetime)
    after, before = window.rough(zone)
    spans = [master.span, *(event.span for _, event in onwards)]
    shifts = [timedelta(), *(_shift(event) for _, event in onwards)]
    after = _moved(_moved(after, -max(spans)), -max(shifts))
    before = _moved(before, -min(shifts))
    except_keys = {_key(moment, master.start) for moment in master.excepted}
    start = _timed(master.start).replace(tzinfo=None)
    seen: set[Key] = set()
    found = [(moment, master.span) for moment in _by_rules(master.rules, start, zone, after, before, budget)]
    for added in master.added:
        moment = _wall(_timed(added.start), zone)
        length = master.span if added.span is None else added.span
        if _moved(after, -length) <= moment < before:
            found.append((moment, length))
    for wall, span in sorted(found, key=lambda each: (each[0], -each[1])):
        moment_of = wall.replace(tzinfo=zone) if timed else wall.date()
        key = _key(moment_of, master.start)
        if key in seen or key in except_keys or (timed and wall.date() in except_keys):
            continue
        seen.add(key)
        yield moment_of, span


def _by_rules(
    rules: tuple[Rule, ...],
    start: datetime,
    zone: tzinfo | None,
    after: datetime,
    before: datetime,
    budget: Budget,
) -> Iterator[datetime]:
    single = len(rules) == 1
    if not single and after <= start < before:
        yield start
    for rule in rules:
        until = rule.until
        if until is None:
            last = None
        elif isinstance(until, datetime):
            last = _wall(until, zone)
        else:
            last = datetime.combine(until, time(23, 59, 59))
        for number, moment in enumerate(
            starts(
                rule,
                start,
                after=after,
                before=before,
                until=last,
                budget=budget,
                start_counts=single,
            )
        ):
            if number > MOST:
                raise _Full
            yield moment
