"""Our own calendar files: sessions as other programs read them, without anybody's name or notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time

from app.domain.kinds import SessionStatus
from app.queries.calendar_export import ExportedSession

_LONGEST_LINE = 75
"""Bytes of a line (RFC 5545, 3.1)."""

_ZONE = "Europe/Paris"
_HEAD = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Palier//Palier//FR
CALSCALE:GREGORIAN
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""
_STATUS = {
    SessionStatus.OPTION: "TENTATIVE",
    SessionStatus.CANCELLED: "CANCELLED",
    SessionStatus.SKIPPED: "CANCELLED",
}


def calendar_file(sessions: Iterable[ExportedSession], made_at: datetime) -> bytes:
    """The sessions as a calendar; whole days are days, all else is by the clock of Paris.

    `made_at` is the moment now, local. The same sessions at the same moment give the same bytes.
    """
    lines = _HEAD.split("\n")
    stamp = f"{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for session in sessions:
        lines += _event(session, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line))


def _event(session: ExportedSession, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(session.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{session.version - 1}"
    if session.starts_at.time() == session.ends_at.time() == time():
        yield f"DTSTART;VALUE=DATE:{session.starts_at:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{session.ends_at:%Y%m%d}"
    else:
        yield f"DTSTART;TZID={_ZONE}:{session.starts_at:%Y%m%dT%H%M%S}"
        yield f"DTEND;TZID={_ZONE}:{session.ends_at:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_escaped(session.title)}"
    yield f"X-PALIER-ACTION:{_escaped(session.action)}"
    if session.venue:
        yield f"LOCATION:{_escaped(session.venue)}"
    yield f"STATUS:{_STATUS.get(session.status, 'CONFIRMED')}"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[bytes]:
    """The line in parts of at most 75 bytes, none of which cuts a character."""
    data = line.encode("utf-8", "replace")
    lead = b""
    while len(lead) + len(data) > _LONGEST_LINE:
        end = _LONGEST_LINE - len(lead)
        while data[end] & 0xC0 == 0x80:
            end -= 1
        yield lead + data[:end]
        data, lead = data[end:], b" "
    yield lead + data
