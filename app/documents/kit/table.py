"""Tables over as many pages as they take: cells wrap, the head comes again on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.kit.fonts import Face
from app.documents.kit.paper import ACCENT, MM, Align, Paper
from app.documents.kit.text import Fitted, Style, fitted, parted

_HEAD = Style(7.5, Face.BOLD, floor=5.5)
_CELL = Style(8.5, floor=7)
_PAD = 1.2 * MM
_MOST_LINES = 40
"""More lines than that in a cell are set smaller."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its heading, its share of the width, and where its text stands."""

    heading: str
    share: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Cells whose words are final; rows in `sums`, by number, are sums and stand out.

    A row of one cell is a heading of those under it, over the whole width.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: frozenset[int] = frozenset()


def draw_table(paper: Paper, table: Table, *, cell: Style = _CELL) -> None:
    """Draw a table over the measure from `paper.y` on; afterwards `paper.y` is under it."""
    edges = _edges(paper, table.columns)
    heads = [
        fitted(column.heading, _HEAD, _room(edges, place), 3) for place, column in enumerate(table.columns)
    ]
    head_height = max(head.height for head in heads) + 2 * _PAD
    page = paper.bottom - paper.top - head_height - 15 * MM  # under a running head
    # A head never stands alone at the foot of a page.
    paper.need(head_height + 2 * (cell.leading + 2 * _PAD))
    _draw_head(paper, table.columns, edges, heads, head_height)
    cells_of = [
        [
            fitted(text, cell.bold() if number in table.sums else cell, _room(edges, place), _MOST_LINES)
            for place, text in enumerate(row)
        ]
        if len(row) > 1
        else [fitted(row[0], cell.bold(), paper.measure - 2 * _PAD, 2)]
        for number, row in enumerate(table.rows)
    ]
    for number, cells in enumerate(cells_of):
        if len(cells) == 1:
            below = _height(cells_of[number + 1], cell) if number + 1 < len(cells_of) else 0.0
            if paper.need(min(_height(cells, cell) + below, page)):
                _draw_head(paper, table.columns, edges, heads, head_height)
            paper.box(paper.left, paper.y, paper.measure, _height(cells, cell), ink=None, fill=0.965)
            paper.lines(paper.left + _PAD, paper.y + _PAD, cells[0])
            paper.y += _height(cells, cell)
            continue
        style = cell.bold() if number in table.sums else cell
        if paper.need(min(_height(cells, style), page)):
            _draw_head(paper, table.columns, edges, heads, head_height)
        if number in table.sums:
            paper.rule(paper.left, paper.y, paper.right, paper.y, 0.8, 0.3)
        for index, part in enumerate(parted(cells, paper.room - 2 * _PAD, page - 2 * _PAD)):
            if index:
                paper.next_page()
                _draw_head(paper, table.columns, edges, heads, head_height)
            for place, (column, text) in enumerate(zip(table.columns, part, strict=True)):
                paper.lines(_x(edges, place, column.align), paper.y + _PAD, text, column.align)
            paper.y += _height(part, style)
        if number < len(table.rows) - 1:
            paper.rule(paper.left, paper.y, paper.right, paper.y, 0.3, 0.8)
    paper.rule(paper.left, paper.y, paper.right, paper.y, 0.8, ACCENT)


def _height(cells: Sequence[Fitted], style: Style) -> float:
    return max((cell.height for cell in cells), default=style.leading) + 2 * _PAD


def _draw_head(
    paper: Paper,
    columns: Sequence[TableColumn],
    edges: Sequence[float],
    heads: Sequence[Fitted],
    height: float,
) -> None:
    paper.box(paper.left, paper.y, paper.measure, height, ink=None, fill=0.93)
    for place, (column, head) in enumerate(zip(columns, heads, strict=True)):
        paper.lines(_x(edges, place, column.align), paper.y + height - _PAD - head.height, head, column.align)
    paper.y += height
    paper.rule(paper.left, paper.y, paper.right, paper.y, 0.8, ACCENT)


def _edges(paper: Paper, columns: Sequence[TableColumn]) -> list[float]:
    whole = sum(column.share for column in columns)
    edges = [paper.left]
    for column in columns:
        edges.append(edges[-1] + paper.measure * column.share / whole)
    return edges


def _room(edges: Sequence[float], place: int) -> float:
    return edges[place + 1] - edges[place] - 2 * _PAD


def _x(edges: Sequence[float], place: int, align: Align) -> float:
    if align == "right":
        return edges[place + 1] - _PAD
    if align == "centre":
        return (edges[place] + edges[place + 1]) / 2
    return edges[place] + _PAD
