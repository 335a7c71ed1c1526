"""The figures of the impact sheet and of the annual summary, against a recount by other means."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Connection, select

from app.db.tables import Assignment, Attendance, Enrolment, HeadCount, MoneyLine, Session
from app.documents import AnnualRequest, ImpactRequest, Request, render
from app.domain.ids import ActionId
from app.domain.kinds import MoneySide, Presence, SessionStatus
from app.i18n import language
from app.workspace import Workspace
from tests.documents.reading import whole_text
from tests.documents.stage import Stage

ENGLISH = language("en")
AT = datetime(2026, 11, 12, 9, 5)
Shown = tuple[Workspace, Stage]
Came = dict[UUID, set[UUID]]


def said(workspace: Workspace, request: Request) -> str:
    return whole_text(workspace.read(render, request, ENGLISH, printed_at=AT).data)


def sessions(
    connection: Connection, action_id: ActionId | None = None
) -> dict[UUID, tuple[datetime, datetime]]:
    """Start and end of the sessions held, of an action or of 2026."""
    found = {}
    for row in connection.execute(select(Session.__table__)):
        wanted = row.action_id == action_id if action_id else row.starts_at.year == 2026
        if wanted and row.status is SessionStatus.HELD:
            found[row.id] = (row.starts_at, row.ends_at)
    return found


def came(connection: Connection, action_id: ActionId | None = None) -> Came:
    """Who took part in each session held, those on duty left out."""
    held = sessions(connection, action_id)
    duty = {tuple(row) for row in connection.execute(select(Assignment.session_id, Assignment.person_id))}
    enrolled = {tuple(row) for row in connection.execute(select(Enrolment.action_id, Enrolment.person_id))}
    action_of = {row.id: row.action_id for row in connection.execute(select(Session.id, Session.action_id))}
    found: Came = defaultdict(set)
    for row in connection.execute(select(Attendance.__table__)):
        key = (row.session_id, row.person_id)
        working = key in duty and (action_of[row.session_id], row.person_id) not in enrolled
        if row.session_id in held and row.presence is Presence.PRESENT and not working:
            found[row.session_id].add(row.person_id)
    return found


def heads(connection: Connection, action_id: ActionId | None = None) -> int:
    held = sessions(connection, action_id)
    rows = connection.execute(select(HeadCount.session_id, HeadCount.heads))
    return sum(row.heads for row in rows if row.session_id in held)


def test_an_impact_sheet_says_what_a_recount_says(shown: Shown) -> None:
    workspace, stage = shown
    for action_id in (stage.theatre, stage.garden):
        text = said(workspace, ImpactRequest(action_id))
        found = workspace.read(came, action_id)
        held = workspace.read(sessions, action_id)
        presences = sum(len(people) for people in found.values())
        hours = sum(
            ((held[key][1] - held[key][0]) * len(people) for key, people in found.items()), timedelta()
        )
        assert f"{len(set().union(*found.values()))} different people" in text
        assert f"{presences} presences" in text
        assert f"{len(held)} sessions held" in text
        assert f"{workspace.read(heads, action_id)} heads counted without a name" in text
        assert f"{ENGLISH.number(presences / len(held), 1)} presences per session held" in text
        assert f"{ENGLISH.number(hours / timedelta(hours=1), 0)} participant hours" in text


def test_an_impact_sheet_shows_totals_that_balance_and_costs_by_person(shown: Shown) -> None:
    workspace, stage = shown
    text = said(workspace, ImpactRequest(stage.theatre))

    def expenses(connection: Connection) -> Decimal:
        rows = connection.execute(select(MoneyLine.__table__).where(MoneyLine.action_id == stage.theatre))
        return sum(
            (
                row.actual
                for row in rows
                if row.side is MoneySide.EXPENSE and not row.account.startswith("86")
            ),
            Decimal(0),
        )

    cost = workspace.read(expenses)
    people = len(set().union(*workspace.read(came, stage.theatre).values()))
    assert text.count(ENGLISH.money(cost)) >= 2  # of expenses and of income
    assert f"Cost per person: {ENGLISH.money((cost / people).quantize(Decimal('0.01')))}" in text
    assert "Each euro of the landlord moves €2.50 in all." in text


def test_an_impact_sheet_says_what_is_not_known_yet(shown: Shown) -> None:
    workspace, stage = shown
    text = said(workspace, ImpactRequest(stage.cafe))
    assert "No money was written down." in text
    assert "No objective was written down." in text
    unwritten = text[text.index("Not written yet") :]
    for heading in ("Why", "What was done", "What we learnt", "What comes next"):
        assert heading in unwritten
    garden = said(workspace, ImpactRequest(stage.garden))
    assert "not known yet" in garden
    assert "so far" in garden


def test_an_impact_sheet_keeps_heads_apart_from_people(shown: Shown) -> None:
    workspace, stage = shown
    text = said(workspace, ImpactRequest(stage.cafe))
    assert "0 different people" in text
    assert "0 presences" in text
    assert f"{workspace.read(heads, stage.cafe)} heads counted without a name, apart from the people" in text
    assert "they are never added" in text


def test_the_annual_summary_says_what_a_recount_says(shown: Shown) -> None:
    workspace, _ = shown
    text = said(workspace, AnnualRequest(2026))
    found = workspace.read(came)
    held = workspace.read(sessions)
    before = workspace.read(_came_before, 2026)
    people = set().union(*found.values())
    assert f"{len(people)} different people met" in text
    assert f"{sum(len(each) for each in found.values())} presences" in text
    assert f"{len(held)} sessions held, of" in text
    assert f"{workspace.read(heads)} heads counted without a name" in text
    assert f"{len(people - before)} people who had never come before" in text
    for words in ("2025-017", "2026-003", "2026-011", "Les Grandes Terres", "Cour Verte", "Agence Nord"):
        assert words in text


def _came_before(connection: Connection, year: int) -> set[UUID]:
    rows = connection.execute(
        select(Attendance.person_id, Session.starts_at)
        .join(Session, Session.id == Attendance.session_id)
        .where(Attendance.presence == Presence.PRESENT, Session.status == SessionStatus.HELD)
    )
    return {row.person_id for row in rows if row.starts_at.year < year}
