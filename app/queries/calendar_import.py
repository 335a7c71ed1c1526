"""What taking in a calendar file would make."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from app.db.tables import Action, Session, Venue
from app.domain.calendars import CalendarPlan, SessionRecord, plan_calendar
from app.domain.ids import SessionId
from app.domain.names import fold

OWN = "@palier"
"""How the UID of a session ends that was made here: its id comes before."""


def plan_calendar_import(
    connection: Connection, records: Iterable[SessionRecord], *, one_action: bool
) -> CalendarPlan:
    """Compare a calendar's sessions with those of the workspace, by UID; see `app.domain.calendars`."""
    uids = set(connection.scalars(select(Session.uid).where(Session.uid != "")))
    own = (own_uid(SessionId(row_id)) for row_id in connection.scalars(select(Session.id)))
    titles = {fold(title): None for title in connection.scalars(select(Action.title))}
    names = {fold(name): None for name in connection.scalars(select(Venue.name))}
    return plan_calendar(records, frozenset((*uids, *own)), titles, names, one_action=one_action)


def own_uid(session_id: SessionId) -> str:
    """The UID of a session that was made here."""
    return f"{session_id}{OWN}"
