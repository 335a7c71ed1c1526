"""Sessions: making, moving, changing, copying, cancelling and removing them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from app.db.tables import Action, ActionResidence, Assignment, Person, Session, SessionScene, Venue
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.errors import RuleViolation
from app.domain.ids import ActionId, PersonId, ResidenceId, SessionId, VenueId
from app.domain.kinds import Role, SessionStatus
from app.domain.names import full_name
from app.domain.slots import Slot
from app.i18n.messages import Message
from app.usecases.fields import assign_fields
from app.usecases.people import create_person
from app.usecases.residences import create_venue

EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 1, 1)

_EDITED = frozenset({"title", "kind", "note", "reason", "venue_id", "actual_starts_at", "actual_ends_at"})


def create_session(
    uow: UnitOfWork,
    action_id: ActionId,
    slot: Slot,
    *,
    title: str = "",
    kind: str = "",
    venue_id: VenueId | None = None,
    status: SessionStatus = SessionStatus.PLANNED,
) -> Done[SessionId]:
    """A new session of an action; where no venue is given, the one its sessions were last held in."""
    action = uow.get(Action, action_id)
    _check_dates(slot)
    last = _last_session(uow, action_id)
    session = uow.add(
        Session(
            action_id=action_id,
            number=uow.next_number(Session.number, Session.action_id == action_id),
            kind=kind or (last.kind if last else ""),
            status=status,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            venue_id=venue_id or (last.venue_id if last else None),
        )
    )
    assign_fields(session, _EDITED, {"title": title})
    return Done(
        Message("Plan “{title}” on {moment}", title=title or action.title, moment=slot.starts_at),
        SessionId(session.id),
    )


def move_session(
    uow: UnitOfWork, session_id: SessionId, slot: Slot, *, seen_version: int | None = None
) -> Done[None]:
    """Give a session another planned time, longer or shorter as may be."""
    session = uow.get(Session, session_id, seen_version=seen_version)
    _check_dates(slot)
    same_start = session.starts_at == slot.starts_at
    session.starts_at, session.ends_at = slot.starts_at, slot.ends_at
    title = _title(uow, session)
    if same_start:
        return Done(Message("Let “{title}” end at {time}", title=title, time=slot.ends_at.time()), None)
    return Done(Message("Move “{title}” to {moment}", title=title, moment=slot.starts_at), None)


def shift_sessions(uow: UnitOfWork, session_ids: Sequence[SessionId], by: timedelta) -> Done[None]:
    """Move several sessions by the same length of time."""
    if len(session_ids) == 1:
        session = uow.get(Session, session_ids[0])
        return move_session(uow, session_ids[0], _slot(session).shifted(by))
    for session in _sessions(uow, session_ids):
        slot = _slot(session).shifted(by)
        _check_dates(slot)
        session.starts_at, session.ends_at = slot.starts_at, slot.ends_at
    return Done(Message("Move {count} sessions", count=len(session_ids)), None)


def copy_sessions(
    uow: UnitOfWork, session_ids: Sequence[SessionId], by: timedelta
) -> Done[tuple[SessionId, ...]]:
    """Plan the same sessions again a length of time away, with who works at them and the scenes worked."""
    made: list[SessionId] = []
    originals = _sessions(uow, session_ids)
    for session in originals:
        slot = _slot(session).shifted(by)
        _check_dates(slot)
        copy = uow.add(
            Session(
                action_id=session.action_id,
                number=uow.next_number(Session.number, Session.action_id == session.action_id),
                title=session.title,
                kind=session.kind,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                venue_id=session.venue_id,
                note=session.note,
            )
        )
        uow.session.flush()
        for assignment in uow.all(Assignment, Assignment.session_id == session.id, order=Assignment.id):
            uow.add(Assignment(session_id=copy.id, person_id=assignment.person_id, role=assignment.role))
        for worked in uow.all(
            SessionScene, SessionScene.session_id == session.id, order=SessionScene.position
        ):
            uow.add(SessionScene(session_id=copy.id, scene_id=worked.scene_id, position=worked.position))
        made.append(SessionId(copy.id))
    if len(originals) == 1:
        title, moment = _title(uow, originals[0]), originals[0].starts_at + by
        return Done(Message("Copy “{title}” to {moment}", title=title, moment=moment), tuple(made))
    return Done(Message("Copy {count} sessions", count=len(made)), tuple(made))


def edit_session(
    uow: UnitOfWork, /, session_id: SessionId, *, seen_version: int | None = None, **values: Any
) -> Done[None]:
    """Change a session's title, kind, venue, note, reason or actual times."""
    session = uow.get(Session, session_id, seen_version=seen_version)
    assign_fields(session, _EDITED, values)
    if session.actual_starts_at and session.actual_ends_at:
        Slot(session.actual_starts_at, session.actual_ends_at)
    if set(values) == {"venue_id"}:
        venue = uow.get(Venue, session.venue_id).name if session.venue_id else ""
        return Done(
            Message("Hold “{title}” at {venue}", title=_title(uow, session), venue=venue or "–"), None
        )
    return Done(Message("Change “{title}”", title=_title(uow, session)), None)


def hold_at_new_venue(uow: UnitOfWork, session_id: SessionId, name: str) -> Done[VenueId]:
    """Hold a session at a place that was not known yet, in the action's residence where it has only one."""
    session = uow.get(Session, session_id)
    homes = uow.all(ActionResidence, ActionResidence.action_id == session.action_id)
    home = ResidenceId(homes[0].residence_id) if len(homes) == 1 else None
    venue_id = create_venue(uow, name, residence_id=home).result
    uow.session.flush()
    return Done(edit_session(uow, session_id, venue_id=venue_id).label, venue_id)


def set_session_status(
    uow: UnitOfWork,
    session_id: SessionId,
    status: SessionStatus,
    *,
    reason: str = "",
    seen_version: int | None = None,
) -> Done[None]:
    """Say what becomes of a session: option, planned, cancelled, to place again, or held.

    Raises `RuleViolation` where people are marked present at a session that would not be held.
    """
    session = uow.get(Session, session_id, seen_version=seen_version)
    if session.marked_at is not None and status is not SessionStatus.HELD:
        raise RuleViolation(
            "“{title}” has its attendance marked: clear the marks first.", title=_title(uow, session)
        )
    session.status = status
    assign_fields(session, _EDITED, {"reason": reason})
    msgid = {
        SessionStatus.CANCELLED: Message("Cancel “{title}”", title=_title(uow, session)),
        SessionStatus.SKIPPED: Message("Put “{title}” aside to place again", title=_title(uow, session)),
        SessionStatus.OPTION: Message("Make “{title}” an option", title=_title(uow, session)),
        SessionStatus.PLANNED: Message("Plan “{title}” again", title=_title(uow, session)),
        SessionStatus.HELD: Message("Note “{title}” as held", title=_title(uow, session)),
    }
    return Done(msgid[status], None)


def place_again(uow: UnitOfWork, session_id: SessionId, slot: Slot) -> Done[None]:
    """Give a session that was put aside a new time: it is planned again, its reason goes."""
    label = move_session(uow, session_id, slot).label
    set_session_status(uow, session_id, SessionStatus.PLANNED)
    return Done(label, None)


def remove_sessions(uow: UnitOfWork, session_ids: Sequence[SessionId]) -> Done[None]:
    """Remove sessions with all that belongs to them."""
    sessions = _sessions(uow, session_ids)
    title = _title(uow, sessions[0]) if sessions else ""
    for session in sessions:
        uow.remove(session)
    if len(sessions) == 1:
        return Done(Message("Remove “{title}”", title=title), None)
    return Done(Message("Remove {count} sessions", count=len(sessions)), None)


def assign_people(
    uow: UnitOfWork, session_id: SessionId, person_ids: Sequence[PersonId], role: Role
) -> Done[int]:
    """Have people work at a session in a role; those already assigned get the role. Returns how many are new."""
    session = uow.get(Session, session_id)
    present = {row.person_id: row for row in uow.all(Assignment, Assignment.session_id == session_id)}
    new = 0
    for person_id in dict.fromkeys(person_ids):
        if person_id in present:
            present[person_id].role = role
        else:
            uow.get(Person, person_id)
            uow.add(Assignment(session_id=session_id, person_id=person_id, role=role))
            new += 1
    title = _title(uow, session)
    if len(person_ids) == 1:
        person = _name(uow, person_ids[0])
        if not new:
            return Done(Message("Change the role of {person} at “{title}”", person=person, title=title), new)
        return Done(Message("Assign {person} to “{title}”", person=person, title=title), new)
    return Done(Message("Assign {count} people to “{title}”", count=len(person_ids), title=title), new)


def assign_new_person(
    uow: UnitOfWork, session_id: SessionId, given_name: str, family_name: str, role: Role
) -> Done[PersonId]:
    """Have somebody work at a session who was not known yet."""
    person_id = create_person(uow, given_name, family_name, role=role).result
    uow.session.flush()
    return Done(assign_people(uow, session_id, [person_id], role).label, person_id)


def unassign_people(uow: UnitOfWork, session_id: SessionId, person_ids: Sequence[PersonId]) -> Done[None]:
    """Take people off a session."""
    session = uow.get(Session, session_id)
    for row in uow.all(Assignment, Assignment.session_id == session_id, Assignment.person_id.in_(person_ids)):
        uow.remove(row)
    title = _title(uow, session)
    if len(person_ids) == 1:
        person = _name(uow, person_ids[0])
        return Done(Message("Take {person} off “{title}”", person=person, title=title), None)
    return Done(Message("Take {count} people off “{title}”", count=len(person_ids), title=title), None)


def assign_to_sessions(
    uow: UnitOfWork, session_ids: Sequence[SessionId], person_id: PersonId, role: Role
) -> Done[int]:
    """Have one person work at several sessions in a role; returns at how many they are new."""
    new = sum(assign_people(uow, session_id, [person_id], role).result for session_id in session_ids)
    label = Message(
        "Assign {person} to {count} sessions", person=_name(uow, person_id), count=len(session_ids)
    )
    return Done(label, new)


def take_off_sessions(
    uow: UnitOfWork, session_ids: Sequence[SessionId], person_ids: Sequence[PersonId]
) -> Done[None]:
    """Take people off several sessions."""
    for session_id in session_ids:
        unassign_people(uow, session_id, person_ids)
    label = Message(
        "Take {count} people off {sessions} sessions", count=len(person_ids), sessions=len(session_ids)
    )
    return Done(label, None)


def _sessions(uow: UnitOfWork, session_ids: Sequence[SessionId]) -> list[Session]:
    found = uow.all(Session, Session.id.in_(session_ids), order=Session.starts_at)
    if len(found) != len(set(session_ids)):
        raise RuleViolation("One of these sessions no longer exists: somebody removed it.")
    return found


def _last_session(uow: UnitOfWork, action_id: ActionId) -> Session | None:
    query = uow.all(Session, Session.action_id == action_id, order=Session.number)
    return query[-1] if query else None


def _slot(session: Session) -> Slot:
    return Slot(session.starts_at, session.ends_at)


def _title(uow: UnitOfWork, session: Session) -> str:
    return session.title or uow.get(Action, session.action_id).title


def _name(uow: UnitOfWork, person_id: PersonId) -> str:
    person = uow.get(Person, person_id)
    return full_name(person.given_name, person.family_name)


def _check_dates(slot: Slot) -> None:
    if (
        not datetime.combine(EARLIEST, slot.starts_at.time())
        <= slot.starts_at
        < datetime.combine(LATEST, slot.starts_at.time())
    ):
        raise RuleViolation("{day} is too far away: check the year.", day=slot.day)
