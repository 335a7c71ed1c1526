"""What takes place by a calendar file: the answers recorded for files from the wild, and hostile files."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from time import process_time
from typing import Any

import pytest

from app.domain.errors import PalierError, UnreadableFile
from app.domain.recurrence_rule import TooManyDates
from app.exchange.icalendar.moments import Moment
from app.exchange.icalendar.occurrences import occurrences
from app.exchange.icalendar.reading import read_calendar
from app.exchange.icalendar.sessions import sessions_of
from tests.exchange.calendars import PARIS, calendar, wild


def took_place(data: bytes, first: Moment, last: Moment) -> list[str]:
    found, problems = occurrences(read_calendar(data, "x.ics"), first, last)
    assert not problems
    return [f"{each.start.isoformat()} {each.event.summary}".strip() for each in found]


def told(data: bytes, first: Moment = date(2026, 1, 1), last: Moment = date(2027, 1, 1)) -> list[str]:
    file = read_calendar(data, "x.ics")
    _, problems = occurrences(file, first, last)
    return [
        f"{each.line} {each.reason.msgid.format(**dict(each.reason.fields))}"
        for each in (*file.problems, *problems)
    ]


# --- the answers recorded by another program --------------------------------------------------------


def _moment(value: Any) -> Moment:
    if isinstance(value, int):
        return date(value, 1, 1)
    if isinstance(value, list):
        filled = value + [1] * (3 - len(value))
        return date(*filled) if len(filled) == 3 else datetime(*filled)
    if len(value) == 8:
        return datetime.strptime(value, "%Y%m%d").date()
    return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)


def span_of(query: dict[str, Any]) -> tuple[Moment, Moment]:
    """The span that a recorded call asked for: `between` two moments, or `at` a year, month, day, hour, minute or second."""
    first = _moment(query["args"][0])
    if query["call"] == "between":
        return first, _moment(query["args"][1])
    asked = query["args"][0]
    parts = [asked] if isinstance(asked, int) else asked
    if isinstance(first, datetime):
        units = {4: timedelta(hours=1), 5: timedelta(minutes=1)}
        return first, first + units.get(len(parts) if isinstance(parts, list) else 6, timedelta(seconds=1))
    if isinstance(parts, list) and len(parts) == 1:
        return first, date(first.year + 1, 1, 1)
    if isinstance(parts, list) and len(parts) == 2:
        return first, (first + timedelta(days=31)).replace(day=1)
    return first, first + timedelta(days=1)


def queries() -> list[dict[str, Any]]:
    """The recorded queries that ask for events."""
    recorded = json.loads(wild("oracles/occurrences_public.json").read_text(encoding="utf-8"))
    return [each for each in recorded if json.loads(each["options"])["components"] == ["VEVENT"]]


def test_every_recorded_query_for_events_gets_the_recorded_answer() -> None:
    asked = queries()
    assert len(asked) >= 151
    wrong = []
    for query in asked:
        file = read_calendar(wild(f"calendars/{query['file']}").read_bytes(), query["file"])
        found, _ = occurrences(file, *span_of(query))
        ours = sorted(
            (each.start.isoformat(), each.end.isoformat(), each.event.uid, each.event.summary)
            for each in found
        )
        theirs = sorted(
            (each["start"], each["end"], each["uid"] or "", each["summary"] or "")
            for each in query["occurrences"]
        )
        if ours != theirs:
            wrong.append((query["file"], query["args"], ours, theirs))
    assert wrong == []


def test_every_calendar_from_the_wild_is_read_or_refused_with_a_sentence_in_seconds() -> None:
    files = sorted(wild("calendars").iterdir())
    assert len(files) == 187
    refused: dict[str, str] = {}
    for path in files:
        begun = process_time()
        try:
            file = read_calendar(path.read_bytes(), path.name)
            occurrences(file, date(1990, 1, 1), date(2040, 1, 1))
            sessions_of(file, date(2026, 11, 12))
        except UnreadableFile as problem:
            refused[path.name] = str(problem)
        assert process_time() - begun < 5, path.name
    assert all(sentence.startswith(f"“{name}” is not a calendar") for name, sentence in refused.items())
    assert len(refused) <= 10


def test_a_year_of_a_landlord_has_as_many_sessions_each_month_as_it_truly_has() -> None:
    truth = json.loads(wild("landlord_year.truth.json").read_text(encoding="utf-8"))
    file = read_calendar(wild("landlord_year.ics").read_bytes(), "landlord_year.ics")
    for month, count in truth["per_month"].items():
        first = date.fromisoformat(f"{month}-01")
        found, problems = occurrences(file, first, (first + timedelta(days=31)).replace(day=1))
        assert (len([each for each in found if each.start.isoformat() >= month]), problems) == (count, [])
    assert not file.problems


# --- series, exceptions, changes --------------------------------------------------------------------

WEEKLY = """UID:w
DTSTART;TZID=Europe/Paris:20260107T140000
DTEND;TZID=Europe/Paris:20260107T160000
RRULE:FREQ=WEEKLY;UNTIL=20260204T130000Z
SUMMARY:Atelier
"""
JANUARY = (date(2026, 1, 1), date(2026, 2, 10))


def test_exceptions_are_left_out_however_they_name_the_date() -> None:
    excepted = WEEKLY + (
        "EXDATE;TZID=Europe/Paris:20260107T140000\nEXDATE:20260114T130000Z,20260114T140000Z\n"
        "EXDATE;VALUE=DATE:20260121\nEXDATE:20260128T140000\n"
    )
    assert took_place(calendar(excepted), *JANUARY) == ["2026-02-04T14:00:00+01:00 Atelier"]


def test_dates_are_added_with_a_length_of_their_own_and_none_comes_twice() -> None:
    added = WEEKLY + (
        "RDATE;TZID=Europe/Paris:20260107T140000,20260109T100000\n"
        "RDATE;VALUE=PERIOD:20260110T090000Z/PT3H,20260111T090000Z/20260111T093000Z\n"
    )
    found, _ = occurrences(read_calendar(calendar(added), "x"), date(2026, 1, 1), date(2026, 1, 13))
    assert [(each.start.isoformat()[5:16], each.end.isoformat()[11:16]) for each in found] == [
        ("01-07T14:00", "16:00"),
        ("01-09T10:00", "12:00"),
        ("01-10T10:00", "13:00"),
        ("01-11T10:00", "10:30"),
    ]


def test_a_change_takes_the_place_of_its_date_and_moves_into_or_out_of_a_span() -> None:
    moved = """UID:w
RECURRENCE-ID;TZID=Europe/Paris:20260114T140000
DTSTART;TZID=Europe/Paris:20260302T180000
DTEND;TZID=Europe/Paris:20260302T190000
SUMMARY:Atelier (déplacé)
"""
    data = calendar(moved, WEEKLY)
    assert took_place(data, date(2026, 1, 14), date(2026, 1, 15)) == []
    assert took_place(data, date(2026, 3, 1), date(2026, 3, 8)) == [
        "2026-03-02T18:00:00+01:00 Atelier (déplacé)"
    ]
    assert len(took_place(data, date(2026, 1, 1), date(2027, 1, 1))) == 5


def test_a_change_of_this_and_all_to_come_moves_the_rest_and_later_changes_go_before_it() -> None:
    onwards = """UID:w
RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20260121T140000
DTSTART;TZID=Europe/Paris:20260122T100000
DTEND;TZID=Europe/Paris:20260122T103000
SUMMARY:Jeudi
"""
    single = """UID:w
RECURRENCE-ID;TZID=Europe/Paris:20260128T140000
DTSTART;TZID=Europe/Paris:20260130T100000
SUMMARY:Vendredi
"""
    assert took_place(calendar(WEEKLY, onwards, single), *JANUARY) == [
        "2026-01-07T14:00:00+01:00 Atelier",
        "2026-01-14T14:00:00+01:00 Atelier",
        "2026-01-22T10:00:00+01:00 Jeudi",
        "2026-01-30T10:00:00+01:00 Vendredi",
        "2026-02-05T10:00:00+01:00 Jeudi",
    ]


def test_the_newest_version_of_an_event_holds() -> None:
    old, new = "UID:a\nDTSTART:20260101T100000Z\nSEQUENCE:", "UID:a\nDTSTART:20260102T100000Z\nSEQUENCE:"
    assert took_place(calendar(new + "3", old + "2"), *JANUARY) == ["2026-01-02T10:00:00+00:00"]
    assert took_place(calendar(old + "2", new + "2"), *JANUARY) == ["2026-01-02T10:00:00+00:00"]


def test_days_floating_times_and_moments_meet_the_span_each_in_its_own_way() -> None:
    data = calendar(
        "UID:d\nDTSTART;VALUE=DATE:20260114\nSUMMARY:day",
        "UID:f\nDTSTART:20260114T233000\nDTEND:20260115T003000\nSUMMARY:floating",
        "UID:z\nDTSTART:20260114T233000Z\nDTEND:20260115T003000Z\nSUMMARY:utc",
    )
    assert len(took_place(data, date(2026, 1, 14), date(2026, 1, 15))) == 3
    assert took_place(data, datetime(2026, 1, 15), datetime(2026, 1, 15, 0, 10)) == [
        "2026-01-14T23:30:00 floating",
        "2026-01-14T23:30:00+00:00 utc",
    ]
    paris = datetime.fromisoformat("2026-01-15T00:30:00+01:00")
    assert took_place(data, paris, paris) == ["2026-01-14T23:30:00+00:00 utc"]
    assert took_place(data, datetime(2026, 1, 15, 0, 30), date(2026, 1, 16)) == []


def test_the_clock_changes_under_a_series() -> None:
    gap = "UID:g\nDTSTART;TZID={zone}:20260327T023000\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=4"
    expected = ["27T02:30:00+01:00", "28T02:30:00+01:00", "29T03:30:00+02:00", "30T02:30:00+02:00"]
    for zone in ("Europe/Paris", "Chez nous", "/prefix/20260101/Europe/Paris", "Romance Standard Time"):
        found = took_place(calendar(gap.format(zone=zone), before=PARIS), date(2026, 3, 1), date(2026, 4, 1))
        assert [each[8:] for each in found] == expected, zone
    twice = "UID:o\nDTSTART;TZID=Chez nous:20261025T023000\nDURATION:PT30M"
    (ambiguous,) = took_place(calendar(twice, before=PARIS), date(2026, 10, 25), date(2026, 10, 26))
    assert ambiguous == "2026-10-25T02:30:00+02:00"
    utc = "UID:u\nDTSTART:20261025T003000Z"
    data = calendar(utc, before="X-WR-TIMEZONE:Europe/Paris\n")
    assert took_place(data, date(2026, 10, 25), date(2026, 10, 26)) == ["2026-10-25T02:30:00+02:00"]


def test_an_unknown_zone_leaves_the_wall_clock() -> None:
    for zone in ("Nowhere/Land", "../../etc/passwd", "Europe", "\u00e9", "x" * 5000):
        data = calendar(f"UID:n\nDTSTART;TZID={zone}:20260107T140000")
        assert took_place(data, *JANUARY) == ["2026-01-07T14:00:00"]


# --- odd and hostile files --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ("SUMMARY:x", "It has no start: DTSTART is missing."),
        ("DTSTART:20260230T100000", "“20260230T100000” is not a date or a time."),
        ("DTSTART:20260102T100000\nDTEND:20260101T100000", "It ends before it starts."),
        ("DTSTART:20260102T100000\nDURATION:1 hour", "“1 hour” is not a length of time."),
        ("DTSTART:20260102T100000\nRRULE:FREQ=DAILY;INTERVAL=0", "Its rule cannot be understood: “INTERVAL=0”."),
        ("DTSTART:20260102T100000\nRRULE:FREQ=SECONDLY;BYSECOND=1;COUNT=1000000000", ""),
        ("DTSTART:00010101T000000\nRRULE:FREQ=SECONDLY;BYHOUR=5;COUNT=1000000000", "Its rule makes more dates than can be followed."),
    ],
)  # fmt: skip
def test_an_event_that_cannot_be_used_is_told_with_its_line_and_the_others_stay(
    event: str, reason: str
) -> None:
    data = calendar(event, "UID:ok\nDTSTART:20260107T140000\nSUMMARY:ok")
    assert told(data, date(2026, 1, 7), date(2026, 1, 8)) == ([f"3 {reason}"] if reason else [])
    found, _ = occurrences(read_calendar(data, "x"), datetime(2026, 1, 7, 14), datetime(2026, 1, 7, 14, 1))
    assert "ok" in [each.event.summary for each in found]


def test_a_file_cut_off_gives_what_was_whole() -> None:
    data = calendar("UID:a\nDTSTART:20260107T140000", "UID:b\nDTSTART:20260108T140000\nDESCRIPTION:long")
    cut = data[: data.rindex(b"long")]
    assert told(cut) == ["7 It is cut off: END:VEVENT is missing."]
    unclosed = data.replace(b"END:VEVENT\r\n", b"", 1)
    assert told(unclosed) == ["3 It is cut off: END:VEVENT is missing."]


@pytest.mark.parametrize(
    "content", [b"\0" * 9000, b"{}", b"BEGIN:VCARD\nEND:VCARD\n", b"\xff\xfeB\0", b"PK\x03\x04", b"\n"]
)
def test_what_is_no_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"“x\.ics” is not a calendar"):
        read_calendar(content, "x.ics")


def test_text_in_any_encoding_folded_anywhere_is_read() -> None:
    text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260107T140000\r\nSUMMARY:Fête\\, goûter\\; thé\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    folded = text.encode().replace("ê".encode(), b"\xc3\r\n \xaa")
    for data in (
        text.encode("utf-8-sig"),
        text.encode("cp1252"),
        text.encode("utf-16"),
        folded,
        text.replace("\r\n", "\r").encode(),
    ):
        assert took_place(data, *JANUARY) == ["2026-01-07T14:00:00 Fête, goûter; thé"]
    printable = b"BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\nDTSTART:20260107T140000\nSUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:F=C3=AA=\nte\nEND:VEVENT\nEND:VCALENDAR\n"
    assert took_place(printable, *JANUARY) == ["2026-01-07T14:00:00 Fête"]


@pytest.mark.parametrize(
    "data",
    [
        calendar("UID:s\nDTSTART:20200101T000000Z\nRRULE:FREQ=SECONDLY"),
        calendar(*["UID:\nDTSTART:00010101T000000Z\nRRULE:FREQ=MINUTELY;BYMONTHDAY=31;BYMONTH=2;COUNT=9"] * 300),
        calendar("UID:e\nDTSTART:20260101T000000Z\nRRULE:FREQ=DAILY\nEXDATE:" + ",".join(["20260105T000000Z"] * 1_000_000)),
        calendar("UID:p\nDTSTART:20260101T000000Z\nRDATE:" + ",".join(["20260105T000000Z"] * 300_000)),
        calendar("UID:l\nDTSTART:20260101T000000Z\nSUMMARY:" + "x\r\n " * 2_000_000),
        calendar("UID:n\nDTSTART:20260101T000000Z\n" + "BEGIN:VALARM\n" * 200_000 + "END:VALARM\n" * 200_000),
        b"BEGIN:VCALENDAR\n" * 500_000,
        calendar(*[f"UID:{number}\nDTSTART:20260101T000000Z" for number in range(90_000)]),
        calendar("UID:q\nDTSTART;X=" + '"a' * 500_000 + ":20260101T000000Z"),
        calendar("UID:z\nDTSTART;TZID=T:20260101T000000\nRRULE:FREQ=DAILY", before="BEGIN:VTIMEZONE\nTZID:T\nBEGIN:STANDARD\nDTSTART:00010101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\n"),
        calendar("UID:9\nDTSTART:99991231T235959\nDURATION:P9999999D\nRRULE:FREQ=YEARLY;INTERVAL=1000000000"),
        calendar("UID:0\nDTSTART;TZID=Asia/Tokyo:00010101T000000\nRRULE:FREQ=DAILY;COUNT=1000000000"),
        calendar("UID:r\nDTSTART:20260101T000000Z\n" + "RRULE:FREQ=DAILY;BYHOUR=1\nRRULE:FREQ=DAILY;BYHOUR=2\n" * 20_000),
    ],
    ids=["secondly", "impossible", "exdates", "rdates", "folds", "nested", "begins", "many", "quotes", "zone", "9999", "year 1", "rules"],
)  # fmt: skip
def test_hostile_files_get_an_answer_or_one_sentence_in_seconds(data: bytes) -> None:
    begun = process_time()
    sentence = "An answer."
    try:
        file = read_calendar(data, "x.ics")
        found, problems = occurrences(file, datetime(2026, 1, 1, tzinfo=UTC), date(2026, 3, 1))
        assert len(found) + len(problems) + len(file.problems) <= 100_000
    except PalierError as problem:
        sentence = str(problem)
    assert sentence.endswith(".")
    assert process_time() - begun < 12


def test_more_than_anybody_can_want_is_refused() -> None:
    data = calendar("DTSTART:20200101T000000Z\nRRULE:FREQ=SECONDLY")
    with pytest.raises(TooManyDates, match="ask for a shorter one"):
        occurrences(read_calendar(data, "x"), date(2026, 1, 1), date(2027, 1, 1))
