"""What the tabs of an action's page share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.ids import ActionId
from app.queries.action_page import ActionPage
from app.workspace import Outcome
from ui.screens.base import Context, Selection
from ui.widgets.forms import Form
from ui.widgets.tables import RowView

MARGIN = 24


class Tab(QWidget):
    """One tab: `show_page` gives it what there is to show, as often as that changes."""

    name: ClassVar[str]
    """What `Shell.open_action` calls it."""
    word: ClassVar[str]
    """What is written on it, before translation."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.page: ActionPage | None = None

    @property
    def action_id(self) -> ActionId:
        """The action that is shown."""
        if self.page is None:
            raise RuntimeError("no action is shown")
        return self.page.detail.row.id

    def show_page(self, page: ActionPage) -> None:
        """Show this."""
        self.page = page
        self.fill(page)

    def fill(self, page: ActionPage) -> None:
        """Put what there is to show in its place."""
        raise NotImplementedError

    def arrive(self) -> bool:
        """The tab was chosen: take the keyboard where it is wanted first; False leaves it to the tab bar."""
        return False

    def selection(self) -> Selection | None:
        """What is selected on the tab."""
        return None

    def focus_search(self) -> bool:
        """Go to the tab's own field for words; False where it has none."""
        return False

    def escape(self) -> bool:
        """One level back within the tab; False if there is none."""
        return False

    def flush(self) -> None:
        """Save what is being typed."""
        for form in self.findChildren(Form):
            form.flush()

    def change(
        self,
        usecase: Callable[..., Any],
        *arguments: Any,
        then: Callable[[Outcome[Any]], object] | None = None,
        **named: Any,
    ) -> None:
        """Run a use case for this action."""
        # Bound here, because some columns (`label`) are called as the runner's own arguments are.
        self.context.runner.change(partial(usecase, **named), *arguments, then=then, owner=self)

    def column(self) -> QVBoxLayout:
        """A plain column that fills the tab."""
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, 12)
        column.setSpacing(8)
        return column

    def scrolling_column(self) -> QVBoxLayout:
        """A column that scrolls as a whole."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        column.setSpacing(8)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        return column


def framed(table: RowView) -> QFrame:
    """A table between hairlines."""
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(table)
    return frame


def fit_height(table: RowView, least: int = 2, most: int = 12) -> None:
    """Make a table as high as its rows, so that the page scrolls and not the table."""
    rows = max(least, min(table.model().rowCount(), most))
    head = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(head + rows * table.verticalHeader().defaultSectionSize() + 2)


def later(owner: QWidget, action: Callable[[], object]) -> None:
    """Do something once the change that is under way has been shown."""
    QTimer.singleShot(0, owner, action)
