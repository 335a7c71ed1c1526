"""The annual summary as pages; it only draws."""

from __future__ import annotations

from app.documents.annual.view import AnnualView, Section
from app.documents.kit.figures import draw_bars, draw_columns, draw_key_figures, draw_section
from app.documents.kit.fonts import Face
from app.documents.kit.paper import ACCENT, MM, Paper
from app.documents.kit.table import draw_table
from app.documents.kit.text import Style, fitted

_LANDLORD = Style(13, Face.BOLD, floor=9)
_TITLE = Style(30, Face.BOLD, floor=18, spacing=1.1)
_SUBTITLE = Style(14, ink=0.25, floor=10)
_CAVEAT = Style(8.5, ink=0.25)
_RUNNING = Style(8.5, Face.BOLD, floor=6)
_DENSE = Style(7.5, floor=6.5)


def draw_annual(paper: Paper, view: AnnualView) -> None:
    """Draw the whole summary: upright pages, then the broad list of actions, then what the figures mean."""

    def running() -> None:
        y = paper.lines(paper.left, paper.top, fitted(view.running, _RUNNING, paper.measure))
        paper.rule(paper.left, y + MM, paper.right, y + MM, 0.8, ACCENT)
        paper.y = y + 4 * MM

    paper.begin_sheet(outline=view.title, footer=view.footer, page_of=view.page, running=running)
    _cover(paper, view)
    for section in view.sections:
        _section(paper, section)
    paper.next_page(landscape=True)
    _section(paper, view.listing, dense=True)
    paper.next_page(landscape=False)
    _section(paper, view.definitions, dense=True)
    paper.end_sheet()


def _cover(paper: Paper, view: AnnualView) -> None:
    y = paper.lines(paper.left, paper.y, fitted(view.landlord, _LANDLORD, paper.measure, 2))
    y = paper.lines(paper.left, y + 8 * MM, fitted(view.title, _TITLE, paper.measure, 2))
    y = paper.lines(paper.left, y + 1 * MM, fitted(view.subtitle, _SUBTITLE, paper.measure, 2))
    paper.y = y + 9 * MM
    draw_key_figures(paper, view.key_figures)
    paper.y += 2 * MM
    for caveat in view.caveats:
        paper.paragraph(caveat, _CAVEAT)


def _section(paper: Paper, section: Section, *, dense: bool = False) -> None:
    keep = max(30 * MM, len(section.bars) * 5.8 * MM)
    draw_section(paper, section.heading, keep=keep, note=section.note)
    if section.columns:
        draw_columns(paper, section.columns)
    if section.bars:
        draw_bars(paper, section.bars)
    if section.table is not None:
        if dense:
            draw_table(paper, section.table, cell=_DENSE)
        else:
            draw_table(paper, section.table)
