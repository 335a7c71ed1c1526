"""Puts a `GridPicture` on the screen; everything was decided before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.domain.ids import SessionId
from app.domain.kinds import SessionStatus
from app.domain.slots import Slot
from app.i18n import Language
from ui.calendar.dragging import Drag, ghost_title
from ui.calendar.ink import Ink, face, paint_again, paint_paper
from ui.calendar.month_painting import write
from ui.calendar.month_picture import rect
from ui.calendar.settings import ClashText
from ui.calendar.time_grid_picture import BarPicture, BlockPicture, GridPicture, HeadPicture

_ROUND = 4
_STRIPE = 3


def paint_body(
    painter: QPainter,
    picture: GridPicture,
    ink: Ink,
    offset: int,
    selected: Collection[SessionId],
    hovered: SessionId | None,
    lifted: Collection[SessionId],
) -> None:
    """The hours and their sessions, scrolled down by `offset`; those `lifted` by a drag are dimmed."""
    body = picture.body
    seen = QRect(body.x(), offset, body.width(), body.height())
    painter.save()
    painter.setClipRect(QRect(0, body.y(), body.right() + 1, body.height()))
    painter.fillRect(QRect(0, body.y(), body.right() + 1, body.height()), ink.raised)
    painter.translate(0, body.y() - offset)
    _ground(painter, picture, ink, seen)
    for words in picture.hours:
        if seen.top() - 20 < words.baseline < seen.bottom() + 20:
            write(painter, words)
    for block in picture.blocks:
        if block.box.intersects(seen):
            painter.setOpacity(0.4 if block.row.id in lifted else 1.0)
            paint_block(painter, block, ink, block.row.id in selected, block.row.id == hovered)
    painter.setOpacity(1.0)
    painter.restore()


def paint_head(
    painter: QPainter,
    picture: GridPicture,
    ink: Ink,
    now: datetime,
    selected: Collection[SessionId],
    hovered: SessionId | None,
) -> None:
    """The heads of the days and the lane of sessions of several days."""
    width = picture.body.right() + 1
    painter.fillRect(QRect(0, 0, width, picture.body.y()), ink.raised)
    for head in picture.heads:
        _head(painter, head, ink, head.day == now.date())
    for bar in picture.bars:
        paint_block(painter, bar, ink, bar.row.id in selected, bar.row.id == hovered)
    for _, _, words in picture.more:
        write(painter, words)
    painter.setPen(QPen(ink.hairline, 1))
    for x in picture.grid.x_edges[:-1]:
        painter.drawLine(x, 0, x, picture.body.y())
    painter.setPen(QPen(ink.head_line, 1))
    painter.drawLine(0, picture.body.y() - 1, width, picture.body.y() - 1)


def paint_now(
    painter: QPainter, picture: GridPicture, ink: Ink, offset: int, now: datetime, language: Language
) -> None:
    """The line of the present moment over today, its time in the margin."""
    index = (now.date() - picture.grid.first).days
    if not 0 <= index < picture.grid.days:
        return
    y = picture.body.y() - offset + picture.grid.y(now.hour * 60 + now.minute)
    if not picture.body.y() <= y < picture.body.bottom():
        return
    left, right = picture.grid.x_edges[index], picture.grid.x_edges[index + 1]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink.today, 2))
    painter.drawLine(left + 1, y, right - 1, y)
    painter.setBrush(ink.today)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(left + 1, y), 4, 4)
    look = face(picture.hours[0].face.font.pixelSize(), strong=True)
    text = language.clock(now)
    plate = QRectF(picture.body.x() - 5 - look.width(text) - 6, y - 9, look.width(text) + 8, 18)
    painter.drawRoundedRect(plate, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(ink.accent_text)
    painter.setFont(look.font)
    painter.drawText(int(plate.x()) + 4, look.baseline(int(plate.y()), 18), text)


def paint_ghost(
    painter: QPainter,
    picture: GridPicture,
    ink: Ink,
    top: int,
    drag: Drag,
    clashes: Sequence[ClashText],
    free: Sequence[Slot],
    language: Language,
) -> None:
    """The slot of a drag with its time, and the free slots near it; midnight lies at `top` of the viewport."""
    if drag.slot is None:
        return
    painter.setClipRect(picture.body)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    look = face(picture.hours[0].face.font.pixelSize() + 1, strong=True)
    painter.setFont(look.font)
    for box in (rect(part.shifted(0, top)) for slot in free for part in picture.grid.span_boxes(slot)):
        painter.setPen(QPen(ink.success, 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -2, -2), _ROUND, _ROUND)
        text = look.cut(language.text("Free"), box.width() - 12)
        painter.drawText(box.right() - 8 - look.width(text), look.baseline(box.y() + 3, 16), text)
    outline = ink.danger if clashes else ink.accent
    wash = (ink.danger_soft if clashes else ink.accent_soft).toRgb()
    wash.setAlpha(225)
    for box in (rect(part.shifted(0, top)) for part in picture.grid.span_boxes(drag.slot)):
        painter.setBrush(wash)
        painter.setPen(QPen(outline, 2))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), _ROUND, _ROUND)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(outline)
        head = look.cut(language.slot(drag.slot.starts_at, drag.slot.ends_at), box.width() - 16)
        painter.drawText(box.x() + 8, look.baseline(box.y() + 3, 16), head)
        if box.height() > 40:
            painter.setPen(ink.text)
            title = look.cut(ghost_title(drag, language), box.width() - 16)
            painter.drawText(box.x() + 8, look.baseline(box.y() + 20, 16), title)
    painter.setClipping(False)


def paint_block(
    painter: QPainter, block: BlockPicture | BarPicture, ink: Ink, selected: bool, hovered: bool
) -> None:
    """One session, or one day's part of it."""
    box, row = block.box, block.row
    shape = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(ink.selection if selected else block.ink.fill or ink.raised)
    if selected:
        painter.setPen(QPen(ink.accent, 1.5))
    elif row.status in (SessionStatus.OPTION, SessionStatus.SKIPPED):
        painter.setPen(QPen(block.ink.stripe, 1, Qt.PenStyle.DashLine))
    elif block.ink.fill is None:
        painter.setPen(QPen(ink.hairline, 1))
    elif hovered:
        painter.setPen(QPen(block.ink.stripe, 1))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(shape, _ROUND, _ROUND)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(block.ink.stripe)
    painter.drawRoundedRect(QRectF(box.x() + 1, box.y() + 1, _STRIPE, box.height() - 2), 1.5, 1.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for words in block.words:
        painter.setFont(words.face.font)
        painter.setPen(ink.text if selected else words.colour)
        painter.drawText(words.x, words.baseline, words.text)
    if box.width() > 40:
        middle = box.y() + min(box.height() // 2, 11)
        if row.status is SessionStatus.SKIPPED:
            paint_again(painter, ink, box.right() - 4, middle)
        else:
            paint_paper(painter, ink, block.paper, box.right() - 4, middle)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _ground(painter: QPainter, picture: GridPicture, ink: Ink, seen: QRect) -> None:
    grid = picture.grid
    left, right = picture.body.x(), picture.body.right() + 1
    for index, day in enumerate(picture.days):
        column = QRect(
            grid.x_edges[index], seen.y(), grid.x_edges[index + 1] - grid.x_edges[index], seen.height()
        )
        if day.weekday() >= 5:
            painter.fillRect(column, ink.weekend)
        elif picture.heads[index].holiday:
            wash = ink.holiday.toRgb()
            wash.setAlpha(70)
            painter.fillRect(column, wash)
    for top, bottom in ((0, picture.work[0]), (picture.work[1], grid.height)):
        painter.fillRect(QRect(left, top, right - left, bottom - top), ink.outside)
    for hour in range(24):
        y = grid.y(hour * 60)
        if seen.top() - grid.hour <= y <= seen.bottom():
            painter.setPen(QPen(ink.hour, 1))
            painter.drawLine(left - 4, y, right, y)
            painter.setPen(QPen(ink.half_hour, 1))
            half = grid.y(hour * 60 + 30)
            painter.drawLine(left, half, right, half)
    painter.setPen(QPen(ink.hairline, 1))
    for x in grid.x_edges[:-1]:
        painter.drawLine(x, seen.top(), x, seen.bottom())


def _head(painter: QPainter, head: HeadPicture, ink: Ink, today: bool) -> None:
    if head.day.weekday() >= 5:
        painter.fillRect(head.box, ink.weekend)
    if head.holiday:
        painter.fillRect(head.box, ink.holiday)
    if head.school:
        painter.fillRect(head.box.x(), head.box.y(), head.box.width(), 3, ink.school)
    if today:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.today)
        radius = head.plate.height() / 2
        painter.drawRoundedRect(QRectF(head.plate), radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for words in head.words:
        write(painter, words)
