"""The annual summary read back: its figures against the rows, what it withholds, how it breaks its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import Connection, func, select

from app.db.tables import Action, Attendance, HeadCount, Person, Session
from app.db.unit_of_work import Done, UnitOfWork
from app.documents import AnnualRequest, render
from app.documents.annual.data import annual_data
from app.documents.annual.words import annual_view
from app.domain.ids import seeded_ids
from app.domain.kinds import Presence, SessionStatus
from app.i18n import LANGUAGES, Message, language
from app.usecases.settings import change_settings
from app.workspace import Workspace
from tests.documents.extremes import Extremes, set_extremes
from tests.documents.reading import assert_within_pages, pages, whole_text
from tests.documents.stage import Stage

AT = datetime(2026, 11, 12, 9, 5)
Shown = tuple[Workspace, Stage]


@pytest.fixture(scope="module")
def extreme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Extremes]]:
    """A provider at its extremes, shared by the module."""
    location = str(tmp_path_factory.mktemp("extreme") / "extreme.palier")
    with Workspace.create(location, clock=lambda: AT, new_id=seeded_ids(3), author="Test") as workspace:
        yield workspace, workspace.change(set_extremes).result


def printed(workspace: Workspace, year: int, code: str = "en") -> bytes:
    return workspace.read(render, AnnualRequest(year), language(code), printed_at=AT).data


def counted(connection: Connection, year: int) -> dict[str, int]:
    """The year's figures straight from the rows, by other means than the program's."""
    held = select(Session.id).where(
        func.substr(Session.starts_at, 1, 4) == str(year), Session.status == SessionStatus.HELD
    )
    # Nobody on duty is enrolled in these actions, and nobody enrolled is on duty.
    came = select(Attendance.person_id).where(
        Attendance.session_id.in_(held), Attendance.presence == Presence.PRESENT
    )
    return {
        "held": connection.scalar(select(func.count()).select_from(held.subquery())) or 0,
        "people": connection.scalar(select(func.count()).select_from(came.distinct().subquery())) or 0,
        "presences": connection.scalar(select(func.count()).select_from(came.subquery())) or 0,
        "heads": connection.scalar(select(func.sum(HeadCount.heads)).where(HeadCount.session_id.in_(held)))
        or 0,
    }


def test_the_key_figures_are_those_of_the_rows(extreme: tuple[Workspace, Extremes]) -> None:
    workspace, _ = extreme
    rows = workspace.read(counted, 2024)
    view = annual_view(workspace.read(annual_data, 2024, "en"), language("en"), AT)
    said = {figure.label: figure.figure for figure in view.key_figures}
    whole = language("en").number
    assert said["actions"] == "140"
    assert said["different people met"] == whole(rows["people"])
    assert said["presences"] == whole(rows["presences"])
    assert said[f"sessions held, of {rows['held']} planned"] == whole(rows["held"])
    assert whole(rows["presences"]) in pages(printed(workspace, 2024))[0].text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_action_of_the_year_is_in_the_list_with_its_own_figures(
    extreme: tuple[Workspace, Extremes], code: str
) -> None:
    workspace, _ = extreme
    text = whole_text(printed(workspace, 2024, code))
    codes = workspace.read(
        lambda c: c.scalars(select(Action.code).where(Action.code.startswith("2024-"))).all()
    )
    assert len(codes) == 140
    assert all(each in text for each in codes)
    assert "{" not in text


def test_the_sums_of_the_tables_are_the_year(shown: Shown) -> None:
    workspace, _ = shown
    view = annual_view(workspace.read(annual_data, 2026, "en"), language("en"), AT)
    rows = workspace.read(counted, 2026)
    for section in view.sections:
        if section.table is None or section.heading == "Money":
            continue
        (last,) = section.table.sums
        assert section.table.rows[last][0] == "The whole year"
        names = [column.heading for column in section.table.columns]
        place = names.index("Presences")
        parts = [int(row[place].replace(",", "")) for row in section.table.rows[:last]]
        assert sum(parts) == int(section.table.rows[last][place].replace(",", ""))
        assert sum(parts) <= rows["presences"]


def test_the_months_add_up_to_the_year(shown: Shown) -> None:
    workspace, _ = shown
    view = annual_view(workspace.read(annual_data, 2026, "en"), language("en"), AT)
    months = view.sections[0].columns
    assert len(months) == 12
    said = {figure.label: int(figure.figure.replace(",", "")) for figure in view.key_figures[2:5]}
    assert sum(month.value for month in months) == said["presences"]
    heads = said["heads counted without a name, apart from the people"]
    assert sum(month.second for month in months) == heads == workspace.read(counted, 2026)["heads"]


def test_small_groups_are_withheld_with_the_one_they_could_be_worked_out_from(
    extreme: tuple[Workspace, Extremes],
) -> None:
    workspace, _ = extreme
    data = workspace.read(annual_data, 2026, "en")
    assert data.facts.totals.people == 120
    workspace.change(change_settings, small_group=30)
    view = annual_view(workspace.read(annual_data, 2026, "en"), language("en"), AT)
    workspace.change(change_settings, small_group=5)
    (publics,) = [section for section in view.sections if section.heading == "Who came"]
    figures = [bar.figure for bar in publics.groups[0].bars]
    assert "< 30" in figures
    assert all(bar.value == 0 for bar in publics.groups[0].bars if bar.figure.startswith(("<", "not")))
    assert not any(re.match(r"([1-9]|1\d|2\d) ·", figure) for figure in figures)
    assert "Groups of fewer than 30 people are not shown" in publics.note


def test_the_actions_told_are_the_best_of_each_axis_and_have_something_to_tell(
    extreme: tuple[Workspace, Extremes],
) -> None:
    workspace, _ = extreme
    data = workspace.read(annual_data, 2024, "en")
    view = annual_view(data, language("en"), AT)
    by_code = {action.code: action for action in data.facts.actions}
    told = [by_code[tale.code] for tale in view.tales]
    assert 5 <= len(told) <= 8
    assert [action.code for action in told] == sorted(action.code for action in told)
    assert all(data.stories[action.id].told and action.figures.held for action in told)
    assert len({action.axis for action in told}) == len(told)
    best = max(
        (action for action in data.facts.actions if data.stories[action.id].told),
        key=lambda action: action.figures.participant_hours,
    )
    assert best.figures.participant_hours in [action.figures.participant_hours for action in told]


def test_the_pages_are_counted_through_and_none_is_nearly_empty(
    extreme: tuple[Workspace, Extremes],
) -> None:
    workspace, _ = extreme
    data = printed(workspace, 2024)
    assert_within_pages(data)
    found = pages(data)
    for number, page in enumerate(found, start=1):
        assert f"Page {number} / {len(found)}" in " ".join(page.text.split())
        lowest = max(word.bottom for word in page.words if word.bottom < page.height - 60)
        assert lowest > page.height * 0.25, f"page {number}"
    broad = [page.width > page.height for page in found]
    assert broad[0] is False and broad[-1] is False and any(broad)


def test_no_heading_stands_alone_at_the_foot_of_a_page(shown: Shown) -> None:
    workspace, _ = shown
    for year in (2025, 2026):
        view = annual_view(workspace.read(annual_data, year, "fr"), language("fr"), AT)
        headings = [section.heading for section in (*view.sections, *view.outlook, view.definitions)]
        for page in pages(printed(workspace, year, "fr")):
            lines = [line.strip() for line in page.text.splitlines() if line.strip()]
            body = [line for line in lines if "Page" not in line and view.title not in line]
            assert not body or body[-1] not in headings


def test_a_year_with_next_to_nothing_is_told_as_it_is(extreme: tuple[Workspace, Extremes]) -> None:
    workspace, _ = extreme
    text = whole_text(printed(workspace, 2025))
    assert "cost, actual" in text
    assert "nan" not in text and "None" not in text


def test_a_private_name_is_never_in_the_summary(shown: Shown) -> None:
    workspace, stage = shown
    text = whole_text(printed(workspace, 2026))
    names = workspace.read(
        lambda c: c.execute(
            select(Person.given_name, Person.family_name).where(Person.id.in_(stage.tenants))
        ).all()
    )
    assert names
    assert not [row for row in names if f"{row.given_name} {row.family_name}" in text]
    assert not [row for row in names if f"{row.family_name} {row.given_name}" in text]


def test_lessons_that_are_told_above_are_not_repeated(workspace: Workspace) -> None:
    workspace.change(set_extremes)

    def teach(uow: UnitOfWork) -> Done[None]:
        for number, action in enumerate(uow.all(Action)):
            action.lessons = f"Lesson{number}."
        return Done(Message("Teach"), None)

    workspace.change(teach)
    text = whole_text(printed(workspace, 2024))
    lessons = re.findall(r"Lesson(\d+)\.", text)
    assert len(lessons) == len(set(lessons)) == 140
