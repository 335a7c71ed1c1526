"""The estate: taking it in from a file, changing it by hand, and what its pages say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.domain.errors import RuleViolation
from app.domain.estate import EstatePlan, ResidenceRecord, StairwellRecord
from app.domain.ids import DistrictId, ResidenceId
from app.domain.kinds import DistrictKind, Presence
from app.queries.estate_import import plan_import
from app.queries.residences import (
    ResidenceDetail,
    agencies,
    districts,
    residence_by_code,
    residence_detail,
    residences,
)
from app.usecases.attendance import mark
from app.usecases.people import create_person
from app.usecases.residences import (
    StairwellFields,
    create_agency,
    create_district,
    create_residence,
    create_venue,
    edit_agency,
    edit_district,
    edit_residence,
    edit_venue,
    import_residences,
    remove_agency,
    remove_district,
    remove_residence,
    remove_venue,
    set_residence_district,
    set_stairwells,
)
from app.workspace import Outcome, Workspace
from tests.estate import make_estate, plan
from tests.statements import count_statements

ROSES = ResidenceRecord(
    code="11262-LES-ROSES",
    name="Les Roses",
    address="2 à 8 rue des Roses",
    postal_code="11100",
    commune="Narbonne",
    dwellings=43,
    built=1972,
    priority=True,
    stairwells=(StairwellRecord("2 rue des Roses", 20), StairwellRecord("8 rue des Roses", 23)),
)
LILAS = replace(ROSES, code="11262-LES-LILAS", name="Les Lilas", priority=False, stairwells=())


def take_in(workspace: Workspace, *records: ResidenceRecord) -> Outcome[EstatePlan]:
    found = workspace.read(plan_import, records, workspace.clock().date())
    return workspace.change(import_residences, found, "rpls.csv")


def detail(workspace: Workspace, code: str) -> ResidenceDetail:
    residence_id = workspace.read(residence_by_code, code)
    assert residence_id is not None
    found = workspace.read(residence_detail, residence_id, workspace.clock())
    assert found is not None
    return found


def test_an_import_is_one_step_and_the_same_file_again_changes_nothing(workspace: Workspace) -> None:
    first = take_in(workspace, ROSES, LILAS)
    assert len(first.result.new) == 2
    page = detail(workspace, ROSES.code)
    assert (page.row.name, page.row.dwellings, page.row.built) == ("Les Roses", 43, 1972)
    assert page.row.district == "QPV à préciser (Narbonne)"
    assert [(row.name, row.dwellings) for row in page.stairwells] == [
        ("2 rue des Roses", 20),
        ("8 rue des Roses", 23),
    ]
    again = take_in(workspace, ROSES, LILAS)
    assert (again.result.unchanged, again.step) == (2, None)
    workspace.undo()
    assert workspace.read(residences, workspace.clock()) == ()
    assert workspace.read(districts, date(2026, 11, 12)) == ()
    workspace.redo()
    assert detail(workspace, ROSES.code).row.district == page.row.district
    assert workspace.verify() == ()


def test_a_later_file_changes_figures_but_not_the_name_that_people_gave(workspace: Workspace) -> None:
    take_in(workspace, ROSES, LILAS)
    roses = detail(workspace, ROSES.code)
    workspace.change(edit_residence, roses.row.id, name="La Roseraie")
    grown = replace(ROSES, dwellings=50, stairwells=(StairwellRecord("2 rue des Roses", 27),), built=None)
    outcome = take_in(workspace, grown, LILAS)
    (change,) = outcome.result.changed
    assert [(field.field, field.before, field.after) for field in change.fields] == [
        ("dwellings", "43", "50"),
        ("stairwells", "2 rue des Roses: 20", "2 rue des Roses: 27"),
    ]
    page = detail(workspace, ROSES.code)
    assert (page.row.name, page.row.dwellings, page.row.built) == ("La Roseraie", 50, 1972)
    assert [row.dwellings for row in page.stairwells] == [27, 23]
    assert workspace.undo_label is not None
    workspace.undo()
    assert detail(workspace, ROSES.code).row.dwellings == 43


def test_a_district_that_was_named_stays_whatever_a_file_says(workspace: Workspace) -> None:
    take_in(workspace, ROSES)
    stand_in = workspace.read(districts, date(2026, 11, 12))[0]
    workspace.change(edit_district, stand_in.id, code="QN01101M", name="Razimbaud")
    take_in(workspace, replace(ROSES, priority=False))
    take_in(workspace, ROSES)
    (district,) = workspace.read(districts, date(2026, 11, 12))
    assert (district.name, district.residences, district.dwellings) == ("Razimbaud", 1, 43)


def test_what_a_file_knows_less_of_is_kept(workspace: Workspace) -> None:
    take_in(workspace, ROSES)
    assert take_in(workspace, replace(ROSES, postal_code="", built=None)).step is None


def test_a_residence_is_made_changed_and_removed_by_hand(workspace: Workspace) -> None:
    agency = workspace.change(create_agency, "AG1", "Agence Nord").result
    residence_id = workspace.change(
        create_residence, "Les Tilleuls", dwellings=40, agency_id=agency, commune="Lyon"
    ).result
    row = workspace.read(residences, workspace.clock())[0]
    assert (row.id, row.code, row.agency) == (residence_id, "R-001", "Agence Nord")
    workspace.change(edit_residence, residence_id, seen_version=row.version, dwellings=41)
    assert workspace.read(agencies)[0].dwellings == 41
    with pytest.raises(RuleViolation, match="depend on this"):
        workspace.change(remove_agency, agency)
    workspace.change(remove_residence, residence_id)
    workspace.change(edit_agency, agency, name="Agence du Nord")
    workspace.change(remove_agency, agency)
    assert workspace.read(agencies) == ()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": " "}, "name is needed"),
        ({"name": "X", "code": "R-9"}, "is taken"),
        ({"name": "X", "dwellings": -1}, "cannot be right"),
        ({"name": "X", "built": 99}, "year of building"),
        ({"name": "x" * 500}, "500 characters"),
    ],
)
def test_what_cannot_be_a_residence_is_refused(
    workspace: Workspace, fields: dict[str, str | int], said: str
) -> None:
    workspace.change(create_residence, "Les Roses", code="R-9")
    before = workspace.read(residences, workspace.clock())
    with pytest.raises(RuleViolation) as refused:
        workspace.change(create_residence, **fields)  # type: ignore[arg-type]  # wrong on purpose
    assert said in str(refused.value)
    assert workspace.read(residences, workspace.clock()) == before


def test_a_district_holds_from_its_day_on_and_earlier_days_stay(workspace: Workspace) -> None:
    residence_id = workspace.change(create_residence, "Les Tilleuls").result
    old = workspace.change(create_district, "QP1", "Ancien", kind=DistrictKind.QPV).result
    new = workspace.change(create_district, "QN1", "Nouveau", kind=DistrictKind.QPV).result
    workspace.change(set_residence_district, residence_id, old, valid_from=date(2015, 1, 1))
    workspace.change(set_residence_district, residence_id, new, valid_from=date(2024, 1, 1))
    page = workspace.read(residence_detail, residence_id, workspace.clock())
    assert page is not None
    assert page.row.district == "Nouveau"
    assert [(span.district, span.valid_from, span.valid_to) for span in page.districts] == [
        ("Nouveau", date(2024, 1, 1), None),
        ("Ancien", date(2015, 1, 1), date(2023, 12, 31)),
    ]
    with pytest.raises(RuleViolation, match="depend on this"):
        workspace.change(remove_district, DistrictId(new))
    workspace.change(set_residence_district, residence_id, None)
    page = workspace.read(residence_detail, residence_id, workspace.clock())
    assert page is not None
    assert page.row.district == ""


def test_stairwells_are_put_in_order_and_one_where_people_live_stays(workspace: Workspace) -> None:
    take_in(workspace, ROSES)
    page = detail(workspace, ROSES.code)
    first, second = (StairwellFields(row.name, row.dwellings, row.id) for row in page.stairwells)
    workspace.change(set_stairwells, page.row.id, [second, StairwellFields("Escalier C", 5), first])
    assert [row.name for row in detail(workspace, ROSES.code).stairwells] == [
        "8 rue des Roses",
        "Escalier C",
        "2 rue des Roses",
    ]
    workspace.change(set_stairwells, page.row.id, [first])
    assert [row.name for row in detail(workspace, ROSES.code).stairwells] == ["2 rue des Roses"]


def test_a_venue_is_made_changed_and_removed(workspace: Workspace) -> None:
    residence_id = workspace.change(create_residence, "Les Tilleuls").result
    venue_id = workspace.change(create_venue, "Salle", residence_id=residence_id, seats=30).result
    workspace.change(edit_venue, venue_id, access="Rez-de-chaussée")
    page = workspace.read(residence_detail, residence_id, workspace.clock())
    assert page is not None
    assert [(venue.name, venue.seats, venue.access) for venue in page.venues] == [
        ("Salle", 30, "Rez-de-chaussée")
    ]
    with pytest.raises(RuleViolation, match="seats cannot be right"):
        workspace.change(edit_venue, venue_id, seats=-1)
    workspace.change(remove_venue, venue_id)


def test_a_residence_says_whom_it_met_and_when_last(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    held = plan(workspace, estate.cafe, datetime(2026, 11, 10, 14, 0), venue=estate.hall)
    long_ago = plan(workspace, estate.cafe, datetime(2025, 3, 1, 14, 0), venue=estate.hall)
    plan(workspace, estate.cafe, datetime(2026, 12, 1, 14, 0), venue=estate.hall)
    workspace.change(mark, held, {estate.tenants[0]: Presence.PRESENT})
    workspace.change(mark, held, {estate.tenants[1]: Presence.ABSENT})
    workspace.change(mark, long_ago, {estate.tenants[2]: Presence.PRESENT})
    workspace.change(create_person, "Ana", "Silva", residence_id=ResidenceId(estate.alizes))
    with count_statements(workspace) as sent:
        rows = {row.name: row for row in workspace.read(residences, datetime(2026, 11, 12, 9, 0))}
    assert len(sent) <= 7
    tilleuls, alizes = rows["Les Tilleuls"], rows["Les Alizés"]
    # Everybody moved in today: whoever came two days ago did not live there yet.
    assert (tilleuls.people_met, tilleuls.actions, tilleuls.venues) == (0, 2, 1)
    assert tilleuls.last_session == datetime(2026, 11, 10, 14, 0)
    assert (alizes.people_met, alizes.actions, alizes.last_session) == (0, 1, None)
    today = plan(workspace, estate.cafe, datetime(2026, 11, 12, 8, 0), venue=estate.hall)
    workspace.change(mark, today, {estate.tenants[0]: Presence.PRESENT})
    rows = {row.name: row for row in workspace.read(residences, datetime(2026, 11, 12, 9, 0))}
    assert rows["Les Tilleuls"].people_met == 1
    assert [row.name for row in workspace.read(residences, workspace.clock(), text="tille")] == [
        "Les Tilleuls"
    ]
