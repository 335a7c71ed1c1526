"""The head that sheets have in common: who, what, where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.kit.fonts import Face, width
from app.documents.kit.paper import ACCENT, MM, Paper
from app.documents.kit.text import Style, fitted

LABEL = Style(7.5, ink=0.3, floor=5.5)
BODY = Style(10, floor=7.5)
STRONG = Style(11, Face.BOLD, floor=8)
TITLE = Style(17, Face.BOLD, floor=12, spacing=1.15)
_LANDLORD = Style(11, Face.BOLD, floor=7)
_BRANCH = Style(8.5, ink=0.3, floor=6)
_RUNNING = Style(8.5, Face.BOLD, floor=6)
RUNNING_HEAD = 12 * MM
"""More height than the head of a page after the first takes, unless its words are endless."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and a value; lines of the value are parted by line ends."""

    label: str
    value: str
    strong: bool = False
    blanks: tuple[str, ...] = ()
    """Words before blanks to write in, “from …… to ……”."""
    write_in: bool = False
    """Whether the value is to be written in by hand."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a sheet's first page; `running` stands on those after it."""

    landlord: str
    branch: str
    sheet: str
    code: str
    title: str
    subtitle: str
    left: tuple[Fact, ...]
    right: tuple[Fact, ...]
    running: str
    qr: str = ""


def draw_head(paper: Paper, head: Head) -> None:
    """Draw the head from the top of the page; `paper.y` is then under it."""
    top = paper.top
    right = paper.right
    if head.qr:
        size = 17 * MM
        paper.code(right - size + 2, top - 2, size, head.qr)
        right -= size + 2 * MM
    half = paper.measure * 0.52
    landlord = fitted(head.landlord, _LANDLORD, half)
    y = paper.lines(paper.left, top, landlord)
    y = paper.lines(paper.left, y, fitted(head.branch, _BRANCH, half))
    room = right - paper.left - half - 4 * MM
    z = paper.lines(right, top, fitted(head.sheet, Style(11, Face.BOLD, floor=7), room), "right")
    z = paper.lines(right, z, fitted(head.code, Style(15, Face.BOLD, floor=8), room), "right")
    y = max(y, z, top + (15 * MM if head.qr else 0)) + 2 * MM
    paper.rule(paper.left, y, paper.right, y, 1.4, ACCENT)
    y += 2 * MM
    y = paper.lines(paper.left, y, fitted(head.title, TITLE, paper.measure, 2))
    if head.subtitle:
        y = paper.lines(paper.left, y, fitted(head.subtitle, Style(12, floor=9), paper.measure, 2))
    y += 2 * MM
    gap = 6 * MM
    column = (paper.measure - gap) / 2
    paper.y = max(
        draw_facts(paper, paper.left, y, column, head.left),
        draw_facts(paper, paper.left + column + gap, y, column, head.right),
    )


def draw_running_head(paper: Paper, head: Head) -> None:
    """Draw the head of a page after the first."""
    y = paper.lines(paper.left, paper.top, fitted(head.running, _RUNNING, paper.measure))
    paper.rule(paper.left, y + 1 * MM, paper.right, y + 1 * MM, 0.8, ACCENT)
    paper.y = y + 3 * MM


def draw_facts(paper: Paper, x: float, y: float, across: float, facts: Sequence[Fact]) -> float:
    """Names and values one under another; returns where they end."""
    labels = min(
        max((width(fact.label, LABEL.face, LABEL.size) for fact in facts), default=0) + 3 * MM, across * 0.4
    )
    for fact in facts:
        style = STRONG if fact.strong else BODY
        value = fitted(fact.value, style, across - labels, max(2, fact.value.count("\n") + 1))
        name = fitted(fact.label, LABEL, labels - 1 * MM)
        height = max(value.height, BODY.leading, name.height) + 1.2 * MM
        first = (value.lines and value.style.leading) or BODY.leading
        paper.lines(x, y + (first - name.style.leading) / 2, name)
        paper.lines(x + labels, y, value)
        if fact.write_in:
            _blank(paper, x + labels, x + across, y)
        if fact.blanks:
            share = (across - labels) / len(fact.blanks)
            for number, word in enumerate(fact.blanks):
                start = x + labels + number * share
                paper.line_of_text(start, y, word, BODY)
                _blank(paper, start + width(word, BODY.face, BODY.size) + 4, start + share - 6, y)
        y += height
    return y


def _blank(paper: Paper, start: float, end: float, y: float) -> None:
    line = y + BODY.leading - 1
    paper.rule(start, line, end, line, 0.5, 0.35)
