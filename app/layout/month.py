"""A month as a row a week and a column a day, every session a line.

Weeks are as high as their fullest day asks for, so that a busy week is not cut while an empty one
keeps its room; the text is as large as the whole month allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from app.layout.boxes import Box
from app.layout.columns import lanes
from app.layout.shares import edges, fair_heights

DAYS = 7
_WANTED_LINES = 13
"""Lines for which the text may become smaller; a fuller day gets what is left, then “+n”."""
_FEWEST_LINES = 1


@dataclass(frozen=True, slots=True)
class Density:
    """A size of text and what goes with it, in pixels."""

    text: int
    pitch: int
    """From one line to the next."""
    head: int
    """The height of a day's head, which holds its number."""


@dataclass(frozen=True, slots=True)
class MonthItem:
    """A session for the month: the days it shows on, both included, and whether it is a bar over several."""

    first: date
    last: date
    bar: bool


@dataclass(frozen=True, slots=True)
class MonthFrame:
    """What a month is laid out in."""

    month: date
    """Any day of the month."""
    width: int
    height: int
    header: int
    """The height kept above the weeks for the names of the days."""
    gutter: int
    """The width kept before the days for the numbers of the weeks."""
    weekend_share: float = 1.0
    """The width of a day of the weekend in parts of a working day's."""
    first_weekday: int = 0
    """0 is Monday."""
    margin: int = 3
    """Between a line and the borders of its day, and below the last line."""


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One day's cell."""

    day: date
    in_month: bool
    box: Box
    head: Box
    hidden: int
    """How many sessions have no line."""
    more: Box | None
    """Where “+n” stands."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One session's line in one week."""

    item: int
    """The index among the items laid out."""
    day: date
    """The first day it covers in this week."""
    days: int
    box: Box
    from_before: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class MonthLayout:
    """The whole month; days in order, a week every seven."""

    frame: MonthFrame
    density: Density
    days: tuple[MonthDay, ...]
    lines: tuple[MonthLine, ...]

    @property
    def first(self) -> date:
        """The first day shown."""
        return self.days[0].day

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.days[-1].day

    @property
    def weeks(self) -> tuple[tuple[MonthDay, ...], ...]:
        """The days of each week."""
        return tuple(self.days[start : start + DAYS] for start in range(0, len(self.days), DAYS))

    def day(self, day: date) -> MonthDay | None:
        """The cell of a day; None where it is not shown."""
        index = (day - self.first).days
        return self.days[index] if 0 <= index < len(self.days) else None

    def day_at(self, x: float, y: float) -> MonthDay | None:
        """The cell at a point; None in the header and the gutter."""
        return next((cell for cell in self.days if cell.box.contains(x, y)), None)

    def nearest_day(self, x: float, y: float) -> MonthDay:
        """The cell at a point, or the one nearest to it."""
        left, top = self.days[0].box.x, self.days[0].box.y
        right, bottom = self.days[-1].box.right, self.days[-1].box.bottom
        found = self.day_at(min(max(x, left), right - 1), min(max(y, top), bottom - 1))
        return found or self.days[0]

    def line_at(self, x: float, y: float) -> MonthLine | None:
        """The session's line at a point."""
        return next((line for line in self.lines if line.box.contains(x, y)), None)


def month_days(month: date, first_weekday: int = 0) -> tuple[date, ...]:
    """The days of the whole weeks that the month touches: four to six of them."""
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    start = first - timedelta(days=(first.weekday() - first_weekday) % DAYS)
    count = -(-(after - start).days // DAYS) * DAYS
    return tuple(start + timedelta(days=offset) for offset in range(count))


def month_layout(frame: MonthFrame, items: Sequence[MonthItem], densities: Sequence[Density]) -> MonthLayout:
    """Where every session of the month lies.

    `items` are in the order in which they should stand on a day; `densities` go from the roomiest to the
    tightest, and the first one in which all lines fit is taken. Items outside the weeks shown are left out.
    """
    days = month_days(frame.month, frame.first_weekday)
    weeks = [days[start : start + DAYS] for start in range(0, len(days), DAYS)]
    stacks = [_stack(week, here, items) for week, here in zip(weeks, _by_week(days, items), strict=True)]
    wanted = [_wanted(frame, week, stack) for week, stack in zip(weeks, stacks, strict=True)]
    available = max(frame.height - frame.header, 0)
    density = next(
        (d for d in densities if sum(_height(d, frame, base) for base, _ in wanted) <= available),
        densities[-1],
    )
    heights = _heights(density, frame, wanted, available)
    x_edges = _day_edges(frame, days)
    cells: list[MonthDay] = []
    lines: list[MonthLine] = []
    y = frame.header
    for week, stack, height in zip(weeks, stacks, heights, strict=True):
        fitting = max(0, (height - density.head - frame.margin) // density.pitch)
        shown, hidden = _visible(stack, fitting)
        for index, day in enumerate(week):
            box = Box(x_edges[index], y, x_edges[index + 1] - x_edges[index], height)
            more = None
            if hidden[index]:
                more_y = y + min(height - density.pitch, density.head + max(fitting - 1, 0) * density.pitch)
                more = Box(box.x, more_y, box.width, density.pitch)
            head = Box(box.x, y, box.width, min(density.head, height))
            cells.append(MonthDay(day, _same_month(day, frame.month), box, head, hidden[index], more))
        for entry in shown:
            lines.append(_line(entry, items[entry.item], week, x_edges, y, density, frame))
        y += height
    return MonthLayout(frame, density, tuple(cells), tuple(lines))


class _Entry(NamedTuple):
    item: int
    first: int
    last: int
    lane: int


def _by_week(days: Sequence[date], items: Sequence[MonthItem]) -> list[list[int]]:
    """The indexes of the items of each week, in their order."""
    start = days[0].toordinal()
    weeks: list[list[int]] = [[] for _ in range(0, len(days), DAYS)]
    for index, item in enumerate(items):
        first = (item.first.toordinal() - start) // DAYS
        last = (item.last.toordinal() - start) // DAYS if item.bar else first
        for week in range(max(first, 0), min(last, len(weeks) - 1) + 1):
            weeks[week].append(index)
    return weeks


def _stack(week: Sequence[date], here: Sequence[int], items: Sequence[MonthItem]) -> list[_Entry]:
    """The lanes of a week: bars first, so that each runs at one height; lines fill what is free below."""
    start = week[0].toordinal()
    bars = [
        (
            index,
            max(items[index].first.toordinal() - start, 0),
            min(items[index].last.toordinal() - start, DAYS - 1),
        )
        for index in here
        if items[index].bar
    ]
    entries = [
        _Entry(*bar, lane)
        for bar, lane in zip(bars, lanes([(first, last + 1) for _, first, last in bars]), strict=True)
    ]
    taken = [{entry.lane for entry in entries if entry.first <= day <= entry.last} for day in range(DAYS)]
    free = [0] * DAYS
    for index in here:
        if not items[index].bar:
            day = items[index].first.toordinal() - start
            while free[day] in taken[day]:
                free[day] += 1
            entries.append(_Entry(index, day, day, free[day]))
            free[day] += 1
    return entries


def _wanted(frame: MonthFrame, week: Sequence[date], stack: Sequence[_Entry]) -> tuple[int, int]:
    """The lines a week should have at least, and all it could use."""
    near = [_same_month(day, frame.month) for day in week]
    inside = outside = 0
    for entry in stack:
        if near[entry.first] or near[entry.last]:
            inside = max(inside, entry.lane + 1)
        else:
            outside = max(outside, entry.lane + 1)
    base = max(min(inside, _WANTED_LINES), _FEWEST_LINES)
    return base, max(base, inside, min(outside, _WANTED_LINES))


def _height(density: Density, frame: MonthFrame, lines: int) -> int:
    return density.head + lines * density.pitch + frame.margin


def _heights(
    density: Density, frame: MonthFrame, wanted: Sequence[tuple[int, int]], available: int
) -> tuple[int, ...]:
    """Heights that sum to the room: whole lines go first to the weeks that hide most, the rest is levelled."""
    lines = [base for base, _ in wanted]
    needs = [_height(density, frame, base) for base in lines]
    spare = available - sum(needs)
    if spare <= 0:
        return fair_heights(needs, available)
    while spare >= density.pitch:
        index = max(range(len(lines)), key=lambda week: wanted[week][1] - lines[week])
        if wanted[index][1] <= lines[index]:
            break
        lines[index] += 1
        needs[index] += density.pitch
        spare -= density.pitch
    return fair_heights(needs, available)


def _day_edges(frame: MonthFrame, days: Sequence[date]) -> tuple[int, ...]:
    weights = [frame.weekend_share if day.weekday() >= 5 else 1.0 for day in days[:DAYS]]
    return tuple(frame.gutter + edge for edge in edges(max(frame.width - frame.gutter, 0), weights))


def _visible(stack: Sequence[_Entry], fitting: int) -> tuple[list[_Entry], list[int]]:
    """The entries with a line, and how many each day hides; where it hides some, its last line is for “+n”."""
    shown = list(stack)
    hidden = [0] * DAYS
    while True:
        kept = []
        for entry in shown:
            days = range(entry.first, entry.last + 1)
            if all(entry.lane < fitting - (hidden[day] > 0) for day in days):
                kept.append(entry)
        if len(kept) == len(shown):
            return shown, hidden
        hidden = _uncovered(stack, kept)
        shown = kept


def _uncovered(stack: Sequence[_Entry], kept: Sequence[_Entry]) -> list[int]:
    """How many entries of each day are not among those kept."""
    counts = [0] * DAYS
    for entries, one in ((stack, 1), (kept, -1)):
        for entry in entries:
            for day in range(entry.first, entry.last + 1):
                counts[day] += one
    return counts


def _line(
    entry: _Entry,
    item: MonthItem,
    week: Sequence[date],
    x_edges: Sequence[int],
    top: int,
    density: Density,
    frame: MonthFrame,
) -> MonthLine:
    from_before = item.bar and item.first < week[0]
    goes_on = item.bar and item.last > week[-1]
    left = x_edges[entry.first] + (0 if from_before else frame.margin)
    right = x_edges[entry.last + 1] - (0 if goes_on else frame.margin)
    box = Box(left, top + density.head + entry.lane * density.pitch, max(right - left, 0), density.pitch)
    return MonthLine(entry.item, week[entry.first], entry.last - entry.first + 1, box, from_before, goes_on)


def _same_month(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)
