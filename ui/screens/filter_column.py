"""The filters at the left of a list: a field for words, and lists of values; the column folds away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.runtime.language import tr
from ui.runtime.settings import Settings
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.filters import FilterList
from ui.widgets.search import SearchField

WIDTH = 216


class FilterColumn(QFrame):
    """`changed` tells that the list should be asked again."""

    changed = Signal()

    def __init__(
        self, settings: Settings, name: str, placeholder: str, parent: QWidget | None = None
    ) -> None:
        """`name` is that of the screen, under which the folding is remembered."""
        super().__init__(parent)
        self._settings = settings
        self._key = f"{name}.filters"
        self._lists: list[FilterList] = []
        self.setProperty("ground", "surface")
        self.setProperty("line", "right")
        self.setFixedWidth(WIDTH)
        self.search = SearchField(placeholder)
        self.search.searched.connect(lambda _: self.changed.emit())
        self._inner = QWidget()
        self._stack = QVBoxLayout(self._inner)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(12)
        self._clear = push_button(tr("Clear the filters"), kind="link")
        self._clear.clicked.connect(self.clear)
        self._stack.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)
        self._stack.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inner)
        area.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 8, 8)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(area, 1)
        self.toggle = icon_button("filter", tr("Show or hide the filters"), keys="Ctrl+F")
        self.toggle.setCheckable(True)
        self.toggle.clicked.connect(self._toggled)
        if not self.wanted:
            self.hide()  # never shown here: without a parent it would be a window of its own
        self._settle()

    @property
    def wanted(self) -> bool:
        """Whether the user wants to see the column; a narrow screen may hide it all the same."""
        return self._settings.choice(self._key, "shown") == "shown"

    @property
    def text(self) -> str:
        """The words typed."""
        return self.search.text().strip()

    def add(self, filters: FilterList) -> None:
        """One more list."""
        self._lists.append(filters)
        filters.changed.connect(self._filter_changed)
        self._stack.insertWidget(self._stack.count() - 2, filters)

    @property
    def is_filtering(self) -> bool:
        """Whether anything is left out."""
        return bool(self.text) or any(filters.keys() for filters in self._lists)

    def clear(self) -> None:
        """Show everything."""
        for filters in self._lists:
            filters.set_keys(())
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._filter_changed()

    def go_to_search(self) -> None:
        """Put the keyboard into the field, and show the column for it."""
        self.show()
        self._settle()
        self.search.setFocus()
        self.search.selectAll()

    def make_room(self, is_narrow: bool) -> None:
        """Fold where the screen is narrow, come back where it is not; the user's own choice is kept."""
        if not self.search.hasFocus():
            self.setVisible(self.wanted and not is_narrow)
        self._settle()

    def _toggled(self, shown: bool) -> None:
        self.setVisible(shown)
        self._settings.choose(self._key, "shown" if shown else "folded")
        self._settle()

    def _filter_changed(self) -> None:
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        self.toggle.setChecked(not self.isHidden())
        self._clear.setVisible(self.is_filtering)
