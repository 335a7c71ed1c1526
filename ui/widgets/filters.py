"""A checkable list of values to filter by, each with its colour and count; “all” on top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.labels import PlainLabel
from ui.widgets.rows import DETAIL, DOT, ICON, RowPainter

_KEY = Qt.ItemDataRole.UserRole
_ROW = 28


@dataclass(frozen=True, slots=True)
class FilterItem:
    """One value: its key, its text; a colour or an icon before it, a count after it."""

    key: str
    text: str
    colour: str = ""
    icon: str = ""
    count: int | None = None


class FilterList(QWidget):
    """Nothing ticked means all. A click or Space on a row ticks it; “all” unticks the rest."""

    changed = Signal()

    def __init__(self, title: str, all_text: str, *, rows: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._all_text = all_text
        self._model = QStandardItemModel(self)
        self._view = _TickList(self._model)
        self._view.setAccessibleName(title)
        self._view.ticked.connect(self._tick)
        self._painter = RowPainter(_ROW)
        self._view.setItemDelegate(self._painter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        heading = PlainLabel(title, size="small", strong=True, ink="muted")
        heading.setContentsMargins(8, 4, 8, 4)
        column.addWidget(heading)
        column.addWidget(self._view)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_items([])

    def set_items(self, items: Iterable[FilterItem]) -> None:
        """Show these values; those ticked before stay ticked, and stay in the list while they are."""
        ticked = self.keys()
        gone = {key: text for key, text in self._texts().items() if key in ticked}
        row = self._view.currentIndex().row()
        self._model.clear()
        self._model.appendRow(_item(FilterItem("", self._all_text), not ticked))
        for each in items:
            gone.pop(each.key, None)
            self._model.appendRow(_item(each, each.key in ticked))
        for key, text in gone.items():
            self._model.appendRow(_item(FilterItem(key, text, count=0), True))
        self._view.setCurrentIndex(self._model.index(max(row, 0), 0))
        self._view.setFixedHeight(min(self._model.rowCount(), self._rows) * _ROW + 4)
        self._settle()

    def keys(self) -> frozenset[str]:
        """The keys that are ticked; empty means all."""
        items = (self._model.item(row) for row in range(1, self._model.rowCount()))
        return frozenset(item.data(_KEY) for item in items if item.checkState() is Qt.CheckState.Checked)

    def set_keys(self, keys: Iterable[str]) -> None:
        """Tick exactly these without telling anyone."""
        wanted = frozenset(keys)
        for row in range(1, self._model.rowCount()):
            item = self._model.item(row)
            item.setCheckState(
                Qt.CheckState.Checked if item.data(_KEY) in wanted else Qt.CheckState.Unchecked
            )
        self._settle()

    @property
    def view(self) -> QListView:
        """The list itself."""
        return self._view

    def _texts(self) -> dict[str, str]:
        items = (self._model.item(row) for row in range(1, self._model.rowCount()))
        return {item.data(_KEY): item.text() for item in items}

    def _tick(self, index: QModelIndex) -> None:
        if index.row() == 0:
            self.set_keys(())
        else:
            item = self._model.itemFromIndex(index)
            on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        all_of_them = self._model.item(0)
        all_of_them.setCheckState(Qt.CheckState.Unchecked if self.keys() else Qt.CheckState.Checked)


class _TickList(QListView):
    ticked = Signal(QModelIndex)

    def __init__(self, model: QStandardItemModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setProperty("look", "plain")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self.ticked)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.ticked.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(160, _ROW * max(self.model().rowCount(), 1))


def _item(each: FilterItem, ticked: bool) -> QStandardItem:
    item = QStandardItem(each.text)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
    item.setData(each.key, _KEY)
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    if each.colour:
        item.setData(each.colour, DOT)
    if each.icon:
        item.setData(each.icon, ICON)
    if each.count is not None:
        item.setData(str(each.count), DETAIL)
        item.setData(f"{each.text} ({each.count})", Qt.ItemDataRole.AccessibleTextRole)
    return item
