"""Does the database hold together? What `verify` looks at."""

from __future__ import annotations

from sqlalchemy import Connection, func, or_, select

from app.db import search
from app.db.tables import Action, Attendance, Enrolment, HeadCount, Person, SearchTerm, Session
from app.domain.kinds import EnrolmentStatus, SessionStatus
from app.i18n.messages import N_, Message


def faults(connection: Connection) -> tuple[Message, ...]:
    """Each thing that is wrong, as a sentence: first the file itself, then the program's own invariants."""
    found: list[Message] = []
    if connection.dialect.name == "sqlite":
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(10)"):
            if said != "ok":
                found.append(Message("The file is damaged ({said}).", said=said))
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            found.append(Message("{count} entries refer to something that is not there.", count=len(broken)))
    return (*found, *_invariants(connection))


def _invariants(connection: Connection) -> list[Message]:
    found: list[Message] = []

    def expect_none(count: int | None, msgid: str) -> None:
        if count:
            found.append(Message(msgid, count=count))

    backwards = select(func.count()).select_from(Session).where(Session.ends_at <= Session.starts_at)
    expect_none(connection.scalar(backwards), N_("{count} sessions end before they start."))
    not_held = (
        select(func.count(func.distinct(Session.id)))
        .outerjoin(Attendance, Attendance.session_id == Session.id)
        .outerjoin(HeadCount, HeadCount.session_id == Session.id)
        .where(
            Session.status != SessionStatus.HELD, or_(Attendance.id.is_not(None), HeadCount.id.is_not(None))
        )
    )
    expect_none(connection.scalar(not_held), N_("{count} sessions have attendance but were not held."))
    crowded = (
        select(Action.id)
        .join(Enrolment, Enrolment.action_id == Action.id)
        .where(Enrolment.status == EnrolmentStatus.ENROLLED, Action.places.is_not(None))
        .group_by(Action.id, Action.places)
        .having(func.count() > Action.places)
    )
    expect_none(
        len(connection.execute(crowded).all()), N_("{count} actions have more people enrolled than places.")
    )
    nameless = (
        select(func.count()).select_from(Person).where(Person.family_name == "", Person.given_name == "")
    )
    expect_none(connection.scalar(nameless), N_("{count} people have no name."))
    wanted = search.entries(connection)
    held = {
        tuple(row)
        for row in connection.execute(select(SearchTerm.kind, SearchTerm.target_id, SearchTerm.term))
    }
    expect_none(len(wanted ^ held), N_("The search index differs from the entries in {count} places."))
    return found
