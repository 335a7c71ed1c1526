"""The estate: lists of residences, agencies and districts, and one residence's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Date, func, or_, select, true, union
from sqlalchemy.orm import InstrumentedAttribute

from app.db.tables import (
    Action,
    ActionResidence,
    Agency,
    Attendance,
    District,
    PersonResidence,
    Residence,
    ResidenceDistrict,
    Session,
    Stairwell,
    Venue,
)
from app.domain.ids import ActionId, AgencyId, DistrictId, ResidenceId, StairwellId
from app.domain.kinds import ActionStatus, DistrictKind, Presence, SessionStatus
from app.domain.names import fold
from app.queries.people import matching
from app.queries.spans import valid_on
from app.queries.venues import VenueRow, venues

YEAR_BACK = timedelta(days=365)
"""The span over which “people met” are counted."""


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """A local branch with the size of its estate."""

    id: AgencyId
    version: int
    code: str
    name: str
    residences: int
    dwellings: int


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A priority district with what lies in it today."""

    id: DistrictId
    version: int
    code: str
    name: str
    kind: DistrictKind
    commune: str
    valid_from: date | None
    valid_to: date | None
    residences: int
    dwellings: int


@dataclass(frozen=True, slots=True)
class ResidenceRow:
    """A residence as lists show it."""

    id: ResidenceId
    version: int
    code: str
    name: str
    address: str
    postal_code: str
    commune: str
    agency_id: AgencyId | None
    agency: str
    district: str
    """The name of the district in which it lies today; empty where none."""
    dwellings: int
    built: int | None
    venues: int
    people_met: int
    """Different people who lived there when they were present at a session of the last 12 months."""
    actions: int
    """Actions that are for this residence."""
    last_session: datetime | None
    """The start of the latest session held there or of an action for it, up to now."""


@dataclass(frozen=True, slots=True)
class StairwellRow:
    """An entrance of a residence."""

    id: StairwellId
    name: str
    dwellings: int


@dataclass(frozen=True, slots=True)
class DistrictSpan:
    """A district of a residence over time; `valid_to` is the last day."""

    district_id: DistrictId
    district: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class ResidenceAction:
    """An action that is for a residence."""

    action_id: ActionId
    code: str
    title: str
    status: ActionStatus
    sessions: int
    """Not counting those cancelled."""


@dataclass(frozen=True, slots=True)
class ResidenceDetail:
    """A residence's page."""

    row: ResidenceRow
    note: str
    stairwells: tuple[StairwellRow, ...]
    venues: tuple[VenueRow, ...]
    districts: tuple[DistrictSpan, ...]
    actions: tuple[ResidenceAction, ...]
    tenants: int
    """People who live there today."""


def residences(
    connection: Connection, now: datetime, *, text: str = "", agency_id: AgencyId | None = None
) -> tuple[ResidenceRow, ...]:
    """Residences by name; those with the typed words, or of an agency, where such are given."""
    where: list[ColumnElement[bool]] = []
    if text.strip():
        where.append(Residence.id.in_(matching(connection, "residence", text, 800)))
    if agency_id is not None:
        where.append(Residence.agency_id == agency_id)
    return _rows(connection, now, *where)


def residence_by_code(connection: Connection, code: str) -> ResidenceId | None:
    """The residence with this code, or None."""
    found = connection.scalar(select(Residence.id).where(Residence.code == code))
    return None if found is None else ResidenceId(found)


def residence_detail(
    connection: Connection, residence_id: ResidenceId, now: datetime
) -> ResidenceDetail | None:
    """A residence's page, or None where it is gone."""
    rows = _rows(connection, now, Residence.id == residence_id)
    if not rows:
        return None
    note = connection.scalar(select(Residence.note).where(Residence.id == residence_id))
    stairwells = connection.execute(
        select(Stairwell.id, Stairwell.name, Stairwell.dwellings)
        .where(Stairwell.residence_id == residence_id)
        .order_by(Stairwell.position, Stairwell.name)
    )
    spans = connection.execute(
        select(District.id, District.name, ResidenceDistrict.valid_from, ResidenceDistrict.valid_to)
        .join(District, District.id == ResidenceDistrict.district_id)
        .where(ResidenceDistrict.residence_id == residence_id)
        .order_by(ResidenceDistrict.valid_from.desc())
    )
    actions = connection.execute(
        select(
            Action.id,
            Action.code,
            Action.title,
            Action.status,
            func.count(Session.id).filter(Session.status != SessionStatus.CANCELLED).label("sessions"),
        )
        .join(ActionResidence, ActionResidence.action_id == Action.id)
        .outerjoin(Session, Session.action_id == Action.id)
        .where(ActionResidence.residence_id == residence_id)
        .group_by(Action.id, Action.code, Action.title, Action.status)
        .order_by(Action.code.desc())
    )
    tenants = connection.scalar(
        select(func.count(func.distinct(PersonResidence.person_id))).where(
            PersonResidence.residence_id == residence_id,
            *valid_on(PersonResidence.valid_from, PersonResidence.valid_to, now.date()),
        )
    )
    return ResidenceDetail(
        row=rows[0],
        note=note or "",
        stairwells=tuple(StairwellRow(StairwellId(row.id), row.name, row.dwellings) for row in stairwells),
        venues=venues(connection, Venue.residence_id == residence_id),
        districts=tuple(
            DistrictSpan(DistrictId(row.id), row.name, row.valid_from, row.valid_to) for row in spans
        ),
        actions=tuple(
            ResidenceAction(ActionId(row.id), row.code, row.title, row.status, row.sessions)
            for row in actions
        ),
        tenants=tenants or 0,
    )


def agencies(connection: Connection) -> tuple[AgencyRow, ...]:
    """Agencies by code."""
    found = connection.execute(
        select(
            Agency.id,
            Agency.version,
            Agency.code,
            Agency.name,
            func.count(Residence.id).label("residences"),
            func.coalesce(func.sum(Residence.dwellings), 0).label("dwellings"),
        )
        .outerjoin(Residence, Residence.agency_id == Agency.id)
        .group_by(Agency.id, Agency.version, Agency.code, Agency.name)
        .order_by(Agency.code)
    )
    return tuple(AgencyRow(**row._asdict()) for row in found)


def districts(connection: Connection, today: date) -> tuple[DistrictRow, ...]:
    """Districts by commune and name, with the residences that lie in them today."""
    lies = (ResidenceDistrict.district_id == District.id) & (
        _both(valid_on(ResidenceDistrict.valid_from, ResidenceDistrict.valid_to, today))
    )
    own = (
        District.id,
        District.version,
        District.code,
        District.name,
        District.kind,
        District.commune,
        District.valid_from,
        District.valid_to,
    )
    found = connection.execute(
        select(
            *own,
            func.count(Residence.id).label("residences"),
            func.coalesce(func.sum(Residence.dwellings), 0).label("dwellings"),
        )
        .outerjoin(ResidenceDistrict, lies)
        .outerjoin(Residence, Residence.id == ResidenceDistrict.residence_id)
        .group_by(*own)
    )
    rows = [DistrictRow(**row._asdict()) for row in found]
    return tuple(sorted(rows, key=lambda row: (fold(row.commune), fold(row.name), row.code)))


def _rows(connection: Connection, now: datetime, *where: ColumnElement[bool]) -> tuple[ResidenceRow, ...]:
    """The residences that answer, by name; six statements, however many rows."""
    found = connection.execute(
        select(
            Residence.id,
            Residence.version,
            Residence.code,
            Residence.name,
            Residence.address,
            Residence.postal_code,
            Residence.commune,
            Residence.agency_id,
            Agency.name.label("agency"),
            Residence.dwellings,
            Residence.built,
        )
        .outerjoin(Agency, Agency.id == Residence.agency_id)
        .where(*where)
    ).all()
    wanted = select(Residence.id).where(*where)
    lies_in: dict[UUID, str] = {
        row.residence_id: row.name
        for row in connection.execute(
            select(ResidenceDistrict.residence_id, District.name)
            .join(District, District.id == ResidenceDistrict.district_id)
            .where(
                ResidenceDistrict.residence_id.in_(wanted),
                *valid_on(ResidenceDistrict.valid_from, ResidenceDistrict.valid_to, now.date()),
            )
        )
    }
    venue_counts = _counts(connection, Venue.residence_id, Venue.residence_id.in_(wanted))
    action_counts = _counts(
        connection, ActionResidence.residence_id, ActionResidence.residence_id.in_(wanted)
    )
    # For the whole estate it is ten times quicker to start from the year's sessions than from the residences.
    met = _people_met(connection, now, PersonResidence.residence_id.in_(wanted) if where else true())
    latest = _latest_sessions(connection, now)
    rows = [
        ResidenceRow(
            id=ResidenceId(row.id),
            version=row.version,
            code=row.code,
            name=row.name,
            address=row.address,
            postal_code=row.postal_code,
            commune=row.commune,
            agency_id=row.agency_id,
            agency=row.agency or "",
            district=lies_in.get(row.id, ""),
            dwellings=row.dwellings,
            built=row.built,
            venues=venue_counts.get(row.id, 0),
            people_met=met.get(row.id, 0),
            actions=action_counts.get(row.id, 0),
            last_session=latest.get(row.id),
        )
        for row in found
    ]
    return tuple(sorted(rows, key=lambda row: (fold(row.name), row.code)))


def _counts(
    connection: Connection, column: InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None],
    where: ColumnElement[bool],
) -> dict[UUID, int]:  # fmt: skip
    found = connection.execute(select(column, func.count()).where(where).group_by(column))
    return {row[0]: row[1] for row in found if row[0] is not None}


def _people_met(connection: Connection, now: datetime, where: ColumnElement[bool]) -> dict[UUID, int]:
    day = func.date(Session.starts_at, type_=Date)
    found = connection.execute(
        select(PersonResidence.residence_id, func.count(func.distinct(Attendance.person_id)).label("people"))
        .select_from(Session)
        .join(Attendance, Attendance.session_id == Session.id)
        .join(PersonResidence, PersonResidence.person_id == Attendance.person_id)
        .where(
            where,
            Session.starts_at > now - YEAR_BACK,
            Session.starts_at <= now,
            Attendance.presence == Presence.PRESENT,
            or_(PersonResidence.valid_from.is_(None), PersonResidence.valid_from <= day),
            or_(PersonResidence.valid_to.is_(None), PersonResidence.valid_to >= day),
        )
        .group_by(PersonResidence.residence_id)
    )
    return {row.residence_id: row.people for row in found}


def _latest_sessions(connection: Connection, now: datetime) -> dict[UUID, datetime]:
    past = (
        Session.starts_at <= now,
        Session.status.in_((SessionStatus.PLANNED, SessionStatus.HELD)),
    )
    at_venue = (
        select(Venue.residence_id, func.max(Session.starts_at).label("latest"))
        .join(Session, Session.venue_id == Venue.id)
        .where(Venue.residence_id.is_not(None), *past)
        .group_by(Venue.residence_id)
    )
    for_it = (
        select(ActionResidence.residence_id, func.max(Session.starts_at).label("latest"))
        .join(Session, Session.action_id == ActionResidence.action_id)
        .where(*past)
        .group_by(ActionResidence.residence_id)
    )
    both = union(at_venue, for_it).subquery()
    found = connection.execute(
        select(both.c.residence_id, func.max(both.c.latest).label("latest")).group_by(both.c.residence_id)
    )
    return {row.residence_id: row.latest for row in found}


def _both(conditions: tuple[ColumnElement[bool], ColumnElement[bool]]) -> ColumnElement[bool]:
    return conditions[0] & conditions[1]
