"""Undo and redo: what they take back, what they refuse, and what they are called."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from app.db.tables import Action, Attendance, Enrolment, Person, Session, Venue
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.errors import RuleViolation
from app.domain.kinds import Presence
from app.domain.slots import Slot
from app.i18n.language import language
from app.i18n.messages import Message
from app.usecases.actions import create_action, edit_action, remove_action
from app.usecases.attendance import mark
from app.usecases.enrolments import enrol_people
from app.usecases.people import create_person, edit_person
from app.usecases.sessions import create_session, move_session, remove_sessions
from app.workspace import Workspace
from tests.db.contents import contents, titles
from tests.db.windows import another_window

EVENING = Slot(datetime(2026, 11, 10, 18), datetime(2026, 11, 10, 20))


def test_a_change_is_undone_and_redone_under_its_name(workspace: Workspace) -> None:
    workspace.change(create_action, "Café des voisins")
    english = language("en")
    assert workspace.undo_label is not None and workspace.redo_label is None
    assert english.say(workspace.undo_label) == "Create the action “Café des voisins”"

    undone = workspace.undo()

    assert titles(workspace) == []
    assert english.say(undone.label) == "Create the action “Café des voisins”"
    assert workspace.undo_label is None and workspace.redo_label == undone.label

    workspace.redo()

    assert titles(workspace) == ["Café des voisins"]
    assert workspace.undo_label == undone.label and workspace.redo_label is None


def test_what_can_be_undone_and_redone_survives_a_restart(workspace: Workspace) -> None:
    for title in ("Jardin", "Théâtre", "Sortie"):
        workspace.change(create_action, title)
    workspace.undo()
    names = (workspace.undo_label, workspace.redo_label)

    with another_window(workspace) as reopened:
        assert (reopened.undo_label, reopened.redo_label) == names
        reopened.redo()
        reopened.undo()
        reopened.undo()
        assert titles(reopened) == ["Jardin"]


def test_the_name_of_a_step_keeps_its_times_dates_and_people(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    session = workspace.change(create_session, action, EVENING).result
    workspace.change(move_session, session, Slot(EVENING.starts_at, EVENING.ends_at - timedelta(hours=1)))
    with another_window(workspace) as reopened:
        assert reopened.undo_label is not None
        assert reopened.undo_label == Message("Let “{title}” end at {time}", title="Jardin", time=time(19))
        assert language("en").say(reopened.undo_label) == "Let “Jardin” end at 19:00"


def test_undo_of_a_removal_brings_back_all_that_went_with_it(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Théâtre").result
    people = [workspace.change(create_person, "Jeanne", f"Morel{n}").result for n in range(3)]
    workspace.change(enrol_people, action, people)
    session = workspace.change(create_session, action, EVENING).result
    workspace.change(mark, session, dict.fromkeys(people, Presence.PRESENT))
    before = contents(workspace)

    workspace.change(remove_action, action)
    assert workspace.read(lambda c: c.execute(select(Attendance.id)).all()) == []
    assert workspace.read(lambda c: c.execute(select(Enrolment.id)).all()) == []

    workspace.undo()
    assert contents(workspace) == before
    assert workspace.verify() == ()


def test_undo_refuses_where_a_later_change_would_be_overwritten(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    workspace.change(edit_action, action, title="Jardin partagé")
    with another_window(workspace, "Marie") as marie:
        marie.change(edit_action, action, title="Jardin des voisins")
    before = contents(workspace)

    with pytest.raises(RuleViolation, match="changed again since"):
        workspace.undo()

    assert contents(workspace) == before


def test_undo_leaves_alone_what_others_changed_in_other_columns(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    workspace.change(edit_action, action, title="Jardin partagé")
    with another_window(workspace, "Marie") as marie:
        marie.change(edit_action, action, audience="les familles")

    workspace.undo()

    row = workspace.read(lambda c: c.execute(select(Action.title, Action.audience)).one())
    assert tuple(row) == ("Jardin", "les familles")


def test_undo_of_a_creation_refuses_where_somebody_built_on_it(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    with another_window(workspace, "Marie") as marie:
        marie.change(create_session, action, EVENING)

    with pytest.raises(RuleViolation, match="changed again since"):
        workspace.undo()

    assert titles(workspace) == ["Jardin"]


def test_everybody_undoes_their_own_steps_only(workspace: Workspace) -> None:
    workspace.change(create_action, "Jardin")
    with another_window(workspace, "Marie") as marie:
        assert marie.undo_label is None
        with pytest.raises(RuleViolation, match="nothing to undo"):
            marie.undo()
        marie.change(create_action, "Sortie")
        workspace.undo()
        assert titles(marie) == ["Sortie"]


def test_a_new_change_ends_what_could_be_redone(workspace: Workspace) -> None:
    workspace.change(create_action, "Jardin")
    workspace.undo()
    workspace.change(create_action, "Sortie")
    assert workspace.redo_label is None
    with pytest.raises(RuleViolation, match="nothing to redo"):
        workspace.redo()


def test_a_redo_that_finds_its_number_taken_says_so_and_changes_nothing(workspace: Workspace) -> None:
    workspace.change(create_person, "Jeanne", "Morel")
    workspace.undo()
    with another_window(workspace, "Marie") as marie:
        marie.change(create_person, "Paul", "Petit")
    before = contents(workspace)

    with pytest.raises(RuleViolation, match="cannot be undone"):
        workspace.redo()

    assert contents(workspace) == before


def test_a_change_that_changes_nothing_makes_no_step(workspace: Workspace) -> None:
    person = workspace.change(create_person, "Jeanne", "Morel").result
    label = workspace.undo_label

    outcome = workspace.change(edit_person, person, given_name="Jeanne")

    assert outcome.step is None and not outcome.changes
    assert workspace.undo_label == label


def test_a_use_case_that_fails_leaves_nothing_behind(workspace: Workspace) -> None:
    def half_done(uow: UnitOfWork) -> Done[None]:
        create_person(uow, "Jeanne", "Morel")
        uow.session.flush()
        raise RuleViolation("No.")

    before = contents(workspace)
    with pytest.raises(RuleViolation):
        workspace.change(half_done)
    assert contents(workspace) == before
    assert workspace.undo_label is None


def test_a_place_that_a_removal_freed_is_found_free_again_by_undo(workspace: Workspace) -> None:
    def replace(uow: UnitOfWork) -> Done[None]:
        (old,) = uow.all(Session)
        fresh = {name: getattr(old, name) for name in ("action_id", "number", "starts_at", "ends_at")}
        uow.remove(old)
        uow.add(Session(**fresh, title="neu"))
        return Done(Message("Replace the session"), None)

    action = workspace.change(create_action, "Jardin").result
    workspace.change(create_session, action, EVENING)
    before = contents(workspace)
    workspace.change(replace)
    after = contents(workspace)

    workspace.undo()
    assert contents(workspace) == before
    workspace.redo()
    assert contents(workspace) == after


def test_what_a_step_both_makes_and_names_and_what_it_removes_and_forgets_comes_and_goes_with_it(
    workspace: Workspace,
) -> None:
    def hold_elsewhere(uow: UnitOfWork) -> Done[None]:
        (session,) = uow.all(Session)
        old = uow.get(Venue, session.venue_id) if session.venue_id else None
        session.venue_id = uow.add(Venue(name="Salle des Tilleuls" if old is None else "Cour")).id
        uow.session.flush()
        if old is not None:
            uow.remove(old)
        return Done(Message("Hold the session elsewhere"), None)

    action = workspace.change(create_action, "Jardin").result
    workspace.change(create_session, action, EVENING)
    states = [contents(workspace)]
    for _ in range(3):
        workspace.change(hold_elsewhere)
        states.append(contents(workspace))
    for state in reversed(states[:-1]):
        workspace.undo()
        assert contents(workspace) == state
    for state in states[1:]:
        workspace.redo()
        assert contents(workspace) == state


def test_a_big_step_is_undone_whole(workspace: Workspace) -> None:
    def enter(uow: UnitOfWork) -> Done[None]:
        rows = [
            {"id": uow.new_id(), "number": number, "family_name": f"Morel {number}"}
            for number in range(1, 2001)
        ]
        uow.insert_many(Person, rows)
        return Done(Message("Bring in {count} people", count=len(rows)), None)

    before = contents(workspace)
    workspace.change(enter)
    assert workspace.verify() == ()
    workspace.undo()
    assert contents(workspace) == before
    assert workspace.verify() == ()
    workspace.redo()
    assert workspace.verify() == ()
    assert len(contents(workspace)["person"]) == 2000


def test_removing_several_sessions_at_once_comes_back_as_one_step(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    days = [
        workspace.change(
            create_session,
            action,
            EVENING.shifted(timedelta(days=-n)),
        ).result
        for n in range(3)
    ]
    before = contents(workspace)
    workspace.change(remove_sessions, days)
    workspace.undo()
    assert contents(workspace) == before
