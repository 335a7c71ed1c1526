"""Actions under real clicks and keys: making one, planning it, its list and its page."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.kinds import ActionStatus
from app.queries.action_list import action_list
from app.queries.action_page import action_page
from app.queries.actions import action_detail, actions
from app.usecases.actions import create_action, edit_action, remove_action
from app.workspace import Workspace
from tests.estate import make_estate, plan
from tests.statements import count_statements
from tests.ui.desk import CTRL, Desk
from ui.screens.actions import ActionsScreen
from ui.screens.actions.plan import PlanTab
from ui.screens.panels.session import SessionPanel
from ui.theme import current_theme
from ui.widgets.cells import STRIPE_ROLE

NOW = datetime(2026, 11, 12, 9, 0)
DAY = timedelta(days=1)


def opened(desk: Desk) -> ActionsScreen:
    screen = desk.screen("actions", ActionsScreen)
    screen.refresh()
    return screen


def plan_tab(screen: ActionsScreen) -> PlanTab:
    tab = screen.page.tab("plan")
    assert isinstance(tab, PlanTab)
    return tab


def listed(screen: ActionsScreen) -> list[str]:
    return [row.title for row in screen.listing.model.rows]


def test_a_title_and_enter_make_an_action_and_two_more_enters_plan_two_weeks_of_it(desk: Desk) -> None:
    screen = opened(desk)
    screen.listing.table.setFocus()
    desk.press(Qt.Key.Key_N, CTRL)
    desk.type("Atelier cuisine")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: plan_tab(screen).strip.day.hasFocus())
    assert screen.page.page is not None and screen.page.page.detail.row.title == "Atelier cuisine"
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    planned = [row for row in desk.rows() if row.action_title == "Atelier cuisine"]
    assert [row.starts_at for row in planned] == [
        datetime(2026, 11, 13, 14, 0),
        datetime(2026, 11, 20, 14, 0),
    ]
    assert len(plan_tab(screen).model.rows) == 2


def test_the_sheets_of_an_action_are_one_button_away_once_it_has_a_session(desk: Desk) -> None:
    screen = opened(desk)
    desk.bench.open_action(desk.estate.cafe)
    assert not screen.page.head.print.isEnabled()
    plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    screen.refresh()
    assert screen.page.head.print.isEnabled()


def test_an_action_without_a_title_is_refused_in_the_strip_and_nothing_is_made(desk: Desk) -> None:
    screen = opened(desk)
    screen.create_new()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert len(desk.workspace.read(actions, NOW)) == 2
    assert screen.new_action.isVisible()
    assert screen.new_action.problem == "An action needs a title."


def test_a_title_is_saved_as_it_is_left_and_taken_back_with_one_undo(desk: Desk) -> None:
    screen = opened(desk)
    desk.bench.open_action(desk.estate.cafe)
    screen.page.head.rename()
    desk.type("Cafe du mardi")
    desk.press(Qt.Key.Key_Tab)
    desk.until(lambda: "Cafe du mardi" in listed(screen))
    desk.undo()
    desk.until(lambda: "Café du lundi" in listed(screen))


def test_a_title_that_is_refused_stays_to_be_mended_and_escape_brings_back_the_old_one(desk: Desk) -> None:
    screen = opened(desk)
    desk.bench.open_action(desk.estate.cafe)
    title = screen.page.head.title
    screen.page.head.rename()
    title.setText("x" * 500)
    title.setModified(True)
    desk.press(Qt.Key.Key_Return)
    assert title.text() == "x" * 500
    assert "shorten it" in desk.told()
    desk.press(Qt.Key.Key_Escape)
    assert title.text() == "Café du lundi"


def test_names_that_look_like_markup_are_shown_as_they_were_typed(desk: Desk) -> None:
    desk.workspace.change(create_action, "<b>Gras</b> & fils")
    screen = opened(desk)
    assert listed(screen)[0] == "<b>Gras</b> & fils"
    tip = screen.listing.model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>Gras" not in tip and "&lt;b&gt;Gras" in tip


def test_status_kind_and_axis_are_changed_in_the_head(desk: Desk) -> None:
    screen = opened(desk)
    desk.bench.open_action(desk.estate.cafe)
    for field, key in (
        (screen.page.head.status, ActionStatus.RUNNING.value),
        (screen.page.head.axis, "5"),
    ):
        field.setFocus()
        field.setCurrentIndex(field.findData(key))
        field.activated.emit(field.currentIndex())
    desk.settle()
    detail = desk.workspace.read(action_detail, desk.estate.cafe, NOW)
    assert detail is not None
    assert (detail.row.status, detail.row.axis) == (ActionStatus.RUNNING, "5")
    index = screen.listing.model.index_of(desk.estate.cafe)
    assert index.data(STRIPE_ROLE) == current_theme().axis("5").stripe


def test_words_year_and_status_narrow_the_list_and_an_empty_one_offers_the_way_out(desk: Desk) -> None:
    desk.workspace.change(create_action, "Ancien projet", year=2024)
    desk.workspace.change(edit_action, desk.estate.theatre, status=ActionStatus.FINISHED)
    screen = opened(desk)
    assert len(listed(screen)) == 3
    screen.listing.year.set_value(2024)
    screen.refresh()
    assert listed(screen) == ["Ancien projet"]
    screen.listing.clear()
    screen.listing.status.set_value("open")
    screen.refresh()
    assert "Le Malade imaginaire" not in listed(screen)
    screen.listing.clear()
    desk.settle()
    screen.focus_search()
    desk.type("cafe lun")
    desk.until(lambda: listed(screen) == ["Café du lundi"])
    desk.type("x")
    desk.until(lambda: listed(screen) == [])
    QTest.mouseClick(screen.listing.empty.button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert screen.new_action.action_title.text() == "cafe lunx"
    assert len(listed(screen)) == 3


def test_the_list_is_sorted_by_its_headers_and_what_is_not_known_comes_last(desk: Desk) -> None:
    plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    screen = opened(desk)
    column = screen.listing.model.column_of("next")
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        screen.listing.table.sortByColumn(column, order)
        assert listed(screen) == ["Café du lundi", "Le Malade imaginaire"]


def test_arrow_keys_walk_through_the_pages_and_escape_goes_back_to_the_list(desk: Desk) -> None:
    screen = opened(desk)
    table = screen.listing.table
    table.setFocus()
    table.selectRow(0)
    desk.press(Qt.Key.Key_Return)
    assert screen.page.action_id == desk.estate.cafe
    table.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert screen.page.action_id == desk.estate.theatre
    desk.press(Qt.Key.Key_Escape)
    assert not screen.page.isVisible()
    assert table.hasFocus()


def test_delete_removes_the_selected_actions_as_one_step_without_asking(desk: Desk) -> None:
    plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    screen = opened(desk)
    screen.listing.table.setFocus()
    screen.listing.table.selectAll()
    desk.press(Qt.Key.Key_Delete)
    desk.until(lambda: listed(screen) == [])
    desk.undo()
    desk.until(lambda: len(listed(screen)) == 2)
    assert len(desk.rows()) == 1


def test_selection_and_current_row_survive_changes_from_elsewhere(desk: Desk) -> None:
    screen = opened(desk)
    screen.listing.table.select_id(desk.estate.theatre)
    desk.workspace.change(create_action, "Encore une")
    screen.refresh()
    assert screen.listing.table.selected_ids() == [desk.estate.theatre]
    assert screen.listing.table.current_id() == desk.estate.theatre


def test_a_page_whose_action_was_removed_elsewhere_closes(desk: Desk) -> None:
    screen = opened(desk)
    desk.bench.open_action(desk.estate.cafe)
    desk.workspace.change(remove_action, desk.estate.cafe)
    screen.refresh()
    assert not screen.page.isVisible()


def test_a_session_of_the_plan_opens_in_the_panel_and_is_removed_with_delete(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    screen = opened(desk)
    desk.bench.open_action(desk.estate.cafe, "plan")
    table = plan_tab(screen).table
    table.select_id(session)
    table.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.panel(SessionPanel).session_id == session
    table.setFocus()
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert desk.rows() == ()
    desk.undo()
    assert len(desk.rows()) == 1


def test_the_next_date_offered_follows_the_last_session_with_its_hours_and_place(desk: Desk) -> None:
    plan(desk.workspace, desk.estate.cafe, datetime(2026, 11, 17, 18, 30), hours=1.5, venue=desk.estate.hall)
    screen = opened(desk)
    desk.bench.open_action(desk.estate.cafe, "plan")
    strip = plan_tab(screen).strip
    strip.start()
    assert strip.day.text() == "24/11/2026"
    assert (strip.starts.text(), strip.ends.text()) == ("18:30", "20:00")
    assert strip.venue.value() == desk.estate.hall


@pytest.mark.parametrize("typed", ["31/02", "demain", "99"])
def test_a_date_that_does_not_exist_is_told_and_nothing_is_planned(desk: Desk, typed: str) -> None:
    screen = opened(desk)
    desk.bench.open_action(desk.estate.cafe, "plan")
    strip = plan_tab(screen).strip
    strip.start()
    desk.type(typed)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.rows() == ()
    assert strip.problem == "Write a date as 14/3 and a time as 14:30."


def test_without_a_play_there_is_no_tab_for_rehearsals(desk: Desk) -> None:
    screen = opened(desk)
    desk.bench.open_action(desk.estate.cafe, "rehearsals")
    assert not screen.page.bar.isTabVisible(screen.page.names.index("rehearsals"))
    assert screen.page.current.name == "plan"


def test_list_and_page_stand_side_by_side_where_there_is_room_and_one_by_one_where_not(desk: Desk) -> None:
    screen = opened(desk)
    desk.bench.open_action(desk.estate.cafe)
    assert screen.listing.isVisible() and screen.page.isVisible()
    assert screen.listing.table.horizontalHeader().isHidden()
    desk.window.resize(760, 600)
    desk.settle()
    assert not screen.listing.isVisible() and screen.page.isVisible()
    QTest.mouseClick(screen.page.head.back, Qt.MouseButton.LeftButton)
    assert screen.listing.isVisible() and not screen.page.isVisible()


@pytest.mark.parametrize("more", [0, 12])
def test_the_list_asks_the_database_the_same_number_of_times_however_long_it_is(
    workspace: Workspace, now: datetime, more: int
) -> None:
    make_estate(workspace)
    for number in range(more):
        made = workspace.change(create_action, f"Action {number}").result
        plan(workspace, made, now + number * DAY)
    with count_statements(workspace) as sent:
        found = workspace.read(action_list, now, "fr")
    assert len(found.rows) == 2 + more
    assert len(sent) <= 7


@pytest.mark.parametrize("sessions", [1, 30])
def test_a_page_asks_the_database_the_same_number_of_times_however_full_it_is(
    workspace: Workspace, now: datetime, sessions: int
) -> None:
    estate = make_estate(workspace)
    for number in range(sessions):
        plan(workspace, estate.cafe, now + number * DAY, venue=estate.hall)
    with count_statements(workspace) as sent:
        page = workspace.read(action_page, estate.cafe, now, "fr")
    assert page is not None and len(page.sessions) == sessions
    assert len(sent) <= 36
