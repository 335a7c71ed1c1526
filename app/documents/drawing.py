"""From a request to pages: reads, puts into words, draws."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection

from app.documents import (
    AnnualRequest,
    AttendanceRequest,
    ImpactRequest,
    Pages,
    Progress,
    RehearsalsRequest,
    Request,
    attendance,
    nothing_to_print,
    rehearsals,
)
from app.documents.annual.data import annual_data
from app.documents.annual.template import draw_annual
from app.documents.annual.view import annual_view
from app.documents.impact.data import impact_data
from app.documents.impact.template import draw_impact
from app.documents.impact.view import impact_view
from app.documents.kit.paper import Paper
from app.domain.ids import SessionId
from app.i18n import Language
from app.usecases.printouts import Printed


def draw(
    connection: Connection, request: Request, language: Language, printed_at: datetime, progress: Progress
) -> Pages:
    """The pages of a request."""
    match request:
        case AttendanceRequest():
            return _attendance(connection, request, language, printed_at, progress)
        case RehearsalsRequest():
            return _rehearsals(connection, request, language, printed_at, progress)
        case ImpactRequest():
            return _impact(connection, request, language, printed_at)
        case AnnualRequest():
            return _annual(connection, request, language, printed_at)


def _attendance(
    connection: Connection,
    request: AttendanceRequest,
    language: Language,
    printed_at: datetime,
    progress: Progress,
) -> Pages:
    facts = attendance.load(
        connection,
        language.code,
        session_ids=request.session_ids or None,
        action_id=request.action_id,
        day=request.day,
    )
    views = attendance.views(facts, language, variant=request.variant, order=request.order)
    if not views:
        raise nothing_to_print()
    paper = Paper(title=language.text("Attendance sheets"), language=language.code)
    footer = _footer(language, printed_at)
    fingerprints: dict[SessionId, str] = {}
    for number, view in enumerate(views):
        progress(number, len(views))
        attendance.draw(paper, view, footer, language.text("Page"))
        fingerprints.update(dict.fromkeys(attendance.sessions_of(view), _fingerprint(view)))
    progress(len(views), len(views))
    sheets = tuple(
        Printed("attendance", sheet.action.id, sheet.session.id, fingerprint=fingerprints[sheet.session.id])
        for sheet in facts.sheets
    )
    return Pages(paper.data(), paper.pages, sheets)


def _rehearsals(
    connection: Connection,
    request: RehearsalsRequest,
    language: Language,
    printed_at: datetime,
    progress: Progress,
) -> Pages:
    facts = rehearsals.load(connection, request.action_id, language.code)
    paper = Paper(title=language.text("Rehearsal schedule"), language=language.code)
    footer, page_of = _footer(language, printed_at), language.text("Page")
    if not request.for_people:
        schedule = rehearsals.schedule_view(facts, language)
        rehearsals.draw_schedule(paper, schedule, footer, page_of)
        printed = Printed("rehearsals", request.action_id, fingerprint=_fingerprint(schedule))
        return Pages(paper.data(), paper.pages, (printed,))
    views = rehearsals.fridge_views(facts, language, printed_at.date(), request.person_ids or None)
    if not views:
        raise nothing_to_print()
    for number, view in enumerate(views):
        progress(number, len(views))
        rehearsals.draw_fridge_sheet(paper, view, footer, page_of)
    progress(len(views), len(views))
    sheets = tuple(
        Printed("rehearsals", request.action_id, person_id=view.person_id, fingerprint=_fingerprint(view))
        for view in views
    )
    return Pages(paper.data(), paper.pages, sheets)


def _impact(
    connection: Connection, request: ImpactRequest, language: Language, printed_at: datetime
) -> Pages:
    view = impact_view(
        impact_data(connection, request.action_id, printed_at, language.code), language, printed_at
    )
    paper = Paper(title=view.file_title, language=language.code)
    draw_impact(paper, view)
    printed = Printed("impact", request.action_id, fingerprint=_fingerprint(replace(view, footer="")))
    return Pages(paper.data(), paper.pages, (printed,))


def _annual(
    connection: Connection, request: AnnualRequest, language: Language, printed_at: datetime
) -> Pages:
    view = annual_view(annual_data(connection, request.year, language.code), language, printed_at)
    paper = Paper(title=view.file_title, language=language.code)
    draw_annual(paper, view)
    printed = Printed("annual", fingerprint=_fingerprint(replace(view, footer="")))
    return Pages(paper.data(), paper.pages, (printed,))


def _footer(language: Language, printed_at: datetime) -> str:
    return language.text(
        "Printed on {day} at {time}",
        day=language.date(printed_at.date(), "long"),
        time=language.time(printed_at),
    )


def _fingerprint(view: object) -> str:
    """What a sheet says, without when it was printed: another print of the same words has the same."""
    return sha256(repr(view).encode("utf-8", "backslashreplace")).hexdigest()
