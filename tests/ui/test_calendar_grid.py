"""The week and the day under real clicks, drags and keys."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.kinds import SessionStatus
from app.domain.slots import Slot
from app.i18n import language
from app.queries.rows import SessionRow
from tests.ui.calendar_rows import NOW, a_session
from ui.calendar import ClashText, TimeGridView
from ui.calendar.dragging import DragKind
from ui.models.sessions import SessionModel

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
MONDAY = date(2026, 11, 9)
THURSDAY = date(2026, 11, 12)


class Week:
    """A week of hours with its sessions, and what it asked for."""

    def __init__(
        self, qtbot: QtBot, *rows: SessionRow, days: int = 7, size: tuple[int, int] = (1400, 900)
    ) -> None:
        self.model = SessionModel(language("en"), lambda: NOW)
        self.view = TimeGridView(self.model, language=language("en"), clock=lambda: NOW, days=days)
        qtbot.addWidget(self.view)
        self.view.resize(*size)
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
            "previous_requested",
            "next_requested",
        ):
            signal = getattr(self.view, name)
            signal.connect(lambda *values, name=name: self.asked.append((name, *values)))

    def at(self, row: SessionRow) -> QPoint:
        return self.view.visualRect(self.model.index_of(row.id)).center()

    def moment(self, day: date, at: time) -> QPoint:
        """The point in the viewport at which a moment lies, a hair below its line."""
        picture = self.view.picture
        index = (day - self.view.first_day).days
        y = picture.grid.y(at.hour * 60 + at.minute) + picture.body.y() - self.view.verticalOffset()
        return QPoint((picture.grid.x_edges[index] + picture.grid.x_edges[index + 1]) // 2, y + 2)

    def drag(
        self, start: QPoint, *points: QPoint, modifiers: Qt.KeyboardModifier = NONE, drop: bool = True
    ) -> None:
        QTest.mousePress(self.view.viewport(), LEFT, NONE, start)
        for point in points:
            for target in (start + (point - start) / 2, point):
                where = QPointF(self.view.viewport().mapToGlobal(target))
                event = QMouseEvent(
                    QEvent.Type.MouseMove, QPointF(target), where, Qt.MouseButton.NoButton, LEFT, modifiers
                )
                QApplication.sendEvent(self.view.viewport(), event)
        if drop:
            QTest.mouseRelease(self.view.viewport(), LEFT, modifiers, points[-1])

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view, key, modifiers)

    def wheel(self, delta: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        point = QPointF(self.moment(THURSDAY, time(12)))
        where = QPointF(self.view.viewport().mapToGlobal(point.toPoint()))
        event = QWheelEvent(
            point,
            where,
            QPoint(),
            delta,
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.view.viewport(), event)


def slot(day: date, start: float, end: float) -> Slot:
    midnight = datetime.combine(day, time())
    return Slot(midnight + timedelta(hours=start), midnight + timedelta(hours=end))


def test_drawing_on_empty_time_asks_for_that_time_in_quarters_of_an_hour(qtbot: QtBot) -> None:
    week = Week(qtbot)
    week.drag(week.moment(THURSDAY, time(10, 15)), week.moment(THURSDAY, time(11, 30)))
    week.drag(week.moment(THURSDAY, time(15)), week.moment(THURSDAY, time(13, 45)))
    assert week.asked == [
        ("create_requested", slot(THURSDAY, 10.25, 11.75)),
        ("create_requested", slot(THURSDAY, 13.75, 15.25)),
    ]


def test_drawing_in_the_head_asks_for_several_days(qtbot: QtBot) -> None:
    bar = a_session(MONDAY, 9, 32)
    week = Week(qtbot, bar)
    y = week.view.picture.lanes.center().y()
    start, end = week.moment(THURSDAY, time(9)), week.moment(date(2026, 11, 14), time(9))
    week.drag(QPoint(start.x(), y), QPoint(end.x(), y))
    assert week.asked == [("create_requested", Slot(datetime(2026, 11, 12, 8), datetime(2026, 11, 14, 20)))]


def test_dragging_a_session_moves_it_to_another_day_and_hour(qtbot: QtBot) -> None:
    session = a_session(THURSDAY, 14)
    week = Week(qtbot, session)
    start = week.moment(THURSDAY, time(15))
    week.drag(start, week.moment(date(2026, 11, 10), time(10, 30)))
    assert week.asked == [("move_requested", [session.id], timedelta(days=-2, hours=-4, minutes=-30))]


def test_a_session_at_an_odd_minute_moved_to_another_day_keeps_its_minute(qtbot: QtBot) -> None:
    session = a_session(THURSDAY, 14 + 10 / 60)
    week = Week(qtbot, session)
    start = week.at(session)
    week.drag(start, QPoint(week.moment(date(2026, 11, 13), time(9)).x(), start.y()))
    assert week.asked == [("move_requested", [session.id], timedelta(days=1))]


def test_ctrl_while_dragging_copies_and_may_be_pressed_on_the_way(qtbot: QtBot) -> None:
    session = a_session(THURSDAY, 14)
    week = Week(qtbot, session)
    week.drag(week.moment(THURSDAY, time(15)), week.moment(THURSDAY, time(17)), drop=False)
    drag = week.view.drag
    assert drag is not None
    kinds = [drag.kind]
    QTest.keyPress(week.view, Qt.Key.Key_Control)
    kinds.append(drag.kind)
    assert kinds == [DragKind.MOVE, DragKind.COPY]
    QTest.mouseRelease(week.view.viewport(), LEFT, CTRL, week.moment(THURSDAY, time(17)))
    assert week.asked == [("copy_requested", [session.id], timedelta(hours=2))]


def test_edges_resize_but_never_below_a_quarter_of_an_hour(qtbot: QtBot) -> None:
    session = a_session(THURSDAY, 14, 2)
    week = Week(qtbot, session)
    box = week.view.visualRect(week.model.index_of(session.id))
    bottom, top = QPoint(box.center().x(), box.bottom() - 1), QPoint(box.center().x(), box.top() + 1)
    week.drag(bottom, week.moment(THURSDAY, time(17, 30)))
    week.drag(top, week.moment(THURSDAY, time(13)))
    week.drag(bottom, week.moment(THURSDAY, time(9)))
    assert week.asked == [
        ("resize_requested", session.id, slot(THURSDAY, 14, 17.5)),
        ("resize_requested", session.id, slot(THURSDAY, 13, 16)),
        ("resize_requested", session.id, slot(THURSDAY, 14, 14.25)),
    ]


def test_escape_lets_a_resize_go(qtbot: QtBot) -> None:
    session = a_session(THURSDAY, 14, 2)
    week = Week(qtbot, session)
    box = week.view.visualRect(week.model.index_of(session.id))
    week.drag(QPoint(box.center().x(), box.bottom() - 1), week.moment(THURSDAY, time(18)), drop=False)
    week.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(week.view.viewport(), LEFT, NONE, week.moment(THURSDAY, time(18)))
    assert week.asked == []


def test_a_drag_held_at_the_lower_edge_scrolls_on_and_the_time_with_it(qtbot: QtBot) -> None:
    session = a_session(THURSDAY, 14, 2)
    week = Week(qtbot, session, size=(1200, 500))
    start = week.view.verticalScrollBar().value()
    body = week.view.picture.body
    held = QPoint(week.at(session).x(), body.bottom() - 2)
    week.drag(week.at(session), held, drop=False)
    qtbot.waitUntil(lambda: week.view.verticalScrollBar().value() > start + 60)
    drag = week.view.drag
    assert drag is not None and drag.slot is not None
    under = week.view.picture.grid.minute(held.y() - body.y() + week.view.verticalOffset())
    middle = drag.slot.starts_at + timedelta(hours=1) - datetime.combine(THURSDAY, time())
    assert abs(middle.total_seconds() / 60 - under) <= 30
    week.view.cancel_drag()
    settled = week.view.verticalScrollBar().value()
    qtbot.wait(80)
    assert week.view.verticalScrollBar().value() == settled


def test_while_dragging_clashes_stand_in_red_beside_the_ghost_and_free_slots_are_marked(qtbot: QtBot) -> None:
    session = a_session(THURSDAY, 14)
    week = Week(qtbot, session)
    week.drag(week.at(session), week.moment(date(2026, 11, 13), time(15)), drop=False)
    before = week.view.viewport().grab().toImage()
    week.view.show_clashes((ClashText("Nadia Belkacem is also expected elsewhere"),), (slot(MONDAY, 9, 11),))
    after = week.view.viewport().grab().toImage()
    red = week.view.ink.danger.name()
    assert not any(before.pixelColor(x, y).name() == red for x in range(0, 1380, 2) for y in range(0, 880, 5))
    assert any(after.pixelColor(x, y).name() == red for x in range(0, 1380, 2) for y in range(0, 880, 5))
    week.view.cancel_drag()


def test_sessions_at_the_same_time_stand_side_by_side_and_each_can_be_clicked(qtbot: QtBot) -> None:
    rows = [a_session(THURSDAY, 14 + n / 4) for n in range(5)]
    week = Week(qtbot, *rows)
    boxes = [week.view.visualRect(week.model.index_of(row.id)) for row in rows]
    assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
    for row in rows:
        QTest.mouseClick(week.view.viewport(), LEFT, NONE, week.at(row))
        assert week.view.selected_ids() == [row.id]


def test_words_are_never_broken_and_stay_inside_their_session(qtbot: QtBot) -> None:
    title = "Accompagnement à la recherche d’emploi"
    week = Week(qtbot, *(a_session(THURSDAY, 14 + n / 4, title=title) for n in range(6)))
    blocks = week.view.picture.blocks
    assert len(blocks) == 6
    for block in blocks:
        assert block.words
        for words in block.words:
            assert words.x + words.face.width(words.text) <= block.box.right()
            assert words.baseline <= block.box.bottom()
            for word in words.text.split():
                assert (
                    word in f"{title} {block.row.place} {block.row.coordinator} 12 exp."
                    or word[-1] in "…0123456789"
                )


def test_arrows_walk_through_free_half_hours_and_sessions(qtbot: QtBot) -> None:
    one, two = a_session(THURSDAY, 14.5, 1), a_session(THURSDAY, 14.75, 1)
    week = Week(qtbot, one, two)
    week.key(Qt.Key.Key_Down)
    assert week.view.selected_ids() == [one.id]
    week.key(Qt.Key.Key_Down)
    assert week.view.selected_ids() == [two.id]
    week.key(Qt.Key.Key_Down)
    assert week.view.selected_ids() == [] and week.view.cursor_slot() == slot(THURSDAY, 16, 18)
    week.key(Qt.Key.Key_Up)
    week.key(Qt.Key.Key_Up)
    week.key(Qt.Key.Key_Up)
    assert week.view.cursor_slot().starts_at == datetime(2026, 11, 12, 14)


def test_shift_draws_a_slot_from_the_keyboard_and_enter_makes_it(qtbot: QtBot) -> None:
    week = Week(qtbot)
    week.key(Qt.Key.Key_Left)
    week.key(Qt.Key.Key_Down, SHIFT)
    week.key(Qt.Key.Key_Down, SHIFT)
    week.key(Qt.Key.Key_Return)
    assert week.asked == [("create_requested", slot(date(2026, 11, 11), 14, 15.5))]


def test_shift_extends_the_selection_from_session_to_session(qtbot: QtBot) -> None:
    rows = [a_session(THURSDAY, 9), a_session(THURSDAY, 14), a_session(THURSDAY, 18)]
    week = Week(qtbot, *rows)
    QTest.mouseClick(week.view.viewport(), LEFT, NONE, week.at(rows[0]))
    week.key(Qt.Key.Key_Down, SHIFT)
    assert week.view.selected_ids() == [rows[0].id, rows[1].id]


@pytest.mark.parametrize(
    ("key", "step"),
    [
        (Qt.Key.Key_Left, timedelta(days=-1)),
        (Qt.Key.Key_Right, timedelta(days=1)),
        (Qt.Key.Key_Up, timedelta(minutes=-15)),
        (Qt.Key.Key_Down, timedelta(minutes=15)),
    ],
)
def test_alt_moves_ctrl_copies_and_alt_shift_resizes_by_one_step(
    qtbot: QtBot, key: Qt.Key, step: timedelta
) -> None:
    session = a_session(THURSDAY, 14)
    week = Week(qtbot, session)
    week.view.select([session.id])
    week.key(key, ALT)
    week.key(key, CTRL)
    week.key(key, ALT | SHIFT)
    resized = []
    if step > timedelta(days=-1):  # an end before the start is no session
        resized = [("resize_requested", session.id, Slot(session.starts_at, session.ends_at + step))]
    assert week.asked == [
        ("move_requested", [session.id], step),
        ("copy_requested", [session.id], step),
        *resized,
    ]


def test_the_keyboard_scrolls_to_where_it_goes(qtbot: QtBot) -> None:
    late = a_session(THURSDAY, 22.5, 1)
    week = Week(qtbot, late, size=(1200, 400))
    for _ in range(17):
        week.key(Qt.Key.Key_Down)
    assert week.view.selected_ids() == [late.id]
    box = week.view.visualRect(week.model.index_of(late.id))
    assert week.view.picture.body.contains(box.adjusted(0, 0, 0, -2))


def test_a_tall_enough_view_opens_on_the_working_hours_or_an_earlier_session(qtbot: QtBot) -> None:
    week = Week(qtbot, a_session(THURSDAY, 14))
    picture = week.view.picture
    assert picture.grid.minute(week.view.verticalOffset()) == pytest.approx(8 * 60, abs=15)
    assert picture.work[1] - week.view.verticalOffset() <= picture.body.height()
    week.model.set_rows([a_session(THURSDAY, 6)])
    week.view.ensure_layout()
    assert week.view.picture.grid.minute(week.view.verticalOffset()) == pytest.approx(6 * 60, abs=15)


def test_a_low_view_opens_on_the_first_session(qtbot: QtBot) -> None:
    week = Week(qtbot, a_session(THURSDAY, 14), size=(1200, 420))
    week.view.ensure_layout()
    assert week.view.picture.grid.minute(week.view.verticalOffset()) == pytest.approx(14 * 60, abs=20)


def test_ctrl_and_the_wheel_zoom_around_the_pointer(qtbot: QtBot) -> None:
    week = Week(qtbot)
    before, point = week.view.picture.grid.hour, week.moment(THURSDAY, time(12))
    week.wheel(QPoint(0, 240), CTRL)
    assert week.view.picture.grid.hour > before * 1.2
    assert week.moment(THURSDAY, time(12)).y() == pytest.approx(point.y(), abs=4)
    week.key(Qt.Key.Key_0, CTRL)
    assert week.view.picture.grid.hour == before


def test_the_wheel_scrolls_and_with_shift_changes_the_period(qtbot: QtBot) -> None:
    week = Week(qtbot)
    before = week.view.verticalOffset()
    week.wheel(QPoint(0, -120))
    assert week.view.verticalOffset() > before and week.asked == []
    week.wheel(QPoint(0, -120), SHIFT)
    week.wheel(QPoint(120, 0))
    assert [name for name, *_ in week.asked] == ["next_requested", "previous_requested"]


def test_a_click_on_a_head_shows_the_day_by_itself(qtbot: QtBot) -> None:
    week = Week(qtbot)
    QTest.mouseClick(week.view.viewport(), LEFT, NONE, QPoint(week.moment(THURSDAY, time(9)).x(), 12))
    assert week.asked == [("day_requested", THURSDAY)]


def test_a_session_of_several_days_stands_in_the_head_and_moves_by_days(qtbot: QtBot) -> None:
    camp = a_session(MONDAY, 9, 57, title="Camp")
    week = Week(qtbot, camp)
    box = week.view.visualRect(week.model.index_of(camp.id))
    assert box.bottom() < week.view.picture.body.y()
    edges = week.view.picture.grid.x_edges
    assert edges[0] <= box.left() and edges[2] < box.right() <= edges[3]
    week.drag(QPoint(box.left() + 30, box.center().y()), QPoint(edges[2] + 40, box.center().y() + 200))
    assert week.asked == [("move_requested", [camp.id], timedelta(days=2))]


def test_one_day_and_a_work_week_are_shown_as_asked(qtbot: QtBot) -> None:
    week = Week(qtbot, days=5)
    assert week.view.visible_range() == (MONDAY, date(2026, 11, 13))
    with qtbot.waitSignal(week.view.range_changed) as told:
        week.view.show_days(date(2026, 11, 20), 1)
    assert told.args == [date(2026, 11, 20)] * 2
    assert [head.day for head in week.view.picture.heads] == [date(2026, 11, 20)]
    assert week.view.cursor_day() == date(2026, 11, 20)


def test_a_session_says_its_people_its_place_and_what_became_of_it(qtbot: QtBot) -> None:
    row = a_session(THURSDAY, 14, 3, status=SessionStatus.CANCELLED)
    week = Week(qtbot, row)
    (block,) = week.view.picture.blocks
    texts = [words.text for words in block.words]
    assert texts == ["Lecture", "14:00–17:00 · 12 expected", "Salle des Tilleuls", "Nadia Belkacem"]
    assert block.words[0].face.font.strikeOut()
