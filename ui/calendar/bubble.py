"""The note beside the pointer while dragging: the new time, and why it does not suit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.calendar.ink import Face, Ink, face
from ui.calendar.settings import ClashText

_PADDING = 8
_WIDEST = 380
_MOST_CLASHES = 4


def paint_bubble(
    painter: QPainter,
    ink: Ink,
    text: int,
    pointer: QPoint,
    bounds: QRect,
    head: str,
    body: str,
    clashes: Sequence[ClashText],
) -> None:
    """A raised note near the pointer and inside `bounds`; `text` is the height of the interface text."""
    strong, plain = face(text, strong=True), face(text)
    lines: list[tuple[Face, QColor, str]] = [(strong, ink.text, head)]
    if body:
        lines.append((plain, ink.muted, body))
    for clash in clashes[:_MOST_CLASHES]:
        lines.append((plain, ink.danger, f"▲ {clash.text}"))
    if len(clashes) > _MOST_CLASHES:
        lines.append((plain, ink.danger, f"+{len(clashes) - _MOST_CLASHES}"))
    pitch = text + 6
    width = min(max(look.width(words) for look, _, words in lines), _WIDEST) + 2 * _PADDING
    height = len(lines) * pitch + 2 * _PADDING - 4
    box = QRect(pointer.x() + 16, pointer.y() + 18, width, height)
    if box.right() > bounds.right():
        box.moveRight(max(pointer.x() - 16, bounds.x() + width))
    if box.bottom() > bounds.bottom():
        box.moveBottom(max(pointer.y() - 12, bounds.y() + height))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    shade = QColor(ink.theme.shadow)
    for spread, alpha in ((3, 14), (2, 22), (1, 30)):
        shade.setAlpha(alpha)
        painter.setBrush(shade)
        painter.drawRoundedRect(
            QRectF(box).adjusted(-spread, 2 - spread, spread, 2 + spread), 6 + spread, 6 + spread
        )
    painter.setBrush(ink.raised)
    painter.setPen(QPen(ink.danger if clashes else ink.border, 1.0))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    y = box.y() + _PADDING - 2
    for look, colour, words in lines:
        painter.setFont(look.font)
        painter.setPen(colour)
        painter.drawText(box.x() + _PADDING, look.baseline(y, pitch), look.cut(words, width - 2 * _PADDING))
        y += pitch
    painter.setBrush(Qt.BrushStyle.NoBrush)
