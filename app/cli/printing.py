"""`print`: sheets as PDF files, entered in the register of what was printed."""

from __future__ import annotations

import sys
from argparse import Namespace

from app.cli import named, values
from app.cli.progress import progress
from app.documents import (
    AnnualRequest,
    AttendanceRequest,
    ImpactRequest,
    RehearsalsRequest,
    Request,
    render,
)
from app.domain.errors import EnvironmentProblem, NotFound
from app.exchange.files import atomic_write, check_place
from app.i18n import Language
from app.queries.sessions import session_by_code, sessions_between, sessions_of_action
from app.usecases.printouts import record_printouts
from app.workspace import Workspace


def write(sheet: str, options: Namespace, speaking: Language) -> None:
    """Print sheets into a file; a workspace that cannot be written is printed from all the same."""
    path = values.file_to_write(options.out, ".pdf")
    check_place(path)
    with Workspace.open(options.workspace) as workspace:
        request = _request(sheet, options, workspace)
        pages = workspace.read(
            render, request, speaking, printed_at=workspace.clock(), progress=progress(speaking)
        )
        atomic_write(path, pages.data)
        print(speaking.plural("{n} page in {file}", "{n} pages in {file}", pages.count, file=str(path)))
        if pages.sheets:
            try:
                workspace.change(record_printouts, pages.sheets)
            except EnvironmentProblem as problem:
                said = speaking.say(problem.message)
                print(
                    speaking.text("The sheets are not in the register: {problem}", problem=said),
                    file=sys.stderr,
                )


def _request(sheet: str, options: Namespace, workspace: Workspace) -> Request:
    match sheet:
        case "attendance":
            return _attendance(options, workspace)
        case "rehearsals":
            action_id = named.action(options.action, workspace)
            people = () if options.person is None else (named.person(options.person, workspace),)
            return RehearsalsRequest(action_id, people, options.all_people)
        case "impact":
            return ImpactRequest(named.action(options.action, workspace))
        case _:
            return AnnualRequest(values.year(options.year))


def _attendance(options: Namespace, workspace: Workspace) -> AttendanceRequest:
    if options.session is not None:
        session = workspace.read(session_by_code, options.session)
        if session is None:
            raise NotFound("There is no session {code} in this workspace.", code=options.session)
        return AttendanceRequest(session_ids=(session.id,), variant=options.variant or "auto")
    if options.day is not None:
        day = values.day(options.day)
        if not workspace.read(sessions_between, day, day):
            raise NotFound("There is no session on {day}.", day=day)
        return AttendanceRequest(day=day, variant=options.variant or "auto")
    action_id = named.action(options.action, workspace)
    now = workspace.clock()
    found = workspace.read(sessions_of_action, action_id)
    if not found:
        raise NotFound("The action {code} has no sessions yet: plan one first.", code=options.action)
    to_come = [session for session in found if session.ends_at >= now]
    return AttendanceRequest(
        session_ids=tuple(session.id for session in to_come or found), variant=options.variant or "grid"
    )
