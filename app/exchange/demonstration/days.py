"""The days of the demonstration: named days, weekly series, public holidays and pauses around today."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

from app.exchange.demonstration.script import SeriesScript

_BEFORE, _AFTER = timedelta(days=304), timedelta(days=60)
"""A feast of the year is the one in this span around today, which is a year long."""


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def named_day(name: str, today: date) -> date:
    """The day that a script names.

    `2020-03-24` is that day; `today+3` and `today-9` count from today; `week-8 thu` is the Thursday
    eight weeks ago; `neighbours_day` (last Friday of May), `blue_week+2` (the week of older people
    in early October and days after its Monday), `year_end` (Friday before Christmas week) and
    `summer+5` (days after 1 July) are the ones nearest to today.
    """
    if name[0].isdigit():
        return date.fromisoformat(name)
    if name.startswith("week"):
        weeks, weekday = name.removeprefix("week").split()
        offset = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(weekday)
        return monday(today) + timedelta(weeks=int(weeks), days=offset)
    word = name.rstrip("+-0123456789")
    days = timedelta(days=int(name[len(word) :] or 0))
    if word == "today":
        return today + days
    for year in (today.year - 1, today.year, today.year + 1):
        day = _feast(word, year)
        if today - _BEFORE <= day <= today + _AFTER:
            return day + days
    return _feast(word, today.year) + days


def series_days(series: SeriesScript, today: date) -> list[date]:
    """The days of a series in order, without public holidays long past and without its pauses."""
    if series.on:
        return sorted(named_day(name, today) for name in series.on)
    first, last = series.weeks
    start = monday(today) + timedelta(days=series.weekday)
    found = []
    for week in range(first, last + 1, series.every):
        day = start + timedelta(weeks=week)
        if series.holidays and _pause(day) and abs(day - today) > timedelta(days=21):
            continue
        if public_holiday(day) and day < today - timedelta(days=28):
            continue
        found.append(day)
    return found


def public_holiday(day: date) -> bool:
    """Whether the day is a public holiday in France."""
    return day in _public_holidays(day.year)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", years=year))


def _pause(day: date) -> bool:
    """August and the turn of the year, when most things stand still."""
    return (
        (day.month == 8 and day.day <= 24)
        or (day.month, day.day) >= (12, 24)
        or (day.month, day.day) <= (1, 2)
    )


def _feast(word: str, year: int) -> date:
    if word == "neighbours_day":
        last = date(year, 5, 31)
        return last - timedelta(days=(last.weekday() - 4) % 7)
    if word == "blue_week":
        first = date(year, 10, 1)
        return first + timedelta(days=(-first.weekday()) % 7)
    if word == "year_end":
        return monday(date(year, 12, 25)) - timedelta(days=3)
    if word == "summer":
        return date(year, 7, 1)
    raise ValueError(f"the script names a day that is not known: {word}")
