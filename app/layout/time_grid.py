"""Days as columns and hours as heights: week, work week and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.domain.slots import Slot
from app.layout.boxes import Box
from app.layout.columns import Column, lanes, overlap_columns
from app.layout.shares import edges

DAY_MINUTES = 24 * 60
_NIGHT = timedelta(hours=12)
_CROWD, _WIDEST = 0.18, 1.6


@dataclass(frozen=True, slots=True)
class GridBlock:
    """The part of a session that lies on one day."""

    item: int
    """The index among the slots laid out."""
    day: int
    """The index among the days shown."""
    start: int
    """Minutes since midnight."""
    end: int
    column: Column
    from_before: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class LaneBar:
    """A session of several days in the lane above the hours."""

    item: int
    first: int
    last: int
    """The indexes of the days it covers among those shown, both included."""
    lane: int
    from_before: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class TimeGrid:
    """The plane of hours: x over the whole view, y from midnight at 0, both in logical pixels."""

    first: date
    x_edges: tuple[int, ...]
    """The borders of the days: one more than there are days."""
    hour: float
    """The height of an hour."""

    @classmethod
    def across(cls, first: date, weights: Sequence[float], left: int, width: int, hour: float) -> TimeGrid:
        """The plane of consecutive days that share a width in proportion to their weights."""
        return cls(first, tuple(left + edge for edge in edges(max(width, 0), weights)), hour)

    @property
    def days(self) -> int:
        """How many days are shown."""
        return len(self.x_edges) - 1

    @property
    def height(self) -> int:
        """The height of a day."""
        return round(24 * self.hour)

    def y(self, minute: float) -> int:
        """The height at which a minute of the day lies."""
        return round(minute * self.hour / 60)

    def minute(self, y: float) -> float:
        """The minute of the day at a height."""
        return min(max(y * 60 / self.hour, 0.0), float(DAY_MINUTES))

    def day_index(self, x: float) -> int:
        """The index of the day at, or nearest to, an x."""
        for index in range(self.days):
            if x < self.x_edges[index + 1]:
                return index
        return self.days - 1

    def moment(self, x: float, y: float, step: int) -> datetime:
        """The moment at a point, rounded down to a multiple of `step` minutes."""
        minute = int(self.minute(y) // step * step)
        day = self.first + timedelta(days=self.day_index(x))
        return datetime.combine(day, time()) + timedelta(minutes=min(minute, DAY_MINUTES - step))

    def box(self, block: GridBlock, margin: int = 1) -> Box:
        """The rectangle of a block within its day, free of its neighbours."""
        left, right = self.x_edges[block.day], self.x_edges[block.day + 1]
        inner = edges(max(right - left - 2 * margin - 6, block.column.of), [1.0] * block.column.of)
        x = left + margin + inner[block.column.first]
        end = left + margin + inner[block.column.first + block.column.span]
        top, bottom = self.y(block.start), self.y(block.end)
        return Box(x, top, max(end - x - 1, 1), max(bottom - top - 1, 1))

    def span_boxes(self, slot: Slot) -> tuple[Box, ...]:
        """The rectangles, one a day, that a slot covers over the whole width of its days."""
        boxes = []
        for index, start, end in _parts(slot, self.first, self.days):
            left, right = self.x_edges[index], self.x_edges[index + 1]
            boxes.append(Box(left + 1, self.y(start), right - left - 2, max(self.y(end) - self.y(start), 1)))
        return tuple(boxes)


def day_weights(days: Sequence[date], blocks: Sequence[GridBlock], weekend_share: float) -> tuple[float, ...]:
    """How wide each day should be: the weekend narrower, a day with more than two at a time wider."""
    deepest = [1] * len(days)
    for block in blocks:
        deepest[block.day] = max(deepest[block.day], block.column.of)
    return tuple(
        (weekend_share if day.weekday() >= 5 and len(days) > 1 else 1.0)
        * min(1 + _CROWD * max(depth - 2, 0), _WIDEST)
        for day, depth in zip(days, deepest, strict=True)
    )


def is_bar(slot: Slot) -> bool:
    """Whether a session shows as a bar over its days: it runs over midnight, and for more than a night out."""
    return last_day(slot) > slot.day and slot.duration > _NIGHT


def last_day(slot: Slot) -> date:
    """The last day on which a slot takes time; an end at midnight belongs to the day before."""
    return (slot.ends_at - timedelta(microseconds=1)).date()


def day_blocks(slots: Sequence[Slot], first: date, days: int, shortest: int = 15) -> tuple[GridBlock, ...]:
    """The blocks of the slots that are no bars on the days shown, in the order of day, then of `slots`.

    `shortest` is the number of minutes as which a shorter one is laid out, so that it can be read.
    """
    by_day: list[list[tuple[int, int, int]]] = [[] for _ in range(days)]
    for item, slot in enumerate(slots):
        if not is_bar(slot):
            for index, start, end in _parts(slot, first, days):
                start = min(start, DAY_MINUTES - shortest)
                by_day[index].append((item, start, max(end, start + shortest)))
    blocks = []
    for index, parts in enumerate(by_day):
        day = first + timedelta(days=index)
        for (item, start, end), column in zip(
            parts, overlap_columns([(start, end) for _, start, end in parts]), strict=True
        ):
            slot = slots[item]
            blocks.append(GridBlock(item, index, start, end, column, slot.day < day, last_day(slot) > day))
    return tuple(blocks)


def lane_bars(slots: Sequence[Slot], first: date, days: int) -> tuple[LaneBar, ...]:
    """The bars of the slots of several days, in the fewest lanes."""
    found = []
    for item, slot in enumerate(slots):
        start, end = (slot.day - first).days, (last_day(slot) - first).days
        if is_bar(slot) and start < days and end >= 0:
            found.append((item, max(start, 0), min(end, days - 1), start < 0, end >= days))
    places = lanes([(start, end + 1) for _, start, end, _, _ in found])
    return tuple(
        LaneBar(item, start, end, lane, from_before, goes_on)
        for (item, start, end, from_before, goes_on), lane in zip(found, places, strict=True)
    )


def _parts(slot: Slot, first: date, days: int) -> list[tuple[int, int, int]]:
    """The index of each day shown that a slot touches, with the minutes at which it starts and ends there."""
    midnight = datetime.combine(first, time())
    start, end = _minutes(slot.starts_at - midnight), _minutes(slot.ends_at - midnight)
    parts = []
    for index in range(max(start // DAY_MINUTES, 0), days):
        base = index * DAY_MINUTES
        if base >= end:
            break
        parts.append((index, max(start - base, 0), min(end - base, DAY_MINUTES)))
    return parts


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
