"""How people are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.counting import (
    SMALL_GROUP,
    CountedHeads,
    CountedPerson,
    CountedPresence,
    CountedSession,
    Figures,
    Register,
    by_person,
    by_session,
    count,
    masked,
)
from app.domain.ids import ActionId, DistrictId, PersonId, ResidenceId, SessionId
from app.domain.kinds import AgeBand, Presence, SessionStatus, Sex

PRESENT, ABSENT, EXCUSED = Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED
ACTION = ActionId(UUID(int=1))


def session_id(number: int) -> SessionId:
    return SessionId(UUID(int=1000 + number))


def person_id(number: int) -> PersonId:
    return PersonId(UUID(int=2000 + number))


def residence_id(number: int) -> ResidenceId:
    return ResidenceId(UUID(int=3000 + number))


def session(number: int, status: SessionStatus = SessionStatus.HELD, hours: float = 2) -> CountedSession:
    start = datetime(2026, 3, 1, 14) + timedelta(days=7 * number)
    return CountedSession(session_id(number), ACTION, status, start, start + timedelta(hours=hours), True)


def came(at: int, *who: int) -> list[CountedPresence]:
    return [CountedPresence(session_id(at), person_id(number), PRESENT) for number in who]


def register(
    sessions: Sequence[CountedSession],
    presences: Sequence[CountedPresence],
    heads: Sequence[CountedHeads] = (),
    people: Sequence[CountedPerson] = (),
) -> Register:
    known = {person.id: person for person in people}
    for row in presences:
        known.setdefault(row.person_id, CountedPerson(row.person_id))
    return Register(sessions, presences, known, heads)


def test_presences_different_people_and_heads_are_three_figures() -> None:
    figures = count(
        register(
            [session(1), session(2)],
            [*came(1, 1, 2, 3), *came(2, 1, 2)],
            [CountedHeads(session_id(2), 40, Sex.FEMALE, AgeBand.ELDER), CountedHeads(session_id(2), 7)],
        )
    )
    assert (figures.presences, figures.people, figures.heads) == (5, 3, 47)
    assert (figures.heads_women, figures.heads_men, figures.heads_seniors) == (40, 0, 40)
    assert figures.mean_per_session == 2.5


def test_only_sessions_that_were_held_count() -> None:
    figures = count(
        register(
            [
                session(1),
                session(2, SessionStatus.PLANNED),
                session(3, SessionStatus.CANCELLED),
                session(4, SessionStatus.SKIPPED),
                session(5, SessionStatus.OPTION),
            ],
            [*came(1, 1), *came(2, 2), *came(3, 3)],
            [CountedHeads(session_id(3), 12)],
        )
    )
    assert (figures.people, figures.presences, figures.heads) == (1, 1, 0)
    assert (figures.sessions, figures.held, figures.cancelled) == (4, 1, 1)
    assert (figures.to_place_again, figures.to_come) == (1, 1)
    assert figures.held_rate == 0.25


def test_the_team_on_duty_is_not_among_the_participants() -> None:
    host = CountedPresence(session_id(1), person_id(9), PRESENT, on_duty=True)
    figures = count(register([session(1)], [*came(1, 1, 2), host]))
    assert (figures.people, figures.presences, figures.team) == (2, 2, 1)
    assert figures.participant_hours == 4


def test_a_session_that_nobody_has_marked_yet_is_told_apart_from_an_empty_one() -> None:
    open_session = replace(session(2), marked=False)
    figures = count(register([session(1), open_session], []))
    assert (figures.held, figures.unmarked) == (2, 1)


def test_the_presence_rate_leaves_walk_ins_and_the_unknown_aside() -> None:
    rows = [
        *came(1, 1, 2, 3),
        CountedPresence(session_id(1), person_id(4), ABSENT),
        CountedPresence(session_id(1), person_id(5), EXCUSED),
        CountedPresence(session_id(1), person_id(6), PRESENT, walk_in=True),
    ]
    figures = count(register([session(1)], rows))
    assert figures.presence_rate == pytest.approx(3 / 5)
    assert figures.presences == 4


def test_participant_hours_follow_the_length_of_each_session() -> None:
    figures = count(register([session(1, hours=1.5), session(2, hours=3)], [*came(1, 1, 2), *came(2, 1)]))
    assert figures.participant_hours == pytest.approx(1.5 * 2 + 3)
    assert figures.held_time == timedelta(hours=4.5)


def test_what_is_not_known_of_people_is_counted_as_not_known() -> None:
    people = [
        CountedPerson(person_id(1), Sex.FEMALE, AgeBand.ELDER, residence_id(1), DistrictId(UUID(int=5))),
        CountedPerson(person_id(2), Sex.MALE, AgeBand.ADULT, residence_id(1), staff=True),
        CountedPerson(person_id(3), first_timer=True),
    ]
    figures = count(register([session(1)], came(1, 1, 2, 3), people=people))
    assert (figures.women, figures.men, figures.sex_unknown) == (1, 1, 1)
    assert (figures.seniors, figures.age_unknown) == (1, 1)
    assert figures.senior_rate == 0.5
    assert (figures.staff, figures.first_timers, figures.in_district) == (1, 1, 1)
    assert figures.by_residence == {residence_id(1): 2}
    assert figures.outside == 1
    assert figures.residence_mix == 0


def test_a_regular_came_to_three_quarters_of_the_sessions_since_the_first_visit() -> None:
    sessions = [session(number) for number in range(1, 9)]
    rows = [
        *[row for at in range(1, 7) for row in came(at, 1)],  # 6 of 8
        *[row for at in range(1, 6) for row in came(at, 2)],  # 5 of 8
        *[row for at in (5, 6, 8) for row in came(at, 3)],  # 3 of the 4 since the first
        *came(8, 4),  # once is not regular
    ]
    assert count(register(sessions, rows)).regulars == 2


def test_retention_compares_the_last_third_with_the_first() -> None:
    sessions = [session(number) for number in range(1, 7)]
    rows = [*came(1, 1, 2), *came(2, 3), *came(5, 1), *came(6, 3, 4)]
    figures = count(register(sessions, rows))
    assert (figures.stayed, figures.started) == (2, 3)


def test_ratios_of_nothing_are_not_known_rather_than_nought() -> None:
    empty = count(register([], []))
    assert empty == Figures()
    assert empty.mean_per_session is None
    assert empty.presence_rate is None
    assert empty.residence_mix is None
    assert empty.retention is None


def test_a_small_group_is_withheld_with_a_second_one_that_would_give_it_away() -> None:
    assert [cell.value for cell in masked((12, 3, 30))] == [None, None, 30]
    assert [cell.small for cell in masked((12, 3, 30))] == [False, True, False]
    assert [cell.value for cell in masked((3, 2, 30))] == [None, None, 30]
    assert [cell.value for cell in masked((0, 8, 30))] == [0, 8, 30]


presences_of = st.lists(
    st.builds(
        CountedPresence,
        st.integers(0, 9).map(session_id),
        st.integers(0, 14).map(person_id),
        st.sampled_from(Presence),
        st.booleans(),
        st.booleans(),
    ),
    max_size=80,
    unique_by=lambda row: (row.session_id, row.person_id),
)
people_of = st.lists(
    st.tuples(
        st.sampled_from([None, *Sex]),
        st.sampled_from([None, *AgeBand]),
        st.sampled_from([None, residence_id(1), residence_id(2), residence_id(3)]),
        st.booleans(),
    ),
    min_size=15,
    max_size=15,
)
registers = st.builds(
    lambda statuses, rows, heads, people: Register(
        [session(number, status) for number, status in enumerate(statuses)],
        rows,
        {
            person_id(number): CountedPerson(person_id(number), sex, band, home, first_timer=first)
            for number, (sex, band, home, first) in enumerate(people)
        },
        heads,
    ),
    st.lists(st.sampled_from(SessionStatus), min_size=10, max_size=10),
    presences_of,
    st.lists(st.builds(CountedHeads, st.integers(0, 9).map(session_id), st.integers(0, 500)), max_size=5),
    people_of,
)


@given(registers)
def test_every_breakdown_adds_up_to_the_people(given_register: Register) -> None:
    figures = count(given_register)
    assert figures.women + figures.men + figures.sex_unknown == figures.people
    assert sum(figures.bands.values()) + figures.age_unknown == figures.people
    assert sum(figures.by_residence.values()) + figures.outside == figures.people
    assert figures.people <= figures.presences or figures.presences == figures.people == 0
    assert figures.regulars <= figures.people
    assert figures.stayed <= figures.started <= figures.people
    assert min(figures.sex_unknown, figures.age_unknown, figures.outside) >= 0


@given(registers, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(given_register: Register, random: Random) -> None:
    again = Register(
        random.sample(given_register.sessions, len(given_register.sessions)),
        random.sample(given_register.presences, len(given_register.presences)),
        given_register.people,
        random.sample(given_register.heads, len(given_register.heads)),
    )
    assert count(again) == count(given_register)


@given(registers)
def test_absences_and_heads_never_change_who_came(given_register: Register) -> None:
    bare = Register(
        given_register.sessions,
        [row for row in given_register.presences if row.presence is PRESENT],
        given_register.people,
    )
    whole, part = count(given_register), count(bare)
    assert (whole.people, whole.presences, whole.participant_time) == (
        part.people,
        part.presences,
        part.participant_time,
    )
    assert part.heads == 0


@given(registers)
def test_parts_by_session_add_up_except_for_different_people(given_register: Register) -> None:
    whole = count(given_register)
    parts = [
        count(part) for part in by_session(given_register, lambda s: s.starts_at.toordinal() % 3).values()
    ]
    assert sum(part.presences for part in parts) == whole.presences
    assert sum(part.heads for part in parts) == whole.heads
    assert sum(part.held for part in parts) == whole.held
    assert (
        max((part.people for part in parts), default=0) <= whole.people <= sum(part.people for part in parts)
    )


@given(registers)
def test_parts_by_person_add_up_to_the_people(given_register: Register) -> None:
    whole = count(given_register)
    parts = [count(part) for part in by_person(given_register, lambda person: person.residence_id).values()]
    assert sum(part.people for part in parts) == whole.people
    assert sum(part.presences for part in parts) == whole.presences


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8))
def test_a_withheld_count_cannot_be_worked_out_from_its_whole(counts: list[int]) -> None:
    cells = masked(counts)
    hidden = [number for number, cell in zip(counts, cells, strict=True) if cell.value is None]
    assert all(number not in range(1, SMALL_GROUP) for number in counts if number not in hidden)
    if len(hidden) == 1:
        assert sum(counts) < SMALL_GROUP  # then the whole is withheld as well
