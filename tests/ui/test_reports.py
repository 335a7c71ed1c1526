"""Reports under real clicks and keys: tables that sort by value, rows that lead to their proof, export."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from python_calamine import CalamineWorkbook

from app.domain.kinds import Presence
from app.exchange.annual import annual_tables
from app.exchange.views import Column, Figure, View
from app.i18n import language
from app.i18n.values import Kind, Value
from app.usecases.attendance import finish_marking, mark
from app.workspace import Workspace
from tests.documents.extremes import set_extremes
from tests.estate import plan
from tests.statements import count_statements
from tests.ui.desk import LEFT, Desk
from ui.dialogs.printing import PrintDialog
from ui.models.views import ViewModel
from ui.screens.actions import ActionsScreen
from ui.screens.panels.residence import ResidencePanel
from ui.screens.panels.session import SessionPanel
from ui.screens.reports import ReportsScreen
from ui.widgets.blocks import StatTile
from ui.widgets.cells import SORT_ROLE

NOW = datetime(2026, 11, 12, 9, 0)
DAY = timedelta(days=1)


@pytest.fixture
def reports(desk: Desk) -> ReportsScreen:
    """The screen over a year with three sessions held and one to come."""
    for days, came in ((3, 4), (2, 2), (1, 0)):
        session = plan(desk.workspace, desk.estate.cafe, NOW - days * DAY, venue=desk.estate.hall)
        desk.workspace.change(mark, session, dict.fromkeys(desk.estate.tenants[:came], Presence.PRESENT))
        desk.workspace.change(finish_marking, session)
    plan(desk.workspace, desk.estate.theatre, NOW + DAY)
    return desk.screen("reports", ReportsScreen)


def choose(screen: ReportsScreen, name: str) -> None:
    """Click a table's name."""
    (item,) = screen._list.findItems(name, Qt.MatchFlag.MatchExactly)
    QTest.mouseClick(screen._list.viewport(), LEFT, pos=screen._list.visualItemRect(item).center())


def column(screen: ReportsScreen, title: str) -> int:
    model = screen.table.model()
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    return titles.index(title)


def shown(screen: ReportsScreen, title: str) -> list[str]:
    """The texts of a column from top to bottom."""
    model, place = screen.table.model(), column(screen, title)
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def click_heading(screen: ReportsScreen, title: str) -> None:
    place = column(screen, title)
    head = screen.table.horizontalHeader()
    screen.table.scrollTo(screen.table.model().index(0, place))
    at = QPoint(head.sectionViewportPosition(place) + 20, head.height() // 2)
    QTest.mouseClick(head.viewport(), LEFT, pos=at)


def double_click(screen: ReportsScreen, row: int) -> None:
    at = screen.table.visualRect(screen.table.model().index(row, 0)).center()
    QTest.mouseClick(screen.table.viewport(), LEFT, pos=at)
    QTest.mouseDClick(screen.table.viewport(), LEFT, pos=at)


def press(screen: ReportsScreen, name: str) -> None:
    toolbar = screen.toolbar()
    assert toolbar is not None
    (button,) = [each for each in toolbar.findChildren(QPushButton) if each.accessibleName() == name]
    QTest.mouseClick(button, LEFT)


def save_as(desk: Desk, path: Path, kind: str = "") -> None:
    (chooser,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog)]
    desk.until(chooser.isActiveWindow)
    if kind:
        chooser.filterSelected.emit(kind)
    field = chooser.findChild(QLineEdit)
    assert field is not None
    field.setText(str(path))
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_tiles_say_what_the_totals_say(desk: Desk, reports: ReportsScreen) -> None:
    tiles = {tile.accessibleName() for tile in reports.findChildren(StatTile) if tile.isVisible()}
    assert {"2 Actions", "3 Sessions held", "4 Different people", "6 Presences"} <= tiles
    assert shown(reports, "Value")[:3] == ["2", "4", "3"]


def test_numbers_stand_right_and_sort_by_value(desk: Desk, reports: ReportsScreen) -> None:
    choose(reports, "Sessions")
    model = reports.table.model()
    alignment = model.index(0, column(reports, "Presences")).data(Qt.ItemDataRole.TextAlignmentRole)
    assert Qt.AlignmentFlag(alignment) & Qt.AlignmentFlag.AlignRight
    click_heading(reports, "Presences")
    assert shown(reports, "Presences") == ["–", "0", "2", "4"]
    click_heading(reports, "Presences")
    assert shown(reports, "Presences") == ["4", "2", "0", "–"]


def test_every_kind_of_value_sorts_as_what_it_is() -> None:
    kinds: dict[Kind, list[Value]] = {
        Kind.MONEY: [None, Decimal(9), Decimal("10.5"), Decimal(100)],
        Kind.DATE: [None, datetime(2025, 12, 31).date(), datetime(2026, 2, 1).date()],
        Kind.TIME: [None, datetime(2026, 1, 1, 9).time(), datetime(2026, 1, 1, 14, 30).time()],
        Kind.WHOLE: [None, 2, 10],
        Kind.TEXT: [None, "abri", "Été", "zoo"],
    }
    for kind, values in kinds.items():
        model = ViewModel(language("fr"))
        model.set_view(View("", (Column("", kind),), tuple((value,) for value in values)))
        keys = [model.data(model.index(row, 0), SORT_ROLE) for row in range(len(values))]
        assert keys == sorted(keys), kind


def test_sums_are_of_what_may_be_added_and_never_of_people(desk: Desk, reports: ReportsScreen) -> None:
    choose(reports, "By axis")
    hint = reports._hint.text()
    assert hint.startswith("Sums: Sessions 4 · Held 3 · Presences 6")
    assert "people" not in hint
    model = ViewModel(language("en"))
    columns = (Column("A", Kind.MONEY), Column("B", Kind.WHOLE), Column("C"))
    model.set_view(View("", columns, ((Decimal(1), 2, "x"), (None, Figure(3, Kind.WHOLE), "y"))))
    assert model.sums({"A", "C"}) == [("A", "€1.00")]


def test_a_double_click_opens_the_action_the_session_or_the_residence(
    desk: Desk, reports: ReportsScreen
) -> None:
    choose(reports, "Actions")
    click_heading(reports, "Title")
    assert shown(reports, "Title") == ["Café du lundi", "Le Malade imaginaire"]
    double_click(reports, 1)
    actions = desk.bench.current_screen()
    assert isinstance(actions, ActionsScreen)
    desk.screen("reports", ReportsScreen)
    choose(reports, "Sessions")
    double_click(reports, 3)
    to_come = next(row for row in desk.rows() if row.starts_at > NOW)
    assert desk.panel(SessionPanel).session_id == to_come.id
    choose(reports, "By residence")
    double_click(reports, shown(reports, "Name").index("Les Tilleuls"))
    assert isinstance(desk.bench.panel_widget(), ResidencePanel)


def test_the_order_chosen_stays_when_something_changes(desk: Desk, reports: ReportsScreen) -> None:
    choose(reports, "Sessions")
    click_heading(reports, "Presences")
    click_heading(reports, "Presences")
    row = next(each for each in desk.rows() if each.starts_at < NOW - DAY)
    desk.window.runner.change(mark, row.id, {desk.estate.tenants[4]: Presence.PRESENT})
    desk.until(lambda: shown(reports, "Presences")[0] == "5")
    assert shown(reports, "Presences") == ["5", "2", "0", "–"]


def test_the_workbook_holds_the_tables_shown(desk: Desk, reports: ReportsScreen, tmp_path: Path) -> None:
    press(reports, "Export as a workbook")
    save_as(desk, tmp_path / "year")
    book = CalamineWorkbook.from_path(tmp_path / "year.xlsx")
    tables = desk.workspace.read(annual_tables, 2026, language("en"))
    assert book.sheet_names == [view.name for view in tables.views]
    cells = book.get_sheet_by_name("Sessions").to_python()
    assert len(cells) == 1 + 4
    assert desk.told() == f"Written to {tmp_path / 'year.xlsx'}"


def test_tables_can_be_written_as_csv(desk: Desk, reports: ReportsScreen, tmp_path: Path) -> None:
    press(reports, "Export as a workbook")
    save_as(desk, tmp_path / "year", "Tables (*.csv)")
    written = sorted(path.name for path in tmp_path.glob("year*.csv"))
    tables = desk.workspace.read(annual_tables, 2026, language("en"))
    assert "year.csv" in written
    assert len(written) == len(tables.views)


def test_a_place_that_cannot_be_written_is_told(desk: Desk, reports: ReportsScreen, tmp_path: Path) -> None:
    reports.export(tmp_path / "missing" / "year.xlsx")
    assert desk.told().startswith("There is no folder ")
    assert not (tmp_path / "missing").exists()


def test_a_year_without_actions_says_so_and_offers_the_way(desk: Desk, reports: ReportsScreen) -> None:
    reports.show_year(2019)
    assert reports._empty.isVisible() and not reports._page.isVisible()
    assert reports.title() == "Annual summary 2019"
    toolbar = reports.toolbar()
    assert toolbar is not None
    assert not [each for each in toolbar.findChildren(QPushButton) if each.isEnabled()]
    QTest.mouseClick(reports._empty.button, LEFT)
    assert isinstance(desk.bench.current_screen(), ActionsScreen)


def test_the_year_is_chosen_with_the_keyboard(desk: Desk, reports: ReportsScreen) -> None:
    reports.show_year(2019)
    years = reports._years
    assert [years.itemData(n) for n in range(years.count())] == [2026, 2019]
    years.setFocus()
    QTest.keyClick(years, Qt.Key.Key_Up)
    assert reports.year == 2026
    assert reports._page.isVisible()


def test_control_p_and_the_button_print_the_year_shown(desk: Desk, reports: ReportsScreen) -> None:
    press(reports, "Print the annual summary")
    dialog = desk.bench.findChild(PrintDialog)
    assert isinstance(dialog, PrintDialog)
    assert dialog.pages is not None and dialog.pages.name == "Annual summary 2026"
    dialog.reject()


def test_in_a_small_window_the_table_keeps_its_room(desk: Desk, reports: ReportsScreen) -> None:
    desk.window.resize(640, 360)
    desk.until(lambda: reports.width() < 640)
    desk.settle()
    assert not [tile for tile in reports.findChildren(StatTile) if tile.isVisible()]
    assert reports.table.height() > 120
    assert reports.title() == "Annual summary"
    desk.window.resize(1440, 900)
    desk.until(lambda: [tile for tile in reports.findChildren(StatTile) if tile.isVisible()])


def test_a_big_year_takes_no_more_statements_than_a_small_one(workspace: Workspace) -> None:
    workspace.change(set_extremes)
    with count_statements(workspace) as small:
        workspace.read(annual_tables, 2023, language("en"))
    with count_statements(workspace) as big:
        tables = workspace.read(annual_tables, 2024, language("en"))
    assert len(tables.facts.actions) == 140
    assert len(tables.sessions) > 600
    assert len(big) <= len(small) + 4
