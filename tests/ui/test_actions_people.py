"""The people of an action: typed, dropped, pasted; places and the waiting list; team, partners, residences."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from app.domain.ids import PersonId
from app.domain.kinds import EnrolmentStatus, PartnerRole, Role, SessionStatus
from app.queries.actions import EnrolledPerson, action_detail
from app.queries.people_list import pasted_names
from app.queries.sessions import session_detail
from app.queries.team import action_team
from app.usecases.actions import edit_action
from app.usecases.enrolments import enrol_people
from app.usecases.people import create_person
from app.usecases.sessions import set_session_status
from app.workspace import Workspace
from tests.estate import make_estate, plan
from tests.statements import count_statements
from tests.ui.desk import CTRL, Desk
from ui.models.people import people_in, people_mime
from ui.screens.actions import ActionsScreen
from ui.screens.actions.people import PeopleTab
from ui.screens.actions.team import TeamTab
from ui.screens.panels.person import PersonPanel

NOW = datetime(2026, 11, 12, 9, 0)
DAY = timedelta(days=1)


def people_tab(desk: Desk) -> PeopleTab:
    screen = desk.screen("actions", ActionsScreen)
    desk.bench.open_action(desk.estate.cafe, "people")
    screen.refresh()
    tab = screen.page.tab("people")
    assert isinstance(tab, PeopleTab)
    return tab


def team_tab(desk: Desk) -> TeamTab:
    screen = desk.screen("actions", ActionsScreen)
    desk.bench.open_action(desk.estate.cafe, "team")
    screen.refresh()
    tab = screen.page.tab("team")
    assert isinstance(tab, TeamTab)
    return tab


def residences(tab: TeamTab) -> tuple[str, ...]:
    assert tab.page is not None
    return tab.page.detail.row.residences


def enrolled(desk: Desk) -> tuple[EnrolledPerson, ...]:
    detail = desk.workspace.read(action_detail, desk.estate.cafe, NOW)
    assert detail is not None
    return detail.people


def names(desk: Desk) -> list[str]:
    return [each.person.given_name for each in enrolled(desk)]


def test_names_are_enrolled_one_after_the_other_without_leaving_the_keyboard(desk: Desk) -> None:
    tab = people_tab(desk)
    assert tab.picker.hasFocus()
    desk.type("zah")
    desk.press(Qt.Key.Key_Return)
    desk.type("n diaye")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert tab.picker.text() == "" and tab.picker.hasFocus()
    assert set(names(desk)) == {"Émile", "Aïcha"}


def test_an_enter_before_the_answers_came_takes_the_first_of_them(desk: Desk) -> None:
    tab = people_tab(desk)
    desk.type("diaye")
    desk.press(Qt.Key.Key_Return)
    assert names(desk) == ["Aïcha"]
    assert tab.picker.completions() == []


def test_down_and_enter_choose_among_people_of_one_name(desk: Desk) -> None:
    tab = people_tab(desk)
    desk.type("morel")
    desk.until(tab.picker.completions)
    assert tab.picker.completions()[:2] == ["Jeanne Morel", "Rose Morel"]
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert names(desk) == ["Rose"]


def test_somebody_unknown_is_added_and_enrolled_in_one_step(desk: Desk) -> None:
    tab = people_tab(desk)
    desk.type("Lise Petit")
    desk.until(tab.picker.completions)
    assert tab.picker.completions() == ["Add “Lise Petit” as a new person"]
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    (person,) = enrolled(desk)
    assert (person.person.given_name, person.person.family_name) == ("Lise", "Petit")
    desk.undo()
    assert enrolled(desk) == ()
    assert desk.workspace.read(pasted_names, "Lise Petit", NOW.date())[0].people == ()


def test_beyond_the_places_people_wait_in_order_and_move_up_when_one_leaves(desk: Desk) -> None:
    desk.workspace.change(edit_action, desk.estate.cafe, places=2)
    tab = people_tab(desk)
    for word in ("jeanne", "emile", "rose", "paul"):
        desk.type(word)
        desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert names(desk) == ["Jeanne", "Émile", "Rose", "Paul"]
    standing = tab.model.column_of("standing")
    desk.until(lambda: len(tab.model.rows) == 4)
    shown = [tab.model.index(row, standing).data() for row in range(4)]
    assert shown == ["enrolled", "enrolled", "waiting, 1", "waiting, 2"]
    tab.table.select_id(desk.estate.tenants[0])
    tab.table.setFocus()
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert [each.status for each in enrolled(desk)] == [
        EnrolmentStatus.ENROLLED,
        EnrolmentStatus.ENROLLED,
        EnrolmentStatus.WAITING,
    ]
    desk.undo()
    assert names(desk) == ["Jeanne", "Émile", "Rose", "Paul"]


def test_more_places_let_in_those_who_wait(desk: Desk) -> None:
    desk.workspace.change(edit_action, desk.estate.cafe, places=1)
    desk.workspace.change(enrol_people, desk.estate.cafe, desk.estate.tenants[:3])
    tab = people_tab(desk)
    tab.places.setFocus()
    tab.places.selectAll()
    desk.type("2")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert [each.status for each in enrolled(desk)].count(EnrolmentStatus.ENROLLED) == 2


def test_people_dropped_on_the_tab_are_enrolled(desk: Desk) -> None:
    tab = people_tab(desk)
    mime = QMimeData()
    mime.setData(
        "application/x-palier-people", " ".join(each.hex for each in desk.estate.tenants[:3]).encode()
    )
    drop = QDropEvent(
        QPointF(20, 200),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    tab.dropEvent(drop)
    assert len(enrolled(desk)) == 3


def test_a_pasted_list_enrols_whom_it_names_and_tells_the_rest(desk: Desk) -> None:
    tab = people_tab(desk)
    QGuiApplication.clipboard().setText("MOREL Jeanne\nÉmile Zäh\nMorel\nPersonne Inconnue\n\n")
    desk.press(Qt.Key.Key_V, CTRL)
    desk.settle()
    assert names(desk) == ["Jeanne", "Émile"]
    assert tab.notice == "Not found: Personne Inconnue.\nMore than one person could be meant: Morel."


def test_somebody_enrolled_already_is_said_to_be_so(desk: Desk) -> None:
    desk.workspace.change(enrol_people, desk.estate.cafe, desk.estate.tenants[:1])
    tab = people_tab(desk)
    desk.type("jeanne")
    desk.press(Qt.Key.Key_Return)
    assert tab.notice == "Jeanne Morel is in this action already: enrolled."
    assert len(enrolled(desk)) == 1


def test_enter_on_a_person_opens_their_panel(desk: Desk) -> None:
    desk.workspace.change(enrol_people, desk.estate.cafe, desk.estate.tenants[:1])
    tab = people_tab(desk)
    tab.table.select_id(desk.estate.tenants[0])
    tab.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.panel(PersonPanel).person_id == desk.estate.tenants[0]


def test_what_is_dragged_names_people_and_nothing_else_is_taken_for_them(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    found = workspace.read(pasted_names, "Morel", NOW.date())
    mime = people_mime(found[0].people)
    assert set(people_in(mime)) == {estate.tenants[0], estate.tenants[4]}
    assert mime.text().splitlines() == [person.name for person in found[0].people]
    broken = QMimeData()
    broken.setData("application/x-palier-people", b"no id")
    assert people_in(broken) == ()
    assert people_in(QMimeData()) == ()


def test_somebody_assigned_works_at_every_session_to_come_and_at_none_that_was(desk: Desk) -> None:
    was = plan(desk.workspace, desk.estate.cafe, NOW - DAY)
    comes = [plan(desk.workspace, desk.estate.cafe, NOW + n * DAY) for n in (1, 8, 15)]
    desk.workspace.change(set_session_status, comes[2], SessionStatus.CANCELLED)
    tab = team_tab(desk)
    tab.member.setFocus()
    desk.type("belkacem")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: tab.team.rows)
    (member,) = tab.team.rows
    assert (member.role, member.sessions) == (Role.STAFF, 2)
    for session, working in ((was, 0), (comes[0], 1), (comes[1], 1), (comes[2], 0)):
        detail = desk.workspace.read(session_detail, session)
        assert detail is not None and len(detail.assigned) == working
    tab.team_table.select_id(member.id)
    tab.team_table.setFocus()
    desk.press(Qt.Key.Key_Delete)
    desk.until(lambda: not tab.team.rows)


def test_without_a_session_to_come_nobody_is_assigned_and_the_window_says_why(desk: Desk) -> None:
    tab = team_tab(desk)
    tab.member.setFocus()
    desk.type("belkacem")
    desk.press(Qt.Key.Key_Return)
    assert desk.told() == "There is no session to come: plan one first, then assign people to it."


def test_a_partner_that_nobody_knew_is_added_and_edited_in_the_table(desk: Desk) -> None:
    tab = team_tab(desk)
    tab.organisation.setFocus()
    desk.type("Compagnie du Quai")
    desk.press(Qt.Key.Key_Return)
    assert tab.organisation.completions() == ["Add “Compagnie du Quai” as a new organisation"]
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: tab.partners.rows)
    (partner,) = tab.partners.rows
    assert (partner.name, partner.role) == ("Compagnie du Quai", PartnerRole.PARTNER)
    for key, value in (("role", "funder"), ("contribution", "Prêt de la salle"), ("share", "30 %")):
        index = tab.partners.index_of(partner.id, tab.partners.column_of(key))
        assert tab.partners.setData(index, value)
    desk.until(lambda: tab.partners.rows[0].share == 30)
    (partner,) = tab.partners.rows
    assert (partner.role, partner.contribution, partner.share) == (PartnerRole.FUNDER, "Prêt de la salle", 30)
    index = tab.partners.index_of(partner.id, tab.partners.column_of("share"))
    tab.partners.setData(index, "trente")
    assert desk.told() == "A share is a whole number of per cent."


def test_residences_are_added_by_name_and_taken_away_by_their_chip(desk: Desk) -> None:
    tab = team_tab(desk)
    tab.residence.setFocus()
    desk.type("aliz")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: residences(tab) == ("Les Tilleuls", "Les Alizés"))
    QTest.mouseClick(tab.chips()[0].findChildren(QToolButton)[0], Qt.MouseButton.LeftButton)
    desk.until(lambda: residences(tab) == ("Les Alizés",))


def test_reading_the_team_takes_the_same_statements_for_one_as_for_many(workspace: Workspace) -> None:
    from app.usecases.sessions import assign_to_sessions

    estate = make_estate(workspace)
    sessions = [plan(workspace, estate.cafe, NOW + n * DAY) for n in range(4)]
    workspace.change(assign_to_sessions, sessions, estate.coordinator, Role.STAFF)
    with count_statements(workspace) as for_one:
        assert len(workspace.read(action_team, estate.cafe, NOW)) == 1
    for number in range(20):
        person: PersonId = workspace.change(create_person, "Aide", f"{number}", role=Role.VOLUNTEER).result
        workspace.change(assign_to_sessions, sessions, person, Role.VOLUNTEER)
    with count_statements(workspace) as for_many:
        assert len(workspace.read(action_team, estate.cafe, NOW)) == 21
    assert len(for_one) == len(for_many)
