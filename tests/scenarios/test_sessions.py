"""Sessions as they are made, moved, placed again and staffed: each step taken back and done again, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.db.unit_of_work import Done
from app.domain.ids import SessionId
from app.domain.kinds import AgeBand, Role, SessionStatus, Sex
from app.domain.slots import Slot
from app.i18n import Message, language
from app.queries.choices import venue_choices
from app.queries.roster import roster
from app.queries.session_panel import session_panel
from app.queries.sessions import session_detail, sessions_between
from app.usecases.attendance import count_heads
from app.usecases.enrolments import enrol_people
from app.usecases.people import move_person
from app.usecases.sessions import (
    assign_new_person,
    assign_people,
    hold_at_new_venue,
    place_again,
    set_session_status,
    unassign_people,
)
from app.workspace import Workspace
from tests.estate import make_estate, plan

FRIDAY = datetime(2026, 11, 13, 14)
DAY = timedelta(days=1)


def venue_of(workspace: Workspace, session: SessionId) -> str:
    (row,) = [
        row
        for row in workspace.read(sessions_between, date(2026, 11, 1), date(2026, 12, 31))
        if row.id == session
    ]
    return row.venue


def assigned(workspace: Workspace, session: SessionId) -> list[tuple[str, Role]]:
    detail = workspace.read(session_detail, session)
    assert detail is not None
    return [(each.person.name, each.role) for each in detail.assigned]


def test_a_new_venue_comes_and_goes_with_the_session_that_is_held_there(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    session = plan(workspace, estate.cafe, FRIDAY)
    workspace.change(hold_at_new_venue, session, "Cour")
    for _ in range(2):
        workspace.undo()
        assert venue_of(workspace, session) == ""
        assert "Cour" not in [venue.label for venue in workspace.read(venue_choices)]
        workspace.redo()
        assert venue_of(workspace, session) == "Cour"
    assert [v.detail for v in workspace.read(venue_choices) if v.label == "Cour"] == ["Les Tilleuls"]
    assert workspace.verify() == ()


def test_a_new_person_comes_and_goes_with_the_assignment(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    session = plan(workspace, estate.cafe, FRIDAY)
    workspace.change(assign_new_person, session, "Luc", "Petit", Role.FACILITATOR)
    workspace.undo()
    assert assigned(workspace, session) == []
    workspace.redo()
    assert assigned(workspace, session) == [("Luc Petit", Role.FACILITATOR)]


def test_a_session_placed_again_is_planned_and_its_reason_gone(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    session = plan(workspace, estate.cafe, FRIDAY)
    workspace.change(set_session_status, session, SessionStatus.SKIPPED, reason="Météo")
    workspace.change(place_again, session, Slot(FRIDAY + 7 * DAY, FRIDAY + 7 * DAY + timedelta(hours=2)))
    detail = workspace.read(session_detail, session)
    assert detail is not None
    assert (detail.row.status, detail.reason, detail.row.starts_at) == (
        SessionStatus.PLANNED,
        "",
        FRIDAY + 7 * DAY,
    )
    workspace.undo()
    detail = workspace.read(session_detail, session)
    assert detail is not None
    assert (detail.row.status, detail.reason, detail.row.starts_at) == (
        SessionStatus.SKIPPED,
        "Météo",
        FRIDAY,
    )


def test_a_session_put_aside_is_offered_its_own_weekday_first_where_everybody_is_free(
    workspace: Workspace,
) -> None:
    estate = make_estate(workspace)
    session = plan(workspace, estate.cafe, FRIDAY, venue=estate.hall)
    workspace.change(assign_people, session, [estate.coordinator], Role.STAFF)
    busy = plan(workspace, estate.theatre, FRIDAY + 7 * DAY)
    workspace.change(assign_people, busy, [estate.coordinator], Role.STAFF)
    workspace.change(set_session_status, session, SessionStatus.SKIPPED)
    facts = workspace.read(session_panel, session, "fr", date(2026, 11, 16))
    assert facts is not None
    assert facts.clashes == ()
    assert [way.slot.day for way in facts.ways_out] == [
        date(2026, 11, 27),
        date(2026, 12, 4),
        date(2026, 12, 11),
    ]


@pytest.mark.backends("sqlite")
def test_every_step_is_named_by_who_and_what(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    session = plan(workspace, estate.cafe, datetime(2026, 11, 11, 14))
    steps: tuple[tuple[Callable[..., Done[Any]], tuple[Any, ...], str], ...] = (
        (
            assign_people,
            (session, [estate.coordinator], Role.STAFF),
            "Assign Nadia Belkacem to “Café du lundi”",
        ),
        (
            assign_people,
            (session, [estate.coordinator], Role.VOLUNTEER),
            "Change the role of Nadia Belkacem at “Café du lundi”",
        ),
        (unassign_people, (session, [estate.coordinator]), "Take Nadia Belkacem off “Café du lundi”"),
        (
            count_heads,
            (session, Sex.MALE, AgeBand.ADULT, 3),
            "Count 3 people without a name at “Café du lundi”",
        ),
        (
            count_heads,
            (session, Sex.MALE, AgeBand.ADULT, 1),
            "Count one person without a name at “Café du lundi”",
        ),
        (
            count_heads,
            (session, Sex.MALE, AgeBand.ADULT, 0),
            "Count nobody without a name at “Café du lundi”",
        ),
    )
    for usecase, arguments, words in steps:
        workspace.change(usecase, *arguments)
        label = workspace.undo_label
        assert isinstance(label, Message)
        assert language("en").say(label) == words


def test_the_roster_shows_where_people_live_on_the_day(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    jeanne = estate.tenants[0]
    workspace.change(enrol_people, estate.cafe, [jeanne])
    workspace.change(move_person, jeanne, estate.alizes)
    session = plan(workspace, estate.cafe, FRIDAY)
    (line,) = workspace.read(roster, session).lines
    assert line.person.residence == "Les Alizés"
