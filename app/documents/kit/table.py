"""Tables over as many pages as they take: cells wrap, the head comes again on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.kit.fonts import Face
from app.documents.kit.paper import ACCENT, MM, Align, Paper
from app.documents.kit.text import Fitted, Style, fitted, parted

_HEAD = Style(7.5, Face.BOLD, floor=5.5)
_CELL = Style(8.5, floor=7)
_PADS = (1.2 * MM, 0.95 * MM, 0.7 * MM)
"""Space above and below a row: the usual, and less where that spares a page with next to nothing on it."""
_NEXT_TO_NOTHING = 0.25
_MOST_LINES = 40
"""More lines than that in a cell are set smaller."""
_TOGETHER = 3
"""Rows that a page has of a table at least."""
_TALL = 0.3
"""Of a page: a row higher than that may go on on the next one."""


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
    laid = _planned(paper, table, cell)
    if not laid.begins_here(paper):
        paper.next_page()
        laid = _planned(paper, table, cell)
    breaks = laid.breaks(paper)
    laid.draw_head(paper)
    for number in range(len(table.rows)):
        if number in breaks or laid.least(number) > paper.room + 0.01:
            paper.next_page()
            laid.draw_head(paper)
        laid.draw_row(paper, number)
        if number < len(table.rows) - 1:
            paper.rule(paper.left, paper.y, paper.right, paper.y, 0.3, 0.8)
    paper.rule(paper.left, paper.y, paper.right, paper.y, 0.8, ACCENT)


def table_height(paper: Paper, table: Table, *, cell: Style = _CELL) -> float:
    """How high a table would be on one page."""
    laid = _Laid(paper, table, cell, _PADS[0])
    return laid.head_height + sum(laid.heights)


def page_breaks(
    heights: Sequence[float], first: float, later: float, joined: frozenset[int] = frozenset()
) -> tuple[int, ...]:
    """Which rows begin a page, where the first has so much room and those after it so much.

    Rows in `joined` stay with the row after them; the last page has three rows at least, as far as
    there are others to go with.
    """
    found: list[int] = []
    room = first
    for number, height in enumerate(heights):
        if height > room + 0.01 and number > (found[-1] if found else 0):
            begin = number
            while begin - 1 in joined and begin - 1 > (found[-1] if found else 0):
                begin -= 1
            found.append(begin)
            room = later - sum(heights[begin:number])
        room -= height
    if found and len(heights) - found[-1] < _TOGETHER:
        begin = len(heights) - _TOGETHER
        while begin - 1 in joined:
            begin -= 1
        before = found[-2] if len(found) > 1 else 0
        if begin >= before + _TOGETHER and sum(heights[begin:]) <= later:
            found[-1] = begin
    return tuple(found)


class _Laid:
    """A table measured for the paper, with so much space above and below each row."""

    def __init__(self, paper: Paper, table: Table, cell: Style, pad: float) -> None:
        self.table = table
        self.pad = pad
        self._cell = cell
        self._edges = _edges(paper, table.columns)
        self._heads = [
            fitted(column.heading, _HEAD, self._room(place), 3) for place, column in enumerate(table.columns)
        ]
        self.head_height = max(head.height for head in self._heads) + 2 * _PADS[0]
        self.page = paper.bottom - paper.top - self.head_height - 15 * MM  # under a running head
        self.cells = [
            [
                fitted(text, cell.bold() if number in table.sums else cell, self._room(place), _MOST_LINES)
                for place, text in enumerate(row)
            ]
            if len(row) > 1
            else [fitted(row[0], cell.bold(), paper.measure - 2 * _PADS[0], 2)]
            for number, row in enumerate(table.rows)
        ]
        self.heights = [self._height(cells) for cells in self.cells]
        self.headings = frozenset(number for number, row in enumerate(table.rows) if len(row) == 1)

    def least(self, number: int) -> float:
        """How much room a row needs to begin here: all of it, but for one that is very high."""
        height = self.heights[number]
        if number in self.headings and number + 1 < len(self.heights):
            return height + self.least(number + 1)
        return height if height <= self.page * _TALL else 4 * self._cell.leading + 2 * self.pad

    def begins_here(self, paper: Paper) -> bool:
        """Whether the head has some rows under it on this page; a short table stays whole."""
        if not self.heights or paper.y <= paper.top + 20 * MM:
            return True
        whole = len(self.heights) <= _TOGETHER + 1
        least = sum(self.heights if whole else self.heights[:_TOGETHER])
        if any(height > self.page * _TALL for height in self.heights[:_TOGETHER]):
            least = self.least(0)
        return self.head_height + min(least, self.page) <= paper.room + 0.01

    def breaks(self, paper: Paper) -> tuple[int, ...]:
        """Which rows begin a page; of a table with very high rows that is seen as it is drawn."""
        if any(height > self.page * _TALL for height in self.heights):
            return ()
        return page_breaks(self.heights, paper.room - self.head_height, self.page, self.headings)

    def extent(self, paper: Paper) -> tuple[int, float]:
        """Over how many pages the table goes, and how much of the last one it fills."""
        breaks = self.breaks(paper)
        return 1 + len(breaks), sum(self.heights[breaks[-1] if breaks else 0 :]) / self.page

    def draw_head(self, paper: Paper) -> None:
        """Draw the headings of the columns."""
        paper.box(paper.left, paper.y, paper.measure, self.head_height, ink=None, fill=0.93)
        for place, (column, head) in enumerate(zip(self.table.columns, self._heads, strict=True)):
            y = paper.y + self.head_height - _PADS[0] - head.height
            paper.lines(self._x(place, column.align), y, head, column.align)
        paper.y += self.head_height
        paper.rule(paper.left, paper.y, paper.right, paper.y, 0.8, ACCENT)

    def draw_row(self, paper: Paper, number: int) -> None:
        """Draw a row; one that is too high for the page goes on on the next."""
        cells = self.cells[number]
        if number in self.headings:
            paper.box(paper.left, paper.y, paper.measure, self.heights[number], ink=None, fill=0.965)
            paper.lines(paper.left + _PADS[0], paper.y + self.pad, cells[0])
            paper.y += self.heights[number]
            return
        if number in self.table.sums:
            paper.rule(paper.left, paper.y, paper.right, paper.y, 0.8, 0.3)
        for index, part in enumerate(parted(cells, paper.room - 2 * self.pad, self.page - 2 * self.pad)):
            if index:
                paper.next_page()
                self.draw_head(paper)
            for place, (column, text) in enumerate(zip(self.table.columns, part, strict=True)):
                paper.lines(self._x(place, column.align), paper.y + self.pad, text, column.align)
            paper.y += self._height(part)

    def _height(self, cells: Sequence[Fitted]) -> float:
        return max(max((cell.height for cell in cells), default=0.0), self._cell.leading) + 2 * self.pad

    def _room(self, place: int) -> float:
        return self._edges[place + 1] - self._edges[place] - 2 * _PADS[0]

    def _x(self, place: int, align: Align) -> float:
        if align == "right":
            return self._edges[place + 1] - _PADS[0]
        if align == "centre":
            return (self._edges[place] + self._edges[place + 1]) / 2
        return self._edges[place] + _PADS[0]


def _planned(paper: Paper, table: Table, cell: Style) -> _Laid:
    """The table as it comes out best: closer rows where they spare a nearly empty last page."""
    usual = _Laid(paper, table, cell, _PADS[0])
    pages, left_over = usual.extent(paper)
    if pages == 1 or left_over > _NEXT_TO_NOTHING:
        return usual
    for pad in _PADS[1:]:
        closer = _Laid(paper, table, cell, pad)
        if closer.extent(paper)[0] < pages:
            return closer
    return usual


def _edges(paper: Paper, columns: Sequence[TableColumn]) -> list[float]:
    whole = sum(column.share for column in columns)
    edges = [paper.left]
    for column in columns:
        edges.append(edges[-1] + paper.measure * column.share / whole)
    return edges
