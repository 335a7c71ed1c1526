"""What is named on a command line: an action by its code, a residence or a person by code, number or id."""

from __future__ import annotations

from uuid import UUID

from app.domain.errors import NotFound
from app.domain.ids import ActionId, PersonId, ResidenceId
from app.queries.actions import action_by_code
from app.queries.people import people_by_id, person_by_number
from app.queries.residences import residence_by_code, residence_detail
from app.workspace import Workspace


def action(code: str, workspace: Workspace) -> ActionId:
    """An action by its code; raises `NotFound` where there is none."""
    action_id = workspace.read(action_by_code, code)
    if action_id is None:
        raise NotFound("There is no action {code} in this workspace.", code=code)
    return action_id


def residence(given: str, workspace: Workspace) -> ResidenceId:
    """A residence by code or id; raises `NotFound` where there is none."""
    residence_id = workspace.read(residence_by_code, given)
    if residence_id is None:
        wanted = _id(given)
        if wanted is None or workspace.read(residence_detail, ResidenceId(wanted), workspace.clock()) is None:
            raise NotFound(
                "There is no residence with the code or id {given} in this workspace.", given=given[:40]
            )
        residence_id = ResidenceId(wanted)
    return residence_id


def person(given: str, workspace: Workspace) -> PersonId:
    """Somebody by number or id; raises `NotFound` where there is nobody."""
    person_id: PersonId | None = None
    if given.isascii() and given.isdecimal() and len(given) < 10:
        person_id = workspace.read(person_by_number, int(given))
    else:
        wanted = _id(given)
        if wanted is not None and workspace.read(people_by_id, [PersonId(wanted)]):
            person_id = PersonId(wanted)
    if person_id is None:
        raise NotFound("There is nobody with the number or id {given} in this workspace.", given=given[:40])
    return person_id


def _id(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None
