"""Residences under real clicks and keys: the list and its filters, the panel, taking in a file."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.kinds import DistrictKind, Presence
from app.i18n import language
from app.queries.residence_page import ResidencePage, residence_page
from app.queries.residences import residences
from app.usecases.attendance import mark
from app.usecases.residences import create_district, create_residence, remove_residence
from app.workspace import Workspace
from tests.estate import make_estate, plan
from tests.statements import count_statements
from tests.ui.desk import CTRL, Desk
from ui.models.residences import residence_sentence
from ui.screens.panels.residence import ResidencePanel
from ui.screens.residences import ResidencesScreen

NOW = datetime(2026, 11, 12, 9, 0)
HOUR = timedelta(hours=1)
HEADER = "DEPCOM;CODEPOSTAL;LIBCOM;NUMVOIE;TYPVOIE;NOMVOIE;COMPLGEO;CONSTRUCT;QPV;nb"


def opened(desk: Desk) -> ResidencesScreen:
    screen = desk.screen("residences", ResidencesScreen)
    screen.refresh()
    return screen


def panel_of(desk: Desk) -> ResidencePanel:
    desk.bench.open_residence(desk.estate.tilleuls)
    return desk.panel(ResidencePanel)


def listed(screen: ResidencesScreen) -> list[str]:
    return [row.name for row in screen.model.rows]


def page_of(desk: Desk) -> ResidencePage:
    found = desk.workspace.read(residence_page, desk.estate.tilleuls, NOW)
    assert found is not None
    return found


def test_the_list_tells_how_far_the_actions_reach(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW - 2 * HOUR, venue=desk.estate.hall)
    desk.workspace.change(mark, session, dict.fromkeys(desk.estate.tenants[:2], Presence.PRESENT))
    screen = opened(desk)
    row = screen.model.index_of(desk.estate.tilleuls).row()
    cells = {
        column.key: screen.model.index(row, place).data() for place, column in enumerate(screen.model.columns)
    }
    assert cells["reach"] == "2 · 5.0%"
    assert (cells["dwellings"], cells["actions"], cells["last"]) == ("40", "2", "12 Nov")
    other = screen.model.index_of(desk.estate.alizes, screen.model.column_of("last"))
    assert other.data() == "never"


def test_words_and_reach_narrow_the_list(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.cafe, NOW - 2 * HOUR)
    desk.workspace.change(mark, session, {desk.estate.tenants[0]: Presence.PRESENT})
    screen = opened(desk)
    assert listed(screen) == ["Les Alizés", "Les Tilleuls"]
    screen.reach.set_keys(["unreached"])
    screen.filters.changed.emit()
    assert listed(screen) == ["Les Alizés"]
    screen.filters.clear()
    screen.focus_search()
    desk.type("r1 lyon")
    desk.until(lambda: listed(screen) == ["Les Tilleuls"])
    desk.type("x")
    desk.until(lambda: listed(screen) == [])
    QTest.mouseClick(screen.empty.button, Qt.MouseButton.LeftButton)
    assert screen.new_residence.name.text() == "r1 lyonx"
    assert len(listed(screen)) == 2


def test_a_residence_is_added_by_its_name_alone(desk: Desk) -> None:
    screen = opened(desk)
    screen.table.setFocus()
    desk.press(Qt.Key.Key_N, CTRL)
    desk.type("Le Moulin")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: "Le Moulin" in listed(screen))
    desk.press(Qt.Key.Key_Return)
    assert screen.new_residence.problem == "A name is needed."


def test_delete_keeps_a_residence_where_people_live(desk: Desk) -> None:
    spare = desk.workspace.change(create_residence, "Vide").result
    screen = opened(desk)
    screen.table.setFocus()
    for residence in (desk.estate.tilleuls, spare):
        screen.table.select_id(residence)
        desk.press(Qt.Key.Key_Delete)
    desk.until(lambda: listed(screen) == ["Les Alizés", "Les Tilleuls"])
    desk.undo()
    desk.until(lambda: "Vide" in listed(screen))


def test_enter_opens_the_panel_which_reads_as_a_sentence_first(desk: Desk) -> None:
    screen = opened(desk)
    screen.table.select_id(desk.estate.tilleuls)
    screen.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    panel = desk.panel(ResidencePanel)
    assert panel.sentence == "40 dwellings in Lyon; nobody met in the last twelve months."
    assert panel.title() == "Les Tilleuls"


def test_fields_of_the_panel_are_saved_as_they_are_left_and_nonsense_is_refused(desk: Desk) -> None:
    panel = panel_of(desk)
    panel.field("built").setFocus()
    desk.type("1974")
    desk.press(Qt.Key.Key_Tab)
    assert page_of(desk).detail.row.built == 1974
    panel.field("code").setFocus(Qt.FocusReason.TabFocusReason)
    desk.type("R2")
    desk.press(Qt.Key.Key_Tab)
    assert desk.told() == "The code “R2” is taken: choose another."
    assert page_of(desk).detail.row.code == "R1"


def test_the_district_of_today_is_chosen_from_the_list(desk: Desk) -> None:
    district = desk.workspace.change(
        create_district, "QN06901", "Les Buers", kind=DistrictKind.QPV, commune="Lyon"
    ).result
    panel = panel_of(desk)
    panel.choose_district(district)
    assert page_of(desk).district_id == district
    assert page_of(desk).detail.row.district == "Les Buers"
    desk.until(lambda: "in the priority district Les Buers" in panel.sentence)


def test_a_venue_is_added_by_its_name_and_edited_where_it_stands(desk: Desk) -> None:
    panel = panel_of(desk)
    panel.venues.new.setFocus()
    desk.type("Local velos")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: panel.venues.editor is not None)
    editor = panel.venues.editor
    assert editor is not None and editor.venue.name == "Local velos"
    editor.field("seats").setFocus()
    desk.type("12")
    desk.press(Qt.Key.Key_Tab)
    desk.until(lambda: {(venue.name, venue.seats) for venue in page_of(desk).detail.venues} == {
        ("Local velos", 12),
        ("Salle des Tilleuls", 30),
    })  # fmt: skip
    assert panel.venues.editor is editor


def test_stairwells_are_added_named_and_removed(desk: Desk) -> None:
    panel = panel_of(desk)
    for number in (1, 2):
        QTest.mouseClick(panel.add_stairwell, Qt.MouseButton.LeftButton)
        desk.until(lambda: len(panel.stairwells.rows) == number)  # noqa: B023 - waited for at once
    model = panel.stairwells
    model.setData(model.index(0, 0), "Montée A")
    desk.until(lambda: panel.stairwells.rows[0].name == "Montée A")
    model.setData(model.index(0, 1), "24")
    desk.until(lambda: page_of(desk).detail.stairwells[0].dwellings == 24)
    model.setData(model.index(0, 1), "beaucoup")
    assert desk.told() == "Type a whole number."
    panel.stairwell_table.selectRow(1)
    panel.stairwell_table.setFocus()
    desk.press(Qt.Key.Key_Delete)
    desk.until(lambda: [row.name for row in page_of(desk).detail.stairwells] == ["Montée A"])


def test_a_residence_that_was_removed_elsewhere_leaves_a_sentence(desk: Desk) -> None:
    spare = desk.workspace.change(create_residence, "Vide").result
    desk.bench.open_residence(spare)
    desk.workspace.change(remove_residence, spare)
    panel = desk.panel(ResidencePanel)
    panel.refresh()
    assert panel.is_gone


def test_a_file_is_looked_at_before_it_is_taken_in_and_one_undo_takes_it_back(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "estate.csv"
    lines = (
        HEADER,
        "69381;69001;LYON;1;RUE;DES TULIPES;RESIDENCE LES TULIPES;1970;1;12",
        "69381;69001;LYON;3;RUE;DES TULIPES;RESIDENCE LES TULIPES;1970;1;8",
        "69381;69001;;5;RUE;SANS COMMUNE;;1970;2;8",
    )
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    screen = opened(desk)
    dialog = screen.open_import()
    dialog.read(file)
    desk.until(lambda: dialog.plan is not None)
    assert [line.detail for line in dialog.lines("new")] == ["20 dwellings"]
    (problem,) = dialog.lines("problems")
    assert problem.detail == "The commune is missing. The line is left out."
    assert len(listed(screen)) == 2
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    desk.until(lambda: len(listed(screen)) == 3)
    assert "estate.csv" in desk.told()
    desk.window.activateWindow()
    desk.until(desk.window.isActiveWindow)
    screen.table.setFocus()
    desk.undo()
    desk.until(lambda: len(listed(screen)) == 2)


def test_a_file_that_is_none_is_refused_in_a_sentence_and_nothing_can_be_imported(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "photo.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    dialog = opened(desk).open_import()
    dialog.read(file)
    desk.until(lambda: dialog.problem)
    assert "photo.csv" in dialog.problem
    assert not dialog.accept_button.isEnabled()
    dialog.reject()


def test_the_same_file_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "estate.csv"
    file.write_text(f"{HEADER}\n69381;69001;LYON;1;RUE;DES TULIPES;LES TULIPES;1970;2;12\n", encoding="utf-8")
    screen = opened(desk)
    for wanted in (True, False):
        dialog = screen.open_import()
        dialog.read(file)
        desk.until(lambda: dialog.plan is not None)  # noqa: B023 - waited for at once
        assert dialog.accept_button.isEnabled() is wanted
        if wanted:
            QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
        else:
            dialog.reject()
        desk.settle()


def test_a_residence_reads_as_a_sentence_in_french_too(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    (row,) = [each for each in workspace.read(residences, NOW) if each.id == estate.tilleuls]
    sentence = residence_sentence(row, language("fr"), NOW.date())
    assert sentence.count(";") == 1 and sentence.endswith(".")


@pytest.mark.parametrize("more", [0, 25])
def test_list_and_panel_ask_the_same_number_of_times_however_large_the_estate_is(
    workspace: Workspace, more: int
) -> None:
    estate = make_estate(workspace)
    for number in range(more):
        workspace.change(create_residence, f"Résidence {number}", dwellings=number)
    with count_statements(workspace) as sent:
        assert len(workspace.read(residences, NOW)) == 2 + more
    assert len(sent) <= 7
    with count_statements(workspace) as sent:
        assert workspace.read(residence_page, estate.tilleuls, NOW) is not None
    assert len(sent) <= 16
