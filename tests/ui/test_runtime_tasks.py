"""The task runner: work off the main thread, answers on it, nothing swallowed, nothing delivered to the gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.db.unit_of_work import Done, UnitOfWork
from app.domain.errors import PalierError, RuleViolation
from app.i18n import Message
from app.queries.reference import stored_settings
from app.usecases.settings import change_settings
from app.workspace import Workspace
from ui.runtime import tasks
from ui.runtime.tasks import Task, TaskRunner, UnexpectedProblem, Watch


@pytest.fixture
def runner(
    qtbot: QtBot, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[TaskRunner]:
    monkeypatch.setattr(tasks, "write_report", partial(_report_in, tmp_path))
    made = TaskRunner(Workspace.create(database_url))
    yield made
    made.close()


def _report_in(folder: Path, error: BaseException) -> Path:
    path = folder / "report.txt"
    path.write_text(type(error).__name__, encoding="utf-8")
    return path


def test_an_answer_is_asked_on_another_thread_and_comes_back_on_the_main_one(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    threads: list[str] = []

    def query(_connection: object, number: int) -> int:
        threads.append(threading.current_thread().name)
        return number + 1

    def answer(number: int) -> None:
        threads.append(threading.current_thread().name)
        assert number == 42

    runner.read(query, 41, then=answer)
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0].startswith("palier-database")
    assert threads[1] == threading.main_thread().name


def test_a_change_is_published_with_its_outcome_and_the_steps_that_can_be_undone(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    steps: list[tuple[Message | None, Message | None]] = []
    runner.steps_changed.connect(lambda undo, redo: steps.append((undo, redo)))
    with qtbot.waitSignal(runner.changed) as changed:
        runner.change(change_settings, landlord="Habitat du Fleuve")
    outcome, tell = changed.args
    assert "setting" in outcome.changes.tables
    assert tell
    assert steps == [(outcome.label, None)]
    with qtbot.waitSignal(runner.changed):
        runner.undo()
    answers: list[dict[str, object]] = []
    runner.read(stored_settings, then=answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [{}]


def test_a_rule_that_says_no_reaches_the_message_bar_and_nothing_is_changed(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    def usecase(uow: UnitOfWork) -> Done[None]:
        raise RuleViolation("Not like this.")

    with qtbot.waitSignal(runner.refused) as refused:
        runner.change(usecase)
    assert str(refused.args[0]) == "Not like this."


def test_who_asked_to_hear_of_a_refusal_hears_it_alone(runner: TaskRunner, qtbot: QtBot) -> None:
    def query(_connection: object) -> None:
        raise RuleViolation("Not like this.")

    heard: list[PalierError] = []
    with qtbot.assertNotEmitted(runner.refused):
        runner.read(query, then=lambda _: None, failed=heard.append)
        qtbot.waitUntil(lambda: bool(heard))


def test_a_bug_becomes_a_report_and_a_calm_sentence(runner: TaskRunner, qtbot: QtBot) -> None:
    heard: list[PalierError] = []

    def query(_connection: object) -> None:
        raise KeyError("Mme Durand")

    with qtbot.waitSignal(runner.crashed) as crashed:
        runner.read(query, then=lambda _: None, failed=heard.append)
    assert crashed.args[0].read_text(encoding="utf-8") == "KeyError"
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], UnexpectedProblem)


def test_an_answer_for_a_widget_that_is_gone_is_not_delivered(runner: TaskRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    delivered: list[str] = []
    owner = QWidget()

    def query(_connection: object) -> str:
        gate.wait(5)
        return "late"

    runner.read(query, then=delivered.append, owner=owner)
    runner.read(query, then=owner.setWindowTitle)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not _valid(owner))
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert delivered == []


def test_of_two_questions_with_one_key_the_later_is_answered(runner: TaskRunner, qtbot: QtBot) -> None:
    answers: list[str] = []
    for word in ("d", "du", "dur"):
        runner.read(lambda _connection, text: text, word, then=answers.append, key="search")
    qtbot.waitUntil(lambda: not runner.busy)
    assert answers == ["dur"]


def test_slow_work_is_announced_told_and_cancelled(
    runner: TaskRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "PATIENCE", 20)
    gate = threading.Event()
    delivered: list[str] = []

    def draw(watch: Watch) -> str:
        gate.wait(5)
        for page in range(1_000_000):
            watch(page, 1_000_000)
        return "drawn"

    with qtbot.waitSignal(runner.slowed) as slowed:
        runner.render(draw, then=delivered.append, watch="watch", label=Message("Drawing the sheets…"))
    task: Task[str] = slowed.args[0]
    assert task.label == Message("Drawing the sheets…")
    with qtbot.waitSignal(runner.progressed):
        gate.set()
    with qtbot.waitSignal(runner.ended):
        task.cancel()
    qtbot.waitUntil(lambda: not runner.busy)
    assert delivered == []
    assert task.error is None


def test_a_change_cannot_be_cancelled(runner: TaskRunner, qtbot: QtBot) -> None:
    with qtbot.waitSignal(runner.changed):
        runner.change(change_settings, landlord="Habitat du Fleuve").cancel()


def test_quick_work_is_not_announced(
    runner: TaskRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "PATIENCE", 50)
    with qtbot.assertNotEmitted(runner.slowed, wait=120):
        runner.read(stored_settings, then=lambda _: None)


def test_closing_waits_for_a_change_under_way(qtbot: QtBot, database_url: str) -> None:
    runner = TaskRunner(Workspace.create(database_url))
    runner.change(change_settings, landlord="Habitat du Fleuve")
    runner.close()
    with Workspace.open(database_url) as again:
        assert again.read(stored_settings) == {"landlord": "Habitat du Fleuve"}


def _valid(widget: QWidget) -> bool:
    try:
        widget.objectName()
    except RuntimeError:
        return False
    return True
