"""Actions: making them, changing them, their residences, partners, objectives and money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from app.db.tables import Action, ActionResidence, MoneyLine, Objective, Organisation, Partner, Residence
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.errors import RuleViolation
from app.domain.ids import ActionId, OrganisationId, PersonId, ResidenceId, SessionId
from app.domain.kinds import ActionStatus, MoneySide, OrganisationKind, PartnerRole
from app.domain.slots import Slot
from app.i18n.messages import Message
from app.usecases.enrolments import promote_waiting
from app.usecases.fields import assign_fields
from app.usecases.people import create_organisation
from app.usecases.sessions import create_session

_EDITED = frozenset(
    {
        "title", "kind", "status", "axis", "lead_id", "starts_on", "ends_on", "places", "target_people", "audience",
        "context", "description", "lessons", "follow_up",
    }
)  # fmt: skip

ActionPart = Literal["partner", "objective", "money"]
_PARTS: dict[ActionPart, type[Partner | Objective | MoneyLine]] = {
    "partner": Partner,
    "objective": Objective,
    "money": MoneyLine,
}


def create_action(
    uow: UnitOfWork,
    title: str,
    *,
    year: int | None = None,
    kind: str = "",
    axis: str = "7",
    status: ActionStatus = ActionStatus.APPROVED,
    lead_id: PersonId | None = None,
    residence_ids: Sequence[ResidenceId] = (),
    places: int | None = None,
) -> Done[ActionId]:
    """A new action with the next code of its year (this year's where none is given).

    Raises `RuleViolation` where the title is empty or too long.
    """
    _require_title(title)
    action = uow.add(Action(code=_next_code(uow, year or uow.today.year), title="", status=status))
    assign_fields(
        action, _EDITED, {"title": title, "kind": kind, "axis": axis, "lead_id": lead_id, "places": places}
    )
    for residence_id in dict.fromkeys(residence_ids):
        uow.add(ActionResidence(action_id=action.id, residence_id=residence_id))
    return Done(Message("Create the action “{title}”", title=action.title), ActionId(action.id))


def create_action_with_session(
    uow: UnitOfWork, /, title: str, slot: Slot, **details: Any
) -> Done[tuple[ActionId, SessionId]]:
    """A new action together with its first session: what a drag on empty time makes in one go."""
    action_id = create_action(uow, title, year=slot.day.year, **details).result
    done = create_session(uow, action_id, slot)
    return Done(done.label, (action_id, done.result))


def edit_action(
    uow: UnitOfWork, /, action_id: ActionId, *, seen_version: int | None = None, **values: Any
) -> Done[None]:
    """Change an action's own fields; more places let in those who wait."""
    action = uow.get(Action, action_id, seen_version=seen_version)
    if "title" in values:
        _require_title(values["title"])
    if values.get("places") is not None and values["places"] < 0:
        raise RuleViolation("The number of places cannot be below zero.")
    assign_fields(action, _EDITED, values)
    if action.starts_on and action.ends_on and action.ends_on < action.starts_on:
        raise RuleViolation("The end must come after the start: check the dates.")
    if "places" in values:
        promote_waiting(uow, action)
    return Done(Message("Change the action “{title}”", title=action.title), None)


def remove_action(uow: UnitOfWork, action_id: ActionId) -> Done[None]:
    """Remove an action with its sessions and all that belongs to them."""
    action = uow.get(Action, action_id)
    uow.remove(action)
    return Done(Message("Remove the action “{title}”", title=action.title), None)


def remove_actions(uow: UnitOfWork, action_ids: Sequence[ActionId]) -> Done[None]:
    """Remove actions with all that belongs to them."""
    if len(action_ids) == 1:
        return remove_action(uow, action_ids[0])
    uow.remove(*(uow.get(Action, action_id) for action_id in action_ids))
    return Done(Message("Remove {count} actions", count=len(action_ids)), None)


def set_action_residences(
    uow: UnitOfWork, action_id: ActionId, residence_ids: Sequence[ResidenceId]
) -> Done[None]:
    """Say which residences an action is for."""
    action = uow.get(Action, action_id)
    present = {
        row.residence_id: row for row in uow.all(ActionResidence, ActionResidence.action_id == action_id)
    }
    for residence_id, row in present.items():
        if residence_id not in residence_ids:
            uow.remove(row)
    for residence_id in dict.fromkeys(residence_ids):
        if residence_id not in present:
            uow.get(Residence, residence_id)
            uow.add(ActionResidence(action_id=action_id, residence_id=residence_id))
    return Done(Message("Change the residences of “{title}”", title=action.title), None)


def add_partner(
    uow: UnitOfWork,
    action_id: ActionId,
    organisation_id: OrganisationId,
    role: PartnerRole,
    contribution: str = "",
) -> Done[UUID]:
    """Add an organisation's part in an action."""
    action = uow.get(Action, action_id)
    organisation = uow.get(Organisation, organisation_id)
    partner = uow.add(Partner(action_id=action_id, organisation_id=organisation_id, role=role))
    assign_fields(partner, frozenset({"contribution"}), {"contribution": contribution})
    return Done(
        Message("Add {organisation} to “{title}”", organisation=organisation.name, title=action.title),
        partner.id,
    )


def add_new_partner(uow: UnitOfWork, action_id: ActionId, name: str) -> Done[UUID]:
    """Add an association that is not known yet, and its part in an action, in one step."""
    organisation_id = create_organisation(uow, name, OrganisationKind.ASSOCIATION).result
    return add_partner(uow, action_id, organisation_id, PartnerRole.PARTNER)


def save_objective(
    uow: UnitOfWork, /, action_id: ActionId, objective_id: UUID | None, **values: Any
) -> Done[UUID]:
    """Add an objective (where no id is given) or change one."""
    action = uow.get(Action, action_id)
    if objective_id is None:
        row = uow.add(
            Objective(
                action_id=action_id,
                position=uow.next_number(Objective.position, Objective.action_id == action_id),
            )
        )
    else:
        row = uow.get(Objective, objective_id)
    assign_fields(row, frozenset({"aim", "indicator", "target", "result", "reached"}), values)
    return Done(Message("Change the objectives of “{title}”", title=action.title), row.id)


def save_money_line(
    uow: UnitOfWork, /, action_id: ActionId, line_id: UUID | None, **values: Any
) -> Done[UUID]:
    """Add a line to an action's budget (where no id is given) or change one."""
    action = uow.get(Action, action_id)
    for name in ("forecast", "actual"):
        amount = values.get(name)
        if amount is not None and not Decimal(-100_000_000) < amount < Decimal(100_000_000):
            raise RuleViolation("This amount is too large: check it.")
    if line_id is None:
        row = uow.add(
            MoneyLine(
                action_id=action_id, side=values.pop("side", MoneySide.EXPENSE), account=values.pop("account")
            )
        )
    else:
        row = uow.get(MoneyLine, line_id)
    assign_fields(
        row, frozenset({"account", "label", "organisation_id", "landlord", "forecast", "actual"}), values
    )
    return Done(Message("Change the money of “{title}”", title=action.title), row.id)


def edit_partner(uow: UnitOfWork, partner_id: UUID, **values: Any) -> Done[None]:
    """Change an organisation's role, contribution or share (in per cent, co-landlords) in an action."""
    partner = uow.get(Partner, partner_id)
    share = values.get("share")
    if share is not None and not 0 <= share <= 100:
        raise RuleViolation("A share is between 0 and 100 %: check it.")
    assign_fields(partner, frozenset({"role", "contribution", "share"}), values)
    organisation = uow.get(Organisation, partner.organisation_id)
    action = uow.get(Action, partner.action_id)
    return Done(
        Message(
            "Change the part of {organisation} in “{title}”",
            organisation=organisation.name,
            title=action.title,
        ),
        None,
    )


def remove_action_part(uow: UnitOfWork, part: ActionPart, part_id: UUID) -> Done[None]:
    """Remove a partner, an objective or a money line from its action."""
    row = uow.get(_PARTS[part], part_id)
    action = uow.get(Action, row.action_id)
    uow.remove(row)
    return Done(Message("Change the action “{title}”", title=action.title), None)


def _require_title(title: str) -> None:
    if not title.strip():
        raise RuleViolation("An action needs a title.")


def _next_code(uow: UnitOfWork, year: int) -> str:
    prefix = f"{year}-"
    uow.next_number(Action.version)  # takes the lock that keeps two clients from the same code
    codes = [row.code for row in uow.all(Action, Action.code.startswith(prefix, autoescape=True))]
    numbers = [int(code[len(prefix) :]) for code in codes if code[len(prefix) :].isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1:03}"
