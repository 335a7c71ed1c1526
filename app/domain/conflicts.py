"""Who or what is wanted at two places at once, and the nearest way out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.domain.ids import PersonId, SessionId, VenueId
from app.domain.slots import Slot

DAY_STARTS = time(8)
DAY_ENDS = time(22)
_STEP = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A session as others can collide with it."""

    session_id: SessionId
    title: str
    slot: Slot
    venue_id: VenueId | None
    venue: str
    people: frozenset[PersonId]
    """Everybody expected: enrolled or called, and those who work at it."""


class ClashKind(StrEnum):
    """What two sessions both want."""

    PERSON = "person"
    VENUE = "venue"


@dataclass(frozen=True, slots=True)
class Clash:
    """A session wants what another one has already."""

    kind: ClashKind
    other: Commitment
    people: frozenset[PersonId] = frozenset()
    """Who is expected at both, for a clash of persons."""


class WayOutKind(StrEnum):
    """What would change to resolve a clash."""

    TIME = "time"
    VENUE = "venue"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class WayOut:
    """The nearest free alternative of one sort."""

    kind: WayOutKind
    slot: Slot
    venue_id: VenueId | None


def clashes(wanted: Commitment, others: Iterable[Commitment]) -> tuple[Clash, ...]:
    """Everything that `wanted` collides with; touching times do not collide. Sorted by time."""
    found: list[Clash] = []
    for other in others:
        if other.session_id == wanted.session_id or not wanted.slot.overlaps(other.slot):
            continue
        if wanted.venue_id is not None and wanted.venue_id == other.venue_id:
            found.append(Clash(ClashKind.VENUE, other))
        both = wanted.people & other.people
        if both:
            found.append(Clash(ClashKind.PERSON, other, both))
    return tuple(sorted(found, key=lambda clash: (clash.other.slot, clash.other.session_id, clash.kind)))


def ways_out(
    wanted: Commitment,
    others: Sequence[Commitment],
    venues: Collection[VenueId],
    closed: Collection[date] = (),
) -> tuple[WayOut, ...]:
    """The nearest free time on the same day, the first free venue, and the nearest free day at the same hour.

    `venues` are tried in their order; days in `closed` are not proposed. A sort for which nothing is
    free is left out.
    """
    found: list[WayOut] = []
    later = _nearest_time(wanted, others)
    if later is not None:
        found.append(WayOut(WayOutKind.TIME, later, wanted.venue_id))
    if wanted.venue_id is not None:
        taken = {
            other.venue_id
            for other in others
            if other.slot.overlaps(wanted.slot) and other.session_id != wanted.session_id
        }
        free = next((venue for venue in venues if venue != wanted.venue_id and venue not in taken), None)
        if free is not None and not _busy_people(wanted, others):
            found.append(WayOut(WayOutKind.VENUE, wanted.slot, free))
    day = _nearest_day(wanted, others, closed)
    if day is not None:
        found.append(WayOut(WayOutKind.DAY, day, wanted.venue_id))
    return tuple(found)


def nearest_days(
    wanted: Commitment, others: Sequence[Commitment], first: date, last: date, closed: Collection[date] = ()
) -> list[Slot]:
    """The free days from `first` to `last` at the same hour: those of the same weekday, then the other working days."""
    found = []
    for days in range((last - first).days + 1):
        slot = wanted.slot.shifted(first + timedelta(days=days) - wanted.slot.day)
        if slot.day != wanted.slot.day and slot.day not in closed and not clashes(_at(wanted, slot), others):
            found.append(slot)
    usual = wanted.slot.day.weekday()
    same = [slot for slot in found if slot.day.weekday() == usual]
    rest = [slot for slot in found if slot.day.weekday() != usual and slot.day.weekday() < 5]
    return [*same, *rest]


def _nearest_time(wanted: Commitment, others: Sequence[Commitment]) -> Slot | None:
    day = wanted.slot.day
    opening, closing = datetime.combine(day, DAY_STARTS), datetime.combine(day, DAY_ENDS)
    same_day = [other for other in others if other.slot.starts_at < closing and other.slot.ends_at > opening]
    for steps in range(1, 57):
        for shift in (_STEP * steps, -_STEP * steps):
            slot = wanted.slot.shifted(shift)
            if (
                slot.starts_at >= opening
                and slot.ends_at <= closing
                and not clashes(_at(wanted, slot), same_day)
            ):
                return slot
    return None


def _nearest_day(wanted: Commitment, others: Sequence[Commitment], closed: Collection[date]) -> Slot | None:
    for days in range(1, 15):
        for shift in (days, -days):
            slot = wanted.slot.shifted(timedelta(days=shift))
            if slot.day.weekday() < 5 and slot.day not in closed and not clashes(_at(wanted, slot), others):
                return slot
    return None


def _busy_people(wanted: Commitment, others: Iterable[Commitment]) -> bool:
    return any(clash.kind is ClashKind.PERSON for clash in clashes(wanted, others))


def _at(wanted: Commitment, slot: Slot) -> Commitment:
    return Commitment(wanted.session_id, wanted.title, slot, wanted.venue_id, wanted.venue, wanted.people)
