"""Spans side by side, heights shared out, text in little room, days and hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.slots import Slot
from app.layout import (
    TimeGrid,
    day_blocks,
    day_weights,
    edges,
    elide,
    fair_heights,
    is_bar,
    lane_bars,
    lanes,
    overlap_columns,
    share_line,
    wrap,
)

spans = st.lists(
    st.tuples(st.integers(0, 90), st.integers(1, 30)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=25,
)
needs = st.lists(st.integers(0, 400), min_size=1, max_size=8)
texts = st.text("abcdef -é\u00a0:", max_size=60)
MONDAY = date(2026, 11, 9)


def measure(text: str) -> float:
    return 6.0 * len(text)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def depth(spans: list[tuple[int, int]]) -> int:
    return max((sum(start <= at < end for start, end in spans) for at, _ in spans), default=0)


def moments(day: date, hour: float, hours: float) -> Slot:
    starts_at = datetime(day.year, day.month, day.day) + timedelta(hours=hour)
    return Slot(starts_at, starts_at + timedelta(hours=hours))


@given(spans)
def test_no_two_overlapping_spans_share_a_lane_and_no_fewer_lanes_would_do(
    spans: list[tuple[int, int]],
) -> None:
    places = lanes(spans)
    for one, other in combinations(range(len(spans)), 2):
        if overlap(spans[one], spans[other]):
            assert places[one] != places[other]
    assert (max(places) + 1 if places else 0) == depth(spans)


@given(spans)
def test_sessions_side_by_side_never_cover_one_another(spans: list[tuple[int, int]]) -> None:
    columns = overlap_columns(spans)
    assert len(columns) == len(spans)
    for one, other in combinations(range(len(spans)), 2):
        if overlap(spans[one], spans[other]):
            left, right = sorted((columns[one], columns[other]), key=lambda column: column.first)
            assert left.of == right.of
            assert left.first + left.span <= right.first
    for span, column in zip(spans, columns, strict=True):
        assert column.first + column.span <= column.of
        if not any(overlap(span, other) for other in spans if other is not span):
            assert (column.first, column.span, column.of) == (0, 1, 1)


@given(spans)
def test_the_columns_of_a_day_are_as_few_as_its_busiest_moment(spans: list[tuple[int, int]]) -> None:
    columns = overlap_columns(spans)
    assert max((column.of for column in columns), default=0) == depth(spans)


def test_a_short_session_beside_two_long_ones_widens_over_the_column_that_is_free() -> None:
    columns = overlap_columns([(0, 100), (0, 40), (10, 40), (50, 90)])
    assert [(column.first, column.span, column.of) for column in columns] == [
        (0, 1, 3),
        (1, 1, 3),
        (2, 1, 3),
        (1, 2, 3),
    ]


@given(needs, st.integers(0, 3000))
def test_shared_heights_sum_to_the_whole_and_nobody_is_cut_while_another_has_too_much(
    needs: list[int], total: int
) -> None:
    heights = fair_heights(needs, total)
    assert sum(heights) == total
    if sum(needs) <= total:
        assert all(height >= need for height, need in zip(heights, needs, strict=True))
        raised = [height for height, need in zip(heights, needs, strict=True) if height > need]
        assert not raised or max(raised) - min(raised) <= 1
    else:
        assert all(height <= need for height, need in zip(heights, needs, strict=True))
        cut = [height for height, need in zip(heights, needs, strict=True) if height < need]
        assert max(cut) - min(cut) <= 1 and max(heights) <= max(cut) + 1


def test_heights_cannot_be_shared_among_nobody() -> None:
    with pytest.raises(ValueError):
        fair_heights([], 100)
    with pytest.raises(ValueError):
        edges(100, [])


@given(st.integers(0, 3000), st.lists(st.floats(0.1, 3), min_size=1, max_size=10))
def test_borders_go_from_nothing_to_the_whole_without_stepping_back(total: int, weights: list[float]) -> None:
    borders = edges(total, weights)
    assert (borders[0], borders[-1]) == (0, total)
    assert list(borders) == sorted(borders) and len(borders) == len(weights) + 1


@given(texts, st.integers(0, 300), st.integers(0, 6))
def test_wrapped_lines_fit_and_lose_nothing_unless_they_say_so(text: str, width: int, lines: int) -> None:
    wrapped = wrap(text, width, measure, lines)
    assert len(wrapped) <= lines
    assert all(measure(line) <= width for line in wrapped)
    if lines and width >= 6 and not any("…" in line for line in wrapped):
        assert "".join("".join(wrapped).split()) == "".join(text.split())


def test_text_wraps_between_words_and_after_hyphens_and_never_inside_a_word() -> None:
    assert wrap("Atelier éco-gestes : énergie et eau", 78, measure, 9) == (
        "Atelier éco-",
        "gestes :",
        "énergie et",
        "eau",
    )
    assert wrap("Accompagnement à la recherche", 60, measure, 2) == ("Accompagn…", "à la rech…")


def test_a_mark_in_the_corner_only_narrows_the_first_line() -> None:
    assert wrap("Aide aux devoirs", 60, measure, 3, taken_first=24) == ("Aide", "aux", "devoirs")
    assert wrap("Aide aux devoirs", 60, measure, 3) == ("Aide aux", "devoirs")


def test_a_day_with_four_sessions_at_a_time_is_wider_than_its_neighbours_and_the_weekend_narrower() -> None:
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    blocks = day_blocks([moments(MONDAY, 9, 2)] * 4, MONDAY, 7)
    weights = day_weights(days, blocks, 0.7)
    assert weights[0] > weights[1] == 1 and weights[6] == 0.7
    assert day_weights(days[6:], [], 0.7) == (1,)


@given(texts, st.integers(0, 200))
def test_cut_text_fits_and_ends_in_an_ellipsis(text: str, width: int) -> None:
    shown = elide(text, width, measure)
    assert measure(shown) <= width
    assert shown == text or shown.endswith("…") or shown == ""


@given(st.floats(0, 400), st.floats(0, 400), st.floats(40, 400))
def test_a_title_and_its_place_share_a_line_without_touching(
    first: float, second: float, room: float
) -> None:
    title, place = share_line(first, second, room, 6)
    assert 0 <= title <= first + 1e-9 and 0 <= place <= second + 1e-9
    assert title + place + (6 if place else 0) <= room + 1e-6
    if first + 6 + second <= room:
        assert (title, place) == (first, second)


def test_a_long_title_leaves_three_eighths_to_a_long_place() -> None:
    assert share_line(300, 200, 166, 6) == (100, 60)


def test_a_title_in_a_narrow_column_has_it_alone() -> None:
    assert share_line(300, 200, 92, 6, least=84) == (92, 0)


slots = st.lists(
    st.tuples(st.integers(-3, 9), st.integers(0, 95), st.integers(1, 300)).map(
        lambda t: moments(MONDAY + timedelta(days=t[0]), t[1] / 4, t[2] / 4)
    ),
    max_size=25,
)


@given(slots)
def test_every_session_of_the_week_is_placed_once_a_day_as_a_block_or_once_as_a_bar(
    slots: list[Slot],
) -> None:
    blocks, bars = day_blocks(slots, MONDAY, 7), lane_bars(slots, MONDAY, 7)
    sunday = MONDAY + timedelta(days=7)
    for index, slot in enumerate(slots):
        shown = slot.starts_at.date() < sunday and slot.ends_at > datetime(2026, 11, 9)
        placed = (
            [block for block in blocks if block.item == index],
            [bar for bar in bars if bar.item == index],
        )
        assert bool(placed[0]) == (shown and not is_bar(slot))
        assert len(placed[1]) == (shown and is_bar(slot))
        assert len({block.day for block in placed[0]}) == len(placed[0])


@given(slots, st.integers(200, 1600), st.floats(24, 160))
def test_blocks_of_a_day_never_lie_on_one_another_and_stay_in_their_day(
    slots: list[Slot], width: int, hour: float
) -> None:
    grid = TimeGrid.across(MONDAY, [1, 1, 1, 1, 1, 0.7, 0.7], 48, width, hour)
    blocks = day_blocks(slots, MONDAY, 7)
    boxes = [grid.box(block) for block in blocks]
    wide_enough = all(
        block.column.of * 4 < grid.x_edges[block.day + 1] - grid.x_edges[block.day] - 8 for block in blocks
    )
    if wide_enough:
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    for block, box in zip(blocks, boxes, strict=True):
        assert grid.x_edges[block.day] <= box.x and box.y >= 0 and box.bottom <= grid.height
        if wide_enough:
            assert box.right <= grid.x_edges[block.day + 1]


def test_a_party_until_two_in_the_morning_is_two_blocks_and_a_camp_is_a_bar() -> None:
    party, camp = moments(MONDAY, 20, 6), moments(MONDAY, 9, 57)
    assert [(b.day, b.start, b.end) for b in day_blocks([party, camp], MONDAY, 7)] == [
        (0, 1200, 1440),
        (1, 0, 120),
    ]
    assert [(bar.item, bar.first, bar.last) for bar in lane_bars([party, camp], MONDAY, 7)] == [(1, 0, 2)]


@given(st.integers(0, 6), st.integers(0, 1435))
def test_a_point_in_the_grid_reads_back_as_its_moment(day: int, minute: int) -> None:
    grid = TimeGrid.across(MONDAY, [1, 1, 1, 1, 1, 0.7, 0.7], 48, 1400, 60)
    moment = grid.moment(grid.x_edges[day] + 1, grid.y(minute) + 0.5, 15)
    assert moment.date() == MONDAY + timedelta(days=day)
    assert moment.hour * 60 + moment.minute == minute // 15 * 15
