"""Puts a year into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from app.documents.annual.data import AnnualData
from app.documents.annual.view import AnnualView, Section
from app.documents.kit.figures import Bar, KeyFigure
from app.documents.kit.table import Table, TableColumn
from app.documents.landlord import printed_on
from app.domain.budgets import Amount
from app.domain.counting import Figures
from app.domain.kinds import AgeBand, ReferenceList, label
from app.i18n import Language
from app.i18n.values import UNKNOWN, written
from app.queries.annual_rows import AnnualAction, AnnualFacts, AnnualPlace
from app.queries.annual_totals import annual_totals
from app.queries.reference import Entry


def annual_view(data: AnnualData, language: Language, printed_at: datetime) -> AnnualView:
    """The summary in a language."""
    return _Writer(data, language).view(printed_at)


class _Writer:
    def __init__(self, data: AnnualData, language: Language) -> None:
        self._facts: AnnualFacts = data.facts
        self._landlord = data.landlord.name
        self._lists = data.lists
        self._language = language
        self._text = language.text

    def view(self, printed_at: datetime) -> AnnualView:
        text, year = self._text, str(self._facts.year)
        title = text("Annual summary {year}", year=year)
        return AnnualView(
            landlord=self._landlord,
            title=title,
            subtitle=text("Social-development actions"),
            file_title=f"{title} – {self._landlord}" if self._landlord else title,
            footer=f"{title} · {printed_on(self._language, printed_at)}",
            page=text("Page"),
            running=" · ".join(part for part in (title, self._landlord) if part),
            key_figures=self._key_figures(),
            caveats=self._caveats(),
            sections=(
                self._months(),
                self._axes(),
                self._publics(),
                self._places(text("By agency"), self._facts.agencies),
                self._places(
                    text("By district"), self._facts.districts, text("Districts as they were on 1 January.")
                ),
                self._money(),
                self._reached(),
                self._unreached(),
            ),
            listing=self._listing(),
            definitions=self._definitions(),
        )

    def _key_figures(self) -> tuple[KeyFigure, ...]:
        facts, text, language = self._facts, self._text, self._language
        totals = facts.totals
        whole = language.number
        return (
            KeyFigure(whole(len(facts.actions)), text("actions")),
            KeyFigure(whole(totals.held), text("sessions held, of {count} planned", count=totals.sessions)),
            KeyFigure(whole(totals.people), text("different people met")),
            KeyFigure(whole(totals.presences), text("presences")),
            KeyFigure(whole(totals.heads), text("heads counted without a name, apart from the people")),
            KeyFigure(whole(totals.first_timers), text("people who had never come before")),
            KeyFigure(
                text("{reached} / {all}", reached=totals.residences, all=facts.estate_residences),
                text("residences reached"),
            ),
            KeyFigure(self._percent(totals.district_rate), text("of the people live in a priority district")),
            KeyFigure(whole(facts.partners), text("partners and funders")),
            KeyFigure(
                text(
                    "{people} · {hours} h",
                    people=facts.volunteers,
                    hours=round(facts.volunteer_time.total_seconds() / 3600),
                ),
                text("volunteers, and their hours"),
            ),
            KeyFigure(language.money(facts.money.cost.forecast, cents=False), text("cost, forecast")),
            self._actual_cost(),
        )

    def _actual_cost(self) -> KeyFigure:
        cost, text = self._facts.money.cost, self._text
        if cost.actual is None:
            return KeyFigure(UNKNOWN, text("cost, actual: not known yet"))
        label = text("cost, actual") if cost.complete else text("cost, actual so far")
        return KeyFigure(self._language.money(cost.actual, cents=False), label)

    def _caveats(self) -> tuple[str, ...]:
        facts, text, plural = self._facts, self._text, self._language.plural
        found = [
            text(
                "People, presences and heads without a name are three different figures: they are never added."
            )
        ]
        if facts.open_year:
            found.append(text("The year is not over: these are the figures so far."))
        if facts.totals.unmarked:
            found.append(
                plural(
                    "The attendance of {n} session held is not known yet; the figures lack it.",
                    "The attendance of {n} sessions held is not known yet; the figures lack them.",
                    facts.totals.unmarked,
                )
            )
        if facts.without_budget:
            found.append(
                plural(
                    "{n} action has no budget; the costs lack it.",
                    "{n} actions have no budget; the costs lack them.",
                    facts.without_budget,
                )
            )
        return tuple(found)

    def _months(self) -> Section:
        bars = tuple(
            Bar(
                self._language.date(date(self._facts.year, number, 1), "month_name"),
                figures.presences,
                self._language.number(figures.presences),
            )
            for number, figures in enumerate(self._facts.months, start=1)
        )
        return Section(self._text("Presences by month"), columns=bars)

    def _axes(self) -> Section:
        text = self._text
        rows = tuple(
            (
                self._entry(ReferenceList.AXIS, axis.code) or text("Without an axis"),
                *self._numbers(
                    axis.actions,
                    axis.figures.held,
                    axis.figures.people,
                    axis.figures.presences,
                    axis.figures.heads,
                ),
                self._money_words(axis.money.cost),
            )
            for axis in self._facts.axes
        )
        columns = (
            TableColumn(text("Axis"), 4),
            *self._number_columns("Actions", "Sessions held", "People", "Presences", "Heads without a name"),
            TableColumn(text("Cost, forecast"), 1.6, "right"),
        )
        note = text("Somebody who came to actions of two axes counts in both.")
        return Section(text("By axis"), note, Table(columns, rows))

    def _publics(self) -> Section:
        figures, text, whole = self._facts.totals, self._text, self._language.number
        bars = [
            Bar(text("Women"), figures.women, self._share(figures.women, figures)),
            Bar(text("Men"), figures.men, self._share(figures.men, figures)),
        ]
        if figures.sex_unknown:
            bars.append(Bar(text("Sex not known"), figures.sex_unknown, whole(figures.sex_unknown)))
        bars += [
            Bar(
                text(label(band)),
                figures.bands.get(band, 0),
                self._share(figures.bands.get(band, 0), figures),
            )
            for band in AgeBand
        ]
        if figures.age_unknown:
            bars.append(Bar(text("Age not known"), figures.age_unknown, whole(figures.age_unknown)))
        bars.append(
            Bar(text("First-timers"), figures.first_timers, self._share(figures.first_timers, figures))
        )
        note = text("Of the {count} different people, by age at the end of the year.", count=figures.people)
        return Section(text("Who came"), note, bars=tuple(bars))

    def _places(self, heading: str, places: tuple[AnnualPlace, ...], more: str = "") -> Section:
        text = self._text
        rows = tuple(
            (
                place.name or text("Elsewhere or not known"),
                *self._numbers(
                    place.dwellings or None,
                    place.sessions,
                    place.living.people,
                    place.living.presences,
                    place.heads,
                ),
                self._percent(place.reach, 1),
            )
            for place in places
        )
        columns = (
            TableColumn(text("Name"), 4),
            *self._number_columns(
                "Dwellings",
                "Sessions held there",
                "People who live there",
                "Presences",
                "Heads counted there",
            ),
            TableColumn(text("People by dwelling"), 1.4, "right"),
        )
        note = text(
            "Sessions and heads count where the session was held, people and presences where people live."
        )
        return Section(heading, " ".join(part for part in (note, more) if part), Table(columns, rows))

    def _money(self) -> Section:
        facts, text, language = self._facts, self._text, self._language
        rows = tuple(
            (
                text("The landlord") if source.landlord else source.name or text("Not named"),
                language.money(source.amount.forecast),
                self._actual(source.amount, cents=True),
            )
            for source in facts.sources
        )
        columns = (
            TableColumn(text("Where the money comes from"), 5),
            TableColumn(text("Forecast"), 2, "right"),
            TableColumn(text("Actual"), 2, "right"),
        )
        leverage = facts.money.leverage
        note = text(
            "Amounts of an action fall in the year in proportion to its sessions; contributions in kind are left out."
        )
        if leverage is not None:
            words = text(
                "Each euro of the landlord moves {amount} in all.",
                amount=language.money(Decimal(str(round(leverage.value, 2)))),
            )
            note = f"{note} {words}"
        return Section(text("Money"), note, Table(columns, rows))

    def _reached(self) -> Section:
        text = self._text
        found = sorted(
            (place for place in self._facts.residences if place.id), key=lambda place: -place.living.people
        )
        rows = tuple(
            (
                place.name,
                *self._numbers(
                    place.dwellings or None, place.sessions, place.living.people, place.living.presences
                ),
                self._percent(place.reach, 1),
            )
            for place in found
        )
        columns = (
            TableColumn(text("Residence"), 4),
            *self._number_columns("Dwellings", "Sessions held there", "People who live there", "Presences"),
            TableColumn(text("People by dwelling"), 1.4, "right"),
        )
        return Section(text("Residences reached"), "", Table(columns, rows))

    def _unreached(self) -> Section:
        text = self._text
        found = self._facts.unreached
        if not found:
            return Section(text("Residences not reached"), text("Somebody came from every residence."))
        rows = tuple(
            (
                place.name,
                place.commune,
                place.agency,
                place.district or UNKNOWN,
                self._language.number(place.dwellings),
            )
            for place in found
        )
        columns = (
            TableColumn(text("Residence"), 4),
            TableColumn(text("Commune"), 2.4),
            TableColumn(text("Agency"), 2.4),
            TableColumn(text("District"), 2.4),
            TableColumn(text("Dwellings"), 1.2, "right"),
        )
        return Section(
            text("Residences not reached"),
            text("Nobody who lives there came in the year."),
            Table(columns, rows),
        )

    def _listing(self) -> Section:
        text = self._text
        columns = (
            TableColumn(text("Code"), 1.5),
            TableColumn(text("Action"), 4.2),
            TableColumn(text("Axis"), 2.6),
            TableColumn(text("Agency"), 2.2),
            TableColumn(text("District"), 2.2),
            TableColumn(text("Dates"), 2.2),
            TableColumn(text("Sessions held"), 1.4, "right"),
            TableColumn(text("People"), 1.4, "right"),
            TableColumn(text("Presences"), 1.5, "right"),
            TableColumn(text("Heads without a name"), 1.4, "right"),
            TableColumn(text("Cost, forecast"), 1.6, "right"),
            TableColumn(text("Funders"), 2.8),
        )
        rows = tuple(self._action(action) for action in self._facts.actions)
        return Section(text("All actions"), table=Table(columns, rows))

    def _action(self, action: AnnualAction) -> tuple[str, ...]:
        language, figures = self._language, action.figures
        dates = UNKNOWN
        if action.first_day and action.last_day:
            dates = self._text(
                "{first} – {last}",
                first=language.date(action.first_day, "day_month"),
                last=language.date(action.last_day, "day_month"),
            )
        return (
            action.code,
            action.title,
            self._entry(ReferenceList.AXIS, action.axis) or UNKNOWN,
            ", ".join(action.agencies) or UNKNOWN,
            ", ".join(action.districts) or UNKNOWN,
            dates,
            *self._numbers(figures.held, figures.people, figures.presences, figures.heads),
            self._money_words(action.money.cost) if action.has_budget else UNKNOWN,
            ", ".join(action.funders) or UNKNOWN,
        )

    def _definitions(self) -> Section:
        text = self._text
        rows = tuple(
            (text(total.name), written(total.value, total.kind, self._language), text(total.meaning))
            for total in annual_totals(self._facts)
        )
        columns = (
            TableColumn(text("Figure"), 3),
            TableColumn(text("Value"), 1.6, "right"),
            TableColumn(text("What it means"), 6),
        )
        return Section(text("What the figures mean"), table=Table(columns, rows))

    def _number_columns(self, *names: str) -> tuple[TableColumn, ...]:
        return tuple(TableColumn(self._text(name), 1.3, "right") for name in names)

    def _numbers(self, *values: int | None) -> tuple[str, ...]:
        return tuple(UNKNOWN if value is None else self._language.number(value) for value in values)

    def _percent(self, share: float | None, decimals: int = 0) -> str:
        return UNKNOWN if share is None else self._language.percent(share, decimals)

    def _share(self, part: int, figures: Figures) -> str:
        whole = self._language.number(part)
        return f"{whole} · {self._language.percent(part / figures.people)}" if figures.people else whole

    def _actual(self, amount: Amount, *, cents: bool = False) -> str:
        if amount.actual is None:
            return self._text("not known yet")
        words = self._language.money(amount.actual, cents=cents)
        return words if amount.complete else self._text("{amount} so far", amount=words)

    def _money_words(self, amount: Amount) -> str:
        return self._language.money(amount.forecast, cents=False)

    def _entry(self, name: ReferenceList, code: str) -> str:
        entries: Mapping[str, Entry] = self._lists.get(name, {})
        return entries[code].label if code in entries else code
