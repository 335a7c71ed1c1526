"""The sessions that a calendar file tells of, by the wall clock of the landlord."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import PurePath
from zoneinfo import ZoneInfo

from app.domain.calendars import LONGEST_UID, SessionRecord
from app.domain.kinds import SessionStatus
from app.domain.names import checked_notes, clean_name
from app.domain.slots import LONGEST
from app.exchange.icalendar.moments import Moment
from app.exchange.icalendar.occurrences import Occurrence, occurrences
from app.exchange.icalendar.reading import CalendarFile, Event, EventProblem, shown
from app.i18n.messages import Message

HOME = ZoneInfo("Europe/Paris")
"""Where the landlord's clocks are."""

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
AHEAD = timedelta(days=730)
"""How far a series without an end is followed."""

_USUAL = timedelta(hours=1)
"""How long a session lasts whose event says no end."""

_LONGEST_NOTE = 20_000
_STATUS = {"CANCELLED": SessionStatus.CANCELLED, "TENTATIVE": SessionStatus.OPTION}


def sessions_of(
    file: CalendarFile, today: date
) -> tuple[tuple[SessionRecord, ...], tuple[EventProblem, ...]]:
    """The sessions of a file by start, and what is to be told about its events, by line.

    A series without an end is followed for two years from today. Raises `TooManyDates` as
    `occurrences` does.
    """
    notes: list[EventProblem] = []
    horizon = today + AHEAD
    bounded = replace(file, events=tuple(_bounded(event, horizon, notes) for event in file.events))
    found, problems = occurrences(bounded, EARLIEST, LATEST)
    records: list[SessionRecord] = []
    refused: dict[int, EventProblem] = {}
    used = {each.event.line for each in found}
    for occurrence in found:
        if _timed(occurrence.end) - _timed(occurrence.start) > LONGEST:
            refused.setdefault(
                occurrence.event.line, _problem(occurrence.event, Message("It lasts more than 31 days."))
            )
        else:
            records.append(_record(occurrence, file.name))
    for event in file.events:
        if event.line not in used and not EARLIEST <= _day(event.start) < LATEST:
            reason = Message("{day} is too far away: check the year.", day=_day(event.start))
            refused.setdefault(event.line, _problem(event, reason))
    told = sorted((*file.problems, *problems, *notes, *refused.values()), key=lambda each: each.line)
    return tuple(records), tuple(told)


def _problem(event: Event, reason: Message) -> EventProblem:
    return EventProblem(event.line, shown(event.summary or event.uid), reason)


def _bounded(event: Event, horizon: date, notes: list[EventProblem]) -> Event:
    endless = [rule for rule in event.rules if rule.until is None and rule.count is None]
    if not endless or event.recurrence_id is not None:
        return event
    notes.append(_problem(event, Message("It has no end: it is taken in up to {day}.", day=horizon)))
    return replace(
        event,
        rules=tuple(replace(rule, until=horizon) if rule in endless else rule for rule in event.rules),
    )


def _record(occurrence: Occurrence, file_name: str) -> SessionRecord:
    event = occurrence.event
    starts_at, ends_at = _home(occurrence.start), _home(occurrence.end)
    if ends_at <= starts_at:  # it says no end, or the clock goes back while it lasts
        ends_at = starts_at + (_timed(occurrence.end) - _timed(occurrence.start) or _USUAL)
    title = clean_name(event.summary)[:300]
    series = clean_name(event.action or occurrence.title)[:300] or title or PurePath(file_name).stem[:300]
    return SessionRecord(
        uid=_uid(occurrence),
        series=series,
        title=title or series,
        starts_at=starts_at,
        ends_at=ends_at,
        status=_STATUS.get(event.status, SessionStatus.PLANNED),
        venue=clean_name(event.location)[:200],
        note=checked_notes(event.description[:_LONGEST_NOTE]),
    )


def _uid(occurrence: Occurrence) -> str:
    event = occurrence.event
    name = clean_name(event.uid)
    if not name:
        words = f"{event.summary}|{occurrence.original.isoformat()}|{event.location}"
        name = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:32]
    elif occurrence.series:
        original = occurrence.original
        stamp = f"{_home(original):%Y%m%dT%H%M%S}" if isinstance(original, datetime) else f"{original:%Y%m%d}"
        name = f"{name}/{stamp}"
    if len(name) <= LONGEST_UID:
        return name
    mark = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:32]
    return f"{name[: LONGEST_UID - 33]}-{mark}"


def _home(moment: Moment) -> datetime:
    """The landlord's wall clock at a moment; floating times are taken to be his already."""
    timed = _timed(moment)
    return (timed if timed.tzinfo is None else timed.astimezone(HOME)).replace(tzinfo=None, fold=0)


def _timed(moment: Moment) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def count_by_month(records: Iterable[SessionRecord]) -> dict[str, int]:
    """How many sessions begin in each month, `2026-03`, in order."""
    counts: dict[str, int] = {}
    for record in sorted(records, key=lambda each: each.starts_at):
        month = f"{record.starts_at:%Y-%m}"
        counts[month] = counts.get(month, 0) + 1
    return counts
