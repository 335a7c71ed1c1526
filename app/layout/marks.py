"""What a day is besides its sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DayMark:
    """A public holiday, a day of school holidays, or both; names are in the reader's language."""

    day: date
    public_holiday: str
    """Its name, “Armistice 1918”; empty where it is a working day."""
    school_holiday: str
    """The name of the school holidays and their zones; empty in term time."""
    official: bool
    """Whether the dates are published; otherwise they are a forecast."""
