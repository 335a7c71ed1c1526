"""How the annual summary writes its figures: one place for every format."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from app.documents.annual.data import AnnualData
from app.documents.kit.table import TableColumn
from app.domain.budgets import Amount, Leverage
from app.domain.kinds import ReferenceList
from app.i18n import Language
from app.i18n.values import UNKNOWN
from app.queries.annual_rows import AnnualAction

_MOST_NAMES, _SHOWN_NAMES = 3, 2


class Phrases:
    """Words and formats of one language for one year."""

    def __init__(self, data: AnnualData, language: Language) -> None:
        self.data = data
        self.facts = data.facts
        self.language = language
        self.text = language.text
        self.plural = language.plural
        self.whole = language.number

    def numbers(self, *values: int | None) -> tuple[str, ...]:
        """Whole numbers; “–” for one that is not known."""
        return tuple(UNKNOWN if value is None else self.whole(value) for value in values)

    def number_columns(self, *names: str) -> tuple[TableColumn, ...]:
        """Columns of numbers by their message ids."""
        return tuple(TableColumn(self.text(name), 1.3, "right") for name in names)

    def percent(self, share: float | None, decimals: int = 0) -> str:
        """A share of one."""
        return UNKNOWN if share is None else self.language.percent(share, decimals)

    def part_of(self, part: int, whole: int) -> str:
        """A number and its share, “154 · 50 %”."""
        number = self.whole(part)
        return f"{number} · {self.language.percent(part / whole)}" if whole else number

    def forecast(self, amount: Amount) -> str:
        """An amount as it was planned, in whole euros."""
        return self.language.money(amount.forecast, cents=False)

    def so_far(self, amount: Amount) -> str:
        """What is known of the actual amount, in whole euros; a star where that is not all."""
        if amount.actual is None:
            return UNKNOWN
        return self.language.money(amount.actual, cents=False) + ("" if amount.complete else " *")

    def leverage(self, found: Leverage | None) -> str:
        """What the landlord's money moves, as a sentence; empty where it gives none."""
        if found is None:
            return ""
        amount = self.language.money(Decimal(str(round(found.value, 2))))
        return self.text("Each euro of the landlord moves {amount} in all.", amount=amount)

    def entry(self, name: ReferenceList, code: str) -> str:
        """How the landlord calls an axis or a kind."""
        entries = self.data.lists.get(name, {})
        return entries[code].label if code in entries else code

    def axis(self, code: str) -> str:
        """An axis by name."""
        return self.entry(ReferenceList.AXIS, code) or self.text("Without an axis")

    def dates(self, action: AnnualAction) -> str:
        """From its first to its last session of the year."""
        first, last = action.first_day, action.last_day
        if first is None or last is None:
            return UNKNOWN
        if first == last:
            return self.language.date(first, "day_month")
        return self.text(
            "{first} – {last}",
            first=self.language.date(first, "day_month"),
            last=self.language.date(last, "day_month"),
        )

    def named(self, names: Iterable[str]) -> str:
        """Names with commas between them, of many only the first two; “–” for none."""
        found = tuple(names)
        if len(found) <= _MOST_NAMES:
            return ", ".join(found) or UNKNOWN
        first = ", ".join(found[:_SHOWN_NAMES])
        more = len(found) - _SHOWN_NAMES
        return self.plural("{names} and {n} other", "{names} and {n} others", more, names=first)
