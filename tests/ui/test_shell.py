"""The shell: screens, keys, search, undo, panel, messages, language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.i18n import Message
from app.queries.reference import stored_settings
from app.usecases.people import create_person
from app.usecases.settings import change_settings, set_up_lists
from app.workspace import Workspace
from ui.main_window import MainWindow
from ui.runtime import language as window_language
from ui.runtime.settings import Settings
from ui.runtime.tasks import InlineRunner, UnexpectedProblem
from ui.screens.keys import KeySheet
from ui.screens.workbench import Workbench
from ui.theme import appearance, apply_theme
from ui.widgets.entries import TextEntry


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, workspace: Workspace, now: datetime, tmp_path: Path
) -> Iterator[MainWindow]:
    apply_theme(qapp, "light")
    workspace.fill(set_up_lists)
    made = MainWindow(InlineRunner(), Settings(tmp_path / "settings.json"), lambda: now)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.start(workspace.location)
    yield made
    made.close()
    made.deleteLater()
    window_language.set_language("en")


def bench(window: MainWindow) -> Workbench:
    assert window.bench is not None
    return window.bench


def press(window: MainWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(window, key, held)


def test_the_program_opens_on_today(window: MainWindow) -> None:
    screen = bench(window).current_screen()
    assert screen is not None
    assert screen.name == "today"
    assert bench(window).rail.button("today").isChecked()
    assert bench(window).top.title() == screen.title()


def test_alt_and_a_number_go_to_a_screen_which_is_made_then(window: MainWindow) -> None:
    wanted = bench(window).rail.names()[1]
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    screen = bench(window).current_screen()
    assert screen is not None
    assert screen.name == wanted


def test_every_screen_of_the_rail_opens_and_has_a_title(window: MainWindow) -> None:
    for name in bench(window).rail.names():
        bench(window).rail.button(name).click()
        assert bench(window).top.title()
        assert bench(window).rail.button(name).isChecked()


def test_a_change_is_told_with_its_name_and_undone_by_key(window: MainWindow) -> None:
    window.runner.change(change_settings, landlord="Habitat du Fleuve")
    messages = bench(window).messages
    assert messages.sentence()
    assert messages.offers_undo()
    assert messages.sentence() in bench(window).top.undo.toolTip()
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _stored(window) == {}
    assert messages.sentence().startswith("Undone: ")
    assert not bench(window).top.undo.isEnabled()
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert _stored(window) == {"landlord": "Habitat du Fleuve"}
    assert not bench(window).top.redo.isEnabled()


def test_the_undo_link_in_the_message_takes_the_step_back(window: MainWindow) -> None:
    window.runner.change(change_settings, landlord="Habitat du Fleuve")
    bench(window).messages.undo_requested.emit()
    assert _stored(window) == {}


def test_a_change_that_changed_nothing_is_not_told(window: MainWindow) -> None:
    window.runner.change(change_settings)
    assert bench(window).messages.sentence() == ""


def test_ctrl_k_finds_a_person_by_the_beginning_of_a_name_and_opens_the_panel(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.runner.change(create_person, given_name="Amélie", family_name="Durand")
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = bench(window).top.search
    assert field.hasFocus()
    with qtbot.waitSignal(field.searched):
        QTest.keyClicks(field, "dura")
    (found,) = [text for text in field.completions() if "Durand" in text]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert bench(window).panel_widget() is not None
    assert "Durand" in found
    assert not bench(window).panel.isHidden()


def test_search_without_a_word_offers_the_commands(window: MainWindow) -> None:
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert {"Settings", "New session", "Keys"} <= set(bench(window).top.search.completions())


def test_a_command_is_found_without_its_accents_and_run(window: MainWindow) -> None:
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    bench(window).finder.search("settin")
    QTest.keyClick(bench(window).top.search, Qt.Key.Key_Return)
    screen = bench(window).current_screen()
    assert screen is not None
    assert screen.name == "settings"


def test_escape_closes_the_panel_then_the_message(window: MainWindow) -> None:
    bench(window).show_panel(QLabel("a note"), "Note")
    bench(window).tell_problem(Message("The hall is taken then."))
    press(window, Qt.Key.Key_Escape)
    assert bench(window).panel_widget() is None
    assert bench(window).messages.sentence()
    QTest.keyClick(bench(window), Qt.Key.Key_Escape)
    assert bench(window).messages.sentence() == ""


def test_f1_shows_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    press(window, Qt.Key.Key_F1)
    (sheet,) = bench(window).findChildren(KeySheet)
    assert sheet.isVisible()
    sheet.accept()


def test_another_language_makes_the_content_again_where_it_was(window: MainWindow, qtbot: QtBot) -> None:
    bench(window).open_screen("settings")
    before = bench(window)
    window.choose_language("fr")
    qtbot.waitUntil(lambda: window.bench is not before)
    screen = bench(window).current_screen()
    assert screen is not None
    assert screen.name == "settings"
    assert screen.context.language.code == "fr"
    assert window.settings.values.language == "fr"


def test_a_theme_chosen_in_the_settings_is_worn_at_once_and_kept(window: MainWindow) -> None:
    bench(window).choose_theme("dark")
    assert appearance.theme.is_dark
    assert window.settings.values.theme == "dark"


def test_the_landlords_name_is_kept_as_its_field_is_left(window: MainWindow) -> None:
    bench(window).open_screen("settings")
    field = next(each for each in bench(window).findChildren(TextEntry) if "Name" in each.accessibleName())
    field.setFocus()
    QTest.keyClicks(field, "Habitat du Fleuve")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert _stored(window) == {"landlord": "Habitat du Fleuve"}


def test_a_bug_is_told_in_a_calm_sentence(window: MainWindow) -> None:
    window.runner.crashed.emit(None)
    assert bench(window).messages.sentence() == str(UnexpectedProblem())
    assert bench(window).messages.sort() == "error"


def test_a_database_that_stops_answering_is_told_and_its_return_too(window: MainWindow) -> None:
    assert bench(window).messages.state() == "Everything is saved."
    window.hub.connection_changed.emit(False)
    assert bench(window).messages.sort() == "error"
    assert bench(window).messages.state() == "The database does not answer."
    window.hub.connection_changed.emit(True)
    assert bench(window).messages.sort() == "done"
    assert bench(window).messages.state() == "Everything is saved."


def test_the_window_fits_1280_by_720_and_folds_its_rail_below(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 720)
    for name in bench(window).rail.names():
        bench(window).rail.button(name).click()
        assert window.minimumSizeHint().width() <= 1280, name
        assert window.minimumSizeHint().height() <= 720, name
    assert not bench(window).rail.folded
    window.resize(900, 600)
    qtbot.waitUntil(lambda: bench(window).rail.folded)


def test_whatever_takes_the_keyboard_has_a_name_for_screen_readers(window: MainWindow) -> None:
    nameless = set()
    for name in bench(window).rail.names():
        bench(window).rail.button(name).click()
        nameless |= {
            f"{type(each).__name__} in {_home(each)}"
            for each in window.findChildren(QWidget)
            if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            if isinstance(each, _TAKES_KEYS) and not _spoken(each)
        }
    assert nameless == set()


def test_no_label_of_the_shell_reads_its_text_as_html(window: MainWindow) -> None:
    for name in bench(window).rail.names():
        bench(window).rail.button(name).click()
    loose = {
        f"{type(label).__name__} “{label.text()}”"
        for label in window.findChildren(QLabel)
        if label.textFormat() is not Qt.TextFormat.PlainText and label.text()
    }
    assert loose == set()


_TAKES_KEYS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


def _spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else widget.accessibleName()


def _home(widget: QWidget) -> str:
    up: list[str] = []
    above = widget.parentWidget()
    while above is not None:
        up.append(type(above).__name__)
        above = above.parentWidget()
    return " < ".join(up[:4])


def _stored(window: MainWindow) -> dict[str, object]:
    answers: list[dict[str, object]] = []
    window.runner.read(stored_settings, then=answers.append)
    return answers[0]
