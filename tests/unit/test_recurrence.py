"""Recurrence rules: the examples of RFC 5545, what dateutil also knows, and hostile ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from time import process_time

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.recurrence import starts
from app.domain.recurrence_rule import Budget, TooManyDates
from app.domain.recurrence_text import BadRule, parse_rule

FAR = datetime(9999, 12, 31)


def made(
    text: str,
    start: datetime,
    *,
    after: datetime | None = None,
    before: datetime = FAR,
    most: int = 12,
    budget: Budget | None = None,
) -> list[datetime]:
    rule = parse_rule(text)
    until = rule.until
    if isinstance(until, date) and not isinstance(until, datetime):
        until = datetime(until.year, until.month, until.day, 23, 59, 59)
    elif until is not None:
        until = until.replace(tzinfo=None)
    found = starts(
        rule, start, after=after or start, before=before, until=until, budget=budget or Budget(200_000)
    )
    return list(islice(found, most))


def days(text: str, start: datetime, most: int = 12) -> list[str]:
    return [f"{moment:%Y-%m-%d}" for moment in made(text, start, most=most)]


SEPT = datetime(1997, 9, 2, 9)


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("FREQ=DAILY;COUNT=3", SEPT, "1997-09-02 1997-09-03 1997-09-04"),
        ("FREQ=DAILY;INTERVAL=10;COUNT=3", SEPT, "1997-09-02 1997-09-12 1997-09-22"),
        ("FREQ=WEEKLY;COUNT=3;WKST=SU;BYDAY=TU,TH", SEPT, "1997-09-02 1997-09-04 1997-09-09"),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
            datetime(1997, 8, 5, 9),
            "1997-08-05 1997-08-10 1997-08-19 1997-08-24",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            datetime(1997, 8, 5, 9),
            "1997-08-05 1997-08-17 1997-08-19 1997-08-31",
        ),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=1FR", datetime(1997, 9, 5, 9), "1997-09-05 1997-10-03 1997-11-07"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", datetime(1997, 9, 22, 9), "1997-09-22 1997-10-20 1997-11-17"),
        ("FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", datetime(1997, 9, 28, 9), "1997-09-28 1997-10-29 1997-11-28"),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=1,-1", datetime(1997, 9, 30, 9), "1997-09-30 1997-10-01 1997-10-31"),
        ("FREQ=MONTHLY;COUNT=4", datetime(2007, 1, 31, 9), "2007-01-31 2007-03-31 2007-05-31 2007-07-31"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", datetime(1997, 9, 4, 9), "1997-09-04 1997-10-07 1997-11-06"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3", datetime(1997, 9, 29, 9), "1997-09-29 1997-10-30 1997-11-27"),
        ("FREQ=YEARLY;COUNT=4;BYMONTH=6,7", datetime(1997, 6, 10, 9), "1997-06-10 1997-07-10 1998-06-10 1998-07-10"),
        ("FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200", datetime(1997, 1, 1, 9), "1997-01-01 1997-04-10 1997-07-19 2000-01-01"),
        ("FREQ=YEARLY;BYDAY=20MO;COUNT=3", datetime(1997, 5, 19, 9), "1997-05-19 1998-05-18 1999-05-17"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3", datetime(1997, 5, 12, 9), "1997-05-12 1998-05-11 1999-05-17"),
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3", datetime(1996, 11, 5, 9), "1996-11-05 2000-11-07 2004-11-02"),
        ("FREQ=YEARLY;COUNT=3", datetime(2024, 2, 29), "2024-02-29 2028-02-29 2032-02-29"),
    ],
)  # fmt: skip
def test_the_examples_of_the_rfc_come_out(rule: str, start: datetime, expected: str) -> None:
    assert days(rule, start) == expected.split()


def test_fridays_the_thirteenth_are_found_and_the_start_counts_as_the_first() -> None:
    found = days("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=4", SEPT)
    assert found == ["1997-09-02", "1998-02-13", "1998-03-13", "1998-11-13"]


def test_a_week_without_a_weekday_takes_that_of_the_start() -> None:
    assert days("FREQ=YEARLY;BYWEEKNO=20;COUNT=3", datetime(1997, 5, 13)) == [
        "1997-05-13",
        "1998-05-12",
        "1999-05-18",
    ]


def test_a_day_of_the_month_in_a_yearly_rule_takes_the_month_of_the_start() -> None:
    assert days("FREQ=YEARLY;BYMONTHDAY=16;COUNT=3", datetime(2020, 7, 16)) == [
        "2020-07-16",
        "2021-07-16",
        "2022-07-16",
    ]


def test_the_first_week_of_every_other_year_may_begin_in_the_year_before() -> None:
    found = days("FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1;BYDAY=MO;COUNT=3", datetime(2018, 12, 31))
    assert found == ["2018-12-31", "2021-01-04", "2023-01-02"]


def test_a_position_counts_within_the_whole_first_week() -> None:
    # The start is a Thursday: Monday of its week is the first, though it lies before the start.
    found = days("FREQ=WEEKLY;BYDAY=MO,TH;BYSETPOS=2;COUNT=3", datetime(2026, 1, 8))
    assert found == ["2026-01-08", "2026-01-15", "2026-01-22"]


def test_hours_minutes_and_seconds_follow_their_parts() -> None:
    at = [f"{moment:%d %H:%M:%S}" for moment in made("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z", SEPT)]
    assert at == ["02 09:00:00", "02 12:00:00", "02 15:00:00"]
    at = [f"{moment:%H:%M}" for moment in made("FREQ=MINUTELY;INTERVAL=90;COUNT=4", SEPT)]
    assert at == ["09:00", "10:30", "12:00", "13:30"]
    at = [f"{moment:%d %H:%M}" for moment in made("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,16;COUNT=7", SEPT)]
    assert at == ["02 09:00", "02 09:20", "02 09:40", "02 16:00", "02 16:20", "02 16:40", "03 09:00"]
    at = [f"{moment:%H:%M:%S}" for moment in made("FREQ=SECONDLY;BYSECOND=0,30;BYMINUTE=5;COUNT=4", SEPT)]
    assert at == ["09:00:00", "09:05:00", "09:05:30", "10:05:00"]


# --- against dateutil, where it follows the RFC -----------------------------------------------------

numbers = st.sampled_from
RULES = st.fixed_dictionaries(
    {
        "FREQ": numbers(["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"]),
        "INTERVAL": numbers(["1", "1", "2", "3", "7", "25"]),
    },
    optional={
        "WKST": numbers(["MO", "SU", "TH"]),
        "BYMONTH": numbers(["1", "2,7", "12", "3,6,9,12"]),
        "BYMONTHDAY": numbers(["1", "13", "31", "-1", "1,15,-2"]),
        "BYDAY": numbers(["MO", "TU,SU", "FR", "MO,TU,WE,TH,FR", "1FR", "-1SU", "2MO,-2WE"]),
        "BYWEEKNO": numbers(["1", "20", "53", "-1", "10,52"]),
        "BYYEARDAY": numbers(["1", "100", "366", "-1", "1,200,-10"]),
        "BYHOUR": numbers(["8", "9,17", "0"]),
        "BYMINUTE": numbers(["0", "15,45"]),
        "BYSECOND": numbers(["0", "30"]),
        "BYSETPOS": numbers(["1", "-1", "2,-2"]),
        "COUNT": numbers(["1", "5", "40"]),
    },
)


@given(
    parts=RULES,
    start=st.datetimes(datetime(1996, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(microsecond=0)),
    later=st.integers(0, 900),
)
def test_our_dates_are_those_of_dateutil_where_it_follows_the_rfc(
    parts: dict[str, str], start: datetime, later: int
) -> None:
    rule = parse_rule(";".join(f"{name}={value}" for name, value in parts.items()))
    named = set(parts)
    assume(not _dateutil_differs(parts, named))
    text = ";".join(f"{name}={value}" for name, value in parts.items() if name != "COUNT")
    after, before = start + timedelta(days=later), start + timedelta(days=later + 500)
    try:
        ours = list(
            islice(starts(rule, start, after=after, before=before, until=None, budget=Budget(60_000)), 200)
        )
    except TooManyDates:
        assume(False)
    theirs = rrulestr(f"RRULE:{text}", dtstart=start)
    every = (moment for moment in theirs if moment > start)
    series = [start, *islice(every, rule.count - 1)] if rule.count else None
    if series is None:
        first = [start] if after == start else []
        expected = first + list(islice((m for m in theirs.xafter(after, inc=True) if m > start), 200))
        expected = [moment for moment in expected if moment < before][:200]
    else:
        expected = [moment for moment in series if after <= moment < before]
    assert ours == expected


def _dateutil_differs(parts: dict[str, str], named: set[str]) -> bool:
    """Where dateutil reads the RFC otherwise, or would look for ever, or the RFC forbids the parts together."""
    frequency = parts["FREQ"]
    ordinal = any(character.isdigit() for character in parts.get("BYDAY", ""))
    if frequency in ("HOURLY", "MINUTELY", "SECONDLY"):
        return True  # it looks at every minute of the years between: tried by hand above and below
    if frequency != "YEARLY" and named & {"BYWEEKNO", "BYYEARDAY"}:
        return True
    if frequency == "WEEKLY" and named & {"BYMONTHDAY", "BYSETPOS"}:
        return True  # its first week begins at the start
    if frequency in ("WEEKLY", "DAILY") and ordinal:
        return True
    if frequency == "YEARLY":
        if "BYMONTHDAY" in named and "BYMONTH" not in named:
            return True
        if "BYWEEKNO" in named and ("BYDAY" not in named or ordinal or named & {"BYSETPOS", "BYYEARDAY"}):
            return True
        if "BYWEEKNO" in named and parts["INTERVAL"] != "1":
            return True  # weeks that lie in two years
        if "BYYEARDAY" in named and ordinal:
            return True
    impossible = {"BYMONTHDAY", "BYMONTH", "BYYEARDAY", "BYWEEKNO"} & named
    return len(impossible) > 2  # most such rules never come true


@given(
    unit=st.sampled_from([("HOURLY", 3600), ("MINUTELY", 60), ("SECONDLY", 1)]),
    interval=st.integers(1, 100_000),
    hours=st.sets(st.integers(0, 23), min_size=1, max_size=4),
    later=st.integers(0, 40),
)
def test_short_periods_are_those_that_counting_one_by_one_finds(
    unit: tuple[str, int], interval: int, hours: set[int], later: int
) -> None:
    frequency, seconds = unit
    start = datetime(2026, 3, 14, 7, 5, 9)
    after = start + timedelta(days=later)
    before = after + timedelta(days=1 if frequency == "SECONDLY" else 3)
    text = f"FREQ={frequency};INTERVAL={interval};BYHOUR={','.join(map(str, sorted(hours)))}"
    ours = made(text, start, after=after, before=before, most=10**6, budget=Budget(10**6))
    step = interval * seconds
    number = max(0, -(-later * 86400 // step))
    expected = []
    while (moment := start + timedelta(seconds=number * step)) < before:
        if moment.hour in hours or number == 0:
            expected.append(moment)
        number += 1
    assert ours == expected


# --- bounds -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;COUNT=1000000000",
        "FREQ=MINUTELY;INTERVAL=7;COUNT=1000000000",
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=WEEKLY;INTERVAL=999999999999",
        "FREQ=YEARLY;BYMONTH=1;INTERVAL=1000000000",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "FREQ=HOURLY;INTERVAL=1000000000;BYHOUR=3",
    ],
)
def test_endless_rules_answer_for_a_month_far_from_their_start_at_once(text: str) -> None:
    begun = process_time()
    found = made(
        text, datetime(1970, 1, 1), after=datetime(2026, 3, 1), before=datetime(2026, 3, 2), most=10**6
    )
    assert len(found) <= 86_400
    assert process_time() - begun < 5


@pytest.mark.parametrize("text", ["FREQ=SECONDLY;BYSECOND=1;COUNT=1000000000", "FREQ=SECONDLY;BYHOUR=3"])
def test_a_rule_that_must_be_counted_out_for_ever_is_given_up(text: str) -> None:
    with pytest.raises(TooManyDates, match="more dates than can be followed"):
        made(text, datetime(1970, 1, 1), before=FAR, most=10**9)


def test_the_end_of_all_years_is_no_accident() -> None:
    assert days("FREQ=DAILY", datetime(9999, 12, 30)) == ["9999-12-30"]
    assert days("FREQ=YEARLY;BYWEEKNO=52;BYDAY=FR", datetime(9998, 1, 1))[-1] == "9998-12-25"
    assert made("FREQ=YEARLY", datetime(1, 1, 1), before=datetime(2, 6, 1)) == [
        datetime(1, 1, 1),
        datetime(2, 1, 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "", "FREQ", "FREQ=OFTEN", "INTERVAL=1", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;UNTIL=tomorrow", "FREQ=DAILY;UNTIL=20260230", "FREQ=WEEKLY;BYDAY=XX", "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=YEARLY;BYMONTH=13", "FREQ=DAILY;BYHOUR=24", "FREQ=WEEKLY;UNTL=20260101",
        "FREQ=DAILY;BYSETPOS=0", "RSCALE=HEBREW;FREQ=YEARLY", "FREQ=DAILY;WKST=1", "D1 #10",
        "FREQ=DAILY;COUNT=" + "9" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadRule, match="rule"):
        parse_rule(text)


def test_a_rule_is_read_whatever_its_order_and_case() -> None:
    rule = parse_rule("byday=-1fr,2MO;until=20261218T225959Z;Freq=monthly;X-OURS=1;bysecond=60,5;")
    assert (rule.weekdays, rule.until) == (((-1, 4), (2, 0)), datetime(2026, 12, 18, 22, 59, 59, tzinfo=UTC))
    assert rule.seconds == (5,)
