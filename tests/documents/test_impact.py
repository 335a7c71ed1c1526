"""The impact sheet read back: its figures against the rows, what it leaves out, how it fills its pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import pytest
from sqlalchemy import Connection, func, select

from app.db.tables import Action, Attendance, HeadCount, MoneyLine, Session
from app.db.unit_of_work import Done, UnitOfWork
from app.documents import ImpactRequest, render
from app.documents.impact.data import impact_data
from app.documents.impact.view import ImpactView
from app.documents.impact.words import MOST_COLUMNS, impact_view
from app.domain.ids import ActionId, seeded_ids
from app.domain.kinds import MoneySide, Presence, SessionStatus
from app.i18n import LANGUAGES, Message, language
from app.workspace import Workspace
from tests.documents.extremes import TITLE, Extremes, set_extremes
from tests.documents.reading import assert_within_pages, pages, whole_text
from tests.documents.stage import Stage

AT = datetime(2026, 11, 12, 9, 5)
Shown = tuple[Workspace, Stage]
Extreme = tuple[Workspace, Extremes]


@pytest.fixture(scope="module")
def extreme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Extreme]:
    """A provider at its extremes, shared by the module."""
    location = str(tmp_path_factory.mktemp("extreme") / "extreme.palier")
    with Workspace.create(location, clock=lambda: AT, new_id=seeded_ids(3), author="Test") as workspace:
        yield workspace, workspace.change(set_extremes).result


def view_of(workspace: Workspace, action_id: ActionId, code: str = "en") -> ImpactView:
    return impact_view(workspace.read(impact_data, action_id, AT, code), language(code), AT)


def printed(workspace: Workspace, action_id: ActionId, code: str = "en") -> bytes:
    return workspace.read(render, ImpactRequest(action_id), language(code), printed_at=AT).data


def squeezed(text: str) -> str:
    """Letters and figures alone: lines are broken anywhere."""
    return "".join(character for character in text if character.isalnum())


def counted(connection: Connection, action_id: ActionId) -> dict[str, int]:
    """An action's figures straight from the rows."""
    held = select(Session.id).where(Session.action_id == action_id, Session.status == SessionStatus.HELD)
    came = select(Attendance.person_id).where(
        Attendance.session_id.in_(held), Attendance.presence == Presence.PRESENT
    )
    heads = select(func.sum(HeadCount.heads)).where(HeadCount.session_id.in_(held))
    return {
        "held": connection.scalar(select(func.count()).select_from(held.subquery())) or 0,
        "people": connection.scalar(select(func.count()).select_from(came.distinct().subquery())) or 0,
        "presences": connection.scalar(select(func.count()).select_from(came.subquery())) or 0,
        "heads": connection.scalar(heads) or 0,
    }


def test_the_figures_are_those_of_the_rows(extreme: Extreme) -> None:
    workspace, actions = extreme
    for action_id in (actions.bare, actions.huge, actions.poor, actions.tiny):
        rows, whole = workspace.read(counted, action_id), language("en").number
        held, people, presences, heads = view_of(workspace, action_id).key_figures[:4]
        assert held.figure == whole(rows["held"])
        assert people.figure == whole(rows["people"])
        assert presences.figure == whole(rows["presences"])
        assert heads.figure == whole(rows["heads"])


def test_the_columns_add_up_to_presences_and_heads_apart(extreme: Extreme, shown: Shown) -> None:
    for workspace, action_id in (
        (extreme[0], extreme[1].huge),
        (shown[0], shown[1].cafe),
        (shown[0], shown[1].theatre),
    ):
        view, rows = view_of(workspace, action_id), workspace.read(counted, action_id)
        bars = view.attendance.bars
        assert sum(bar.second for bar in bars) == rows["heads"]
        if action_id != shown[1].theatre:  # where the team is not counted
            assert sum(bar.value for bar in bars) == rows["presences"]
        assert 0 < len(bars) <= 36


def test_many_sessions_are_shown_by_month_and_few_one_by_one(extreme: Extreme) -> None:
    workspace, actions = extreme
    assert len(view_of(workspace, actions.poor).attendance.bars) == 8 <= MOST_COLUMNS
    bars = view_of(workspace, actions.huge).attendance.bars
    assert [bar.label for bar in bars][:3] == ["09/25", "10/25", "11/25"]


def test_the_money_is_that_of_the_lines_and_the_sums_stand_out(extreme: Extreme) -> None:
    workspace, actions = extreme
    table = view_of(workspace, actions.huge).money.table
    assert table is not None
    sums = workspace.read(
        lambda c: dict(
            c.execute(
                select(MoneyLine.side, func.sum(MoneyLine.forecast))
                .where(MoneyLine.action_id == actions.huge, MoneyLine.account.not_in(["86", "87"]))
                .group_by(MoneyLine.side)
            ).all()
        )
    )
    expense, income = (table.rows[row] for row in sorted(table.sums))
    money = language("en").money
    assert expense[:2] == ("Total of expenses", money(Decimal(sums[MoneySide.EXPENSE])))
    assert income[:2] == ("Total of income", money(Decimal(sums[MoneySide.INCOME])))
    headings = [row[0] for row in table.rows if len(row) == 1]
    assert headings == ["Expenses", "Income", "In kind, not in the totals"]


def test_residences_of_fewer_than_five_people_are_named_but_not_counted(extreme: Extreme) -> None:
    workspace, actions = extreme
    data = workspace.read(impact_data, actions.huge, AT, "en")
    names = {data.residences[key]: people for key, people in data.figures.by_residence.items()}
    small = {name for name, people in names.items() if people < 5}
    chart = view_of(workspace, actions.huge).residences
    assert small
    assert all(bar.value >= 5 for bar in chart.bars)
    assert not small & {bar.label for bar in chart.bars}
    assert all(name in chart.foot for name in small)
    assert sum(bar.value for bar in chart.bars) < data.figures.people


def test_of_three_people_nothing_is_said_about_who_they_are(extreme: Extreme) -> None:
    workspace, actions = extreme
    labels = [figure.label for figure in view_of(workspace, actions.tiny).key_figures]
    assert not [label for label in labels if "women" in label or "60" in label or "district" in label]
    assert [label for label in view_of(workspace, actions.poor).key_figures if "women" in label.label]
    assert view_of(workspace, actions.tiny).residences.bars == ()


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_action_with_nothing_has_one_page_that_says_so(extreme: Extreme, code: str) -> None:
    workspace, actions = extreme
    data = printed(workspace, actions.bare, code)
    assert_within_pages(data)
    assert len(pages(data)) == 1
    say = language(code).text
    text = whole_text(data)
    for sentence in (
        "No session was held yet.",
        "No objective was written down.",
        "No money was written down.",
    ):
        assert say(sentence) in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_action_with_too_much_of_everything_loses_none_of_it(extreme: Extreme, code: str) -> None:
    workspace, actions = extreme
    data = printed(workspace, actions.huge, code)
    assert_within_pages(data)
    text = squeezed(whole_text(data))
    assert squeezed(TITLE) in text
    assert text.count("repas") == 6 * 25  # once a sentence, and no line or page parts a short word
    for number in (1, 2, 3, 38, 39):
        assert f"Résidencen{number}" in text.replace("°", "")


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_last_page_holds_next_to_nothing(extreme: Extreme, shown: Shown, code: str) -> None:
    for workspace, action_id in (
        (extreme[0], extreme[1].huge),
        (extreme[0], extreme[1].poor),
        (shown[0], shown[1].theatre),
        (shown[0], shown[1].garden),
        (shown[0], shown[1].cafe),
    ):
        found = pages(printed(workspace, action_id, code))
        lowest = max(word.bottom for word in found[-1].words if word.bottom < found[-1].height - 60)
        assert lowest > found[-1].height * 0.2


def test_what_nobody_wrote_is_listed_once_instead_of_empty_parts(workspace: Workspace) -> None:
    actions = workspace.change(set_extremes).result
    assert view_of(workspace, actions.bare).unwritten == (
        "Not written yet: Why, What was done, What we learnt, What comes next."
    )

    def tell(uow: UnitOfWork) -> Done[None]:
        action = uow.find(Action, Action.id == actions.bare)
        assert action is not None
        action.context = action.description = action.follow_up = "Words."
        return Done(Message("Tell"), None)

    workspace.change(tell)
    view = view_of(workspace, actions.bare)
    assert view.unwritten == "Not written yet: What we learnt."
    assert [passage.heading for passage in view.passages] == ["Why", "What was done", "What comes next"]
