"""How rows of lists are painted where a plain line of text is not enough: icon or dot, text, detail, count."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import current_theme, icon, text_font

ICON = Qt.ItemDataRole.UserRole + 1
DETAIL = Qt.ItemDataRole.UserRole + 2
DOT = Qt.ItemDataRole.UserRole + 3
HEADING = Qt.ItemDataRole.UserRole + 4
Index = QModelIndex | QPersistentModelIndex


class RowPainter(QStyledItemDelegate):
    """Paints tick box (where the item can be ticked), dot or icon, text, and a muted detail at the right.

    Roles: `DisplayRole` text, `CheckStateRole`, `ICON` an icon's name, `DOT` a colour, `DETAIL` text at the right,
    `HEADING` true for a heading that cannot be chosen.
    """

    def __init__(self, height: int = 28) -> None:
        super().__init__()
        self._height = height

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(64, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        heading = bool(index.data(HEADING))
        chosen = QStyle.StateFlag.State_Selected in state
        if (chosen or QStyle.StateFlag.State_MouseOver in state) and not heading:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection if chosen else theme.hover))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 4, 4)
        if QStyle.StateFlag.State_HasFocus in state:
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 4, 4)
        line = rect.adjusted(8, 0, -8, 0)
        tick = index.data(Qt.ItemDataRole.CheckStateRole)
        if tick is not None:
            _tick(painter, QRect(line.left(), line.center().y() - 7, 16, 16), Qt.CheckState(tick))
            line.setLeft(line.left() + 24)
        if (dot := index.data(DOT)) is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(dot))
            painter.drawEllipse(QPoint(line.left() + 5, line.center().y() + 1), 5, 5)
            line.setLeft(line.left() + 16)
        if name := index.data(ICON):
            box = QRect(line.left(), line.center().y() - 8, 18, 18)
            icon(name).paint(painter, box, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Normal)
            line.setLeft(line.left() + 26)
        if detail := index.data(DETAIL):
            painter.setFont(text_font("small"))
            painter.setPen(QColor(theme.text_muted))
            shown = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, line.width() // 2)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
            line.setRight(line.right() - painter.fontMetrics().horizontalAdvance(shown) - 8)
        painter.setFont(text_font("small", strong=True) if heading else text_font())
        painter.setPen(QColor(theme.text_muted if heading else theme.text))
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


def _tick(painter: QPainter, box: QRect, state: Qt.CheckState) -> None:
    theme = current_theme()
    on = state is not Qt.CheckState.Unchecked
    painter.setPen(QColor(theme.accent if on else theme.border))
    painter.setBrush(QColor(theme.accent if on else theme.surface_raised))
    painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 4, 4)
    if on:
        painter.setPen(QPen(QColor(theme.accent_text), 2))
        x, y = box.left(), box.top()
        if state is Qt.CheckState.Checked:
            painter.drawPolyline([QPoint(x + 4, y + 8), QPoint(x + 7, y + 11), QPoint(x + 12, y + 5)])
        else:
            painter.drawLine(x + 4, y + 8, x + 11, y + 8)
