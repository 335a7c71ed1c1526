"""The annual summary as pages; it only draws."""

from __future__ import annotations

from app.documents.annual.view import AnnualView, Section, Tale
from app.documents.kit.figures import (
    draw_bar_groups,
    draw_columns,
    draw_key_figures,
    draw_section,
    groups_height,
)
from app.documents.kit.fonts import Face
from app.documents.kit.paper import ACCENT, MM, Paper
from app.documents.kit.table import draw_table, table_height
from app.documents.kit.text import Style, fitted, wrapped

_LANDLORD = Style(13, Face.BOLD, floor=9)
_TITLE = Style(30, Face.BOLD, floor=18, spacing=1.1)
_SUBTITLE = Style(14, ink=0.25, floor=10)
_IN_SHORT = Style(10.5, spacing=1.4)
_CAVEAT = Style(8.5, ink=0.25)
_RUNNING = Style(8.5, Face.BOLD, floor=6)
_DENSE = Style(7.5, floor=6.5)
_ABOVE = Style(8.5, ink=0.25, floor=6.5)
_TALE = Style(13, Face.BOLD, floor=10, spacing=1.2)
_TALE_FIGURE = Style(13, Face.BOLD, floor=9, spacing=1.15)
_PASSAGE = Style(9, Face.BOLD)
_BODY = Style(9, spacing=1.35)
_CHART = 46 * MM


def draw_annual(paper: Paper, view: AnnualView) -> None:
    """Draw the whole summary: the year, notable actions, the outlook, every action, the definitions."""

    def running() -> None:
        y = paper.lines(paper.left, paper.top, fitted(view.running, _RUNNING, paper.measure))
        paper.rule(paper.left, y + MM, paper.right, y + MM, 0.8, ACCENT)
        paper.y = y + 4 * MM

    paper.begin_sheet(outline=view.title, footer=view.footer, page_of=view.page, running=running)
    _cover(paper, view)
    for section in view.sections:
        _section(paper, section)
    if view.tales:
        draw_section(paper, view.tales_heading, keep=_height(paper, view.tales[0]), note=view.tales_note)
        for tale in view.tales:
            _tale(paper, tale)
    for section in view.outlook:
        _section(paper, section)
    paper.next_page(landscape=True)
    _section(paper, view.listing, dense=True)
    paper.next_page(landscape=False)
    _section(paper, view.definitions, dense=True)
    paper.end_sheet()


def _cover(paper: Paper, view: AnnualView) -> None:
    y = paper.lines(paper.left, paper.y, fitted(view.landlord, _LANDLORD, paper.measure, 2))
    y = paper.lines(paper.left, y + 6 * MM, fitted(view.title, _TITLE, paper.measure, 2))
    y = paper.lines(paper.left, y + 1 * MM, fitted(view.subtitle, _SUBTITLE, paper.measure, 2))
    paper.y = y + 5 * MM
    paper.paragraph(" ".join(view.in_short), _IN_SHORT, after=6 * MM)
    draw_key_figures(paper, view.key_figures)
    for caveat in view.caveats:
        paper.paragraph(caveat, _CAVEAT)


def _section(paper: Paper, section: Section, *, dense: bool = False) -> None:
    cell = _DENSE if dense else None
    keep = 0.0
    if section.columns:
        keep += _CHART
    if section.groups:
        keep += groups_height(paper, section.groups)
    if section.table is not None:
        whole = (
            table_height(paper, section.table)
            if cell is None
            else table_height(paper, section.table, cell=cell)
        )
        keep += min(whole, 75 * MM)
    draw_section(paper, section.heading, keep=keep, note=section.note)
    if section.columns:
        draw_columns(paper, section.columns, names=section.column_names)
    if section.groups:
        draw_bar_groups(paper, section.groups)
    if section.table is not None:
        if cell is None:
            draw_table(paper, section.table)
        else:
            draw_table(paper, section.table, cell=cell)
    if section.foot:
        paper.y += 1 * MM
        paper.paragraph(section.foot, _CAVEAT)


def _tale(paper: Paper, tale: Tale) -> None:
    """An action, whole on its page unless it is longer than half of one."""
    paper.need(_height(paper, tale))
    paper.rule(paper.left, paper.y, paper.right, paper.y, 0.8, 0.6)
    y = paper.lines(paper.left, paper.y + 2 * MM, fitted(tale.above, _ABOVE, paper.measure))
    y = paper.lines(paper.left, y, fitted(tale.heading, _TALE, paper.measure, 2))
    paper.y = paper.lines(paper.left, y, fitted(tale.below, _ABOVE, paper.measure, 2)) + 2 * MM
    draw_key_figures(paper, tale.figures, across=5, style=_TALE_FIGURE)
    for name, words in tale.passages:
        paper.need(_PASSAGE.leading + 2 * _BODY.leading)
        paper.lines(paper.left, paper.y, fitted(name, _PASSAGE, paper.measure))
        paper.y += _PASSAGE.leading
        paper.paragraph(words, _BODY, after=1.5 * MM)
    if tale.partners:
        paper.paragraph(tale.partners, _ABOVE)
    paper.y += 5 * MM


def _height(paper: Paper, tale: Tale) -> float:
    """How much room an action needs to begin on this page."""
    lines = sum(len(wrapped(words, _BODY, paper.measure)) for _, words in tale.passages)
    whole = 38 * MM + lines * _BODY.leading + len(tale.passages) * (_PASSAGE.leading + 1.5 * MM)
    return min(whole, (paper.bottom - paper.top) / 2)
