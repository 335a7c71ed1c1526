"""Reports: a year in figures and tables, each row leading to its proof; printed, or exported whole."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from app.exchange.annual import AnnualTables, annual_files, annual_tables
from app.exchange.files import write_all
from app.i18n import Message
from app.i18n.values import Kind, written
from app.queries.actions import action_years
from app.queries.annual_totals import Total, annual_totals
from ui.models.views import ViewModel
from ui.runtime.language import tr
from ui.screens.base import Context, Screen
from ui.widgets.blocks import EmptyState, StatTile
from ui.widgets.buttons import push_button
from ui.widgets.cells import SORT_ROLE
from ui.widgets.entries import Choice
from ui.widgets.labels import PlainLabel
from ui.widgets.tables import RowView

_TILES = (
    "Actions",
    "Sessions held",
    "Different people",
    "Presences",
    "Heads without a name",
    "Residences reached",
)
_COLUMN, _WIDEST = 104, 280


class ReportsScreen(Screen):
    """The annual summary on the screen: the same views as on paper and in the workbook."""

    name = "reports"
    interested_in = frozenset(
        {
            "session",
            "action",
            "attendance",
            "head_count",
            "money_line",
            "residence",
            "partner",
            "person",
            "residence_district",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._tables: AnnualTables | None = None
        self.year = context.today.year
        self._years = Choice(tr("Year"))
        self._years.edited.connect(self.show_year)
        self._print = push_button(tr("Print the annual summary"), kind="primary", icon_name="print")
        self._print.clicked.connect(lambda: self.print_selection())
        self._export = push_button(tr("Export as a workbook"), icon_name="export")
        self._export.clicked.connect(self._ask_where)
        self._tiles = QGridLayout()
        self._tiles.setSpacing(12)
        self._list = QListWidget()
        self._list.setFixedWidth(200)
        self._list.setAccessibleName(tr("Tables"))
        self._list.currentRowChanged.connect(self._show_view)
        self.model = ViewModel(context.language, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setSortRole(SORT_ROLE)
        self.table = RowView(tr("Table"))
        self.table.set_model(self._sorted)
        self.table.setSortingEnabled(True)
        self.table.opened.connect(self._open)
        self._hint = PlainLabel(size="small", ink="muted")
        self._empty = EmptyState(
            "reports", tr("There is no action in this year yet."), tr("Go to the actions")
        )
        self._empty.requested.connect(lambda: context.shell.open_screen("actions"))
        self._build()

    def title(self) -> str:
        return tr("Annual summary {year}", year=str(self.year))

    def toolbar(self) -> QWidget | None:
        return self._bar

    def refresh(self) -> None:
        self.context.runner.read(action_years, then=self._show_years, owner=self, key="years")
        self.context.runner.read(
            annual_tables,
            self.year,
            self.context.language,
            then=self._show,
            owner=self,
            key="annual",
            label=Message("Counting the year"),
        )

    def print_selection(self) -> bool:
        self.context.shell.print_sheet("annual", year=self.year)
        return True

    def show_year(self, year: int) -> None:
        """Show another year."""
        self.year = int(year)
        self.title_changed.emit()
        self.refresh()

    def export(self, path: Path) -> None:
        """Write the tables shown to a workbook, or to CSV files for a path that ends in `.csv`."""
        if self._tables is not None:
            tables, language, made_at = self._tables, self.context.language, self.context.clock()
            self.context.runner.render(
                lambda: write_all(annual_files(tables, path, language, made_at)),
                then=lambda _: self.context.shell.tell(Message("Written to {file}", file=str(path))),
                owner=self,
                label=Message("Writing the workbook"),
            )

    def _build(self) -> None:
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(8)
        for widget in (self._years, self._export, self._print):
            bar.addWidget(widget)
        tables = QHBoxLayout()
        tables.setSpacing(16)
        tables.addWidget(self._list)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(self.table, 1)
        beside.addWidget(self._hint)
        tables.addLayout(beside, 1)
        self._page = QWidget()
        page = QVBoxLayout(self._page)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(16)
        page.addLayout(self._tiles)
        page.addLayout(tables, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addWidget(self._page)
        layout.addWidget(self._empty)
        self._empty.hide()

    def _show_years(self, years: tuple[int, ...]) -> None:
        offered = sorted({*years, self.year}, reverse=True)
        self._years.set_options([(year, str(year)) for year in offered])
        self._years.set_value(self.year)

    def _show(self, tables: AnnualTables) -> None:
        self._tables = tables
        some = bool(tables.facts.actions)
        self._page.setVisible(some)
        self._empty.setVisible(not some)
        self._print.setEnabled(some)
        self._export.setEnabled(some)
        self._show_tiles(annual_totals(tables.facts))
        row = max(self._list.currentRow(), 0)
        self._list.blockSignals(True)
        self._list.clear()
        self._list.addItems([view.name for view in tables.views])
        self._list.blockSignals(False)
        self._list.setCurrentRow(row)
        self._show_view(row)

    def _show_tiles(self, totals: tuple[Total, ...]) -> None:
        while (item := self._tiles.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        chosen = [total for total in totals if total.name in _TILES]
        for place, total in enumerate(chosen):
            figure = written(total.value, total.kind, self.context.language)
            tile = StatTile(figure, tr(total.name), opens=False)
            tile.setToolTip(tr(total.meaning))
            self._tiles.addWidget(tile, 0, place)

    def _show_view(self, row: int) -> None:
        if self._tables is None or not 0 <= row < len(self._tables.views):
            return
        self._sorted.sort(-1)
        self.model.set_view(self._tables.views[row])
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for column in range(self.model.columnCount()):
            self.table.setColumnWidth(column, self._width(column))
        last = self.model.view.columns[-1].kind
        self.table.horizontalHeader().setStretchLastSection(last in (Kind.TEXT, Kind.LONG_TEXT))
        leads = row in (1, 2)
        self._hint.setText(tr("A double click opens what a row is about.") if leads else "")

    def _width(self, column: int) -> int:
        metrics = self.table.fontMetrics()
        texts = [
            self.model.view.columns[column].title,
            *(self.model.shown(row, column) for row in range(min(self.model.rowCount(), 60))),
        ]
        return min(max(_COLUMN, max(metrics.horizontalAdvance(text) for text in texts) + 28), _WIDEST)

    def _open(self, row: int) -> None:
        if self._tables is None:
            return
        if self._list.currentRow() == 1:
            self.context.shell.open_action(self._tables.facts.actions[row].id)
        elif self._list.currentRow() == 2:
            self.context.shell.open_session(self._tables.sessions[row].row.id)

    def _ask_where(self) -> None:
        name = tr("annual-summary-{year}", year=str(self.year))
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            tr("Export as a workbook"),
            str(Path.home() / f"{name}.xlsx"),
            tr("Workbook (*.xlsx);;Tables (*.csv)"),
        )
        if chosen:
            path = Path(chosen)
            self.export(path if path.suffix else path.with_suffix(".xlsx"))
