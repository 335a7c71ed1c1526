"""Many at once: nothing is locked, lost or given away twice; whoever dies leaves whole steps behind."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import func, insert, select

from app.db.tables import Action, Enrolment, Person
from app.domain.errors import EditConflict
from app.domain.ids import ActionId
from app.domain.kinds import EnrolmentStatus
from app.domain.slots import Slot
from app.usecases.actions import create_action, edit_action
from app.usecases.enrolments import enrol_people, withdraw_people
from app.usecases.people import create_person
from app.usecases.sessions import create_session
from app.workspace import Workspace
from tests.db.threads import at_once
from tests.db.windows import address, another_window

ROOT = Path(__file__).parents[2]


def test_two_processes_that_save_all_the_time_never_find_the_database_locked(workspace: Workspace) -> None:
    rivals = [start(workspace, name, 30) for name in ("Marie", "Paul")]
    for rival in rivals:
        go(rival)
    for n in range(30):
        workspace.change(create_person, "Test", f"Morel {n}")
    said = [rival.communicate(timeout=60) for rival in rivals]

    assert [(rival.returncode, errors) for rival, (_, errors) in zip(rivals, said, strict=True)] == [
        (0, "")
    ] * 2
    numbers = list(workspace.read(lambda c: c.scalars(select(Person.number).order_by(Person.number)).all()))
    assert numbers == list(range(1, 91))
    assert workspace.verify() == ()


def test_the_last_places_of_an_action_are_given_away_once(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Théâtre", places=5).result
    people = [workspace.change(create_person, "Jeanne", f"Morel {n}").result for n in range(10)]
    windows = [another_window(workspace, f"window {n}") for n in range(10)]

    outcomes = at_once(
        [
            (window.change, enrol_people, action, [person])
            for window, person in zip(windows, people, strict=True)
        ]
    )

    for window in windows:
        window.close()
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert standing(workspace, action) == {EnrolmentStatus.ENROLLED: 5, EnrolmentStatus.WAITING: 5}
    assert workspace.verify() == ()


def test_a_place_that_becomes_free_goes_to_one_of_those_who_wait(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Théâtre", places=4).result
    people = [workspace.change(create_person, "Jeanne", f"Morel {n}").result for n in range(8)]
    workspace.change(enrol_people, action, people)
    windows = [another_window(workspace, f"window {n}") for n in range(4)]

    outcomes = at_once(
        [
            (window.change, withdraw_people, action, [person])
            for window, person in zip(windows, people[:4], strict=True)
        ]
    )

    for window in windows:
        window.close()
    promoted = [person for outcome in outcomes for person in outcome.result]
    assert sorted(promoted) == sorted(people[4:])
    assert standing(workspace, action) == {EnrolmentStatus.LEFT: 4, EnrolmentStatus.ENROLLED: 4}


def test_codes_and_numbers_made_at_the_same_moment_are_all_different(workspace: Workspace) -> None:
    garden = workspace.change(create_action, "Jardin").result
    evening = Slot(datetime(2026, 11, 10, 18), datetime(2026, 11, 10, 20))
    windows = [another_window(workspace, f"window {n}") for n in range(6)]

    outcomes = at_once(
        [job for window in windows[:3] for job in [(window.change, create_action, "Sortie")]]
        + [(window.change, create_session, garden, evening) for window in windows[3:]]
    )

    for window in windows:
        window.close()
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    codes = list(workspace.read(lambda c: c.scalars(select(Action.code).order_by(Action.code)).all()))
    assert codes == ["2026-001", "2026-002", "2026-003", "2026-004"]
    assert workspace.verify() == ()


def test_edits_that_say_what_they_saw_are_never_lost(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin", places=0).result
    windows = [another_window(workspace, f"window {n}") for n in range(4)]

    def add_places(window: Workspace) -> int:
        conflicts = 0
        done = 0
        while done < 6:
            places, version = window.read(
                lambda c: c.execute(select(Action.places, Action.version).where(Action.id == action)).one()
            )
            try:
                window.change(edit_action, action, places=(places or 0) + 1, seen_version=version)
                done += 1
            except EditConflict:
                conflicts += 1
        return conflicts

    conflicts = at_once([(add_places, window) for window in windows])

    for window in windows:
        window.close()
    assert [conflict for conflict in conflicts if not isinstance(conflict, int)] == []
    assert workspace.read(lambda c: c.scalar(select(Action.places))) == 24


def test_an_edit_that_does_not_say_what_it_saw_is_one_that_can_be_lost(workspace: Workspace) -> None:
    """The test above can fail: this is what it guards against."""
    action = workspace.change(create_action, "Jardin", places=0).result
    with another_window(workspace, "Marie") as marie:
        places = [
            window.read(lambda c: c.scalar(select(Action.places))) or 0 for window in (workspace, marie)
        ]
        workspace.change(edit_action, action, places=places[0] + 1)
        marie.change(edit_action, action, places=places[1] + 1)
    assert workspace.read(lambda c: c.scalar(select(Action.places))) == 1


@pytest.mark.backends("sqlite")
def test_reading_is_never_held_up_by_somebody_who_saves(workspace: Workspace) -> None:
    from app.db.engine import writer

    with writer(workspace._engine).begin() as connection:
        connection.execute(insert(Person), {"id": workspace._new_id(), "number": 1})
        with another_window(workspace, "Marie") as marie:
            assert marie.read(lambda c: c.scalar(select(func.count()).select_from(Person))) == 0


def standing(workspace: Workspace, action: ActionId) -> dict[EnrolmentStatus, int]:
    query = (
        select(Enrolment.status, func.count().label("people"))
        .where(Enrolment.action_id == action)
        .group_by(Enrolment.status)
    )
    return {row.status: row.people for row in workspace.read(lambda c: c.execute(query).all())}


def start(workspace: Workspace, author: str, how_many: int) -> subprocess.Popen[str]:
    rival = subprocess.Popen(
        [sys.executable, "-m", "tests.db.rival", address(workspace), author, str(how_many)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert rival.stdout is not None
    assert rival.stdout.readline() == "ready\n"
    return rival


def go(rival: subprocess.Popen[str]) -> None:
    stdin: IO[str] | None = rival.stdin
    assert stdin is not None
    stdin.write("\n")
    stdin.flush()
