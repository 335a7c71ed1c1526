"""Puts a `MonthPicture` on the screen; everything was decided before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.domain.ids import SessionId
from app.domain.kinds import SessionStatus
from app.domain.slots import Slot
from app.layout import last_day
from ui.calendar.ink import Ink, paint_again, paint_paper
from ui.calendar.month_picture import STRIPE, DayPicture, LinePicture, MonthPicture, Words, rect

_ROUND = 3


def paint_month(
    painter: QPainter,
    picture: MonthPicture,
    ink: Ink,
    area: QRect,
    selected: Collection[SessionId],
    hovered: SessionId | None,
    lifted: Collection[SessionId] = (),
) -> None:
    """The whole month within `area` of the viewport; sessions `lifted` by a drag are dimmed."""
    painter.fillRect(area, ink.raised)
    for day in picture.days:
        if day.box.intersects(area):
            _ground(painter, day, ink)
    _grid(painter, picture, ink)
    for box, words in picture.gutter:
        if box.intersects(area):
            write(painter, words)
    for words in picture.header:
        write(painter, words)
    for day in picture.days:
        if day.box.intersects(area):
            _head(painter, day, ink, picture.today)
    for line in picture.lines:
        if line.box.intersects(area):
            painter.setOpacity(0.4 if line.row.id in lifted else 1.0)
            paint_line(painter, line, ink, line.row.id in selected, line.row.id == hovered)
    painter.setOpacity(1.0)
    for day in picture.days:
        if day.more is not None and day.box.intersects(area):
            write(painter, day.more)
    _today(painter, picture, ink)


def paint_target(
    painter: QPainter, picture: MonthPicture, ink: Ink, slot: Slot, clash: bool, free: Sequence[Slot]
) -> None:
    """The days on which a drag would drop, in red where they do not suit, and the free days near them."""
    layout = picture.layout
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for cell in (layout.day(other.day) for other in free):
        if cell is not None:
            painter.setPen(QPen(ink.success, 1.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(rect(cell.box)).adjusted(3, 3, -3, -3), 4, 4)
    wash = (ink.danger_soft if clash else ink.accent_soft).toRgb()
    wash.setAlpha(110)
    day = slot.day
    while day <= last_day(slot):
        cell = layout.day(day)
        if cell is not None:
            painter.fillRect(rect(cell.box).adjusted(1, 1, 0, 0), wash)
            painter.setPen(QPen(ink.danger if clash else ink.accent, 2))
            painter.drawRoundedRect(QRectF(rect(cell.box)).adjusted(1.5, 1.5, -1, -1), 4, 4)
        day += timedelta(days=1)


def write(painter: QPainter, words: Words) -> None:
    """A text at its place."""
    painter.setFont(words.face.font)
    painter.setPen(words.colour)
    painter.drawText(words.x, words.baseline, words.text)


def paint_line(painter: QPainter, line: LinePicture, ink: Ink, selected: bool, hovered: bool) -> None:
    """One session."""
    box, row = line.box, line.row
    shape = QRectF(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    fill = ink.selection if selected else line.ink.fill
    if fill is not None:
        painter.setBrush(fill)
        painter.drawRoundedRect(shape, _ROUND, _ROUND)
    if row.status is SessionStatus.OPTION:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(line.ink.stripe, 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(shape.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
    if hovered or selected:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink.accent if selected else line.ink.stripe, 1))
        painter.drawRoundedRect(shape.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if not line.line.from_before:
        painter.fillRect(box.x() + 1, box.y() + 1, STRIPE, box.height() - 2, line.ink.stripe)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for words in line.words:
        painter.setFont(words.face.font)
        painter.setPen(ink.text if selected else words.colour)
        painter.drawText(words.x, words.baseline, words.text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = box.y() + box.height() // 2
    if row.status is SessionStatus.SKIPPED:
        paint_again(painter, ink, box.right() - 2, middle)
    else:
        paint_paper(painter, ink, line.paper, box.right() - 2, middle)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _ground(painter: QPainter, day: DayPicture, ink: Ink) -> None:
    painter.fillRect(day.box, day.ground)
    if day.holiday and day.cell.in_month:
        painter.fillRect(day.head, ink.holiday)
    if day.school:
        painter.fillRect(day.box.x(), day.box.y() + 1, day.box.width(), 3, ink.school)


def _grid(painter: QPainter, picture: MonthPicture, ink: Ink) -> None:
    frame = picture.layout.frame
    painter.setPen(QPen(ink.hairline, 1))
    for week in picture.layout.weeks:
        painter.drawLine(0, week[0].box.y, frame.width, week[0].box.y)
    for cell in picture.layout.days[:7]:
        painter.drawLine(cell.box.x, frame.header, cell.box.x, frame.height)


def _head(painter: QPainter, day: DayPicture, ink: Ink, today: date) -> None:
    if day.cell.day == today:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.today)
        radius = day.number.height() / 2
        painter.drawRoundedRect(QRectF(day.number), radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for words in day.words:
        write(painter, words)


def _today(painter: QPainter, picture: MonthPicture, ink: Ink) -> None:
    cell = picture.layout.day(picture.today)
    if cell is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink.today, 1.5))
    box = cell.box
    painter.drawRoundedRect(
        QRectF(box.x, box.y, box.width, box.height).adjusted(0.75, 0.75, -0.25, -0.25), 4, 4
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
