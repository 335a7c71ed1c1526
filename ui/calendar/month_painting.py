"""Puts a `MonthPicture` on the screen; everything was decided before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.domain.ids import SessionId
from app.domain.kinds import SessionStatus
from app.domain.slots import Slot
from app.layout import last_day
from ui.calendar.ink import Ink, paint_again, paint_paper, tick_pen
from ui.calendar.month_picture import STRIPE, DayPicture, LinePicture, MonthPicture, rect
from ui.calendar.words import write_all

_ROUND = 3
_SMOOTH = QPainter.RenderHint.Antialiasing
_NO_PEN = Qt.PenStyle.NoPen
_NO_BRUSH = Qt.BrushStyle.NoBrush


def paint_month(painter: QPainter, picture: MonthPicture, ink: Ink) -> None:
    """The whole month, with nothing selected."""
    frame = picture.layout.frame
    painter.fillRect(QRect(0, 0, frame.width, frame.height), ink.raised)
    for day in picture.days:
        _ground(painter, day, ink)
    for week in picture.layout.weeks:
        painter.fillRect(0, week[0].box.y, frame.width, 1, ink.hairline)
    for cell in picture.layout.days[:7]:
        painter.fillRect(cell.box.x, frame.header, 1, frame.height - frame.header, ink.hairline)
    painter.setRenderHint(_SMOOTH)
    painter.setPen(_NO_PEN)
    for colour, boxes in picture.shapes.fills:
        painter.setBrush(colour)
        for box in boxes:
            painter.drawRoundedRect(box, _ROUND, _ROUND)
    for colour, boxes in picture.shapes.stripes:
        painter.setBrush(colour)
        painter.drawRects(boxes)
    _today(painter, picture, ink)
    painter.setBrush(_NO_BRUSH)
    for line in picture.lines:
        if line.row.status is SessionStatus.OPTION:
            _outline(painter, line, QPen(line.ink.stripe, 1, Qt.PenStyle.DashLine))
        elif line.row.status is SessionStatus.SKIPPED:
            paint_again(painter, ink, line.box.right() - 2, line.box.y() + line.box.height() // 2)
    painter.strokePath(picture.shapes.ticks, tick_pen(ink))
    painter.fillPath(picture.shapes.dots, ink.warning)
    write_all(painter, picture.texts)


def paint_lines_over(
    painter: QPainter,
    picture: MonthPicture,
    ink: Ink,
    selected: Collection[SessionId],
    hovered: SessionId | None,
    lifted: Collection[SessionId],
) -> None:
    """Once more the sessions that are selected or under the pointer; those `lifted` by a drag are dimmed."""
    if not selected and not lifted and hovered is None:
        return
    painter.setRenderHint(_SMOOTH)
    for line in picture.lines:
        chosen, under = line.row.id in selected, line.row.id == hovered
        if line.row.id in lifted:
            painter.fillRect(line.box, ink.veil)
        elif chosen:
            painter.setPen(_NO_PEN)
            painter.setBrush(ink.selection)
            painter.drawRoundedRect(QRectF(line.box), _ROUND, _ROUND)
            painter.setBrush(line.ink.stripe)
            painter.drawRect(QRectF(line.box.x() + 1, line.box.y() + 1, STRIPE, line.box.height() - 2))
            painter.setBrush(_NO_BRUSH)
            _outline(painter, line, QPen(ink.accent, 1))
            write_all(painter, (words._replace(colour=ink.text) for words in line.words))
            paint_paper(painter, ink, line.paper, line.box.right() - 2, line.box.y() + line.box.height() // 2)
        elif under:
            painter.setBrush(_NO_BRUSH)
            _outline(painter, line, QPen(line.ink.stripe, 1))


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


def _outline(painter: QPainter, line: LinePicture, pen: QPen) -> None:
    painter.setPen(pen)
    painter.drawRoundedRect(QRectF(line.box).adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)


def _ground(painter: QPainter, day: DayPicture, ink: Ink) -> None:
    painter.fillRect(day.box, day.ground)
    if day.holiday and day.cell.in_month:
        painter.fillRect(day.head, ink.holiday)
    if day.school:
        painter.fillRect(day.box.x(), day.box.y() + 1, day.box.width(), 3, ink.school)


def _today(painter: QPainter, picture: MonthPicture, ink: Ink) -> None:
    cell = picture.layout.day(picture.today)
    if cell is None:
        return
    plate = picture.days[(cell.day - picture.layout.first).days].number
    painter.setBrush(ink.today)
    painter.drawRoundedRect(QRectF(plate), plate.height() / 2, plate.height() / 2)
    painter.setBrush(_NO_BRUSH)
    painter.setPen(QPen(ink.today, 1.5))
    painter.drawRoundedRect(QRectF(rect(cell.box)).adjusted(0.75, 0.75, -0.25, -0.25), 4, 4)
