"""Tables of rows: what stays selected through a refresh, which columns give way, and the keys that act on rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui.theme.tokens import ROW
from ui.widgets.cells import ID_ROLE, CellPainter


class RowView(QTableView):
    """A table of whole rows. Selection, current row and scroll position are kept by identity when the model resets."""

    opened = Signal(object)
    """Enter, or a double click (a click where `open_on_click`): the row's identity."""
    chosen = Signal(object)
    """Another row became the current one: its identity, or None."""
    removal_requested = Signal(list)
    """Del: the identities of the selected rows."""
    rename_requested = Signal(object)
    """F2 where nothing can be edited in the table: the row's identity."""
    menu_requested = Signal(list, QPoint)
    """The menu key or the right button: the selected identities, and where (in global coordinates)."""
    widths_changed = Signal(list)

    def __init__(self, name: str, *, row_height: int = ROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open_on_click = False
        self._kept: tuple[set[Any], Any, int] = (set(), None, 0)
        self._restoring = False
        self._stretched = -1
        self._least = 0
        self._given_up: tuple[int, ...] = ()
        self._wide: dict[int, int] = {}
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(48)
        head.sectionResized.connect(self._resized)
        self._painter = CellPainter(self)
        self.setItemDelegate(self._painter)
        self.doubleClicked.connect(self._double_clicked)
        self.clicked.connect(self._clicked)

    def set_model(self, model: QAbstractItemModel) -> None:
        """Show a model; call this once."""
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    def set_columns(
        self,
        widths: Sequence[int],
        stretched: int,
        kept: Sequence[int] = (),
        *,
        given_up: Sequence[int] = (),
        least: int = 180,
    ) -> None:
        """Give the columns these widths (those the user chose before, `kept`, go first); one takes the rest.

        Where less than `least` would be left for that one, the columns in `given_up` hide, the first one first.
        """
        usable = kept if len(kept) == len(widths) else widths
        self._stretched, self._least, self._given_up = stretched, least, tuple(given_up)
        for column, width in enumerate(usable):
            self.setColumnWidth(column, max(width, 48))
        self.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def set_giving_up(self, given_up: Sequence[int]) -> None:
        """Let other columns hide where it is narrow."""
        self._given_up = tuple(given_up)
        if self._given_up:
            self._fit()

    def selected_ids(self) -> list[Any]:
        """The identities of the selected rows, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.model().index(row, 0).data(ID_ROLE) for row in rows]

    def current_id(self) -> Any:
        """The identity of the current row; None for none."""
        return self.currentIndex().siblingAtColumn(0).data(ID_ROLE) if self.currentIndex().isValid() else None

    def select_id(self, identity: Any) -> bool:
        """Make a row the only selected one and show it; False where it is not listed."""
        for row in range(self.model().rowCount()):
            index = self.model().index(row, 0)
            if index.data(ID_ROLE) == identity:
                column = next((c for c in range(self.model().columnCount()) if not self.isColumnHidden(c)), 0)
                self.selectionModel().setCurrentIndex(
                    self.model().index(row, column),
                    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
                )
                self.scrollTo(self.model().index(row, column))
                return True
        return False

    def edit_cell(self, identity: Any, column: int) -> None:
        """Start to edit a cell, if the row is listed."""
        if self.select_id(identity):
            index = self.currentIndex().siblingAtColumn(column)
            self.setCurrentIndex(index)
            self.edit(index)

    def _fit(self) -> None:
        others = [column for column in range(self.model().columnCount()) if column != self._stretched]
        width = {
            column: self.horizontalHeader().sectionSize(column) or self._wide.get(column, 0)
            for column in others
        }
        self._wide.update({column: size for column, size in width.items() if size})
        need = sum(self._wide[column] for column in others if column in self._wide)
        for column in self._given_up:
            hidden = self.viewport().width() - need < self._least
            self.setColumnHidden(column, hidden)
            need -= self._wide.get(column, 0) if hidden else 0

    def _keep(self) -> None:
        self._kept = (set(self.selected_ids()), self.current_id(), self.verticalScrollBar().value())
        self._restoring = True

    def _restore(self) -> None:
        selected, current, scroll = self._kept
        picked = QItemSelection()
        at = QModelIndex()
        if selected or current is not None:
            last = self.model().columnCount() - 1
            for row in range(self.model().rowCount()):
                index = self.model().index(row, 0)
                identity = index.data(ID_ROLE)
                if identity in selected:
                    picked.select(index, self.model().index(row, last))
                if identity == current:
                    at = index
        self.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if at.isValid():
            self.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(scroll)
        self._restoring = False
        if current is not None and not at.isValid():
            self.chosen.emit(None)

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not self._restoring:
            self.chosen.emit(current.siblingAtColumn(0).data(ID_ROLE) if current.isValid() else None)

    def _editable(self, index: QModelIndex) -> bool:
        triggers = self.editTriggers()
        return bool(index.flags() & Qt.ItemFlag.ItemIsEditable) and triggers != (
            QAbstractItemView.EditTrigger.NoEditTriggers
        )

    def _double_clicked(self, index: QModelIndex) -> None:
        if not self._editable(index) and not self.open_on_click:
            self.opened.emit(index.siblingAtColumn(0).data(ID_ROLE))

    def _clicked(self, index: QModelIndex) -> None:
        if self.open_on_click and len(self.selected_ids()) == 1:
            self.opened.emit(index.siblingAtColumn(0).data(ID_ROLE))

    def _resized(self, section: int, _before: int, _after: int) -> None:
        if section != self._stretched and self.isVisible() and QApplication.mouseButtons():
            self._wide.pop(section, None)
            self.widths_changed.emit(
                [self.columnWidth(c) or self._wide.get(c, 0) for c in range(self.model().columnCount())]
            )

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        index = self.currentIndex()
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Delete and self.selected_ids():
            self.removal_requested.emit(self.selected_ids())
        elif not index.isValid():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self._editable(index):
                self.edit(index)
            else:
                self.opened.emit(self.current_id())
        elif key == Qt.Key.Key_F2 and not self._editable(index):
            self.rename_requested.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        ids = self.selected_ids()
        if ids:
            place = event.globalPos()
            if event.reason() is QContextMenuEvent.Reason.Keyboard:
                place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
            self.menu_requested.emit(ids, place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._given_up and self.model() is not None:
            self._fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
