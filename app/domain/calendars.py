"""Sessions as a calendar of another program tells of them, and what taking them in would make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.kinds import SessionStatus
from app.domain.names import fold

LONGEST_UID = 255


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One time that an event takes place, by the landlord's wall clock."""

    uid: str
    """The same in every version of the calendar; a session is found again by it."""
    series: str
    """The title of the series or event: what its action is called."""
    title: str
    """The title of this one time."""
    starts_at: datetime
    ends_at: datetime
    status: SessionStatus
    venue: str
    note: str


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """What taking in a calendar would make; what is there already stays as it is."""

    new: tuple[SessionRecord, ...]
    known: int
    """Sessions that were taken in before."""
    actions: tuple[str, ...]
    """Titles of actions to be made; a series goes to an action of its title where there is one."""
    venues: tuple[str, ...]
    """Names of venues to be made."""


def plan_calendar(
    records: Iterable[SessionRecord],
    known_uids: frozenset[str],
    action_titles: Mapping[str, object],
    venue_names: Mapping[str, object],
    *,
    one_action: bool,
) -> CalendarPlan:
    """Compare a calendar with what is there; titles and names are given folded.

    With `one_action` all sessions go to an action that is there already.
    """
    new: list[SessionRecord] = []
    actions: dict[str, str] = {}
    venues: dict[str, str] = {}
    seen: set[str] = set()
    known = 0
    for record in records:
        if record.uid in known_uids:
            known += 1
            continue
        if record.uid in seen:
            continue
        seen.add(record.uid)
        new.append(record)
        if not one_action and fold(record.series) not in action_titles:
            actions.setdefault(fold(record.series), record.series)
        if record.venue and fold(record.venue) not in venue_names:
            venues.setdefault(fold(record.venue), record.venue)
    return CalendarPlan(tuple(new), known, tuple(actions.values()), tuple(venues.values()))
