"""Tables and lists of rows: what stays selected through a refresh, the keys that act on rows, how cells are painted.

A model for them says by roles what a row is: `OBJECT_ROLE` the row, `ID_ROLE` its identity, `SORT_ROLE` what it is
sorted by; and how a cell looks: `STRIPE_ROLE` a colour down its left edge, `BAR_ROLE` a share of one as a bar,
`SECOND_ROLE` a second line, `ASIDE_ROLE` and `ASIDE_SECOND_ROLE` what stands at the right of either line,
`INK_ROLE` the theme colour of its text, `CHOICES_ROLE` the (key, text) pairs that its editor offers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import current_theme, tabular, text_font
from ui.theme.tokens import ROW

OBJECT_ROLE = Qt.ItemDataRole.UserRole + 1
SORT_ROLE = Qt.ItemDataRole.UserRole + 2
ID_ROLE = Qt.ItemDataRole.UserRole + 3
STRIPE_ROLE = Qt.ItemDataRole.UserRole + 4
BAR_ROLE = Qt.ItemDataRole.UserRole + 5
SECOND_ROLE = Qt.ItemDataRole.UserRole + 6
ASIDE_ROLE = Qt.ItemDataRole.UserRole + 7
ASIDE_SECOND_ROLE = Qt.ItemDataRole.UserRole + 8
INK_ROLE = Qt.ItemDataRole.UserRole + 9
CHOICES_ROLE = Qt.ItemDataRole.UserRole + 10

Index = QModelIndex | QPersistentModelIndex
_STRIPE = 4


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


class CellPainter(QStyledItemDelegate):
    """Paints a cell: one line or two, a stripe, a bar; edits it as a line of text or by a list to choose from."""

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = QStyle.StateFlag.State_Selected in state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = self.parent()
        hovered = (
            isinstance(view, QTableView) and view.underMouse() and _row_under_pointer(view) == index.row()
        )
        if chosen or hovered:
            painter.fillRect(rect, QColor(theme.selection if chosen else theme.hover))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.hairline))
        line = rect.adjusted(8, 0, -8, -1)
        if stripe := index.data(STRIPE_ROLE):
            painter.fillRect(QRect(rect.left(), rect.top(), _STRIPE, rect.height() - 1), QColor(stripe))
            line.setLeft(line.left() + _STRIPE)
        bar = index.data(BAR_ROLE)
        if bar is not None:
            line = _paint_bar(painter, line, float(bar))
        second = index.data(SECOND_ROLE)
        ink = index.data(INK_ROLE) or "text"
        if second is None:
            _paint_line(painter, line, index, theme.colour(ink), "")
        else:
            half = line.height() // 2
            upper = QRect(line.left(), line.top() + 3, line.width(), half)
            lower = QRect(line.left(), line.top() + half - 2, line.width(), half)
            _paint_line(painter, upper, index, theme.colour(ink), index.data(ASIDE_ROLE) or "", strong=True)
            painter.setFont(text_font("small"))
            _paint_small(painter, lower, second, index.data(ASIDE_SECOND_ROLE) or "")
        if QStyle.StateFlag.State_HasFocus in state and isinstance(view, QTableView) and view.hasFocus():
            _paint_focus(painter, rect, view, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width() + 16, ROW)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        choices = index.data(CHOICES_ROLE)
        if not choices:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        for key, text in choices:
            box.addItem(text, key)
        box.activated.connect(lambda _: self._chosen(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))
            editor.showPopup()
        elif not (isinstance(editor, QLineEdit) and editor.isModified()):
            # A change from elsewhere never takes away what is being typed.
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)
        else:
            super().setModelData(editor, model, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(0, 0, 0, -1))

    def _chosen(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


def _row_under_pointer(view: QTableView) -> int:
    return view.indexAt(view.viewport().mapFromGlobal(view.cursor().pos())).row()


def _paint_line(
    painter: QPainter, line: QRect, index: Index, colour: str, aside: str, *, strong: bool = False
) -> None:
    theme = current_theme()
    left = line.right() + 1
    if aside:
        painter.setFont(tabular(text_font("small")))
        painter.setPen(QColor(theme.text_muted))
        width = painter.fontMetrics().horizontalAdvance(aside)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, aside)
        left -= width + 8
    font = text_font(strong=strong)
    alignment = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft)
    painter.setFont(tabular(font) if alignment & Qt.AlignmentFlag.AlignRight else font)
    painter.setPen(QColor(colour))
    place = QRect(line.left(), line.top(), left - line.left(), line.height())
    words = str(index.data(Qt.ItemDataRole.DisplayRole) or "").replace("\n", " ")
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    side = alignment & Qt.AlignmentFlag.AlignHorizontal_Mask
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | side | Qt.TextFlag.TextSingleLine, shown)


def _paint_small(painter: QPainter, line: QRect, text: str, aside: str) -> None:
    painter.setPen(QColor(current_theme().text_muted))
    width = painter.fontMetrics().horizontalAdvance(aside) if aside else 0
    if aside:
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, aside)
    place = line.adjusted(0, 0, -(width + 8) if width else 0, 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _paint_bar(painter: QPainter, line: QRect, share: float) -> QRect:
    theme = current_theme()
    width = min(96, line.width() // 2)
    groove = QRect(line.left(), line.center().y() - 3, width, 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.hairline))
    painter.drawRoundedRect(groove, 3, 3)
    filled = round(width * max(0.0, min(1.0, share)))
    if filled:
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(QRect(groove.left(), groove.top(), max(filled, 6), 6), 3, 3)
    return line.adjusted(width + 8, 0, 0, 0)


def _paint_focus(painter: QPainter, rect: QRect, view: QTableView, index: Index) -> None:
    """A ring around the cell where cells are edited; elsewhere a line down the row's edge says where the keys go."""
    colour = QColor(current_theme().focus)
    if view.editTriggers() != QAbstractItemView.EditTrigger.NoEditTriggers:
        painter.setPen(colour)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0, 0, -1, -2))
    else:
        painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), colour)
