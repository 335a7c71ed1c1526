"""Draws a person's own dates in large type: nothing smaller than 16 points, nothing in grey, one column."""

from __future__ import annotations

from app.documents.kit.fonts import Face, width
from app.documents.kit.paper import MM, Paper
from app.documents.kit.text import Fitted, Style, fitted, wrapped
from app.documents.rehearsals.view import DateBlock, FridgeView

SMALLEST = 16.0
"""Points: what a reader of 70 and over reads on a refrigerator door."""

_NAME = Style(30, Face.BOLD, floor=18, spacing=1.15)
_TITLE = Style(20, floor=16, spacing=1.2)
_DAY = Style(22, Face.BOLD, floor=18, spacing=1.2)
_TIME = Style(20, Face.BOLD, floor=16)
_BODY = Style(16, spacing=1.3)
_LABEL = Style(16, Face.BOLD, spacing=1.3)
_RUNNING = Style(16, Face.BOLD)
_GAP = 4 * MM
_Row = list[tuple[float, str, Style]]
"""What stands on one line: where, what, how."""


def draw_fridge_sheet(paper: Paper, view: FridgeView, footer: str, page_of: str) -> None:
    """One person's dates, with whom to call at the foot of every page."""

    def running() -> None:
        for line in wrapped(view.running, _RUNNING, paper.measure):
            paper.line_of_text(paper.left, paper.y, line, _RUNNING)
            paper.y += _RUNNING.leading
        paper.y += 4 * MM
        _draw_call(paper, _call(paper, view))

    paper.begin_sheet(
        outline=view.running,
        footer=footer,
        page_of=page_of,
        margins=(15.0, 17.0, 9.0, 17.0),
        running=running,
    )
    paper.y = paper.lines(paper.left, paper.y, fitted(view.name, _NAME, paper.measure, 2))
    paper.y = paper.lines(paper.left, paper.y + 1 * MM, fitted(view.title, _TITLE, paper.measure, 2))
    paper.y = paper.lines(paper.left, paper.y + 1 * MM, fitted(view.intro, _TITLE, paper.measure, 3)) + 5 * MM
    _draw_call(paper, _call(paper, view))
    for block in view.dates:
        _draw_date(paper, block)
    if view.access:
        _draw_access(paper, view)
    paper.end_sheet()


def _call(paper: Paper, view: FridgeView) -> list[Fitted]:
    room = paper.measure - 8 * MM
    who = fitted(
        " – ".join(part for part in (view.who, view.phone) if part), Style(20, Face.BOLD, floor=16), room, 2
    )
    return [fitted(view.call, _BODY, room, 2), who]


def _draw_call(paper: Paper, call: list[Fitted]) -> None:
    """Draw whom to call at the foot of the page and keep the dates above it."""
    height = sum(text.height for text in call) + 6 * MM
    top = paper.reserve(height)
    paper.box(paper.left, top, paper.measure, height - 1 * MM, weight=2, ink=0.0, radius=3 * MM)
    y = top + 2.5 * MM
    for text in call:
        y = paper.lines(paper.left + 4 * MM, y, text)
    paper.reserve(3 * MM)


def _draw_date(paper: Paper, block: DateBlock) -> None:
    """One date beside a thick line; goes on on the next page only where it is longer than one."""
    left = paper.left + 6 * MM
    room = paper.right - left
    rows: list[_Row] = []
    for text, style in ((block.day, _DAY), (block.time, _TIME)):
        part = fitted(text, style, room, 2)
        rows.extend([(left, line, part.style)] for line in part.lines)
    rows.extend(_place(left, room, block.place, block.address))
    for name, value in block.lines:
        rows.extend(_named(left, room, name, value))
    height = sum(row[0][2].leading for row in rows)
    paper.need(min(height, paper.bottom - paper.top - 25 * MM))
    start = paper.y
    for row in rows:
        leading = row[0][2].leading
        if leading > paper.room:
            paper.rule(paper.left + 1.5, start, paper.left + 1.5, paper.y, 3, 0.0)
            paper.next_page()
            start = paper.y
        for x, text, style in row:
            paper.line_of_text(x, paper.y, text, style)
        paper.y += leading
    paper.rule(paper.left + 1.5, start, paper.left + 1.5, paper.y, 3, 0.0)
    paper.y += _GAP


def _draw_access(paper: Paper, view: FridgeView) -> None:
    """How to get into each place, once for all dates."""
    paper.need(_TIME.leading + 3 * _BODY.leading)
    paper.y = paper.lines(paper.left, paper.y + 2 * MM, fitted(view.access_title, _TIME, paper.measure, 2))
    for place, access in view.access:
        rows = _place(paper.left, paper.measure, place, "")
        rows.extend([(paper.left, line, _BODY)] for line in wrapped(access, _BODY, paper.measure))
        for index, row in enumerate(rows):
            paper.need(_BODY.leading * (2 if index == 0 else 1))
            for x, text, style in row:
                paper.line_of_text(x, paper.y, text, style)
            paper.y += _BODY.leading
        paper.y += 1.5 * MM


def _place(left: float, room: float, place: str, address: str) -> list[_Row]:
    """A place in bold with its address behind it, or under it where they do not fit on one line."""
    name = f"{place}, " if address else place
    across = width(name, _LABEL.face, _LABEL.size)
    if across + width(address, _BODY.face, _BODY.size) <= room:
        return [[(left, name, _LABEL), (left + across, address, _BODY)]]
    return [
        *([(left, line, _LABEL)] for line in wrapped(place, _LABEL, room)),
        *([(left, line, _BODY)] for line in wrapped(address, _BODY, room) if line),
    ]


def _named(left: float, room: float, name: str, value: str) -> list[_Row]:
    """A name in bold with its value behind it, or under it where that leaves too little room."""
    across = width(f"{name} ", _LABEL.face, _LABEL.size)
    if across > room * 0.5:
        return [
            *([(left, line, _LABEL)] for line in wrapped(name, _LABEL, room)),
            *([(left, line, _BODY)] for line in wrapped(value, _BODY, room)),
        ]
    first, *rest = wrapped(value, _BODY, room - across)
    return [
        [(left, name, _LABEL), (left + across, first, _BODY)],
        *([(left + across, line, _BODY)] for line in rest),
    ]
