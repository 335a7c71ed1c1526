"""Identities are unique, sort by time, and can be made the same again where that is wanted."""

from __future__ import annotations

import time
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.domain.ids import new_id, seeded_ids, uuid7


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**74 - 1))
def test_an_identity_is_a_uuid_of_version_seven_whose_time_can_be_read(
    milliseconds: int, random: int
) -> None:
    made = uuid7(milliseconds, random)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == milliseconds


@given(st.integers(0, 2**48 - 2), st.integers(0, 2**74 - 1), st.integers(0, 2**74 - 1))
def test_identities_sort_by_the_time_they_were_made(milliseconds: int, one: int, other: int) -> None:
    assert uuid7(milliseconds, one) < uuid7(milliseconds + 1, other)
    assert uuid7(milliseconds, one).bytes < uuid7(milliseconds + 1, other).bytes


@given(st.integers(0, 2**48 - 1), st.lists(st.integers(0, 2**74 - 1), unique=True, min_size=2))
def test_no_random_bit_is_lost(milliseconds: int, randoms: list[int]) -> None:
    assert len({uuid7(milliseconds, random) for random in randoms}) == len(randoms)


def test_the_example_of_the_standard_comes_out_as_printed_there() -> None:
    """RFC 9562, appendix A.6."""
    random = 0xCC3 << 62 | 0x18C4DC0C0C07398F
    assert uuid7(0x017F22E279B0, random) == UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")


def test_new_identities_are_of_this_moment_and_all_different() -> None:
    before = time.time_ns() // 1_000_000
    made = [new_id() for _ in range(1000)]
    after = time.time_ns() // 1_000_000
    assert len(set(made)) == 1000
    assert all(before <= each.int >> 80 <= after for each in made)


def test_seeded_identities_are_the_same_for_the_same_seed_and_rise() -> None:
    one, same, other = seeded_ids(1), seeded_ids(1), seeded_ids(2)
    first = [one() for _ in range(100)]
    assert first == [same() for _ in range(100)] == sorted(first)
    assert set(first).isdisjoint(other() for _ in range(100))
