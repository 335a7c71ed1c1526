"""What an action is for and what came of it: need, audience, objectives, key figures, lessons, follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QWidget

from app.domain.counting import Figures
from app.i18n.messages import N_
from app.queries.action_page import ActionPage
from app.queries.actions import ObjectiveRow
from app.usecases.actions import edit_action, remove_action_part, save_objective
from app.workspace import Outcome
from ui.models.action_tables import objective_columns
from ui.models.rows import RowModel
from ui.runtime.language import ntr, tr
from ui.screens.actions.tab import Tab, fit_height, framed
from ui.screens.base import Context
from ui.screens.saving import save_as_left
from ui.widgets.blocks import SectionHeader, StatTile
from ui.widgets.buttons import push_button
from ui.widgets.entries import DateEntry, NumberEntry, TextEntry
from ui.widgets.flow import FlowLayout
from ui.widgets.forms import FieldRow, Form, NoteEntry
from ui.widgets.labels import PlainLabel
from ui.widgets.tables import RowView

_WIDEST = 960

_TILE = 128


class TileGrid(QWidget):
    """Tiles of one size, as many beside each other as there is room for."""

    def __init__(self, tiles: Sequence[StatTile]) -> None:
        super().__init__()
        self._tiles = tiles
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._arrange(len(tiles))

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for tile in self._tiles:
            self._grid.removeWidget(tile)
        for place, tile in enumerate(self._tiles):
            tile.setMinimumWidth(_TILE)
            tile.setMaximumWidth(2 * _TILE)
            self._grid.addWidget(tile, place // across, place % across)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(max(1, min(len(self._tiles), (self.width() + 12) // (_TILE + 12))))

    def minimumSizeHint(self) -> QSize:
        return QSize(_TILE, super().minimumSizeHint().height())


class ImpactTab(Tab):
    """From top to bottom: figures, objectives, what it is for, lessons."""

    name = "impact"
    word = N_("Impact")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: dict[str, FieldRow] = {}
        self._sought: UUID | None = None
        column = self.scrolling_column()
        self._tiles = {
            key: StatTile(opens=False) for key in ("held", "people", "presences", "heads", "first")
        }
        column.addWidget(TileGrid(list(self._tiles.values())))
        self._unmarked = PlainLabel(ink="warning", wrap=True)
        column.addWidget(self._unmarked)

        head = SectionHeader(tr("Objectives"))
        self.add = push_button(tr("Add an objective"), kind="quiet", icon_name="add")
        self.add.clicked.connect(self._add)
        head.add(self.add)
        column.addWidget(head)
        self.objectives: RowModel[ObjectiveRow] = RowModel(
            objective_columns(context.language), lambda row: row.id, self, sorts=False
        )
        self.objectives.edited.connect(self._edit_objective)
        self.table = RowView(tr("Objectives"))
        self.table.set_model(self.objectives)
        self.table.set_columns(
            [column_.width for column_ in self.objectives.columns], 0, given_up=(1,), least=170
        )
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.table.removal_requested.connect(self._remove)
        self._frame = framed(self.table)
        column.addWidget(self._frame)
        self._none = PlainLabel(
            tr("No objective yet: two to four are enough, each with a sign by which one sees it."),
            ink="muted",
            wrap=True,
        )
        column.addWidget(self._none)

        column.addWidget(SectionHeader(tr("What it is for")))
        form = Form(unreadable=tr("Type a whole number."))
        form.setMaximumWidth(_WIDEST)
        audience, target = form.add_line(
            (tr("For whom"), TextEntry(), 3), (tr("People aimed at"), NumberEntry(), 1)
        )
        starts, ends = form.add_line(
            (tr("From"), self._day(tr("From"))), (tr("Until"), self._day(tr("Until")))
        )
        self._bind("audience", audience)
        self._bind("target_people", target)
        self._bind("starts_on", starts)
        self._bind("ends_on", ends)
        self._bind("context", form.add(tr("The need, and how one knows of it"), NoteEntry(lines=2)))
        self._bind("description", form.add(tr("What is done"), NoteEntry(lines=2)))
        column.addWidget(form)

        column.addWidget(SectionHeader(tr("What came of it")))
        after = Form()
        after.setMaximumWidth(_WIDEST)
        self._bind("lessons", after.add(tr("Lessons"), NoteEntry(lines=3)))
        self._bind("follow_up", after.add(tr("What follows"), NoteEntry(lines=2)))
        column.addWidget(after)
        sheet = push_button(tr("Print the impact sheet"), icon_name="print")
        sheet.clicked.connect(lambda: context.shell.print_sheet("impact", action_id=self.action_id))
        foot = QWidget()
        line = FlowLayout(foot)
        line.addWidget(sheet)
        column.addWidget(foot)
        column.addStretch(1)

    def fill(self, page: ActionPage) -> None:
        self._show_figures(page.figures)
        rows = page.detail.objectives
        self.objectives.set_rows(rows)
        fit_height(self.table, 1)
        self._frame.setVisible(bool(rows))
        self._none.setVisible(not rows)
        for name, row in self._rows.items():
            row.set_value(getattr(page.detail, name))
        if self._sought is not None and self.objectives.row_of(self._sought) is not None:
            self.table.edit_cell(self._sought, 0)
            self._sought = None

    def field(self, name: str) -> QWidget:
        """The field of one of the action's columns."""
        return self._rows[name].field

    def _day(self, name: str) -> DateEntry:
        return DateEntry(name, today=lambda: self.context.today, calendar_text=tr("Choose in a calendar"))

    def _bind(self, name: str, row: FieldRow) -> None:
        self._rows[name] = row
        save_as_left(self.context, row, partial(self._edit, name))

    def _edit(self, name: str, value: Any) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
        version = self.page.detail.row.version if self.page is not None else None
        return edit_action, (self.action_id,), {"seen_version": version, name: value}

    def _show_figures(self, figures: Figures) -> None:
        number = self.context.language.number
        self._tiles["held"].set_figure(
            number(figures.held),
            ntr("session held", "sessions held", figures.held),
            tr("of {sessions} in the plan", sessions=figures.sessions),
        )
        self._tiles["people"].set_figure(
            number(figures.people), ntr("different person", "different people", figures.people)
        )
        self._tiles["presences"].set_figure(
            number(figures.presences), ntr("presence by name", "presences by name", figures.presences)
        )
        self._tiles["heads"].set_figure(
            number(figures.heads), tr("heads without a name"), tr("counted apart")
        )
        self._tiles["first"].set_figure(
            number(figures.first_timers), ntr("first-timer", "first-timers", figures.first_timers)
        )
        self._unmarked.setVisible(figures.unmarked > 0)
        self._unmarked.setText(
            ntr(
                "Of {n} session held it is not known yet who came.",
                "Of {n} sessions held it is not known yet who came.",
                figures.unmarked,
            )
        )

    def _add(self) -> None:
        self.change(save_objective, self.action_id, None, aim=tr("New objective"), then=self._added)

    def _added(self, outcome: Outcome[UUID]) -> None:
        self._sought = outcome.result

    def _edit_objective(self, row: ObjectiveRow, key: str, value: Any) -> None:
        self.change(save_objective, self.action_id, row.id, **{key: value})

    def _remove(self, ids: list[UUID]) -> None:
        self.change(remove_action_part, "objective", ids[0])
