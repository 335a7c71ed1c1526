"""All that a session's panel shows, from one moment of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from app.domain.conflicts import Clash, Commitment, WayOut, clashes, ways_out
from app.domain.ids import PersonId, SessionId, VenueId
from app.domain.kinds import ReferenceList
from app.queries.choices import Choice, venue_choices
from app.queries.commitments import commitments_between, person_names, venues_like
from app.queries.reference import Entry, reference_lists
from app.queries.sessions import SessionDetail, session_detail

_AROUND = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class SessionPanelFacts:
    """A session, what it collides with and the ways out, and what its fields can be."""

    detail: SessionDetail
    clashes: tuple[Clash, ...]
    ways_out: tuple[WayOut, ...]
    names: Mapping[PersonId, str]
    venues: tuple[Choice, ...]
    kinds: tuple[Entry, ...]
    reasons: tuple[Entry, ...]


def session_panel(connection: Connection, session_id: SessionId, language: str) -> SessionPanelFacts | None:
    """What the panel of a session shows, or None where it is gone."""
    detail = session_detail(connection, session_id)
    if detail is None:
        return None
    row = detail.row
    day = row.starts_at.date()
    around = commitments_between(connection, day - _AROUND, row.ends_at.date() + _AROUND)
    own = next((each for each in around if each.session_id == row.id), None)
    found: tuple[Clash, ...] = ()
    ways: tuple[WayOut, ...] = ()
    if own is not None:
        others = tuple(each for each in around if each.session_id != row.id)
        found = clashes(own, others)
        if found:
            ways = ways_out(own, others, _venues(connection, own))
    lists = reference_lists(connection, language)
    return SessionPanelFacts(
        detail=detail,
        clashes=found,
        ways_out=ways,
        names=person_names(connection, frozenset(person for clash in found for person in clash.people)),
        venues=venue_choices(connection),
        kinds=tuple(lists[ReferenceList.SESSION_KIND].values()),
        reasons=tuple(lists[ReferenceList.REASON].values()),
    )


def _venues(connection: Connection, own: Commitment) -> tuple[VenueId, ...]:
    if own.venue_id is None:
        return ()
    return tuple(venue for venue, _ in venues_like(connection, own.venue_id))
