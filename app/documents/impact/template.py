"""An impact sheet as pages; it only draws."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.impact.view import ImpactView, Listing
from app.documents.kit.figures import (
    bars_height,
    draw_bars,
    draw_columns,
    draw_key_figures,
    draw_section,
)
from app.documents.kit.frame import draw_head, draw_running_head
from app.documents.kit.paper import MM, Paper
from app.documents.kit.table import draw_table, table_height
from app.documents.kit.text import Style

_NOTE = Style(8, ink=0.3)
_UNWRITTEN = Style(9, ink=0.45)
_NEXT_TO_NOTHING = 0.2
_PARTS_AT_MOST = 70 * MM
"""A table higher than that may begin at the foot of a page."""


@dataclass(frozen=True, slots=True)
class _Space:
    """How generously the sheet is set."""

    body: Style
    chart: float
    gap: float


_SPACES = (
    _Space(Style(10), 38 * MM, 6 * MM),
    _Space(Style(9.5), 32 * MM, 4.5 * MM),
    _Space(Style(9), 26 * MM, 3 * MM),
)


def draw_impact(paper: Paper, view: ImpactView) -> None:
    """Draw the sheet; closer where that spares a last page with next to nothing on it."""
    _draw(paper, view, _chosen(paper, view))


def _chosen(paper: Paper, view: ImpactView) -> _Space:
    pages, filled = _tried(view, _SPACES[0])
    if pages > 1 and filled < _NEXT_TO_NOTHING:
        for space in _SPACES[1:]:
            if _tried(view, space)[0] < pages:
                return space
    return _SPACES[0]


def _tried(view: ImpactView, space: _Space) -> tuple[int, float]:
    """Over how many pages the sheet would go, and how much of the last one it would fill."""
    scratch = Paper(title="", language="en")
    _draw(scratch, view, space)
    return scratch.sheet_page, (scratch.y - scratch.top) / (scratch.bottom - scratch.top)


def _draw(paper: Paper, view: ImpactView, space: _Space) -> None:
    paper.begin_sheet(
        outline=view.file_title,
        footer=view.footer,
        page_of=view.page,
        running=lambda: draw_running_head(paper, view.head),
    )
    draw_head(paper, view.head)
    draw_section(paper, view.key_heading, keep=40 * MM, gap=space.gap)
    draw_key_figures(paper, view.key_figures)
    paper.paragraph(view.caveat, _NOTE)
    attendance = view.attendance
    keep = space.chart + 6 * MM if attendance.bars else 0.0
    draw_section(paper, attendance.heading, keep=keep, note=attendance.note, gap=space.gap)
    if attendance.bars:
        draw_columns(paper, attendance.bars, names=attendance.names, height=space.chart)
    residences = view.residences
    if residences.bars or residences.foot:
        keep = min(bars_height(paper, residences.bars), 60 * MM)
        draw_section(paper, residences.heading, keep=keep, gap=space.gap)
        draw_bars(paper, residences.bars)
        if residences.foot:
            paper.y += 1 * MM
            paper.paragraph(residences.foot, _NOTE)
    for listing in (view.objectives, view.money, view.partners):
        if listing is not None:
            _draw_listing(paper, listing, space)
    for passage in view.passages:
        draw_section(paper, passage.heading, keep=2 * space.body.leading, gap=space.gap)
        paper.paragraph(passage.text, space.body)
    if view.unwritten:
        paper.y += space.gap
        paper.paragraph(view.unwritten, _UNWRITTEN)
    paper.end_sheet()


def _draw_listing(paper: Paper, listing: Listing, space: _Space) -> None:
    keep = 0.0 if listing.table is None else min(table_height(paper, listing.table), _PARTS_AT_MOST)
    draw_section(paper, listing.heading, keep=keep, note=listing.note, gap=space.gap)
    if listing.table is not None:
        draw_table(paper, listing.table)
