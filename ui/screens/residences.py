"""The residences: filters at the left, the list with what reached them, the residence beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.domain.ids import ResidenceId
from app.domain.names import fold
from app.queries.residences import ResidenceRow, residences
from app.usecases.residences import create_residence, remove_residences
from app.workspace import Outcome
from ui.dialogs.import_residences import ImportResidencesDialog
from ui.models.residences import ACTIONS, COMMUNE, DISTRICT, DWELLINGS, LAST, NAME, ResidenceModel
from ui.runtime.language import ntr, tr
from ui.screens.base import Context, Screen, Selection
from ui.screens.filter_column import FilterColumn
from ui.screens.panels.residence import ResidencePanel
from ui.screens.strips import Strip
from ui.theme import appearance, icon
from ui.widgets.blocks import EmptyState
from ui.widgets.buttons import push_button
from ui.widgets.entries import NumberEntry, TextEntry
from ui.widgets.filters import FilterItem, FilterList
from ui.widgets.labels import PlainLabel
from ui.widgets.tables import RowView

_NARROW = 760
_OUTSIDE = "-"
_REACHED, _UNREACHED = "reached", "unreached"


class NewResidenceStrip(Strip):
    """A name and Enter make a residence."""

    created = Signal(object)
    """The `ResidenceId`."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("New residence"))
        self._context = context
        self.name = _entry(tr("Name"))
        self.commune = _entry(tr("Commune"))
        self.dwellings = NumberEntry(tr("Dwellings"), most=100_000)
        self.dwellings.setPlaceholderText(tr("Dwellings"))
        add = push_button(tr("Add"), kind="primary", keys="Enter")
        add.clicked.connect(self._create)
        for field, width in ((self.name, 240), (self.commune, 180), (self.dwellings, 110)):
            self.add(field, width)
            field.returnPressed.connect(self._create)
        self.add(add)

    def start(self, name: str = "") -> None:
        """Open, with a name that was typed elsewhere."""
        self.name.set_value(name)
        self.name.setText(name)
        self.show()
        (self.commune if name else self.name).setFocus()

    def _create(self) -> None:
        self.dwellings.commit()
        self._context.runner.change(
            create_residence,
            self.name.text(),
            commune=self.commune.text(),
            dwellings=self.dwellings.value() or 0,
            then=self._created,
            failed=self.say_problem,
            owner=self,
        )

    def _created(self, outcome: Outcome[ResidenceId]) -> None:
        self.say_problem(None)
        for field in (self.name, self.dwellings):
            field.set_value(None)
            field.clear()
        self.name.setFocus()
        self.created.emit(outcome.result)


class ResidencesScreen(Screen):
    """The whole estate and how far the actions reach into it."""

    name = "residences"
    interested_in = frozenset(
        {
            "residence", "residence_district", "district", "agency", "venue", "action", "action_residence", "session",
            "attendance", "person_residence",
        }
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("residences")
        self._rows: Sequence[ResidenceRow] = ()
        self._sought: ResidenceId | None = None
        self.model = ResidenceModel(context.language, context.today, self)
        self.table = self._make_table()
        self.filters = FilterColumn(context.settings, "residences", tr("Name, code or commune"))
        self._districts = FilterList(tr("Priority districts"), tr("Everywhere"), rows=8)
        self._agencies = FilterList(tr("Agencies"), tr("All agencies"), rows=8)
        self.reach = FilterList(tr("Reach"), tr("All"), rows=3)
        self.reach.set_items(
            [FilterItem(_REACHED, tr("Somebody came")), FilterItem(_UNREACHED, tr("Nobody yet"))]
        )
        for filters in (self.reach, self._districts, self._agencies):
            self.filters.add(filters)
        self.filters.changed.connect(self._filter)
        self.new_residence = NewResidenceStrip(context)
        self.new_residence.created.connect(self._created)
        self.new_residence.closed.connect(self.table.setFocus)
        self.empty = EmptyState("residences", "")
        self.empty.requested.connect(self._empty_action)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._count = PlainLabel(ink="muted")
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.new_residence)
        right.addWidget(self._stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filters)
        layout.addLayout(right, 1)
        self._bar = self._make_toolbar()
        appearance.theme_changed.connect(self.model.repaint)

    def title(self) -> str:
        return tr("Residences")

    def toolbar(self) -> QWidget | None:
        return self._bar

    def refresh(self) -> None:
        self.context.runner.read(
            residences, self.context.clock(), then=self._show, owner=self, key="residences"
        )

    def current_selection(self) -> Selection | None:
        ids = self.table.selected_ids()
        return Selection("residence", tuple(ids)) if ids else None

    def create_new(self) -> bool:
        self.new_residence.start()
        return True

    def focus_search(self) -> bool:
        self.filters.go_to_search()
        return True

    def escape(self) -> bool:
        if self.new_residence.isVisible():
            self.new_residence.close_strip()
            return True
        if self.filters.search.hasFocus():
            self.table.setFocus()
            return True
        return False

    def open_item(self, kind: str, item_id: Any, detail: str = "") -> None:
        if kind == "residence":
            self._sought = item_id
            self.table.select_id(item_id)
            self.context.shell.open_residence(item_id)

    def open_import(self) -> ImportResidencesDialog:
        """Open the dialog that takes in a file."""
        dialog = ImportResidencesDialog(
            self.context.runner, self.context.language, self.context.today, self.window()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _make_table(self) -> RowView:
        table = RowView(tr("Residences"))
        table.set_model(self.model)
        table.set_columns(
            [column.width for column in self.model.columns],
            NAME,
            self.context.settings.values.columns.get("residences", ()),
            given_up=(ACTIONS, DISTRICT, COMMUNE, DWELLINGS, LAST),
            least=160,
        )
        table.widths_changed.connect(partial(self.context.settings.set_columns, "residences"))
        table.horizontalHeader().setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        table.open_on_click = True
        table.opened.connect(self.context.shell.open_residence)
        table.chosen.connect(self._follow)
        table.removal_requested.connect(self._remove)
        table.rename_requested.connect(self._rename)
        table.menu_requested.connect(self._show_menu)
        return table

    def _make_toolbar(self) -> QWidget:
        bar = QWidget()
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        add = push_button(
            tr("New residence"), kind="primary", icon_name="add", keys="Ctrl+N", tooltip=tr("New residence")
        )
        add.clicked.connect(lambda: self.new_residence.start())
        take_in = push_button(tr("Import…"), icon_name="import", tooltip=tr("Take in residences from a file"))
        take_in.clicked.connect(lambda: self.open_import())
        for widget in (add, take_in, self.filters.toggle, self._count):
            line.addWidget(widget)
        return bar

    def _show(self, rows: Sequence[ResidenceRow]) -> None:
        self._rows = rows
        districts = sorted({row.district for row in rows if row.district}, key=fold)
        self._districts.set_items(
            [FilterItem(name, name, count=sum(row.district == name for row in rows)) for name in districts]
            + [FilterItem(_OUTSIDE, tr("In none"), count=sum(not row.district for row in rows))]
        )
        agencies = sorted({row.agency for row in rows if row.agency}, key=fold)
        self._agencies.set_items(FilterItem(name, name) for name in agencies)
        self._agencies.setVisible(len(agencies) > 1)
        self._filter()

    def _filter(self) -> None:
        shown = [row for row in self._rows if self._admits(row)]
        self.model.set_rows(shown)
        dwellings = self.context.language.number(sum(row.dwellings for row in shown))
        self._count.setText(
            tr(
                "{residences}, {dwellings} dwellings",
                residences=ntr("{n} residence", "{n} residences", len(shown)),
                dwellings=dwellings,
            )
        )
        text = self.filters.text
        if shown:
            self._stack.setCurrentWidget(self.table)
        else:
            self._stack.setCurrentWidget(self.empty)
            if text:
                self.empty.set_words(
                    tr("No residence is called “{text}”.", text=text), tr("Add “{text}”", text=text)
                )
            elif self.filters.is_filtering:
                self.empty.set_words(tr("No residence answers to these filters."), tr("Clear the filters"))
            else:
                self.empty.set_words(
                    tr("Here you will find your residences, their rooms, and how far your actions reach."),
                    tr("Import residences…"),
                    tr("From an RPLS file; or add one by name with Ctrl+N."),
                )
        if self._sought is not None and self.table.select_id(self._sought):
            self._sought = None

    def _admits(self, row: ResidenceRow) -> bool:
        words = fold(self.filters.text).split()
        haystack = fold(f"{row.name} {row.code} {row.commune}")
        districts, agencies, wanted = self._districts.keys(), self._agencies.keys(), self.reach.keys()
        return (
            all(word in haystack for word in words)
            and (not districts or (row.district or _OUTSIDE) in districts)
            and (not agencies or row.agency in agencies)
            and (len(wanted) != 1 or (_REACHED in wanted) == bool(row.people_met))
        )

    def _empty_action(self) -> None:
        text = self.filters.text
        if text:
            self.filters.clear()
            self.new_residence.start(text)
        elif self.filters.is_filtering:
            self.filters.clear()
        else:
            self.open_import()

    def _created(self, residence_id: ResidenceId) -> None:
        self._sought = residence_id

    def _follow(self, residence_id: ResidenceId | None) -> None:
        if residence_id is not None and isinstance(self.context.shell.panel_widget(), ResidencePanel):
            self.context.shell.open_residence(residence_id)

    def _rename(self, residence_id: ResidenceId) -> None:
        self.context.shell.open_residence(residence_id)
        panel = self.context.shell.panel_widget()
        if isinstance(panel, ResidencePanel):
            panel.rename()

    def _remove(self, ids: list[ResidenceId]) -> None:
        self.context.runner.change(remove_residences, ids, owner=self)

    def _show_menu(self, ids: list[ResidenceId], place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(ids) == 1:
            menu.addAction(icon("residence"), tr("Open"), partial(self.context.shell.open_residence, ids[0]))
            menu.addSeparator()
        menu.addAction(icon("delete"), tr("Remove"), partial(self._remove, ids))
        menu.popup(place)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.filters.make_room(self.width() < _NARROW)


def _entry(name: str) -> TextEntry:
    field = TextEntry(name)
    field.setPlaceholderText(name)
    return field
