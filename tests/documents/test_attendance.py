"""Attendance sheets, read back from their pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest
from sqlalchemy import Connection, select

from app.db.tables import Casting, Enrolment, Person, SceneCharacter, Session, SessionScene
from app.db.unit_of_work import Done, UnitOfWork
from app.documents import AttendanceRequest, Pages, render
from app.documents.attendance import load, measures, views
from app.documents.attendance.view import GridView, SignView, TallyView
from app.domain.errors import RuleViolation
from app.domain.ids import ActionId, PersonId, SessionId
from app.domain.kinds import EnrolmentStatus, SessionStatus
from app.domain.names import register_name
from app.i18n import Message, language
from app.workspace import Workspace
from tests.documents.reading import POINTS_PER_MM, assert_within_pages, pages, whole_text
from tests.documents.stage import Stage, set_stage

ENGLISH = language("en")
AT = datetime(2026, 11, 12, 9, 5)
Shown = tuple[Workspace, Stage]


def printed(workspace: Workspace, request: AttendanceRequest, at: datetime = AT) -> Pages:
    return workspace.read(render, request, ENGLISH, printed_at=at)


def names(connection: Connection, person_ids: set[PersonId]) -> list[str]:
    rows = connection.execute(
        select(Person.id, Person.given_name, Person.family_name).order_by(Person.family_name)
    )
    return [register_name(row.given_name, row.family_name) for row in rows if row.id in person_ids]


def enrolled(connection: Connection, action_id: ActionId, status: EnrolmentStatus) -> set[PersonId]:
    rows = connection.execute(
        select(Enrolment.person_id).where(Enrolment.action_id == action_id, Enrolment.status == status)
    )
    return {PersonId(person_id) for (person_id,) in rows}


def on_stage(connection: Connection, session_id: SessionId) -> set[PersonId]:
    """Who plays in a session's scenes, by one plain join."""
    rows = connection.execute(
        select(Casting.person_id)
        .join(SceneCharacter, SceneCharacter.character_id == Casting.character_id)
        .join(SessionScene, SessionScene.scene_id == SceneCharacter.scene_id)
        .where(SessionScene.session_id == session_id, Casting.understudy.is_(False))
    )
    return {PersonId(person_id) for (person_id,) in rows}


def test_everybody_enrolled_has_a_row_and_nobody_who_waits(shown: Shown) -> None:
    workspace, stage = shown
    text = whole_text(printed(workspace, AttendanceRequest((stage.garden_sessions[2],))).data)
    for name in workspace.read(names, workspace.read(enrolled, stage.garden, EnrolmentStatus.ENROLLED)):
        assert name in text
    for fact in ("Jardin partagé de Bellevue", "2026-003/3", "3 of 25", "09:30 – 12:00", "QN06901I"):
        assert fact in text


def test_a_rehearsal_lists_those_who_play_in_its_scenes_and_its_team(shown: Shown) -> None:
    workspace, stage = shown
    (view,) = views(workspace.read(load, "en", session_ids=[stage.theatre_sessions[4]]), ENGLISH)
    assert isinstance(view, SignView)
    players = workspace.read(names, workspace.read(on_stage, stage.theatre_sessions[4]))
    assert sorted(signer.name for signer in view.signers[:-1]) == sorted(players)
    assert (view.signers[-1].name, view.signers[-1].role) == ("SINTÈS Camille", "facilitator")


def test_rows_are_high_enough_and_boxes_wide_enough_to_sign(shown: Shown) -> None:
    workspace, stage = shown
    (view,) = views(workspace.read(load, "en", session_ids=[stage.garden_sessions[2]]), ENGLISH)
    assert isinstance(view, SignView)
    first = pages(printed(workspace, AttendanceRequest((stage.garden_sessions[2],))).data)[0]
    left = first.word("Signature").left
    tops = sorted(word.top for word in first.words if word.text == "tenant")
    assert len(tops) > 10
    assert min(after - before for before, after in pairwise(tops)) >= 9 * POINTS_PER_MM - 0.5
    assert first.word("Initials*").left - left >= 45 * POINTS_PER_MM
    assert measures.ROW >= 9 * POINTS_PER_MM
    assert measures.SIGNATURE >= 45 * POINTS_PER_MM


@pytest.mark.parametrize("people", [0, 1, 5, 9, 12, 14, 19, 22, 40])
def test_a_sheet_leaves_five_to_ten_rows_for_walk_ins_however_many_are_expected(
    workspace: Workspace, people: int
) -> None:
    stage = workspace.change(set_stage, tenants=60).result
    workspace.change(_enrol_exactly, stage.garden, stage.tenants[:people])
    request = AttendanceRequest((stage.garden_sessions[2],), variant="single")
    result = printed(workspace, request)
    assert_within_pages(result.data)
    found = pages(result.data)
    numbers = [
        int(word.text)
        for page in found
        for word in page.words
        if word.text.isdigit() and word.right < measures.MARGINS[3] * POINTS_PER_MM + measures.SIGN_COLUMNS[0]
    ]
    # the volunteer of the garden is the last of those expected
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert 5 <= len(numbers) - people - 1 <= 10
    assert "signature" in found[-1].text


def _enrol_exactly(uow: UnitOfWork, action_id: ActionId, people: tuple[PersonId, ...]) -> Done[None]:
    for row in uow.all(Enrolment, Enrolment.action_id == action_id):
        uow.remove(row)
    for place, person_id in enumerate(people):
        uow.add(Enrolment(action_id=action_id, person_id=person_id, position=place))
    return Done(Message("Enrol some people"), None)


def test_the_photo_mark_stands_only_where_there_is_a_consent(shown: Shown) -> None:
    workspace, stage = shown
    facts = workspace.read(load, "en", session_ids=[stage.garden_sessions[2]])

    def consents(connection: Connection) -> dict[PersonId, bool | None]:
        return {
            row.id: row.photo_consent for row in connection.execute(select(Person.id, Person.photo_consent))
        }

    known = workspace.read(consents)
    people = facts.sheets[0].participants
    assert [person.photo for person in people] == [known[person.id] is True for person in people]
    assert {person.photo for person in people} == {True, False}


def test_a_session_that_expects_nobody_is_counted_without_names(shown: Shown) -> None:
    workspace, stage = shown
    facts = workspace.read(load, "en", session_ids=[stage.cafe_sessions[3]])
    (view,) = views(facts, ENGLISH)
    assert isinstance(view, TallyView)
    assert [row.group for row in view.ages] == ["Children"] * 2 + ["Adults"] * 2 + ["60 and over"] * 2
    assert view.residences == ("Les Tilleuls", "Other residences", "Outside the estate")
    text = whole_text(printed(workspace, AttendanceRequest((stage.cafe_sessions[3],))).data)
    assert "Counting sheet" in text
    assert "Surname" not in text


def test_a_cycle_holds_at_most_twelve_dates_a_sheet_and_all_of_them_once(shown: Shown) -> None:
    workspace, stage = shown
    facts = workspace.read(load, "en", action_id=stage.garden)
    grids = [view for view in views(facts, ENGLISH, variant="grid") if isinstance(view, GridView)]
    assert all(len(grid.dates) <= 12 for grid in grids)
    planned = [sheet.session.id for sheet in facts.sheets]
    assert [session_id for grid in grids for session_id in grid.session_ids] == planned
    result = printed(workspace, AttendanceRequest(action_id=stage.garden, variant="grid", past=True))
    assert_within_pages(result.data)
    assert all(page.width > page.height for page in pages(result.data))
    assert {sheet.session_id for sheet in result.sheets} == set(planned)


def test_in_a_grid_only_those_who_are_called_have_a_box(shown: Shown) -> None:
    workspace, stage = shown
    facts = workspace.read(load, "en", action_id=stage.theatre)
    grids = [view for view in views(facts, ENGLISH, variant="grid") if isinstance(view, GridView)]
    for grid in grids:
        for column, session_id in enumerate(grid.session_ids):
            called = {
                row.name
                for row, marks in zip(grid.rows, grid.called, strict=True)
                if marks[column] and row.role != "facilitator"
            }
            assert called == set(workspace.read(names, workspace.read(on_stage, session_id)))


def test_rows_can_be_sorted_by_residence(shown: Shown) -> None:
    workspace, stage = shown
    facts = workspace.read(load, "en", session_ids=[stage.garden_sessions[2]])
    (view,) = views(facts, ENGLISH, order="residence")
    assert isinstance(view, SignView)
    homes = [signer.residence for signer in view.signers[:-1]]
    inside = [home for home in homes if home != "outside the estate"]
    assert inside == sorted(inside)
    assert homes[: len(inside)] == inside


def test_the_sheets_of_a_day_are_those_of_the_sessions_that_are_on(workspace: Workspace) -> None:
    stage = workspace.change(set_stage).result

    def cancel(uow: UnitOfWork) -> Done[None]:
        uow.get(Session, stage.cafe_sessions[0]).status = SessionStatus.CANCELLED
        return Done(Message("Cancel"), None)

    day = date(2026, 1, 5)
    assert [s.session_id for s in printed(workspace, AttendanceRequest(day=day)).sheets] == [
        stage.cafe_sessions[0]
    ]
    workspace.change(cancel)
    with pytest.raises(RuleViolation, match="nothing to print"):
        printed(workspace, AttendanceRequest(day=day))


def test_the_same_input_gives_the_same_bytes_and_another_moment_the_same_fingerprint(shown: Shown) -> None:
    workspace, stage = shown
    request = AttendanceRequest(stage.garden_sessions[:5])
    first, second = printed(workspace, request), printed(workspace, request)
    assert first.data == second.data
    later = printed(workspace, request, AT.replace(hour=17))
    assert later.data != first.data
    assert later.sheets == first.sheets
    assert len({sheet.fingerprint for sheet in first.sheets}) == 5


def test_a_change_of_the_session_changes_its_fingerprint_alone(workspace: Workspace) -> None:
    stage = workspace.change(set_stage).result
    request = AttendanceRequest(stage.garden_sessions[:3])
    before = printed(workspace, request).sheets

    def move(uow: UnitOfWork) -> Done[None]:
        session = uow.get(Session, stage.garden_sessions[1])
        session.ends_at = session.ends_at.replace(hour=13)
        return Done(Message("Move"), None)

    workspace.change(move)
    after = printed(workspace, request).sheets
    same = [a.fingerprint == b.fingerprint for a, b in zip(before, after, strict=True)]
    assert same == [True, False, True]


def test_a_batch_tells_how_far_it_is_and_stops_where_that_raises(shown: Shown) -> None:
    workspace, stage = shown
    told: list[tuple[int, int]] = []
    request = AttendanceRequest(stage.garden_sessions[:4])
    workspace.read(
        render, request, ENGLISH, printed_at=AT, progress=lambda done, total: told.append((done, total))
    )
    assert told[:4] == [(0, 4), (1, 4), (2, 4), (3, 4)]

    class Stopped(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        told.append((done, 0))
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        workspace.read(render, request, ENGLISH, printed_at=AT, progress=stop)
    assert told[-1] == (2, 0)


def test_the_notice_names_the_landlord_the_time_and_the_contact(shown: Shown) -> None:
    workspace, stage = shown
    facts = workspace.read(load, "en", session_ids=[stage.garden_sessions[2]])
    text = whole_text(printed(workspace, AttendanceRequest((stage.garden_sessions[2],))).data)
    for words in ("Habitat des Deux Rives notes who came", "24 months", "dpo@deux-rives.example.org", "CNIL"):
        assert words in text
    nobody = replace(facts, landlord=replace(facts.landlord, name="", privacy_contact=""))
    (view,) = views(nobody, ENGLISH)
    assert "The landlord notes who came" in view.foot.notice
    assert "Nadia Belkacem" in view.foot.notice
