"""Where tables break their pages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.kit.paper import Paper
from app.documents.kit.table import Table, TableColumn, draw_table, page_breaks
from tests.documents.reading import assert_within_pages, pages

HEIGHTS = st.lists(st.floats(5, 40), min_size=1, max_size=120)


@given(HEIGHTS, st.floats(60, 500))
def test_no_page_holds_more_than_fits_and_every_row_has_a_page(heights: list[float], first: float) -> None:
    later = 500.0
    breaks = page_breaks(heights, first, later)
    assert list(breaks) == sorted(set(breaks))
    edges = [0, *breaks, len(heights)]
    for page, (start, end) in enumerate(pairwise(edges)):
        assert end > start
        assert sum(heights[start:end]) <= (later if page else first) + 0.1


@given(st.lists(st.floats(5, 40), min_size=20, max_size=120), st.floats(200, 500))
def test_the_last_page_never_holds_one_or_two_rows(heights: list[float], first: float) -> None:
    breaks = page_breaks(heights, first, 500.0)
    assert not breaks or len(heights) - breaks[-1] >= 3


def test_a_heading_stays_with_the_row_after_it() -> None:
    heights = [10.0] * 20
    assert page_breaks(heights, 100, 100) == (10,)
    assert page_breaks(heights, 100, 100, frozenset({9})) == (9, 17)


def _table(rows: int, sums: frozenset[int] = frozenset()) -> Table:
    columns = (TableColumn("Name", 3), TableColumn("Number", 1, "right"))
    return Table(columns, tuple((f"row{n}", str(n)) for n in range(rows)), sums)


def _drawn(table: Table, before: float = 0.0) -> list[str]:
    paper = Paper(title="Table", language="en")
    paper.begin_sheet(outline="Table", footer="", page_of="Page")
    paper.y += before
    draw_table(paper, table)
    paper.end_sheet()
    data = paper.data()
    assert_within_pages(data)
    return [page.text for page in pages(data)]


@pytest.mark.parametrize("rows", range(30, 110, 3))
def test_a_table_of_any_length_ends_with_company(rows: int) -> None:
    found = _drawn(_table(rows, frozenset({rows - 1})))
    on_each = [sum(f"row{n}\r" in text or f"row{n} " in text for n in range(rows)) for text in found]
    assert sum(on_each) == rows
    assert on_each[-1] >= 3 or len(found) == 1
    assert all("Name" in text and "Number" in text for text in found)


def test_a_row_too_many_for_a_page_is_set_closer_instead() -> None:
    rows = next(count for count in range(30, 80) if len(_drawn(_table(count))) == 2) - 1
    assert len(_drawn(_table(rows))) == 1
    # Closer rows are already at work just before that: with the usual space fewer would fit.
    assert rows > 45


def test_a_table_near_the_foot_begins_on_the_next_page() -> None:
    found = _drawn(_table(10), before=735)
    assert len(found) == 2
    assert "Name" not in found[0] and "row0" in found[1]
