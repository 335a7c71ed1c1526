"""How people are counted: the one place for the rules, whatever screen, sheet or table shows the figures.

Three figures stay apart and are never added up: presences (somebody at a session), different people,
and heads counted without a name. Only sessions that were held count. Somebody on duty at a session
(assigned to it without being enrolled in the action) is part of the team there, not a participant.
What is not known is counted as not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from app.domain.ids import ActionId, DistrictId, PersonId, ResidenceId, SessionId
from app.domain.kinds import AgeBand, Presence, SessionStatus, Sex

K = TypeVar("K", bound=Hashable)

# Made once: to go through an enumeration takes longer than to count a small group.
_STATUSES, _BANDS = tuple(SessionStatus), tuple(AgeBand)
SENIORS = frozenset({AgeBand.SENIOR, AgeBand.ELDER})


# A register's sessions and people are compared by identity: each is one object, however often it is met.


@dataclass(frozen=True, slots=True, eq=False)
class CountedSession:
    """A session; the times are the actual ones where they are known, else the planned ones."""

    id: SessionId
    action_id: ActionId
    status: SessionStatus
    starts_at: datetime
    ends_at: datetime
    marked: bool = False
    """Whether its attendance is complete."""


@dataclass(frozen=True, slots=True, eq=False)
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


class CountedPresence(NamedTuple):
    """What is known of one person at one session; at most one of these for each pair."""

    session: CountedSession
    person: CountedPerson
    presence: Presence
    walk_in: bool = False
    on_duty: bool = False
    """Whether the person was there to work, without being enrolled in the action."""


@dataclass(frozen=True, slots=True)
class CountedHeads:
    """People counted without a name."""

    session: CountedSession
    heads: int
    sex: Sex | None = None
    band: AgeBand | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """All that was written down about some sessions."""

    sessions: Sequence[CountedSession]
    presences: Sequence[CountedPresence]
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
    def residence_mix(self) -> float | None:
        """1 less the sum of the squared shares of the residences: 0 where all live in one."""
        total = sum(self.by_residence.values())
        return 1 - sum((number / total) ** 2 for number in self.by_residence.values()) if total else None


@dataclass(frozen=True, slots=True)
class Loyalty:
    """Who keeps coming, over the sessions of which it is known who came."""

    people: int
    """Different people who came at least once."""
    regulars: int
    """Those who came at least twice, and to three quarters of an action's sessions since their first."""
    started: int
    """Those who came in the first third of an action's sessions; of several actions, each counts."""
    stayed: int
    """How many of them came in its last third."""

    @property
    def regular_rate(self) -> float | None:
        """Share of regulars."""
        return ratio(self.regulars, self.people)

    @property
    def retention(self) -> float | None:
        """Of the people of the first third, the share who came in the last third."""
        return ratio(self.stayed, self.started)


def ratio(part: float, whole: float) -> float | None:
    """The part of the whole, or None where there is no whole."""
    return part / whole if whole else None


def count(register: Register) -> Figures:
    """The figures of a register."""
    statuses = dict.fromkeys(_STATUSES, 0)
    for session in register.sessions:
        statuses[session.status] += 1
    held = [session for session in register.sessions if session.status is SessionStatus.HELD]
    known = _known(register) if held else set()
    visits, team, expected, expected_present = _visits(register)
    heads = [row for row in register.heads if row.session.status is SessionStatus.HELD]
    who = set().union(*visits.values())
    women = men = staff = first_timers = in_district = 0
    bands = dict.fromkeys(_BANDS, 0)
    homes: dict[int, tuple[ResidenceId, int]] = {}
    for person in who:
        women += person.sex is Sex.FEMALE
        men += person.sex is Sex.MALE
        staff += person.staff
        first_timers += person.first_timer
        in_district += person.district_id is not None
        if person.band is not None:
            bands[person.band] += 1
        home = person.residence_id
        if home is not None:
            value = home.int
            homes[value] = (home, homes[value][1] + 1) if value in homes else (home, 1)
    return Figures(
        sessions=len(register.sessions) - statuses[SessionStatus.OPTION],
        held=len(held),
        cancelled=statuses[SessionStatus.CANCELLED],
        to_place_again=statuses[SessionStatus.SKIPPED],
        to_come=statuses[SessionStatus.PLANNED],
        unmarked=sum(session not in known for session in held),
        people=len(who),
        presences=sum(map(len, visits.values())),
        heads=sum(row.heads for row in heads),
        heads_women=sum(row.heads for row in heads if row.sex is Sex.FEMALE),
        heads_men=sum(row.heads for row in heads if row.sex is Sex.MALE),
        heads_seniors=sum(row.heads for row in heads if row.band in SENIORS),
        team=len(team),
        held_time=sum((session.ends_at - session.starts_at for session in held), timedelta()),
        participant_time=sum(
            ((session.ends_at - session.starts_at) * len(those) for session, those in visits.items()),
            timedelta(),
        ),
        marked_expected=expected,
        marked_present=expected_present,
        women=women,
        men=men,
        bands={band: number for band, number in bands.items() if number},
        staff=staff,
        first_timers=first_timers,
        in_district=in_district,
        # People come out of a set in any order; a fixed one keeps what is printed the same.
        by_residence=dict(homes[value] for value in sorted(homes)),
    )


def loyalty(register: Register) -> Loyalty:
    """Who keeps coming, action by action."""
    visits, _, _, _ = _visits(register)
    actions: dict[ActionId, list[CountedSession]] = {}
    for session in _known(register):
        actions.setdefault(session.action_id, []).append(session)
    regulars: set[CountedPerson] = set()
    stayed = started = 0
    for held in actions.values():
        held.sort(key=lambda session: (session.starts_at, session.id))
        times: dict[CountedPerson, list[int]] = {}
        for position, session in enumerate(held):
            for person in visits.get(session, ()):
                times.setdefault(person, []).append(position)
        regulars.update(
            person
            for person, positions in times.items()
            if len(positions) >= 2 and 4 * len(positions) >= 3 * (len(held) - positions[0])
        )
        third = len(held) // 3
        if third:
            early = [person for person, positions in times.items() if positions[0] < third]
            started += len(early)
            stayed += sum(times[person][-1] >= len(held) - third for person in early)
    return Loyalty(len(set().union(*visits.values())), len(regulars), started, stayed)


def by_session(register: Register, key: Callable[[CountedSession], K]) -> dict[K, Register]:
    """The register parted by a property of its sessions, in the order in which they appear."""
    groups: dict[K, tuple[list[CountedSession], list[CountedPresence], list[CountedHeads]]] = {}
    group_of = {}
    for session in register.sessions:
        group_of[session] = group = groups.setdefault(key(session), ([], [], []))
        group[0].append(session)
    for presence in register.presences:
        group_of[presence.session][1].append(presence)
    for row in register.heads:
        group_of[row.session][2].append(row)
    return {name: Register(*group) for name, group in groups.items()}


def by_person(register: Register, key: Callable[[CountedPerson], K]) -> dict[K, Register]:
    """The register parted by a property of its people.

    Sessions and heads without a name belong to no group of people: the parts are without them.
    """
    groups: dict[K, list[CountedPresence]] = {}
    group_of: dict[CountedPerson, list[CountedPresence]] = {}
    for row in register.presences:
        group = group_of.get(row.person)
        if group is None:
            group_of[row.person] = group = groups.setdefault(key(row.person), [])
        group.append(row)
    return {name: Register((), rows) for name, rows in groups.items()}


def joined(parts: Iterable[Figures]) -> Figures:
    """The figures of several parts of one register by person: nobody is in two of them."""
    totals: dict[str, Any] = {}
    bands = dict.fromkeys(_BANDS, 0)
    residences: dict[ResidenceId, int] = {}
    for part in parts:
        for name in _ADDED:
            totals[name] = totals[name] + getattr(part, name) if name in totals else getattr(part, name)
        for band, number in part.bands.items():
            bands[band] += number
        for residence_id, number in part.by_residence.items():
            residences[residence_id] = residences.get(residence_id, 0) + number
    return Figures(
        **totals,
        bands={band: number for band, number in bands.items() if number},
        by_residence={key: residences[key] for key in sorted(residences, key=lambda key: key.int)},
    )


_ADDED = tuple(
    part.name
    for part in fields(Figures)
    if part.name not in ("bands", "by_residence", "team")  # the team may be on duty for several parts
)


def _visits(
    register: Register,
) -> tuple[dict[CountedSession, set[CountedPerson]], set[CountedPerson], int, int]:
    """Who took part in each session held, who was on duty, and the marks of those expected: all, present."""
    visits: defaultdict[CountedSession, set[CountedPerson]] = defaultdict(set)
    team: set[CountedPerson] = set()
    expected = expected_present = 0
    for session, person, presence, walk_in, on_duty in register.presences:
        if session.status is not SessionStatus.HELD:
            continue
        present = presence is Presence.PRESENT
        if on_duty:
            if present:
                team.add(person)
            continue
        if not walk_in:
            expected += 1
            expected_present += present
        if present:
            visits[session].add(person)
    return visits, team, expected, expected_present


def _known(register: Register) -> set[CountedSession]:
    """The sessions held of which it is known who came, if only in part."""
    known = {session for session in register.sessions if session.marked}
    known.update({row[0] for row in register.presences}, {row.session for row in register.heads})
    return {session for session in known if session.status is SessionStatus.HELD}
