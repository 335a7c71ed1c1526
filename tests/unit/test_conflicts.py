"""Conflicts: who collides with what, and the nearest way out."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.domain.conflicts import ClashKind, Commitment, WayOutKind, clashes, ways_out
from app.domain.ids import PersonId, SessionId, VenueId
from app.domain.slots import Slot
from app.queries.commitments import all_clashes

MONDAY = datetime(2026, 11, 16)


def commitment(
    number: int,
    hour: float,
    length: float = 2,
    venue: int | None = None,
    people: tuple[int, ...] = (),
    day: int = 0,
) -> Commitment:
    start = MONDAY + timedelta(days=day, hours=hour)
    return Commitment(
        SessionId(UUID(int=number)),
        f"Session {number}",
        Slot(start, start + timedelta(hours=length)),
        None if venue is None else VenueId(UUID(int=venue)),
        "",
        frozenset(PersonId(UUID(int=person)) for person in people),
    )


def test_touching_sessions_do_not_collide() -> None:
    assert clashes(commitment(1, 14, venue=9, people=(5,)), [commitment(2, 16, venue=9, people=(5,))]) == ()


def test_one_room_and_one_person_are_two_clashes() -> None:
    found = clashes(commitment(1, 14, venue=9, people=(5, 6)), [commitment(2, 15, venue=9, people=(6, 7))])
    assert [clash.kind for clash in found] == [ClashKind.PERSON, ClashKind.VENUE]
    assert found[0].people == {PersonId(UUID(int=6))}


def test_a_session_does_not_collide_with_itself() -> None:
    assert clashes(commitment(1, 15, venue=9), [commitment(1, 14, venue=9)]) == ()


def test_the_nearest_time_is_just_after_what_is_in_the_way() -> None:
    found = ways_out(commitment(1, 14, venue=9), [commitment(2, 13, venue=9)], [VenueId(UUID(int=8))])
    by_kind = {way.kind: way for way in found}
    assert by_kind[WayOutKind.TIME].slot.starts_at == MONDAY + timedelta(hours=15)
    assert by_kind[WayOutKind.VENUE].venue_id == UUID(int=8)
    assert by_kind[WayOutKind.DAY].slot.starts_at == MONDAY + timedelta(days=1, hours=14)


def test_another_room_does_not_help_somebody_who_is_busy_elsewhere() -> None:
    found = ways_out(
        commitment(1, 14, venue=9, people=(5,)),
        [commitment(2, 13, venue=8, people=(5,))],
        [VenueId(UUID(int=7))],
    )
    assert {way.kind for way in found} == {WayOutKind.TIME, WayOutKind.DAY}


def test_a_closed_day_and_the_week_end_are_not_proposed() -> None:
    friday = commitment(1, 14, venue=9, day=4)
    found = ways_out(
        friday, [commitment(2, 8, 14, venue=9, day=4)], [], {friday.slot.day - timedelta(days=1)}
    )
    assert [(way.kind, way.slot.day.weekday()) for way in found] == [(WayOutKind.DAY, 2)]


any_commitments = st.lists(
    st.builds(
        commitment,
        st.integers(1, 40),
        st.integers(8, 20),
        st.sampled_from([0.5, 1, 2, 3]),
        st.none() | st.integers(50, 52),
        st.lists(st.integers(60, 64), max_size=3).map(tuple),
        st.integers(0, 2),
    ),
    max_size=12,
    unique_by=lambda each: each.session_id,
)


@given(any_commitments)
def test_the_sweep_finds_what_comparing_every_pair_finds(found: list[Commitment]) -> None:
    slow = {
        each.session_id: {(c.kind, c.other.session_id, c.people) for c in clashes(each, found)}
        for each in found
    }
    quick = {
        session: {(c.kind, c.other.session_id, c.people) for c in each}
        for session, each in all_clashes(tuple(found)).items()
    }
    assert quick == {session: each for session, each in slow.items() if each}


@given(any_commitments.filter(bool))
def test_a_way_out_is_free(found: list[Commitment]) -> None:
    wanted, others = found[0], found[1:]
    for way in ways_out(wanted, others, [VenueId(UUID(int=number)) for number in (50, 51, 52)]):
        there = Commitment(wanted.session_id, wanted.title, way.slot, way.venue_id, "", wanted.people)
        assert clashes(there, others) == ()
        assert way.slot.duration == wanted.slot.duration
