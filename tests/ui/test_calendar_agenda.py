"""The agenda, the small month, and the model that all views share."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.domain.holidays import DayMark
from app.domain.kinds import SessionStatus
from app.domain.slots import Slot
from app.i18n import language
from app.queries.rows import SessionRow
from tests.ui.calendar_rows import NOW, a_session
from ui.calendar import AgendaView, MiniMonth
from ui.models.agenda import STATUS
from ui.models.sessions import Paper, SessionModel, paper_state, sentence, tool_tip

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
THURSDAY = date(2026, 11, 12)
FRIDAY = date(2026, 11, 13)


class Agenda:
    """An agenda of November with its sessions, and what it asked for."""

    def __init__(self, qtbot: QtBot, *rows: SessionRow) -> None:
        self.model = SessionModel(language("en"), lambda: NOW)
        self.view = AgendaView(self.model, language=language("en"), clock=lambda: NOW)
        qtbot.addWidget(self.view)
        self.view.resize(1000, 700)
        self.view.show_range(date(2026, 11, 1), date(2026, 11, 30))
        self.model.set_rows(rows)
        self.view.show()
        self.asked: list[tuple[object, ...]] = []
        for name in (
            "session_activated",
            "move_requested",
            "copy_requested",
            "resize_requested",
            "delete_requested",
            "day_requested",
            "previous_requested",
            "next_requested",
        ):
            signal = getattr(self.view, name)
            signal.connect(lambda *values, name=name: self.asked.append((name, *values)))

    def texts(self) -> list[str | list[str]]:
        """The days, each followed by its sessions as lists of cells."""
        found: list[str | list[str]] = []
        tree = self.view.agenda
        for place in range(tree.rowCount()):
            day = tree.index(place, 0)
            found.append(day.data())
            for number in range(tree.rowCount(day)):
                found.append([tree.index(number, column, day).data() for column in range(STATUS + 1)])
        return found

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view, key, modifiers)


def test_days_with_sessions_and_today_are_listed_with_time_title_place_people_and_status(
    qtbot: QtBot,
) -> None:
    late = a_session(date(2026, 11, 10), 18.5, 1.5, title="Choir", status=SessionStatus.HELD)
    agenda = Agenda(qtbot, a_session(FRIDAY), late, a_session(date(2026, 12, 1)))
    agenda.view.set_day_marks([DayMark(FRIDAY, "Fête", "", True)])
    assert agenda.texts() == [
        "Tuesday 10 November · 1 session",
        ["18:30 – 20:00", "Choir", "Salle des Tilleuls", "12", "Still to mark"],
        "Thursday 12 November · Today · Nothing planned",
        "Friday 13 November · Fête · 1 session",
        ["14:00 – 16:00", "Lecture", "Salle des Tilleuls", "12", "Planned"],
    ]


def test_the_keys_open_move_copy_resize_and_delete(qtbot: QtBot) -> None:
    session = a_session(FRIDAY)
    agenda = Agenda(qtbot, session)
    agenda.view.select([session.id])
    agenda.key(Qt.Key.Key_Return)
    agenda.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    agenda.key(Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    agenda.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    agenda.key(Qt.Key.Key_Delete)
    agenda.key(Qt.Key.Key_PageDown)
    assert agenda.asked == [
        ("session_activated", session.id),
        ("move_requested", [session.id], timedelta(days=1)),
        ("copy_requested", [session.id], timedelta(minutes=-15)),
        ("resize_requested", session.id, Slot(session.starts_at, session.ends_at + timedelta(minutes=15))),
        ("delete_requested", [session.id]),
        ("next_requested",),
    ]


def test_left_and_right_go_from_day_to_day_and_out_of_the_period(qtbot: QtBot) -> None:
    one, two = a_session(THURSDAY), a_session(FRIDAY)
    agenda = Agenda(qtbot, one, two)
    agenda.view.select([one.id])
    agenda.key(Qt.Key.Key_Right)
    assert agenda.view.selected_ids() == [two.id] and agenda.view.cursor_day() == FRIDAY
    agenda.key(Qt.Key.Key_Right)
    assert agenda.asked == [("next_requested",)]


def test_a_double_click_opens_a_session_or_its_day(qtbot: QtBot) -> None:
    session = a_session(FRIDAY)
    agenda = Agenda(qtbot, session)
    row, day = agenda.view.agenda.index_of(session.id), agenda.view.agenda.index_of_day(FRIDAY)
    for index in (row, day):
        QTest.mouseDClick(agenda.view.viewport(), LEFT, NONE, agenda.view.visualRect(index).center())
    assert agenda.asked == [("session_activated", session.id), ("day_requested", FRIDAY)]


def test_the_agenda_keeps_its_selection_over_new_rows_and_tells_of_it_once(qtbot: QtBot) -> None:
    one, two = a_session(THURSDAY), a_session(FRIDAY)
    agenda = Agenda(qtbot, one, two)
    told: list[object] = []
    agenda.view.selection_changed.connect(told.append)
    agenda.view.select([one.id, two.id])
    agenda.model.set_rows([one, two, a_session(FRIDAY, 9)])
    assert agenda.view.selected_ids() == [one.id, two.id]
    agenda.key(Qt.Key.Key_Escape)
    assert told == [[one.id, two.id], []]


def test_the_agenda_reads_aloud_as_a_tree(qtbot: QtBot) -> None:
    agenda = Agenda(qtbot, a_session(FRIDAY))
    interface = QAccessible.queryAccessibleInterface(agenda.view)
    assert interface is not None
    said = [
        child.text(QAccessible.Text.Name)
        for child in (interface.child(n) for n in range(interface.childCount()))
        if child is not None
    ]
    assert "14:00 to 16:00, Lecture, at Salle des Tilleuls, 12 expected, planned" in said


def test_a_click_on_a_day_of_the_small_month_chooses_it(qtbot: QtBot) -> None:
    mini = MiniMonth(language=language("en"), clock=lambda: NOW)
    qtbot.addWidget(mini)
    mini.show()
    table = mini.table
    with qtbot.waitSignal(mini.date_selected) as told:
        box = table.visualRect(table.model().index(2, 1))
        QTest.mouseClick(table.viewport(), LEFT, NONE, box.center())
    assert told.args == [date(2026, 11, 9)]
    with qtbot.waitSignals([mini.month_changed, mini.date_selected]):
        QTest.mouseClick(table.viewport(), LEFT, NONE, table.visualRect(table.model().index(5, 7)).center())
    assert mini.month == date(2026, 12, 1)


def test_the_small_month_turns_by_button_and_by_keys(qtbot: QtBot) -> None:
    mini = MiniMonth(language=language("en"), clock=lambda: NOW)
    qtbot.addWidget(mini)
    mini.show()
    previous, following = mini.findChildren(QToolButton)[:2]
    with qtbot.waitSignal(mini.month_changed) as told:
        QTest.mouseClick(following, LEFT)
    assert told.args == [date(2026, 11, 30), date(2027, 1, 10)]
    QTest.mouseClick(previous, LEFT)
    for _ in range(3):
        QTest.keyClick(mini.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(mini.date_selected) as chosen:
        QTest.keyClick(mini.table, Qt.Key.Key_Return)
    assert chosen.args == [date(2026, 12, 3)] and mini.month == date(2026, 12, 1)


def test_the_small_month_tells_weeks_holidays_and_sessions(qtbot: QtBot) -> None:
    mini = MiniMonth(language=language("en"), clock=lambda: NOW)
    qtbot.addWidget(mini)
    mini.set_sessions({date(2026, 11, 11): 3})
    mini.set_day_marks([DayMark(date(2026, 11, 11), "Armistice 1918", "", True)])
    model = mini.table.model()
    assert [model.index(week, 0).data() for week in range(6)] == ["44", "45", "46", "47", "48", "49"]
    text = model.index(2, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == "Wednesday 11 November, Armistice 1918, 3 sessions"
    mini.set_shown(date(2027, 3, 1), date(2027, 3, 7))
    assert mini.month == date(2027, 3, 1)


def test_sessions_stand_in_the_order_of_time_and_the_same_rows_change_nothing(qtbot: QtBot) -> None:
    late, early, long = a_session(THURSDAY, 15), a_session(THURSDAY, 9), a_session(THURSDAY, 9, 5)
    model = SessionModel(language("en"), lambda: NOW)
    model.set_rows([late, early, long])
    assert [row.id for row in model.rows] == [long.id, early.id, late.id]
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_rows([early, long, late])


def test_a_sentence_tells_dates_where_a_session_runs_over_midnight_and_leaves_out_what_is_not_known() -> None:
    row = a_session(FRIDAY, 20, 6, venue="", residence="", expected=0)
    assert sentence(row, language("en"), NOW) == "Fri 13 Nov 20:00 to Sat 14 Nov 02:00, Lecture, planned"


def test_attendance_is_due_once_a_session_is_over_unless_it_was_not_held() -> None:
    over = a_session(date(2026, 11, 11))
    assert paper_state(over, NOW) is Paper.TO_MARK
    assert paper_state(over, datetime(2026, 11, 11, 15)) is Paper.NOTHING
    for status in (SessionStatus.CANCELLED, SessionStatus.SKIPPED, SessionStatus.OPTION):
        assert paper_state(a_session(date(2026, 11, 11), status=status), NOW) is Paper.NOTHING
    assert paper_state(a_session(date(2026, 11, 11), marked=True), NOW) is Paper.MARKED


def test_the_tip_tells_everything_with_names_escaped() -> None:
    row = a_session(FRIDAY, title="<b>Fête</b>", seats=30, note="Ring\ntwice", action_title="Garden & Co")
    tip = tool_tip(row, language("en"), NOW)
    for part in (
        "&lt;b&gt;Fête&lt;/b&gt;",
        "12 of 30 places",
        "Ring<br>twice",
        "Garden &amp; Co",
        "Nadia Belkacem",
    ):
        assert part in tip
