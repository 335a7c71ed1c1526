"""`ics occurrences`, `import ics` and `export ics`: calendars of other programs, in and out."""

from __future__ import annotations

import re
import sys
from datetime import date, datetime
from pathlib import Path

from app.cli.grids import Column, as_csv, as_json, table
from app.domain.errors import RuleViolation
from app.exchange.files import read_bytes
from app.exchange.icalendar.lines import LARGEST
from app.exchange.icalendar.moments import Moment
from app.exchange.icalendar.occurrences import Occurrence, occurrences
from app.exchange.icalendar.reading import CalendarFile, EventProblem, read_calendar
from app.i18n import Language
from app.i18n.messages import N_

_TOLD = 20
"""Events with problems that are told one by one; the rest is counted."""

_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?)?", re.IGNORECASE
)
_COLUMNS: tuple[Column[Occurrence], ...] = (
    Column("uid", N_("Id"), lambda found: found.event.uid, in_table=False),
    Column("start", N_("Start"), lambda found: found.start),
    Column("end", N_("End"), lambda found: found.end),
    Column("summary", N_("Title"), lambda found: found.event.summary),
)


def show_occurrences(file: str, first: str, last: str, form: str, speaking: Language) -> None:
    """Print what takes place between two moments by any calendar file."""
    begin, end = _moment(first), _moment(last)
    calendar = _read(file)
    found, problems = occurrences(calendar, begin, end)
    match form:
        case "json":
            sys.stdout.write(as_json(_COLUMNS, found))
        case "csv":
            sys.stdout.write(as_csv(_COLUMNS, found))
        case _ if found:
            sys.stdout.write(table(_COLUMNS, found, speaking))
        case _:
            print(speaking.text("There is nothing to list."))
    for line in _told((*calendar.problems, *problems), speaking):
        print(line, file=sys.stderr)


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
