"""Reports: a year in figures and tables, each row leading to its proof; printed, or exported whole."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from app.domain.ids import ResidenceId
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
from ui.widgets.buttons import fold_button, push_button
from ui.widgets.cells import SORT_ROLE
from ui.widgets.entries import Choice
from ui.widgets.labels import ElidedLabel, plain_tooltip
from ui.widgets.tables import RowView

_TILES = (
    "Actions",
    "Sessions held",
    "Different people",
    "Presences",
    "Heads without a name",
    "Residences reached",
)
_COLUMN, _WIDEST = 72, 280
_LEADING = (1, 2, 5, 6)
"""The tables of actions, of sessions, and of residences: their rows open what they are about."""
_TILE = 150
_LOW = 420
"""Under this height of the screen the tiles give way to the table: the first table holds the same figures."""
_NARROW = 760
_ADDED = (
    "Sessions",
    "Held",
    "Sessions held there",
    "Presences",
    "Their presences",
    "Heads without a name",
    "Heads without a name there",
    "Participant hours",
    "Cost, forecast",
    "Cost, actual so far",
)
"""Columns that may be added up; different people may not, who come to two rows count in both."""


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
        self._shown: tuple[int, int] | None = None
        self._years = Choice(tr("Year"))
        self._years.setMinimumContentsLength(6)
        self._years.edited.connect(self.show_year)
        self._print = push_button(tr("Print the annual summary"), kind="primary", icon_name="print")
        self._print.clicked.connect(lambda: self.print_selection())
        self._export = push_button(tr("Export as a workbook"), icon_name="export")
        self._export.clicked.connect(self._ask_where)
        self._stats: list[StatTile] = []
        self._folded = False
        self._tiles = QGridLayout()
        self._tiles.setSpacing(12)
        self._list = QListWidget()
        self._list.setFixedWidth(200)
        self._list.setAccessibleName(tr("Tables"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentRowChanged.connect(self._show_view)
        self.model = ViewModel(context.language, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setSortRole(SORT_ROLE)
        self.table = RowView(tr("Table"))
        self.table.set_model(self._sorted)
        self.table.setSortingEnabled(True)
        self.table.opened.connect(self._open)
        self._hint = ElidedLabel()
        self._hint.set_ink("muted")
        self._empty = EmptyState(
            "reports", tr("There is no action in this year yet."), tr("Go to the actions")
        )
        self._empty.requested.connect(lambda: context.shell.open_screen("actions"))
        self._build()

    def title(self) -> str:
        if self._folded:  # the year stands in the list beside it
            return tr("Annual summary")
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
        if self._tables is None:
            return
        tables, language, made_at = self._tables, self.context.language, self.context.clock()
        self.context.settings.choose("reports.folder", str(path.parent))
        self.context.runner.render(
            lambda: write_all(annual_files(tables, path, language, made_at)),
            then=lambda _: self.context.shell.tell(Message("Written to {file}", file=str(path))),
            failed=self.context.shell.tell_problem,
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
                widget.hide()
                widget.deleteLater()
        self._stats = []
        for total in totals:
            if total.name in _TILES:
                figure = written(total.value, total.kind, self.context.language)
                tile = StatTile(figure, tr(total.name), opens=False)
                tile.setToolTip(plain_tooltip(tr(total.meaning)))
                self._stats.append(tile)
        self._fit()

    def _fit(self) -> None:
        """As many tiles side by side as there is room for; none where the table needs the height."""
        across = max(1, min(len(self._stats), (self.width() - 48) // _TILE))
        while self._tiles.takeAt(0) is not None:
            pass
        for place, tile in enumerate(self._stats):
            self._tiles.addWidget(tile, place // across, place % across)
            tile.setVisible(self.height() >= _LOW)
        narrow = self.width() < _NARROW
        self._list.setFixedWidth(136 if narrow else 200)
        if narrow != self._folded:
            self._folded = narrow
            for button in (self._export, self._print):
                fold_button(button, narrow)
            self.title_changed.emit()

    def _show_view(self, row: int) -> None:
        if self._tables is None or not 0 <= row < len(self._tables.views):
            return
        fresh = self._shown != (self.year, row)
        self._shown = (self.year, row)
        if fresh:
            self._sorted.sort(-1)
        self.model.set_view(self._tables.views[row])
        if fresh:
            self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.table.scrollToTop()
            for column in range(self.model.columnCount()):
                self.table.setColumnWidth(column, self._width(column))
        last = self.model.view.columns[-1].kind
        self.table.horizontalHeader().setStretchLastSection(last in (Kind.TEXT, Kind.LONG_TEXT))
        added = [f"{name} {whole}" for name, whole in self.model.sums({tr(title) for title in _ADDED})]
        said = [tr("Sums: {sums}", sums=" · ".join(added))] if added else []
        if row in _LEADING:
            said.append(tr("A double click opens what a row is about."))
        self._hint.setText("   ".join(said))

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
        shell, facts = self.context.shell, self._tables.facts
        match self._list.currentRow():
            case 1:
                shell.open_action(facts.actions[row].id)
            case 2:
                shell.open_session(self._tables.sessions[row].row.id)
            case 5:
                residence_id = facts.residences[row].id
                if residence_id is not None:
                    shell.open_residence(ResidenceId(residence_id))
            case 6:
                shell.open_residence(facts.unreached[row].id)

    def _ask_where(self) -> None:
        folder = Path(self.context.settings.choice("reports.folder") or Path.home())
        chooser = QFileDialog(
            self, tr("Export as a workbook"), str(folder if folder.is_dir() else Path.home())
        )
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilters([tr("Workbook (*.xlsx)"), tr("Tables (*.csv)")])
        chooser.setDefaultSuffix("xlsx")
        chooser.filterSelected.connect(
            lambda kind: chooser.setDefaultSuffix("csv" if "csv" in kind else "xlsx")
        )
        chooser.selectFile(tr("annual-summary-{year}", year=str(self.year)))
        chooser.fileSelected.connect(lambda chosen: self.export(Path(chosen)))
        chooser.open()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
