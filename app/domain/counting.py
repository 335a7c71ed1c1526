"""How people are counted: the one place for the rules, whatever screen, sheet or table shows the figures.

Three figures stay apart and are never added up: presences (somebody at a session), different people,
and heads counted without a name. Only sessions that were held count. Somebody on duty at a session
(assigned to it without being enrolled in the action) is part of the team there, not a participant.
What is not known is counted as not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TypeVar

from app.domain.ids import ActionId, DistrictId, PersonId, ResidenceId, SessionId
from app.domain.kinds import AgeBand, Presence, SessionStatus, Sex

K = TypeVar("K", bound=Hashable)

SMALL_GROUP = 5
"""Groups of fewer people are not published where their members could be recognised (domain.md 4.4)."""

SENIORS = frozenset({AgeBand.SENIOR, AgeBand.ELDER})
_REGULAR = Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class CountedSession:
    """A session; the times are the actual ones where they are known, else the planned ones."""

    id: SessionId
    action_id: ActionId
    status: SessionStatus
    starts_at: datetime
    ends_at: datetime
    marked: bool = False
    """Whether its attendance is complete."""


@dataclass(frozen=True, slots=True)
class CountedPresence:
    """What is known of one person at one session; at most one of these for each pair."""

    session_id: SessionId
    person_id: PersonId
    presence: Presence
    walk_in: bool = False
    on_duty: bool = False
    """Whether the person was there to work, without being enrolled in the action."""


@dataclass(frozen=True, slots=True)
class CountedPerson:
    """Who somebody is, as far as figures ask: residence and district are those valid at the date."""

    id: PersonId
    sex: Sex | None = None
    band: AgeBand | None = None
    residence_id: ResidenceId | None = None
    district_id: DistrictId | None = None
    """The priority district of the residence."""
    staff: bool = False
    first_timer: bool = False
    """Whether the person had never come to anything before."""


@dataclass(frozen=True, slots=True)
class CountedHeads:
    """People counted without a name."""

    session_id: SessionId
    heads: int
    sex: Sex | None = None
    band: AgeBand | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """All that was written down about some sessions; every person of a presence is in `people`."""

    sessions: Sequence[CountedSession]
    presences: Sequence[CountedPresence]
    people: Mapping[PersonId, CountedPerson]
    heads: Sequence[CountedHeads] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What a register comes to. Ratios are None where there is nothing to divide by."""

    sessions: int = 0
    """Dates in the plan, options left out: held, to come, cancelled and to place again."""
    held: int = 0
    cancelled: int = 0
    to_place_again: int = 0
    to_come: int = 0
    unmarked: int = 0
    """Sessions held of which it is not known yet who came."""
    people: int = 0
    """Different people who came at least once."""
    presences: int = 0
    """Each person at each session."""
    heads: int = 0
    """People counted without a name, each time they were counted."""
    heads_women: int = 0
    heads_men: int = 0
    heads_seniors: int = 0
    team: int = 0
    """Different people on duty."""
    held_time: timedelta = timedelta()
    participant_time: timedelta = timedelta()
    """Length of the sessions times those present by name."""
    marked_expected: int = 0
    """Marks (present, absent, excused) of people who were expected, that is without walk-ins."""
    marked_present: int = 0
    """Those of them that say present."""
    women: int = 0
    men: int = 0
    bands: Mapping[AgeBand, int] = field(default_factory=dict)
    staff: int = 0
    first_timers: int = 0
    in_district: int = 0
    """People who live in a priority district."""
    by_residence: Mapping[ResidenceId, int] = field(default_factory=dict)
    """Different people by residence."""
    regulars: int = 0
    """People who came at least twice, and to three quarters of an action's sessions since their first."""
    stayed: int = 0
    """Of those who came in the first third of an action's sessions, how many came in its last third."""
    started: int = 0
    """How many came in the first third; of several actions, each person counts in each."""

    @property
    def sex_unknown(self) -> int:
        """People whose sex is not known."""
        return self.people - self.women - self.men

    @property
    def age_unknown(self) -> int:
        """People whose age is not known."""
        return self.people - sum(self.bands.values())

    @property
    def seniors(self) -> int:
        """People of 60 and over."""
        return sum(number for band, number in self.bands.items() if band in SENIORS)

    @property
    def residences(self) -> int:
        """Residences of which at least one person came."""
        return len(self.by_residence)

    @property
    def outside(self) -> int:
        """People who live outside the estate, or of whom it is not known where they live."""
        return self.people - sum(self.by_residence.values())

    @property
    def participant_hours(self) -> float:
        """Hours spent by those present by name."""
        return self.participant_time / timedelta(hours=1)

    @property
    def mean_per_session(self) -> float | None:
        """Presences by session held."""
        return ratio(self.presences, self.held)

    @property
    def presence_rate(self) -> float | None:
        """Presences of those expected by marks of those expected."""
        return ratio(self.marked_present, self.marked_expected)

    @property
    def held_rate(self) -> float | None:
        """Sessions held by sessions in the plan."""
        return ratio(self.held, self.sessions)

    @property
    def first_timer_rate(self) -> float | None:
        """Share of people who had never come to anything before."""
        return ratio(self.first_timers, self.people)

    @property
    def senior_rate(self) -> float | None:
        """Share of 60 and over among people whose age is known."""
        return ratio(self.seniors, self.people - self.age_unknown)

    @property
    def women_rate(self) -> float | None:
        """Share of women among people whose sex is known."""
        return ratio(self.women, self.women + self.men)

    @property
    def staff_rate(self) -> float | None:
        """Share of the landlord's employees."""
        return ratio(self.staff, self.people)

    @property
    def district_rate(self) -> float | None:
        """Share of people who live in a priority district."""
        return ratio(self.in_district, self.people)

    @property
    def regular_rate(self) -> float | None:
        """Share of regulars."""
        return ratio(self.regulars, self.people)

    @property
    def retention(self) -> float | None:
        """Of the people of the first third, the share who came in the last third."""
        return ratio(self.stayed, self.started)

    @property
    def residence_mix(self) -> float | None:
        """1 less the sum of the squared shares of the residences: 0 where all live in one."""
        total = sum(self.by_residence.values())
        return 1 - sum((number / total) ** 2 for number in self.by_residence.values()) if total else None


def ratio(part: float, whole: float) -> float | None:
    """The part of the whole, or None where there is no whole."""
    return part / whole if whole else None


def count(register: Register) -> Figures:
    """The figures of a register."""
    held = {session.id: session for session in register.sessions if session.status is SessionStatus.HELD}
    statuses = dict.fromkeys(SessionStatus, 0)
    for session in register.sessions:
        statuses[session.status] += 1

    visits: defaultdict[SessionId, set[PersonId]] = defaultdict(set)
    team: set[PersonId] = set()
    known: set[SessionId] = {session_id for session_id, session in held.items() if session.marked}
    presences = marked_expected = marked_present = 0
    for row in register.presences:
        if row.session_id not in held:
            continue
        known.add(row.session_id)
        present = row.presence is Presence.PRESENT
        if row.on_duty:
            if present:
                team.add(row.person_id)
            continue
        if not row.walk_in:
            marked_expected += 1
            marked_present += present
        if present:
            presences += 1
            visits[row.session_id].add(row.person_id)

    heads = [row for row in register.heads if row.session_id in held]
    known.update(row.session_id for row in heads)
    came = set().union(*visits.values())
    who = [register.people[person_id] for person_id in came]
    loyalty = _loyalty([held[session_id] for session_id in known], visits)
    return Figures(
        sessions=len(register.sessions) - statuses[SessionStatus.OPTION],
        held=len(held),
        cancelled=statuses[SessionStatus.CANCELLED],
        to_place_again=statuses[SessionStatus.SKIPPED],
        to_come=statuses[SessionStatus.PLANNED],
        unmarked=len(held) - len(known),
        people=len(came),
        presences=presences,
        heads=sum(row.heads for row in heads),
        heads_women=sum(row.heads for row in heads if row.sex is Sex.FEMALE),
        heads_men=sum(row.heads for row in heads if row.sex is Sex.MALE),
        heads_seniors=sum(row.heads for row in heads if row.band in SENIORS),
        team=len(team),
        held_time=sum((session.ends_at - session.starts_at for session in held.values()), timedelta()),
        participant_time=sum(
            ((held[key].ends_at - held[key].starts_at) * len(those) for key, those in visits.items()),
            timedelta(),
        ),
        marked_expected=marked_expected,
        marked_present=marked_present,
        women=sum(person.sex is Sex.FEMALE for person in who),
        men=sum(person.sex is Sex.MALE for person in who),
        bands=_tally((person.band for person in who), AgeBand),
        staff=sum(person.staff for person in who),
        first_timers=sum(person.first_timer for person in who),
        in_district=sum(person.district_id is not None for person in who),
        by_residence=_tally(person.residence_id for person in who),
        regulars=loyalty.regulars,
        stayed=loyalty.stayed,
        started=loyalty.started,
    )


def by_session(register: Register, key: Callable[[CountedSession], K]) -> dict[K, Register]:
    """The register parted by a property of its sessions, in the order in which they appear."""
    groups: dict[K, list[CountedSession]] = {}
    group_of: dict[SessionId, K] = {}
    for session in register.sessions:
        group_of[session.id] = group = key(session)
        groups.setdefault(group, []).append(session)
    presences: dict[K, list[CountedPresence]] = {group: [] for group in groups}
    for presence in register.presences:
        presences[group_of[presence.session_id]].append(presence)
    heads: dict[K, list[CountedHeads]] = {group: [] for group in groups}
    for row in register.heads:
        heads[group_of[row.session_id]].append(row)
    return {
        group: Register(sessions, presences[group], register.people, heads[group])
        for group, sessions in groups.items()
    }


def by_person(register: Register, key: Callable[[CountedPerson], K]) -> dict[K, Register]:
    """The register parted by a property of its people.

    Each part has the sessions to which somebody of the group came, so who keeps coming cannot be told from
    it; heads without a name belong to none.
    """
    sessions = {session.id: session for session in register.sessions}
    group_of = {person.id: key(person) for person in register.people.values()}
    presences: dict[K, list[CountedPresence]] = {}
    for row in register.presences:
        presences.setdefault(group_of[row.person_id], []).append(row)
    return {
        group: Register(
            [
                sessions[session_id]
                for session_id in dict.fromkeys(
                    row.session_id for row in rows if row.presence is Presence.PRESENT and not row.on_duty
                )
            ],
            rows,
            register.people,
        )
        for group, rows in presences.items()
    }


@dataclass(frozen=True, slots=True)
class Masked:
    """A count as it may be published."""

    value: int | None
    small: bool = False
    """Whether it is withheld for being small; a withheld count that is not small protects one that is."""


def masked(counts: Sequence[int], threshold: int = SMALL_GROUP) -> tuple[Masked, ...]:
    """The counts of one whole, small ones withheld; a second one too where the first could be worked out.

    The whole itself may be shown beside them: a single gap would then be a matter of subtraction.
    """
    small = [0 < number < threshold for number in counts]
    withheld = list(small)
    if sum(withheld) == 1:
        others = [(number, index) for index, number in enumerate(counts) if number >= threshold]
        if others:
            withheld[min(others)[1]] = True
    return tuple(
        Masked(None if hidden else number, is_small)
        for number, hidden, is_small in zip(counts, withheld, small, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Loyalty:
    regulars: int
    stayed: int
    started: int


def _loyalty(sessions: Sequence[CountedSession], visits: Mapping[SessionId, set[PersonId]]) -> _Loyalty:
    """Who keeps coming, action by action, over the sessions of which it is known who came."""
    actions: defaultdict[ActionId, list[CountedSession]] = defaultdict(list)
    for session in sessions:
        actions[session.action_id].append(session)
    regulars: set[PersonId] = set()
    stayed = started = 0
    for held in actions.values():
        held.sort(key=lambda session: (session.starts_at, session.id))
        times: defaultdict[PersonId, list[int]] = defaultdict(list)
        for position, session in enumerate(held):
            for person_id in visits.get(session.id, ()):
                times[person_id].append(position)
        regulars.update(
            person_id
            for person_id, positions in times.items()
            if len(positions) >= 2 and len(positions) >= _REGULAR * (len(held) - positions[0])
        )
        third = len(held) // 3
        if third:
            early = {person_id for person_id, positions in times.items() if positions[0] < third}
            started += len(early)
            stayed += sum(times[person_id][-1] >= len(held) - third for person_id in early)
    return _Loyalty(len(regulars), stayed, started)


def _tally(values: Iterable[K | None], order: Iterable[K] = ()) -> dict[K, int]:
    tally: dict[K, int] = {}
    for value in values:
        if value is not None:
            tally[value] = tally.get(value, 0) + 1
    ranks = {value: rank for rank, value in enumerate(order)}
    return {value: tally[value] for value in sorted(tally, key=lambda v: (ranks.get(v, 0), str(v)))}
