"""Marking who came, with the signed sheet in the left hand: keys, clicks, walk-ins, heads."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.domain.ids import PersonId, SessionId
from app.domain.kinds import AgeBand, Presence, Sex
from app.queries.people import search_people
from app.queries.roster import Roster, roster
from app.usecases.attendance import finish_marking, mark
from app.usecases.enrolments import enrol_people
from app.usecases.people import create_person
from app.usecases.sessions import remove_sessions
from app.workspace import Workspace
from tests.estate import make_estate, plan
from tests.statements import count_statements
from tests.ui.desk import LEFT, Desk
from ui.screens.marking import MarkingScreen
from ui.screens.today import TodayScreen

YESTERDAY = datetime(2026, 11, 11, 14)
P, A, E = Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED


def opened(desk: Desk, tenants: int = 5) -> tuple[MarkingScreen, SessionId]:
    """A café of yesterday with the tenants enrolled, open to be marked."""
    if tenants:
        desk.workspace.change(enrol_people, desk.estate.cafe, desk.estate.tenants[:tenants])
    session = plan(desk.workspace, desk.estate.cafe, YESTERDAY, venue=desk.estate.hall)
    desk.bench.open_marking(session)
    screen = desk.bench.current_screen()
    assert isinstance(screen, MarkingScreen)
    desk.settle()
    return screen, session


def stored(desk: Desk, session: SessionId) -> Roster:
    return desk.workspace.read(roster, session)


def marks(desk: Desk, session: SessionId) -> list[Presence | None]:
    """The marks in the database in the order of the list."""
    return [line.presence for line in stored(desk, session).lines]


def here(screen: MarkingScreen) -> int:
    return screen.view.currentIndex().row()


def box(screen: MarkingScreen, row: int, place: int) -> QPoint:
    """The middle of one of the three boxes of a row, counted from the right."""
    rect = screen.view.visualRect(screen.model.index(row))
    return QPoint(rect.right() - 60 - place * 110, rect.center().y())


def button(screen: MarkingScreen, words: str) -> QPushButton:
    (found,) = [each for each in screen.findChildren(QPushButton) if each.accessibleName() == words]
    return found


def test_the_first_row_waits_for_a_key_and_each_key_goes_on_to_the_next(desk: Desk) -> None:
    screen, session = opened(desk)
    assert desk.keyboard() is screen.view
    for key, row in ((Qt.Key.Key_P, 1), (Qt.Key.Key_A, 2), (Qt.Key.Key_E, 3), (Qt.Key.Key_P, 4)):
        desk.press(key)
        assert here(screen) == row
    assert marks(desk, session) == [P, A, E, P, None]
    assert screen.count_text() == "2 present"
    assert screen.rest_text() == "1 absent · 1 excused · 1 still to mark"
    desk.press(Qt.Key.Key_P)
    assert here(screen) == 4
    assert screen.count_text() == "3 present"


def test_each_mark_is_undone_by_itself_and_the_keyboard_goes_back_to_its_row(desk: Desk) -> None:
    screen, session = opened(desk)
    desk.press(Qt.Key.Key_P)
    desk.press(Qt.Key.Key_A)
    name = stored(desk, session).lines[1].person.name
    assert f"Mark {name} absent at “Café du lundi”" in desk.undo()
    assert marks(desk, session) == [P, None, None, None, None]
    assert here(screen) == 1
    desk.undo()
    assert here(screen) == 0


def test_backspace_makes_a_mark_unknown_again_and_stays(desk: Desk) -> None:
    screen, session = opened(desk)
    desk.press(Qt.Key.Key_P)
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Backspace)
    assert marks(desk, session)[0] is None
    assert here(screen) == 0


def test_a_click_on_a_box_marks_and_a_second_one_clears(desk: Desk) -> None:
    screen, session = opened(desk)
    QTest.mouseClick(screen.view.viewport(), LEFT, pos=box(screen, 1, 1))
    assert marks(desk, session) == [None, A, None, None, None]
    QTest.mouseClick(screen.view.viewport(), LEFT, pos=box(screen, 1, 1))
    assert marks(desk, session) == [None] * 5


def test_all_present_marks_those_without_a_mark_in_one_step(desk: Desk) -> None:
    screen, session = opened(desk)
    desk.press(Qt.Key.Key_A)
    QTest.mouseClick(screen.everybody, LEFT)
    assert marks(desk, session) == [A, P, P, P, P]
    desk.settle()
    assert not screen.everybody.isEnabled()
    assert "Mark 4 people at “Café du lundi”" in desk.undo()
    assert marks(desk, session) == [A, None, None, None, None]


def test_somebody_known_who_came_without_being_expected_is_added_by_a_few_letters(desk: Desk) -> None:
    screen, session = opened(desk, tenants=2)
    screen.walk_in.setFocus()
    desk.type("d'arc")
    desk.press(Qt.Key.Key_Return)
    line = stored(desk, session).lines[-1]
    assert (line.person.family_name, line.presence, line.expected) == ("d’Arc", P, False)
    assert desk.keyboard() is screen.walk_in
    assert screen.walk_in.text() == ""
    desk.until(lambda: screen.model.rowCount() == 3)
    assert "Add Paul d’Arc to “Café du lundi”" in desk.undo()
    assert len(stored(desk, session).lines) == 2


def test_somebody_new_is_made_in_one_line_and_belongs_to_the_place(desk: Desk) -> None:
    screen, session = opened(desk)
    screen.walk_in.setFocus()
    desk.type("Ines Garcia")
    desk.until(screen.walk_in.completions)
    assert screen.walk_in.completions() == ["Add “Ines Garcia” as a new person"]
    desk.press(Qt.Key.Key_Return)
    line = stored(desk, session).lines[-1]
    assert (line.person.name, line.person.residence, line.presence) == ("Ines Garcia", "Les Tilleuls", P)
    desk.undo()
    assert len(stored(desk, session).lines) == 5
    assert desk.workspace.read(search_people, "garcia") == ()


def test_somebody_in_the_list_is_said_to_be_there_already(desk: Desk) -> None:
    screen, session = opened(desk)
    desk.workspace.change(mark, session, {desk.estate.tenants[0]: P})
    screen.refresh()
    screen.walk_in.setFocus()
    desk.type("morel")
    desk.until(screen.walk_in.completions)
    assert len(screen.walk_in.completions()) == 3
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    assert desk.keyboard() is screen.view


def test_the_row_with_the_keyboard_keeps_it_when_a_walk_in_comes_before_it(desk: Desk) -> None:
    screen, _ = opened(desk)
    desk.press(Qt.Key.Key_P)
    desk.press(Qt.Key.Key_P)
    person = screen.model.lines[here(screen)].person.id
    other = desk.workspace.change(create_person, "Anne", "Abel").result
    desk.workspace.change(enrol_people, desk.estate.cafe, [other])
    desk.bench.context.hub.poll()
    desk.until(lambda: screen.model.rowCount() == 6)
    assert screen.model.lines[here(screen)].person.id == person


def test_heads_without_a_name_are_counted_by_sex_and_age_and_told_apart(desk: Desk) -> None:
    screen, session = opened(desk)
    desk.press(Qt.Key.Key_P)
    counter = screen.counters[Sex.FEMALE, AgeBand.SENIOR]
    counter.setFocus()
    desk.type("12")
    desk.press(Qt.Key.Key_Plus)
    screen.counters[None, None].setFocus()
    desk.press(Qt.Key.Key_Plus)
    heads = {(each.sex, each.age_band): each.heads for each in stored(desk, session).heads}
    assert heads == {(Sex.FEMALE, AgeBand.SENIOR): 13, (None, None): 1}
    assert screen.count_text() == "1 present + 14 without a name"
    assert "Count one person without a name at “Café du lundi”" in desk.undo()
    assert screen.counters[None, None].value() == 0


def test_finish_takes_the_session_from_the_list_of_today(desk: Desk) -> None:
    screen, _ = opened(desk)
    today = desk.screen("today", TodayScreen)
    today.refresh()
    assert len(today.lines("mark")) == 1
    QTest.mouseClick(today.lines("mark")[0], LEFT)
    desk.press(Qt.Key.Key_P)
    QTest.mouseClick(screen.finish, LEFT)
    assert desk.bench.current_screen() is today
    desk.until(lambda: not today.lines("mark"))
    assert "Finish marking “Café du lundi”" in desk.undo()
    desk.until(lambda: len(today.lines("mark")) == 1)


def test_the_rest_were_absent_marks_only_those_without_a_mark(desk: Desk) -> None:
    screen, session = opened(desk)
    desk.press(Qt.Key.Key_E)
    QTest.mouseClick(screen.rest_absent, LEFT)
    assert marks(desk, session) == [E, A, A, A, A]
    assert desk.rows()[0].marked
    desk.undo()
    assert marks(desk, session) == [E, None, None, None, None]


def test_a_finished_session_is_left_without_a_further_step(desk: Desk) -> None:
    screen, session = opened(desk)
    desk.workspace.change(finish_marking, session)
    screen.refresh()
    before = desk.bench.top.undo.toolTip()
    assert screen.finish.accessibleName() == "Done"
    QTest.mouseClick(screen.finish, LEFT)
    assert isinstance(desk.bench.current_screen(), TodayScreen)
    assert desk.bench.top.undo.toolTip() == before


def test_a_session_nobody_is_expected_at_asks_for_who_came(desk: Desk) -> None:
    screen, session = opened(desk, tenants=0)
    assert not screen.view.isVisible()
    assert desk.keyboard() is screen.walk_in
    desk.type("jeanne")
    desk.press(Qt.Key.Key_Return)
    assert [line.person.given_name for line in stored(desk, session).lines] == ["Jeanne"]


def test_another_session_is_never_marked_with_the_list_of_the_last_one(desk: Desk) -> None:
    screen, first = opened(desk)
    second = plan(desk.workspace, desk.estate.theatre, YESTERDAY + timedelta(hours=3))
    desk.bench.open_marking(second)
    assert screen.title() == "Le Malade imaginaire"
    assert screen.model.rowCount() == 0
    desk.bench.open_marking(first)
    assert screen.model.rowCount() == 5


def test_a_session_removed_by_somebody_else_leads_back_to_today(desk: Desk) -> None:
    _, session = opened(desk)
    desk.workspace.change(remove_sessions, [session])
    desk.bench.context.hub.poll()
    desk.until(lambda: isinstance(desk.bench.current_screen(), TodayScreen))


def test_escape_leads_back_to_today(desk: Desk) -> None:
    opened(desk)
    desk.press(Qt.Key.Key_Escape)
    assert isinstance(desk.bench.current_screen(), TodayScreen)


def test_in_a_narrow_window_names_and_heads_take_turns(desk: Desk) -> None:
    screen, _ = opened(desk)
    desk.window.resize(900, 640)
    counter = screen.counters[Sex.FEMALE, AgeBand.SENIOR]
    assert not counter.isVisible()
    QTest.mouseClick(button(screen, "Unnamed: 0"), LEFT)
    assert counter.isVisible()
    assert not screen.view.isVisible()
    QTest.mouseClick(button(screen, "Unnamed: 0"), LEFT)
    assert screen.view.isVisible()


def test_a_roster_of_many_asks_no_more_often_than_one_of_few(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    session = plan(workspace, estate.cafe, YESTERDAY)
    workspace.change(enrol_people, estate.cafe, estate.tenants[:1])
    with count_statements(workspace) as few:
        workspace.read(roster, session)
    more: list[PersonId] = [
        workspace.change(create_person, "Anne", f"Abel{number}", residence_id=estate.tilleuls).result
        for number in range(40)
    ]
    workspace.change(enrol_people, estate.cafe, more)
    workspace.change(mark, session, dict.fromkeys(more, P))
    with count_statements(workspace) as many:
        found = workspace.read(roster, session)
    assert len(found.lines) == 41
    assert len(many) == len(few) <= 11
