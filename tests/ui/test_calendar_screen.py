"""The calendar in the real window: every gesture by mouse and by keys, each taken back with one Ctrl+Z."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from app.domain.kinds import Role
from app.queries.calendar import holidays_between, sessions_per_day
from app.queries.sessions import sessions_between
from app.usecases.sessions import assign_people
from app.workspace import Workspace
from tests.estate import make_estate, plan
from tests.statements import count_statements
from tests.ui.desk import ALT, CTRL, LEFT, NONE, SHIFT, Desk
from ui.calendar.month import MonthView
from ui.calendar.time_grid import TimeGridView
from ui.screens.calendar import CalendarScreen
from ui.screens.panels.new_session import NewSessionPanel
from ui.screens.panels.session import SessionPanel

THURSDAY = date(2026, 11, 12)
FRIDAY = date(2026, 11, 13)
DAY = timedelta(days=1)


def month(desk: Desk) -> MonthView:
    screen = desk.screen("calendar", CalendarScreen)
    screen.show_view("month")
    screen.refresh()
    assert isinstance(screen.view, MonthView)
    return screen.view


def week(desk: Desk) -> TimeGridView:
    screen = desk.screen("calendar", CalendarScreen)
    screen.show_view("week")
    screen.refresh()
    assert isinstance(screen.view, TimeGridView)
    return screen.view


def hour(view: TimeGridView, day: date, at: time) -> QPoint:
    """Where a moment lies in the viewport, a hair below its line."""
    picture = view.picture
    index = (day - view.first_day).days
    y = picture.grid.y(at.hour * 60 + at.minute) + picture.body.y() - view.verticalOffset()
    return QPoint((picture.grid.x_edges[index] + picture.grid.x_edges[index + 1]) // 2, y + 2)


def cell(view: MonthView, day: date) -> QPoint:
    """An empty place of a day."""
    box = view.picture.layout.day(day)
    assert box is not None
    return QPoint(box.box.x + box.box.width // 2, box.box.y + box.box.height - 6)


def at(day: date, hours: int, minutes: int = 0) -> datetime:
    return datetime.combine(day, time(hours, minutes))


# creating


def test_a_drag_on_empty_time_and_a_title_make_action_and_session_and_open_it(desk: Desk) -> None:
    view = week(desk)
    desk.drag(view, hour(view, FRIDAY, time(10)), hour(view, FRIDAY, time(11, 30)))
    panel = desk.panel(NewSessionPanel)
    assert desk.keyboard() is panel.search
    desk.type("Atelier cuisine")
    desk.press(Qt.Key.Key_Return)
    row = desk.row("Atelier cuisine")
    assert (row.starts_at, row.ends_at) == (at(FRIDAY, 10), at(FRIDAY, 11, 45))
    assert desk.panel(SessionPanel).session_id == row.id
    assert desk.panel(SessionPanel).title() == "Atelier cuisine"
    desk.settle()
    assert view.sessions.row(row.id) is not None
    promised = desk.undo()
    assert "Plan “Atelier cuisine” on Fri 13 Nov 10:00" in promised
    assert desk.rows() == ()
    assert not view.sessions.rows
    assert desk.bench.panel_widget() is None


def test_a_title_typed_and_entered_faster_than_the_search_is_not_lost(desk: Desk) -> None:
    view = week(desk)
    desk.drag(view, hour(view, FRIDAY, time(14)), hour(view, FRIDAY, time(15)))
    desk.type("Caf")
    desk.until(desk.panel(NewSessionPanel).search.completions)
    desk.type("e des voisins")
    desk.press(Qt.Key.Key_Return)
    assert desk.row("Cafe des voisins").starts_at == at(FRIDAY, 14)


def test_an_action_that_exists_is_found_by_its_first_letters(desk: Desk) -> None:
    view = month(desk)
    QTest.mouseDClick(view.viewport(), LEFT, NONE, cell(view, FRIDAY))
    panel = desk.panel(NewSessionPanel)
    desk.type("caf")
    desk.until(panel.search.completions)
    assert panel.search.completions()[0] == "Café du lundi"
    desk.press(Qt.Key.Key_Return)
    row = desk.row("Café du lundi")
    assert row.action_id == desk.estate.cafe
    assert row.starts_at.date() == FRIDAY


def test_the_newest_actions_are_one_click_away(desk: Desk) -> None:
    view = month(desk)
    QTest.mouseDClick(view.viewport(), LEFT, NONE, cell(view, FRIDAY))
    (button,) = [each for each in desk.panel(NewSessionPanel).buttons() if "Malade" in each.text()]
    QTest.mouseClick(button, LEFT)
    assert desk.row("Le Malade imaginaire").action_id == desk.estate.theatre


def test_escape_gives_up_a_new_session(desk: Desk) -> None:
    view = month(desk)
    desk.press(Qt.Key.Key_N, CTRL)
    desk.panel(NewSessionPanel)
    desk.press(Qt.Key.Key_Escape)
    assert desk.bench.panel_widget() is None
    assert view.hasFocus()
    assert desk.rows() == ()


# moving, resizing, copying, removing with the mouse


def test_a_session_dragged_to_another_day_and_hour_moves_and_comes_back(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, at(THURSDAY, 14))
    view = week(desk)
    start = desk.at(view, desk.row("Café du lundi"))
    desk.drag(view, start, start + hour(view, FRIDAY, time(16)) - hour(view, THURSDAY, time(14)))
    moved = desk.row("Café du lundi")
    assert (moved.id, moved.starts_at, moved.ends_at) == (session, at(FRIDAY, 16), at(FRIDAY, 18))
    assert desk.told() == "Move “Café du lundi” to Fri 13 Nov 16:00"
    assert "Move “Café du lundi” to Fri 13 Nov 16:00" in desk.undo()
    assert desk.row("Café du lundi").starts_at == at(THURSDAY, 14)


def test_an_edge_dragged_makes_a_session_longer_and_one_undo_takes_it_back(desk: Desk) -> None:
    plan(desk.workspace, desk.estate.cafe, at(THURSDAY, 14))
    view = week(desk)
    box = view.visualRect(view.sessions.index_of(desk.row("Café du lundi").id))
    start = QPoint(box.center().x(), box.bottom() - 1)
    desk.drag(view, start, start + hour(view, THURSDAY, time(17)) - hour(view, THURSDAY, time(16)))
    assert desk.row("Café du lundi").ends_at == at(THURSDAY, 17)
    assert "Let “Café du lundi” end at 17:00" in desk.undo()
    assert desk.row("Café du lundi").ends_at == at(THURSDAY, 16)


def test_ctrl_makes_a_drag_a_copy_which_is_selected(desk: Desk) -> None:
    original = plan(desk.workspace, desk.estate.cafe, at(THURSDAY, 14))
    desk.workspace.change(assign_people, original, [desk.estate.coordinator], Role.STAFF)
    view = month(desk)
    desk.drag(view, desk.at(view, desk.rows()[0]), cell(view, FRIDAY), CTRL)
    first, second = desk.rows()
    assert (first.id, second.starts_at) == (original, at(FRIDAY, 14))
    desk.until(lambda: view.selected_ids() == [second.id])
    assert "Copy “Café du lundi” to Fri 13 Nov 14:00" in desk.undo()
    assert [row.id for row in desk.rows()] == [original]


def test_several_sessions_move_together_as_one_step(desk: Desk) -> None:
    for days in (0, 1):
        plan(desk.workspace, desk.estate.cafe, at(THURSDAY + days * DAY, 14))
    view = month(desk)
    one, two = desk.rows()
    QTest.mouseClick(view.viewport(), LEFT, NONE, desk.at(view, one))
    QTest.mouseClick(view.viewport(), LEFT, CTRL, desk.at(view, two))
    assert view.selected_ids() == [one.id, two.id]
    desk.drag(view, desk.at(view, one), desk.at(view, one) + cell(view, FRIDAY) - cell(view, THURSDAY))
    assert [row.starts_at for row in desk.rows()] == [at(FRIDAY, 14), at(FRIDAY + DAY, 14)]
    assert "Move 2 sessions" in desk.undo()
    assert [row.starts_at for row in desk.rows()] == [at(THURSDAY, 14), at(FRIDAY, 14)]


def test_escape_during_a_drag_leaves_everything_as_it_was(desk: Desk) -> None:
    plan(desk.workspace, desk.estate.cafe, at(THURSDAY, 14))
    view = week(desk)
    desk.drag(view, desk.at(view, desk.rows()[0]), hour(view, FRIDAY, time(16)), drop=False)
    assert view.dragging
    desk.press(Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, hour(view, FRIDAY, time(16)))
    assert desk.row("Café du lundi").starts_at == at(THURSDAY, 14)


def test_a_removed_session_comes_back_with_who_works_at_it(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, at(THURSDAY, 14))
    desk.workspace.change(assign_people, session, [desk.estate.coordinator], Role.STAFF)
    view = week(desk)
    QTest.mouseClick(view.viewport(), LEFT, NONE, desk.at(view, desk.rows()[0]))
    desk.press(Qt.Key.Key_Delete)
    assert desk.rows() == ()
    assert desk.told() == "Remove “Café du lundi”"
    assert "Remove “Café du lundi”" in desk.undo()
    assert desk.rows()[0].expected == 1


# the same without a mouse


def test_keys_alone_create_move_resize_copy_open_and_remove(desk: Desk) -> None:
    desk.press(Qt.Key.Key_2, ALT)
    screen = desk.bench.current_screen()
    assert isinstance(screen, CalendarScreen)
    desk.press(Qt.Key.Key_W)
    view = screen.view
    assert isinstance(view, TimeGridView)
    assert desk.keyboard() is view
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_N, CTRL)
    desk.type("Jardin")
    desk.press(Qt.Key.Key_Return)
    made = desk.row("Jardin")
    assert made.starts_at.date() == FRIDAY
    desk.press(Qt.Key.Key_Escape)
    assert desk.keyboard() is view
    desk.until(lambda: view.selected_ids() == [made.id])
    desk.press(Qt.Key.Key_Left, ALT)
    assert desk.row("Jardin").starts_at == made.starts_at - DAY
    desk.settle()
    desk.press(Qt.Key.Key_Down, ALT | SHIFT)
    assert desk.row("Jardin").ends_at == made.ends_at - DAY + timedelta(minutes=15)
    desk.settle()
    desk.press(Qt.Key.Key_Right, CTRL)
    assert [row.starts_at for row in desk.rows()] == [made.starts_at - DAY, made.starts_at]
    desk.settle()
    desk.press(Qt.Key.Key_Return)
    assert desk.panel(SessionPanel).session_id == desk.rows()[1].id
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Delete)
    assert len(desk.rows()) == 1
    for _ in range(5):
        desk.undo()
    assert desk.rows() == ()


def test_letters_change_the_view_and_t_goes_to_today(desk: Desk) -> None:
    screen = desk.screen("calendar", CalendarScreen)
    for key, name in (("D", "day"), ("F", "workweek"), ("A", "agenda"), ("W", "week"), ("M", "month")):
        desk.type(key.lower())
        assert desk.window.settings.choice("calendar.view") == name
    desk.press(Qt.Key.Key_PageDown)
    assert screen.title() == "December 2026"
    desk.type("t")
    assert screen.title() == "November 2026"
    assert screen.view.cursor_day() == THURSDAY


# conflicts


def test_a_drag_says_who_would_be_wanted_twice_and_what_is_taken(desk: Desk) -> None:
    cafe = plan(desk.workspace, desk.estate.cafe, at(THURSDAY, 14), venue=desk.estate.hall)
    theatre = plan(desk.workspace, desk.estate.theatre, at(FRIDAY, 14), venue=desk.estate.hall)
    for session in (cafe, theatre):
        desk.workspace.change(assign_people, session, [desk.estate.coordinator], Role.STAFF)
    view = week(desk)
    start = desk.at(view, desk.row("Café du lundi"))
    over = start + hour(view, FRIDAY, time(14)) - hour(view, THURSDAY, time(14))
    desk.drag(view, start, over, drop=False)
    desk.until(lambda: view.clashes)
    said = {clash.text for clash in view.clashes}
    assert said == {
        "Salle des Tilleuls is taken by “Le Malade imaginaire” at 14:00",
        "Nadia Belkacem is also expected at “Le Malade imaginaire” at 14:00 (Salle des Tilleuls)",
    }
    assert view.free
    QTest.mouseRelease(view.viewport(), LEFT, NONE, over)
    assert desk.row("Café du lundi").starts_at == at(FRIDAY, 14)


def test_a_drag_over_free_time_warns_of_nothing(desk: Desk) -> None:
    plan(desk.workspace, desk.estate.cafe, at(THURSDAY, 14), venue=desk.estate.hall)
    view = week(desk)
    start = desk.at(view, desk.row("Café du lundi"))
    over = start + hour(view, FRIDAY, time(9)) - hour(view, THURSDAY, time(14))
    desk.drag(view, start, over, drop=False)
    desk.settle()
    assert view.clashes == ()
    view.cancel_drag()


# filters, marks, figures


def tick(screen: CalendarScreen, text: str) -> None:
    """A click on a kind in the filter column."""
    view = screen.column.kinds.view
    model = view.model()
    (index,) = [
        model.index(row, 0) for row in range(model.rowCount()) if text in str(model.index(row, 0).data())
    ]
    QTest.mouseClick(view.viewport(), LEFT, NONE, view.visualRect(index).center())


def test_a_filter_hides_the_sessions_that_do_not_answer(desk: Desk) -> None:
    plan(desk.workspace, desk.estate.cafe, at(THURSDAY, 14))
    plan(desk.workspace, desk.estate.theatre, at(FRIDAY, 14))
    view = month(desk)
    screen = desk.screen("calendar", CalendarScreen)
    assert len(view.sessions.rows) == 2
    tick(screen, "café")
    assert [row.title for row in view.sessions.rows] == ["Café du lundi"]
    screen.column.clear()
    assert len(view.sessions.rows) == 2


def test_a_folded_column_still_says_that_sessions_are_left_out(desk: Desk) -> None:
    plan(desk.workspace, desk.estate.cafe, at(THURSDAY, 14))
    month(desk)
    screen = desk.screen("calendar", CalendarScreen)
    tick(screen, "café")
    plan(desk.workspace, desk.estate.theatre, at(FRIDAY, 14))
    screen.refresh()
    toolbar = screen.toolbar()
    assert toolbar is not None
    fold = toolbar.findChildren(QToolButton)[0]
    QTest.mouseClick(fold, LEFT)
    assert not screen.column.isVisible()
    assert fold.accessibleName() == "1 session is hidden by the filters"


def test_public_holidays_are_named(desk: Desk) -> None:
    view = month(desk)
    mark = view.marks[date(2026, 11, 11)]
    assert mark.public_holiday


def test_the_calendar_asks_no_more_often_for_many_sessions_than_for_few(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    plan(workspace, estate.cafe, at(THURSDAY, 9), venue=estate.hall)
    plan(workspace, estate.theatre, at(THURSDAY, 9), venue=estate.common_room)
    with count_statements(workspace) as few:
        workspace.read(sessions_between, date(2026, 11, 1), date(2026, 11, 30))
    for days in range(10):
        plan(workspace, estate.cafe, at(THURSDAY + days * DAY, 10), venue=estate.hall)
        plan(workspace, estate.theatre, at(THURSDAY + days * DAY, 14), venue=estate.common_room)
    with count_statements(workspace) as many:
        rows = workspace.read(sessions_between, date(2026, 11, 1), date(2026, 11, 30))
    assert len(rows) == 22
    assert len(many) == len(few) <= 9
    with count_statements(workspace) as beside:
        workspace.read(sessions_per_day, date(2026, 11, 1), date(2026, 11, 30))
        workspace.read(holidays_between, date(2026, 11, 1), date(2026, 11, 30), "fr")
    assert len(beside) == 2
