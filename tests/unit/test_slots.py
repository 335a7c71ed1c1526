"""Spans of time: what they may be, and when two of them meet."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.errors import RuleViolation
from app.domain.slots import LONGEST, Slot

NINE, TEN, ELEVEN, NOON = (datetime(2026, 11, 12, hour) for hour in (9, 10, 11, 12))

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1))


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    start = draw(MOMENTS)
    return Slot(start, start + draw(st.timedeltas(timedelta(minutes=1), LONGEST)))


def test_an_end_that_does_not_come_after_the_start_is_refused() -> None:
    for end in (NINE, NINE - timedelta(minutes=1)):
        with pytest.raises(RuleViolation, match="end must come after"):
            Slot(NINE, end)


def test_a_slip_of_a_year_is_refused() -> None:
    with pytest.raises(RuleViolation, match="31 days"):
        Slot(NINE, datetime(2027, 11, 12, 9))
    assert Slot(NINE, NINE + LONGEST).duration == LONGEST


def test_a_time_with_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        Slot(NINE.replace(tzinfo=UTC), TEN.replace(tzinfo=UTC))


def test_a_session_that_ends_at_midnight_or_after_ends_on_the_next_day() -> None:
    day = date(2026, 12, 31)
    assert Slot.on(day, time(20), time(0)).ends_at == datetime(2027, 1, 1)
    assert Slot.on(day, time(22), time(1, 30)).duration == timedelta(hours=3, minutes=30)
    assert Slot.on(day, time(14), time(16)).day == day


def test_touching_ends_do_not_overlap() -> None:
    assert not Slot(NINE, TEN).overlaps(Slot(TEN, NOON))
    assert Slot(NINE, ELEVEN).overlaps(Slot(TEN, NOON))
    assert Slot(NINE, NOON).overlaps(Slot(TEN, ELEVEN))


@given(slots(), slots())
def test_overlap_is_mutual_and_means_a_shared_moment(one: Slot, other: Slot) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    shared = min(one.ends_at, other.ends_at) - max(one.starts_at, other.starts_at)
    assert one.overlaps(other) == (shared > timedelta(0))


@given(slots(), st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_a_moved_slot_keeps_its_length_and_comes_back(slot: Slot, by: timedelta) -> None:
    assert slot.shifted(by).duration == slot.duration
    assert slot.shifted(by).shifted(-by) == slot
    assert slot.starting(slot.starts_at + by) == slot.shifted(by)


@given(slots(), slots())
def test_slots_sort_by_when_they_start(one: Slot, other: Slot) -> None:
    assume(one.starts_at != other.starts_at)
    assert (one < other) == (one.starts_at < other.starts_at)
