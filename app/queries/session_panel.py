"""All that a session's panel shows, from one moment of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from app.domain.conflicts import Clash, Commitment, WayOut, WayOutKind, clashes, nearest_days, ways_out
from app.domain.holidays import is_public_holiday
from app.domain.ids import PersonId, SessionId, VenueId
from app.domain.kinds import ReferenceList, SessionStatus
from app.queries.choices import Choice, venue_choices
from app.queries.commitments import commitments_between, commitments_of, person_names, venues_like
from app.queries.reference import Entry, reference_lists
from app.queries.sessions import SessionDetail, session_detail

_AROUND = timedelta(days=14)
_LOOK_AHEAD = timedelta(days=35)
_PROPOSED = 3


@dataclass(frozen=True, slots=True)
class SessionPanelFacts:
    """A session, what it collides with and the ways out, and what its fields can be."""

    detail: SessionDetail
    clashes: tuple[Clash, ...]
    ways_out: tuple[WayOut, ...]
    """Out of the clashes; for a session that was put aside, free days to place it again."""
    names: Mapping[PersonId, str]
    venues: tuple[Choice, ...]
    taken: Mapping[VenueId, str]
    """The venues that are in use at that time, and by which session."""
    kinds: tuple[Entry, ...]
    reasons: tuple[Entry, ...]


def session_panel(
    connection: Connection, session_id: SessionId, language: str, today: date
) -> SessionPanelFacts | None:
    """What the panel of a session shows, or None where it is gone. No way out leads into the past or a holiday."""
    detail = session_detail(connection, session_id)
    if detail is None:
        return None
    row = detail.row
    day = row.starts_at.date()
    aside = row.status is SessionStatus.SKIPPED
    first, last = day - _AROUND, row.ends_at.date() + _AROUND
    if aside:
        last = max(last, today + _LOOK_AHEAD)
    others = tuple(each for each in commitments_between(connection, first, last) if each.session_id != row.id)
    (own,) = commitments_of(connection, (row,), also_idle=True)
    happens = row.status not in (SessionStatus.CANCELLED, SessionStatus.SKIPPED)
    found = clashes(own, others) if happens else ()
    ways: tuple[WayOut, ...] = ()
    if found:
        ways = ways_out(own, others, _venues(connection, own), _closed(first, last, today))
    elif aside:
        start = max(day, today)
        days = nearest_days(own, others, start, last, _closed(first, last, today))[:_PROPOSED]
        ways = tuple(WayOut(WayOutKind.DAY, slot, own.venue_id) for slot in days)
    lists = reference_lists(connection, language)
    return SessionPanelFacts(
        detail=detail,
        clashes=found,
        ways_out=ways,
        names=person_names(connection, frozenset(person for clash in found for person in clash.people)),
        venues=venue_choices(connection),
        taken={
            each.venue_id: each.title
            for each in others
            if each.venue_id is not None and each.slot.overlaps(row.slot)
        },
        kinds=tuple(lists[ReferenceList.SESSION_KIND].values()),
        reasons=tuple(lists[ReferenceList.REASON].values()),
    )


def _closed(first: date, last: date, today: date) -> frozenset[date]:
    """Days that are not proposed: those that are over, and public holidays."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return frozenset(day for day in days if day < today or is_public_holiday(day))


def _venues(connection: Connection, own: Commitment) -> tuple[VenueId, ...]:
    if own.venue_id is None:
        return ()
    return tuple(venue for venue, _ in venues_like(connection, own.venue_id))
