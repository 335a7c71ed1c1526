"""A coordinator's day, on both databases: plan, enrol, assign, mark, look at the figures, undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from app.domain.conflicts import ClashKind
from app.domain.errors import RuleViolation
from app.domain.kinds import AgeBand, EnrolmentStatus, Presence, Role, SessionStatus, Sex
from app.domain.slots import Slot
from app.queries.actions import action_detail, actions
from app.queries.commitments import all_clashes, commitments_between
from app.queries.finding import find
from app.queries.people import person_detail, search_people
from app.queries.roster import roster
from app.queries.sessions import session_by_code, session_detail, sessions_between
from app.queries.today import today
from app.usecases.actions import create_action_with_session, edit_action, remove_action
from app.usecases.attendance import add_walk_in, clear_marks, count_heads, finish_marking, mark
from app.usecases.enrolments import enrol_people, let_in, withdraw_people
from app.usecases.people import create_person, move_person
from app.usecases.printouts import Printed, record_printouts
from app.usecases.sessions import (
    assign_people,
    copy_sessions,
    edit_session,
    move_session,
    remove_sessions,
    set_session_status,
    shift_sessions,
)
from app.workspace import Workspace
from tests.estate import make_estate, plan

YESTERDAY = datetime(2026, 11, 11, 14, 0)
TOMORROW = datetime(2026, 11, 13, 14, 0)


def test_a_new_action_and_its_first_session_are_one_step(workspace: Workspace, now: datetime) -> None:
    slot = Slot(TOMORROW, TOMORROW + timedelta(hours=2))
    outcome = workspace.change(create_action_with_session, "Fête des voisins", slot)
    assert [row.code for row in workspace.read(sessions_between, now.date(), slot.day)] == ["2026-001/1"]
    workspace.undo()
    assert workspace.read(actions, now) == ()
    workspace.redo()
    assert workspace.read(session_by_code, "2026-001/1") is not None
    assert dict(outcome.label.fields)["title"] == "Fête des voisins"


def test_codes_and_numbers_count_up_and_are_not_used_twice_in_a_year(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    first = plan(workspace, estate.cafe, TOMORROW)
    plan(workspace, estate.cafe, TOMORROW + timedelta(days=7))
    workspace.change(remove_sessions, [first])
    plan(workspace, estate.cafe, TOMORROW + timedelta(days=14))
    rows = workspace.read(sessions_between, date(2026, 11, 1), date(2026, 12, 31))
    assert [row.code for row in rows] == ["2026-002/2", "2026-002/3"]


def test_moving_copying_and_resizing_are_each_one_named_step(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    session = plan(workspace, estate.cafe, TOMORROW, venue=estate.hall)
    workspace.change(assign_people, session, [estate.coordinator], Role.STAFF)
    workspace.change(shift_sessions, [session], timedelta(days=1))
    assert workspace.undo_label is not None and workspace.undo_label.msgid == "Move “{title}” to {moment}"
    (copy,) = workspace.change(copy_sessions, [session], timedelta(days=7)).result
    detail = workspace.read(session_detail, copy)
    assert detail is not None
    assert [each.person.family_name for each in detail.assigned] == ["Belkacem"]
    assert detail.row.venue == "Salle des Tilleuls"
    workspace.change(
        move_session, copy, Slot(detail.row.starts_at, detail.row.ends_at + timedelta(minutes=30))
    )
    for _ in range(3):
        workspace.undo()
    (row,) = workspace.read(sessions_between, date(2026, 11, 1), date(2026, 12, 31))
    assert row.starts_at == TOMORROW


def test_a_new_session_is_held_where_the_last_one_was(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    plan(workspace, estate.cafe, TOMORROW, venue=estate.common_room)
    plan(workspace, estate.cafe, TOMORROW + timedelta(days=7))
    rows = workspace.read(sessions_between, date(2026, 11, 1), date(2026, 11, 30))
    assert [row.venue for row in rows] == ["Salle commune", "Salle commune"]


def test_places_go_in_order_and_a_place_that_comes_free_goes_to_the_first_who_waits(
    workspace: Workspace, now: datetime
) -> None:
    estate = make_estate(workspace)
    jeanne, emile, aicha, paul, rose = estate.tenants
    workspace.change(edit_action, estate.cafe, places=2)
    standing = workspace.change(enrol_people, estate.cafe, [jeanne, emile, aicha, paul]).result
    assert list(standing.values()) == [EnrolmentStatus.ENROLLED] * 2 + [EnrolmentStatus.WAITING] * 2
    workspace.change(let_in, estate.cafe, paul)
    assert workspace.change(withdraw_people, estate.cafe, [jeanne]).result == (paul,)
    workspace.change(enrol_people, estate.cafe, [rose])
    workspace.change(edit_action, estate.cafe, places=3)
    detail = workspace.read(action_detail, estate.cafe, now)
    assert detail is not None
    assert [(each.person.given_name, each.status.value) for each in detail.people] == [
        ("Paul", "enrolled"),
        ("Aïcha", "enrolled"),
        ("Émile", "enrolled"),
        ("Rose", "waiting"),
    ]


def test_marking_knows_present_absent_walk_ins_and_heads_apart(workspace: Workspace, now: datetime) -> None:
    estate = make_estate(workspace)
    jeanne, emile, aicha, *_ = estate.tenants
    session = plan(workspace, estate.cafe, YESTERDAY)
    workspace.change(enrol_people, estate.cafe, [jeanne, emile, aicha])
    assert [row.id for row in workspace.read(today, now).to_mark] == [session]
    workspace.change(mark, session, {jeanne: Presence.PRESENT})
    workspace.change(mark, session, {emile: Presence.EXCUSED})
    workspace.change(add_walk_in, session, given_name="Inès", family_name="Garcia")
    workspace.change(count_heads, session, Sex.FEMALE, AgeBand.SENIOR, 4)
    workspace.change(count_heads, session, Sex.FEMALE, AgeBand.SENIOR, 3)
    workspace.change(finish_marking, session, [aicha])
    seen = workspace.read(roster, session)
    assert [(line.person.given_name, line.presence, line.expected) for line in seen.lines] == [
        ("Jeanne", Presence.PRESENT, True),
        ("Aïcha", Presence.ABSENT, True),
        ("Émile", Presence.EXCUSED, True),
        ("Inès", Presence.PRESENT, False),
    ]
    assert sum(heads.heads for heads in seen.heads) == 3
    facts = workspace.read(today, now)
    assert facts.to_mark == ()
    month = facts.month
    assert (month.people, month.presences, month.heads, month.first_timers, month.held) == (2, 2, 3, 2, 1)
    assert workspace.verify() == ()


def test_clearing_the_marks_makes_everything_unknown_and_undo_brings_it_back(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    session = plan(workspace, estate.cafe, YESTERDAY)
    workspace.change(enrol_people, estate.cafe, estate.tenants)
    workspace.change(mark, session, dict.fromkeys(estate.tenants, Presence.PRESENT))
    before = workspace.read(roster, session)
    workspace.change(clear_marks, session)
    assert {line.presence for line in workspace.read(roster, session).lines} == {None}
    workspace.undo()
    assert workspace.read(roster, session) == before


@pytest.mark.parametrize("status", [SessionStatus.CANCELLED, SessionStatus.SKIPPED])
def test_nobody_is_marked_at_a_session_that_was_not_held(workspace: Workspace, status: SessionStatus) -> None:
    estate = make_estate(workspace)
    session = plan(workspace, estate.cafe, YESTERDAY)
    workspace.change(set_session_status, session, status, reason="Gel")
    with pytest.raises(RuleViolation):
        workspace.change(mark, session, {estate.tenants[0]: Presence.PRESENT})
    assert workspace.read(roster, session).lines == ()


def test_two_sessions_in_one_room_or_with_one_person_are_told_and_not_refused(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    rehearsal = plan(workspace, estate.theatre, TOMORROW, venue=estate.hall)
    cafe = plan(workspace, estate.cafe, TOMORROW + timedelta(hours=1), venue=estate.hall)
    after = plan(workspace, estate.cafe, TOMORROW + timedelta(hours=3), venue=estate.hall)
    workspace.change(assign_people, rehearsal, [estate.coordinator], Role.STAFF)
    workspace.change(assign_people, cafe, [estate.coordinator], Role.STAFF)
    found = all_clashes(workspace.read(commitments_between, date(2026, 11, 13), date(2026, 11, 13)))
    assert {clash.kind for clash in found[rehearsal]} == {ClashKind.VENUE, ClashKind.PERSON}
    assert after not in found
    workspace.change(set_session_status, cafe, SessionStatus.CANCELLED, reason="Salle prise")
    assert all_clashes(workspace.read(commitments_between, date(2026, 11, 13), date(2026, 11, 13))) == {}


def test_people_are_found_whatever_the_accents_the_case_and_the_order(workspace: Workspace) -> None:
    make_estate(workspace)
    for typed in ("emile zah", "ZÄH É", "zah", "émi"):
        assert [person.given_name for person in workspace.read(search_people, typed)] == ["Émile"], typed
    assert [person.given_name for person in workspace.read(search_people, "morel")] == ["Jeanne", "Rose"]
    assert {found.kind for found in workspace.read(find, "til")} == {"residence"}
    assert [found.label for found in workspace.read(find, "imag mal")] == ["Le Malade imaginaire"]


def test_a_person_who_moves_lives_at_one_residence_at_a_time(workspace: Workspace, now: datetime) -> None:
    estate = make_estate(workspace)
    person = workspace.change(create_person, "Lin", "Chen").result
    workspace.change(move_person, person, estate.tilleuls)
    workspace.change(move_person, person, estate.alizes)
    detail = workspace.read(person_detail, person, now.date())
    assert detail is not None and [stay.residence for stay in detail.residences] == ["Les Alizés"]


def test_an_action_goes_with_all_that_belongs_to_it_and_comes_back_whole(
    workspace: Workspace, now: datetime
) -> None:
    estate = make_estate(workspace)
    session = plan(workspace, estate.cafe, YESTERDAY)
    workspace.change(enrol_people, estate.cafe, estate.tenants)
    workspace.change(mark, session, dict.fromkeys(estate.tenants, Presence.PRESENT))
    workspace.change(record_printouts, [Printed("attendance", session_id=session)])
    before = workspace.read(action_detail, estate.cafe, now), workspace.read(roster, session)
    workspace.change(remove_action, estate.cafe)
    assert workspace.read(action_detail, estate.cafe, now) is None
    assert workspace.verify() == ()
    workspace.undo()
    detail, marked = workspace.read(action_detail, estate.cafe, now), workspace.read(roster, session)
    assert detail is not None and before[0] is not None
    assert detail.row.version > before[0].row.version
    assert replace(detail, row=replace(detail.row, version=before[0].row.version)) == before[0]
    assert marked == before[1]


def test_a_title_of_five_thousand_characters_is_refused_in_a_sentence(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    session = plan(workspace, estate.cafe, TOMORROW)
    with pytest.raises(RuleViolation, match="5000 characters"):
        workspace.change(edit_session, session, title="é" * 5000)
    with pytest.raises(RuleViolation, match="too far away"):
        workspace.change(move_session, session, Slot(datetime(2206, 1, 1, 9), datetime(2206, 1, 1, 10)))
    detail = workspace.read(session_detail, session)
    assert detail is not None and detail.row.title == "Café du lundi"
