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
from ui.calendar.month_picture import rect
from ui.calendar.settings import ClashText
from ui.calendar.time_grid_picture import BarPicture, BlockPicture, GridPicture, HeadPicture
from ui.calendar.words import Words, grouped, write, write_all

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
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    blocks = [block for block in picture.blocks if block.box.intersects(seen)]
    _blocks(painter, blocks, ink, selected, hovered)
    for block in blocks:
        if block.row.id in lifted:
            painter.fillRect(block.box, ink.veil)
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
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _blocks(painter, picture.bars, ink, selected, hovered)
    for _, _, words in picture.more:
        write(painter, words)
    for x in picture.grid.x_edges[:-1]:
        painter.fillRect(x, 0, 1, picture.body.y(), ink.hairline)
    painter.fillRect(0, picture.body.y() - 1, width, 1, ink.head_line)


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


def _blocks(
    painter: QPainter,
    blocks: Sequence[BlockPicture] | Sequence[BarPicture],
    ink: Ink,
    selected: Collection[SessionId],
    hovered: SessionId | None,
) -> None:
    """Sessions, or one day's parts of them: first the grounds, then all texts."""
    texts: list[Words] = []
    for block in blocks:
        chosen = block.row.id in selected
        _block(painter, block, ink, chosen, block.row.id == hovered)
        texts.extend((words._replace(colour=ink.text) for words in block.words) if chosen else block.words)
    write_all(painter, grouped(texts))


def _block(
    painter: QPainter, block: BlockPicture | BarPicture, ink: Ink, selected: bool, hovered: bool
) -> None:
    box, row = block.box, block.row
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
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(block.ink.stripe)
    painter.drawRoundedRect(QRectF(box.x() + 1, box.y() + 1, _STRIPE, box.height() - 2), 1.5, 1.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if box.width() > 40:
        middle = box.y() + min(box.height() // 2, 11)
        if row.status is SessionStatus.SKIPPED:
            paint_again(painter, ink, box.right() - 4, middle)
        else:
            paint_paper(painter, ink, block.paper, box.right() - 4, middle)


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
        y, half = grid.y(hour * 60), grid.y(hour * 60 + 30)
        if seen.top() - grid.hour <= y <= seen.bottom():
            painter.fillRect(left - 4, y, right - left + 4, 1, ink.hour)
            painter.fillRect(left, half, right - left, 1, ink.half_hour)
    for x in grid.x_edges[:-1]:
        painter.fillRect(x, seen.top(), 1, seen.height(), ink.hairline)


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
    write_all(painter, head.words)
