"""`ics occurrences`, `import ics` and `export ics`: calendars of other programs, in and out."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from datetime import date, datetime, time
from pathlib import Path

from app.cli import named, values
from app.cli.grids import Column, as_csv, as_json, table
from app.domain.calendars import CalendarPlan
from app.domain.errors import RuleViolation
from app.exchange.files import atomic_write, check_place, read_bytes
from app.exchange.icalendar.lines import LARGEST
from app.exchange.icalendar.moments import Moment, utc
from app.exchange.icalendar.occurrences import Occurrence, occurrences
from app.exchange.icalendar.reading import CalendarFile, EventProblem, read_calendar
from app.exchange.icalendar.sessions import count_by_month, sessions_of
from app.exchange.icalendar.writing import calendar_file
from app.i18n import Language
from app.i18n.messages import N_
from app.queries.calendar_export import sessions_to_export
from app.queries.calendar_import import plan_calendar_import
from app.usecases.calendars import import_calendar
from app.workspace import Workspace

_TOLD = 20
"""Events with problems that are told one by one; the rest is counted."""

_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?)?", re.IGNORECASE
)
_FOR_PROGRAMS: tuple[Column[Occurrence], ...] = (
    Column("uid", N_("Id"), lambda found: found.event.uid),
    Column("summary", N_("Title"), lambda found: found.event.summary),
    Column("start", N_("Start"), lambda found: found.start.isoformat()),
    Column("end", N_("End"), lambda found: found.end.isoformat()),
)
_FOR_PEOPLE: tuple[Column[Occurrence], ...] = (
    Column("start", N_("Start"), lambda found: found.start),
    Column("end", N_("End"), lambda found: found.end),
    Column("summary", N_("Title"), lambda found: found.event.summary),
)


def show_occurrences(file: str, first: str, last: str, form: str, speaking: Language) -> None:
    """Print what takes place between two moments by any calendar file."""
    begin, end = _moment(first), _moment(last)
    if _comparable(begin) > _comparable(end):
        raise RuleViolation(
            "The first moment, {first}, comes after the last, {last}: swap them.", first=first, last=last
        )
    calendar = _read(file)
    found, problems = occurrences(calendar, begin, end)
    match form:
        case "json":
            sys.stdout.write(as_json(_FOR_PROGRAMS, found))
        case "csv":
            sys.stdout.write(as_csv(_FOR_PROGRAMS, found))
        case _ if found:
            sys.stdout.write(table(_FOR_PEOPLE, found, speaking))
        case _:
            print(speaking.text("There is nothing to list."))
    for line in _told((*calendar.problems, *problems), speaking):
        print(line, file=sys.stderr)


def take_in(file: str, location: str, action: str | None, dry_run: bool, speaking: Language) -> None:
    """Take in the sessions of a calendar file, or only say what would be taken in."""
    calendar = _read(file)
    with Workspace.open(location) as workspace:
        action_id = None if action is None else named.action(action, workspace)
        records, problems = sessions_of(calendar, workspace.clock().date())
        plan = workspace.read(plan_calendar_import, records, one_action=action_id is not None)
        if plan.new and not dry_run:
            workspace.change(import_calendar, plan, calendar.name, action_id)
    _tell(calendar, plan, problems, dry_run, speaking)


def write(options: Namespace, speaking: Language) -> None:
    """Write the sessions of an action, a residence or a person, or all, as a calendar file."""
    path = values.file_to_write(options.out, ".ics")
    days = values.span(options.first_day, options.last_day)
    check_place(path)
    with Workspace.open(options.workspace) as workspace:
        action_id = residence_id = person_id = None
        if options.action is not None:
            action_id = named.action(options.action, workspace)
        if options.residence is not None:
            residence_id = named.residence(options.residence, workspace)
        if options.person is not None:
            person_id = named.person(options.person, workspace)
        sessions = workspace.read(
            sessions_to_export,
            action_id=action_id,
            residence_id=residence_id,
            person_id=person_id,
            days=days,
        )
        if not sessions:
            raise RuleViolation("There is no session to write: choose others.")
        made_at = workspace.clock()
    atomic_write(path, calendar_file(sessions, made_at))
    print(path)


def _tell(
    calendar: CalendarFile,
    plan: CalendarPlan,
    problems: tuple[EventProblem, ...],
    dry_run: bool,
    speaking: Language,
) -> None:
    print(
        speaking.text(
            "{file}: events {events}, sessions {sessions}. New: {new}. There already: {known}.",
            file=calendar.name,
            events=len(calendar.events),
            sessions=len(plan.new) + plan.known,
            new=len(plan.new),
            known=plan.known,
        )
    )
    print(
        speaking.text(
            "New actions: {actions}. New venues: {venues}.",
            actions=len(plan.actions),
            venues=len(plan.venues),
        )
    )
    for month, count in count_by_month(plan.new).items():
        print(f"  + {month}  {speaking.number(count)}")
    for line in _told(problems, speaking):
        print(line)
    if dry_run:
        print(speaking.text("Nothing was written: this was a trial."))


def _read(file: str) -> CalendarFile:
    path = Path(file).expanduser()
    return read_calendar(read_bytes(path, LARGEST), path.name)


def _moment(text: str) -> Moment:
    """A day or a time, with an offset or without; raises `RuleViolation` for anything else."""
    if not _MOMENT.fullmatch(text):
        raise RuleViolation(
            "“{text}” is neither a day nor a time: write it like 2026-03-14 or 2026-03-14T18:30.",
            text=text[:40],
        )
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text.upper())
    except ValueError:
        raise RuleViolation("There is no day {text} in the calendar: check the date.", text=text) from None


def _comparable(moment: Moment) -> datetime:
    """A moment for comparison; where its zone is not known it may be a day off, which nobody minds."""
    return utc(moment if isinstance(moment, datetime) else datetime.combine(moment, time()))


def _told(problems: tuple[EventProblem, ...], speaking: Language) -> list[str]:
    """A line for each event that could not be used, and why."""
    lines = []
    for problem in problems[:_TOLD]:
        where = speaking.text("line {line}", line=str(problem.line))
        title = f", {problem.title}" if problem.title else ""
        lines.append(f"  ! {where}{title}: {speaking.say(problem.reason)}")
    more = len(problems) - _TOLD
    if more > 0:
        lines.append("  ! " + speaking.plural("and {n} more event", "and {n} more events", more))
    return lines
