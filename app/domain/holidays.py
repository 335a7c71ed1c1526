"""Public and school holidays of mainland France."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

SCHOOL_ZONES = ("A", "B", "C")

PUBLISHED_UNTIL = date(2027, 8, 31)
"""The last day of the school calendar published by the ministry; later holidays follow its usual rule only."""


@dataclass(frozen=True, slots=True)
class DayMark:
    """What makes a day special; empty texts where nothing does."""

    day: date
    public_holiday: str = ""
    school_holiday: str = ""
    official: bool = True
    """Whether the school holiday is published, not just expected."""


def day_marks(first: date, last: date, zone: str, language: str) -> dict[date, DayMark]:
    """The special days from `first` to `last`, both included, for a school zone A, B or C.

    Names are in the language `fr` or `en`. Dates come from the package `holidays`.
    """
    marks: dict[date, DayMark] = {}
    for year in range(first.year, last.year + 1):
        for mark in _year(year, zone, language):
            if first <= mark.day <= last:
                marks[mark.day] = mark
    return marks


def is_public_holiday(day: date) -> bool:
    """Whether a day is a public holiday in mainland France."""
    return any(mark.day == day and mark.public_holiday for mark in _year(day.year, "A", "fr"))


@lru_cache(maxsize=64)
def _year(year: int, zone: str, language: str) -> tuple[DayMark, ...]:
    import holidays  # takes a while to load, and no screen but the calendar needs it

    words = "fr" if language == "fr" else "en_US"
    public = holidays.country_holidays("FR", years=year, language=words)
    school = holidays.country_holidays(
        "FR", subdiv=f"Zone {zone}", years=year, categories=("school",), language=words
    )
    marks = []
    day = date(year, 1, 1)
    while day.year == year:
        if day in public or day in school:
            named = school.get(day, "")
            marks.append(DayMark(day, public.get(day, ""), named, day <= PUBLISHED_UNTIL))
        day += timedelta(days=1)
    return tuple(marks)
