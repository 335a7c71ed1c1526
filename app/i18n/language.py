"""One language: its words from the gettext catalogue, its formats from the Unicode CLDR (Babel)."""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from app.i18n.messages import Message

LANGUAGES = ("fr", "en")

Moment = datetime | time

# Written out so that paper and screen agree whatever the CLDR release; the same order in both languages.
_PATTERNS = {
    "short": "dd/MM/y",
    "medium": "d MMM y",
    "long": "d MMMM y",
    "full": "EEEE d MMMM y",
    "full_day": "EEEE d MMMM",
    "day": "EEE d MMM",
    "day_month": "d MMM",
    "month": "LLLL y",
    "month_name": "LLLL",
    "weekday": "EEEE",
    "weekday_short": "EEE",
}
DateStyle = Literal[
    "short",
    "medium",
    "long",
    "full",
    "full_day",
    "day",
    "day_month",
    "month",
    "month_name",
    "weekday",
    "weekday_short",
]


class Language:
    """Words and formats of one language; get one from `language(code)`.

    `fr` is French as written in France, `en` is British English (day before month, 24-hour clock),
    because both are read beside the same French paper.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self._locale = Locale.parse({"fr": "fr_FR", "en": "en_GB"}[code])
        self._catalogue = _catalogue(code)

    def text(self, msgid: str, /, **fields: Any) -> str:
        """The sentence in this language, its `{named}` fields filled in and formatted."""
        return self._fill(self._catalogue.gettext(msgid), fields)

    def plural(self, singular: str, plural: str, n: int, /, **fields: Any) -> str:
        """The sentence in the grammatical number of `n`, which is also the field `{n}`."""
        return self._fill(self._catalogue.ngettext(singular, plural, n), {"n": n, **fields})

    def say(self, message: Message) -> str:
        """A message in this language."""
        return self.text(message.msgid, **dict(message.fields))

    def date(self, day: date, style: DateStyle = "medium") -> str:
        """A date: `full` is “jeudi 12 novembre 2026”, `day` “jeu. 12 nov.”, `short` “12/11/2026”."""
        return _date(self._locale, day.toordinal(), style)

    def time(self, moment: Moment) -> str:
        """A time of day: “14:30” in English, “14 h 30” in French (“14 h” on the hour)."""
        if self.code == "en":
            return f"{moment.hour:02}:{moment.minute:02}"
        return f"{moment.hour} h {moment.minute:02}" if moment.minute else f"{moment.hour} h"

    def clock(self, moment: Moment) -> str:
        """A time of day in five characters for columns of times: “14:30”."""
        return f"{moment.hour:02}:{moment.minute:02}"

    def slot(self, starts_at: datetime, ends_at: datetime) -> str:
        """A span of time within a day, “14 h – 16 h 30”; with dates where it runs over midnight."""
        if starts_at.date() == ends_at.date():
            return f"{self.time(starts_at)} – {self.time(ends_at)}"
        return f"{self.date(starts_at, 'day')} {self.time(starts_at)} – {self.date(ends_at, 'day')} {self.time(ends_at)}"

    def duration(self, span: timedelta) -> str:
        """A length of time: “1 h 30”, “45 min”."""
        minutes = round(span.total_seconds() / 60)
        hours, minutes = divmod(minutes, 60)
        if not hours:
            return f"{minutes} min"
        return f"{hours} h {minutes:02}" if minutes else f"{hours} h"

    def number(self, value: int | float | Decimal, decimals: int | None = None) -> str:
        """A number with the language's separators; `decimals` fixes how many are shown."""
        pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(value, format=pattern, locale=self._locale))

    def percent(self, share: float | Decimal, decimals: int = 0) -> str:
        """A share of one as a percentage."""
        pattern = (
            "#,##0" + ("." + "0" * decimals if decimals else "") + ("\u00a0%" if self.code == "fr" else "%")
        )
        return str(format_percent(share, format=pattern, locale=self._locale))

    def money(self, amount: Decimal, cents: bool = True) -> str:
        """An amount in euros."""
        if cents:
            return str(format_currency(amount, "EUR", locale=self._locale))
        pattern = "#,##0\u00a0¤" if self.code == "fr" else "¤#,##0"
        return str(format_currency(amount, "EUR", format=pattern, locale=self._locale, currency_digits=False))

    def listing(self, items: Iterable[str]) -> str:
        """Items as running text: “a, b et c”."""
        return str(format_list(list(items), locale=self._locale))

    def _fill(self, text: str, fields: dict[str, Any]) -> str:
        if not fields:
            return text
        return text.format(**{name: self._shown(value) for name, value in fields.items()})

    def _shown(self, value: Any) -> Any:
        match value:
            case Message():
                return self.say(value)
            case datetime():
                return f"{self.date(value, 'day')} {self.time(value)}"
            case date():
                return self.date(value, "long")
            case time():
                return self.time(value)
            case bool() | str():
                return value
            case int() | Decimal():
                return self.number(value)
            case _:
                return value


@cache
def language(code: str) -> Language:
    """The language with this code, `fr` or `en`; anything else reads as English."""
    return Language(code if code in LANGUAGES else "en")


@lru_cache(maxsize=4096)
def _date(locale: Locale, ordinal: int, style: str) -> str:
    return str(format_date(date.fromordinal(ordinal), format=_PATTERNS[style], locale=locale))


def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    compiled = files("resources").joinpath("locale", code, "LC_MESSAGES", "palier.mo")
    with compiled.open("rb") as stream:
        return gettext.GNUTranslations(stream)
