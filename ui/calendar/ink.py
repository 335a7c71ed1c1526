"""Colours and fonts of the painted views, made once per theme and size and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QStaticText,
)
from PySide6.QtWidgets import QApplication

from app.domain.kinds import SessionStatus
from ui.models.sessions import Paper
from ui.theme import Theme, tabular
from ui.theme.tokens import contrast, mix

_ELIDE, _PLAIN = Qt.TextElideMode.ElideRight, Qt.TextFormat.PlainText
_KEPT_WIDTHS, _KEPT_TEXTS = 20_000, 6_000
_READABLE = 4.5
_NARROWED = 88.0
"""The width, in parts of a hundred, of the letters of a variable font."""
_NORMAL, _STRONG = 400.0, 600.0
_WIDE_LETTERS = 0.45
"""The width of an average letter, in parts of the text height, above which a narrower face is used."""
_SAMPLE = "Atelier éco-gestes, initiation"


@dataclass(frozen=True, slots=True)
class SessionInk:
    """The colours of one session."""

    fill: QColor | None
    stripe: QColor
    text: QColor
    muted: QColor


class Ink:
    """Every colour of a theme as a `QColor`, and the session colours derived from it."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.surface = QColor(theme.surface)
        self.raised = QColor(theme.surface_raised)
        self.sunken = QColor(theme.surface_sunken)
        self.hairline = QColor(theme.hairline)
        self.border = QColor(theme.border)
        self.text = QColor(theme.text)
        self.muted = QColor(theme.text_muted)
        self.faint = QColor(theme.text_faint)
        self.accent = QColor(theme.accent)
        self.accent_text = QColor(theme.accent_text)
        self.accent_soft = QColor(theme.accent_soft)
        self.danger = QColor(theme.danger)
        self.danger_soft = QColor(theme.danger_soft)
        self.warning = QColor(theme.warning)
        self.success = QColor(theme.success)
        self.today = QColor(theme.today)
        self.today_wash = QColor(mix(theme.surface_raised, theme.today, 0.05))
        self.weekend = QColor(theme.weekend)
        self.holiday = QColor(theme.holiday_tint)
        self.school = QColor(theme.school_holiday)
        self.selection = QColor(theme.selection)
        self.hover = QColor(theme.hover)
        self.focus = QColor(theme.focus)
        self.hour = QColor(mix(theme.hairline, theme.surface_raised, 0.1))
        self.half_hour = QColor(mix(theme.hairline, theme.surface_raised, 0.6))
        self.veil = QColor(theme.surface_raised)
        self.veil.setAlpha(150)
        self.head_line = QColor(mix(theme.hairline, theme.border, 0.35))
        self.outside = QColor(theme.shadow)
        self.outside.setAlpha(48 if theme.is_dark else 8)
        self._sessions: dict[tuple[str, SessionStatus, bool], SessionInk] = {}

    def session(self, axis: str, status: SessionStatus, near: bool = True) -> SessionInk:
        """The colours of a session; `near` is False for one outside the month shown."""
        key = (axis, status, near)
        found = self._sessions.get(key)
        if found is None:
            found = self._sessions[key] = self._mixed(axis, status, near)
        return found

    def _mixed(self, axis: str, status: SessionStatus, near: bool) -> SessionInk:
        theme = self.theme
        colours = theme.axis(axis)
        if not near:
            stripe = mix(colours.stripe, theme.surface_raised, 0.5)
            return SessionInk(None, QColor(stripe), self.faint, self.faint)
        if status is SessionStatus.CANCELLED:
            return SessionInk(None, QColor(theme.hairline), self.faint, self.faint)
        if status in (SessionStatus.SKIPPED, SessionStatus.OPTION):
            return SessionInk(None, QColor(colours.stripe), self.text, self.muted)
        return SessionInk(
            QColor(colours.tint),
            QColor(colours.stripe),
            QColor(colours.text),
            QColor(softened(colours.text, colours.tint)),
        )


def softened(ink: str, ground: str, share: float = 0.34) -> str:
    """The ink as light as `share` of the ground makes it, but never below a contrast of 4.5 : 1."""
    while share > 0:
        lighter = mix(ink, ground, share)
        if contrast(lighter, ground) >= _READABLE:
            return lighter
        share -= 0.04
    return ink


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font with what is asked of it most: widths and cut texts, remembered."""

    font: QFont
    metrics: QFontMetrics
    ascent: int
    height: int
    struck: bool
    widths: dict[str, int]
    cuts: dict[tuple[str, int], str]
    texts: dict[str, QStaticText]

    def width(self, text: str) -> int:
        """The width of a text in logical pixels."""
        found = self.widths.get(text)
        if found is None:
            if len(self.widths) > _KEPT_WIDTHS:
                self.widths.clear()
            found = self.widths[text] = self.metrics.horizontalAdvance(text)
        return found

    def cut(self, text: str, width: int) -> str:
        """The text, with an ellipsis at its end where it does not fit."""
        if self.width(text) <= width:
            return text
        key = (text, width)
        found = self.cuts.get(key)
        if found is None:
            if len(self.cuts) > _KEPT_WIDTHS:
                self.cuts.clear()
            found = self.cuts[key] = self.metrics.elidedText(text, _ELIDE, width)
        return found

    def baseline(self, top: int, height: int) -> int:
        """Where text stands that is centred between two heights."""
        return top + (height - self.height) // 2 + self.ascent

    def shaped(self, text: str) -> QStaticText:
        """The text with its glyphs chosen and placed, which is what costs most in painting it."""
        found = self.texts.get(text)
        if found is None:
            if len(self.texts) > _KEPT_TEXTS:
                self.texts.clear()
            found = self.texts[text] = QStaticText(text)
            found.setTextFormat(_PLAIN)
            found.prepare(font=self.font)
        return found


def face(pixels: int, *, strong: bool = False, italic: bool = False, struck: bool = False) -> Face:
    """The interface font at this height, with figures of equal width; kept for the next request."""
    return _face(QApplication.font().family(), pixels, strong, italic, struck)


def forget_faces() -> None:
    """Make all faces anew: the interface font has changed."""
    _face.cache_clear()
    _narrow.cache_clear()
    _has_widths.cache_clear()


@cache
def _face(family: str, pixels: int, strong: bool, italic: bool, struck: bool) -> Face:
    font = tabular(QFont(_narrow(family)))
    if _has_widths(family):
        font.setVariableAxis(QFont.Tag("wdth"), _NARROWED)
        font.setVariableAxis(QFont.Tag("wght"), _STRONG if strong else _NORMAL)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    font.setItalic(italic)
    font.setStrikeOut(struck)
    metrics = QFontMetrics(font)
    return Face(font, metrics, metrics.ascent(), metrics.height(), struck, {}, {}, {})


@cache
def _has_widths(family: str) -> bool:
    """Whether the face can be made narrower without harm, as variable fonts can."""
    return any(axis.tag() == QFont.Tag("wdth") for axis in QFontInfo(QFont(family)).variableAxes())


@cache
def _narrow(family: str) -> str:
    """The family itself, or its condensed face where its letters are uncommonly wide (DejaVu, Verdana)."""
    font = QFont(family)
    font.setPixelSize(100)
    if QFontMetricsF(font).horizontalAdvance(_SAMPLE) <= _WIDE_LETTERS * 100 * len(_SAMPLE):
        return family
    sibling = f"{QFontInfo(font).family()} Condensed"
    return sibling if sibling in QFontDatabase.families() else family


def tick_pen(ink: Ink) -> QPen:
    """The pen for ticks."""
    return QPen(ink.success, 1.4, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)


def add_tick(path: QPainterPath, right: int, middle: int) -> None:
    """The tick of a marked session, its right edge at `right`."""
    left, y = right - 7.0, float(middle)
    path.moveTo(left, y)
    path.lineTo(left + 2.5, y + 2.5)
    path.lineTo(left + 7, y - 3)


def add_dot(path: QPainterPath, right: int, middle: int) -> None:
    """The dot of a session still to mark, its right edge at `right`."""
    path.addEllipse(QRectF(right - 7, middle - 3, 6, 6))


def paint_paper(painter: QPainter, ink: Ink, state: Paper, right: int, middle: int) -> None:
    """The tick of a marked session or the dot of one still to mark, its right edge at `right`."""
    path = QPainterPath()
    if state is Paper.MARKED:
        add_tick(path, right, middle)
        painter.strokePath(path, tick_pen(ink))
    elif state is Paper.TO_MARK:
        add_dot(path, right, middle)
        painter.fillPath(path, ink.warning)


def paint_again(painter: QPainter, ink: Ink, right: int, middle: int) -> None:
    """The turned arrow of a date that is to be placed again, its right edge at `right`."""
    painter.setPen(QPen(ink.warning, 1.4, c=Qt.PenCapStyle.RoundCap))
    painter.drawArc(QRectF(right - 9, middle - 4, 8, 8), 60 * 16, 290 * 16)
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(right - 6.2, middle - 6),
                QPointF(right - 3.0, middle - 3.6),
                QPointF(right - 6.2, middle - 1.4),
            ]
        )
    )
