"""What runs beside the window: hub, settings, language, crash reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from app.usecases.settings import change_settings
from app.workspace import Workspace
from ui.runtime.crash import report_text, write_report
from ui.runtime.hub import ChangeHub, Refresher
from ui.runtime.language import current_language, set_language
from ui.runtime.settings import Settings
from ui.runtime.tasks import InlineRunner


class Shown(QWidget):
    """Counts how often it was refreshed."""

    def __init__(self, hub: ChangeHub) -> None:
        super().__init__()
        self.times = 0
        self.refresher = Refresher(self, hub, {"session"}, self.refresh)

    def refresh(self) -> None:
        self.times += 1


def test_a_widget_loads_when_it_is_first_shown(qtbot: QtBot) -> None:
    widget = Shown(ChangeHub(InlineRunner()))
    qtbot.addWidget(widget)
    assert widget.times == 0
    widget.show()
    assert widget.times == 1


def test_ten_changes_at_once_refresh_what_is_seen_once(qtbot: QtBot) -> None:
    hub = ChangeHub(InlineRunner())
    widget = Shown(hub)
    qtbot.addWidget(widget)
    widget.show()
    for _ in range(10):
        hub.publish(Changes(frozenset({"session"})))
    qtbot.waitUntil(lambda: widget.times == 2)
    assert not widget.refresher.stale


def test_what_is_hidden_is_refreshed_when_it_is_shown_again(qtbot: QtBot) -> None:
    hub = ChangeHub(InlineRunner())
    widget = Shown(hub)
    qtbot.addWidget(widget)
    widget.show()
    widget.hide()
    hub.publish(Changes(frozenset({"session"})))
    assert (widget.times, widget.refresher.stale) == (1, True)
    widget.show()
    assert widget.times == 2


def test_changes_to_other_tables_leave_a_widget_alone(qtbot: QtBot) -> None:
    hub = ChangeHub(InlineRunner())
    widget = Shown(hub)
    qtbot.addWidget(widget)
    widget.show()
    hub.publish(Changes(frozenset({"person"})))
    assert not widget.refresher.stale


def test_what_another_window_changed_is_heard_at_the_next_poll(qtbot: QtBot, database_url: str) -> None:
    runner = InlineRunner(Workspace.create(database_url))
    hub = ChangeHub(runner)
    with Workspace.open(database_url) as other:
        hub.poll()
        other.change(change_settings, landlord="Habitat du Fleuve")
    with qtbot.waitSignal(hub.changed) as heard:
        hub.poll()
    assert heard.args[0].touches("setting")
    with qtbot.assertNotEmitted(hub.changed):
        hub.poll()
    runner.close()


def test_own_changes_are_heard_at_once(qtbot: QtBot, database_url: str) -> None:
    runner = InlineRunner(Workspace.create(database_url))
    hub = ChangeHub(runner)
    with qtbot.waitSignal(hub.changed) as heard:
        runner.change(change_settings, landlord="Habitat du Fleuve")
    assert heard.args[0].touches("setting")
    runner.close()


def test_settings_outlast_the_program(tmp_path: Path) -> None:
    first = Settings(tmp_path / "a" / "settings.json")
    first.set(language="fr", theme="dark")
    first.remember_workspace("/home/claire/nos actions.palier")
    first.set_columns("people", [120, 80])
    first.choose("calendar.view", "month")
    again = Settings(tmp_path / "a" / "settings.json")
    assert again.values == first.values
    assert again.choice("calendar.view") == "month"
    assert again.values.recent == ("/home/claire/nos actions.palier",)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"language": 3, "recent": "x", "columns": []}', "\x00"])
def test_a_damaged_settings_file_counts_as_nothing_chosen(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content, encoding="utf-8")
    assert Settings(path).values == Settings(tmp_path / "none.json").values


def test_good_settings_beside_a_bad_one_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"language": "en", "theme": 7}), encoding="utf-8")
    values = Settings(path).values
    assert (values.language, values.theme) == ("en", "system")


def test_a_change_of_setting_is_announced_once(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    with qtbot.waitSignal(settings.changed) as announced:
        settings.set(theme="dark")
    assert announced.args == ["theme"]
    with qtbot.assertNotEmitted(settings.changed):
        settings.set(theme="dark")


def test_the_latest_workspace_heads_the_recent_ones_and_eight_are_kept(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    for number in range(10):
        settings.remember_workspace(f"{number}.palier")
    settings.remember_workspace("5.palier")
    assert settings.values.recent == tuple(f"{n}.palier" for n in (5, 9, 8, 7, 6, 4, 3, 2))
    settings.forget_workspace("5.palier")
    assert (settings.values.recent[0], settings.values.last_workspace) == ("9.palier", "")


@pytest.mark.usefixtures("qapp")
def test_the_language_holds_for_qt_too(qtbot: QtBot) -> None:
    set_language("fr")
    try:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(buttons)
        assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text() == "Annuler"
        assert QLocale().language() is QLocale.Language.French
        assert current_language().code == "fr"
    finally:
        set_language("en")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == "Cancel"


def test_a_crash_report_says_where_but_not_who(tmp_path: Path) -> None:
    def greet(name: str) -> None:
        raise ValueError(f"cannot greet {name}")

    try:
        try:
            greet("Mme Durand")
        except ValueError as first:
            raise RuntimeError("Mme Durand again") from first
    except RuntimeError as error:
        path = write_report(error, tmp_path)
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert "in greet" in text
    assert "Durand" not in text


def test_the_twenty_latest_reports_are_kept(tmp_path: Path) -> None:
    for _ in range(25):
        write_report(ValueError(), tmp_path)
    assert len(list(tmp_path.glob("crash-*.txt"))) == 20


def test_a_report_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert write_report(ValueError(), tmp_path / "file") is None


def test_an_error_that_causes_itself_is_reported_once() -> None:
    error = ValueError()
    error.__context__ = KeyError()
    error.__context__.__context__ = error
    from datetime import UTC, datetime

    assert report_text(error, datetime(2026, 11, 12, tzinfo=UTC)).count("ValueError") == 1
