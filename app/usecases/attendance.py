"""Marking who came: by name, as walk-ins, and as heads without a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.db.tables import Action, Attendance, HeadCount, Person, Session
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.errors import RuleViolation
from app.domain.ids import PersonId, ResidenceId, SessionId
from app.domain.kinds import AgeBand, Presence, Role, SessionStatus, Sex
from app.domain.names import full_name
from app.i18n.messages import Message
from app.usecases.people import create_person

MOST_HEADS = 100_000


def mark(uow: UnitOfWork, session_id: SessionId, marks: Mapping[PersonId, Presence | None]) -> Done[None]:
    """Say for each person whether they were there; None makes it unknown again.

    The first mark notes the session as held. Raises `RuleViolation` for a session that was cancelled
    or lies in the future.
    """
    session = _markable(uow, session_id)
    present = {row.person_id: row for row in uow.all(Attendance, Attendance.session_id == session_id)}
    for person_id, presence in marks.items():
        row = present.get(person_id)
        if presence is None:
            if row is not None:
                uow.remove(row)
        elif row is not None:
            row.presence = presence
        else:
            uow.get(Person, person_id)
            uow.add(Attendance(session_id=session_id, person_id=person_id, presence=presence))
    session.status = SessionStatus.HELD
    title = _title(uow, session)
    if len(marks) == 1:
        ((person_id, presence),) = marks.items()
        person = uow.get(Person, person_id)
        name = full_name(person.given_name, person.family_name)
        if presence is None:
            return Done(Message("Clear the mark of {person} at “{title}”", person=name, title=title), None)
        words = {
            Presence.PRESENT: Message("Mark {person} present at “{title}”", person=name, title=title),
            Presence.ABSENT: Message("Mark {person} absent at “{title}”", person=name, title=title),
            Presence.EXCUSED: Message("Mark {person} excused at “{title}”", person=name, title=title),
        }
        return Done(words[presence], None)
    return Done(Message("Mark {count} people at “{title}”", count=len(marks), title=title), None)


def add_walk_in(
    uow: UnitOfWork,
    session_id: SessionId,
    *,
    person_id: PersonId | None = None,
    given_name: str = "",
    family_name: str = "",
    residence_id: ResidenceId | None = None,
) -> Done[PersonId]:
    """Note somebody who came without being expected; a new person is made where none is given."""
    session = _markable(uow, session_id)
    if person_id is None:
        person_id = create_person(
            uow,
            given_name,
            family_name,
            role=Role.NEIGHBOUR,
            residence_id=residence_id,
            since=session.starts_at.date(),
        ).result
    row = uow.find(Attendance, Attendance.session_id == session_id, Attendance.person_id == person_id)
    if row is None:
        uow.add(
            Attendance(session_id=session_id, person_id=person_id, presence=Presence.PRESENT, walk_in=True)
        )
    else:
        row.presence = Presence.PRESENT
    session.status = SessionStatus.HELD
    person = uow.get(Person, person_id)
    name = full_name(person.given_name, person.family_name)
    return Done(Message("Add {person} to “{title}”", person=name, title=_title(uow, session)), person_id)


def count_heads(
    uow: UnitOfWork, session_id: SessionId, sex: Sex | None, age_band: AgeBand | None, heads: int
) -> Done[None]:
    """Say how many people without a name were there, of a sex and an age band as far as known."""
    if not 0 <= heads <= MOST_HEADS:
        raise RuleViolation("Between 0 and {most} people can be counted.", most=MOST_HEADS)
    session = _markable(uow, session_id)
    rows = [
        row
        for row in uow.all(HeadCount, HeadCount.session_id == session_id)
        if (row.sex, row.age_band) == (sex, age_band)
    ]
    for row in rows[1:] if heads else rows:
        uow.remove(row)
    if heads and rows:
        rows[0].heads = heads
    elif heads:
        uow.add(HeadCount(session_id=session_id, sex=sex, age_band=age_band, heads=heads))
    if heads:
        session.status = SessionStatus.HELD
    title = _title(uow, session)
    if heads <= 1:
        words = {
            0: Message("Count nobody without a name at “{title}”", title=title),
            1: Message("Count one person without a name at “{title}”", title=title),
        }
        return Done(words[heads], None)
    return Done(Message("Count {count} people without a name at “{title}”", count=heads, title=title), None)


def finish_marking(uow: UnitOfWork, session_id: SessionId, absent: Sequence[PersonId] = ()) -> Done[None]:
    """Note that a session's attendance is complete; those in `absent` who have no mark become absent."""
    session = _markable(uow, session_id)
    known = {row.person_id for row in uow.all(Attendance, Attendance.session_id == session_id)}
    for person_id in absent:
        if person_id not in known:
            uow.add(Attendance(session_id=session_id, person_id=person_id, presence=Presence.ABSENT))
    session.status = SessionStatus.HELD
    session.marked_at = uow.now_utc
    return Done(Message("Finish marking “{title}”", title=_title(uow, session)), None)


def clear_marks(uow: UnitOfWork, session_id: SessionId) -> Done[None]:
    """Make everything about a session's attendance unknown again."""
    session = uow.get(Session, session_id)
    for row in uow.all(Attendance, Attendance.session_id == session_id):
        uow.remove(row)
    for heads in uow.all(HeadCount, HeadCount.session_id == session_id):
        uow.remove(heads)
    session.marked_at = None
    session.status = SessionStatus.PLANNED
    return Done(Message("Clear the marks of “{title}”", title=_title(uow, session)), None)


def _markable(uow: UnitOfWork, session_id: SessionId) -> Session:
    session = uow.get(Session, session_id)
    if session.status in (SessionStatus.CANCELLED, SessionStatus.SKIPPED):
        raise RuleViolation(
            "“{title}” was not held: plan it again before marking who came.", title=_title(uow, session)
        )
    if session.starts_at > uow.now and session.starts_at.date() > uow.today:
        raise RuleViolation("“{title}” has not taken place yet.", title=_title(uow, session))
    return session


def _title(uow: UnitOfWork, session: Session) -> str:
    return session.title or uow.get(Action, session.action_id).title
