"""The choices that editors offer: actions, coordinators, residences, venues, organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from app.db.tables import Action, Organisation, Person, PersonRole, Residence, Venue
from app.domain.kinds import ActionStatus, Role
from app.domain.names import fold, full_name
from app.queries.people import matching


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a list to choose from."""

    id: UUID
    label: str
    detail: str = ""


def action_choices(connection: Connection, text: str = "", limit: int = 12) -> tuple[Choice, ...]:
    """Actions to choose from, the newest first; those with the typed words where some are typed."""
    query = select(Action.id, Action.code, Action.title).where(
        Action.status.not_in((ActionStatus.ABANDONED, ActionStatus.FINISHED))
    )
    if text.strip():
        query = select(Action.id, Action.code, Action.title).where(
            Action.id.in_(matching(connection, "action", text, limit))
        )
    found = connection.execute(query.order_by(Action.code.desc()).limit(limit))
    return tuple(Choice(row.id, row.title, row.code) for row in found)


def coordinator_choices(connection: Connection, today: date) -> tuple[Choice, ...]:
    """Staff who can answer for an action: those who do for some, then the rest by name."""
    leads = select(Action.lead_id).where(Action.lead_id.is_not(None))
    staff = select(PersonRole.person_id).where(PersonRole.role == Role.STAFF, PersonRole.valid_to.is_(None))
    found = connection.execute(
        select(
            Person.id, Person.given_name, Person.family_name, Person.job, Person.id.in_(leads).label("leads")
        ).where(Person.id.in_(leads) | Person.id.in_(staff))
    ).all()
    ordered = sorted(found, key=lambda row: (not row.leads, fold(row.family_name), fold(row.given_name)))
    return tuple(Choice(row.id, full_name(row.given_name, row.family_name), row.job) for row in ordered)


def residence_choices(connection: Connection) -> tuple[Choice, ...]:
    """Residences by name."""
    found = connection.execute(select(Residence.id, Residence.name, Residence.commune)).all()
    return tuple(
        Choice(row.id, row.name, row.commune) for row in sorted(found, key=lambda row: fold(row.name))
    )


def venue_choices(connection: Connection) -> tuple[Choice, ...]:
    """Venues by name, with their residence."""
    found = connection.execute(
        select(Venue.id, Venue.name, Residence.name.label("residence")).outerjoin(
            Residence, Residence.id == Venue.residence_id
        )
    ).all()
    return tuple(
        Choice(row.id, row.name, row.residence or "") for row in sorted(found, key=lambda row: fold(row.name))
    )


def organisation_choices(connection: Connection) -> tuple[Choice, ...]:
    """Organisations by name."""
    found = connection.execute(select(Organisation.id, Organisation.name, Organisation.kind)).all()
    ordered = sorted(found, key=lambda row: fold(row.name))
    return tuple(Choice(row.id, row.name, row.kind.value) for row in ordered)
