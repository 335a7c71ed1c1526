"""Where sessions are held and who pays for them, for the heads of sheets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, and_, func, select

from app.db.tables import (
    Action,
    ActionResidence,
    Agency,
    Assignment,
    District,
    MoneyLine,
    Organisation,
    Partner,
    Person,
    Residence,
    ResidenceDistrict,
    Session,
    Venue,
)
from app.domain.ids import ActionId, PersonId, SessionId
from app.domain.kinds import PartnerRole, Role, SessionStatus
from app.domain.names import full_name
from app.queries.chunks import chunks


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Somebody who works at a session."""

    person_id: PersonId
    name: str
    role: Role
    organisation: str


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """What a sheet's head says of the action."""

    id: ActionId
    code: str
    title: str
    agencies: tuple[str, ...]
    residences: tuple[str, ...]
    residence_ids: tuple[UUID, ...]
    coordinator: str
    coordinator_phone: str
    funders: tuple[str, ...]
    last_number: int
    """The highest number among its sessions, options left out."""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What a sheet's head says of a session."""

    id: SessionId
    action_id: ActionId
    number: int
    title: str
    """Its own title; empty where it has none."""
    kind: str
    status: SessionStatus
    starts_at: datetime
    ends_at: datetime
    venue: str
    address: str
    access: str
    agency: str
    districts: tuple[tuple[str, str], ...]
    """Name and code."""
    note: str
    team: tuple[TeamMember, ...]

    @property
    def facilitators(self) -> tuple[TeamMember, ...]:
        """Those of the team who lead."""
        return tuple(member for member in self.team if member.role is Role.FACILITATOR)


def actions(connection: Connection, action_ids: Iterable[ActionId]) -> dict[ActionId, ActionFacts]:
    """The facts of actions by id."""
    found: dict[ActionId, ActionFacts] = {}
    for ids in chunks(action_ids):
        homes: dict[UUID, dict[UUID, str]] = {}
        agencies: dict[UUID, dict[str, None]] = {}
        for action_id, residence_id, residence, agency in connection.execute(
            select(ActionResidence.action_id, Residence.id, Residence.name, Agency.name)
            .join(Residence, Residence.id == ActionResidence.residence_id)
            .outerjoin(Agency, Agency.id == Residence.agency_id)
            .where(ActionResidence.action_id.in_(ids))
            .order_by(Residence.name, Residence.code)
        ):
            homes.setdefault(action_id, {})[residence_id] = residence
            if agency:
                agencies.setdefault(action_id, {})[agency] = None
        funders: dict[UUID, dict[str, None]] = {}
        named = (
            select(Partner.action_id, Organisation.name)
            .join(Organisation, Organisation.id == Partner.organisation_id)
            .where(Partner.action_id.in_(ids), Partner.role == PartnerRole.FUNDER)
        ).union(
            select(MoneyLine.action_id, Organisation.name)
            .join(Organisation, Organisation.id == MoneyLine.organisation_id)
            .where(MoneyLine.action_id.in_(ids), MoneyLine.account.startswith("7"), ~MoneyLine.landlord)
        )
        for action_id, name in sorted(connection.execute(named), key=lambda row: str(row[1])):
            funders.setdefault(action_id, {})[name] = None
        rows = connection.execute(
            select(
                Action.id,
                Action.code,
                Action.title,
                Person.given_name,
                Person.family_name,
                Person.phone,
                func.max(Session.number).label("last_number"),
            )
            .outerjoin(Person, Person.id == Action.lead_id)
            .outerjoin(Session, and_(Session.action_id == Action.id, Session.status != SessionStatus.OPTION))
            .where(Action.id.in_(ids))
            .group_by(Action.id, Person.id)
        )
        for row in rows:
            found[ActionId(row.id)] = ActionFacts(
                ActionId(row.id),
                row.code,
                row.title,
                tuple(agencies.get(row.id, ())),
                tuple(homes.get(row.id, {}).values()),
                tuple(homes.get(row.id, ())),
                full_name(row.given_name or "", row.family_name or ""),
                row.phone or "",
                tuple(funders.get(row.id, ())),
                row.last_number or 0,
            )
    return found


def sessions(
    connection: Connection, session_ids: Iterable[SessionId], of: dict[ActionId, ActionFacts]
) -> tuple[SessionFacts, ...]:
    """The facts of sessions in order of time; one without a venue is at its action's only residence."""
    found: list[SessionFacts] = []
    for ids in chunks(session_ids):
        rows = connection.execute(
            select(
                Session.id,
                Session.action_id,
                Session.number,
                Session.title,
                Session.kind,
                Session.status,
                Session.starts_at,
                Session.ends_at,
                Session.note,
                Venue.name.label("venue"),
                Venue.address.label("venue_address"),
                Venue.access,
                Venue.residence_id,
            )
            .outerjoin(Venue, Venue.id == Session.venue_id)
            .where(Session.id.in_(ids))
        ).all()
        at: dict[UUID, UUID | None] = {
            row.id: row.residence_id or _only(of[ActionId(row.action_id)].residence_ids) for row in rows
        }
        homes = _homes(connection, {home for home in at.values() if home is not None})
        team = _team(connection, ids)
        for row in rows:
            where = at[row.id]
            home = None if where is None else homes[where]
            found.append(
                SessionFacts(
                    SessionId(row.id),
                    ActionId(row.action_id),
                    row.number,
                    row.title,
                    row.kind,
                    row.status,
                    row.starts_at,
                    row.ends_at,
                    row.venue or (home.name if home else ""),
                    row.venue_address or (home.address if home else ""),
                    row.access or "",
                    home.agency if home else "",
                    home.districts_at(row.starts_at) if home else (),
                    row.note,
                    tuple(team.get(row.id, ())),
                )
            )
    found.sort(key=lambda session: (session.starts_at, of[session.action_id].code, session.number))
    return tuple(found)


def chosen_sessions(
    connection: Connection,
    *,
    session_ids: Iterable[SessionId] | None = None,
    action_id: ActionId | None = None,
    between: tuple[datetime, datetime] | None = None,
) -> dict[SessionId, ActionId]:
    """Sessions by id, or those of an action or of a span of time that are not off, with their actions."""
    if session_ids is not None:
        found: dict[SessionId, ActionId] = {}
        for ids in chunks(session_ids):
            for session_id, of in connection.execute(
                select(Session.id, Session.action_id).where(Session.id.in_(ids))
            ):
                found[SessionId(session_id)] = ActionId(of)
        return found
    query = select(Session.id, Session.action_id).where(
        Session.status.not_in([SessionStatus.CANCELLED, SessionStatus.SKIPPED])
    )
    if action_id is not None:
        query = query.where(Session.action_id == action_id)
    if between is not None:
        query = query.where(Session.starts_at >= between[0], Session.starts_at < between[1])
    return {SessionId(session_id): ActionId(of) for session_id, of in connection.execute(query)}


_Span = tuple[str, str, date | None, date | None]
"""A district's name and code, and its first and last day."""


@dataclass(frozen=True, slots=True)
class _Home:
    name: str
    address: str
    agency: str
    districts: tuple[_Span, ...]

    def districts_at(self, moment: datetime) -> tuple[tuple[str, str], ...]:
        day = moment.date()
        return tuple(
            (name, code)
            for name, code, valid_from, valid_to in self.districts
            if (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)
        )


def _homes(connection: Connection, residence_ids: Iterable[UUID]) -> dict[UUID, _Home]:
    found: dict[UUID, _Home] = {}
    for ids in chunks(residence_ids):
        spans: dict[UUID, list[_Span]] = {}
        for lies in connection.execute(
            select(
                ResidenceDistrict.residence_id,
                District.name,
                District.code,
                ResidenceDistrict.valid_from,
                ResidenceDistrict.valid_to,
            )
            .join(District, District.id == ResidenceDistrict.district_id)
            .where(ResidenceDistrict.residence_id.in_(ids))
            .order_by(District.code)
        ):
            spans.setdefault(lies.residence_id, []).append(
                (lies.name, lies.code, lies.valid_from, lies.valid_to)
            )
        for row in connection.execute(
            select(
                Residence.id,
                Residence.name,
                Residence.address,
                Residence.postal_code,
                Residence.commune,
                Agency.name.label("agency"),
            )
            .outerjoin(Agency, Agency.id == Residence.agency_id)
            .where(Residence.id.in_(ids))
        ):
            town = f"{row.postal_code} {row.commune}".strip()
            found[row.id] = _Home(
                row.name,
                ", ".join(part for part in (row.address, town) if part),
                row.agency or "",
                tuple(spans.get(row.id, ())),
            )
    return found


def _team(connection: Connection, session_ids: list[SessionId]) -> dict[UUID, list[TeamMember]]:
    team: dict[UUID, list[TeamMember]] = {}
    for row in connection.execute(
        select(
            Assignment.session_id,
            Assignment.role,
            Person.id,
            Person.given_name,
            Person.family_name,
            Organisation.name.label("organisation"),
        )
        .join(Person, Person.id == Assignment.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Assignment.session_id.in_(session_ids))
        .order_by(Person.family_name, Person.given_name, Person.number)
    ):
        team.setdefault(row.session_id, []).append(
            TeamMember(
                PersonId(row.id), full_name(row.given_name, row.family_name), row.role, row.organisation or ""
            )
        )
    return team


def _only(ids: tuple[UUID, ...]) -> UUID | None:
    return ids[0] if len(ids) == 1 else None
