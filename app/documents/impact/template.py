"""An impact sheet as pages; it only draws."""

from __future__ import annotations

from app.documents.impact.view import ImpactView
from app.documents.kit.figures import draw_bars, draw_columns, draw_key_figures, draw_section
from app.documents.kit.frame import draw_head, draw_running_head
from app.documents.kit.paper import MM, Paper
from app.documents.kit.table import draw_table
from app.documents.kit.text import Style

_NOTE = Style(8, ink=0.3)
_BODY = Style(10)
_UNWRITTEN = Style(10, ink=0.45)


def draw_impact(paper: Paper, view: ImpactView) -> None:
    """Draw the sheet."""
    paper.begin_sheet(
        outline=view.file_title,
        footer=view.footer,
        page_of=view.page,
        running=lambda: draw_running_head(paper, view.head),
    )
    draw_head(paper, view.head)
    draw_section(paper, view.key_heading)
    draw_key_figures(paper, view.key_figures)
    paper.paragraph(view.caveat, _NOTE)
    draw_section(paper, view.chart_heading, keep=45 * MM, note=view.chart_note)
    if view.chart:
        draw_columns(paper, view.chart)
    if view.residences:
        draw_section(paper, view.residences_heading, keep=min(len(view.residences), 12) * 6 * MM)
        draw_bars(paper, view.residences)
    draw_section(paper, view.objectives_heading, keep=20 * MM, note=view.objectives_note)
    if view.objectives is not None:
        draw_table(paper, view.objectives)
    draw_section(paper, view.money_heading, keep=24 * MM, note=view.money_note)
    if view.money is not None:
        draw_table(paper, view.money)
    if view.partners is not None:
        draw_section(paper, view.partners_heading, keep=20 * MM)
        draw_table(paper, view.partners)
    for passage in view.passages:
        draw_section(paper, passage.heading, keep=12 * MM)
        paper.paragraph(passage.text, _BODY if passage.known else _UNWRITTEN)
    paper.end_sheet()
