"""From a request to pages: reads, puts into words, draws."""

from __future__ import annotations

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
from app.domain.ids import PersonId
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
    views = attendance.views(facts, language, variant=request.variant)
    if not views:
        raise nothing_to_print()
    paper = Paper(title=language.text("Attendance sheets"), language=language.code)
    footer = language.text("Printed on {moment}", moment=printed_at)
    for number, view in enumerate(views):
        progress(number, len(views))
        attendance.draw(paper, view, footer, language.text("Page"))
    fingerprint = _fingerprint(paper)
    sheets = tuple(
        Printed("attendance", sheet.action.id, sheet.session.id, fingerprint=fingerprint[1])
        for sheet in facts.sheets
    )
    return Pages(fingerprint[0], paper.pages, sheets)


def _rehearsals(
    connection: Connection,
    request: RehearsalsRequest,
    language: Language,
    printed_at: datetime,
    progress: Progress,
) -> Pages:
    facts = rehearsals.load(connection, request.action_id, language.code)
    paper = Paper(title=language.text("Rehearsal schedule"), language=language.code)
    footer, page_of = language.text("Printed on {moment}", moment=printed_at), language.text("Page")
    sheets = (
        rehearsals.fridge_views(facts, language, printed_at.date(), request.person_ids or None)
        if request.for_people
        else ()
    )
    if not request.for_people:
        rehearsals.draw_schedule(paper, rehearsals.schedule_view(facts, language), footer, page_of)
    elif not sheets:
        raise nothing_to_print()
    for number, view in enumerate(sheets):
        progress(number, len(sheets))
        rehearsals.draw_fridge_sheet(paper, view, footer, page_of)
    data, fingerprint = _fingerprint(paper)
    people: tuple[PersonId | None, ...] = tuple(view.person_id for view in sheets) or (None,)
    printed = (
        Printed("rehearsals", request.action_id, person_id=person, fingerprint=fingerprint)
        for person in people
    )
    return Pages(data, paper.pages, tuple(printed))


def _impact(
    connection: Connection, request: ImpactRequest, language: Language, printed_at: datetime
) -> Pages:
    view = impact_view(
        impact_data(connection, request.action_id, printed_at, language.code), language, printed_at
    )
    paper = Paper(title=view.file_title, language=language.code)
    draw_impact(paper, view)
    data, fingerprint = _fingerprint(paper)
    return Pages(data, paper.pages, (Printed("impact", request.action_id, fingerprint=fingerprint),))


def _annual(
    connection: Connection, request: AnnualRequest, language: Language, printed_at: datetime
) -> Pages:
    view = annual_view(annual_data(connection, request.year, language.code), language, printed_at)
    paper = Paper(title=view.file_title, language=language.code)
    draw_annual(paper, view)
    data, fingerprint = _fingerprint(paper)
    return Pages(data, paper.pages, (Printed("annual", fingerprint=fingerprint),))


def _fingerprint(paper: Paper) -> tuple[bytes, str]:
    data = paper.data()
    return data, sha256(data).hexdigest()
