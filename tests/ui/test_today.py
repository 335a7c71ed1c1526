"""Today under real clicks and keys."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.domain.kinds import Presence, Role, SessionStatus
from app.queries.today import today
from app.usecases.attendance import finish_marking, mark
from app.usecases.enrolments import enrol_people
from app.usecases.sessions import assign_people, remove_sessions, set_session_status
from app.workspace import Workspace
from tests.estate import make_estate, plan
from tests.statements import count_statements
from tests.ui.desk import LEFT, Desk
from ui.screens.calendar import CalendarScreen
from ui.screens.marking import MarkingScreen
from ui.screens.panels.new_session import NewSessionPanel
from ui.screens.panels.session import SessionPanel
from ui.screens.today import TodayScreen

NOW = datetime(2026, 11, 12, 9, 0)
DAY = timedelta(days=1)


def opened(desk: Desk) -> TodayScreen:
    """The screen, with what was planned meanwhile on it."""
    screen = desk.screen("today", TodayScreen)
    screen.refresh()
    return screen


def titles(screen: TodayScreen, key: str) -> list[str]:
    return [line.accessibleName() for line in screen.lines(key)]


def test_a_new_workspace_offers_the_first_step_and_nothing_else(desk: Desk) -> None:
    screen = opened(desk)
    assert screen.first_steps.isVisible()
    assert not screen.print_button.isVisible()
    QTest.mouseClick(screen.first_steps.button, LEFT)
    assert desk.panel(NewSessionPanel).search.hasFocus()


def test_in_a_new_workspace_enter_alone_begins_the_first_session(desk: Desk) -> None:
    screen = opened(desk)
    assert desk.keyboard() is screen.first_steps.button
    desk.press(Qt.Key.Key_Return)
    assert desk.keyboard() is desk.panel(NewSessionPanel).search


def test_what_is_next_stands_under_its_day_and_opens_the_panel(desk: Desk) -> None:
    plan(desk.workspace, desk.estate.cafe, NOW + timedelta(hours=5), venue=desk.estate.hall)
    tomorrow = plan(desk.workspace, desk.estate.theatre, NOW + DAY)
    screen = opened(desk)
    (now,) = titles(screen, "now")
    assert "14:00" in now and "Café du lundi" in now and "Salle des Tilleuls" in now
    (line,) = screen.lines("next")
    QTest.mouseClick(line, LEFT)
    assert desk.panel(SessionPanel).session_id == tomorrow


def test_where_tomorrow_is_free_the_next_day_with_sessions_is_named_and_printed(desk: Desk) -> None:
    plan(desk.workspace, desk.estate.cafe, NOW + 4 * DAY)
    screen = opened(desk)
    assert screen.print_button.accessibleName() == "Print everything for Mon 16 Nov"
    assert screen.print_button.isEnabled()
    assert len(titles(screen, "next")) == 1


def test_marking_a_session_takes_it_from_the_list_and_from_the_badge(desk: Desk) -> None:
    old = plan(desk.workspace, desk.estate.cafe, NOW - 2 * DAY)
    plan(desk.workspace, desk.estate.theatre, NOW - DAY)
    screen = opened(desk)
    assert len(screen.lines("mark")) == 2
    assert desk.bench.rail.button("today").accessibleName() == "Today (2)"
    QTest.mouseClick(screen.lines("mark")[0], LEFT)
    marking = desk.bench.current_screen()
    assert isinstance(marking, MarkingScreen)
    assert "Café du lundi" in marking.title()
    desk.window.runner.change(finish_marking, old)
    desk.screen("today", TodayScreen)
    desk.settle()
    assert len(screen.lines("mark")) == 1
    assert desk.bench.rail.button("today").accessibleName() == "Today (1)"
    assert "Undo: Finish marking “Café du lundi”" in desk.undo()
    assert len(screen.lines("mark")) == 2


def test_the_count_of_sessions_to_mark_is_right_while_another_screen_is_shown(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW - 2 * DAY)
    opened(desk)
    desk.screen("calendar", CalendarScreen)
    desk.window.runner.change(finish_marking, session)
    desk.until(lambda: desk.bench.rail.button("today").accessibleName() == "Today")


def test_the_keyboard_walks_the_lines_opens_one_and_stays_when_the_list_changes(desk: Desk) -> None:
    for days in (1, 2, 3):
        plan(desk.workspace, desk.estate.cafe, NOW - days * DAY)
    screen = opened(desk)
    desk.press(Qt.Key.Key_Down)
    for _ in range(20):
        if desk.keyboard() is not screen.lines("mark")[1]:
            desk.press(Qt.Key.Key_Down)
    assert desk.keyboard() is screen.lines("mark")[1]
    first, second, _ = (line.objectName() for line in screen.lines("mark"))
    sessions = {f"mark {row.id}": row.id for row in desk.rows()}
    desk.window.runner.change(finish_marking, sessions[first])
    desk.until(lambda: len(screen.lines("mark")) == 2)
    assert desk.keyboard().objectName() == second
    desk.window.runner.change(finish_marking, sessions[second])
    desk.until(lambda: len(screen.lines("mark")) == 1)
    assert desk.keyboard() is screen.lines("mark")[0]
    desk.press(Qt.Key.Key_Return)
    assert isinstance(desk.bench.current_screen(), MarkingScreen)


def test_a_long_list_unfolds(desk: Desk) -> None:
    for days in range(1, 10):
        plan(desk.workspace, desk.estate.cafe, NOW - days * DAY)
    screen = opened(desk)
    assert len(screen.lines("mark")) == 6
    more = screen.findChild(QPushButton, "more mark")
    assert more is not None and "3" in more.text()
    QTest.mouseClick(more, LEFT)
    assert len(screen.lines("mark")) == 9
    assert desk.keyboard() is screen.lines("mark")[6]


def test_a_clash_is_told_once_with_who_what_and_when(desk: Desk) -> None:
    one = plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    two = plan(desk.workspace, desk.estate.theatre, NOW + DAY)
    for session in (one, two):
        desk.workspace.change(assign_people, session, [desk.estate.coordinator], Role.STAFF)
    screen = opened(desk)
    (line,) = titles(screen, "look")
    assert "Nadia Belkacem is also expected at" in line


def test_what_was_put_aside_waits_to_be_placed_again(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    desk.workspace.change(set_session_status, session, SessionStatus.SKIPPED)
    screen = opened(desk)
    assert len(screen.lines("place")) == 1
    assert screen.lines("next") == []


def test_the_month_keeps_its_figures_apart_and_opens_the_calendar(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW - DAY)
    desk.workspace.change(mark, session, {desk.estate.tenants[0]: Presence.PRESENT})
    screen = opened(desk)
    said = titles(screen, "month")
    assert said[0].startswith("1 / 1 ")
    assert said[1].startswith("1 different people")
    assert said[3].startswith("1 first")
    QTest.mouseClick(screen.lines("month")[0], LEFT)
    assert isinstance(desk.bench.current_screen(), CalendarScreen)


def test_today_asks_the_database_no_more_often_for_many_sessions_than_for_few(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    workspace.change(enrol_people, estate.cafe, estate.tenants)

    def plan_some(weeks: range) -> None:
        for week in weeks:
            for days in (-1, 1, 2):
                plan(workspace, estate.cafe, NOW + days * DAY + timedelta(minutes=week), venue=estate.hall)
                plan(workspace, estate.theatre, NOW + days * DAY + timedelta(minutes=week))

    plan_some(range(2))
    with count_statements(workspace) as few:
        workspace.read(today, NOW)
    plan_some(range(2, 12))
    with count_statements(workspace) as many:
        found = workspace.read(today, NOW)
    assert len(found.to_mark) == 24
    assert len(many) == len(few) <= 42


def test_a_session_removed_elsewhere_leaves_the_list_by_itself(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    screen = opened(desk)
    assert len(screen.lines("next")) == 1
    desk.workspace.change(remove_sessions, [session])
    desk.bench.context.hub.poll()
    desk.until(lambda: not screen.lines("next"))
