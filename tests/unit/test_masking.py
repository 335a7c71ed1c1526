"""Small groups."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.masking import SMALL_GROUP, masked


def test_a_small_group_is_withheld_with_a_second_one_that_would_give_it_away() -> None:
    assert [cell.value for cell in masked((12, 3, 30))] == [None, None, 30]
    assert [cell.small for cell in masked((12, 3, 30))] == [False, True, False]
    assert [cell.value for cell in masked((3, 2, 30))] == [None, None, 30]
    assert [cell.value for cell in masked((0, 8, 30))] == [0, 8, 30]


def test_a_whole_that_is_small_itself_shows_none_of_its_parts() -> None:
    assert [cell.value for cell in masked((3, 0, 0))] == [None, None, None]
    assert [cell.value for cell in masked((0, 0, 0))] == [0, 0, 0]


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8))
def test_a_withheld_count_cannot_be_worked_out_from_its_whole(counts: list[int]) -> None:
    cells = masked(counts)
    hidden = [number for number, cell in zip(counts, cells, strict=True) if cell.value is None]
    assert all(number not in range(1, SMALL_GROUP) for number in counts if number not in hidden)
    assert len(hidden) != 1
