"""Draws the sheet of a cycle: participants by dates."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.attendance.measures import CELL, GREY, GRID_COLUMNS, HEADER, NAME, NUMBER, ROW, ROW_PAD
from app.documents.attendance.template import draw_cells, draw_foot, foot_height, row_height
from app.documents.attendance.view import GridView
from app.documents.kit.fonts import Face
from app.documents.kit.frame import RUNNING_HEAD, draw_head, draw_running_head
from app.documents.kit.paper import MM, Paper
from app.documents.kit.text import Fitted, Style, fitted, parted

_PAD = 1.2 * MM
_DATE = Style(8.5, Face.BOLD, floor=5.5)
_FEWEST_OTHERS, _MOST_OTHERS = 2, 6
_NONE = Fitted((), NUMBER)


def draw_grid_sheet(paper: Paper, view: GridView, footer: str, page_of: str) -> None:
    """A landscape sheet: who comes to which of at most twelve dates."""
    paper.begin_sheet(
        outline=f"{view.head.code} {view.head.title}",
        footer=footer,
        page_of=page_of,
        landscape=True,
        margins=(14.0, 12.0, 8.0, 12.0),
        running=lambda: draw_running_head(paper, view.head),
    )
    draw_head(paper, view.head)
    paper.y += 1 * MM
    across = (paper.measure - sum(GRID_COLUMNS)) / len(view.dates)
    columns = (*GRID_COLUMNS, *[across] * len(view.dates))
    foot = foot_height(paper, view.foot)
    table = _Table(paper, view, columns)
    page = paper.bottom - paper.top - RUNNING_HEAD - 20 * MM
    for signer, called in zip(view.rows, view.called, strict=True):
        cells = (
            fitted(signer.number, NUMBER, columns[0] - 2 * _PAD),
            fitted(signer.name, NAME, columns[1] - 2 * _PAD),
            fitted(signer.residence or signer.role, CELL, columns[2] - 2 * _PAD),
        )
        if row_height(cells) > paper.room:
            table.turn()
        for index, part in enumerate(parted(cells, paper.room - ROW_PAD, page - ROW_PAD)):
            if index:
                table.turn()
            table.row(part, called)
    _draw_others(table, view, foot)
    paper.need(foot)
    draw_foot(paper, view.foot)
    paper.end_sheet()


def _draw_others(table: _Table, view: GridView, foot: float) -> None:
    """Empty rows, and the row of totals; on the page that the foot is on."""
    paper = table.paper
    name = table.columns[1] - 2 * _PAD
    fitting = int((paper.room - foot - 2 * MM) / ROW) - 1
    if fitting < _FEWEST_OTHERS:
        for row in range(min(_MOST_OTHERS, int(paper.room / ROW))):
            table.row((_NONE, fitted(view.walk_ins if row == 0 else "", CELL, name)))
        table.turn()
        fitting = int((paper.room - foot - 2 * MM) / ROW) - 1
    for row in range(min(_MOST_OTHERS, fitting)):
        table.row((_NONE, fitted(view.walk_ins if row == 0 else "", CELL, name)))
    paper.box(paper.left, paper.y, paper.measure, ROW, ink=None, fill=GREY)
    table.row((_NONE, fitted(view.present, HEADER, name)))
    table.close()
    paper.y += 2 * MM


class _Table:
    """The rows on a page; its lines are drawn last, over the tints."""

    def __init__(self, paper: Paper, view: GridView, columns: Sequence[float]) -> None:
        self.paper, self.columns = paper, columns
        self._view = view
        self._begin()

    def row(self, cells: Sequence[Fitted], called: Sequence[bool] | None = None) -> None:
        """A row; dates at which the person is not expected are grey."""
        paper = self.paper
        height = row_height(cells)
        x = paper.left + sum(self.columns[:3])
        for across, expected in zip(self.columns[3:], called or (), strict=False):
            if not expected:
                paper.box(x, paper.y, across, height, ink=None, fill=0.88)
            x += across
        draw_cells(paper, cells, self.columns, height)
        paper.y += height
        self._rules.append((paper.left, paper.y, paper.right, paper.y))

    def turn(self) -> None:
        """Go on with the table on another page."""
        self.close()
        self.paper.next_page()
        self._begin()

    def close(self) -> None:
        """Draw the lines."""
        edges = [self.paper.left]
        for across in self.columns:
            edges.append(edges[-1] + across)
        self.paper.rules([*self._rules, *((edge, self._top, edge, self.paper.y) for edge in edges)])

    def _begin(self) -> None:
        self._top = _draw_header(self.paper, self._view, self.columns)
        self._rules = [
            (self.paper.left, self._top, self.paper.right, self._top),
            (self.paper.left, self.paper.y, self.paper.right, self.paper.y),
        ]


def _draw_header(paper: Paper, view: GridView, columns: Sequence[float]) -> float:
    top = paper.y
    lines = max(len(date.lines) for date in view.dates)
    height = lines * _DATE.leading + 2 * MM
    paper.box(paper.left, top, paper.measure, height, ink=None, fill=GREY)
    x = paper.left
    for title, across in zip(view.columns, columns, strict=False):
        text = fitted(title, HEADER, across - _PAD)
        paper.lines(x + _PAD, top + height - text.height - 1 * MM, text)
        x += across
    for date, across in zip(view.dates, columns[3:], strict=True):
        y = top + 1 * MM
        for number, line in enumerate(date.lines):
            style = Style(7, ink=0.25, floor=5) if number == 0 else _DATE
            text = fitted(line, style, across - 2)
            paper.lines(x + across / 2, y + (_DATE.leading - text.style.leading) / 2, text, "centre")
            y += _DATE.leading
        x += across
    paper.y = top + height
    return top
