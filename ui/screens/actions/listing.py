"""The list of actions: a wide table with filters above, or beside a page a narrow list of two lines each."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from app.domain.kinds import ActionStatus, label
from app.queries.action_list import ActionList
from ui.models.actions import CODE, ENROLLED, KIND, LEAD, NEXT, STATUS, TITLE, ActionModel
from ui.runtime.language import ntr, tr
from ui.screens.base import Context
from ui.theme import appearance
from ui.widgets.blocks import EmptyState
from ui.widgets.entries import Choice as ChoiceEntry
from ui.widgets.labels import PlainLabel
from ui.widgets.search import SearchField
from ui.widgets.tables import RowView

_ROW, _ROW_OF_TWO_LINES = 34, 50
_OPEN = "open"
_GROUPS = {
    _OPEN: frozenset({ActionStatus.REVIEW, ActionStatus.APPROVED, ActionStatus.RUNNING}),
    **{status.value: frozenset({status}) for status in ActionStatus},
}


class ActionListing(QFrame):
    """Filters and the list; `changed` tells that the list should be asked again."""

    changed = Signal()
    new_requested = Signal(str)
    """A new action, with the title that was searched for in vain."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._compact = False
        self.search = SearchField(tr("Title or code"))
        self.search.searched.connect(lambda _: self.changed.emit())
        self.year = ChoiceEntry(tr("Year"))
        self.year.set_options([(None, tr("All years"))])
        self.year.edited.connect(lambda _: self.changed.emit())
        self.status = ChoiceEntry(tr("Status"))
        self.status.set_options(
            [(None, tr("Every status")), (_OPEN, tr("Not finished"))]
            + [(status.value, tr(label(status))) for status in ActionStatus]
        )
        self.status.edited.connect(lambda _: self.changed.emit())
        self._count = PlainLabel(ink="muted")
        self.model = ActionModel(context.language, self)
        self.table = self._make_table()
        self.empty = EmptyState("actions", "")
        self.empty.requested.connect(self._answer_empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._second = QHBoxLayout()
        self._second.setSpacing(8)
        self._line.addWidget(self.search, 1)
        for choice in (self.year, self.status):
            choice.setMinimumWidth(104)
            self._line.addWidget(choice)
        self._line.addWidget(self._count)
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 8)
        head.setSpacing(8)
        head.addLayout(self._line)
        head.addLayout(self._second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        appearance.theme_changed.connect(self.model.repaint)

    @property
    def wanted(self) -> dict[str, Any]:
        """The filter as `action_list` takes it."""
        return {
            "year": self.year.value(),
            "text": self.search.text().strip(),
            "statuses": _GROUPS.get(self.status.value(), frozenset()),
        }

    def show_list(self, found: ActionList) -> None:
        """Show these actions."""
        self.year.set_options([(None, tr("All years"))] + [(year, str(year)) for year in found.years])
        self.model.set_kinds(found.kinds)
        self.model.set_rows(found.rows)
        self._count.setText(ntr("{n} action", "{n} actions", len(found.rows)))
        if found.rows:
            self._stack.setCurrentWidget(self.table)
            return
        text = self.search.text().strip()
        if text:
            self.empty.set_words(
                tr("No action is called “{text}”.", text=text), tr("Create “{text}”", text=text)
            )
        elif self.is_filtering:
            self.empty.set_words(tr("No action answers to these filters."), tr("Show all actions"))
        else:
            self.empty.set_words(
                tr("An action is a project with its sessions, its people, its money and what came of it."),
                tr("Create the first action"),
                tr("A title is enough to begin."),
            )
        self._stack.setCurrentWidget(self.empty)

    @property
    def is_filtering(self) -> bool:
        """Whether anything is left out."""
        return bool(self.search.text().strip() or self.year.value() or self.status.value())

    def clear(self) -> None:
        """Show all actions."""
        self.year.set_value(None)
        self.status.set_value(None)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.changed.emit()

    def set_compact(self, compact: bool) -> None:
        """Beside a page: one column, two lines a row."""
        if compact == self._compact:
            return
        self._compact = compact
        self.setProperty("line", "right" if compact else None)
        self.style().unpolish(self)
        self.style().polish(self)
        self.model.set_compact(compact)
        self.table.horizontalHeader().setVisible(not compact)
        self.table.verticalHeader().setDefaultSectionSize(_ROW_OF_TWO_LINES if compact else _ROW)
        for column in range(self.model.columnCount()):
            self.table.setColumnHidden(column, compact and column != TITLE)
        self.table.set_giving_up(() if compact else _GIVEN_UP)
        for choice in (self.year, self.status):
            (self._line if compact else self._second).removeWidget(choice)
            if compact:
                self._second.addWidget(choice, 1)
            else:
                self._line.insertWidget(self._line.count() - 1, choice)
        self._count.setVisible(not compact)
        current = self.table.currentIndex().siblingAtColumn(TITLE)
        if current.isValid():
            # The arrow keys only move in a column that is seen.
            self.table.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.table.scrollTo(current)

    def _make_table(self) -> RowView:
        table = RowView(tr("Actions"), row_height=_ROW)
        table.set_model(self.model)
        kept = self._context.settings.values.columns.get("actions", ())
        table.set_columns([column.width for column in self.model.columns], TITLE, kept, given_up=_GIVEN_UP)
        table.widths_changed.connect(partial(self._context.settings.set_columns, "actions"))
        table.horizontalHeader().setSortIndicator(CODE, Qt.SortOrder.DescendingOrder)
        table.setSortingEnabled(True)
        table.open_on_click = True
        return table

    def _answer_empty(self) -> None:
        text = self.search.text().strip()
        if text or not self.is_filtering:
            self.clear()
            self.new_requested.emit(text)
        else:
            self.clear()


_GIVEN_UP = (KIND, LEAD, ENROLLED, STATUS, NEXT)
