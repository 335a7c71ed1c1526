"""The month: every session placed, heights that sum, busy weeks not cut while empty ones keep room."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.layout import Density, MonthFrame, MonthItem, month_days, month_layout

DENSITIES = (Density(13, 19, 24), Density(12, 17, 22), Density(11, 15, 20), Density(11, 14, 20))

months = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@st.composite
def months_with_items(draw: st.DrawFn) -> tuple[date, list[MonthItem]]:
    month = draw(months)
    items = []
    for offset, length in draw(st.lists(st.tuples(st.integers(-14, 50), st.integers(-20, 12)), max_size=80)):
        first = month.replace(day=1) + timedelta(days=offset)
        last = first + timedelta(days=max(length, 0))
        items.append(MonthItem(first, last, last > first))
    return month, sorted(items, key=lambda item: item.first)


@given(months, st.integers(0, 6))
def test_a_month_shows_its_whole_weeks_and_no_other(month: date, first_weekday: int) -> None:
    days = month_days(month, first_weekday)
    assert len(days) % 7 == 0 and 4 <= len(days) // 7 <= 6
    assert days[0].weekday() == first_weekday
    assert any(day.day == 1 for day in days[:7])
    assert (month.year, month.month) in {(day.year, day.month) for day in days[-7:]}
    assert {day for day in days if (day.year, day.month) == (month.year, month.month)} >= {month}


@settings(max_examples=60)
@given(months_with_items(), st.integers(200, 1700), st.integers(160, 1100))
def test_every_session_of_the_weeks_has_its_line_or_is_counted_as_hidden(
    given_month: tuple[date, list[MonthItem]], width: int, height: int
) -> None:
    month, items = given_month
    layout = month_layout(MonthFrame(month, width, height, 24, 28, 0.7), items, DENSITIES)
    assert sum(week[0].box.height for week in layout.weeks) == height - 24
    assert sum(cell.box.width for cell in layout.days[:7]) == width - 28
    for cell in layout.days:
        here = sum(item.first <= cell.day <= item.last for item in items)
        shown = sum(line.day <= cell.day < line.day + timedelta(days=line.days) for line in layout.lines)
        assert here == shown + cell.hidden
        assert (cell.more is None) == (cell.hidden == 0)


@settings(max_examples=60)
@given(months_with_items(), st.integers(400, 1700), st.integers(400, 1100))
def test_no_line_covers_another_or_leaves_its_week(
    given_month: tuple[date, list[MonthItem]], width: int, height: int
) -> None:
    month, items = given_month
    layout = month_layout(MonthFrame(month, width, height, 24, 28, 0.7), items, DENSITIES)
    for week in layout.weeks:
        lines = [line for line in layout.lines if week[0].day <= line.day <= week[-1].day]
        assert not any(one.box.overlaps(other.box) for one, other in combinations(lines, 2))
        for line in lines:
            assert week[0].head.bottom <= line.box.y and line.box.bottom <= week[0].box.bottom
            assert all(cell.more is None or not cell.more.overlaps(line.box) for cell in week)


def day_of(day: date, count: int) -> list[MonthItem]:
    return [MonthItem(day, day, False)] * count


def test_on_full_hd_ten_sessions_a_day_all_have_a_line_in_a_month_of_five_full_weeks() -> None:
    items = [item for day in month_days(date(2026, 12, 1)) for item in day_of(day, 10)]
    layout = month_layout(MonthFrame(date(2026, 12, 1), 1500, 930, 26, 28, 0.7), items, DENSITIES)
    assert len(layout.weeks) == 5
    assert [cell.hidden for cell in layout.days] == [0] * 35


def test_on_full_hd_ten_sessions_a_day_all_have_a_line_in_a_month_of_six_weeks_two_of_them_begun() -> None:
    august = date(2026, 8, 1)
    items = [
        item for day in month_days(august) if day.month == 8 and day.weekday() < 5 for item in day_of(day, 10)
    ]
    items += day_of(august, 2)
    layout = month_layout(
        MonthFrame(august, 1500, 930, 26, 28, 0.7), sorted(items, key=lambda i: i.first), DENSITIES
    )
    assert len(layout.weeks) == 6
    assert not any(cell.hidden for cell in layout.days)


def test_a_busy_week_takes_height_from_an_empty_one() -> None:
    items = day_of(date(2026, 11, 18), 12)
    layout = month_layout(MonthFrame(date(2026, 11, 1), 900, 560, 24, 28), items, DENSITIES)
    heights = {week[0].day: week[0].box.height for week in layout.weeks}
    assert heights[date(2026, 11, 16)] == max(heights.values()) > heights[date(2026, 11, 2)]
    assert not any(cell.hidden for cell in layout.days)


def test_what_does_not_fit_is_counted_on_a_line_of_its_own() -> None:
    items = day_of(date(2026, 11, 18), 60)
    layout = month_layout(MonthFrame(date(2026, 11, 1), 900, 560, 24, 28), items, DENSITIES)
    cell = layout.day(date(2026, 11, 18))
    assert cell is not None and cell.more is not None
    assert cell.hidden == 60 - len(layout.lines)
    assert max(line.box.bottom for line in layout.lines) <= cell.more.y


def test_a_session_of_several_days_runs_on_into_the_next_week() -> None:
    item = MonthItem(date(2026, 11, 6), date(2026, 11, 10), True)
    layout = month_layout(MonthFrame(date(2026, 11, 1), 900, 560, 24, 28), [item], DENSITIES)
    assert [(line.day, line.days, line.from_before, line.goes_on) for line in layout.lines] == [
        (date(2026, 11, 6), 3, False, True),
        (date(2026, 11, 9), 2, True, False),
    ]


def test_a_point_finds_its_day_and_its_line() -> None:
    items = day_of(date(2026, 11, 18), 3)
    layout = month_layout(MonthFrame(date(2026, 11, 1), 900, 560, 24, 28), items, DENSITIES)
    line = layout.lines[1]
    assert layout.line_at(line.box.x + 2, line.box.y + 2) == line
    found = layout.day_at(line.box.x + 2, line.box.y + 2)
    assert found is not None and found.day == date(2026, 11, 18)
    assert layout.day_at(5, 5) is None
    assert layout.nearest_day(-50, 5000).day == layout.weeks[-1][0].day
