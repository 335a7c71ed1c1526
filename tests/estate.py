"""A small estate for stories: rows made through the use cases, as a coordinator would make them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.db.tables import Residence, Venue
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.ids import ActionId, PersonId, ResidenceId, SessionId, VenueId
from app.domain.kinds import Role
from app.domain.slots import Slot
from app.i18n import Message
from app.usecases.actions import create_action
from app.usecases.people import create_person
from app.usecases.sessions import create_session
from app.usecases.settings import set_up_lists
from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Estate:
    """Two residences with a venue each, six people, two actions."""

    tilleuls: ResidenceId
    alizes: ResidenceId
    hall: VenueId
    common_room: VenueId
    coordinator: PersonId
    tenants: tuple[PersonId, ...]
    theatre: ActionId
    cafe: ActionId


def make_estate(workspace: Workspace) -> Estate:
    """Fill an empty workspace."""
    workspace.change(set_up_lists)
    tilleuls, hall = workspace.change(_residence, "R1", "Les Tilleuls", "Salle des Tilleuls").result
    alizes, room = workspace.change(_residence, "R2", "Les Alizés", "Salle commune").result
    coordinator = workspace.change(create_person, "Nadia", "Belkacem", role=Role.STAFF).result
    names = (
        ("Jeanne", "Morel"),
        ("Émile", "Zäh"),
        ("Aïcha", "N’Diaye"),
        ("Paul", "d’Arc"),
        ("Rose", "Morel"),
    )
    tenants = tuple(
        workspace.change(create_person, given, family, residence_id=tilleuls).result
        for given, family in names
    )
    theatre = workspace.change(
        create_action,
        "Le Malade imaginaire",
        kind="theatre",
        lead_id=coordinator,
        residence_ids=[tilleuls, alizes],
    ).result
    cafe = workspace.change(
        create_action, "Café du lundi", kind="cafe", lead_id=coordinator, residence_ids=[tilleuls]
    ).result
    return Estate(tilleuls, alizes, hall, room, coordinator, tenants, theatre, cafe)


def plan(
    workspace: Workspace,
    action: ActionId,
    starts_at: datetime,
    hours: float = 2,
    venue: VenueId | None = None,
) -> SessionId:
    """A session of an action."""
    slot = Slot(starts_at, starts_at + timedelta(hours=hours))
    return workspace.change(create_session, action, slot, venue_id=venue).result


def _residence(uow: UnitOfWork, code: str, name: str, venue: str) -> Done[tuple[ResidenceId, VenueId]]:
    row = uow.add(Residence(code=code, name=name, commune="Lyon", dwellings=40))
    hall = uow.add(Venue(name=venue, residence_id=row.id, seats=30))
    ids: tuple[UUID, UUID] = row.id, hall.id
    return Done(Message("Add the residence {name}", name=name), (ResidenceId(ids[0]), VenueId(ids[1])))
