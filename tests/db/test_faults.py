"""Whatever breaks, at whatever moment: a step is there whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from app.domain.errors import EnvironmentProblem
from app.domain.kinds import Presence
from app.domain.slots import Slot
from app.usecases.actions import create_action, remove_action
from app.usecases.attendance import mark
from app.usecases.enrolments import enrol_people
from app.usecases.people import create_person
from app.usecases.sessions import create_session
from app.workspace import Workspace
from tests.db.contents import contents
from tests.db.windows import another_window

EVENING = Slot(datetime(2026, 11, 10, 18), datetime(2026, 11, 10, 20))


class Torn(Exception):
    """The disk, the network or the power failed here."""


@contextmanager
def breaking_at(workspace: Workspace, statement: int) -> Iterator[list[int]]:
    """Lets the database fail at a statement, counted from 1, the commit included; yields how many came."""
    come = [0]

    def count_up(*_: Any) -> None:
        come[0] += 1
        if come[0] == statement:
            raise Torn

    names = ("before_cursor_execute", "commit")
    for name in names:
        event.listen(workspace._engine, name, count_up)
    try:
        yield come
    finally:
        for name in names:
            event.remove(workspace._engine, name, count_up)


def test_a_step_that_breaks_at_any_statement_is_whole_or_not_there(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Théâtre", places=2).result
    people = [workspace.change(create_person, "Jeanne", f"Morel {n}").result for n in range(3)]
    session = workspace.change(create_session, action, EVENING).result
    workspace.change(mark, session, dict.fromkeys(people, Presence.PRESENT))
    steps: list[Callable[[], object]] = [
        lambda: workspace.change(create_person, "Paul", "Petit"),
        lambda: workspace.change(enrol_people, action, people),
        lambda: workspace.change(remove_action, action),
        workspace.undo,
        workspace.redo,
        workspace.undo,
    ]
    for step in steps:
        before, label = contents(workspace), workspace.undo_label
        for statement in count(1):
            with breaking_at(workspace, statement) as come:
                try:
                    step()
                except Torn:
                    broken = True
                else:
                    broken = False
            if not broken and come[0] < statement:
                break
            if broken:
                assert workspace.undo_label == label
                assert contents(workspace) == before, f"statement {statement}"
        assert contents(workspace) != before
        assert workspace.verify() == ()


def test_an_answer_to_a_commit_that_was_lost_is_looked_up(workspace: Workspace) -> None:
    """The server committed, then the line went dead: the change was saved, and once only."""
    with line_cut_after_commit(workspace):
        outcome = workspace.change(create_person, "Jeanne", "Morel")
    assert outcome.step is not None
    assert len(contents(workspace)["person"]) == 1
    assert workspace.undo_label == outcome.label


def test_a_commit_that_never_arrived_is_told_and_changes_nothing(workspace: Workspace) -> None:
    with (
        line_cut_after_commit(workspace, instead=True),
        pytest.raises(EnvironmentProblem, match="nothing was"),
    ):
        workspace.change(create_person, "Jeanne", "Morel")
    assert contents(workspace)["person"] == []
    assert workspace.undo_label is None
    workspace.change(create_person, "Jeanne", "Morel")


@pytest.mark.backends("postgresql")
def test_a_server_that_drops_its_clients_is_found_again(workspace: Workspace) -> None:
    workspace.change(create_person, "Jeanne", "Morel")
    with another_window(workspace, "administrator") as administrator:
        query = (
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        administrator.read(lambda c: c.exec_driver_sql(query).scalar())
    workspace.change(create_person, "Paul", "Petit")
    assert len(contents(workspace)["person"]) == 2


@contextmanager
def line_cut_after_commit(workspace: Workspace, *, instead: bool = False) -> Iterator[None]:
    """The connection breaks as the answer to the next commit is due; with `instead`, before it is sent."""
    dialect = workspace._engine.dialect
    commit = dialect.do_commit
    cut: list[object] = []

    def cutting(connection: Any) -> None:
        if cut:
            commit(connection)
            return
        cut.append(connection)
        if instead:
            dialect.do_rollback(connection)
        else:
            commit(connection)
        lost = OperationalError("COMMIT", {}, ConnectionError("the line is dead"))
        lost.connection_invalidated = True
        raise lost

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialect, "do_commit", cutting)
        yield
