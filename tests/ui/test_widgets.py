"""The parts without domain knowledge."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.blocks import Counter, EmptyState, StatTile
from ui.widgets.buttons import push_button
from ui.widgets.entries import (
    AmountEntry,
    Choice,
    DateEntry,
    NumberEntry,
    TextEntry,
    TimeEntry,
    Unreadable,
    read_amount,
    read_date,
    read_time,
)
from ui.widgets.filters import FilterItem, FilterList
from ui.widgets.flow import FlowLayout
from ui.widgets.forms import Form, NoteEntry
from ui.widgets.labels import ElidedLabel, PlainLabel, plain_tooltip
from ui.widgets.messages import MessageBar
from ui.widgets.panel import PanelHost, SidePanel
from ui.widgets.rail import Rail
from ui.widgets.search import Completion, SearchField
from ui.widgets.segments import Segment, SegmentedControl
from ui.widgets.top_bar import TopBar, TopBarWords

NEAR = date(2026, 11, 12)
HOSTILE = "<img src=x><b>Mme Durand</b>"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3", date(2026, 11, 3)),
        ("3/2", date(2026, 2, 3)),
        ("03.02.27", date(2027, 2, 3)),
        ("3 2 2027", date(2027, 2, 3)),
        ("2027-02-03", date(2027, 2, 3)),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, day: date) -> None:
    assert read_date(text, NEAR) == day


@pytest.mark.parametrize("text", ["31/2", "0", "12/13", "demain", "1/1/1/1", "٣", "3/2/202"])
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    with pytest.raises(Unreadable):
        read_date(text, NEAR)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("9", time(9)),
        ("14h", time(14)),
        ("14 h 30", time(14, 30)),
        ("14:5", time(14, 5)),
        ("930", time(9, 30)),
        ("1430", time(14, 30)),
    ],
)
def test_times_are_read_as_people_write_them(text: str, moment: time) -> None:
    assert read_time(text) == moment


@pytest.mark.parametrize("text", ["24", "9h60", "2475", "midi", "1:2:3"])
def test_what_is_no_time_is_not_read_as_one(text: str) -> None:
    with pytest.raises(Unreadable):
        read_time(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 250,50 €", "1250.50"),
        ("1250.5", "1250.50"),
        ("12", "12.00"),
        ("-3,1", "-3.10"),
        ("1\u202f000", "1000.00"),
    ],
)
def test_amounts_are_read_to_the_cent(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["1,234,5", "12,345", "beaucoup", "1e5"])
def test_what_is_no_amount_is_not_read_as_one(text: str) -> None:
    with pytest.raises(Unreadable):
        read_amount(text)


def test_a_field_tells_its_value_once_when_it_is_left(qtbot: QtBot) -> None:
    page, field, other = _two_fields(qtbot, TimeEntry())
    field.set_value(time(9))
    told: list[object] = []
    field.edited.connect(told.append)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "14h30")
    other.setFocus()
    page.setFocus()
    assert told == [time(14, 30)]
    assert field.text() == "14:30"


def test_escape_puts_the_value_back(qtbot: QtBot) -> None:
    page, field, other = _two_fields(qtbot, TextEntry())
    field.set_value("Répétition")
    field.setFocus()
    QTest.keyClicks(field, " II")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(field.edited):
        other.setFocus()
    assert (field.text(), page.isVisible()) == ("Répétition", True)


def test_what_cannot_be_read_is_said_and_the_value_stays(qtbot: QtBot) -> None:
    form = Form(unreadable="This cannot be read.")
    qtbot.addWidget(form)
    field = DateEntry(today=lambda: NEAR)
    row = form.add("Date", field)
    row.set_value(NEAR)
    form.show()
    field.selectAll()
    QTest.keyClicks(field, "31/2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert _words(row) == ["Date", "This cannot be read."]
    assert row.value() == NEAR
    field.selectAll()
    QTest.keyClicks(field, "3")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert _words(row) == ["Date"]
    assert row.value() == date(2026, 11, 3)


def test_a_value_that_arrives_while_one_types_does_not_overwrite_the_typing(qtbot: QtBot) -> None:
    page, field, _ = _two_fields(qtbot, TextEntry())
    field.setFocus()
    QTest.keyClicks(field, "Jardin")
    field.set_value("Somebody else’s title")
    assert (field.text(), page.isVisible()) == ("Jardin", True)


def test_arrows_step_dates_times_and_numbers(qtbot: QtBot) -> None:
    day, moment, number = DateEntry(today=lambda: NEAR), TimeEntry(), NumberEntry(most=10)
    for field, value in ((day, NEAR), (moment, time(9)), (number, 10)):
        qtbot.addWidget(field)
        field.set_value(value)
    QTest.keyClick(day, Qt.Key.Key_Up)
    QTest.keyClick(moment, Qt.Key.Key_Down)
    QTest.keyClick(number, Qt.Key.Key_Up)
    assert (day.text(), moment.text(), number.text()) == ("13/11/2026", "08:45", "10")


def test_an_empty_amount_is_none_and_not_zero(qtbot: QtBot) -> None:
    field = AmountEntry()
    qtbot.addWidget(field)
    field.set_value(Decimal("12.00"))
    field.setText("")
    field.setModified(True)
    with qtbot.waitSignal(field.edited) as told:
        field.commit()
    assert told.args == [None]


def test_a_note_is_told_when_it_is_left_and_grows_with_its_text(qtbot: QtBot) -> None:
    note = NoteEntry(lines=1)
    qtbot.addWidget(note)
    note.show()
    before = note.height()
    note.setFocus()
    QTest.keyClicks(note, "Costumes")
    QTest.keyClick(note, Qt.Key.Key_Return)
    QTest.keyClicks(note, "Ascenseur")
    with qtbot.waitSignal(note.edited) as told:
        QTest.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["Costumes\nAscenseur"]
    assert note.height() > before


def test_a_choice_tells_what_the_user_picks_and_not_what_is_set(qtbot: QtBot) -> None:
    choice = Choice()
    qtbot.addWidget(choice)
    choice.set_options([("a", "Salle A"), ("b", "Salle B")])
    with qtbot.assertNotEmitted(choice.edited):
        choice.set_value("a")
    choice.show()
    with qtbot.waitSignal(choice.edited) as told:
        QTest.keyClick(choice, Qt.Key.Key_Down)
    assert told.args == ["b"]
    choice.set_options([("b", "Salle B"), ("c", "Salle C")])
    assert choice.value() == "b"


def test_labels_show_text_that_looks_like_html_as_it_is(qtbot: QtBot) -> None:
    for made in (
        PlainLabel(HOSTILE),
        ElidedLabel(HOSTILE),
        EmptyState("people", HOSTILE),
        StatTile("1", HOSTILE),
    ):
        qtbot.addWidget(made)
        for each in made.findChildren(PlainLabel) + ([made] if isinstance(made, PlainLabel) else []):
            assert each.textFormat() is Qt.TextFormat.PlainText
    assert "<img" not in plain_tooltip(HOSTILE)


def test_filters_keep_what_is_ticked_when_the_values_change(qtbot: QtBot) -> None:
    filters = FilterList("Axis", "All axes")
    qtbot.addWidget(filters)
    filters.set_items([FilterItem("1", "Vie sociale"), FilterItem("2", "Cadre de vie", count=3)])
    assert filters.keys() == frozenset()
    with qtbot.waitSignal(filters.changed):
        _tick(filters, 2)
    assert filters.keys() == {"2"}
    filters.set_items([FilterItem("1", "Vie sociale")])
    assert filters.keys() == {"2"}
    _tick(filters, 0)
    assert filters.keys() == frozenset()


def test_filters_are_ticked_by_keyboard(qtbot: QtBot) -> None:
    filters = FilterList("Axis", "All axes")
    qtbot.addWidget(filters)
    filters.set_items([FilterItem("1", "Vie sociale")])
    filters.show()
    filters.view.setFocus()
    QTest.keyClick(filters.view, Qt.Key.Key_Down)
    QTest.keyClick(filters.view, Qt.Key.Key_Space)
    assert filters.keys() == {"1"}


def test_a_search_is_asked_once_after_typing_and_its_answers_are_chosen_by_keys(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(600, 400)
    field = SearchField("Search", parent=window)
    qtbot.addWidget(window)
    _show_active(qtbot, window)
    field.setFocus()
    asked: list[str] = []
    field.searched.connect(asked.append)
    with qtbot.waitSignal(field.searched):
        QTest.keyClicks(field, "dur")
    assert asked == ["dur"]
    people = [Completion(1, "Amélie Durand", group="People"), Completion(2, "Paul Durieux", group="People")]
    field.set_completions([*people, Completion(3, "Durance", group="Residences")])
    assert field.completions() == ["Amélie Durand", "Paul Durieux", "Durance"]
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.chosen) as chosen:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert chosen.args[0].key == 3
    assert (field.text(), field.completions()) == ("", [])


def test_escape_closes_the_answers_then_empties_the_field_then_leaves_it(qtbot: QtBot) -> None:
    window = QWidget()
    field = SearchField("Search", parent=window)
    qtbot.addWidget(window)
    _show_active(qtbot, window)
    field.setFocus()
    field.setText("dur")
    field.set_completions([Completion(1, "Amélie Durand")])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.completions(), field.text()) == ([], "dur")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(field.left):
        QTest.keyClick(field, Qt.Key.Key_Escape)


def test_heads_are_counted_by_buttons_keys_and_digits(qtbot: QtBot) -> None:
    counter = Counter("Without a name", most=99)
    qtbot.addWidget(counter)
    counter.show()
    told: list[int] = []
    counter.changed.connect(told.append)
    counter.setFocus()
    QTest.keyClicks(counter, "++-")
    QTest.keyClicks(counter, "12")
    QTest.keyClick(counter, Qt.Key.Key_Backspace)
    less, more = counter.findChildren(QToolButton)
    less.click()
    assert told == [1, 2, 1, 12, 1, 0]
    assert (less.isEnabled(), more.isEnabled()) == (False, True)


def test_the_message_of_something_done_goes_by_itself_and_an_error_stays(qtbot: QtBot) -> None:
    bar = MessageBar("Undo", "Close", "Cancel")
    qtbot.addWidget(bar)
    bar.linger = 20
    bar.move(200, 200)  # away from the pointer, which holds a message
    bar.show()
    bar.tell("Moved to 14 March", undo=True)
    assert bar.offers_undo()
    qtbot.waitUntil(lambda: bar.sentence() == "")
    assert not bar.offers_undo()
    bar.tell("The hall is taken then.", sort="error")
    QTest.qWait(60)
    assert bar.sentence() == "The hall is taken then."


def test_figures_in_the_message_bar_open_what_they_count(qtbot: QtBot) -> None:
    bar = MessageBar("Undo", "Close", "Cancel")
    qtbot.addWidget(bar)
    opened: list[str] = []
    bar.set_figures([("5 to mark", "task", False, lambda: opened.append("mark"))])
    bar.set_figures([("4 to mark", "task", False, lambda: opened.append("mark"))])
    qtbot.waitUntil(lambda: len(bar.figures()) == 1)
    bar.figures()[0].click()
    assert opened == ["mark"]


def test_the_panel_lies_over_the_screen_where_there_is_little_room(qtbot: QtBot) -> None:
    screen, panel = QWidget(), SidePanel("Close")
    host = PanelHost(screen, panel, 380)
    qtbot.addWidget(host)
    host.resize(1400, 600)
    host.show()
    host.set_open(True)
    assert (screen.width(), panel.geometry().left()) == (1020, 1020)
    host.resize(900, 600)
    assert (screen.width(), panel.geometry().left()) == (900, 520)
    host.set_open(False)
    assert screen.width() == 900


def test_a_panel_as_wide_as_the_window_leaves_a_rim(qtbot: QtBot) -> None:
    host = PanelHost(QWidget(), SidePanel("Close"), 640)
    qtbot.addWidget(host)
    host.resize(400, 300)
    host.show()
    host.set_open(True)
    assert host.panel.width() == 352


def test_another_thing_in_the_panel_takes_the_place_of_the_one_before(qtbot: QtBot) -> None:
    panel = SidePanel("Close")
    qtbot.addWidget(panel)
    panel.show_widget(QPushButton("one"), "One")
    second = QPushButton("two")
    panel.show_widget(second, "Two")
    assert (panel.widget(), panel.title()) == (second, "Two")


def test_segments_are_chosen_by_click_and_by_arrows(qtbot: QtBot) -> None:
    control = SegmentedControl([Segment("month", "Month"), Segment("week", "Week"), Segment("day", "Day")])
    qtbot.addWidget(control)
    control.show()
    with qtbot.assertNotEmitted(control.chosen):
        control.select("day")
    with qtbot.waitSignal(control.chosen) as chosen:
        QTest.keyClick(control, Qt.Key.Key_Right)
    assert (chosen.args, control.current()) == (["month"], "month")


def test_the_rail_names_its_counts_and_folds(qtbot: QtBot) -> None:
    rail = Rail("Our actions", "Fold the menu")
    qtbot.addWidget(rail)
    rail.add("today", "today", "Today", "Alt+1")
    rail.add("settings", "settings", "Settings", foot=True)
    rail.set_badge("today", 5)
    assert rail.button("today").accessibleName() == "Today (5)"
    wide = rail.width()
    with qtbot.waitSignal(rail.folded_changed):
        rail.toggle()
    assert rail.width() < wide
    with qtbot.waitSignal(rail.chosen) as chosen:
        rail.button("settings").click()
    assert chosen.args == ["settings"]


def test_a_flow_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page)
    buttons = [QPushButton("a long word of a button") for _ in range(4)]
    for button in buttons:
        flow.addWidget(button)
    width = buttons[0].sizeHint().width()
    page.resize(width * 2 + 20, 300)
    page.show()
    tops = [button.y() for button in buttons]
    assert tops[0] == tops[1] < tops[2] == tops[3]
    assert flow.heightForWidth(width * 4 + 40) < flow.heightForWidth(width * 2 + 20)


def _two_fields(
    qtbot: QtBot, field: TimeEntry | TextEntry
) -> tuple[QWidget, TimeEntry | TextEntry, QPushButton]:
    page = QWidget()
    other = QPushButton("other")
    line = QHBoxLayout(page)
    line.addWidget(field)
    line.addWidget(other)
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(page)
    _show_active(qtbot, page)
    return page, field, other


def _show_active(qtbot: QtBot, window: QWidget) -> None:
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def _tick(filters: FilterList, row: int) -> None:
    view = filters.view
    filters.show()
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def _words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(PlainLabel) if not label.isHidden()]


def test_in_a_narrow_bar_search_buttons_and_segments_give_way_but_the_title_does_not(qtbot: QtBot) -> None:
    words = ("Earlier", "Later", "Today", "Search", "Undo", "Do again", "Print")
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1500, 100)
    bar = TopBar(TopBarWords(*words), window)
    toolbar = QWidget()
    line = QHBoxLayout(toolbar)
    control = SegmentedControl([Segment(each, each) for each in ("Month", "Week", "Day", "Agenda")])
    new = push_button("New session", icon_name="add")
    line.addWidget(control)
    line.addWidget(new)
    bar.set_toolbar(toolbar)
    bar.set_dates(True)
    bar.set_title("November 2026")
    bar.resize(1400, 56)
    window.show()
    assert new.text() == "New session"
    assert bar.search.width() >= 160
    bar.resize(480, 56)
    assert new.text() == ""
    assert bar.search.width() < 60
    assert not control.findChildren(QToolButton)[0].isVisible()
    bar.resize(1400, 56)
    assert (new.text(), bar.search.placeholderText()) == ("New session", "Search  (Ctrl+K)")
