"""Undoing one change of each kind on a file with ten years of work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection, func, select

from app.db.tables import Attendance, Person, Session
from app.domain.ids import ActionId, PersonId, SessionId
from app.domain.kinds import Presence
from app.usecases.actions import edit_action, remove_action
from app.usecases.attendance import clear_marks, mark
from app.usecases.enrolments import enrol_people
from app.usecases.people import create_person, edit_person
from app.usecases.sessions import copy_sessions, remove_sessions, shift_sessions
from app.workspace import Workspace
from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.timing import p95, times

REPETITIONS = 20


def measure(location: str) -> list[Figure]:
    """Make and undo each change again and again; the kind whose undo is slowest counts."""
    with Workspace.open(location, author="benchmark") as workspace:
        found = {name: p95(_undo(workspace, step)) for name, step in _changes(workspace).items()}
    slowest = max(found, key=lambda name: found[name])
    return [
        at_most(
            f"Undo of a single change, p95 of the slowest of {len(found)} kinds ({slowest})",
            found[slowest],
            "ms",
            100,
        )
    ]


def _undo(workspace: Workspace, change: Callable[[], object]) -> list[float]:
    found = []
    for _ in range(REPETITIONS):
        change()
        found += times(workspace.undo, 1)
    return found


def _changes(workspace: Workspace) -> dict[str, Callable[[], object]]:
    action, sessions = workspace.read(_busiest_action)
    people = workspace.read(_people)
    marked = workspace.read(_fullest_session)
    change = workspace.change
    return {
        "add a person": partial(change, create_person, "Jeanne", "Morel"),
        "rename a person": partial(change, edit_person, people[0], family_name="Morel"),
        "rename an action": partial(change, edit_action, action, title="Autre titre"),
        "enrol 30 people": partial(change, enrol_people, action, people),
        "move a session": partial(change, shift_sessions, sessions[:1], timedelta(days=1)),
        "move all sessions of an action": partial(change, shift_sessions, sessions, timedelta(days=1)),
        "copy a session": partial(change, copy_sessions, sessions[:1], timedelta(days=1)),
        "remove a session": partial(change, remove_sessions, sessions[:1]),
        "mark 30 people": partial(change, mark, marked, dict.fromkeys(people, Presence.PRESENT)),
        "clear the marks of a session": partial(change, clear_marks, marked),
        "remove the action with most sessions": partial(change, remove_action, action),
    }


def _busiest_action(connection: Connection) -> tuple[ActionId, list[SessionId]]:
    query = (
        select(Session.action_id).group_by(Session.action_id).order_by(func.count().desc(), Session.action_id)
    )
    action = connection.scalars(query.limit(1)).one()
    sessions = connection.scalars(
        select(Session.id).where(Session.action_id == action).order_by(Session.starts_at)
    )
    return ActionId(action), [SessionId(session) for session in sessions]


def _fullest_session(connection: Connection) -> SessionId:
    query = select(Attendance.session_id).group_by(Attendance.session_id)
    return SessionId(
        connection.scalars(query.order_by(func.count().desc(), Attendance.session_id).limit(1)).one()
    )


def _people(connection: Connection) -> list[PersonId]:
    return [
        PersonId(person) for person in connection.scalars(select(Person.id).order_by(Person.id).limit(30))
    ]
