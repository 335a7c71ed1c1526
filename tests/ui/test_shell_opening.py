"""The window before a workspace is open: welcome, new, open, demonstration, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.queries.reference import reference_lists
from app.workspace import Workspace
from ui.main_window import MainWindow
from ui.runtime import language as window_language
from ui.runtime.settings import Settings
from ui.runtime.tasks import InlineRunner, TaskRunner
from ui.runtime.workspaces import demonstration_path, remove_file
from ui.screens.welcome import WelcomePage


@pytest.fixture
def window(qtbot: QtBot, now: datetime, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(InlineRunner(), Settings(tmp_path / "settings.json"), lambda: now)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    window_language.set_language("en")


def welcome(window: MainWindow) -> WelcomePage:
    assert window.welcome is not None
    return window.welcome


def test_without_a_workspace_the_window_welcomes(window: MainWindow) -> None:
    window.start()
    assert len(welcome(window).choices) == 3


def test_a_new_workspace_has_its_lists_and_nothing_to_undo(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "Nos actions"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    window.start()
    QTest.keyClick(welcome(window).choices[1], Qt.Key.Key_Return)
    assert window.bench is not None
    assert not window.bench.top.undo.isEnabled()
    assert window.windowTitle() == "Nos actions – Palier"
    assert window.settings.values.last_workspace == f"{place}.palier"
    workspace = window.runner.workspace
    assert workspace is not None
    assert any(workspace.read(reference_lists, "fr").values())


def test_the_workspace_of_last_time_opens_by_itself(window: MainWindow, tmp_path: Path) -> None:
    place = str(tmp_path / "ours.palier")
    Workspace.create(place).close()
    window.settings.remember_workspace(place)
    window.start()
    assert window.bench is not None


def test_a_workspace_of_last_time_that_is_gone_leads_to_the_welcome_page(
    window: MainWindow, tmp_path: Path
) -> None:
    window.settings.remember_workspace(str(tmp_path / "gone.palier"))
    window.start()
    assert welcome(window).messages.sentence() == ""


def test_a_file_that_is_no_workspace_is_refused_with_a_sentence_and_left_alone(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "letter.palier"
    place.write_bytes(b"Madame, Monsieur, " * 1000)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(place), ""))
    window.start()
    QTest.mouseClick(welcome(window).choices[2], Qt.MouseButton.LeftButton)
    assert window.bench is None
    assert welcome(window).messages.sort() == "error"
    assert welcome(window).messages.sentence()
    assert place.read_bytes() == b"Madame, Monsieur, " * 1000


def test_a_place_that_is_taken_is_not_overwritten(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "taken.palier"
    place.write_bytes(b"precious")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    window.start()
    QTest.keyClick(welcome(window).choices[1], Qt.Key.Key_Return)
    assert window.bench is None
    assert welcome(window).messages.sort() == "error"
    assert place.read_bytes() == b"precious"


def test_closing_the_workspace_leads_back_to_the_welcome_page_with_it_on_top(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    place = str(tmp_path / "ours.palier")
    window.create_workspace(place)
    assert window.bench is not None
    window.bench.leave_workspace()
    qtbot.waitUntil(lambda: window.welcome is not None)
    assert window.runner.workspace is None
    assert window.settings.values.recent == (place,)
    assert window.settings.values.last_workspace == ""


def test_a_location_is_taken_off_the_list_of_recent_ones(window: MainWindow, qtbot: QtBot) -> None:
    window.settings.remember_workspace("/nowhere/ours.palier")
    window.settings.set(last_workspace="")
    window.start()
    welcome(window).forgetting_requested.emit("/nowhere/ours.palier")
    qtbot.waitUntil(lambda: window.settings.values.recent == ())


def test_the_welcome_page_speaks_the_language_that_is_chosen(window: MainWindow, qtbot: QtBot) -> None:
    window.start()
    before = welcome(window)
    before.language_requested.emit("fr")
    qtbot.waitUntil(lambda: window.welcome is not None and window.welcome is not before)
    assert window_language.current_language().code == "fr"


def test_the_demonstration_is_made_again_only_where_there_is_one(window: MainWindow, tmp_path: Path) -> None:
    window.start()
    assert _links(welcome(window)) == []
    place = demonstration_path("en")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"an old one")
    try:
        window.show_welcome()
        assert _links(welcome(window)) == ["Make the demonstration again, as of today"]
        remove_file(str(place))
        assert not place.exists()
    finally:
        place.unlink(missing_ok=True)


@pytest.mark.slow
def test_a_demonstration_that_is_cancelled_leaves_no_file(
    qtbot: QtBot, now: datetime, tmp_path: Path
) -> None:
    runner = TaskRunner()
    window = MainWindow(runner, Settings(tmp_path / "settings.json"), lambda: now)
    window.show()
    window.start()
    place = tmp_path / "demonstration.palier"
    with qtbot.waitSignal(runner.slowed, timeout=20_000):
        window.open_demonstration(str(place))
    welcome(window).messages.progress.cancel_requested.emit()
    qtbot.waitUntil(lambda: not runner.busy, timeout=20_000)
    assert list(tmp_path.glob("demonstration*")) == []
    assert window.bench is None
    window.close()
    window.deleteLater()


def _links(page: WelcomePage) -> list[str]:
    return [each.text() for each in page.findChildren(QPushButton) if "demonstration" in each.text()]
