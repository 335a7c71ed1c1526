"""Draws attendance sheets."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.attendance.measures import (
    CELL,
    FEWEST_WALK_INS,
    GREY,
    HEADER,
    MARGINS,
    MOST_WALK_INS,
    NAME,
    NUMBER,
    ROW,
    ROW_PAD,
    SIGN_COLUMNS,
    SIGNATURE,
    SMALL,
    TICK_BOX,
    WALK_IN_COLUMNS,
)
from app.documents.attendance.view import Foot, SignView
from app.documents.kit.fonts import Face
from app.documents.kit.frame import RUNNING_HEAD, draw_head, draw_running_head
from app.documents.kit.paper import MM, Paper
from app.documents.kit.text import Fitted, Style, fitted, parted, wrapped

_PAD = 1.2 * MM
_HEADER_HEIGHT = 6 * MM
_TOTALS = 13 * MM
_SIGNATURES = 20 * MM
_GAP = 2 * MM
_BOX = Style(7, Face.BOLD, floor=5)


def draw_sign_sheet(paper: Paper, view: SignView, footer: str, page_of: str) -> None:
    """One session's sheet: the people expected, walk-ins, and a foot."""
    paper.begin_sheet(
        outline=f"{view.head.code} {view.head.title}",
        footer=footer,
        page_of=page_of,
        margins=MARGINS,
        running=lambda: draw_running_head(paper, view.head),
    )
    draw_head(paper, view.head)
    paper.y += 2 * MM
    if view.signers:
        _draw_signers(paper, view)
    foot = foot_height(paper, view.foot)
    paper.y += 2 * MM
    _draw_walk_ins(paper, view, foot)
    paper.need(foot)
    draw_foot(paper, view.foot)
    paper.end_sheet()


def _draw_signers(paper: Paper, view: SignView) -> None:
    page = paper.bottom - paper.top - _HEADER_HEIGHT - RUNNING_HEAD
    start = _draw_header(paper, view.columns, SIGN_COLUMNS)

    def turn(top: float) -> float:
        _close(paper, top, SIGN_COLUMNS)
        paper.next_page()
        return _draw_header(paper, view.columns, SIGN_COLUMNS)

    for signer in view.signers:
        cells = (
            fitted(signer.number, NUMBER, SIGN_COLUMNS[0] - 2 * _PAD),
            fitted(signer.name, NAME, SIGN_COLUMNS[1] - 2 * _PAD),
            fitted(signer.residence, CELL, SIGN_COLUMNS[2] - 2 * _PAD),
            fitted(signer.role, CELL, SIGN_COLUMNS[3] - 2 * _PAD),
        )
        if row_height(cells) > paper.room:
            start = turn(start)
        for index, part in enumerate(parted(cells, paper.room - ROW_PAD, page - ROW_PAD)):
            if index:
                start = turn(start)
            height = row_height(part)
            draw_cells(paper, part, SIGN_COLUMNS, height)
            if signer.photo:
                size = 4 * MM
                x = paper.left + sum(SIGN_COLUMNS[:6]) + (SIGN_COLUMNS[6] - size) / 2
                paper.tick(x, paper.y + (height - size) / 2, size)
            paper.y += height
            paper.rule(paper.left, paper.y, paper.right, paper.y)
    _close(paper, start, SIGN_COLUMNS)


def _draw_walk_ins(paper: Paper, view: SignView, foot: float) -> None:
    """Five to ten empty rows above the foot; ten over two pages where they do not fit together."""
    title = fitted(view.walk_ins, Style(9, Face.BOLD, floor=7), paper.measure)
    head = title.height + 1 * MM + _HEADER_HEIGHT
    fitting = int((paper.room - foot - head - 2 * MM) / ROW)
    number = len(view.signers) + 1
    if fitting < FEWEST_WALK_INS:
        here = min(MOST_WALK_INS - 1, int((paper.room - head) / ROW))
        if here >= 2:
            _draw_walk_in_rows(paper, view, title, number, here)
            number += here
        paper.next_page()
        fitting = MOST_WALK_INS - (number - len(view.signers) - 1)
    _draw_walk_in_rows(paper, view, title, number, min(MOST_WALK_INS, fitting))


def _draw_walk_in_rows(paper: Paper, view: SignView, title: Fitted, first: int, rows: int) -> None:
    paper.y = paper.lines(paper.left, paper.y, title) + 1 * MM
    number, name, residence, of_sex, of_age, _ = WALK_IN_COLUMNS
    boxes = (of_sex, of_sex, *[of_age] * (len(view.boxes) - 2))
    columns = (number, name, residence, *boxes, SIGNATURE)
    top = paper.y
    paper.box(paper.left, top, paper.measure, _HEADER_HEIGHT, ink=None, fill=GREY)
    x = paper.left
    labels = (*view.walk_in_columns[:3], *view.boxes, view.walk_in_columns[3])
    for index, (label, across) in enumerate(zip(labels, columns, strict=True)):
        is_box = 3 <= index < 3 + len(boxes)
        text = fitted(label, _BOX if is_box else HEADER, across - (1.2 * MM if is_box else 2 * _PAD))
        y = top + (_HEADER_HEIGHT - text.height) / 2
        if is_box:
            paper.lines(x + across / 2, y, text, "centre")
        else:
            paper.lines(x + _PAD, y, text)
        x += across
    paper.y += _HEADER_HEIGHT
    rules = [(paper.left, top, paper.right, top)]
    for row in range(rows):
        rules.append((paper.left, paper.y, paper.right, paper.y))
        paper.lines(
            paper.left + number - _PAD,
            paper.y + (ROW - NUMBER.leading) / 2,
            fitted(str(first + row), NUMBER, number - 2 * _PAD),
            "right",
        )
        x = paper.left + number + name + residence
        for across in boxes:
            paper.box(
                x + (across - TICK_BOX) / 2,
                paper.y + (ROW - TICK_BOX) / 2,
                TICK_BOX,
                TICK_BOX,
                weight=0.6,
                ink=0.2,
            )
            x += across
        paper.y += ROW
    rules.append((paper.left, paper.y, paper.right, paper.y))
    edges = _edges(paper, (number, name, residence, 2 * of_sex, sum(boxes[2:]), SIGNATURE))
    paper.rules([*rules, *((edge, top, edge, paper.y) for edge in edges)])
    paper.y += 2 * MM


# --- parts that the other variants share -----------------------------------------------------------


def draw_foot(paper: Paper, foot: Foot) -> None:
    """Figures and signatures to fill in, remarks, and what is done with the data.

    It stands at the foot of the page, but under the head of one that holds nothing else.
    """
    alone = paper.sheet_page > 1 and paper.y < paper.top + 15 * MM
    if not alone:
        paper.y = paper.bottom - foot_height(paper, foot) + 1 * MM
    name = Style(8, Face.BOLD, floor=5.5)
    across = paper.measure / len(foot.totals)
    for index, (label, known) in enumerate(foot.totals):
        x = paper.left + index * across
        paper.box(x, paper.y, across, _TOTALS - _GAP, ink=0.3)
        paper.lines(x + 1.5 * MM, paper.y + 0.8 * MM, fitted(label, name, across - 2 * MM))
        paper.line_of_text(x + across / 2, paper.y + 3.8 * MM, known, Style(14), "centre")
    paper.y += _TOTALS
    across = (paper.measure - 2 * _GAP) / 3
    for index, label in enumerate((*foot.signatures, foot.remarks)):
        x = paper.left + index * (across + _GAP)
        paper.box(x, paper.y, across, _SIGNATURES - _GAP, ink=0.3)
        paper.lines(x + 1.5 * MM, paper.y + 0.8 * MM, fitted(label, name, across - 3 * MM))
    paper.y += _SIGNATURES
    for line in _small_print(paper, foot):
        paper.line_of_text(paper.left, paper.y, line, SMALL)
        paper.y += SMALL.leading


def foot_height(paper: Paper, foot: Foot) -> float:
    """Height of the foot."""
    return _TOTALS + _SIGNATURES + len(_small_print(paper, foot)) * SMALL.leading + 1 * MM


def _small_print(paper: Paper, foot: Foot) -> tuple[str, ...]:
    texts = [text for text in (foot.proxy, foot.notice) if text]
    return tuple(line for text in texts for line in wrapped(text, SMALL, paper.measure))


def row_height(cells: Sequence[Fitted]) -> float:
    """Height of a row with these cells."""
    return max(ROW, max(cell.height for cell in cells) + ROW_PAD)


def draw_cells(paper: Paper, cells: Sequence[Fitted], columns: Sequence[float], height: float) -> None:
    """Texts of a row, the first against its right edge as numbers are."""
    x = paper.left
    for index, (cell, across) in enumerate(zip(cells, columns, strict=False)):
        y = paper.y + (height - cell.height) / 2
        if index == 0:
            paper.lines(x + across - _PAD, y, cell, "right")
        else:
            paper.lines(x + _PAD, y, cell)
        x += across


def _draw_header(paper: Paper, titles: Sequence[str], columns: Sequence[float]) -> float:
    top = paper.y
    paper.box(paper.left, top, paper.measure, _HEADER_HEIGHT, ink=None, fill=GREY)
    x = paper.left
    for title, across in zip(titles, columns, strict=True):
        text = fitted(title, HEADER, across - 1.4 * _PAD)
        paper.lines(x + 0.7 * _PAD, top + (_HEADER_HEIGHT - text.height) / 2, text)
        x += across
    paper.rule(paper.left, top, paper.right, top)
    paper.y = top + _HEADER_HEIGHT
    paper.rule(paper.left, paper.y, paper.right, paper.y)
    return top


def _close(paper: Paper, top: float, columns: Sequence[float]) -> None:
    """The upright lines of a table from its head to here."""
    paper.rules([(edge, top, edge, paper.y) for edge in _edges(paper, columns)])


def _edges(paper: Paper, columns: Sequence[float]) -> list[float]:
    edges = [paper.left]
    for across in columns:
        edges.append(edges[-1] + across)
    return edges
