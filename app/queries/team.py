"""Who works for an action: those assigned to its sessions, with how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from app.db.tables import Assignment, Session
from app.domain.ids import ActionId, PersonId
from app.domain.kinds import Role, SessionStatus
from app.queries.people import PersonRow, people_by_id


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Somebody assigned to sessions of an action in a role."""

    person: PersonRow
    role: Role
    sessions: int
    """Not counting those cancelled."""
    next_session: datetime | None

    @property
    def id(self) -> tuple[PersonId, Role]:
        """Person and role, which name the line."""
        return self.person.id, self.role


def action_team(connection: Connection, action_id: ActionId, now: datetime) -> tuple[TeamMember, ...]:
    """Who is assigned to the sessions of an action: a line for each person and role, staff first, by name."""
    found = connection.execute(
        select(
            Assignment.person_id,
            Assignment.role,
            func.count().label("sessions"),
            func.min(Session.starts_at).filter(Session.starts_at >= now).label("next"),
        )
        .join(Session, Session.id == Assignment.session_id)
        .where(Session.action_id == action_id, Session.status != SessionStatus.CANCELLED)
        .group_by(Assignment.person_id, Assignment.role)
    ).all()
    day: date = now.date()
    people = people_by_id(connection, [PersonId(row.person_id) for row in found], day)
    order = list(Role)
    members = [TeamMember(people[row.person_id], row.role, row.sessions, row.next) for row in found]
    return tuple(sorted(members, key=lambda each: (order.index(each.role), each.person.sort_key)))
