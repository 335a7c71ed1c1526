"""An impact sheet in words: every string as it is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.documents.impact.data import ImpactData
from app.documents.kit.figures import Bar, KeyFigure
from app.documents.kit.frame import Fact, Head
from app.documents.kit.table import Table, TableColumn
from app.documents.landlord import printed_on
from app.domain.budgets import AccountTotal, Amount, cost_per
from app.domain.kinds import PartnerRole, ReferenceList, label
from app.i18n import Language
from app.i18n.messages import N_
from app.i18n.values import UNKNOWN

MOST_COLUMNS = 24
"""Sessions that a chart shows one by one; beyond that it shows months."""

_REACHED = {"yes": N_("reached"), "partly": N_("partly reached"), "no": N_("not reached")}


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and its text."""

    heading: str
    text: str
    known: bool


@dataclass(frozen=True, slots=True)
class ImpactView:
    """The whole sheet."""

    head: Head
    file_title: str
    footer: str
    page: str
    key_heading: str
    key_figures: tuple[KeyFigure, ...]
    caveat: str
    chart_heading: str
    chart: tuple[Bar, ...]
    chart_note: str
    residences_heading: str
    residences: tuple[Bar, ...]
    objectives_heading: str
    objectives: Table | None
    objectives_note: str
    money_heading: str
    money: Table | None
    money_note: str
    partners_heading: str
    partners: Table | None
    passages: tuple[Passage, ...]


def impact_view(data: ImpactData, language: Language, printed_at: datetime) -> ImpactView:
    """The sheet in a language."""
    return _Writer(data, language).view(printed_at)


class _Writer:
    def __init__(self, data: ImpactData, language: Language) -> None:
        self._data = data
        self._language = language
        self._text = language.text

    def view(self, printed_at: datetime) -> ImpactView:
        data, text = self._data, self._text
        row = data.detail.row
        chart, note = self._chart()
        return ImpactView(
            head=self._head(),
            file_title=text("Impact sheet {code} {title}", code=row.code, title=row.title),
            footer=" · ".join((row.code, row.title, printed_on(self._language, printed_at))),
            page=text("Page"),
            key_heading=text("What was achieved"),
            key_figures=self._key_figures(),
            caveat=self._caveat(),
            chart_heading=text("Attendance"),
            chart=chart,
            chart_note=note,
            residences_heading=text("Where people live"),
            residences=self._residences(),
            objectives_heading=text("Objectives"),
            objectives=self._objectives(),
            objectives_note="" if data.detail.objectives else text("No objective was written down."),
            money_heading=text("Money"),
            money=self._money(),
            money_note=self._money_note(),
            partners_heading=text("Partners and what they bring"),
            partners=self._contributions(),
            passages=self._passages(),
        )

    def _caveat(self) -> str:
        """What one must know to read the figures rightly."""
        figures, text, plural = self._data.figures, self._text, self._language.plural
        found = [
            text(
                "People, presences and heads without a name are three different figures: they are never added."
                " These are achievements and what people said; without a comparison, no effect is claimed."
            )
        ]
        if figures.to_come:
            found.append(
                plural(
                    "{n} session is still to come: these are the figures so far.",
                    "{n} sessions are still to come: these are the figures so far.",
                    figures.to_come,
                )
            )
        if figures.unmarked:
            found.append(
                plural(
                    "The attendance of {n} session held is not known yet; the figures lack it.",
                    "The attendance of {n} sessions held is not known yet; the figures lack them.",
                    figures.unmarked,
                )
            )
        return " ".join(found)

    def _head(self) -> Head:
        detail, text = self._data.detail, self._text
        row = detail.row
        left = [
            Fact(text("Axis"), self._entry(ReferenceList.AXIS, row.axis) or UNKNOWN),
            Fact(text("Kind"), self._entry(ReferenceList.ACTION_KIND, row.kind) or UNKNOWN),
            Fact(text("Status"), text(label(row.status))),
            Fact(text("Coordinator"), row.lead or UNKNOWN),
        ]
        right = [
            Fact(text("Dates"), self._dates()),
            Fact(text("For"), detail.audience or UNKNOWN),
            Fact(text("Residences"), ", ".join(row.residences) or UNKNOWN),
            Fact(
                text("Partners"),
                self._partners((PartnerRole.PARTNER, PartnerRole.CONTRACTOR, PartnerRole.LANDLORD)),
            ),
            Fact(text("Funders"), self._partners((PartnerRole.FUNDER,))),
        ]
        return Head(
            landlord=self._data.landlord.name,
            branch="",
            sheet=text("Impact sheet"),
            code=row.code,
            title=row.title,
            subtitle="",
            left=tuple(left),
            right=tuple(right),
            running=text("Impact sheet {code} {title}", code=row.code, title=row.title),
        )

    def _dates(self) -> str:
        detail, held = self._data.detail, self._data.held
        first = detail.starts_on or (held[0].starts_at.date() if held else None)
        last = detail.ends_on or (held[-1].starts_at.date() if held else None)
        if first is None:
            return UNKNOWN
        if last is None or last == first:
            return self._language.date(first, "medium")
        return self._text(
            "{first} – {last}",
            first=self._language.date(first, "medium"),
            last=self._language.date(last, "medium"),
        )

    def _partners(self, roles: Sequence[PartnerRole]) -> str:
        names = dict.fromkeys(partner.name for partner in self._data.detail.partners if partner.role in roles)
        return ", ".join(names) or UNKNOWN

    def _key_figures(self) -> tuple[KeyFigure, ...]:
        figures, text, whole = self._data.figures, self._text, self._language.number
        target = self._data.detail.target_people
        people = (
            text("different people, of {target} aimed at", target=target)
            if target
            else text("different people met")
        )
        return (
            KeyFigure(whole(figures.held), text("sessions held, of {count} planned", count=figures.sessions)),
            KeyFigure(whole(figures.people), people),
            KeyFigure(whole(figures.presences), text("presences")),
            KeyFigure(whole(figures.heads), text("heads counted without a name, apart from the people")),
            KeyFigure(self._decimal(figures.mean_per_session), text("presences per session held")),
            KeyFigure(whole(figures.participant_hours, 0), text("participant hours")),
            KeyFigure(self._percent(figures.presence_rate), text("of those expected came")),
            KeyFigure(self._percent(self._data.loyalty.regular_rate), text("of the people are regulars")),
            KeyFigure(self._percent(figures.first_timer_rate), text("of the people had never come before")),
            KeyFigure(self._percent(figures.senior_rate), text("are 60 and over, where the age is known")),
            KeyFigure(self._percent(figures.women_rate), text("are women, where it is known")),
            KeyFigure(self._percent(figures.district_rate), text("live in a priority district")),
            KeyFigure(whole(figures.residences), text("residences reached")),
            KeyFigure(self._percent(figures.staff_rate), text("of the people are the landlord’s staff")),
            KeyFigure(
                self._percent(self._data.loyalty.retention),
                text("of those who came at the beginning came at the end"),
            ),
            KeyFigure(
                text(
                    "{people} · {hours} h",
                    people=self._data.volunteers.people,
                    hours=round(self._data.volunteers.time.total_seconds() / 3600),
                ),
                text("volunteers, and their hours"),
            ),
        )

    def _chart(self) -> tuple[tuple[Bar, ...], str]:
        held, text, language = self._data.held, self._text, self._language
        if not held:
            return (), text("No session was held yet.")
        with_heads = any(session.heads for session in held)
        note = text("Presences by name; heads without a name are not in the columns.") if with_heads else ""
        if len(held) <= MOST_COLUMNS:
            bars = tuple(
                Bar(
                    language.date(each.starts_at, "short")[:5],
                    each.presences,
                    language.number(each.presences),
                )
                for each in held
            )
            return bars, " ".join(part for part in (text("Presences at each session held."), note) if part)
        months: Counter[tuple[int, int]] = Counter()
        for each in held:
            months[each.starts_at.year, each.starts_at.month] += each.presences
        bars = tuple(
            Bar(f"{month:02}/{year % 100:02}", value, language.number(value))
            for (year, month), value in sorted(months.items())
        )
        return bars, " ".join(part for part in (text("Presences by month."), note) if part)

    def _residences(self) -> tuple[Bar, ...]:
        figures, whole = self._data.figures, self._language.number
        named = sorted(
            figures.by_residence.items(), key=lambda each: (-each[1], self._data.residences.get(each[0], ""))
        )
        bars = [
            Bar(self._data.residences.get(residence, UNKNOWN), people, whole(people))
            for residence, people in named
        ]
        if figures.outside:
            bars.append(Bar(self._text("Elsewhere or not known"), figures.outside, whole(figures.outside)))
        return tuple(bars)

    def _objectives(self) -> Table | None:
        text, found = self._text, self._data.detail.objectives
        if not found:
            return None
        unknown = text("not known yet")
        rows = tuple(
            (
                each.aim or UNKNOWN,
                each.indicator or UNKNOWN,
                each.target or UNKNOWN,
                each.result or unknown,
                text(_REACHED[each.reached]) if each.reached in _REACHED else unknown,
            )
            for each in found
        )
        columns = (
            TableColumn(text("Objective"), 4),
            TableColumn(text("Indicator"), 3),
            TableColumn(text("Target"), 1.6),
            TableColumn(text("Result"), 1.8),
            TableColumn(text("Reached?"), 1.8),
        )
        return Table(columns, rows)

    def _money(self) -> Table | None:
        if not self._data.has_money:
            return None
        text, budget = self._text, self._data.budget
        rows = [
            *(self._account(total) for total in budget.expenses),
            self._sum(text("Total of expenses"), budget.expense),
            *(self._account(total) for total in budget.incomes),
            self._sum(text("Total of income"), budget.income),
            self._sum(text("of which the landlord"), budget.landlord),
            *(self._account(total) for total in budget.in_kind),
        ]
        columns = (
            TableColumn(text("Account"), 5),
            TableColumn(text("Forecast"), 2, "right"),
            TableColumn(text("Actual"), 2, "right"),
            TableColumn(text("Actual by forecast"), 1.4, "right"),
        )
        expenses, incomes = len(budget.expenses), len(budget.incomes)
        return Table(columns, tuple(rows), frozenset({expenses, expenses + incomes + 1}))

    def _account(self, total: AccountTotal) -> tuple[str, ...]:
        name = self._data.accounts.get(total.account, "")
        return self._sum(f"{total.account} {name}".strip(), total.amount)

    def _sum(self, name: str, amount: Amount) -> tuple[str, ...]:
        known, language = amount.known, self._language
        share = (
            self._percent(float(known / amount.forecast))
            if known is not None and amount.forecast
            else UNKNOWN
        )
        if known is not None:
            actual = language.money(known)
        elif amount.actual is not None:
            actual = self._text("{amount} so far", amount=language.money(amount.actual))
        else:
            actual = self._text("not known yet")
        return name, language.money(amount.forecast), actual, share

    def _money_note(self) -> str:
        text, budget, figures = self._text, self._data.budget, self._data.figures
        if not self._data.has_money:
            return text("No money was written down.")
        parts = []
        person = cost_per(budget.expense.known, figures.people)
        hour = cost_per(budget.expense.known, figures.participant_hours)
        if person is not None:
            parts.append(text("Cost per person: {amount}.", amount=self._language.money(person)))
        if hour is not None:
            parts.append(text("Cost per participant hour: {amount}.", amount=self._language.money(hour)))
        leverage = budget.leverage
        if leverage is not None:
            amount = self._language.money(Decimal(str(round(leverage.value, 2))))
            parts.append(text("Each euro of the landlord moves {amount} in all.", amount=amount))
        if person is None:
            parts.append(text("The actual cost is not known yet."))
        return " ".join(parts)

    def _contributions(self) -> Table | None:
        found = self._data.detail.partners
        if not any(partner.contribution or partner.share for partner in found):
            return None
        text = self._text
        columns = (
            TableColumn(text("Organisation"), 3),
            TableColumn(text("Part"), 1.6),
            TableColumn(text("What it brings"), 5),
            TableColumn(text("Share of the cost"), 1.4, "right"),
        )
        rows = tuple(
            (
                partner.name,
                text(label(partner.role)),
                partner.contribution or UNKNOWN,
                UNKNOWN if partner.share is None else self._language.percent(partner.share / 100),
            )
            for partner in found
        )
        return Table(columns, rows)

    def _passages(self) -> tuple[Passage, ...]:
        detail, text = self._data.detail, self._text
        written = (
            (text("Why"), detail.context),
            (text("What was done"), detail.description),
            (text("What we learnt"), detail.lessons),
            (text("What comes next"), detail.follow_up),
        )
        return tuple(
            Passage(heading, words or text("Not written yet."), bool(words)) for heading, words in written
        )

    def _entry(self, name: ReferenceList, code: str) -> str:
        entries = self._data.lists.get(name, {})
        return entries[code].label if code in entries else code

    def _percent(self, share: float | None) -> str:
        return UNKNOWN if share is None else self._language.percent(share)

    def _decimal(self, value: float | None) -> str:
        return UNKNOWN if value is None else self._language.number(value, 1)
