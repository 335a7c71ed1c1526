"""Calendar files for tests: made here, and those from the wild beside the project where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

WILD = Path(__file__).parents[3] / "shared" / "data" / "ics"

PARIS = """BEGIN:VTIMEZONE
TZID:Chez nous
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def wild(name: str = "") -> Path:
    """A file or folder of calendars from the wild; skips the test where they are not beside the project."""
    path = WILD / name
    if not path.exists():
        pytest.skip("the calendars from the wild are not beside the project (../shared/data/ics)")
    return path


def calendar(*events: str, before: str = "") -> bytes:
    """A calendar of events, each given by its lines."""
    inner = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{before}{inner}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()
