"""How the cells of tables are painted and edited: one line or two, a stripe, a bar, a list to choose from.

A model says by roles what a row is: `OBJECT_ROLE` the row, `ID_ROLE` its identity, `SORT_ROLE` what it is sorted by;
and how a cell looks: `STRIPE_ROLE` a colour down its left edge, `BAR_ROLE` a share of one as a bar, `SECOND_ROLE` a
second line, `ASIDE_ROLE` and `ASIDE_SECOND_ROLE` what stands at the right of either line, `INK_ROLE` the theme colour
of its text, `CHOICES_ROLE` the (key, text) pairs that its editor offers.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
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
