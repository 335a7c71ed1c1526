"""The views of a year say what its facts say, each figure with its definition."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.exchange.annual_views import annual_views
from app.exchange.views import Figure, View
from app.i18n import language
from app.queries.annual import annual_facts
from app.queries.annual_rows import AnnualFacts
from app.queries.annual_sessions import AnnualSession, annual_sessions
from app.queries.annual_totals import annual_totals
from app.queries.reference import reference_lists
from app.workspace import Workspace
from tests.documents.stage import set_stage
from tests.statements import count_statements

YEAR = 2026


@pytest.fixture
def facts(workspace: Workspace) -> AnnualFacts:
    workspace.change(set_stage)
    return workspace.read(annual_facts, YEAR)


@pytest.fixture
def sessions(workspace: Workspace, facts: AnnualFacts) -> tuple[AnnualSession, ...]:
    return workspace.read(annual_sessions, YEAR)


@pytest.fixture
def views(workspace: Workspace, facts: AnnualFacts, sessions: tuple[AnnualSession, ...]) -> tuple[View, ...]:
    return annual_views(facts, sessions, workspace.read(reference_lists, "en"), language("en"))


def column(view: View, title: str) -> list[object]:
    place = [each.title for each in view.columns].index(title)
    return [row[place] for row in view.rows]


def test_every_row_has_a_cell_for_each_column(views: tuple[View, ...]) -> None:
    assert all(view.rows for view in views)
    assert all(len(row) == len(view.columns) for view in views for row in view.rows)
    assert len({view.name for view in views}) == len(views)


def test_the_totals_are_those_of_the_facts_and_each_is_defined(
    facts: AnnualFacts, views: tuple[View, ...]
) -> None:
    rows = {row[0]: row for row in views[0].rows}
    assert len(rows) == len(annual_totals(facts))
    people, presences = rows["Different people"][1], rows["Presences"][1]
    assert isinstance(people, Figure)
    assert isinstance(presences, Figure)
    assert (people.value, presences.value) == (facts.totals.people, facts.totals.presences)
    assert all(isinstance(row[2], str) and row[2].endswith(".") for row in rows.values())


def test_what_can_be_added_up_adds_up_to_the_totals(facts: AnnualFacts, views: tuple[View, ...]) -> None:
    _, actions, sessions, axes, agencies, residences, _, districts, months = views
    for view in (actions, axes, months):
        assert sum(column(view, "Presences")) == facts.totals.presences  # type: ignore[arg-type]  # numbers
        assert sum(column(view, "Sessions")) == facts.totals.sessions  # type: ignore[arg-type]
    assert sum(value or 0 for value in column(sessions, "Presences")) == facts.totals.presences  # type: ignore[misc]
    assert sum(value or 0 for value in column(sessions, "Heads without a name")) == facts.totals.heads  # type: ignore[misc]
    for view in (agencies, residences, districts):
        assert sum(column(view, "Their presences")) == facts.totals.presences  # type: ignore[arg-type]


def test_sessions_come_in_order_without_options(
    facts: AnnualFacts, sessions: tuple[AnnualSession, ...]
) -> None:
    assert len(sessions) == facts.totals.sessions
    assert all(one.row.starts_at <= next_one.row.starts_at for one, next_one in pairwise(sessions))


def test_the_sessions_of_a_year_take_a_fixed_number_of_statements(
    workspace: Workspace, facts: AnnualFacts
) -> None:
    with count_statements(workspace) as sent:
        workspace.read(annual_sessions, YEAR)
    assert len(sent) <= 20
