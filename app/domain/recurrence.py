"""Recurrence rules of RFC 5545 (3.3.10): what they say, and the dates that they make.

Dates are naive: wall-clock time where the series lives, which is how the RFC counts them. Zones,
exceptions and added dates are the caller's. Where the RFC lets the start fill in what a rule does
not say, it does so here too: a week without a weekday takes the start's, a day of the month in a
yearly rule without a month takes the start's month.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count as numbers

from app.domain.recurrence_rule import Budget, Frequency, Rule

_LAST_DAY = date.max.toordinal()
_FIRST_DAY = date.min.toordinal()

_PER_DAY = {Frequency.HOURLY: 24, Frequency.MINUTELY: 1440, Frequency.SECONDLY: 86400}
_STEP = {
    Frequency.WEEKLY: timedelta(weeks=1),
    Frequency.DAILY: timedelta(days=1),
    Frequency.HOURLY: timedelta(hours=1),
    Frequency.MINUTELY: timedelta(minutes=1),
    Frequency.SECONDLY: timedelta(seconds=1),
}


def starts(
    rule: Rule,
    start: datetime,
    *,
    after: datetime,
    before: datetime,
    until: datetime | None,
    budget: Budget,
    start_counts: bool = True,
) -> Iterator[datetime]:
    """The moments of a series from `after` on and before `before`, in order, each once.

    The start is the first of them, whether or not the rule would make it (RFC 5545, 3.3.10 and
    3.8.5.3); without `start_counts` only where the rule makes it, as befits the second rule of a
    series. All are naive; `until` is the rule's own in the series' wall-clock, the last moment that counts.
    Raises `TooManyDates` where the budget does not suffice.
    """
    if until is not None and until < before:
        before = min(before, _next_second(until))
    if rule.plain and rule.frequency in _STEP:
        yield from _progression(rule, start, after, before, budget)
        return
    made = int(start_counts)
    if start_counts and after <= start < before:
        yield start
    earliest = start if rule.count is not None else max(start, after)
    for moment in _made(rule, start, earliest, before, budget):
        if moment >= before or (rule.count is not None and made >= rule.count):
            return
        if moment < start or (start_counts and moment == start):
            continue
        made += 1
        if moment >= after:
            yield moment


def _next_second(moment: datetime) -> datetime:
    try:
        return moment + timedelta(seconds=1)
    except OverflowError:
        return moment


def _progression(
    rule: Rule, start: datetime, after: datetime, before: datetime, budget: Budget
) -> Iterator[datetime]:
    """The dates of a rule that only says how far apart they are: no need to go through those before."""
    try:
        step = _STEP[rule.frequency] * rule.interval
    except OverflowError:
        step = timedelta.max
    first = max(0, -((start - after) // step))
    for number in numbers(first):
        if rule.count is not None and number >= rule.count:
            return
        budget.spend()
        try:
            moment = start + number * step
        except OverflowError:
            return
        if moment >= before:
            return
        if moment >= after:
            yield moment


def _made(
    rule: Rule, start: datetime, earliest: datetime, before: datetime, budget: Budget
) -> Iterator[datetime]:
    """What the rule makes, period by period, beginning with the period of `earliest` or an earlier one."""
    if rule.frequency >= Frequency.HOURLY:
        return _within_days(rule, start, earliest, before, budget)
    return _by_days(rule, start, earliest, before, budget)


# --- periods of days and longer ---------------------------------------------------------------------


def _by_days(
    rule: Rule, start: datetime, earliest: datetime, before: datetime, budget: Budget
) -> Iterator[datetime]:
    times = _times(rule, start)
    first, last = earliest.date(), before.date()
    for period in _periods(rule, start.date(), first, last):
        days = _days_of(rule, start.date(), period)
        budget.spend(1 + len(days) * len(times))
        moments = [
            datetime.combine(date.fromordinal(day), at)
            for day in days
            if _FIRST_DAY <= day <= _LAST_DAY
            for at in times
        ]
        yield from _chosen(rule, moments)


def _periods(rule: Rule, start: date, first: date, last: date) -> Iterator[int]:
    """The periods' numbers: years, months since year 0, or days' ordinals; one before `first` and one
    after `last` are among them, because weeks of a year reach over its ends."""
    match rule.frequency:
        case Frequency.YEARLY:
            origin, near, far = start.year, first.year - 1, last.year + 1
            if rule.weeks:
                origin = _year_of_week(start, rule.week_start)
            end = date.max.year
        case Frequency.MONTHLY:
            origin, near, far = _month(start), _month(first), _month(last)
            end = date.max.year * 12 + 11
        case Frequency.WEEKLY:
            origin = start.toordinal() - (start.weekday() - rule.week_start) % 7
            near, far = first.toordinal() - 6, last.toordinal()
            end = _LAST_DAY
        case _:
            origin, near, far = start.toordinal(), first.toordinal(), last.toordinal()
            end = _LAST_DAY
    step = rule.interval * (7 if rule.frequency is Frequency.WEEKLY else 1)
    begin = origin + max(0, -((origin - near) // step)) * step
    return iter(range(begin, min(far, end) + 1, step))


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _days_of(rule: Rule, start: date, period: int) -> list[int]:
    """The days of a period that the rule means, as ordinals in order."""
    match rule.frequency:
        case Frequency.YEARLY:
            return _days_of_year(rule, start, period)
        case Frequency.MONTHLY:
            return _days_of_month(rule, start, period)
        case Frequency.WEEKLY:
            weekdays = rule.any_weekday or frozenset((start.weekday(),))
            week = (day for day in range(period, period + 7) if (day - 1) % 7 in weekdays)
            return [day for day in week if _admitted(rule, day, weekdays=False)]
        case _:
            return [period] if _admitted(rule, period) else []


def _days_of_year(rule: Rule, start: date, year: int) -> list[int]:
    if rule.weeks:
        return _days_of_weeks(rule, start, year)
    first, length = date(year, 1, 1).toordinal(), 366 if isleap(year) else 365
    if rule.year_days:
        wanted = {number if number > 0 else length + 1 + number for number in rule.year_days}
        days = sorted(first + number - 1 for number in wanted if 1 <= number <= length)
        return [day for day in days if _admitted(rule, day, year_days=False)]
    if rule.weekdays and not rule.month_days and not rule.months:
        return _nth_weekdays(rule, first, length)
    found: list[int] = []
    for month in rule.months or (start.month,):
        found += _days_within_month(rule, start, year, month)
    return found


def _days_of_weeks(rule: Rule, start: date, year: int) -> list[int]:
    """Weeks as ISO 8601 numbers them, from any weekday; the first may begin in the year before."""
    begin = _first_week(year, rule.week_start)
    total = (_first_week(year + 1, rule.week_start) - begin) // 7
    wanted = sorted({number if number > 0 else total + 1 + number for number in rule.weeks})
    weekdays = rule.any_weekday
    if not weekdays and not rule.month_days and not rule.year_days:
        weekdays = frozenset((start.weekday(),))
    return [
        day
        for number in wanted
        if 1 <= number <= total
        for day in range(begin + 7 * (number - 1), begin + 7 * number)
        if (not weekdays or (day - 1) % 7 in weekdays)
        and _FIRST_DAY <= day <= _LAST_DAY
        and _admitted(rule, day, weeks=False, weekdays=False)
    ]


def _first_week(year: int, week_start: int) -> int:
    """The ordinal of the first day of the first week with four days in the year."""
    fourth = date(year, 1, 4).toordinal() if year <= date.max.year else _LAST_DAY + 4
    return fourth - ((fourth - 1) - week_start) % 7


def _days_of_month(rule: Rule, start: date, period: int) -> list[int]:
    year, month = divmod(period, 12)
    if rule.months and month + 1 not in rule.months:
        return []
    if (rule.year_days or rule.weeks) and not rule.month_days and not rule.weekdays:
        first = date(year, month + 1, 1).toordinal()
        return [day for day in range(first, first + monthrange(year, month + 1)[1]) if _admitted(rule, day)]
    days = _days_within_month(rule, start, year, month + 1)
    if rule.year_days or rule.weeks:
        return [day for day in days if _admitted(rule, day, weekdays=False)]
    return days


def _days_within_month(rule: Rule, start: date, year: int, month: int) -> list[int]:
    first, length = date(year, month, 1).toordinal(), monthrange(year, month)[1]
    if rule.weekdays and not rule.month_days:
        return _nth_weekdays(rule, first, length)
    wanted = {number if number > 0 else length + 1 + number for number in rule.month_days or (start.day,)}
    days = sorted(first + number - 1 for number in wanted if 1 <= number <= length)
    if rule.weekdays:
        weekdays = set(_nth_weekdays(rule, first, length))
        return [day for day in days if day in weekdays]
    return days


def _nth_weekdays(rule: Rule, first: int, length: int) -> list[int]:
    """The weekdays that a rule means within a span of days: all Mondays, the second, the last."""
    found: set[int] = set()
    for ordinal, weekday in rule.weekdays:
        begin = first + (weekday - (first - 1)) % 7
        all_of_them = range(begin, first + length, 7)
        if ordinal == 0:
            found.update(all_of_them)
        elif -len(all_of_them) <= ordinal <= len(all_of_them):
            found.add(all_of_them[ordinal - 1 if ordinal > 0 else ordinal])
    return sorted(found)


def _admitted(
    rule: Rule, ordinal: int, *, weekdays: bool = True, year_days: bool = True, weeks: bool = True
) -> bool:
    """Whether a day passes the parts of a rule that only limit."""
    if weekdays and rule.weekdays and (ordinal - 1) % 7 not in rule.any_weekday:
        return False
    if not (rule.months or rule.month_days or rule.year_days or rule.weeks):
        return True
    day = date.fromordinal(ordinal)
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days:
        length = monthrange(day.year, day.month)[1]
        if day.day not in rule.month_days and day.day - length - 1 not in rule.month_days:
            return False
    if year_days and rule.year_days:
        number = ordinal - date(day.year, 1, 1).toordinal() + 1
        length = 366 if isleap(day.year) else 365
        if number not in rule.year_days and number - length - 1 not in rule.year_days:
            return False
    return not (weeks and rule.weeks) or _in_weeks(rule, day)


def _year_of_week(day: date, week_start: int) -> int:
    """The year to which the week of a day belongs: at its ends that can be the next or the last."""
    year = day.year + 1
    while day.toordinal() < _first_week(year, week_start):
        year -= 1
    return max(year, 1)


def _in_weeks(rule: Rule, day: date) -> bool:
    ordinal, year = day.toordinal(), _year_of_week(day, rule.week_start)
    begin = _first_week(year, rule.week_start)
    total = (_first_week(year + 1, rule.week_start) - begin) // 7
    number = (ordinal - begin) // 7 + 1
    return number in rule.weeks or number - total - 1 in rule.weeks


def _times(rule: Rule, start: datetime) -> list[time]:
    """The times of a day, for periods of a day and longer."""
    return [
        time(hour, minute, second)
        for hour in rule.hours or (start.hour,)
        for minute in rule.minutes or (start.minute,)
        for second in rule.seconds or (start.second,)
    ]


def _chosen(rule: Rule, moments: list[datetime]) -> list[datetime]:
    """Those of a period's moments that stand at the positions that a rule names."""
    if not rule.positions:
        return moments
    places = {place - 1 if place > 0 else len(moments) + place for place in rule.positions}
    return [moments[place] for place in sorted(places) if 0 <= place < len(moments)]


# --- periods within a day ---------------------------------------------------------------------------


def _within_days(
    rule: Rule, start: datetime, earliest: datetime, before: datetime, budget: Budget
) -> Iterator[datetime]:
    """Hours, minutes and seconds, a day at a time: days that the rule does not mean cost next to nothing."""
    per_day = _PER_DAY[rule.frequency]
    length = 86400 // per_day
    origin = start.toordinal() * per_day + _second_of_day(start) // length
    day, last = earliest.toordinal(), before.toordinal()
    while day <= last:
        budget.spend(3)
        if not _admitted(rule, day):
            day = _next_day(rule, day)
            continue
        begin = _second_of_day(earliest) // length if day == earliest.toordinal() else 0
        offset = (origin - day * per_day - begin) % rule.interval
        midnight = datetime.combine(date.fromordinal(day), time())
        for unit in range(begin + offset, per_day, rule.interval):
            budget.spend()
            moments = _within_unit(rule, start, midnight, unit * length)
            if moments:
                yield from _chosen(rule, moments)
        if rule.interval > per_day:
            reached = max(day + 1, (day * per_day + begin + offset) // per_day)
            day = reached
        else:
            day += 1


def _next_day(rule: Rule, day: int) -> int:
    """The next day that may be meant: the first of another month where this month is not."""
    if rule.months:
        today = date.fromordinal(day)
        if today.month not in rule.months:
            return day - today.day + 1 + monthrange(today.year, today.month)[1]
    return day + 1


def _second_of_day(moment: datetime) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _within_unit(rule: Rule, start: datetime, midnight: datetime, second: int) -> list[datetime]:
    """The moments of an hour, a minute or a second that begins so many seconds after midnight."""
    hour, minute = second // 3600, second // 60 % 60
    if rule.hours and hour not in rule.hours:
        return []
    if rule.frequency >= Frequency.MINUTELY and rule.minutes and minute not in rule.minutes:
        return []
    if rule.frequency is Frequency.SECONDLY:
        if rule.seconds and second % 60 not in rule.seconds:
            return []
        return [midnight + timedelta(seconds=second)]
    minutes = (minute,) if rule.frequency is Frequency.MINUTELY else rule.minutes or (start.minute,)
    return [
        midnight + timedelta(hours=hour, minutes=at, seconds=exact)
        for at in minutes
        for exact in rule.seconds or (start.second,)
    ]
