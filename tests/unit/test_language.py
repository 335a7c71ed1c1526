"""Dates, times, numbers and money as they are read in French and in English."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from app.i18n.language import Language, language
from app.i18n.messages import Message

DAY = date(2026, 11, 12)
FR, EN = language("fr"), language("en")


@pytest.mark.parametrize(
    ("style", "french", "english"),
    [
        ("short", "12/11/2026", "12/11/2026"),
        ("medium", "12 nov. 2026", "12 Nov 2026"),
        ("long", "12 novembre 2026", "12 November 2026"),
        ("full", "jeudi 12 novembre 2026", "Thursday 12 November 2026"),
        ("full_day", "jeudi 12 novembre", "Thursday 12 November"),
        ("day", "jeu. 12 nov.", "Thu 12 Nov"),
        ("day_month", "12 nov.", "12 Nov"),
        ("month", "novembre 2026", "November 2026"),
        ("month_name", "novembre", "November"),
        ("weekday", "jeudi", "Thursday"),
        ("weekday_short", "jeu.", "Thu"),
    ],
)
def test_dates(style: str, french: str, english: str) -> None:
    assert FR.date(DAY, style) == french  # type: ignore[arg-type]
    assert EN.date(DAY, style) == english  # type: ignore[arg-type]


def test_times_of_day() -> None:
    assert [FR.time(time(hour, minute)) for hour, minute in ((9, 0), (14, 5), (0, 30))] == [
        "9 h",
        "14 h 05",
        "0 h 30",
    ]
    assert [EN.time(time(hour, minute)) for hour, minute in ((9, 0), (14, 5), (0, 30))] == [
        "09:00",
        "14:05",
        "00:30",
    ]
    assert FR.clock(time(9, 5)) == EN.clock(time(9, 5)) == "09:05"


def test_spans_of_time_within_a_day_and_over_midnight() -> None:
    evening = datetime(2026, 11, 12, 18)
    assert FR.slot(evening, evening + timedelta(hours=2, minutes=30)) == "18 h – 20 h 30"
    assert EN.slot(evening, evening + timedelta(hours=8)) == "Thu 12 Nov 18:00 – Fri 13 Nov 02:00"


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (90, "1 h 30"), (605, "10 h 05")]
)
def test_lengths_of_time(minutes: int, said: str) -> None:
    assert FR.duration(timedelta(minutes=minutes)) == EN.duration(timedelta(minutes=minutes)) == said


def test_numbers_and_shares() -> None:
    assert spaces(FR.number(1234567)) == "1 234 567" and EN.number(1234567) == "1,234,567"
    assert spaces(FR.number(Decimal("1234.5"), 2)) == "1 234,50" and EN.number(2.345, 1) == "2.3"
    assert spaces(FR.percent(0.404)) == "40 %" and EN.percent(0.404, 1) == "40.4%"


def test_money() -> None:
    assert spaces(FR.money(Decimal("1234.5"))) == "1 234,50 €" and EN.money(Decimal("1234.5")) == "€1,234.50"
    assert spaces(FR.money(Decimal(1234), cents=False)) == "1 234 €"
    assert EN.money(Decimal(1234), cents=False) == "€1,234"
    assert spaces(FR.money(Decimal("-0.01"))) == "-0,01 €"


def test_listings() -> None:
    assert FR.listing(["un", "deux", "trois"]) == "un, deux et trois"
    assert EN.listing(["one", "two"]) == "one and two"
    assert FR.listing([]) == ""


def test_the_fields_of_a_sentence_are_written_in_the_readers_own_way() -> None:
    sentence = "{name}, {count}, {day}, {moment}, {time}, {amount}, {inner}"
    said = EN.text(
        sentence,
        name="Morel {x}",
        count=1200,
        day=DAY,
        moment=datetime(2026, 11, 12, 18, 30),
        time=time(9),
        amount=Decimal("3.5"),
        inner=Message("{n} more", n=2),
    )
    assert said == "Morel {x}, 1,200, 12 November 2026, Thu 12 Nov 18:30, 09:00, 3.5, 2 more"


def test_a_message_is_said_as_its_sentence() -> None:
    assert EN.say(Message("Add {person}", person="Jeanne")) == "Add Jeanne"


def test_a_plural_follows_its_number() -> None:
    assert [EN.plural("{n} session", "{n} sessions", n) for n in (0, 1, 2)] == [
        "0 sessions",
        "1 session",
        "2 sessions",
    ]


@pytest.mark.parametrize("code", ["de", "", "fr_CA"])
def test_a_language_that_there_is_not_reads_as_english(code: str) -> None:
    assert language(code).code == "en"


def test_every_day_of_a_leap_year_is_said_in_both_languages() -> None:
    def said(of: Language) -> set[str]:
        return {of.date(date(2024, 1, 1) + timedelta(days=n), "full") for n in range(366)}

    assert len(said(FR)) == len(said(EN)) == 366


def spaces(text: str) -> str:
    """The text with plain spaces for those that do not break."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")
