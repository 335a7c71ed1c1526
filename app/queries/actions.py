"""Actions: their list, one action's page, and the choices that editors offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.orm import aliased

from app.db.tables import (
    Action,
    ActionResidence,
    Enrolment,
    MoneyLine,
    Objective,
    Organisation,
    Partner,
    Person,
    Production,
    Residence,
    Session,
)
from app.domain.ids import ActionId, OrganisationId, PersonId, ResidenceId
from app.domain.kinds import (
    ActionStatus,
    EnrolmentStatus,
    MoneySide,
    PartnerRole,
    SessionStatus,
)
from app.domain.names import full_name
from app.queries.people import PersonRow, matching, people_by_id


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as lists show it."""

    id: ActionId
    version: int
    code: str
    title: str
    kind: str
    status: ActionStatus
    axis: str
    lead_id: PersonId | None
    lead: str
    residences: tuple[str, ...]
    residence_ids: tuple[ResidenceId, ...]
    sessions: int
    """Not counting those cancelled."""
    held: int
    next_session: datetime | None
    enrolled: int
    waiting: int
    places: int | None
    has_production: bool


@dataclass(frozen=True, slots=True)
class EnrolledPerson:
    """A person's place in an action."""

    person: PersonRow
    status: EnrolmentStatus
    position: int
    enrolled_on: date | None


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """An organisation's part in an action."""

    id: UUID
    organisation_id: OrganisationId
    name: str
    role: PartnerRole
    contribution: str
    share: int | None


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective of an action."""

    id: UUID
    aim: str
    indicator: str
    target: str
    result: str
    reached: str


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A line of an action's budget."""

    id: UUID
    side: MoneySide
    account: str
    label: str
    organisation: str
    landlord: bool
    forecast: Decimal
    actual: Decimal | None


@dataclass(frozen=True, slots=True)
class ActionDetail:
    """An action's page, but for its sessions."""

    row: ActionRow
    starts_on: date | None
    ends_on: date | None
    target_people: int | None
    audience: str
    context: str
    description: str
    lessons: str
    follow_up: str
    people: tuple[EnrolledPerson, ...]
    """Enrolled by name, then waiting in order; those who left are not among them."""
    partners: tuple[PartnerRow, ...]
    objectives: tuple[ObjectiveRow, ...]
    money: tuple[MoneyRow, ...]


def actions(
    connection: Connection,
    now: datetime,
    *,
    year: int | None = None,
    text: str = "",
    statuses: frozenset[ActionStatus] = frozenset(),
) -> tuple[ActionRow, ...]:
    """Actions by code, the newest first; of a year where one is given (by its code)."""
    where: list[ColumnElement[bool]] = []
    if year is not None:
        where.append(Action.code.startswith(f"{year}-", autoescape=True))
    if statuses:
        where.append(Action.status.in_(statuses))
    if text.strip():
        where.append(Action.id.in_(matching(connection, "action", text, 800)))
    return _action_rows(connection, now, *where)


def action_years(connection: Connection) -> tuple[int, ...]:
    """The years that actions' codes begin with, the newest first."""
    found = connection.scalars(select(func.substr(Action.code, 1, 4)).distinct())
    return tuple(sorted((int(year) for year in found if year.isdecimal()), reverse=True))


def action_by_code(connection: Connection, code: str) -> ActionId | None:
    """The action `2026-042`, or None."""
    found = connection.scalar(select(Action.id).where(Action.code == code))
    return None if found is None else ActionId(found)


def action_detail(connection: Connection, action_id: ActionId, now: datetime) -> ActionDetail | None:
    """An action's page, or None where it is gone."""
    rows = _action_rows(connection, now, Action.id == action_id)
    if not rows:
        return None
    own = connection.execute(
        select(
            Action.starts_on,
            Action.ends_on,
            Action.target_people,
            Action.audience,
            Action.context,
            Action.description,
            Action.lessons,
            Action.follow_up,
        ).where(Action.id == action_id)
    ).one()
    return ActionDetail(
        rows[0],
        *own,
        people=_enrolled(connection, action_id, now.date()),
        partners=_partners(connection, action_id),
        objectives=_objectives(connection, action_id),
        money=_money(connection, action_id),
    )


def _action_rows(connection: Connection, now: datetime, *where: ColumnElement[bool]) -> tuple[ActionRow, ...]:
    lead = aliased(Person)
    wanted = select(Action.id).where(*where)
    found = connection.execute(
        select(
            Action.id,
            Action.version,
            Action.code,
            Action.title,
            Action.kind,
            Action.status,
            Action.axis,
            Action.lead_id,
            Action.places,
            lead.given_name,
            lead.family_name,
            Production.id.label("production"),
        )
        .outerjoin(lead, lead.id == Action.lead_id)
        .outerjoin(Production, Production.action_id == Action.id)
        .where(*where)
        .order_by(Action.code.desc())
    ).all()
    residences: dict[UUID, list[tuple[ResidenceId, str]]] = {}
    for place in connection.execute(
        select(ActionResidence.action_id, Residence.id, Residence.name)
        .join(Residence, Residence.id == ActionResidence.residence_id)
        .where(ActionResidence.action_id.in_(wanted))
        .order_by(ActionResidence.id)
    ):
        residences.setdefault(place.action_id, []).append((ResidenceId(place.id), place.name))
    sessions = {
        row.action_id: row
        for row in connection.execute(
            select(
                Session.action_id,
                func.count().filter(Session.status != SessionStatus.CANCELLED).label("sessions"),
                func.count().filter(Session.status == SessionStatus.HELD).label("held"),
                func.min(Session.starts_at)
                .filter(
                    Session.starts_at >= now,
                    Session.status.in_((SessionStatus.PLANNED, SessionStatus.OPTION)),
                )
                .label("next"),
            )
            .where(Session.action_id.in_(wanted))
            .group_by(Session.action_id)
        )
    }
    standing: dict[tuple[UUID, EnrolmentStatus], int] = {
        (row.action_id, row.status): row.people
        for row in connection.execute(
            select(Enrolment.action_id, Enrolment.status, func.count().label("people"))
            .where(Enrolment.action_id.in_(wanted))
            .group_by(Enrolment.action_id, Enrolment.status)
        )
    }
    rows = []
    for row in found:
        own = residences.get(row.id, [])
        counted = sessions.get(row.id)
        rows.append(
            ActionRow(
                id=row.id,
                version=row.version,
                code=row.code,
                title=row.title,
                kind=row.kind,
                status=row.status,
                axis=row.axis,
                lead_id=row.lead_id,
                lead=full_name(row.given_name or "", row.family_name or ""),
                residences=tuple(name for _, name in own),
                residence_ids=tuple(residence for residence, _ in own),
                sessions=counted.sessions if counted else 0,
                held=counted.held if counted else 0,
                next_session=counted.next if counted else None,
                enrolled=standing.get((row.id, EnrolmentStatus.ENROLLED), 0),
                waiting=standing.get((row.id, EnrolmentStatus.WAITING), 0),
                places=row.places,
                has_production=row.production is not None,
            )
        )
    return tuple(rows)


def _enrolled(connection: Connection, action_id: ActionId, today: date) -> tuple[EnrolledPerson, ...]:
    found = connection.execute(
        select(Enrolment.person_id, Enrolment.status, Enrolment.position, Enrolment.enrolled_on).where(
            Enrolment.action_id == action_id, Enrolment.status != EnrolmentStatus.LEFT
        )
    ).all()
    people = people_by_id(connection, [PersonId(row.person_id) for row in found], today)
    enrolled = [
        EnrolledPerson(people[row.person_id], row.status, row.position, row.enrolled_on) for row in found
    ]

    def order(each: EnrolledPerson) -> tuple[bool, int, tuple[str, str, int]]:
        waiting = each.status is EnrolmentStatus.WAITING
        return waiting, each.position if waiting else 0, each.person.sort_key

    return tuple(sorted(enrolled, key=order))


def _partners(connection: Connection, action_id: ActionId) -> tuple[PartnerRow, ...]:
    found = connection.execute(
        select(
            Partner.id,
            Partner.organisation_id,
            Organisation.name,
            Partner.role,
            Partner.contribution,
            Partner.share,
        )
        .join(Organisation, Organisation.id == Partner.organisation_id)
        .where(Partner.action_id == action_id)
        .order_by(Partner.id)
    )
    return tuple(
        PartnerRow(
            row.id, OrganisationId(row.organisation_id), row.name, row.role, row.contribution, row.share
        )
        for row in found
    )


def _objectives(connection: Connection, action_id: ActionId) -> tuple[ObjectiveRow, ...]:
    found = connection.execute(
        select(
            Objective.id,
            Objective.aim,
            Objective.indicator,
            Objective.target,
            Objective.result,
            Objective.reached,
        )
        .where(Objective.action_id == action_id)
        .order_by(Objective.position)
    )
    return tuple(ObjectiveRow(*row) for row in found)


def _money(connection: Connection, action_id: ActionId) -> tuple[MoneyRow, ...]:
    found = connection.execute(
        select(
            MoneyLine.id,
            MoneyLine.side,
            MoneyLine.account,
            MoneyLine.label,
            Organisation.name,
            MoneyLine.landlord,
            MoneyLine.forecast,
            MoneyLine.actual,
        )
        .outerjoin(Organisation, Organisation.id == MoneyLine.organisation_id)
        .where(MoneyLine.action_id == action_id)
        .order_by(MoneyLine.side, MoneyLine.account, MoneyLine.id)
    )
    return tuple(
        MoneyRow(
            row.id, row.side, row.account, row.label, row.name or "", row.landlord, row.forecast, row.actual
        )
        for row in found
    )
