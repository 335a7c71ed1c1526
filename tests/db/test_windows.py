"""Two windows, or two people, on one workspace: nobody's work is lost, everybody hears of it."""

from __future__ import annotations

from datetime import datetime
from threading import Event

import pytest
from sqlalchemy import event, select

from app.db import journal
from app.db.tables import Action, Person, Scene
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.errors import EditConflict, NotFound
from app.domain.ids import ActionId
from app.domain.slots import Slot
from app.i18n.messages import Message
from app.usecases.actions import create_action, edit_action, remove_action, save_objective
from app.usecases.people import create_person, edit_person
from app.usecases.sessions import create_session
from app.workspace import Workspace
from tests.db.contents import contents, titles
from tests.db.threads import at_once, in_background
from tests.db.windows import another_window
from tests.statements import count_statements

EVENING = Slot(datetime(2026, 11, 10, 18), datetime(2026, 11, 10, 20))


def test_an_edit_of_what_somebody_else_changed_is_refused_and_says_who(
    workspace: Workspace, now: datetime
) -> None:
    action = workspace.change(create_action, "Jardin").result
    seen = version_of(workspace, action)
    with another_window(workspace, "Marie") as marie:
        marie.change(edit_action, action, title="Jardin partagé", seen_version=seen)

    with pytest.raises(EditConflict) as refused:
        workspace.change(edit_action, action, title="Jardin des voisins", seen_version=seen)

    assert refused.value.by == "Marie"
    assert refused.value.at == now.astimezone()
    assert titles(workspace) == ["Jardin partagé"]
    workspace.change(edit_action, action, title="Jardin tous", seen_version=version_of(workspace, action))
    assert titles(workspace) == ["Jardin tous"]


def test_ones_own_later_change_does_not_hide_that_of_somebody_else(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    seen = version_of(workspace, action)
    with another_window(workspace, "Marie") as marie:
        marie.change(edit_action, action, title="Jardin partagé")
    workspace.change(edit_action, action, audience="les familles")

    with pytest.raises(EditConflict):
        workspace.change(edit_action, action, title="Jardin des voisins", seen_version=seen)


def test_ones_own_earlier_change_in_the_same_window_is_no_conflict(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    seen = version_of(workspace, action)
    workspace.change(edit_action, action, audience="les familles")
    workspace.change(edit_action, action, title="Jardin partagé", seen_version=seen)
    assert titles(workspace) == ["Jardin partagé"]


def test_a_change_of_a_part_is_a_change_of_the_whole(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    seen = version_of(workspace, action)
    with another_window(workspace, "Marie") as marie:
        outcome = marie.change(save_objective, action, None, aim="Se rencontrer")
        assert outcome.changes.touches("objective") and outcome.changes.touches("action")

    assert version_of(workspace, action) > seen
    with pytest.raises(EditConflict, match="Marie"):
        workspace.change(edit_action, action, title="Jardin partagé", seen_version=seen)


def test_a_part_of_a_part_counts_for_the_whole_as_well(workspace: Workspace) -> None:
    from app.db.tables import Production

    def stage(uow: UnitOfWork) -> Done[None]:
        play = uow.add(Production(action_id=action, work="Le Malade imaginaire"))
        uow.add(Scene(production_id=play.id, code="I.1", position=1))
        return Done(Message("Stage a play"), None)

    def rename(uow: UnitOfWork) -> Done[None]:
        (scene,) = uow.all(Scene)
        scene.title = "Argan seul"
        return Done(Message("Rename a scene"), None)

    action = workspace.change(create_action, "Théâtre").result
    workspace.change(stage)
    seen = version_of(workspace, action)
    workspace.change(rename)
    assert version_of(workspace, action) == seen + 1


def test_many_parts_entered_at_once_count_for_the_whole(workspace: Workspace) -> None:
    from app.db.tables import Objective

    def enter(uow: UnitOfWork) -> Done[None]:
        uow.insert_many(
            Objective, [{"id": uow.new_id(), "action_id": action, "aim": str(n)} for n in range(50)]
        )
        return Done(Message("Enter objectives"), None)

    action = workspace.change(create_action, "Jardin").result
    seen = version_of(workspace, action)
    assert workspace.change(enter).changes.touches("action")
    assert version_of(workspace, action) == seen + 1


def test_an_edit_of_what_somebody_removed_says_so(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    with another_window(workspace, "Marie") as marie:
        marie.change(remove_action, action)
    with pytest.raises(NotFound, match="removed"):
        workspace.change(edit_action, action, title="Jardin partagé")


def test_without_a_seen_version_the_last_one_wins_in_the_same_column_only(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    with another_window(workspace, "Marie") as marie:
        marie.change(edit_action, action, audience="les familles")
        workspace.change(edit_action, action, title="Jardin partagé")
        found = marie.read(lambda c: c.execute(select(Action.title, Action.audience)).one())
    assert tuple(found) == ("Jardin partagé", "les familles")


def test_poll_tells_what_others_changed_once_and_nothing_of_ones_own(workspace: Workspace) -> None:
    with another_window(workspace, "Marie") as marie:
        workspace.change(create_person, "Jeanne", "Morel")
        assert not workspace.poll()
        heard = marie.poll()
        assert heard.touches("person") and heard.touches("person_role") and not heard.touches("action")
        assert not marie.poll()

        marie.change(create_action, "Jardin")
        assert workspace.poll().tables == {"action"}
        assert not workspace.poll()


def test_a_window_hears_of_undo_elsewhere_and_knows_what_it_can_undo_now(workspace: Workspace) -> None:
    with another_window(workspace) as twin:
        workspace.change(create_action, "Jardin")
        assert twin.undo_label is None
        twin.poll()
        assert twin.undo_label == workspace.undo_label
        twin.undo()
        assert workspace.poll().touches("action")
        assert workspace.undo_label is None and workspace.redo_label is not None


@pytest.mark.backends("sqlite")
def test_polling_an_idle_file_sends_no_statement(workspace: Workspace) -> None:
    workspace.poll()
    with count_statements(workspace) as sent:
        for _ in range(10):
            assert not workspace.poll()
    assert sent == []


@pytest.mark.backends("postgresql")
def test_steps_commit_in_the_order_of_their_numbers_so_that_no_poll_misses_one(workspace: Workspace) -> None:
    reached, go_on = Event(), Event()

    def wait_before_commit(_connection: object) -> None:
        reached.set()
        assert go_on.wait(10)

    with another_window(workspace, "Marie") as marie, another_window(workspace, "Paul") as paul:
        event.listen(marie._engine, "commit", wait_before_commit)
        with in_background(marie.change, create_action, "Jardin") as first:
            assert reached.wait(10)
            with in_background(paul.change, create_person, "Jeanne", "Morel") as second:
                with pytest.raises(TimeoutError):
                    second.result(timeout=0.3)
                assert not workspace.poll()
                go_on.set()
                steps = [first.result(10).step, second.result(10).step]
        assert steps == sorted(steps, key=lambda step: step or 0)
        assert workspace.poll().tables >= {"action", "person"}


def test_whoever_follows_the_journal_while_many_write_sees_every_step(workspace: Workspace) -> None:
    writers = [another_window(workspace, f"writer {n}") for n in range(4)]

    def write(window: Workspace) -> None:
        for n in range(8):
            window.change(create_person, "Jeanne", f"Morel {n}")

    seen, followed = 0, []
    with in_background(at_once, [(write, window) for window in writers]) as writing:
        while not writing.done():
            for sequence, _, _ in workspace.read(journal.steps_since, seen):
                followed.append(sequence)
                seen = sequence
        writing.result()
    followed += [sequence for sequence, _, _ in workspace.read(journal.steps_since, seen)]
    for window in writers:
        window.close()

    assert followed == [sequence for sequence, _, _ in workspace.read(journal.steps_since, 0)]
    assert len(followed) == 32
    assert len(contents(workspace)["person"]) == 32


def test_the_history_of_a_record_tells_who_did_what(workspace: Workspace) -> None:
    person = workspace.change(create_person, "Jeanne", "Morel").result
    with another_window(workspace, "Marie") as marie:
        marie.change(edit_person, person, family_name="Petit")
    entries = workspace.read(journal.history, person)
    assert [entry.author for entry in entries] == ["Marie", "Test"]
    newest = entries[0]
    assert newest.before is not None and newest.after is not None
    assert (newest.before["family_name"], newest.after["family_name"]) == ("Morel", "Petit")
    assert entries[1].before is None


def test_a_reader_sees_one_moment_however_much_is_written_meanwhile(workspace: Workspace) -> None:
    with another_window(workspace, "Marie") as marie:

        def count_twice(connection: object) -> tuple[int, int]:
            from sqlalchemy import Connection, func

            assert isinstance(connection, Connection)
            query = select(func.count()).select_from(Person)
            first = connection.scalar(query)
            marie.change(create_person, "Jeanne", "Morel")
            return first or 0, connection.scalar(query) or 0

        assert workspace.read(count_twice) == (0, 0)


def test_the_version_that_was_seen_is_that_of_the_query_not_of_the_save(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    session = workspace.change(create_session, action, EVENING).result
    seen = version_of(workspace, action)
    with another_window(workspace, "Marie") as marie:
        marie.change(edit_action, action, audience="les familles")
        marie.undo()
    with pytest.raises(EditConflict):
        workspace.change(edit_action, action, title="Jardin partagé", seen_version=seen)
    assert session


def test_a_row_that_comes_back_goes_on_counting_its_versions(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    seen = version_of(workspace, action)
    workspace.change(remove_action, action)
    workspace.undo()
    assert version_of(workspace, action) > seen


def version_of(workspace: Workspace, action: ActionId) -> int:
    return workspace.read(lambda c: c.scalars(select(Action.version).where(Action.id == action)).one())
