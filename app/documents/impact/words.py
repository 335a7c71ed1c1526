"""Puts an action's impact into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from app.documents.impact.data import ImpactData
from app.documents.impact.view import Chart, ImpactView, Listing, Passage
from app.documents.kit.figures import Bar, KeyFigure
from app.documents.kit.frame import Fact, Head
from app.documents.kit.table import Table, TableColumn
from app.documents.landlord import printed_on
from app.documents.small_groups import shown_counts, withheld_note
from app.domain.budgets import AccountTotal, Amount, cost_per
from app.domain.kinds import PartnerRole, ReferenceList, label
from app.i18n import Language
from app.i18n.messages import N_
from app.i18n.values import UNKNOWN

MOST_COLUMNS = 24
"""Sessions that a chart shows one by one; beyond that it shows months, and beyond three years of them years."""
_MOST_MONTHS = 36
MOST_NAMES = 8
"""Names that the head of the sheet holds."""

_REACHED = {"yes": N_("reached"), "partly": N_("partly reached"), "no": N_("not reached")}


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
        return ImpactView(
            head=self._head(),
            file_title=text("Impact sheet {code} {title}", code=row.code, title=row.title),
            footer=" · ".join((row.code, row.title, printed_on(self._language, printed_at))),
            page=text("Page"),
            key_heading=text("What was achieved"),
            key_figures=tuple(self._key_figures()),
            caveat=self._caveat(),
            attendance=self._attendance(),
            residences=self._residences(),
            objectives=Listing(
                text("Objectives"),
                "" if data.detail.objectives else text("No objective was written down."),
                self._objectives(),
            ),
            money=Listing(text("Money"), self._money_note(), self._money()),
            partners=self._contributions(),
            passages=tuple(self._all_passages()),
            unwritten=self._unwritten(),
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
            Fact(text("Residences"), self._named(row.residences)),
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
        return self._named(tuple(names))

    def _named(self, names: Sequence[str]) -> str:
        """Names with commas between them; of many only how many, as they are listed further down."""
        if len(names) > MOST_NAMES:
            return self._text("{count}, listed below", count=len(names))
        return ", ".join(names) or UNKNOWN

    def _key_figures(self) -> Iterable[KeyFigure]:
        """What was counted, then the rates that are known and tell something."""
        figures, text, whole = self._data.figures, self._text, self._language.number
        target = self._data.detail.target_people
        people = (
            text("different people, of {target} aimed at", target=target)
            if target
            else text("different people met")
        )
        yield KeyFigure(
            whole(figures.held), text("sessions held, of {count} planned", count=figures.sessions)
        )
        yield KeyFigure(whole(figures.people), people)
        yield KeyFigure(whole(figures.presences), text("presences"))
        yield KeyFigure(whole(figures.heads), text("heads counted without a name, apart from the people"))
        yield KeyFigure(self._decimal(figures.mean_per_session), text("presences per session held"))
        yield KeyFigure(whole(figures.participant_hours, 0), text("participant hours"))
        yield KeyFigure(whole(figures.residences), text("residences reached"))
        yield from (
            KeyFigure(self._language.percent(share), words)
            for share, words in self._rates()
            if share is not None
        )
        volunteers = self._data.volunteers
        if volunteers.people:
            hours = round(volunteers.time.total_seconds() / 3600)
            yield KeyFigure(
                text("{people} · {hours} h", people=volunteers.people, hours=hours),
                text("volunteers, and their hours"),
            )

    def _rates(self) -> Iterable[tuple[float | None, str]]:
        """Shares of the people; who they are only where so many came that nobody is recognised."""
        figures, text = self._data.figures, self._text
        yield figures.presence_rate, text("of those expected came")
        least = self._data.landlord.small_group
        if figures.people < least:
            return
        yield figures.first_timer_rate, text("of the people had never come before")
        yield self._data.loyalty.regular_rate, text("of the people are regulars")
        yield self._data.loyalty.retention, text("of those who came at the beginning came at the end")
        if figures.people - figures.age_unknown >= least:
            yield figures.senior_rate, text("are 60 and over, where the age is known")
        if figures.women + figures.men >= least:
            yield figures.women_rate, text("are women, where it is known")
        yield figures.district_rate, text("live in a priority district")
        if figures.staff:
            yield figures.staff_rate, text("of the people are the landlord’s staff")

    def _attendance(self) -> Chart:
        held, text, language = self._data.held, self._text, self._language
        heading = text("Attendance")
        if not held:
            return Chart(heading, text("No session was held yet."), ())
        names = (text("Presences by name"), text("Heads without a name"))
        if len(held) <= MOST_COLUMNS:
            labels = [language.date(each.starts_at, "short")[:5] for each in held]
            counts = [(each.presences, each.heads) for each in held]
            return Chart(heading, text("Each session held."), self._pairs(labels, counts), names)
        months = Counter((each.starts_at.year, each.starts_at.month) for each in held)
        by_year = len(months) > _MOST_MONTHS
        presences: Counter[tuple[int, int]] = Counter()
        heads: Counter[tuple[int, int]] = Counter()
        for each in held:
            key = (each.starts_at.year, 0 if by_year else each.starts_at.month)
            presences[key] += each.presences
            heads[key] += each.heads
        keys = sorted(presences)
        labels = [f"{month:02}/{year % 100:02}" if month else str(year) for year, month in keys]
        note = text("The sessions held, by year.") if by_year else text("The sessions held, by month.")
        return Chart(
            heading, note, self._pairs(labels, [(presences[key], heads[key]) for key in keys]), names
        )

    def _pairs(self, labels: Sequence[str], counts: Sequence[tuple[int, int]]) -> tuple[Bar, ...]:
        number = self._language.number
        return tuple(
            Bar(name, presences, number(presences), heads, number(heads))
            for name, (presences, heads) in zip(labels, counts, strict=True)
        )

    def _residences(self) -> Chart:
        """People by residence, small groups withheld; the largest first."""
        figures, names = self._data.figures, self._data.residences
        named = sorted(figures.by_residence.items(), key=lambda each: (-each[1], names.get(each[0], "")))
        groups = [(names.get(residence, UNKNOWN), people) for residence, people in named]
        if figures.outside:
            groups.append((self._text("Elsewhere or not known"), figures.outside))
        least = self._data.landlord.small_group
        shown = shown_counts([people for _, people in groups], least, self._language)
        bars = tuple(
            Bar(name, each.value, each.words)
            for (name, _), each in zip(groups, shown, strict=True)
            if not each.withheld
        )
        withheld = [name for (name, _), each in zip(groups, shown, strict=True) if each.withheld]
        foot = ""
        if withheld:
            foot = self._text("Withheld: {names}.", names=", ".join(withheld))
            foot = f"{foot} {withheld_note(least, self._language)}"
        return Chart(self._text("Where people live"), "", bars, foot=foot)

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
        rows: list[tuple[str, ...]] = []
        sums: set[int] = set()
        for heading, totals, name, amount in (
            (text("Expenses"), budget.expenses, text("Total of expenses"), budget.expense),
            (text("Income"), budget.incomes, text("Total of income"), budget.income),
        ):
            rows += [(heading,), *(self._account(total) for total in totals)]
            sums.add(len(rows))
            rows.append(self._sum(name, amount))
        if budget.landlord.forecast or budget.landlord.actual:
            rows.append(self._sum(text("of which the landlord"), budget.landlord))
        if budget.in_kind:
            rows.append((text("In kind, not in the totals"),))
            rows += [self._account(total) for total in budget.in_kind]
        columns = (
            TableColumn(text("Account"), 5),
            TableColumn(text("Forecast"), 2, "right"),
            TableColumn(text("Actual"), 2.4, "right"),
            TableColumn(text("Actual by forecast"), 1.4, "right"),
        )
        return Table(columns, tuple(rows), frozenset(sums))

    def _account(self, total: AccountTotal) -> tuple[str, ...]:
        name = self._data.accounts.get(total.account, "")
        return self._sum(f"{total.account} {name}".strip(), total.amount)

    def _sum(self, name: str, amount: Amount) -> tuple[str, ...]:
        known, language = amount.known, self._language
        share = (
            language.percent(float(known / amount.forecast))
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

    def _contributions(self) -> Listing | None:
        found = self._data.detail.partners
        if not any(partner.contribution or partner.share for partner in found) and len(found) <= MOST_NAMES:
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
        return Listing(text("Partners and what they bring"), "", Table(columns, rows))

    def _passages(self) -> tuple[tuple[str, str], ...]:
        detail, text = self._data.detail, self._text
        return (
            (text("Why"), detail.context),
            (text("What was done"), detail.description),
            (text("What we learnt"), detail.lessons),
            (text("What comes next"), detail.follow_up),
        )

    def _all_passages(self) -> Iterable[Passage]:
        yield from (Passage(heading, words) for heading, words in self._passages() if words)
        residences = self._data.detail.row.residences
        if len(residences) > MOST_NAMES:
            yield Passage(self._text("The residences it is for"), ", ".join(residences))

    def _unwritten(self) -> str:
        missing = [heading for heading, words in self._passages() if not words]
        if not missing:
            return ""
        return self._text("Not written yet: {passages}.", passages=", ".join(missing))

    def _entry(self, name: ReferenceList, code: str) -> str:
        entries = self._data.lists.get(name, {})
        return entries[code].label if code in entries else code

    def _decimal(self, value: float | None) -> str:
        return UNKNOWN if value is None else self._language.number(value, 1)
