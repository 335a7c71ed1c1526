"""A year's account, against a recount by other means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import Connection, event, select

from app.db.tables import Assignment, Attendance, Enrolment, HeadCount, PersonResidence, Session
from app.domain.kinds import Presence, SessionStatus
from app.queries.annual import annual_facts
from app.workspace import Workspace
from tests.documents.stage import Stage, set_stage

YEAR = 2026


@pytest.fixture
def stage(workspace: Workspace) -> Stage:
    return workspace.change(set_stage).result


def came(connection: Connection, year: int | None = YEAR) -> list[tuple[object, object, datetime]]:
    """Who came to what, by one plain pass over the rows: (person, session, when)."""
    duty = {tuple(row) for row in connection.execute(select(Assignment.session_id, Assignment.person_id))}
    enrolled = {tuple(row) for row in connection.execute(select(Enrolment.action_id, Enrolment.person_id))}
    sessions = {row.id: row for row in connection.execute(select(Session.__table__))}
    found = []
    for row in connection.execute(select(Attendance.__table__)):
        session = sessions[row.session_id]
        on_duty = (session.id, row.person_id) in duty and (session.action_id, row.person_id) not in enrolled
        in_year = year is None or session.starts_at.year == year
        if (
            row.presence is Presence.PRESENT
            and session.status is SessionStatus.HELD
            and in_year
            and not on_duty
        ):
            found.append((row.person_id, row.session_id, session.starts_at))
    return found


def heads(connection: Connection) -> int:
    rows = connection.execute(
        select(HeadCount.heads, Session.starts_at, Session.status).join(
            Session, Session.id == HeadCount.session_id
        )
    )
    return sum(row.heads for row in rows if row.starts_at.year == YEAR and row.status is SessionStatus.HELD)


def test_the_totals_agree_with_a_recount(workspace: Workspace, stage: Stage) -> None:
    facts = workspace.read(annual_facts, YEAR)
    rows = workspace.read(came)
    assert facts.totals.presences == len(rows)
    assert facts.totals.people == len({person for person, _, _ in rows})
    assert facts.totals.heads == workspace.read(heads)
    before = {person for person, _, at in workspace.read(came, None) if at < datetime(YEAR, 1, 1)}
    assert facts.totals.first_timers == len({person for person, _, _ in rows} - before)
    assert 0 < facts.totals.first_timers < facts.totals.people


def test_every_way_to_part_the_year_adds_up_to_the_same_totals(workspace: Workspace, stage: Stage) -> None:
    facts = workspace.read(annual_facts, YEAR)
    for figures in (
        [row.figures for row in facts.actions],
        [row.figures for row in facts.axes],
        list(facts.months),
    ):
        assert sum(part.presences for part in figures) == facts.totals.presences
        assert sum(part.heads for part in figures) == facts.totals.heads
        assert sum(part.held for part in figures) == facts.totals.held
    for places in (facts.agencies, facts.districts, facts.residences):
        assert sum(place.living.people for place in places) == facts.totals.people
        assert sum(place.living.presences for place in places) == facts.totals.presences
        assert sum(place.sessions for place in places) == facts.totals.held
        assert sum(place.heads for place in places) == facts.totals.heads


def test_a_district_is_the_one_that_was_valid_on_new_year_s_day(workspace: Workspace, stage: Stage) -> None:
    names = [place.name for place in workspace.read(annual_facts, 2024).districts]
    assert names[0] == "Les Grandes Terres"
    assert [place.name for place in workspace.read(annual_facts, 2023).districts] == ["Grandes Terres (2015)"]


def test_money_of_an_action_over_two_years_is_shared_by_its_sessions(
    workspace: Workspace, stage: Stage
) -> None:
    both = [
        row.money.cost.actual
        for year in (2025, 2026)
        for row in workspace.read(annual_facts, year).actions
        if row.id == stage.theatre
    ]
    assert sum(amount for amount in both if amount is not None) == Decimal("10000.00")
    assert len(both) == 2
    assert all(both)


def test_residences_of_which_nobody_came_are_listed_with_their_last_visit(
    workspace: Workspace, stage: Stage
) -> None:
    facts = workspace.read(annual_facts, YEAR)
    assert [row.name for row in facts.unreached] == ["Cour Verte"]
    assert facts.unreached[0].last_came is None
    met = {place.id for place in facts.residences if place.id and place.living.people}
    assert {row.id for row in facts.unreached}.isdisjoint(met)
    assert len(met) + len(facts.unreached) == facts.estate_residences

    later = workspace.read(annual_facts, 2028)

    def last_came_from(connection: Connection) -> dict[object, date]:
        homes: dict[object, UUID] = {
            row.person_id: row.residence_id
            for row in connection.execute(select(PersonResidence.person_id, PersonResidence.residence_id))
        }
        last: dict[object, date] = {}
        for person, _, at in came(connection, None):
            if person in homes:
                last[homes[person]] = max(last.get(homes[person], at.date()), at.date())
        return last

    expected = workspace.read(last_came_from)
    assert {row.id: row.last_came for row in later.unreached if row.last_came} == expected


def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(
    workspace: Workspace, statements: Callable[[Workspace], list[str]]
) -> None:
    before = statements(workspace)
    workspace.read(annual_facts, YEAR)
    empty = len(before)
    workspace.change(set_stage)
    before.clear()
    workspace.read(annual_facts, YEAR)
    assert len(before) <= empty + 1  # residences not met are asked for only where there are any
    assert len(before) < 25


@pytest.fixture
def statements() -> Callable[[Workspace], list[str]]:
    """Starts noting down every statement that a workspace sends."""

    def listen(workspace: Workspace) -> list[str]:
        noted: list[str] = []

        @event.listens_for(workspace._engine, "before_cursor_execute")
        def _note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            noted.append(statement)

        return noted

    return listen
