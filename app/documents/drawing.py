"""From a request to pages: reads, puts into words, draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
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
    Sheet,
    attendance,
    nothing_to_print,
    rehearsals,
)
from app.documents.annual.data import annual_data
from app.documents.annual.template import draw_annual
from app.documents.annual.words import annual_view
from app.documents.attendance.view import GridView, SheetView
from app.documents.impact.data import impact_data
from app.documents.impact.template import draw_impact
from app.documents.impact.words import impact_view
from app.documents.kit.paper import Paper
from app.documents.landlord import printed_on
from app.domain.errors import RuleViolation
from app.domain.ids import ActionId, PersonId, SessionId
from app.domain.kinds import SessionStatus
from app.i18n import Language
from app.queries.sessions import sessions_of_action
from app.usecases.printouts import Printed

_OFF = (SessionStatus.CANCELLED, SessionStatus.SKIPPED)


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


def rehearsal_people(connection: Connection, action_id: ActionId) -> tuple[tuple[PersonId, str], ...]:
    """Those who play or are called, with their names, by name."""
    facts = rehearsals.load(connection, action_id, "en")  # of the language only kinds of sessions depend
    return tuple((player.id, player.name) for player in facts.people.values())


def _attendance(
    connection: Connection,
    request: AttendanceRequest,
    language: Language,
    printed_at: datetime,
    progress: Progress,
) -> Pages:
    wanted: Sequence[SessionId] | None = request.session_ids or None
    if request.action_id is not None:
        wanted = _sessions_of(connection, request.action_id, None if request.past else printed_at)
    facts = attendance.load(connection, language.code, session_ids=wanted, day=request.day)
    views = attendance.views(facts, language, variant=request.variant, order=request.order)
    if not views:
        raise nothing_to_print()
    of = {sheet.session.id: sheet.action for sheet in facts.sheets}
    paper = Paper(title=language.text("Attendance sheets"), language=language.code)
    footer = printed_on(language, printed_at)
    spans = []
    for number, view in enumerate(views):
        progress(number, len(views))
        first = paper.pages + 1
        attendance.draw(paper, view, footer, language.text("Page"))
        sessions = view.session_ids if isinstance(view, GridView) else (view.session_id,)
        said = _fingerprint(view)
        printed = tuple(
            Printed("attendance", of[session].id, session, fingerprint=said) for session in sessions
        )
        spans.append(Sheet(printed, first, paper.pages))
    codes = {action.code for action in of.values()}
    days = {sheet.session.starts_at.date() for sheet in facts.sheets}
    return _finished(paper, spans, _attendance_name(language, views, codes, days))


def _sessions_of(connection: Connection, action_id: ActionId, now: datetime | None) -> tuple[SessionId, ...]:
    found = [row for row in sessions_of_action(connection, action_id) if row.status not in _OFF]
    to_come = [row for row in found if now is None or row.ends_at >= now]
    if not found:
        raise RuleViolation("This action has no sessions yet: plan one first.")
    return tuple(row.id for row in to_come or found)


def _attendance_name(language: Language, views: Sequence[SheetView], codes: set[str], days: set[date]) -> str:
    title = language.text("Attendance sheets") if len(views) > 1 else language.text("Attendance sheet")
    return " ".join(
        [
            title,
            *(codes if len(codes) == 1 else ()),
            *(day.isoformat() for day in (days if len(days) == 1 else ())),
        ]
    )


def _rehearsals(
    connection: Connection,
    request: RehearsalsRequest,
    language: Language,
    printed_at: datetime,
    progress: Progress,
) -> Pages:
    facts = rehearsals.load(connection, request.action_id, language.code)
    title = language.text("Rehearsal schedule")
    paper = Paper(title=title, language=language.code)
    footer, page_of = printed_on(language, printed_at), language.text("Page")
    name = f"{title} {facts.action.code}"
    if not request.for_people:
        table = rehearsals.schedule_view(facts, language)
        rehearsals.draw_schedule(paper, table, footer, page_of)
        entry = Printed("rehearsals", request.action_id, fingerprint=_fingerprint(table))
        return _finished(paper, [Sheet((entry,), 1, paper.pages)], name)
    views = rehearsals.fridge_views(facts, language, printed_at.date(), request.person_ids or None)
    if not views:
        raise RuleViolation("Nobody is called to a coming session yet: cast the parts, or enrol people.")
    spans = []
    for number, view in enumerate(views):
        progress(number, len(views))
        first = paper.pages + 1
        rehearsals.draw_fridge_sheet(paper, view, footer, page_of)
        entry = Printed(
            "rehearsals", request.action_id, person_id=view.person_id, fingerprint=_fingerprint(view)
        )
        spans.append(Sheet((entry,), first, paper.pages))
    return _finished(paper, spans, f"{name} {views[0].name}" if len(views) == 1 else name)


def _impact(
    connection: Connection, request: ImpactRequest, language: Language, printed_at: datetime
) -> Pages:
    data = impact_data(connection, request.action_id, printed_at, language.code)
    view = impact_view(data, language, printed_at)
    paper = Paper(title=view.file_title, language=language.code)
    draw_impact(paper, view)
    entry = Printed("impact", request.action_id, fingerprint=_fingerprint(replace(view, footer="")))
    return _finished(
        paper, [Sheet((entry,), 1, paper.pages)], f"{language.text('Impact sheet')} {data.detail.row.code}"
    )


def _annual(
    connection: Connection, request: AnnualRequest, language: Language, printed_at: datetime
) -> Pages:
    view = annual_view(annual_data(connection, request.year, language.code), language, printed_at)
    paper = Paper(title=view.file_title, language=language.code)
    draw_annual(paper, view)
    entry = Printed("annual", fingerprint=_fingerprint(replace(view, footer="")))
    return _finished(paper, [Sheet((entry,), 1, paper.pages)], view.title)


def _finished(paper: Paper, parts: Sequence[Sheet], name: str) -> Pages:
    return Pages(paper.data(), paper.pages, tuple(parts), name)


def _fingerprint(said: object) -> str:
    """Of what a sheet says, whenever it is printed: a view is a tree of frozen values, all in its words."""
    return sha256(repr(said).encode()).hexdigest()
