"""Who changed what in an action, and when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from app.i18n.messages import N_
from app.queries.action_page import ActionPage
from app.queries.history import HistoryLine, action_history
from ui.models.action_tables import history_columns
from ui.models.rows import RowModel
from ui.runtime.language import tr
from ui.screens.actions.tab import Tab, framed
from ui.screens.base import Context
from ui.widgets.blocks import EmptyState
from ui.widgets.tables import RowView


class HistoryTab(Tab):
    """The steps, the newest first; asked for only when the tab is seen."""

    name = "history"
    word = N_("History")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.model: RowModel[HistoryLine] = RowModel(
            history_columns(context.language), lambda row: row.sequence, self
        )
        self.table = RowView(tr("History"))
        self.table.set_model(self.model)
        self.table.set_columns([column.width for column in self.model.columns], 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(framed(self.table))
        self._stack.addWidget(
            EmptyState("history", tr("Nothing has been changed here since the workspace was made."))
        )
        column = self.column()
        column.addWidget(self._stack)

    def fill(self, page: ActionPage) -> None:
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self.context.runner.read(
            action_history, self.action_id, then=self._show, owner=self, key="action history"
        )

    def _show(self, lines: Sequence[HistoryLine]) -> None:
        self.model.set_rows(lines)
        self._stack.setCurrentIndex(0 if lines else 1)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.page is not None:
            self._ask()
