"""The rows of a roster: big, one key a person, three boxes to click."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from app.domain.kinds import Presence, label
from app.i18n import Language
from app.queries.people import PersonRow
from app.queries.roster import RosterLine
from ui.models.roster import LineRole, RosterModel
from ui.runtime.language import current_language, tr
from ui.theme.appearance import current_theme, text_font
from ui.theme.icons import icon
from ui.widgets.labels import plain_tooltip

_ROW = 44
_BOX, _NARROW_BOX = 104, 76
"""Width of one of the three boxes Present, Absent, Excused."""
_ROOMY = 620
"""Width of a row from which there is room for wide boxes and the residence."""
_CHOICES = (Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED)

Index = QModelIndex | QPersistentModelIndex


class RosterView(QListView):
    """The rows; P (or Space), A and E mark the current one and go on, Backspace clears the mark."""

    marked = Signal(int, object)
    """A row and its `Presence`, or None to clear it."""

    def __init__(self, model: RosterModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_RosterPainter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Roster: P present, A absent, E excused"))

    def mark_current(self, presence: Presence | None) -> None:
        """Mark the current row and make the next one current."""
        row = self.currentIndex().row()
        if row < 0:
            return
        self.marked.emit(row, presence)
        if presence is not None and row + 1 < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row + 1, 0))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_P: Presence.PRESENT,
            Qt.Key.Key_Space: Presence.PRESENT,
            Qt.Key.Key_A: Presence.ABSENT,
            Qt.Key.Key_E: Presence.EXCUSED,
        }
        if (
            event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            and event.key() in keys
        ):
            self.mark_current(keys[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.mark_current(None)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            return
        for presence, box in _boxes(self.visualRect(index)).items():
            if box.contains(event.position().toPoint()):
                same = index.data(LineRole).presence is presence
                self.marked.emit(index.row(), None if same else presence)


class _RosterPainter(QStyledItemDelegate):
    """Name, what they are, signs; then the three boxes, the one that holds filled."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, language = current_theme(), current_language()
        line: RosterLine = index.data(LineRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        painter.setPen(QColor(theme.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        boxes = _boxes(rect)
        signs = _signs(line.person)
        right = boxes[Presence.PRESENT].left() - 12
        for name in signs:
            right -= 22
            icon(name, "text_muted").paint(painter, QRect(right, rect.center().y() - 8, 17, 17))
        left = rect.left() + 12
        room = boxes[Presence.PRESENT].left() - 12 - left
        name_width = max(80, int(room * 0.5)) if rect.width() >= _ROOMY else right - left - 16
        painter.setFont(text_font(strong=True))
        painter.setPen(QColor(theme.text))
        _text(painter, QRect(left, rect.top(), name_width, rect.height()), line.person.register_name)
        painter.setFont(text_font())
        painter.setPen(QColor(theme.text_muted))
        place = QRect(left + name_width + 12, rect.top(), right - left - name_width - 16, rect.height())
        _text(painter, place, _what(line, language))
        for presence, box in boxes.items():
            _box(painter, box, presence, line.presence, language.text(label(presence)))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(480, max(_ROW, option.fontMetrics.height() * 2 + 8))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        line: RosterLine | None = index.data(LineRole)
        words = _sign_words(line.person) if line is not None else []
        QToolTip.showText(event.globalPos(), plain_tooltip("\n".join(words)), view)
        return True


def _boxes(rect: QRect) -> dict[Presence, QRect]:
    boxes = {}
    width = _BOX if rect.width() >= _ROOMY else _NARROW_BOX
    left = rect.right() - len(_CHOICES) * (width + 6) - 6
    for place, presence in enumerate(_CHOICES):
        boxes[presence] = QRect(
            QPoint(left + place * (width + 6), rect.top() + 6), QSize(width, rect.height() - 12)
        )
    return boxes


def _box(painter: QPainter, box: QRect, presence: Presence, held: Presence | None, words: str) -> None:
    theme = current_theme()
    colours = {
        Presence.PRESENT: (theme.success_soft, theme.success),
        Presence.ABSENT: (theme.danger_soft, theme.danger),
        Presence.EXCUSED: (theme.warning_soft, theme.warning),
    }
    ground, ink = colours[presence]
    chosen = held is presence
    painter.setPen(QColor(ink if chosen else theme.hairline))
    painter.setBrush(QColor(ground) if chosen else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(QColor(ink if chosen else theme.text_muted))
    painter.setFont(text_font(strong=chosen))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _signs(person: PersonRow) -> list[str]:
    signs = []
    if person.photo_consent is False:
        signs.append("no_photo")
    if person.needs:
        signs.append("access")
    if person.large_print:
        signs.append("large_type")
    return signs


def _sign_words(person: PersonRow) -> list[str]:
    words = []
    if person.large_print:
        words.append(tr("Large print"))
    if person.needs:
        words.append(person.needs)
    if person.photo_consent is False:
        words.append(tr("No photos"))
    return words


def _what(line: RosterLine, language: Language) -> str:
    words = [language.text(label(line.role)) if line.role else line.person.residence]
    if not line.expected:
        words.append(language.text("walk-in"))
    return " · ".join(word for word in words if word)


def _text(painter: QPainter, rect: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
