"""Key figures and bars: what a page of results is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.kit.fonts import Face
from app.documents.kit.paper import ACCENT, MM, Paper
from app.documents.kit.text import Style, fitted

_FIGURE = Style(20, Face.BOLD, floor=11, spacing=1.15)
_LABEL = Style(8.5, ink=0.25, floor=6.5)
_SECTION = Style(13, Face.BOLD, spacing=1.2)
_NOTE = Style(8, ink=0.3)
_SMALL = Style(7.5, ink=0.2, floor=5)
_BAR: tuple[float, float, float] = (0.32, 0.5, 0.64)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure in large type, and what it counts."""

    figure: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: its name, its length, and its figure in words."""

    label: str
    value: float
    figure: str


def draw_section(paper: Paper, text: str, *, keep: float = 30 * MM, note: str = "") -> None:
    """A heading that stays with what follows it."""
    if paper.y > paper.top + 1:
        paper.y += 5 * MM
    paper.need(_SECTION.leading + keep)
    paper.lines(paper.left, paper.y, fitted(text, _SECTION, paper.measure, 2))
    paper.y += _SECTION.leading + 1 * MM
    if note:
        paper.paragraph(note, _NOTE, after=1.5 * MM)


def draw_key_figures(paper: Paper, figures: Sequence[KeyFigure], *, across: int = 4) -> None:
    """Figures in a grid of so many across."""
    gap = 4 * MM
    column = (paper.measure - (across - 1) * gap) / across
    height = 20 * MM
    for start in range(0, len(figures), across):
        paper.need(height)
        for place, each in enumerate(figures[start : start + across]):
            x = paper.left + place * (column + gap)
            paper.rule(x, paper.y, x + column, paper.y, 1.2, ACCENT)
            y = paper.lines(x, paper.y + 2 * MM, fitted(each.figure, _FIGURE, column))
            paper.lines(x, y, fitted(each.label, _LABEL, column, 2))
        paper.y += height


def draw_columns(paper: Paper, bars: Sequence[Bar], *, height: float = 38 * MM) -> None:
    """Upright bars side by side, each with its figure above and its name below."""
    paper.need(height)
    most = max((bar.value for bar in bars), default=0) or 1
    step = paper.measure / max(len(bars), 1)
    foot = paper.y + height - 5 * MM
    room = height - 10 * MM
    for place, bar in enumerate(bars):
        middle = paper.left + (place + 0.5) * step
        length = room * bar.value / most
        across = min(step * 0.62, 14 * MM)
        if length:
            paper.box(middle - across / 2, foot - length, across, length, ink=None, fill=_BAR)
        paper.lines(middle, foot - length - _SMALL.leading - 1, fitted(bar.figure, _SMALL, step), "centre")
        paper.lines(middle, foot + 1 * MM, fitted(bar.label, _SMALL, step - 2), "centre")
    paper.rule(paper.left, foot, paper.right, foot, 0.6, 0.4)
    paper.y += height


def draw_bars(paper: Paper, bars: Sequence[Bar], *, names: float = 62 * MM) -> None:
    """Lying bars one under another, each with its name before and its figure behind it."""
    most = max((bar.value for bar in bars), default=0) or 1
    figure_room = 26 * MM
    room = paper.measure - names - figure_room
    for bar in bars:
        name = fitted(bar.label, _LABEL, names - 3 * MM, 2)
        height = max(name.height, 4.4 * MM) + 0.8 * MM
        paper.need(height)
        paper.lines(paper.left, paper.y + (height - name.height) / 2, name)
        length = room * bar.value / most
        if length:
            paper.box(
                paper.left + names, paper.y + height / 2 - 1.6 * MM, length, 3.2 * MM, ink=None, fill=_BAR
            )
        paper.lines(
            paper.left + names + length + 1.5 * MM,
            paper.y + (height - _LABEL.leading) / 2,
            fitted(bar.figure, _LABEL, figure_room),
        )
        paper.y += height
