"""The calendar's controls in the top bar: the views, the filters, a new session."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n.messages import N_
from ui.runtime.language import ntr, tr
from ui.theme.icons import icon
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.labels import plain_tooltip
from ui.widgets.segments import Segment, SegmentedControl

VIEWS = {
    "month": N_("Month"),
    "week": N_("Week"),
    "workweek": N_("Work week"),
    "day": N_("Day"),
    "agenda": N_("Agenda"),
}
"""The views by name, and how each is called."""
KEYS = {"month": "M", "week": "W", "workweek": "F", "day": "D", "agenda": "A"}


class CalendarToolbar(QWidget):
    """Says what is wanted; the screen does it."""

    view_chosen = Signal(str)
    """One of `VIEWS`."""
    column_wanted = Signal(bool)
    """Whether the column of filters is to be seen."""
    session_wanted = Signal()

    def __init__(self, with_column: bool) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._segments = SegmentedControl(
            [Segment(view, tr(word), keys=KEYS[view]) for view, word in VIEWS.items()], name=tr("View")
        )
        self._segments.chosen.connect(self.view_chosen)
        self._fold = icon_button("filter", tr("Show or hide the filters"))
        self._fold.setCheckable(True)
        self._fold.setChecked(with_column)
        self._fold.toggled.connect(self.column_wanted)
        new = push_button(tr("New session"), kind="primary", icon_name="add", keys="Ctrl+N")
        new.clicked.connect(lambda: self.session_wanted.emit())
        for widget in (self._fold, self._segments, new):
            layout.addWidget(widget)

    def select(self, view: str) -> None:
        """Show which view there is."""
        self._segments.select(view)

    def wants_column(self) -> bool:
        """Whether the user wants to see the column of filters."""
        return self._fold.isChecked()

    def tell_hidden(self, count: int) -> None:
        """Filters that leave sessions out are never forgotten, even where their column is folded."""
        words = tr("Show or hide the filters")
        if count:
            words = ntr(
                "{n} session is hidden by the filters", "{n} sessions are hidden by the filters", count
            )
        self._fold.setToolTip(plain_tooltip(words))
        self._fold.setAccessibleName(words)
        self._fold.setIcon(icon("filter", "warning" if count else "text_muted"))
