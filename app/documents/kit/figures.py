"""Key figures and bars: what a page of results is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.kit.fonts import Face
from app.documents.kit.paper import ACCENT, MM, Ink, Paper
from app.documents.kit.text import Fitted, Style, fitted, wrapped

_FIGURE = Style(20, Face.BOLD, floor=11, spacing=1.15)
_LABEL = Style(8.5, ink=0.25, floor=6.5)
_SECTION = Style(13, Face.BOLD, spacing=1.2)
_NOTE = Style(8, ink=0.3)
_SMALL = Style(7.5, ink=0.2, floor=5)
_GROUP = Style(9, Face.BOLD)
_BAR: Ink = (0.32, 0.5, 0.64)
_SECOND: Ink = (0.80, 0.85, 0.89)
_KEY_GAP = 3.2 * MM
_RUNNING = 12 * MM
"""More height than a running head takes: what stands above that is the first thing on its page."""
_ROW = 5.2 * MM
_GROUP_GAP = 8 * MM


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure in large type, and what it counts."""

    figure: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: its name, its length, and its figure in words; a second one where two are compared."""

    label: str
    value: float
    figure: str
    second: float = 0.0
    second_figure: str = ""


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Bars under a heading of their own."""

    heading: str
    bars: tuple[Bar, ...]


def draw_section(
    paper: Paper, text: str, *, keep: float = 30 * MM, note: str = "", gap: float = 6 * MM
) -> None:
    """A heading that stays with what follows it, `keep` of which must fit on the page too."""
    if paper.y > paper.top + _RUNNING:
        paper.y += gap
    heading = fitted(text, _SECTION, paper.measure, 2)
    note_height = len(wrapped(note, _NOTE, paper.measure)) * _NOTE.leading if note else 0.0
    most = paper.bottom - paper.top - 20 * MM
    paper.need(min(heading.height + 1 * MM + note_height + keep, most))
    paper.mark(text)
    paper.y = paper.lines(paper.left, paper.y, heading) + 1 * MM
    if note:
        paper.paragraph(note, _NOTE, after=1.5 * MM)


def draw_key_figures(
    paper: Paper, figures: Sequence[KeyFigure], *, across: int = 4, style: Style = _FIGURE
) -> None:
    """Figures in a grid of so many across."""
    gap = 4 * MM
    column = (paper.measure - (across - 1) * gap) / across
    for start in range(0, len(figures), across):
        row = figures[start : start + across]
        labels = [fitted(each.label, _LABEL, column, 2) for each in row]
        height = 1.6 * MM + style.leading + max(label.height for label in labels) + _KEY_GAP
        paper.need(height)
        for place, (each, label) in enumerate(zip(row, labels, strict=True)):
            x = paper.left + place * (column + gap)
            paper.rule(x, paper.y, x + column, paper.y, 1.2, ACCENT)
            y = paper.lines(x, paper.y + 1.6 * MM, fitted(each.figure, style, column))
            paper.lines(x, y, label)
        paper.y += height


def draw_columns(
    paper: Paper, bars: Sequence[Bar], *, names: tuple[str, str] = ("", ""), height: float = 38 * MM
) -> None:
    """Upright bars side by side, each with its figure above and its name below.

    Where any has a second value, pairs of bars, with `names` to tell the two apart.
    """
    paired = any(bar.second for bar in bars)
    if paired:
        _draw_legend(paper, names)
    paper.need(height)
    most = max((max(bar.value, bar.second) for bar in bars), default=0) or 1
    step = paper.measure / max(len(bars), 1)
    foot = paper.y + height - 5 * MM
    room = height - 10 * MM
    across = min(step * (0.36 if paired else 0.62), 14 * MM)
    for place, bar in enumerate(bars):
        middle = paper.left + (place + 0.5) * step
        first = middle - across / 2 - 0.5 if paired else middle
        _draw_column(paper, first, foot, across, room * bar.value / most, bar.figure, _BAR)
        if paired:
            length = room * bar.second / most
            _draw_column(paper, middle + across / 2 + 0.5, foot, across, length, bar.second_figure, _SECOND)
        paper.lines(middle, foot + 1 * MM, fitted(bar.label, _SMALL, step - 2), "centre")
    paper.rule(paper.left, foot, paper.right, foot, 0.6, 0.4)
    paper.y += height


def draw_bars(paper: Paper, bars: Sequence[Bar]) -> None:
    """Lying bars one under another over the measure, each with its name before and its figure behind it."""
    for bar in bars:
        height = _row_height(bar, paper.measure)
        paper.need(height)
        _draw_bar(paper, paper.left, paper.measure, bar, _most(bars), height)
        paper.y += height


def bars_height(paper: Paper, bars: Sequence[Bar]) -> float:
    """How high lying bars would be on one page."""
    return sum(_row_height(bar, paper.measure) for bar in bars)


def draw_bar_groups(paper: Paper, groups: Sequence[BarGroup]) -> None:
    """Groups of lying bars side by side; they must fit on a page."""
    across = _group_width(paper, groups)
    height = groups_height(paper, groups)
    paper.need(height)
    top = paper.y
    for place, group in enumerate(groups):
        x = paper.left + place * (across + _GROUP_GAP)
        paper.y = paper.lines(x, top, fitted(group.heading, _GROUP, across)) + 1 * MM
        for bar in group.bars:
            row = _row_height(bar, across)
            _draw_bar(paper, x, across, bar, _most(group.bars), row)
            paper.y += row
    paper.y = top + height


def groups_height(paper: Paper, groups: Sequence[BarGroup]) -> float:
    """How high groups of lying bars are."""
    across = _group_width(paper, groups)
    return max(
        (
            fitted(group.heading, _GROUP, across).height
            + 1 * MM
            + sum(_row_height(bar, across) for bar in group.bars)
            for group in groups
        ),
        default=0.0,
    )


_NAMES = 0.36
"""The share of the width that the names of lying bars take; the figures behind them take less."""
_FIGURES = 0.17


def _most(bars: Sequence[Bar]) -> float:
    return max((bar.value for bar in bars), default=0) or 1


def _group_width(paper: Paper, groups: Sequence[BarGroup]) -> float:
    return (paper.measure - (len(groups) - 1) * _GROUP_GAP) / max(len(groups), 1)


def _name(bar: Bar, across: float) -> Fitted:
    one = fitted(bar.label, _LABEL, across * _NAMES - 2 * MM)
    return one if len(one.lines) == 1 else fitted(bar.label, _LABEL, across * _NAMES - 2 * MM, 3)


def _row_height(bar: Bar, across: float) -> float:
    return max(_name(bar, across).height + 0.8 * MM, _ROW)


def _draw_bar(paper: Paper, x: float, across: float, bar: Bar, most: float, height: float) -> None:
    name = _name(bar, across)
    paper.lines(x, paper.y + (height - name.height) / 2, name)
    start = x + across * _NAMES
    length = across * (1 - _NAMES - _FIGURES) * bar.value / most
    if length:
        paper.box(start, paper.y + height / 2 - 1.6 * MM, length, 3.2 * MM, ink=None, fill=_BAR)
    figure = fitted(bar.figure, _LABEL, across * _FIGURES - 1.5 * MM)
    paper.lines(start + length + 1.5 * MM, paper.y + (height - figure.height) / 2, figure)


def _draw_column(
    paper: Paper, middle: float, foot: float, across: float, length: float, figure: str, fill: Ink
) -> None:
    if length:
        edge: Ink | None = 0.45 if fill == _SECOND else None
        paper.box(middle - across / 2, foot - length, across, length, weight=0.4, ink=edge, fill=fill)
    words = fitted(figure, _SMALL, across * 1.5)
    paper.lines(middle, foot - length - words.style.leading - 1, words, "centre")


def _draw_legend(paper: Paper, names: tuple[str, str]) -> None:
    x = paper.left
    for name, fill in zip(names, (_BAR, _SECOND), strict=True):
        paper.box(x, paper.y + 1 * MM, 3 * MM, 3 * MM, weight=0.4, ink=0.45, fill=fill)
        words = fitted(name, _LABEL, paper.measure / 2 - 8 * MM)
        paper.lines(x + 4.5 * MM, paper.y + 2.5 * MM - words.height / 2, words)
        x += paper.measure * 0.3
    paper.y += 5 * MM
