"""Sessions for the tests of the calendar views."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from app.domain.ids import ActionId, SessionId, VenueId, seeded_ids
from app.domain.kinds import SessionStatus
from app.queries.rows import SessionRow

NOW = datetime(2026, 11, 12, 9, 0)
_ids = seeded_ids(7)
_numbers = count(1)
_VENUE = VenueId(_ids())


def a_session(
    day: date, hour: float = 14, hours: float = 2, title: str = "Lecture", **fields: Any
) -> SessionRow:
    """A planned session of axis 7 in the Salle des Tilleuls with twelve people expected."""
    starts_at = datetime(day.year, day.month, day.day) + timedelta(hours=hour)
    number = next(_numbers)
    row = SessionRow(
        id=SessionId(_ids()),
        version=1,
        code=f"2026-001/{number}",
        action_id=ActionId(_ids()),
        action_title="Lecture",
        number=number,
        title=title,
        kind="workshop",
        status=SessionStatus.PLANNED,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        axis="7",
        venue_id=_VENUE,
        venue="Salle des Tilleuls",
        residence_id=None,
        residence="Les Tilleuls",
        district="",
        coordinator_id=None,
        coordinator="Nadia Belkacem",
        expected=12,
        seats=None,
        marked=False,
        printed=False,
        note="",
    )
    return replace(row, **fields)
