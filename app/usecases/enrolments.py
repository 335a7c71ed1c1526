"""Enrolling people in actions: places, and a waiting list that is served in order."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from app.db.tables import Action, Enrolment, Person
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.ids import ActionId, PersonId
from app.domain.kinds import EnrolmentStatus
from app.domain.names import full_name
from app.i18n.messages import Message
from app.usecases.people import create_person

ENROLLED, WAITING, LEFT = EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING, EnrolmentStatus.LEFT


def enrol_people(
    uow: UnitOfWork, action_id: ActionId, person_ids: Sequence[PersonId]
) -> Done[dict[PersonId, EnrolmentStatus]]:
    """Enrol people in the order given; beyond the places they join the waiting list.

    Returns where each one stands now. Somebody enrolled or waiting already keeps that place.
    """
    action = _locked(uow, action_id)
    present = {row.person_id: row for row in uow.all(Enrolment, Enrolment.action_id == action_id)}
    taken = sum(row.status is ENROLLED for row in present.values())
    last = max((row.position for row in present.values()), default=0)
    standing: dict[PersonId, EnrolmentStatus] = {}
    for person_id in dict.fromkeys(person_ids):
        row = present.get(person_id)
        if row is not None and row.status is not LEFT:
            standing[person_id] = row.status
            continue
        status = ENROLLED if action.places is None or taken < action.places else WAITING
        taken += status is ENROLLED
        last += 1
        if row is None:
            uow.get(Person, person_id)
            uow.add(
                Enrolment(
                    action_id=action_id,
                    person_id=person_id,
                    status=status,
                    position=last,
                    enrolled_on=uow.today,
                )
            )
        else:
            row.status, row.position, row.enrolled_on = status, last, uow.today
        standing[person_id] = status
    if len(person_ids) == 1:
        person = uow.get(Person, person_ids[0])
        name = full_name(person.given_name, person.family_name)
        return Done(Message("Enrol {person} in “{title}”", person=name, title=action.title), standing)
    return Done(
        Message("Enrol {count} people in “{title}”", count=len(person_ids), title=action.title), standing
    )


def enrol_new_person(
    uow: UnitOfWork, action_id: ActionId, given_name: str, family_name: str
) -> Done[tuple[PersonId, EnrolmentStatus]]:
    """Add a tenant by name and enrol them, in one step."""
    person_id = create_person(uow, given_name, family_name).result
    done = enrol_people(uow, action_id, [person_id])
    return Done(done.label, (person_id, done.result[person_id]))


def withdraw_people(
    uow: UnitOfWork, action_id: ActionId, person_ids: Sequence[PersonId]
) -> Done[tuple[PersonId, ...]]:
    """Note that people left an action; returns those who get their place from the waiting list."""
    action = _locked(uow, action_id)
    for row in uow.all(Enrolment, Enrolment.action_id == action_id, Enrolment.person_id.in_(person_ids)):
        row.status = LEFT
    return Done(
        Message("Take {count} people out of “{title}”", count=len(person_ids), title=action.title),
        promote_waiting(uow, action),
    )


def let_in(uow: UnitOfWork, action_id: ActionId, person_id: PersonId) -> Done[None]:
    """Put somebody who waits first in the line."""
    action = _locked(uow, action_id)
    rows = uow.all(
        Enrolment, Enrolment.action_id == action_id, Enrolment.status == WAITING, order=Enrolment.position
    )
    chosen = [row for row in rows if row.person_id == person_id]
    positions = sorted(row.position for row in rows)
    for row, position in zip(
        [*chosen, *(row for row in rows if row.person_id != person_id)], positions, strict=True
    ):
        row.position = position
    promote_waiting(uow, action)
    return Done(Message("Change the waiting list of “{title}”", title=action.title), None)


def promote_waiting(uow: UnitOfWork, action: Action) -> tuple[PersonId, ...]:
    """Give free places to those who wait, in order; returns who got one."""
    taken = uow.session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.action_id == action.id, Enrolment.status == ENROLLED)
    )
    waiting = uow.all(
        Enrolment, Enrolment.action_id == action.id, Enrolment.status == WAITING, order=Enrolment.position
    )
    free = len(waiting) if action.places is None else max(0, action.places - (taken or 0))
    for row in waiting[:free]:
        row.status = ENROLLED
    return tuple(PersonId(row.person_id) for row in waiting[:free])


def _locked(uow: UnitOfWork, action_id: ActionId) -> Action:
    """The action, its row locked so that two clients cannot give away the same place."""
    action = uow.get(Action, action_id)
    uow.session.refresh(action, with_for_update=True)
    return action
