"""How the rows of the agenda look: a head for each day, a stripe and quiet columns for each session."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.kinds import SessionStatus
from app.queries.rows import SessionRow
from ui.calendar.ink import Ink, face, paint_again, paint_paper
from ui.models.agenda import EXPECTED, PLACE, STATUS, TIME, TITLE, AgendaModel
from ui.models.sessions import Clock, Paper, paper_state
from ui.theme.appearance import appearance

_DAY_HEIGHT = 40
_ROW_HEIGHT = 30
_STRIPE = 4
_GAP = 8

_Index = QModelIndex | QPersistentModelIndex


class AgendaDelegate(QStyledItemDelegate):
    """Paints the rows of an `AgendaModel`."""

    def __init__(self, model: AgendaModel, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._clock = clock
        self._ink = Ink(appearance.theme)

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        scale = appearance.text_size / 13
        return QSize(10, round((_DAY_HEIGHT if self._model.session(index) is None else _ROW_HEIGHT) * scale))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if self._ink.theme is not appearance.theme:
            self._ink = Ink(appearance.theme)
        row = self._model.session(index)
        painter.save()
        if row is None:
            self._day(painter, option, index)
        else:
            self._session(painter, option, index, row)
        painter.restore()

    def _day(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ink, box = self._ink, option.rect
        today = self._model.day(index) == self._clock().date()
        painter.fillRect(box, ink.raised)
        head, _, rest = str(self._model.data(index) or "").partition(" · ")
        strong, plain = face(appearance.text_size + 2, strong=True), face(appearance.text_size - 1)
        baseline = strong.baseline(box.y() + 8, box.height() - 8)
        painter.setFont(strong.font)
        painter.setPen(ink.today if today else ink.text)
        painter.drawText(box.x() + _GAP, baseline, head)
        painter.setFont(plain.font)
        painter.setPen(ink.muted)
        x = box.x() + _GAP + strong.width(head) + 12
        painter.drawText(x, baseline, plain.cut(rest, box.right() - x - _GAP))
        painter.setPen(QPen(ink.today if today else ink.hairline, 1))
        painter.drawLine(box.x() + _GAP, box.bottom(), box.right() - _GAP, box.bottom())
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._focus(painter, box.adjusted(2, 6, -2, -1))

    def _session(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, row: SessionRow
    ) -> None:
        ink, box, column = self._ink, option.rect, index.column()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, ink.selection)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, ink.hover)
        else:
            painter.fillRect(box, ink.raised)
        off = row.status is SessionStatus.CANCELLED
        skipped = row.status is SessionStatus.SKIPPED
        size = appearance.text_size
        if column == TIME:
            stripe = QRectF(box.x() + _GAP, box.y() + 5, _STRIPE, box.height() - 10)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.session(row.axis, SessionStatus.PLANNED).stripe)
            painter.drawRoundedRect(stripe, 2, 2)
        look = {
            TIME: face(size, strong=True),
            TITLE: face(size, strong=not off, italic=skipped, struck=off),
        }.get(column, face(size))
        muted = off or column in (PLACE, EXPECTED)
        left = box.x() + (_GAP + _STRIPE + _GAP if column == TIME else _GAP)
        if column == STATUS:
            left = self._mark(painter, box, row)
        colour = ink.muted if muted else ink.text
        if column == STATUS:
            colour = self._status_colour(row)
        painter.setPen(colour)
        painter.setFont(look.font)
        text = look.cut(str(self._model.data(index) or ""), box.right() - left - 4)
        painter.drawText(left, look.baseline(box.y(), box.height()), text)

    def _mark(self, painter: QPainter, box: QRect, row: SessionRow) -> int:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, right = box.y() + box.height() // 2, box.x() + _GAP + 10
        if row.status is SessionStatus.SKIPPED:
            paint_again(painter, self._ink, right, middle)
        else:
            paint_paper(painter, self._ink, paper_state(row, self._clock()), right, middle)
        return right + 6

    def _status_colour(self, row: SessionRow) -> QColor:
        if row.status is SessionStatus.SKIPPED or paper_state(row, self._clock()) is Paper.TO_MARK:
            return self._ink.warning
        return self._ink.muted

    def _focus(self, painter: QPainter, box: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._ink.focus, 2))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
