"""People and organisations: making them, changing them, where they live and what they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from app.db.tables import Organisation, Person, PersonResidence, PersonRole, Residence
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.errors import RuleViolation
from app.domain.ids import OrganisationId, PersonId, ResidenceId
from app.domain.kinds import OrganisationKind, Role
from app.domain.names import full_name
from app.i18n.messages import Message
from app.usecases.fields import assign_fields

_EDITED = frozenset(
    {
        "family_name", "given_name", "sex", "birth_year", "age_band", "phone", "email", "channel", "large_print", "needs",
        "do_not_contact", "photo_consent", "organisation_id", "job", "note",
    }
)  # fmt: skip


def create_person(
    uow: UnitOfWork,
    /,
    given_name: str,
    family_name: str,
    *,
    role: Role | None = Role.TENANT,
    residence_id: ResidenceId | None = None,
    since: date | None = None,
    **details: Any,
) -> Done[PersonId]:
    """A new person with the next number, living at a residence and in a role since a day (today where none is given).

    Raises `RuleViolation` where both names are empty or one is too long.
    """
    person = uow.add(Person(number=uow.next_number(Person.number)))
    assign_fields(person, _EDITED, {"given_name": given_name, "family_name": family_name, **details})
    _require_name(person)
    _check_birth_year(uow, person)
    if role is not None:
        uow.add(PersonRole(person_id=person.id, role=role, valid_from=since or uow.today))
    if residence_id is not None:
        uow.get(Residence, residence_id)
        uow.add(
            PersonResidence(person_id=person.id, residence_id=residence_id, valid_from=since or uow.today)
        )
    return Done(Message("Add {person}", person=_name(person)), PersonId(person.id))


def edit_person(
    uow: UnitOfWork, /, person_id: PersonId, *, seen_version: int | None = None, **values: Any
) -> Done[None]:
    """Change what is kept of a person."""
    person = uow.get(Person, person_id, seen_version=seen_version)
    assign_fields(person, _EDITED, values)
    _require_name(person)
    _check_birth_year(uow, person)
    return Done(Message("Change {person}", person=_name(person)), None)


def move_person(uow: UnitOfWork, person_id: PersonId, residence_id: ResidenceId | None) -> Done[None]:
    """Note that a person lives at another residence from today on, or at none of the landlord's."""
    person = uow.get(Person, person_id)
    for row in uow.all(
        PersonResidence, PersonResidence.person_id == person_id, PersonResidence.valid_to.is_(None)
    ):
        if row.valid_from is not None and row.valid_from >= uow.today:
            uow.remove(row)
        else:
            row.valid_to = uow.today - timedelta(days=1)
    if residence_id is not None:
        uow.get(Residence, residence_id)
        uow.add(PersonResidence(person_id=person_id, residence_id=residence_id, valid_from=uow.today))
    return Done(Message("Change where {person} lives", person=_name(person)), None)


def set_role(uow: UnitOfWork, person_id: PersonId, role: Role, holds: bool) -> Done[None]:
    """Give a person a role from today on, or end it."""
    person = uow.get(Person, person_id)
    rows = uow.all(
        PersonRole, PersonRole.person_id == person_id, PersonRole.role == role, PersonRole.valid_to.is_(None)
    )
    if holds and not rows:
        uow.add(PersonRole(person_id=person_id, role=role, valid_from=uow.today))
    if not holds:
        for row in rows:
            if row.valid_from is not None and row.valid_from >= uow.today:
                uow.remove(row)
            else:
                row.valid_to = uow.today - timedelta(days=1)
    return Done(Message("Change the roles of {person}", person=_name(person)), None)


def remove_person(uow: UnitOfWork, person_id: PersonId) -> Done[None]:
    """Remove a person who takes part in nothing; raises `RuleViolation` for anybody else."""
    person = uow.get(Person, person_id)
    uow.remove(person)
    return Done(Message("Remove {person}", person=_name(person)), None)


def remove_people(uow: UnitOfWork, person_ids: Sequence[PersonId]) -> Done[None]:
    """Remove people who take part in nothing, all of them or none; see `remove_person`."""
    if len(person_ids) == 1:
        return remove_person(uow, person_ids[0])
    uow.remove(*(uow.get(Person, person_id) for person_id in person_ids))
    return Done(Message("Remove {count} people", count=len(person_ids)), None)


def create_organisation(uow: UnitOfWork, name: str, kind: OrganisationKind) -> Done[OrganisationId]:
    """A new partner, funder or contractor."""
    organisation = uow.add(Organisation(kind=kind))
    assign_fields(organisation, frozenset({"name"}), {"name": name})
    if not organisation.name:
        raise RuleViolation("An organisation needs a name.")
    return Done(
        Message("Add {organisation}", organisation=organisation.name), OrganisationId(organisation.id)
    )


def _name(person: Person) -> str:
    return full_name(person.given_name, person.family_name)


def _require_name(person: Person) -> None:
    if not person.given_name and not person.family_name:
        raise RuleViolation("A person needs a name.")


def _check_birth_year(uow: UnitOfWork, person: Person) -> None:
    if person.birth_year is not None and not uow.today.year - 125 <= person.birth_year <= uow.today.year:
        raise RuleViolation("{year} cannot be a year of birth: check it.", year=str(person.birth_year))
