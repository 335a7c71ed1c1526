"""Attendance sheets: to sign, for a cycle of dates, or to count on."""

from __future__ import annotations

from app.documents.attendance.data import AttendanceFacts, load
from app.documents.attendance.grid import draw_grid_sheet
from app.documents.attendance.tally import draw_tally_sheet
from app.documents.attendance.template import draw_sign_sheet
from app.documents.attendance.view import GridView, SheetView, SignView, TallyView, Variant
from app.documents.attendance.words import views
from app.documents.kit.paper import Paper
from app.domain.ids import SessionId


def draw(paper: Paper, view: SheetView, footer: str, page_of: str) -> None:
    """Draw one sheet of whichever sort."""
    match view:
        case SignView():
            draw_sign_sheet(paper, view, footer, page_of)
        case GridView():
            draw_grid_sheet(paper, view, footer, page_of)
        case TallyView():
            draw_tally_sheet(paper, view, footer, page_of)


def sessions_of(view: SheetView) -> tuple[SessionId, ...]:
    """The sessions that a sheet is for."""
    return view.session_ids if isinstance(view, GridView) else (view.session_id,)


__all__ = ["AttendanceFacts", "SheetView", "Variant", "draw", "load", "sessions_of", "views"]
