"""The estate in a year: where sessions were held, where people live, and whom nobody has met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from app.db.tables import (
    ActionResidence,
    Agency,
    Attendance,
    District,
    PersonResidence,
    Residence,
    Session,
    Venue,
)
from app.domain.counting import Figures, Register, by_person, count, joined
from app.domain.ids import ActionId, AgencyId, DistrictId, ResidenceId, SessionId
from app.domain.kinds import DistrictKind, Presence, SessionStatus
from app.queries.annual_rows import AnnualPlace, UnreachedResidence
from app.queries.chunks import chunks
from app.queries.registers import DistrictsOfResidences, in_year

P = TypeVar("P", bound=UUID)


@dataclass(frozen=True, slots=True)
class _Home:
    code: str
    name: str
    commune: str
    dwellings: int
    agency_id: AgencyId | None
    district_id: DistrictId | None
    """The one of highest rank where several overlap."""


class Estate:
    """Residences with the agency and the district that they belong to on 1 January of a year."""

    def __init__(self, connection: Connection, lies_in: DistrictsOfResidences, year: int) -> None:
        self._year = year
        self._homes = {
            ResidenceId(row.id): _Home(
                row.code,
                row.name,
                row.commune,
                row.dwellings,
                row.agency_id,
                next(
                    (
                        found
                        for kind in DistrictKind
                        if (found := lies_in.at(ResidenceId(row.id), year, kind)) is not None
                    ),
                    None,
                ),
            )
            for row in connection.execute(
                select(
                    Residence.id,
                    Residence.code,
                    Residence.name,
                    Residence.commune,
                    Residence.dwellings,
                    Residence.agency_id,
                ).order_by(Residence.name, Residence.code)
            )
        }
        self._agencies = {
            AgencyId(row.id): (row.code, row.name)
            for row in connection.execute(select(Agency.id, Agency.code, Agency.name).order_by(Agency.name))
        }
        self._districts = {
            DistrictId(row.id): (row.code, row.name)
            for row in connection.execute(
                select(District.id, District.code, District.name).order_by(District.name, District.code)
            )
        }

    @property
    def residences(self) -> int:
        """How many residences the landlord has."""
        return len(self._homes)

    @property
    def dwellings(self) -> int:
        """How many dwellings the landlord has."""
        return sum(home.dwellings for home in self._homes.values())

    def residence_names(self, residence_ids: Iterable[ResidenceId]) -> tuple[str, ...]:
        """The names of residences."""
        return tuple(self._homes[key].name for key in residence_ids)

    def agency_names(self, residence_ids: Iterable[ResidenceId]) -> tuple[str, ...]:
        """The names of their agencies, each once."""
        found = dict.fromkeys(self._homes[key].agency_id for key in residence_ids)
        return tuple(self._agencies[key][1] for key in found if key is not None)

    def district_names(self, residence_ids: Iterable[ResidenceId]) -> tuple[str, ...]:
        """The names of their districts, each once."""
        found = dict.fromkeys(self._homes[key].district_id for key in residence_ids)
        return tuple(self._districts[key][1] for key in found if key is not None)

    def places_of_sessions(
        self, connection: Connection, year: int, homes: Mapping[ActionId, tuple[ResidenceId, ...]]
    ) -> dict[SessionId, ResidenceId]:
        """At which residence each session of the year is held: its venue's, else the action's only one."""
        places: dict[SessionId, ResidenceId] = {}
        for session_id, action_id, residence_id in connection.execute(
            select(Session.id, Session.action_id, Venue.residence_id)
            .outerjoin(Venue, Venue.id == Session.venue_id)
            .where(in_year(year))
        ):
            own = homes.get(ActionId(action_id), ())
            if residence_id is not None:
                places[SessionId(session_id)] = ResidenceId(residence_id)
            elif len(own) == 1:
                places[SessionId(session_id)] = own[0]
        return places

    def by_residence(
        self,
        book: Register,
        place: Mapping[SessionId, ResidenceId],
    ) -> tuple[AnnualPlace, ...]:
        """The residences with a session or with somebody who came, by name, then what belongs to none."""
        sessions: dict[ResidenceId | None, int] = {}
        heads: dict[ResidenceId | None, int] = {}
        for session in book.sessions:
            if session.status is SessionStatus.HELD:
                where = place.get(session.id)
                sessions[where] = sessions.get(where, 0) + 1
        for row in book.heads:
            if row.session.status is SessionStatus.HELD:
                where = place.get(row.session.id)
                heads[where] = heads.get(where, 0) + row.heads
        living = {key: count(part) for key, part in by_person(book, lambda p: p.residence_id).items()}
        places = [
            AnnualPlace(
                key,
                home.code,
                home.name,
                home.dwellings,
                sessions.get(key, 0),
                heads.get(key, 0),
                living.get(key, Figures()),
            )
            for key, home in self._homes.items()
        ]
        places.append(
            AnnualPlace(
                None, "", "", 0, sessions.get(None, 0), heads.get(None, 0), living.get(None, Figures())
            )
        )
        return tuple(place for place in places if _something(place))

    def by_agency(self, residences: Iterable[AnnualPlace]) -> tuple[AnnualPlace, ...]:
        """Every agency, those without anything too, then what belongs to none."""
        return self._grouped(residences, self._agencies, lambda home: home.agency_id)

    def by_district(self, residences: Iterable[AnnualPlace]) -> tuple[AnnualPlace, ...]:
        """Every district with dwellings of ours on 1 January, then what lies in none."""
        with_homes = {home.district_id for home in self._homes.values()}
        ours = {key: names for key, names in self._districts.items() if key in with_homes}
        return self._grouped(residences, ours, lambda home: home.district_id)

    def unreached(
        self, connection: Connection, reached: Iterable[AnnualPlace]
    ) -> tuple[UnreachedResidence, ...]:
        """The residences of which nobody came, the largest first."""
        sessions = {place.id: place.sessions for place in reached}
        met = {place.id for place in reached if place.living.people}
        missing = [key for key in self._homes if key not in met]
        last = _last_came(connection, missing, self._year)
        rows = [
            UnreachedResidence(
                key,
                home.code,
                home.name,
                home.commune,
                self._agencies[home.agency_id][1] if home.agency_id is not None else "",
                self._districts[home.district_id][1] if home.district_id is not None else "",
                home.dwellings,
                sessions.get(key, 0),
                last.get(key),
            )
            for key in missing
            for home in [self._homes[key]]
        ]
        rows.sort(key=lambda row: (-row.dwellings, row.name, row.code))
        return tuple(rows)

    def _grouped(
        self,
        residences: Iterable[AnnualPlace],
        names: Mapping[P, tuple[str, str]],
        group_of: Callable[[_Home], P | None],
    ) -> tuple[AnnualPlace, ...]:
        dwellings: dict[P | None, int] = {}
        for home in self._homes.values():
            group = group_of(home)
            dwellings[group] = dwellings.get(group, 0) + home.dwellings
        parts: dict[P | None, list[AnnualPlace]] = {key: [] for key in names}
        parts[None] = []
        for place in residences:
            parts[None if place.id is None else group_of(self._homes[ResidenceId(place.id)])].append(place)
        places = [
            AnnualPlace(
                key,
                *(names[key] if key is not None else ("", "")),
                dwellings.get(key, 0),
                sum(place.sessions for place in those),
                sum(place.heads for place in those),
                joined(place.living for place in those),
            )
            for key, those in parts.items()
        ]
        return tuple(place for place in places if place.id is not None or _something(place))


def _something(place: AnnualPlace) -> bool:
    return bool(place.sessions or place.heads or place.living.people)


def residences_of_actions(connection: Connection) -> dict[ActionId, tuple[ResidenceId, ...]]:
    """The residences that each action is for, by name."""
    found: dict[ActionId, list[ResidenceId]] = {}
    for action_id, residence_id in connection.execute(
        select(ActionResidence.action_id, ActionResidence.residence_id)
        .join(Residence, Residence.id == ActionResidence.residence_id)
        .order_by(Residence.name, Residence.code)
    ):
        found.setdefault(ActionId(action_id), []).append(ResidenceId(residence_id))
    return {action_id: tuple(those) for action_id, those in found.items()}


def _last_came(
    connection: Connection, residence_ids: Iterable[ResidenceId], year: int
) -> dict[ResidenceId, date]:
    """When somebody who lived at these residences last came to anything, before the year."""
    found: dict[ResidenceId, date] = {}
    for ids in chunks(residence_ids):
        rows = connection.execute(
            select(PersonResidence.residence_id, func.max(Session.starts_at))
            .join(Attendance, Attendance.person_id == PersonResidence.person_id)
            .join(Session, Session.id == Attendance.session_id)
            .where(
                PersonResidence.residence_id.in_(ids),
                Attendance.presence == Presence.PRESENT,
                Session.status == SessionStatus.HELD,
                Session.starts_at < datetime(year, 1, 1),
                or_(
                    PersonResidence.valid_from.is_(None),
                    PersonResidence.valid_from <= Session.starts_at,
                ),
                or_(
                    PersonResidence.valid_to.is_(None),
                    PersonResidence.valid_to >= func.date(Session.starts_at),
                ),
            )
            .group_by(PersonResidence.residence_id)
        )
        found.update({ResidenceId(residence_id): last.date() for residence_id, last in rows})
    return found
