"""A session in the side panel: every field by keyboard and mouse, conflicts and the ways out of them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.domain.ids import SessionId
from app.domain.kinds import Role, SessionStatus
from app.domain.slots import Slot
from app.queries.session_panel import session_panel
from app.queries.sessions import session_detail
from app.usecases.attendance import finish_marking
from app.usecases.enrolments import enrol_people
from app.usecases.sessions import (
    assign_people,
    edit_session,
    move_session,
    remove_sessions,
    set_session_status,
)
from app.workspace import Workspace
from tests.estate import make_estate, plan
from tests.statements import count_statements
from tests.ui.desk import CTRL, LEFT, Desk
from ui.screens.calendar import CalendarScreen
from ui.screens.marking import MarkingScreen
from ui.screens.panels.session import SessionPanel
from ui.widgets.labels import PlainLabel

NOW = datetime(2026, 11, 12, 9, 0)
FRIDAY = datetime(2026, 11, 13, 14, 0)
DAY = timedelta(days=1)


def opened(desk: Desk, session: SessionId) -> SessionPanel:
    desk.screen("calendar", CalendarScreen)
    desk.bench.open_session(session)
    return desk.panel(SessionPanel)


def enter(desk: Desk, field: object, text: str) -> None:
    """Type over a field and leave it with Enter."""
    assert hasattr(field, "setFocus") and hasattr(field, "selectAll")
    field.setFocus()
    field.selectAll()
    desk.type(text)
    desk.press(Qt.Key.Key_Return)
    desk.settle()


def buttons(panel: SessionPanel) -> dict[str, QPushButton]:
    """The ways out that the conflict box offers."""
    return {each.text(): each for each in panel.clashes.findChildren(QPushButton) if not each.isHidden()}


def said(panel: SessionPanel) -> list[str]:
    found = panel.clashes.findChildren(PlainLabel)
    return [label.text() for label in found if label.text() and not label.isHidden()]


# fields


def test_title_day_and_times_are_edited_in_place_and_each_is_a_step(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    panel = opened(desk, session)
    enter(desk, panel.title_row.field, "Accueil")
    assert panel.title() == "Accueil"
    enter(desk, panel.date_row.field, "16/11")
    enter(desk, panel.from_row.field, "9h30")
    row = desk.row("Accueil")
    assert (row.starts_at, row.ends_at) == (datetime(2026, 11, 16, 9, 30), datetime(2026, 11, 16, 11, 30))
    enter(desk, panel.to_row.field, "12")
    assert desk.row("Accueil").ends_at == datetime(2026, 11, 16, 12, 0)
    promised = [desk.undo() for _ in range(4)]
    assert [text.split("Undo: ")[1].split("&nbsp;")[0].split("<")[0].strip() for text in promised] == [
        "Let “Accueil” end at 12:00",
        "Move “Accueil” to Mon 16 Nov 09:30",
        "Move “Accueil” to Mon 16 Nov 14:00",
        "Change “Accueil”",
    ]
    assert desk.row("Café du lundi").starts_at == FRIDAY


def test_an_end_before_the_start_is_said_at_the_field_and_changes_nothing(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    panel = opened(desk, session)
    enter(desk, panel.to_row.field, "13")
    assert "end" in desk.told().lower()
    assert desk.row("Café du lundi").ends_at == FRIDAY + timedelta(hours=2)


def test_a_date_that_does_not_exist_is_marked_and_changes_nothing(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    panel = opened(desk, session)
    enter(desk, panel.date_row.field, "31/02")
    assert panel.date_row.field.property("wrong") == "true"
    assert desk.row("Café du lundi").starts_at == FRIDAY


def test_a_venue_is_found_by_its_first_letters(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    panel = opened(desk, session)
    panel.venue.setFocus()
    desk.type("com")
    desk.press(Qt.Key.Key_Return)
    assert desk.row("Café du lundi").venue == "Salle commune"
    assert "Hold “Café du lundi” at Salle commune" in desk.undo()
    assert desk.row("Café du lundi").venue == ""


def test_a_venue_that_nobody_knows_yet_is_made_as_it_is_typed(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    panel = opened(desk, session)
    panel.venue.setFocus()
    desk.type("Cour interieure")
    desk.until(panel.venue.completions)
    desk.press(Qt.Key.Key_Return)
    row = desk.row("Café du lundi")
    assert (row.venue, row.residence_id) == ("Cour interieure", desk.estate.tilleuls)
    assert "Hold “Café du lundi” at Cour interieure" in desk.undo()
    assert desk.told() == "Undone: Hold “Café du lundi” at Cour interieure"
    facts = desk.workspace.read(session_panel, session, "en", NOW.date())
    assert facts is not None
    assert "Cour interieure" not in [venue.label for venue in facts.venues]


def test_an_emptied_venue_is_no_venue_and_an_unfinished_one_comes_back(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY, venue=desk.estate.hall)
    panel = opened(desk, session)
    panel.venue.setFocus()
    desk.type("Sal")
    desk.press(Qt.Key.Key_Tab)
    assert panel.venue.text().startswith("Salle des Tilleuls")
    panel.venue.setFocus()
    panel.venue.selectAll()
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_Return)
    assert desk.row("Café du lundi").venue_id is None


def test_a_taken_venue_says_by_what(desk: Desk) -> None:
    plan(desk.workspace, desk.estate.theatre, FRIDAY, venue=desk.estate.hall)
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    panel = opened(desk, session)
    panel.venue.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert panel.venue.completions() == ["Salle commune", "Salle des Tilleuls"]  # the free one first


def test_a_cancelled_session_asks_for_its_reason(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    panel = opened(desk, session)
    assert not panel.reason_row.isVisible()
    choose(desk, panel, "Cancelled")
    assert desk.row("Café du lundi").status is SessionStatus.CANCELLED
    desk.until(panel.reason_row.isVisible)
    assert not panel.print.isVisible()
    assert "Cancel “Café du lundi”" in desk.undo()
    assert desk.row("Café du lundi").status is SessionStatus.PLANNED


def choose(desk: Desk, panel: SessionPanel, text: str) -> None:
    """A choice in the list of statuses, by keyboard."""
    panel.status_row.field.setFocus()
    desk.type(text[:3])
    desk.settle()


def test_ctrl_z_in_a_field_that_is_being_typed_belongs_to_the_field(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    panel = opened(desk, session)
    panel.take_keyboard()
    desk.type("Acc")
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.rows()  # the session was not taken back
    field = panel.title_row.field
    assert field.property("text") == ""


# conflicts


def colliding(desk: Desk) -> SessionId:
    """A café in the hall where the theatre rehearses, with the coordinator at both."""
    plan(desk.workspace, desk.estate.theatre, FRIDAY, venue=desk.estate.hall)
    cafe = plan(desk.workspace, desk.estate.cafe, FRIDAY + timedelta(hours=1), venue=desk.estate.hall)
    for row in desk.rows():
        desk.workspace.change(assign_people, row.id, [desk.estate.coordinator], Role.STAFF)
    return cafe


def test_the_conflict_box_says_who_what_where_and_when(desk: Desk) -> None:
    panel = opened(desk, colliding(desk))
    assert panel.clashes.isVisible()
    assert "Nadia Belkacem is also expected at “Le Malade imaginaire” at 14:00 (Salle des Tilleuls)" in said(
        panel
    )
    assert "Salle des Tilleuls is taken by “Le Malade imaginaire” at 14:00" in said(panel)


def test_a_click_on_a_free_time_resolves_the_conflict(desk: Desk) -> None:
    panel = opened(desk, colliding(desk))
    (at,) = [each for text, each in buttons(panel).items() if text.startswith("At ")]
    QTest.mouseClick(at, LEFT)
    row = desk.row("Café du lundi")
    assert row.starts_at == FRIDAY + timedelta(hours=2)
    desk.until(lambda: not panel.clashes.isVisible())
    desk.undo()
    desk.until(panel.clashes.isVisible)


def test_a_free_venue_resolves_a_conflict_of_venues(desk: Desk) -> None:
    plan(desk.workspace, desk.estate.theatre, FRIDAY, venue=desk.estate.hall)
    panel = opened(desk, plan(desk.workspace, desk.estate.cafe, FRIDAY, venue=desk.estate.hall))
    QTest.mouseClick(buttons(panel)["In Salle commune"], LEFT)
    assert desk.row("Café du lundi").venue == "Salle commune"
    desk.until(lambda: not panel.clashes.isVisible())


def test_no_way_out_leads_into_the_past_or_a_public_holiday(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    tuesday = datetime(2026, 11, 10, 14)
    session = plan(workspace, estate.cafe, tuesday, venue=estate.hall)
    plan(workspace, estate.theatre, tuesday - timedelta(hours=6), hours=14, venue=estate.hall)
    facts = workspace.read(session_panel, session, "fr", date(2026, 11, 10))
    assert facts is not None
    (day,) = [way.slot.day for way in facts.ways_out if way.kind.value == "day"]
    assert day == date(2026, 11, 12)  # the ninth is over, the eleventh is Armistice Day


def test_a_session_put_aside_is_placed_again_with_one_click(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    desk.workspace.change(set_session_status, session, SessionStatus.SKIPPED, reason="Météo")
    panel = opened(desk, session)
    QTest.mouseClick(buttons(panel)["On Fri 20 Nov"], LEFT)
    row = desk.row("Café du lundi")
    assert (row.starts_at, row.status) == (FRIDAY + 7 * DAY, SessionStatus.PLANNED)
    desk.until(lambda: not panel.clashes.isVisible())
    assert "Move “Café du lundi” to Fri 20 Nov 14:00" in desk.undo()
    assert desk.row("Café du lundi").status is SessionStatus.SKIPPED


# people


def test_somebody_is_assigned_by_a_few_letters_in_their_own_role(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    panel = opened(desk, session)
    panel.people.search.setFocus()
    desk.type("belk")
    desk.press(Qt.Key.Key_Return)
    assert assigned(desk, session) == [("Nadia Belkacem", Role.STAFF)]
    assert "Assign Nadia Belkacem to “Café du lundi”" in desk.undo()
    assert assigned(desk, session) == []


def test_somebody_who_is_not_known_yet_is_made_and_assigned_in_one_step(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    panel = opened(desk, session)
    panel.people.search.setFocus()
    desk.type("Luc Petit")
    desk.until(panel.people.search.completions)
    desk.press(Qt.Key.Key_Return)
    assert assigned(desk, session) == [("Luc Petit", Role.STAFF)]
    desk.undo()
    assert assigned(desk, session) == []


def test_a_role_is_changed_and_a_person_taken_off_in_the_line(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    desk.workspace.change(assign_people, session, [desk.estate.coordinator], Role.STAFF)
    panel = opened(desk, session)
    panel.people.line(desk.estate.coordinator).role.setFocus()
    desk.type("vol")
    desk.settle()
    assert assigned(desk, session) == [("Nadia Belkacem", Role.VOLUNTEER)]
    assert "Change the role of Nadia Belkacem at “Café du lundi”" in desk.bench.top.undo.toolTip()
    QTest.mouseClick(panel.people.line(desk.estate.coordinator).take_off, LEFT)
    assert assigned(desk, session) == []
    assert "Take Nadia Belkacem off “Café du lundi”" in desk.undo()


def assigned(desk: Desk, session: SessionId) -> list[tuple[str, Role]]:
    detail = desk.workspace.read(session_detail, session)
    assert detail is not None
    return [(each.person.name, each.role) for each in detail.assigned]


# acts


def test_the_strong_button_is_the_next_thing_to_do(desk: Desk) -> None:
    coming = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    past = plan(desk.workspace, desk.estate.cafe, NOW - DAY)
    panel = opened(desk, coming)
    assert panel.print.property("kind") == "primary"
    assert not panel.mark.isVisible()
    panel = opened(desk, past)
    assert panel.mark.property("kind") == "primary"
    QTest.mouseClick(panel.mark, LEFT)
    assert isinstance(desk.bench.current_screen(), MarkingScreen)
    desk.workspace.change(finish_marking, past)
    panel.refresh()
    assert panel.mark.property("kind") != "primary"


def test_a_removed_session_closes_its_panel(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    panel = opened(desk, session)
    QTest.mouseClick(panel.remove, LEFT)
    desk.until(lambda: desk.bench.panel_widget() is None)
    assert desk.rows() == ()
    assert desk.told() == "Remove “Café du lundi”"


def test_a_change_by_somebody_else_arrives_and_a_stale_one_is_told(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, FRIDAY)
    panel = opened(desk, session)
    desk.workspace.change(edit_session, session, title="Ailleurs")
    enter(desk, panel.title_row.field, "Ici")
    assert desk.rows()[0].title == "Ailleurs"
    assert desk.told()
    assert panel.title() == "Ailleurs"
    desk.workspace.change(move_session, session, Slot(FRIDAY + DAY, FRIDAY + DAY + timedelta(hours=1)))
    desk.bench.context.hub.poll()
    desk.until(lambda: panel.date_row.value() == date(2026, 11, 14))
    assert panel.from_row.value() == time(14)
    desk.workspace.change(remove_sessions, [session])
    desk.bench.context.hub.poll()
    desk.until(lambda: desk.bench.panel_widget() is None)


def test_the_panel_asks_no_more_often_for_a_full_session_than_for_an_empty_one(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    session = plan(workspace, estate.cafe, FRIDAY, venue=estate.hall)
    with count_statements(workspace) as few:
        workspace.read(session_panel, session, "fr", NOW.date())
    workspace.change(enrol_people, estate.cafe, estate.tenants)
    workspace.change(assign_people, session, [estate.coordinator, *estate.tenants], Role.VOLUNTEER)
    for days in range(10):
        plan(workspace, estate.theatre, FRIDAY + days * DAY, venue=estate.hall)
    with count_statements(workspace) as many:
        facts = workspace.read(session_panel, session, "fr", NOW.date())
    assert facts is not None
    assert len(facts.detail.assigned) == 6
    assert facts.clashes
    # Six more, whatever the numbers: people with their homes and roles, names in conflicts, venues to go to.
    assert len(many) <= len(few) + 6 <= 40
