"""What a user may choose about the calendar views, and what a screen hands to them while dragging."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """Preferences shared by all calendar views."""

    first_weekday: int = 0
    """0 is Monday."""
    weekend_share: float = 0.72
    """The width of a day of the weekend in parts of a working day's, 0.3 to 1."""
    week_numbers: bool = True
    day_start: time = time(8)
    """Working hours: what the week and the day show first."""
    day_end: time = time(20)
    usual_start: time = time(14)
    """When a session starts that is made on a day of the month view."""
    usual_length: timedelta = timedelta(hours=2)
    snap: int = 15
    """Minutes to which the time grid rounds."""


@dataclass(frozen=True, slots=True)
class ClashText:
    """Why the place under the pointer does not suit, in the reader's language: who, what, where."""

    text: str
