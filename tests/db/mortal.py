"""A client that works without end until it is killed, and tells each step once it is saved."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy.orm import configure_mappers

from app.domain.kinds import Presence
from app.domain.slots import Slot
from app.usecases.actions import create_action, edit_action, remove_action
from app.usecases.attendance import mark
from app.usecases.enrolments import enrol_people
from app.usecases.people import create_person, edit_person
from app.usecases.sessions import create_session
from app.workspace import Outcome, Workspace

configure_mappers()  # here, so that processes that are forked from here need not

NOW = datetime(2026, 11, 12, 9, 0)


def work(location: str, saved: Connection) -> None:
    """Make and unmake actions, people and presences; send the number of each step after its commit."""

    def tell(outcome: Outcome[Any]) -> None:
        saved.send(outcome.step)

    workspace = Workspace.open(location, clock=lambda: NOW, author="mortal")
    for number in count(1):
        action = workspace.change(create_action, f"Action {number}", places=2)
        tell(action)
        people = []
        for n in range(3):
            person = workspace.change(create_person, "Jeanne", f"Morel {number} {n}")
            tell(person)
            people.append(person.result)
        tell(workspace.change(enrol_people, action.result, people))
        slot = Slot(NOW - timedelta(days=number % 300), NOW - timedelta(days=number % 300, hours=-2))
        session = workspace.change(create_session, action.result, slot)
        tell(session)
        tell(workspace.change(mark, session.result, dict.fromkeys(people, Presence.PRESENT)))
        tell(workspace.change(edit_person, people[0], family_name=f"Petit {number}"))
        tell(workspace.undo())
        tell(workspace.redo())
        tell(workspace.change(edit_action, action.result, title=f"Autre {number}"))
        if number % 3:
            tell(workspace.change(remove_action, action.result))
