"""Rehearsal schedules, read back from their pages."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import Connection, select

from app.db.tables import Action, Session
from app.db.unit_of_work import Done, UnitOfWork
from app.documents import Pages, RehearsalsRequest, render
from app.documents.rehearsals import fridge_views, load, schedule_view
from app.documents.rehearsals.fridge import SMALLEST
from app.domain.errors import RuleViolation
from app.domain.ids import ActionId, PersonId, SessionId
from app.domain.kinds import SessionStatus
from app.i18n import Message, language
from app.queries.roster import expected_people
from app.workspace import Workspace
from tests.documents.reading import assert_within_pages, pages, whole_text
from tests.documents.stage import Stage, set_stage

ENGLISH = language("en")
AT = datetime(2026, 3, 2, 9, 5)
Shown = tuple[Workspace, Stage]


def printed(workspace: Workspace, request: RehearsalsRequest, at: datetime = AT) -> Pages:
    return workspace.read(render, request, ENGLISH, printed_at=at)


def dates_of(connection: Connection, stage: Stage, person_id: PersonId, start: date) -> list[date]:
    """When a person is called, by the rule of the roster."""
    called = expected_people(connection, stage.theatre_sessions)
    days: dict[SessionId, date] = {
        SessionId(row.id): row.starts_at.date()
        for row in connection.execute(
            select(Session.id, Session.starts_at).where(Session.action_id == stage.theatre)
        )
    }
    return sorted(day for key, day in days.items() if person_id in called[key] and day >= start)


def test_the_general_table_has_every_session_scene_and_call(shown: Shown) -> None:
    workspace, stage = shown
    result = printed(workspace, RehearsalsRequest(stage.theatre))
    assert_within_pages(result.data)
    text = whole_text(result.data)
    for fact in (
        "Le Malade imaginaire",
        "Molière",
        "Camille Sintès",
        "Compagnie des Passerelles",
        "06 00 00 00 01",
    ):
        assert fact in text
    view = schedule_view(workspace.read(load, stage.theatre, "en"), ENGLISH)
    assert view.sessions is not None
    numbers = [row[0] for row in view.sessions.rows if len(row) > 1]
    assert numbers == [str(number) for number in range(1, 15)]
    assert [scene.code for scene in view.scenes][:5] == ["I.1", "I.2", "I.3", "I.4", "II.1"]
    assert {scene.steps for scene in view.scenes} == {1, 2, 3, 4}


def test_the_matrix_marks_exactly_those_whom_the_roster_expects(shown: Shown) -> None:
    workspace, stage = shown
    facts = workspace.read(load, stage.theatre, "en")
    view = schedule_view(facts, ENGLISH)
    called = workspace.read(expected_people, stage.theatre_sessions)
    for column, rehearsal in enumerate(facts.rehearsals):
        marked = [row.name for row in view.matrix if row.marks[column]]
        assert marked == [p.name for p in facts.people.values() if p.id in called[rehearsal.session.id]]


def test_a_person_s_sheet_has_their_own_dates_from_today_on_and_no_other(shown: Shown) -> None:
    workspace, stage = shown
    facts = workspace.read(load, stage.theatre, "en")
    sheets = fridge_views(facts, ENGLISH, AT.date())
    assert len(sheets) > 5
    for sheet in sheets:
        expected = workspace.read(dates_of, stage, sheet.person_id, AT.date())
        days = [ENGLISH.date(day, "full") for day in expected]
        assert [block.day for block in sheet.dates] == [day[:1].upper() + day[1:] for day in days]


def test_a_person_s_sheet_says_what_they_play_where_and_whom_to_call(shown: Shown) -> None:
    workspace, stage = shown
    actor = stage.actors[1]
    result = printed(workspace, RehearsalsRequest(stage.theatre, (actor,)))
    text = whole_text(result.data)
    for words in ("You play: Toinette", "rue des Acacias, 69008 Lyon", "Nadia Belkacem – 06 00 00 00 01"):
        assert words in text
    assert [sheet.person_id for sheet in result.sheets] == [actor]


def test_nothing_that_a_person_reads_is_smaller_than_sixteen_points(shown: Shown) -> None:
    workspace, stage = shown
    result = printed(workspace, RehearsalsRequest(stage.theatre, all_people=True))
    assert_within_pages(result.data)
    for page in pages(result.data):
        foot = page.height - 16 * 72 / 25.4
        small = [word for word in page.words if word.size < SMALLEST - 0.01 and word.bottom < foot]
        assert not small, small[:3]


def test_everybody_who_is_called_gets_a_sheet_of_their_own(shown: Shown) -> None:
    workspace, stage = shown
    result = printed(workspace, RehearsalsRequest(stage.theatre, all_people=True))
    called = workspace.read(expected_people, stage.theatre_sessions)
    coming = {
        person_id
        for those in called.values()
        for person_id in those
        if workspace.read(dates_of, stage, person_id, AT.date())
    }
    assert {sheet.person_id for sheet in result.sheets} == coming
    assert len(result.sheets) == len(coming)


def test_a_date_that_is_off_is_on_no_sheet_and_one_that_is_not_sure_says_so(workspace: Workspace) -> None:
    stage = workspace.change(set_stage).result

    def change(uow: UnitOfWork) -> Done[None]:
        uow.get(Session, stage.theatre_sessions[5]).status = SessionStatus.CANCELLED
        uow.get(Session, stage.theatre_sessions[6]).status = SessionStatus.OPTION
        return Done(Message("Change"), None)

    workspace.change(change)
    text = whole_text(printed(workspace, RehearsalsRequest(stage.theatre, all_people=True)).data)
    assert "24 March 2026" not in text
    assert "21 April 2026" in text
    assert "to be confirmed" in text


def test_an_action_without_a_play_still_has_a_schedule(workspace: Workspace) -> None:
    stage = workspace.change(set_stage).result
    text = whole_text(printed(workspace, RehearsalsRequest(stage.garden)).data)
    assert "Jardin partagé de Bellevue" in text
    assert "Scenes worked" in text
    assert "everybody enrolled" in text


def test_a_schedule_without_any_session_says_so(workspace: Workspace) -> None:
    def empty(uow: UnitOfWork) -> Done[ActionId]:
        action = uow.add(Action(code="2026-099", title="Idée"))
        return Done(Message("Add"), ActionId(action.id))

    action_id = workspace.change(empty).result
    assert "No session is planned yet." in whole_text(printed(workspace, RehearsalsRequest(action_id)).data)
    with pytest.raises(RuleViolation):
        printed(workspace, RehearsalsRequest(action_id, all_people=True))


def test_sixty_sessions_are_parted_into_tables_that_can_be_read(workspace: Workspace) -> None:
    stage = workspace.change(set_stage).result

    def many(uow: UnitOfWork) -> Done[None]:
        first = uow.get(Session, stage.garden_sessions[0])
        for number in range(30, 90):
            uow.add(
                Session(
                    action_id=stage.garden,
                    number=number,
                    starts_at=first.starts_at.replace(year=2027, month=1 + number % 12, day=1 + number % 28),
                    ends_at=first.ends_at.replace(year=2027, month=1 + number % 12, day=1 + number % 28),
                )
            )
        return Done(Message("Plan many"), None)

    workspace.change(many)
    result = printed(workspace, RehearsalsRequest(stage.garden))
    assert_within_pages(result.data)
    assert sum("Who is called when" in page.text for page in pages(result.data)) >= 4


def test_the_same_schedule_gives_the_same_bytes(shown: Shown) -> None:
    workspace, stage = shown
    for request in (RehearsalsRequest(stage.theatre), RehearsalsRequest(stage.theatre, all_people=True)):
        assert printed(workspace, request).data == printed(workspace, request).data
