"""Spans side by side: the fewest columns in which nothing lies on top of anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """Where a span stands among those it competes with: `span` columns from `first`, of `of` in all."""

    first: int
    span: int
    of: int


def lanes(spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """The lowest free lane of each half-open span `(start, end)`, in the order of `spans`.

    Earlier spans come first, longer ones before shorter; the number of lanes is the largest number
    of spans that share a point, which is the fewest possible.
    """
    ends: list[int] = []
    result = [0] * len(spans)
    for index in _in_order(spans):
        start, end = spans[index]
        lane = next((lane for lane, free_from in enumerate(ends) if free_from <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = end
        result[index] = lane
    return tuple(result)


def overlap_columns(spans: Sequence[tuple[int, int]]) -> tuple[Column, ...]:
    """The column of each half-open span `(start, end)` of a day, in the order of `spans`.

    Spans that touch one another through a chain of overlaps share a number of columns, the smallest
    that holds them; each is widened to the right as far as nothing stands in its way.
    """
    place = lanes(spans)
    result: list[Column | None] = [None] * len(spans)
    for group in _chains(spans):
        count = 1 + max(place[index] for index in group)
        by_column: list[list[int]] = [[] for _ in range(count)]
        for index in group:
            by_column[place[index]].append(index)
        for index in group:
            result[index] = Column(place[index], _reach(spans, by_column, place[index], index), count)
    return tuple(column for column in result if column is not None)


def _in_order(spans: Sequence[tuple[int, int]]) -> list[int]:
    return sorted(range(len(spans)), key=lambda index: (spans[index][0], -spans[index][1], index))


def _chains(spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    chains: list[list[int]] = []
    reach = 0
    for index in _in_order(spans):
        start, end = spans[index]
        if not chains or start >= reach:
            chains.append([])
            reach = end
        chains[-1].append(index)
        reach = max(reach, end)
    return chains


def _reach(spans: Sequence[tuple[int, int]], by_column: list[list[int]], column: int, index: int) -> int:
    start, end = spans[index]
    width = 1
    for others in by_column[column + 1 :]:
        if any(spans[other][0] < end and start < spans[other][1] for other in others):
            break
        width += 1
    return width
