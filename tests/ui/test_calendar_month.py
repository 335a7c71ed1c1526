"""The month view under real clicks, drags and keys."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.domain.holidays import DayMark
from app.domain.kinds import SessionStatus
from app.domain.slots import Slot
from app.i18n import language
from app.queries.rows import SessionRow
from tests.ui.calendar_rows import NOW, a_session
from ui.calendar import ClashText, MonthView, ViewSettings
from ui.calendar.ink import Ink
from ui.models.sessions import SessionModel
from ui.theme import apply_theme
from ui.theme.tokens import AXIS_CODES, DARK, LIGHT, Theme, contrast

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
THURSDAY = date(2026, 11, 12)
FRIDAY = date(2026, 11, 13)


class Month:
    """A month view with its sessions, and what it asked for."""

    def __init__(self, qtbot: QtBot, *rows: SessionRow) -> None:
        self.model = SessionModel(language("en"), lambda: NOW)
        self.view = MonthView(self.model, language=language("en"), clock=lambda: NOW)
        qtbot.addWidget(self.view)
        self.view.resize(1400, 900)
        self.model.set_rows(rows)
        self.view.show()
        self.view.setFocus()
        self.asked: list[tuple[object, ...]] = []
        for name in (
            "session_activated",
            "create_requested",
            "move_requested",
            "copy_requested",
            "resize_requested",
            "delete_requested",
            "day_requested",
            "week_requested",
            "previous_requested",
            "next_requested",
            "menu_requested",
        ):
            signal = getattr(self.view, name)
            signal.connect(lambda *values, name=name: self.asked.append((name, *values)))

    def at(self, row: SessionRow) -> QPoint:
        """A point on a session."""
        return self.view.visualRect(self.model.index_of(row.id)).center()

    def empty(self, day: date) -> QPoint:
        """A point in the free part of a day."""
        cell = self.view.picture.layout.day(day)
        assert cell is not None
        return QPoint(cell.box.x + cell.box.width // 2, cell.box.bottom - 6)

    def click(self, point: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, modifiers, point)

    def drag(
        self, start: QPoint, *points: QPoint, modifiers: Qt.KeyboardModifier = NONE, drop: bool = True
    ) -> None:
        QTest.mousePress(self.view.viewport(), LEFT, NONE, start)
        for point in points:
            move(self.view, start + (point - start) / 2, modifiers)
            move(self.view, point, modifiers)
        if drop:
            QTest.mouseRelease(self.view.viewport(), LEFT, modifiers, points[-1])

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view, key, modifiers)


def move(view: MonthView, point: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """The pointer moves with the left button held."""
    where = QPointF(view.viewport().mapToGlobal(point))
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(point), where, Qt.MouseButton.NoButton, LEFT, modifiers
    )
    QApplication.sendEvent(view.viewport(), event)


def test_a_drag_on_an_empty_day_asks_for_a_session_at_the_usual_hours(qtbot: QtBot) -> None:
    month = Month(qtbot)
    start = month.empty(FRIDAY)
    month.drag(start, start - QPoint(0, 30))
    assert month.asked == [("create_requested", Slot(datetime(2026, 11, 13, 14), datetime(2026, 11, 13, 16)))]


def test_a_drag_over_empty_days_asks_for_a_session_of_several_days(qtbot: QtBot) -> None:
    month = Month(qtbot)
    month.drag(month.empty(FRIDAY), month.empty(THURSDAY))
    assert month.asked == [("create_requested", Slot(datetime(2026, 11, 12, 8), datetime(2026, 11, 13, 20)))]


def test_a_double_click_on_an_empty_day_creates_and_on_a_session_opens_it(qtbot: QtBot) -> None:
    session = a_session(THURSDAY)
    month = Month(qtbot, session)
    QTest.mouseDClick(month.view.viewport(), LEFT, NONE, month.empty(FRIDAY))
    QTest.mouseDClick(month.view.viewport(), LEFT, NONE, month.at(session))
    assert month.asked == [
        ("create_requested", Slot(datetime(2026, 11, 13, 14), datetime(2026, 11, 13, 16))),
        ("session_activated", session.id),
    ]


def test_dragging_a_session_moves_it_by_whole_days_and_keeps_its_hour(qtbot: QtBot) -> None:
    session = a_session(THURSDAY, 9.25)
    month = Month(qtbot, session)
    month.drag(month.at(session), month.empty(date(2026, 11, 18)))
    assert month.asked == [("move_requested", [session.id], timedelta(days=6))]


def test_ctrl_while_dragging_copies(qtbot: QtBot) -> None:
    session = a_session(THURSDAY)
    month = Month(qtbot, session)
    month.drag(month.at(session), month.empty(FRIDAY), modifiers=CTRL)
    assert month.asked == [("copy_requested", [session.id], timedelta(days=1))]


def test_several_selected_sessions_move_together(qtbot: QtBot) -> None:
    one, two = a_session(THURSDAY, 9), a_session(FRIDAY, 10)
    month = Month(qtbot, one, two)
    month.click(month.at(one))
    month.click(month.at(two), CTRL)
    assert month.view.selected_ids() == [one.id, two.id]
    month.drag(month.at(one), month.empty(FRIDAY))
    assert month.asked == [("move_requested", [one.id, two.id], timedelta(days=1))]


def test_escape_during_a_drag_lets_go_without_doing_anything(qtbot: QtBot) -> None:
    session = a_session(THURSDAY)
    month = Month(qtbot, session)
    month.drag(month.at(session), month.empty(FRIDAY), drop=False)
    assert month.view.dragging
    with qtbot.waitSignal(month.view.drag_ended):
        month.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(month.view.viewport(), LEFT, NONE, month.empty(FRIDAY))
    assert month.asked == [] and not month.view.dragging


def test_a_drag_that_comes_home_asks_for_nothing(qtbot: QtBot) -> None:
    session = a_session(THURSDAY)
    month = Month(qtbot, session)
    month.drag(month.at(session), month.empty(FRIDAY), month.at(session))
    assert month.asked == []


def test_while_dragging_the_view_tells_where_and_shows_what_clashes(qtbot: QtBot) -> None:
    session = a_session(THURSDAY)
    month = Month(qtbot, session)
    with qtbot.waitSignal(month.view.slot_hovered) as told:
        month.drag(month.at(session), month.empty(FRIDAY), drop=False)
    moved = Slot(datetime(2026, 11, 13, 14), datetime(2026, 11, 13, 16))
    qtbot.waitUntil(lambda: month.view.drag is not None and month.view.drag.slot == moved)
    assert told.args is not None and (told.args[0], told.args[2]) == (session.id, session.venue_id)
    before = month.view.viewport().grab().toImage()
    month.view.show_clashes(
        (ClashText("Nadia Belkacem is also expected elsewhere"),), (moved.shifted(timedelta(1)),)
    )
    assert month.view.viewport().grab().toImage() != before
    month.key(Qt.Key.Key_Escape)
    assert month.view.clashes == () and month.view.free == ()


def test_the_last_place_hovered_is_told_even_when_the_pointer_moves_fast(qtbot: QtBot) -> None:
    session = a_session(THURSDAY)
    month = Month(qtbot, session)
    told: list[Slot] = []
    month.view.slot_hovered.connect(lambda _id, slot, _venue: told.append(slot))
    days = [month.empty(date(2026, 11, day)) for day in (13, 14, 15, 16, 17, 18, 19)]
    month.drag(month.at(session), *days, drop=False)
    qtbot.waitUntil(lambda: bool(told) and told[-1].day == date(2026, 11, 19))
    assert len(told) < len(days) * 2
    month.view.cancel_drag()


def test_a_click_on_one_of_several_selected_sessions_selects_it_alone(qtbot: QtBot) -> None:
    one, two = a_session(THURSDAY, 9), a_session(THURSDAY, 10)
    month = Month(qtbot, one, two)
    month.view.select([one.id, two.id])
    month.click(month.at(two))
    assert month.view.selected_ids() == [two.id]
    month.click(month.at(two), CTRL)
    assert month.view.selected_ids() == []


def test_shift_click_selects_everything_between(qtbot: QtBot) -> None:
    rows = [a_session(THURSDAY, hour) for hour in (9, 10, 11, 12)]
    month = Month(qtbot, *rows)
    month.click(month.at(rows[0]))
    month.click(month.at(rows[2]), SHIFT)
    assert month.view.selected_ids() == [row.id for row in rows[:3]]


def test_arrows_walk_through_the_days_and_the_sessions_of_a_day(qtbot: QtBot) -> None:
    rows = [a_session(FRIDAY, 9), a_session(FRIDAY, 14)]
    month = Month(qtbot, *rows)
    assert month.view.cursor_day() == THURSDAY
    month.key(Qt.Key.Key_Right)
    assert month.view.cursor_day() == FRIDAY and month.view.current_id() is None
    month.key(Qt.Key.Key_Down)
    assert month.view.selected_ids() == [rows[0].id]
    month.key(Qt.Key.Key_Down)
    assert month.view.selected_ids() == [rows[1].id]
    month.key(Qt.Key.Key_Down)
    assert month.view.cursor_day() == date(2026, 11, 20) and month.view.selected_ids() == []
    month.key(Qt.Key.Key_Up)
    assert month.view.selected_ids() == [rows[1].id]


def test_shift_and_an_arrow_extend_the_selection(qtbot: QtBot) -> None:
    rows = [a_session(FRIDAY, 9), a_session(FRIDAY, 14), a_session(date(2026, 11, 14), 9)]
    month = Month(qtbot, *rows)
    month.view.set_cursor(FRIDAY)
    month.key(Qt.Key.Key_Down)
    month.key(Qt.Key.Key_Down, SHIFT)
    assert month.view.selected_ids() == [rows[0].id, rows[1].id]
    month.key(Qt.Key.Key_Right, SHIFT)
    assert month.view.selected_ids() == [row.id for row in rows]


@pytest.mark.parametrize(
    ("key", "days"),
    [(Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1), (Qt.Key.Key_Up, -7), (Qt.Key.Key_Down, 7)],
)
def test_alt_and_an_arrow_move_and_ctrl_and_an_arrow_copy(qtbot: QtBot, key: Qt.Key, days: int) -> None:
    session = a_session(THURSDAY)
    month = Month(qtbot, session)
    month.view.select([session.id])
    month.key(key, ALT)
    month.key(key, CTRL)
    assert month.asked == [
        ("move_requested", [session.id], timedelta(days=days)),
        ("copy_requested", [session.id], timedelta(days=days)),
    ]


def test_enter_opens_a_session_or_makes_one_and_delete_deletes(qtbot: QtBot) -> None:
    session = a_session(THURSDAY)
    month = Month(qtbot, session)
    month.key(Qt.Key.Key_Return)
    month.key(Qt.Key.Key_Delete)
    month.view.select([session.id])
    month.key(Qt.Key.Key_Enter)
    month.key(Qt.Key.Key_Delete)
    assert month.asked == [
        ("create_requested", Slot(datetime(2026, 11, 12, 14), datetime(2026, 11, 12, 16))),
        ("session_activated", session.id),
        ("delete_requested", [session.id]),
    ]


def test_escape_clears_the_selection_and_is_left_to_the_window_when_there_is_none(qtbot: QtBot) -> None:
    session = a_session(THURSDAY)
    month = Month(qtbot, session)
    month.view.select([session.id])
    with qtbot.waitSignal(month.view.selection_changed) as told:
        month.key(Qt.Key.Key_Escape)
    assert told.args == [[]]


def test_the_keyboard_walks_out_of_the_month_and_the_period_follows(qtbot: QtBot) -> None:
    month = Month(qtbot)
    month.view.next_requested.connect(lambda: month.view.set_month(date(2026, 12, 1)))
    month.view.set_cursor(date(2026, 12, 6))
    with qtbot.waitSignal(month.view.range_changed) as told:
        month.key(Qt.Key.Key_Right)
    assert told.args == [date(2026, 11, 30), date(2027, 1, 3)]
    assert month.view.cursor_day() == date(2026, 12, 7)


def test_the_wheel_and_page_keys_change_the_period(qtbot: QtBot) -> None:
    month = Month(qtbot)
    point = QPointF(month.empty(FRIDAY))
    for delta in (-120, 120, 60, 60):
        event = QWheelEvent(
            point,
            QPointF(month.view.viewport().mapToGlobal(point.toPoint())),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(month.view.viewport(), event)
    month.key(Qt.Key.Key_PageDown)
    month.key(Qt.Key.Key_PageUp)
    names = [asked[0].removesuffix("_requested") for asked in month.asked if isinstance(asked[0], str)]
    assert names == ["next", "previous", "previous", "next", "previous"]


def test_the_number_of_a_day_the_rest_of_a_full_day_and_the_number_of_a_week_lead_on(qtbot: QtBot) -> None:
    month = Month(qtbot, *(a_session(THURSDAY, 9 + n / 8) for n in range(60)))
    layout = month.view.picture.layout
    cell = layout.day(THURSDAY)
    assert cell is not None and cell.more is not None and cell.hidden
    month.click(QPoint(cell.more.x + 12, cell.more.y + 4))
    month.click(QPoint(cell.head.x + 12, cell.head.y + 10))
    month.click(QPoint(8, cell.box.y + 10))
    assert month.asked == [
        ("day_requested", THURSDAY),
        ("day_requested", THURSDAY),
        ("week_requested", date(2026, 11, 9)),
    ]


def test_a_right_click_selects_and_asks_for_a_menu(qtbot: QtBot) -> None:
    session = a_session(THURSDAY)
    month = Month(qtbot, session)
    QTest.mouseClick(month.view.viewport(), Qt.MouseButton.RightButton, NONE, month.at(session))
    assert month.view.selected_ids() == [session.id]


def test_the_selection_survives_new_rows_and_is_told_when_it_cannot(qtbot: QtBot) -> None:
    one, two = a_session(THURSDAY, 9), a_session(THURSDAY, 10)
    month = Month(qtbot, one, two)
    month.view.select([one.id, two.id])
    told: list[object] = []
    month.view.selection_changed.connect(told.append)
    month.model.set_rows([one, two, a_session(FRIDAY)])
    assert month.view.selected_ids() == [one.id, two.id] and told == []
    month.model.set_rows([two])
    assert told == [[two.id]]


def test_ten_sessions_of_a_day_show_time_title_and_place_on_full_hd(qtbot: QtBot) -> None:
    month = Month(qtbot, *(a_session(THURSDAY, 8 + n, title="Lecture") for n in range(10)))
    month.view.resize(1500, 930)
    shown = [[words.text for words in line.words] for line in month.view.picture.lines]
    assert shown == [[f"{8 + n:02}:00", "Lecture", "Salle des Tilleuls"] for n in range(10)]


def test_text_that_does_not_fit_ends_in_an_ellipsis_and_lines_stay_in_their_day(qtbot: QtBot) -> None:
    month = Month(qtbot, a_session(THURSDAY, title="Accompagnement à la recherche d’emploi des seniors"))
    month.view.resize(900, 600)
    line = month.view.picture.lines[0]
    assert line.words[1].text.endswith("…")
    for words in line.words:
        assert words.x + words.face.width(words.text) <= line.box.right()


def test_holidays_are_named_and_shown_under_the_pointer(qtbot: QtBot) -> None:
    month = Month(qtbot)
    month.view.set_day_marks([DayMark(date(2026, 11, 11), "Armistice 1918", "", True)])
    texts = [words.text for day in month.view.picture.days for words in day.words]
    assert "Armistice 1918" in texts
    month.view.set_day_marks([DayMark(date(2026, 11, 11), "<b>Armistice</b>", "", False)])
    cell = month.view.picture.layout.day(date(2026, 11, 11))
    assert cell is not None
    assert month.view.tip_at(QPoint(cell.head.x + 80, cell.head.y + 5)).endswith(
        "<b>Armistice</b> (not yet official)"
    )


def test_the_tip_of_a_session_shows_names_as_they_are_written(qtbot: QtBot) -> None:
    session = a_session(THURSDAY, title="<img src=x> & Cie")
    month = Month(qtbot, session)
    point = month.at(session)
    QApplication.sendEvent(
        month.view.viewport(),
        QHelpEvent(QEvent.Type.ToolTip, point, month.view.viewport().mapToGlobal(point)),
    )
    assert "&lt;img src=x&gt; &amp; Cie" in QToolTip.text()
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_screen_reader_finds_every_session_with_its_day(qtbot: QtBot) -> None:
    held = a_session(THURSDAY, title="Rehearsal, act II", status=SessionStatus.HELD, marked=True)
    month = Month(qtbot, held, a_session(FRIDAY, 9))
    interface = QAccessible.queryAccessibleInterface(month.view)
    assert interface is not None and interface.childCount() == 2
    assert interface.child(0).text(QAccessible.Text.Name) == (
        "Thursday 12 November, 14:00 to 16:00, Rehearsal, act II, at Salle des Tilleuls, 12 expected, held, marked"
    )


def test_the_keyboard_on_an_empty_day_is_announced_to_screen_readers(qtbot: QtBot) -> None:
    month = Month(qtbot, a_session(FRIDAY))
    said: list[str] = []
    month.view.announced.connect(said.append)
    month.key(Qt.Key.Key_Right)
    month.key(Qt.Key.Key_Right)
    assert said == ["Friday 13 November, 1 session", "Saturday 14 November, 0 sessions"]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_titles_and_places_can_be_read_in_every_axis_and_status(theme: Theme) -> None:
    ink = Ink(theme)
    for axis in ("", *AXIS_CODES):
        for status in SessionStatus:
            for near in (True, False):
                colours = ink.session(axis, status, near)
                open_grounds = (theme.surface_raised, theme.surface, theme.weekend)
                for ground in [colours.fill.name()] if colours.fill else open_grounds:
                    for text in (colours.text, colours.muted):
                        assert contrast(text.name(), ground) >= 4.5, (axis, status, near)


def test_the_month_is_painted_in_either_theme_and_follows_a_change(qtbot: QtBot, qapp: QApplication) -> None:
    month = Month(qtbot, a_session(THURSDAY))
    light = month.view.viewport().grab().toImage()
    apply_theme(qapp, "dark")
    dark = month.view.viewport().grab().toImage()
    apply_theme(qapp, "light")
    assert light != dark
    assert dark.pixelColor(dark.width() - 3, 3).name() == DARK.surface_raised


def test_weekends_take_the_share_that_is_chosen(qtbot: QtBot) -> None:
    month = Month(qtbot)
    month.view.set_settings(ViewSettings(weekend_share=0.5, week_numbers=False))
    widths = [cell.box.width for cell in month.view.picture.layout.days[:7]]
    assert widths[5] == pytest.approx(widths[0] / 2, abs=1) and sum(widths) == month.view.viewport().width()
