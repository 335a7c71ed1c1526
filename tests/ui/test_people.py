"""People under real clicks and keys: a list read by pages, filters, the panel, new people, enrolling from the list."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.domain.ids import PersonId
from app.domain.kinds import Channel, Presence, Role, Sex
from app.i18n import language
from app.queries.actions import action_detail
from app.queries.people import PeopleFilter, PersonDetail, person_detail
from app.queries.people_list import PeopleOrder, people_numbers, people_start
from app.usecases.attendance import mark
from app.usecases.enrolments import enrol_people
from app.usecases.people import create_person, edit_person, move_person, remove_person
from app.workspace import Workspace
from tests.estate import make_estate, plan
from tests.statements import count_statements
from tests.ui.desk import CTRL, Desk
from ui.models.people import PAGE, people_in, person_sentence
from ui.screens.panels.person import PersonPanel
from ui.screens.people import PeopleScreen

NOW = datetime(2026, 11, 12, 9, 0)
TODAY = NOW.date()
DAY = timedelta(days=1)
SENTENCE = (
    "Tenant at Les Tilleuls since 2026; in one action; last seen on 10 November; "
    "prefers the telephone; no photos."
)


def opened(desk: Desk) -> PeopleScreen:
    screen = desk.screen("people", PeopleScreen)
    screen.refresh()
    return screen


def listed(screen: PeopleScreen) -> list[str]:
    return [row.person.name for row in screen.model.rows]


def detail_of(workspace: Workspace, person: PersonId) -> PersonDetail:
    found = workspace.read(person_detail, person, TODAY)
    assert found is not None
    return found


def crowd(workspace: Workspace, people: int) -> None:
    for number in range(people):
        workspace.change(create_person, f"Prénom {number}", f"Nom {number:05}")


def test_people_stand_by_name_whatever_their_accents_and_case(desk: Desk) -> None:
    for family in ("élan", "Eland", "ÉLAN", "zoo"):
        desk.workspace.change(create_person, "X", family)
    screen = opened(desk)
    families = [row.person.family_name for row in screen.model.rows]
    assert families == [
        "Belkacem",
        "d’Arc",
        "élan",
        "ÉLAN",
        "Eland",
        "Morel",
        "Morel",
        "N’Diaye",
        "Zäh",
        "zoo",
    ]


def test_thousands_of_people_are_read_a_page_at_a_time_as_the_view_nears_the_end(desk: Desk) -> None:
    crowd(desk.workspace, 30)
    screen = opened(desk)
    wanted: list[list[int]] = []
    numbers = desk.workspace.read(people_numbers, PeopleFilter(), TODAY)
    screen.model.page_wanted.connect(wanted.append)
    screen.model.start(numbers, screen.model.rows[:10])
    assert screen.model.rowCount() == 10 and screen.model.total == 36
    assert screen.model.canFetchMore(screen.model.index(-1, -1))
    screen.model.fetchMore(screen.model.index(-1, -1))
    assert [len(page) for page in wanted] == [26]
    assert screen.model.rowCount() == 36
    assert not screen.model.canFetchMore(screen.model.index(-1, -1))
    assert len(set(listed(screen))) == 36


def test_a_page_is_as_large_as_it_is_said_to_be(workspace: Workspace) -> None:
    start = workspace.read(people_start, PeopleFilter(), TODAY, PeopleOrder.NAME, False, PAGE)
    assert start.numbers == () and start.rows == ()
    make_estate(workspace)
    start = workspace.read(people_start, PeopleFilter(), TODAY, PeopleOrder.NAME, False, 2)
    assert len(start.numbers) == 6 and len(start.rows) == 2


def test_words_and_ticks_narrow_the_list_and_the_way_out_is_one_click(desk: Desk) -> None:
    screen = opened(desk)
    screen.focus_search()
    desk.type("mor ros")
    desk.until(lambda: listed(screen) == ["Rose Morel"])
    desk.type("x")
    desk.until(lambda: listed(screen) == [])
    QTest.mouseClick(screen.empty.button, Qt.MouseButton.LeftButton)
    desk.until(lambda: len(listed(screen)) == 6)
    assert screen.new_person.isVisible() and screen.new_person.given.text() == "mor"
    screen.escape()
    screen.roles.set_keys([Role.STAFF.value])
    screen.filters.changed.emit()
    desk.until(lambda: listed(screen) == ["Nadia Belkacem"])
    screen.filters.clear()
    desk.until(lambda: len(listed(screen)) == 6)
    screen.residences.set_keys([desk.estate.alizes.hex])
    screen.filters.changed.emit()
    desk.until(lambda: listed(screen) == [])
    QTest.mouseClick(screen.empty.button, Qt.MouseButton.LeftButton)
    desk.until(lambda: len(listed(screen)) == 6)


def test_headers_sort_everybody_and_those_of_whom_nothing_is_known_come_last(desk: Desk) -> None:
    old, young = desk.estate.tenants[0], desk.estate.tenants[1]
    desk.workspace.change(edit_person, old, birth_year=1940)
    desk.workspace.change(edit_person, young, birth_year=2001)
    screen = opened(desk)
    column = screen.model.column_of("age")
    screen.table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    desk.until(lambda: listed(screen)[:2] == ["Émile Zäh", "Jeanne Morel"])
    screen.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    desk.until(lambda: listed(screen)[:2] == ["Jeanne Morel", "Émile Zäh"])


def test_people_are_added_one_after_the_other_without_the_mouse(desk: Desk) -> None:
    screen = opened(desk)
    screen.table.setFocus()
    desk.press(Qt.Key.Key_N, CTRL)
    for given, family in (("Lise", "Petit"), ("Marc", "Grand")):
        desk.type(given)
        desk.press(Qt.Key.Key_Tab)
        desk.type(family)
        desk.press(Qt.Key.Key_Return)
    desk.until(lambda: len(listed(screen)) == 8)
    assert screen.new_person.given.hasFocus() and screen.new_person.given.text() == ""
    desk.press(Qt.Key.Key_Escape)
    assert not screen.new_person.isVisible()
    assert screen.table.hasFocus()


def test_a_person_without_a_name_is_refused_in_the_strip(desk: Desk) -> None:
    screen = opened(desk)
    screen.create_new()
    desk.press(Qt.Key.Key_Return)
    assert screen.new_person.problem == "A person needs a name."
    assert len(desk.workspace.read(people_numbers, PeopleFilter(), TODAY)) == 6


def test_enter_opens_the_panel_and_the_arrow_keys_take_it_along(desk: Desk) -> None:
    screen = opened(desk)
    screen.table.select_id(desk.estate.tenants[0])
    screen.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.panel(PersonPanel).person_id == desk.estate.tenants[0]
    screen.table.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert desk.panel(PersonPanel).person_id == desk.estate.tenants[4]


def test_selected_people_are_enrolled_in_an_action_that_is_typed(desk: Desk) -> None:
    screen = opened(desk)
    screen.enrol.start(desk.estate.tenants[:3])
    desk.type("cafe")
    desk.press(Qt.Key.Key_Return)
    detail = desk.workspace.read(action_detail, desk.estate.cafe, NOW)
    assert detail is not None and len(detail.people) == 3
    assert not screen.enrol.isVisible()
    assert desk.told() == "Enrol 3 people in “Café du lundi”"


def test_copied_people_can_be_pasted_as_people_and_as_names(desk: Desk) -> None:
    screen = opened(desk)
    screen.table.select_id(desk.estate.tenants[2])
    assert screen.copy()
    mime = QGuiApplication.clipboard().mimeData()
    assert people_in(mime) == (desk.estate.tenants[2],)
    assert mime.text() == "Aïcha N’Diaye"


def test_delete_removes_whoever_takes_part_in_nothing_and_keeps_the_others(desk: Desk) -> None:
    desk.workspace.change(enrol_people, desk.estate.cafe, desk.estate.tenants[:1])
    screen = opened(desk)
    for person in (desk.estate.tenants[1], desk.estate.tenants[0]):
        screen.table.select_id(person)
        screen.table.setFocus()
        desk.press(Qt.Key.Key_Delete)
        desk.until(lambda: len(listed(screen)) == 5)
    assert "stays" in desk.told()
    screen.table.setFocus()
    desk.undo()
    desk.until(lambda: len(listed(screen)) == 6)


def test_a_field_of_the_panel_is_saved_as_it_is_left(desk: Desk) -> None:
    person = desk.estate.tenants[0]
    desk.bench.open_person(person)
    panel = desk.panel(PersonPanel)
    panel.field("phone").setFocus()
    desk.type("04 99 00 00 01")
    desk.press(Qt.Key.Key_Tab)
    assert detail_of(desk.workspace, person).row.phone == "04 99 00 00 01"
    panel.field("birth_year").setFocus()
    desk.type("1899")
    desk.press(Qt.Key.Key_Tab)
    assert desk.told() == "1899 cannot be a year of birth: check it."
    assert detail_of(desk.workspace, person).row.birth_year is None


def test_what_is_being_typed_is_saved_when_the_panel_closes(desk: Desk) -> None:
    person = desk.estate.tenants[0]
    desk.bench.open_person(person)
    desk.panel(PersonPanel).field("email").setFocus()
    desk.type("jeanne@example.org")
    desk.bench.close_panel()
    assert detail_of(desk.workspace, person).email == "jeanne@example.org"


def test_choices_reach_the_person_as_what_they_are(desk: Desk) -> None:
    person = desk.estate.tenants[0]
    desk.bench.open_person(person)
    panel = desk.panel(PersonPanel)
    for name, key in (("sex", Sex.FEMALE), ("channel", Channel.LETTER), ("photo_consent", False)):
        panel.choose(name, key)
    detail = detail_of(desk.workspace, person)
    assert detail.row.sex is Sex.FEMALE
    assert detail.channel is Channel.LETTER
    assert detail.row.photo_consent is False


def test_roles_and_homes_keep_what_was_before(desk: Desk) -> None:
    person = desk.estate.tenants[0]
    desk.workspace.change(move_person, person, desk.estate.alizes)
    desk.bench.open_person(person)
    panel = desk.panel(PersonPanel)
    panel.role(Role.VOLUNTEER).click()
    assert set(detail_of(desk.workspace, person).row.roles) == {Role.TENANT, Role.VOLUNTEER}
    desk.until(lambda: panel.role(Role.VOLUNTEER).text() == "Volunteer, since 12 November 2026")
    panel.role(Role.VOLUNTEER).click()
    assert detail_of(desk.workspace, person).row.roles == (Role.TENANT,)


def test_a_person_that_was_removed_elsewhere_leaves_a_sentence(desk: Desk) -> None:
    person = desk.estate.tenants[0]
    desk.bench.open_person(person)
    desk.workspace.change(remove_person, person)
    panel = desk.panel(PersonPanel)
    panel.refresh()
    assert panel.is_gone


def test_a_person_reads_as_a_sentence(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    person = estate.tenants[0]
    workspace.change(edit_person, person, channel=Channel.PHONE, photo_consent=False)
    workspace.change(enrol_people, estate.cafe, [person])
    session = plan(workspace, estate.cafe, NOW - 2 * DAY)
    workspace.change(mark, session, {person: Presence.PRESENT})
    detail = detail_of(workspace, person)
    assert person_sentence(detail, language("en"), TODAY) == SENTENCE
    french = person_sentence(detail, language("fr"), TODAY)
    assert french.endswith(".") and french.count(";") == 4


def test_somebody_met_in_another_year_is_said_with_the_year(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    session = plan(workspace, estate.cafe, datetime(2025, 3, 3, 14, 0))
    workspace.change(mark, session, {estate.coordinator: Presence.PRESENT})
    sentence = person_sentence(detail_of(workspace, estate.coordinator), language("en"), date(2026, 11, 12))
    assert sentence == "Staff; in no action at present; last seen on 3 March 2025."


@pytest.mark.parametrize("order", list(PeopleOrder))
def test_the_list_asks_the_database_the_same_number_of_times_however_many_there_are(
    workspace: Workspace, order: PeopleOrder
) -> None:
    make_estate(workspace)
    arguments = (PeopleFilter(text="no", roles=frozenset({Role.TENANT})), TODAY, order, False, PAGE)
    crowd(workspace, 1)
    with count_statements(workspace) as for_one:
        workspace.read(people_start, *arguments)
    crowd(workspace, 60)
    with count_statements(workspace) as for_many:
        found = workspace.read(people_start, *arguments)
    assert len(found.rows) == 61
    assert len(for_one) == len(for_many) <= 7
