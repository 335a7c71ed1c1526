"""Draws the sheet on which people are counted without a name."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.attendance.measures import CELL, GREY, HEADER, MARGINS, NAME, ROW, SIGNATURE, TALLY_ROW
from app.documents.attendance.template import draw_foot, foot_height
from app.documents.attendance.view import TallyView
from app.documents.kit.fonts import Face
from app.documents.kit.frame import draw_head, draw_running_head
from app.documents.kit.paper import MM, Paper
from app.documents.kit.text import Style, fitted

_PAD = 1.5 * MM
_HEADER_HEIGHT = 6 * MM
_GAP = 3 * MM
_SECTION = Style(11, Face.BOLD, floor=8)
_GROUP, _BAND, _TOTAL = 24 * MM, 26 * MM, 22 * MM


def draw_tally_sheet(paper: Paper, view: TallyView, footer: str, page_of: str) -> None:
    """One open session's sheet: strokes by age and sex, by residence, and the team's signatures."""
    paper.begin_sheet(
        outline=f"{view.head.code} {view.head.title}",
        footer=footer,
        page_of=page_of,
        margins=MARGINS,
        running=lambda: draw_running_head(paper, view.head),
    )
    draw_head(paper, view.head)
    paper.y += 1 * MM
    paper.paragraph(view.advice, Style(9.5), after=2 * MM)
    lines = len(view.ages) + len(view.residences)
    heads = 2 * (_SECTION.leading + 1 * MM + _HEADER_HEIGHT + _GAP)
    team = _HEADER_HEIGHT + len(view.team) * ROW + _GAP if view.team else 0
    rest = paper.room - foot_height(paper, view.foot) - heads - team - 1 * MM
    line = min(TALLY_ROW[1], max(TALLY_ROW[0], rest / lines))
    _draw_ages(paper, view, line)
    _draw_residences(paper, view, line)
    if view.team:
        _draw_team(paper, view)
    paper.need(foot_height(paper, view.foot))
    draw_foot(paper, view.foot)
    paper.end_sheet()


def _draw_ages(paper: Paper, view: TallyView, line: float) -> None:
    third = (paper.measure - _GROUP - _BAND) / 3
    columns = (_GROUP, _BAND, third, third, third)
    _draw_section(paper, view.by_age, _HEADER_HEIGHT + len(view.ages) * line)
    top = _draw_header(paper, ("", "", *view.age_columns), columns)
    group_top = paper.y
    for index, row in enumerate(view.ages):
        band = fitted(row.label, CELL, _BAND - 2 * _PAD)
        paper.lines(paper.left + _GROUP + _PAD, paper.y + (line - band.height) / 2, band)
        last = index + 1 == len(view.ages) or view.ages[index + 1].group != row.group
        paper.y += line
        if last:
            name = fitted(row.group, Style(9.5, Face.BOLD, floor=7), _GROUP - 2 * _PAD)
            paper.lines(paper.left + _PAD, (group_top + paper.y - name.height) / 2, name)
            group_top = paper.y
        paper.rule(paper.left + (0 if last else _GROUP), paper.y, paper.right, paper.y)
    _close(paper, columns, top)
    paper.y += _GAP


def _draw_residences(paper: Paper, view: TallyView, line: float) -> None:
    name = 58 * MM
    columns = (name, paper.measure - name - _TOTAL, _TOTAL)
    _draw_section(paper, view.by_residence, _HEADER_HEIGHT + 2 * line)
    top = _draw_header(paper, ("", *view.residence_columns), columns)
    for residence in view.residences:
        text = fitted(residence, CELL, name - 2 * _PAD)
        height = max(line, text.height + 2 * MM)
        if height > paper.room:
            _close(paper, columns, top)
            paper.next_page()
            top = _draw_header(paper, ("", *view.residence_columns), columns)
        paper.lines(paper.left + _PAD, paper.y + (height - text.height) / 2, text)
        paper.y += height
        paper.rule(paper.left, paper.y, paper.right, paper.y)
    _close(paper, columns, top)
    paper.y += _GAP


def _draw_team(paper: Paper, view: TallyView) -> None:
    columns = (paper.measure - 34 * MM - SIGNATURE - 20 * MM, 34 * MM, SIGNATURE + 20 * MM)
    titles = (view.team_title, "", view.signature)
    paper.need(_HEADER_HEIGHT + ROW)
    top = _draw_header(paper, titles, columns)
    for member in view.team:
        name = fitted(member.name, NAME, columns[0] - 2 * _PAD)
        role = fitted(member.role, CELL, columns[1] - 2 * _PAD)
        height = max(ROW, name.height + 2 * MM)
        if height > paper.room:
            _close(paper, columns, top)
            paper.next_page()
            top = _draw_header(paper, titles, columns)
        paper.lines(paper.left + _PAD, paper.y + (height - name.height) / 2, name)
        paper.lines(paper.left + columns[0] + _PAD, paper.y + (height - role.height) / 2, role)
        paper.y += height
        paper.rule(paper.left, paper.y, paper.right, paper.y)
    _close(paper, columns, top)
    paper.y += _GAP


def _draw_section(paper: Paper, title: str, after: float) -> None:
    text = fitted(title, _SECTION, paper.measure)
    paper.need(text.height + 1 * MM + after)
    paper.y = paper.lines(paper.left, paper.y, text) + 1 * MM


def _draw_header(paper: Paper, titles: Sequence[str], columns: Sequence[float]) -> float:
    top = paper.y
    paper.box(paper.left, top, paper.measure, _HEADER_HEIGHT, ink=None, fill=GREY)
    x = paper.left
    for title, across in zip(titles, columns, strict=True):
        text = fitted(title, HEADER, across - 2 * _PAD)
        paper.lines(x + _PAD, top + (_HEADER_HEIGHT - text.height) / 2, text)
        x += across
    paper.rules(
        [
            (paper.left, top, paper.right, top),
            (paper.left, top + _HEADER_HEIGHT, paper.right, top + _HEADER_HEIGHT),
        ]
    )
    paper.y = top + _HEADER_HEIGHT
    return top


def _close(paper: Paper, columns: Sequence[float], top: float) -> None:
    edges = [paper.left]
    for across in columns:
        edges.append(edges[-1] + across)
    paper.rules([(edge, top, edge, paper.y) for edge in edges])
