"""The print dialog under real clicks and keys: what is seen is what is saved, printed and registered."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection, select

from app.db.tables import Printout
from app.documents import AttendanceRequest, RehearsalsRequest, render
from app.documents.preview import Preview
from app.i18n import language
from app.queries.today import today
from app.usecases.enrolments import enrol_people
from app.workspace import Workspace
from tests.documents.stage import set_stage
from tests.estate import make_estate, plan
from tests.ui.desk import CTRL, LEFT, Desk
from ui.dialogs.pages import PagesView, image_of
from ui.dialogs.printing import PrintDialog
from ui.dialogs.sheets import AttendanceForm, RehearsalsForm
from ui.main_window import MainWindow
from ui.runtime import tasks
from ui.runtime.settings import Settings
from ui.runtime.tasks import TaskRunner
from ui.screens.today import TodayScreen
from ui.theme import apply_theme
from ui.widgets.entries import Choice
from ui.widgets.labels import PlainLabel

NOW = datetime(2026, 11, 12, 9, 0)
DAY = timedelta(days=1)


def opened(desk: Desk, sheet: str, **parameters: Any) -> PrintDialog:
    """The dialog as a screen opens it."""
    desk.bench.print_sheet(sheet, **parameters)
    dialog = desk.bench.findChild(PrintDialog)
    assert isinstance(dialog, PrintDialog)
    desk.until(dialog.isActiveWindow)
    return dialog


def entries(connection: Connection) -> list[tuple[str, str]]:
    """The register: which documents, and their fingerprints."""
    return [
        (row.document, row.fingerprint)
        for row in connection.execute(select(Printout.document, Printout.fingerprint))
    ]


def pick(choice: Choice, key: str) -> None:
    """Choose with the keyboard, as a user does."""
    choice.setFocus()
    wanted = [choice.itemData(row) for row in range(choice.count())].index(key)
    while choice.currentIndex() != wanted:
        QTest.keyClick(choice, Qt.Key.Key_Down if choice.currentIndex() < wanted else Qt.Key.Key_Up)


def file_chooser() -> QFileDialog:
    """The open dialog in which a place is chosen."""
    (found,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog)]
    return found


def save_as(desk: Desk, path: Path) -> None:
    """Type a path into the dialog that asks for it, and Enter."""
    chooser = file_chooser()
    desk.qtbot.waitExposed(chooser)
    field = chooser.findChild(QLineEdit)
    assert field is not None
    field.setText(str(path))
    QTest.keyClick(field, Qt.Key.Key_Return)


def said(widget: QWidget) -> list[str]:
    """The sentences in sight."""
    return [label.text() for label in widget.findChildren(PlainLabel) if label.isVisible() and label.text()]


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def sizes(path: Path) -> list[tuple[int, int]]:
    """Width and height of each page in points."""
    with pypdfium2.PdfDocument(path) as document:
        found = (document.get_page_size(page) for page in range(len(document)))
        return [(round(width), round(height)) for width, height in found]


def test_what_is_seen_is_what_is_saved_is_what_the_request_draws(desk: Desk, tmp_path: Path) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    desk.workspace.change(enrol_people, desk.estate.cafe, desk.estate.tenants)
    dialog = opened(desk, "attendance", session_ids=(session,))
    assert dialog.pages is not None
    drawn = desk.workspace.read(
        render, AttendanceRequest(session_ids=(session,)), language("en"), printed_at=NOW
    )
    assert dialog.pages.data == drawn.data
    shown = dialog.view.image(0)
    assert shown is not None
    with Preview(drawn.data) as preview:
        width = preview.sizes[0][0]
        picture = preview.picture(0, dialog.view.box(0).width() / width * 72)
    assert picture is not None
    expected = image_of(picture)
    expected.setDevicePixelRatio(shown.devicePixelRatio())
    assert shown == expected
    QTest.keyClick(dialog, Qt.Key.Key_S, CTRL)
    save_as(desk, tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes() == drawn.data
    assert dialog.isHidden()
    assert desk.told() == f"Written to {tmp_path / 'sheet.pdf'}"
    assert [document for document, _ in desk.workspace.read(entries)] == ["attendance"]


def test_a_saved_sheet_leaves_todays_list_and_undo_brings_it_back(desk: Desk, tmp_path: Path) -> None:
    for days in (1, 2):
        plan(desk.workspace, desk.estate.cafe, NOW + days * DAY)
    screen = desk.screen("today", TodayScreen)
    screen.refresh()
    assert len(screen.lines("print")) == 2
    QTest.mouseClick(screen.lines("print")[0], LEFT)
    dialog = desk.bench.findChild(PrintDialog)
    assert isinstance(dialog, PrintDialog)
    QTest.mouseClick(dialog.save_button, LEFT)
    save_as(desk, tmp_path / "sheet.pdf")
    desk.until(lambda: len(screen.lines("print")) == 1)
    assert len(desk.workspace.read(today, NOW).to_print) == 1
    assert "Undo: Note a sheet as printed" in desk.bench.top.undo.toolTip()
    desk.window.activateWindow()
    desk.until(desk.window.isActiveWindow)
    QTest.keyClick(desk.window, Qt.Key.Key_Z, CTRL)
    desk.until(lambda: len(screen.lines("print")) == 2)
    assert desk.workspace.read(entries) == []


def test_a_file_without_an_ending_gets_one_and_a_name_with_dots_keeps_them(
    desk: Desk, tmp_path: Path
) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    for name, made in (("plain", "plain.pdf"), ("v1.2 final.pdf", "v1.2 final.pdf")):
        dialog = opened(desk, "attendance", session_ids=(session,))
        dialog.ask_file()
        save_as(desk, tmp_path / name)
        assert (tmp_path / made).exists()
        desk.settle()


def test_the_file_is_named_after_what_is_in_it_and_the_folder_is_remembered(
    desk: Desk, tmp_path: Path
) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    opened(desk, "attendance", session_ids=(session,)).ask_file()
    assert Path(file_chooser().selectedFiles()[0]).name == "Attendance sheet 2026-002 2026-11-13.pdf"
    save_as(desk, tmp_path / "first.pdf")
    desk.settle()
    opened(desk, "attendance", session_ids=(session,)).ask_file()
    assert Path(file_chooser().directory().absolutePath()) == tmp_path
    file_chooser().reject()
    desk.settle()


@pytest.mark.skipif(os.name == "nt", reason="a full device is a file on Unix")
def test_a_folder_that_cannot_be_written_is_told_in_one_sentence_and_nothing_is_registered(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    dialog = opened(desk, "attendance", session_ids=(session,))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    dialog.save(tmp_path / "sheet.pdf")
    monkeypatch.undo()
    assert (
        "There is no room left for “sheet.pdf” on the disk, it was not written: make room and try again."
        in said(dialog)
    )
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()
    assert dialog.view.pages() == 1
    dialog.save(tmp_path / "missing" / "sheet.pdf")
    assert any(sentence.startswith("There is no folder ") for sentence in said(dialog))
    assert list(tmp_path.glob("**/*.pdf")) == []
    assert desk.workspace.read(entries) == []
    dialog.reject()


def test_nothing_to_print_is_said_where_the_page_would_be(desk: Desk) -> None:
    dialog = opened(desk, "attendance", day=date(2030, 1, 1))
    assert "There is nothing to print here: choose other sessions or another day." in said(dialog.empty)
    assert dialog.empty.isVisible()
    assert not dialog.print_button.isEnabled()
    assert not dialog.save_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_S, CTRL)
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog)]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()


def test_another_sort_order_and_language_draw_the_sheet_anew_and_are_remembered(desk: Desk) -> None:
    for days in (1, 2, 3):
        plan(desk.workspace, desk.estate.cafe, NOW + days * DAY)
    desk.workspace.change(enrol_people, desk.estate.cafe, desk.estate.tenants)
    ids = tuple(row.id for row in desk.rows())
    dialog = opened(desk, "attendance", session_ids=ids)
    form = dialog.form
    assert isinstance(form, AttendanceForm)
    assert dialog.pages is not None and len(dialog.pages.parts) == 3
    pick(form.variant, "grid")
    assert len(dialog.pages.parts) == 1
    pick(form.order, "residence")
    pick(form.findChildren(Choice)[0], "fr")
    assert form.request() == AttendanceRequest(session_ids=ids, variant="grid", order="residence")
    expected = desk.workspace.read(render, form.request(), language("fr"), printed_at=NOW)
    assert dialog.pages.data == expected.data
    dialog.reject()
    desk.settle()
    again = opened(desk, "attendance", session_ids=ids)
    assert again.pages is not None
    assert again.pages.data == expected.data
    again.reject()


def test_an_actions_sheets_are_those_of_its_coming_sessions_unless_the_past_is_asked_for(desk: Desk) -> None:
    plan(desk.workspace, desk.estate.cafe, NOW - 7 * DAY)
    coming = plan(desk.workspace, desk.estate.cafe, NOW + 7 * DAY)
    dialog = opened(desk, "attendance", action_id=desk.estate.cafe)
    form = dialog.form
    assert isinstance(form, AttendanceForm)
    assert dialog.pages is not None
    assert [printed.session_id for printed in dialog.pages.sheets] == [coming]
    QTest.mouseClick(form.past, LEFT, pos=QPoint(8, form.past.height() // 2))
    assert len(dialog.pages.sheets) == 2
    dialog.reject()


def test_an_action_without_sessions_says_so(desk: Desk) -> None:
    dialog = opened(desk, "attendance", action_id=desk.estate.theatre)
    assert "This action has no sessions yet: plan one first." in said(dialog.empty)
    dialog.reject()


def test_the_rehearsals_are_a_table_or_sheets_for_everybody_or_for_one_of_the_cast(desk: Desk) -> None:
    theatre = desk.estate.theatre
    for days in (1, 8):
        plan(desk.workspace, theatre, NOW + days * DAY)
    desk.workspace.change(enrol_people, theatre, desk.estate.tenants)
    dialog = opened(desk, "rehearsals", action_id=theatre)
    form = dialog.form
    assert isinstance(form, RehearsalsForm)
    assert not form.person.isVisible()
    assert dialog.pages is not None
    assert [printed.person_id for printed in dialog.pages.sheets] == [None]
    pick(form.sort, "everybody")
    assert {printed.person_id for printed in dialog.pages.sheets} == set(desk.estate.tenants)
    pick(form.sort, "one")
    assert form.person.isVisible()
    names = [form.person.itemText(row) for row in range(form.person.count())]
    assert len(names) == len(desk.estate.tenants)
    pick(form.person, form.person.itemData(3))
    assert [printed.person_id for printed in dialog.pages.sheets] == [form.person.value()]
    drawn = desk.workspace.read(
        render, RehearsalsRequest(theatre, (form.person.value(),)), language("en"), printed_at=NOW
    )
    assert dialog.pages.data == drawn.data
    assert names[3] in drawn.name
    dialog.reject()


def test_portrait_and_landscape_pages_reach_the_printer_in_their_own_size(desk: Desk, tmp_path: Path) -> None:
    plan(desk.workspace, desk.estate.cafe, NOW - DAY)
    dialog = opened(desk, "annual", year=2026)
    assert dialog.pages is not None
    with Preview(dialog.pages.data) as preview:
        expected = [(round(width), round(height)) for width, height in preview.sizes]
    assert (595, 842) in expected and (842, 595) in expected
    dialog.print_to(pdf_printer(tmp_path / "printed.pdf"))
    assert sizes(tmp_path / "printed.pdf") == expected
    assert desk.told() == f"{len(expected)} pages sent to the printer"
    assert [document for document, _ in desk.workspace.read(entries)] == ["annual"]


def test_a_printed_page_looks_like_the_page_in_the_file(desk: Desk, tmp_path: Path) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    dialog = opened(desk, "attendance", session_ids=(session,))
    assert dialog.pages is not None
    data = dialog.pages.data
    dialog.print_to(pdf_printer(tmp_path / "printed.pdf"))
    with Preview(data) as one, Preview((tmp_path / "printed.pdf").read_bytes()) as other:
        pictures = one.picture(0, 36), other.picture(0, 36)
    assert pictures[0] is not None and pictures[1] is not None
    pairs = list(zip(pictures[0].pixels, pictures[1].pixels, strict=True))
    assert sum(abs(a - b) for a, b in pairs) / len(pairs) < 6
    assert min(pictures[1].pixels) < 128


def test_of_the_pages_chosen_in_the_printers_dialog_only_whole_sheets_are_registered(
    desk: Desk, tmp_path: Path
) -> None:
    sessions = [plan(desk.workspace, desk.estate.cafe, NOW + days * DAY) for days in (1, 2, 3)]
    dialog = opened(desk, "attendance", session_ids=tuple(sessions))
    assert dialog.pages is not None and dialog.pages.count == 3
    assert [printed.session_id for printed in dialog.pages.sheets_on(frozenset({2, 3}))] == sessions[1:]
    printer = pdf_printer(tmp_path / "printed.pdf")
    printer.setPageRanges(QPageRanges.fromString("2-3"))
    dialog.print_to(printer)
    assert len(sizes(tmp_path / "printed.pdf")) == 2
    left = desk.workspace.read(today, NOW).to_print
    assert [row.id for row in left] == sessions[:1]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_answer_is_told_and_nothing_is_registered(desk: Desk, tmp_path: Path) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    dialog = opened(desk, "attendance", session_ids=(session,))
    dialog.print_to(pdf_printer(tmp_path / "no such folder" / "printed.pdf"))
    assert "The printer does not answer: check that it is on, then try again." in said(dialog)
    assert desk.workspace.read(entries) == []
    assert dialog.print_button.isEnabled()
    dialog.reject()


def test_control_p_asks_for_the_printer_and_escape_leaves_one_level_at_a_time(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    dialog = opened(desk, "attendance", session_ids=(session,))
    QTest.keyClick(dialog, Qt.Key.Key_P, CTRL)
    chooser = dialog.findChild(QPrintDialog)
    assert chooser is not None and chooser.isVisible()
    QTest.keyClick(chooser, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()
    desk.settle()


def test_the_keyboard_walks_the_pages_and_the_page_in_sight_is_named(desk: Desk) -> None:
    ids = tuple(plan(desk.workspace, desk.estate.cafe, NOW + days * DAY) for days in range(1, 13))
    dialog = opened(desk, "attendance", session_ids=ids)
    assert "12 pages" in said(dialog)
    dialog.view.setFocus()
    QTest.keyClick(dialog.view, Qt.Key.Key_End)
    assert "Page 12 of 12" in said(dialog)
    assert dialog.view.image(11) is not None
    assert dialog.view.image(0) is None  # far from sight a page is let go
    QTest.keyClick(dialog.view, Qt.Key.Key_Home)
    assert "12 pages" in said(dialog)
    assert dialog.view.image(0) is not None
    dialog.reject()


class Dense(PagesView):
    """The view on a screen of two device pixels a pixel, as at 200 %."""

    def devicePixelRatioF(self) -> float:
        return 2.0


def test_on_a_screen_of_twice_the_pixels_a_page_is_drawn_with_twice_the_pixels(
    desk: Desk, qtbot: QtBot
) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    pages = desk.workspace.read(
        render, AttendanceRequest(session_ids=(session,)), language("en"), printed_at=NOW
    )
    view = Dense(desk.window.runner, "Preview")
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show()
    view.set_preview(Preview(pages.data))
    image = view.image(0)
    assert image is not None
    assert abs(image.width() - 2 * view.box(0).width()) <= 1
    assert abs(image.height() - 2 * view.box(0).height()) <= 2
    view.resize(700, 600)
    again = view.image(0)
    assert again is not None and abs(again.width() - 2 * view.box(0).width()) <= 1
    view.set_preview(None)


def test_a_preview_that_was_closed_draws_nothing_more(workspace: Workspace) -> None:
    stage = workspace.change(set_stage).result
    pages = workspace.read(render, RehearsalsRequest(stage.theatre), language("fr"), printed_at=NOW)
    preview = Preview(pages.data)
    assert preview.picture(0, 20) is not None
    preview.close()
    assert preview.picture(0, 20) is None
    preview.close()


# --- with threads, as in the program ------------------------------------------------------------


@pytest.fixture
def threaded(
    qtbot: QtBot, qapp: QApplication, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """The window with a real task runner, impatient: progress shows after 40 ms."""
    monkeypatch.setattr(tasks, "PATIENCE", 40)
    apply_theme(qapp, "light")
    estate = make_estate(workspace)
    runner = TaskRunner()
    window = MainWindow(runner, Settings(tmp_path / "settings.json"), lambda: NOW)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.start(workspace.location)
    qtbot.waitUntil(lambda: window.bench is not None and not runner.busy)
    yield Desk(qtbot, window, workspace, estate)
    window.close()
    window.deleteLater()


def runner_of(desk: Desk) -> TaskRunner:
    """The task runner behind the window."""
    runner = desk.window.runner
    assert isinstance(runner, TaskRunner)
    return runner


def many(desk: Desk, sheets: int) -> tuple[Any, ...]:
    """So many sessions, of an action with people in it."""
    desk.workspace.change(enrol_people, desk.estate.cafe, desk.estate.tenants)
    return tuple(
        plan(desk.workspace, desk.estate.cafe, NOW + (1 + n) * timedelta(hours=12)) for n in range(sheets)
    )


def test_many_sheets_show_their_progress_and_cancel_really_stops_them(threaded: Desk) -> None:
    desk, runner = threaded, runner_of(threaded)
    ids = many(desk, 30)
    heard: list[tuple[int, int]] = []
    desk.bench.print_sheet("attendance", session_ids=ids)
    dialog = desk.bench.findChild(PrintDialog)
    assert isinstance(dialog, PrintDialog)
    runner.progressed.connect(lambda _task, done, total: heard.append((done, total)))
    desk.until(lambda: dialog.progress.isVisible() and heard)
    (cancel,) = [each for each in dialog.progress.children() if getattr(each, "text", str)() == "Cancel"]
    assert isinstance(cancel, QWidget)
    QTest.mouseClick(cancel, LEFT)
    assert not dialog.progress.isVisible()
    assert "Drawing was stopped." in said(dialog.empty)
    desk.until(lambda: not runner.busy)
    assert heard[-1][1] == 30
    assert heard[-1][0] < 29
    assert dialog.pages is None
    QTest.mouseClick(dialog.empty.button, LEFT)
    desk.until(lambda: dialog.pages is not None)
    assert dialog.pages is not None and dialog.pages.count >= 30
    dialog.reject()
    desk.until(lambda: not runner.busy)


def test_a_dialog_closed_while_it_draws_is_never_called_back(threaded: Desk) -> None:
    desk, runner = threaded, runner_of(threaded)
    ids = many(desk, 15)
    crashed: list[object] = []
    runner.crashed.connect(crashed.append)
    for moment in ("drawing", "showing", "scrolling"):
        desk.bench.print_sheet("attendance", session_ids=ids)
        dialog = desk.bench.findChild(PrintDialog)
        assert isinstance(dialog, PrintDialog)
        if moment != "drawing":
            desk.until(dialog.view.pages)
        if moment == "scrolling":
            bar = dialog.view.verticalScrollBar()
            for step in range(0, bar.maximum(), bar.pageStep()):
                bar.setValue(step)
        dialog.reject()
        desk.until(lambda: desk.bench.findChild(PrintDialog) is None)
    desk.until(lambda: not runner.busy)
    assert crashed == []
    assert desk.workspace.read(entries) == []


def test_printing_many_pages_can_be_stopped(threaded: Desk, tmp_path: Path) -> None:
    desk, runner = threaded, runner_of(threaded)
    ids = many(desk, 15)
    desk.bench.print_sheet("attendance", session_ids=ids)
    dialog = desk.bench.findChild(PrintDialog)
    assert isinstance(dialog, PrintDialog)
    desk.until(lambda: dialog.pages is not None and not runner.busy)
    heard: list[int] = []
    runner.progressed.connect(lambda _task, done, _total: heard.append(done))
    dialog.print_to(pdf_printer(tmp_path / "printed.pdf"))
    desk.until(lambda: dialog.progress.isVisible() and heard)
    dialog.stop()
    desk.until(lambda: not runner.busy)
    assert heard[-1] < 14
    assert "Stopped. What had left for the printer may still come out." in said(dialog)
    assert desk.workspace.read(entries) == []
    assert dialog.print_button.isEnabled()
    dialog.reject()
    desk.until(lambda: not runner.busy)
