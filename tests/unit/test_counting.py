"""How people are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.counting import (
    CountedHeads,
    CountedPerson,
    CountedPresence,
    CountedSession,
    Figures,
    Register,
    by_person,
    by_session,
    count,
    joined,
    loyalty,
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


def session(
    number: int, status: SessionStatus = SessionStatus.HELD, hours: float = 2, marked: bool = True
) -> CountedSession:
    start = datetime(2026, 3, 1, 14) + timedelta(days=7 * number)
    return CountedSession(session_id(number), ACTION, status, start, start + timedelta(hours=hours), marked)


def somebody(number: int) -> CountedPerson:
    return CountedPerson(person_id(number))


PEOPLE = [somebody(number) for number in range(10)]


def came(at: CountedSession, *who: int) -> list[CountedPresence]:
    return [CountedPresence(at, PEOPLE[number], PRESENT) for number in who]


def test_presences_different_people_and_heads_are_three_figures() -> None:
    first, second = session(1), session(2)
    figures = count(
        Register(
            [first, second],
            [*came(first, 1, 2, 3), *came(second, 1, 2)],
            [CountedHeads(second, 40, Sex.FEMALE, AgeBand.ELDER), CountedHeads(second, 7)],
        )
    )
    assert (figures.presences, figures.people, figures.heads) == (5, 3, 47)
    assert (figures.heads_women, figures.heads_men, figures.heads_seniors) == (40, 0, 40)
    assert figures.mean_per_session == 2.5


def test_only_sessions_that_were_held_count() -> None:
    held, planned, cancelled, skipped, option = (
        session(number, status)
        for number, status in enumerate(
            (
                SessionStatus.HELD,
                SessionStatus.PLANNED,
                SessionStatus.CANCELLED,
                SessionStatus.SKIPPED,
                SessionStatus.OPTION,
            )
        )
    )
    figures = count(
        Register(
            [held, planned, cancelled, skipped, option],
            [*came(held, 1), *came(planned, 2), *came(cancelled, 3)],
            [CountedHeads(cancelled, 12)],
        )
    )
    assert (figures.people, figures.presences, figures.heads) == (1, 1, 0)
    assert (figures.sessions, figures.held, figures.cancelled) == (4, 1, 1)
    assert (figures.to_place_again, figures.to_come) == (1, 1)
    assert figures.held_rate == 0.25


def test_the_team_on_duty_is_not_among_the_participants() -> None:
    held = session(1)
    host = CountedPresence(held, PEOPLE[9], PRESENT, on_duty=True)
    figures = count(Register([held], [*came(held, 1, 2), host]))
    assert (figures.people, figures.presences, figures.team) == (2, 2, 1)
    assert figures.participant_hours == 4


def test_a_session_that_nobody_has_marked_yet_is_told_apart_from_an_empty_one() -> None:
    figures = count(Register([session(1), session(2, marked=False)], []))
    assert (figures.held, figures.unmarked) == (2, 1)


def test_the_presence_rate_leaves_walk_ins_and_the_unknown_aside() -> None:
    held = session(1)
    rows = [
        *came(held, 1, 2, 3),
        CountedPresence(held, PEOPLE[4], ABSENT),
        CountedPresence(held, PEOPLE[5], EXCUSED),
        CountedPresence(held, PEOPLE[6], PRESENT, walk_in=True),
    ]
    figures = count(Register([held], rows))
    assert figures.presence_rate == pytest.approx(3 / 5)
    assert figures.presences == 4


def test_participant_hours_follow_the_length_of_each_session() -> None:
    short, long = session(1, hours=1.5), session(2, hours=3)
    figures = count(Register([short, long], [*came(short, 1, 2), *came(long, 1)]))
    assert figures.participant_hours == pytest.approx(1.5 * 2 + 3)
    assert figures.held_time == timedelta(hours=4.5)


def test_what_is_not_known_of_people_is_counted_as_not_known() -> None:
    held = session(1)
    people = [
        CountedPerson(person_id(1), Sex.FEMALE, AgeBand.ELDER, residence_id(1), DistrictId(UUID(int=5))),
        CountedPerson(person_id(2), Sex.MALE, AgeBand.ADULT, residence_id(1), staff=True),
        CountedPerson(person_id(3), first_timer=True),
    ]
    figures = count(Register([held], [CountedPresence(held, person, PRESENT) for person in people]))
    assert (figures.women, figures.men, figures.sex_unknown) == (1, 1, 1)
    assert (figures.seniors, figures.age_unknown) == (1, 1)
    assert figures.senior_rate == 0.5
    assert (figures.staff, figures.first_timers, figures.in_district) == (1, 1, 1)
    assert figures.by_residence == {residence_id(1): 2}
    assert figures.outside == 1
    assert figures.residence_mix == 0


def test_a_regular_came_to_three_quarters_of_the_sessions_since_the_first_visit() -> None:
    held = [session(number) for number in range(1, 9)]
    rows = [
        *[row for at in held[:6] for row in came(at, 1)],  # 6 of 8
        *[row for at in held[:5] for row in came(at, 2)],  # 5 of 8
        *[row for at in (held[4], held[5], held[7]) for row in came(at, 3)],  # 3 of the 4 since the first
        *came(held[7], 4),  # once is not regular
    ]
    assert loyalty(Register(held, rows)).regulars == 2


def test_retention_compares_the_last_third_with_the_first() -> None:
    held = [session(number) for number in range(1, 7)]
    rows = [*came(held[0], 1, 2), *came(held[1], 3), *came(held[4], 1), *came(held[5], 3, 4)]
    found = loyalty(Register(held, rows))
    assert (found.stayed, found.started) == (2, 3)
    assert found.retention == pytest.approx(2 / 3)


def test_ratios_of_nothing_are_not_known_rather_than_nought() -> None:
    empty = count(Register([], []))
    assert empty == Figures()
    assert empty.mean_per_session is None
    assert empty.presence_rate is None
    assert empty.residence_mix is None
    assert loyalty(Register([], [])).retention is None


@st.composite
def registers(draw: st.DrawFn) -> Register:
    statuses = draw(st.lists(st.sampled_from(SessionStatus), min_size=10, max_size=10))
    sessions = [session(number, status) for number, status in enumerate(statuses)]
    homes = st.sampled_from([None, residence_id(1), residence_id(2), residence_id(3)])
    people = [
        CountedPerson(
            person_id(number),
            draw(st.sampled_from([None, *Sex])),
            draw(st.sampled_from([None, *AgeBand])),
            draw(homes),
            first_timer=draw(st.booleans()),
        )
        for number in range(8)
    ]
    marks = st.builds(
        CountedPresence,
        st.sampled_from(sessions),
        st.sampled_from(people),
        st.sampled_from(Presence),
        st.booleans(),
        st.booleans(),
    )
    return Register(
        sessions,
        draw(st.lists(marks, max_size=60, unique_by=lambda row: (row.session, row.person))),
        draw(st.lists(st.builds(CountedHeads, st.sampled_from(sessions), st.integers(0, 500)), max_size=5)),
    )


@given(registers())
def test_every_breakdown_adds_up_to_the_people(given_register: Register) -> None:
    figures = count(given_register)
    assert figures.women + figures.men + figures.sex_unknown == figures.people
    assert sum(figures.bands.values()) + figures.age_unknown == figures.people
    assert sum(figures.by_residence.values()) + figures.outside == figures.people
    assert figures.people <= figures.presences or figures.presences == figures.people == 0
    keeping = loyalty(given_register)
    assert keeping.people == figures.people
    assert keeping.regulars <= figures.people
    assert keeping.stayed <= keeping.started <= figures.people
    assert min(figures.sex_unknown, figures.age_unknown, figures.outside) >= 0


@given(registers(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(given_register: Register, random: Random) -> None:
    again = Register(
        random.sample(given_register.sessions, len(given_register.sessions)),
        random.sample(given_register.presences, len(given_register.presences)),
        random.sample(given_register.heads, len(given_register.heads)),
    )
    assert count(again) == count(given_register)
    assert loyalty(again) == loyalty(given_register)


@given(registers())
def test_absences_and_heads_never_change_who_came(given_register: Register) -> None:
    bare = Register(
        given_register.sessions,
        [row for row in given_register.presences if row.presence is PRESENT],
    )
    whole, part = count(given_register), count(bare)
    assert (whole.people, whole.presences, whole.participant_time) == (
        part.people,
        part.presences,
        part.participant_time,
    )
    assert part.heads == 0


@given(registers())
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


@given(registers())
def test_parts_by_person_join_to_the_whole_but_for_sessions_and_heads(given_register: Register) -> None:
    whole = count(Register((), given_register.presences))
    parts = by_person(given_register, lambda person: person.residence_id)
    assert joined(count(part) for part in parts.values()) == replace(whole, team=0)
    assert whole.people == count(given_register).people
    assert whole.participant_time == count(given_register).participant_time
