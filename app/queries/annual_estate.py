"""The estate in a year: where sessions were held, where people live, and whom nobody has met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from app.domain.counting import Figures, Register, count
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

    def agency_of(self, residence_id: ResidenceId | None) -> AgencyId | None:
        """The agency of a residence."""
        return None if residence_id is None else self._homes[residence_id].agency_id

    def district_of(self, residence_id: ResidenceId | None) -> DistrictId | None:
        """The district of a residence, the one of highest rank where several overlap."""
        return None if residence_id is None else self._homes[residence_id].district_id

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

    def by_agency(
        self, held: Mapping[AgencyId | None, Register], living: Mapping[AgencyId | None, Register]
    ) -> tuple[AnnualPlace, ...]:
        """Every agency, those without anything too, then what belongs to none."""
        return self._places(self._agencies, self._dwellings_by("agency_id"), held, living, every=True)

    def by_district(
        self, held: Mapping[DistrictId | None, Register], living: Mapping[DistrictId | None, Register]
    ) -> tuple[AnnualPlace, ...]:
        """Every district with dwellings of ours on 1 January, then what lies in none."""
        dwellings = self._dwellings_by("district_id")
        ours = {key: names for key, names in self._districts.items() if key in dwellings}
        return self._places(ours, dwellings, held, living, every=True)

    def by_residence(
        self, held: Mapping[ResidenceId | None, Register], living: Mapping[ResidenceId | None, Register]
    ) -> tuple[AnnualPlace, ...]:
        """The residences with a session or with somebody who came, by name."""
        names = {key: (home.code, home.name) for key, home in self._homes.items()}
        dwellings = {key: home.dwellings for key, home in self._homes.items()}
        return self._places(names, dwellings, held, living, every=False)

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

    def _dwellings_by(self, attribute: str) -> dict[UUID, int]:
        totals: dict[UUID, int] = {}
        for home in self._homes.values():
            key = getattr(home, attribute)
            if key is not None:
                totals[key] = totals.get(key, 0) + home.dwellings
        return totals

    def _places(
        self,
        names: Mapping[P, tuple[str, str]],
        dwellings: Mapping[P, int] | Mapping[UUID, int],
        held: Mapping[P | None, Register],
        living: Mapping[P | None, Register],
        *,
        every: bool,
    ) -> tuple[AnnualPlace, ...]:
        places: list[AnnualPlace] = []
        keys: tuple[P | None, ...] = (*names.keys(), None)
        for key in keys:
            there = count(held[key]) if key in held else Figures()
            people = count(living[key]) if key in living else Figures()
            code, name = names[key] if key is not None else ("", "")
            something = there.held or there.heads or people.people
            if something or (every and key is not None):
                known = dwellings.get(key, 0) if key is not None else 0
                places.append(AnnualPlace(key, code, name, known, there.held, there.heads, people))
        return tuple(places)


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
                    PersonResidence.valid_from <= func.date(Session.starts_at),
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
