"""Draws rehearsal schedules."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.kit.fonts import Face
from app.documents.kit.frame import draw_head, draw_running_head
from app.documents.kit.paper import ACCENT, MM, Paper
from app.documents.kit.table import draw_table
from app.documents.kit.text import Fitted, Style, fitted
from app.documents.rehearsals.view import MatrixRow, ScheduleView

_SECTION = Style(13, Face.BOLD)
_CELL = Style(9, floor=7.5)
_HEAD = Style(7.5, Face.BOLD, floor=5.5)
_PAD = 1.2 * MM
_NAME, _PART = 44 * MM, 40 * MM
_MOST_COLUMNS = 24
_BLOCK_HEAD = 22 * MM
_SCENE_SHARES = (0.07, 0.24, 0.37, 0.14, 0.18)


def draw_schedule(paper: Paper, view: ScheduleView, footer: str, page_of: str) -> None:
    """The general table: months, scenes, and who is called when."""
    paper.begin_sheet(
        outline=f"{view.head.sheet} {view.head.code}",
        footer=footer,
        page_of=page_of,
        landscape=True,
        margins=(13.0, 13.0, 8.0, 13.0),
        running=lambda: draw_running_head(paper, view.head),
    )
    draw_head(paper, view.head)
    paper.y += 2 * MM
    if view.nothing:
        paper.paragraph(view.nothing, Style(12))
    if view.sessions is not None:
        draw_table(paper, view.sessions, cell=_CELL)
    if view.cast is not None:
        _draw_section(paper, view.cast_title, 25 * MM)
        draw_table(paper, view.cast, cell=_CELL)
    if view.scenes:
        _draw_scenes(paper, view)
    if view.matrix and view.matrix_columns:
        _draw_matrix(paper, view)
    paper.end_sheet()


def _draw_section(paper: Paper, title: str, keep: float) -> None:
    paper.need(_SECTION.leading + 6 * MM + keep)
    paper.y = paper.lines(paper.left, paper.y + 4 * MM, fitted(title, _SECTION, paper.measure)) + 2 * MM


def _draw_scenes(paper: Paper, view: ScheduleView) -> None:
    widths = [paper.measure * share for share in _SCENE_SHARES]
    _draw_section(paper, view.scenes_title, 25 * MM)
    _draw_scene_head(paper, view, widths)
    for row in view.scenes:
        cells = [
            fitted(text, style, across - 2 * _PAD, 2)
            for text, style, across in zip(
                (row.code, row.title, row.parts, row.sessions),
                (_CELL.bold(), _CELL, _CELL, _CELL),
                widths,
                strict=False,
            )
        ]
        height = max(max(cell.height for cell in cells), _CELL.leading) + 2 * _PAD
        if paper.need(height):
            _draw_scene_head(paper, view, widths)
        x = paper.left
        for cell, across in zip(cells, widths, strict=False):
            paper.lines(x + _PAD, paper.y + _PAD, cell)
            x += across
        middle = paper.y + _PAD + _CELL.leading / 2
        for step in range(4):
            paper.dot(
                x + _PAD + 1.6 * MM + step * 4 * MM, middle, 1.25 * MM, filled=step < row.steps, ink=0.1
            )
        word = fitted(row.readiness, _CELL, widths[4] - 20 * MM)
        paper.lines(x + 19 * MM, paper.y + _PAD, word)
        paper.y += height
        paper.rule(paper.left, paper.y, paper.right, paper.y, 0.3, 0.8)
    paper.rule(paper.left, paper.y, paper.right, paper.y, 0.8, ACCENT)


def _draw_scene_head(paper: Paper, view: ScheduleView, widths: list[float]) -> None:
    heads = [
        fitted(title, _HEAD, across - 2 * _PAD)
        for title, across in zip(view.scene_columns, widths, strict=True)
    ]
    height = max(head.height for head in heads) + 2 * _PAD
    paper.box(paper.left, paper.y, paper.measure, height, ink=None, fill=0.93)
    x = paper.left
    for head, across in zip(heads, widths, strict=True):
        paper.lines(x + _PAD, paper.y + _PAD, head)
        x += across
    paper.y += height
    paper.rule(paper.left, paper.y, paper.right, paper.y, 0.8, ACCENT)


def _draw_matrix(paper: Paper, view: ScheduleView) -> None:
    """People by sessions; more sessions than fit side by side go on underneath."""
    total = len(view.matrix_columns)
    blocks = -(-total // _MOST_COLUMNS)
    for block in range(blocks):
        first, last = block * total // blocks, (block + 1) * total // blocks
        rows = [row for row in view.matrix if any(row.marks[first:last])]
        whole = _BLOCK_HEAD + len(rows) * (_CELL.leading + 2 * MM)
        _draw_section(paper, view.matrix_title, min(whole, paper.bottom - paper.top - 25 * MM))
        _draw_block(paper, view, rows, first, last)


def _draw_block(paper: Paper, view: ScheduleView, rows: Sequence[MatrixRow], first: int, last: int) -> None:
    across = min(12 * MM, (paper.measure - _NAME - _PART) / (last - first))
    start = paper.left + _NAME + _PART
    end = start + across * (last - first)
    _draw_block_head(paper, view, first, last, across)
    for index, row in enumerate(rows):
        name = fitted(row.name, _CELL.bold(), _NAME - 2 * _PAD)
        part = fitted(row.part, Style(8, ink=0.2, floor=6.5), _PART - 2 * _PAD, 2)
        height = max(name.height, part.height, _CELL.leading) + 1.6 * MM
        if paper.need(height):
            _draw_block_head(paper, view, first, last, across)
        if index % 2:
            paper.box(paper.left, paper.y, end - paper.left, height, ink=None, fill=0.96)
        paper.lines(paper.left + _PAD, paper.y + (height - name.height) / 2, name)
        paper.lines(paper.left + _NAME, paper.y + (height - part.height) / 2, part)
        for column in range(first, last):
            if row.marks[column]:
                paper.dot(start + (column - first + 0.5) * across, paper.y + height / 2, 1.5 * MM, ink=0.1)
        paper.y += height
        paper.rules([(paper.left, paper.y, end, paper.y)], 0.3, 0.8)
    paper.rule(paper.left, paper.y, end, paper.y, 0.8, ACCENT)


def _draw_block_head(paper: Paper, view: ScheduleView, first: int, last: int, across: float) -> None:
    dates: list[Fitted] = [
        fitted(date, Style(8, floor=6), 17 * MM) for _, date in view.matrix_columns[first:last]
    ]
    height = _BLOCK_HEAD
    start = paper.left + _NAME + _PART
    for index, (number, _) in enumerate(view.matrix_columns[first:last]):
        x = start + (index + 0.5) * across
        text = dates[index]
        paper.upright(x, paper.y + height - 6 * MM, text.lines[0] if text.lines else "", text.style)
        paper.lines(
            x, paper.y + height - 5 * MM, fitted(number, Style(8.5, Face.BOLD, floor=5), across), "centre"
        )
    paper.y += height
    paper.rule(paper.left, paper.y, start + across * (last - first), paper.y, 0.8, ACCENT)
