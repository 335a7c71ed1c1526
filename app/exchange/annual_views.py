"""The annual summary as tables: totals with their definitions, actions, sessions, and by what they can be parted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.domain.budgets import Amount
from app.domain.counting import Figures
from app.domain.kinds import ReferenceList, label
from app.exchange.views import Column, Figure, View
from app.i18n import Language
from app.i18n.messages import N_
from app.i18n.values import Kind, Value
from app.queries.annual_rows import AnnualFacts, AnnualPlace
from app.queries.annual_sessions import AnnualSession
from app.queries.annual_totals import annual_totals
from app.queries.reference import Entry

Lists = Mapping[ReferenceList, Mapping[str, Entry]]

_ACTION = (
    Column(N_("Code")),
    Column(N_("Title")),
    Column(N_("Kind")),
    Column(N_("Axis")),
    Column(N_("Status")),
    Column(N_("Coordinator")),
    Column(N_("Agencies")),
    Column(N_("Residences")),
    Column(N_("Priority districts")),
    Column(N_("First session"), Kind.DATE),
    Column(N_("Last session"), Kind.DATE),
)
_COUNTS = (
    Column(N_("Sessions"), Kind.WHOLE),
    Column(N_("Held"), Kind.WHOLE),
    Column(N_("Cancelled"), Kind.WHOLE),
    Column(N_("To place again"), Kind.WHOLE),
    Column(N_("To come"), Kind.WHOLE),
    Column(N_("Held, not marked yet"), Kind.WHOLE),
    Column(N_("Different people"), Kind.WHOLE),
    Column(N_("Presences"), Kind.WHOLE),
    Column(N_("Heads without a name"), Kind.WHOLE),
    Column(N_("Presences per session"), Kind.DECIMAL),
    Column(N_("Participant hours"), Kind.DECIMAL),
)
_PEOPLE = (
    Column(N_("Women"), Kind.WHOLE),
    Column(N_("Men"), Kind.WHOLE),
    Column(N_("60 and over"), Kind.WHOLE),
    Column(N_("First-timers"), Kind.WHOLE),
)
_MONEY = (
    Column(N_("Cost, forecast"), Kind.MONEY),
    Column(N_("Cost, actual so far"), Kind.MONEY),
    Column(N_("All costs known")),
    Column(N_("Landlord’s share, forecast"), Kind.MONEY),
    Column(N_("Landlord’s share, actual so far"), Kind.MONEY),
)


def annual_views(
    facts: AnnualFacts, sessions: tuple[AnnualSession, ...], lists: Lists, language: Language
) -> tuple[View, ...]:
    """The views in the order of the workbook's sheets, every word in the language."""
    write = _Writer(lists, language)
    return (
        write.totals(facts),
        write.actions(facts),
        write.sessions(sessions),
        write.axes(facts),
        write.places(N_("By agency"), facts.agencies),
        write.places(N_("By residence"), facts.residences),
        write.unreached(facts),
        write.places(N_("By district"), facts.districts),
        write.months(facts),
    )


class _Writer:
    """Puts the facts of a year into the words of a language."""

    def __init__(self, lists: Lists, language: Language) -> None:
        self._lists = lists
        self._language = language

    def actions(self, facts: AnnualFacts) -> View:
        """A row for each action of the year."""
        rows = [
            (
                action.code,
                action.title,
                self._entry(ReferenceList.ACTION_KIND, action.kind),
                self._axis(action.axis),
                self._language.text(label(action.status)),
                action.lead,
                "; ".join(action.agencies),
                "; ".join(action.residences),
                "; ".join(action.districts),
                action.first_day,
                action.last_day,
                *_counts(action.figures),
                _rate(action.figures.presence_rate),
                *_people(action.figures),
                action.figures.in_district,
                *self._money(action.money.cost, action.money.landlord, known=action.has_budget),
                "; ".join(action.funders),
                "; ".join(action.partners),
            )
            for action in facts.actions
        ]
        columns = (
            *_ACTION,
            *_COUNTS,
            Column(N_("Attendance rate"), Kind.PERCENT),
            *_PEOPLE,
            Column(N_("In a priority district"), Kind.WHOLE),
            *_MONEY,
            Column(N_("Funders")),
            Column(N_("Other partners")),
        )
        return self._view(N_("Actions"), columns, rows, fixed=2)

    def sessions(self, sessions: tuple[AnnualSession, ...]) -> View:
        """A row for each session of the year."""
        text = self._language.text
        rows = [
            (
                session.row.code,
                session.row.action_title,
                session.row.title if session.row.title != session.row.action_title else "",
                self._entry(ReferenceList.SESSION_KIND, session.row.kind),
                text(label(session.row.status)),
                session.row.starts_at.date(),
                session.row.starts_at.time(),
                session.row.ends_at.time(),
                session.row.venue,
                session.row.residence,
                session.row.district,
                self._axis(session.row.axis),
                session.row.coordinator,
                session.row.expected,
                session.figures.presences if session.figures.held else None,
                session.figures.heads if session.figures.held else None,
                text("yes") if session.row.marked else text("no") if session.figures.held else "",
            )
            for session in sessions
        ]
        columns = (
            Column(N_("Code")),
            Column(N_("Action")),
            Column(N_("Title")),
            Column(N_("Kind")),
            Column(N_("Status")),
            Column(N_("Date"), Kind.DATE),
            Column(N_("Start"), Kind.TIME),
            Column(N_("End"), Kind.TIME),
            Column(N_("Venue")),
            Column(N_("Residence")),
            Column(N_("District")),
            Column(N_("Axis")),
            Column(N_("Coordinator")),
            Column(N_("Expected"), Kind.WHOLE),
            Column(N_("Presences"), Kind.WHOLE),
            Column(N_("Heads without a name"), Kind.WHOLE),
            Column(N_("Attendance complete")),
        )
        return self._view(N_("Sessions"), columns, rows, fixed=2)

    def axes(self, facts: AnnualFacts) -> View:
        """A row for each axis."""
        rows = [
            (
                self._axis(axis.code) or self._language.text("No axis"),
                axis.actions,
                *_counts(axis.figures),
                *_people(axis.figures),
                *self._money(axis.money.cost, axis.money.landlord),
            )
            for axis in facts.axes
        ]
        columns = (Column(N_("Axis")), Column(N_("Actions"), Kind.WHOLE), *_COUNTS, *_PEOPLE, *_MONEY)
        return self._view(N_("By axis"), columns, rows)

    def places(self, name: str, places: tuple[AnnualPlace, ...]) -> View:
        """A row for each agency, district or residence."""
        rows = [
            (
                place.code,
                place.name if place.id is not None else self._language.text("Elsewhere or not known"),
                place.dwellings or None,
                place.sessions,
                place.heads,
                place.living.people,
                place.living.presences,
                place.reach,
                *_people(place.living),
            )
            for place in places
        ]
        columns = (
            Column(N_("Code")),
            Column(N_("Name")),
            Column(N_("Dwellings"), Kind.WHOLE),
            Column(N_("Sessions held there"), Kind.WHOLE),
            Column(N_("Heads without a name there"), Kind.WHOLE),
            Column(N_("People who live there and came"), Kind.WHOLE),
            Column(N_("Their presences"), Kind.WHOLE),
            Column(N_("People per dwelling"), Kind.PERCENT),
            *_PEOPLE,
        )
        return self._view(name, columns, rows, fixed=2)

    def unreached(self, facts: AnnualFacts) -> View:
        """A row for each residence of which nobody came."""
        rows = [
            (
                place.code,
                place.name,
                place.commune,
                place.agency,
                place.district,
                place.dwellings,
                place.sessions,
                place.last_came,
            )
            for place in facts.unreached
        ]
        columns = (
            Column(N_("Code")),
            Column(N_("Name")),
            Column(N_("Commune")),
            Column(N_("Agency")),
            Column(N_("District")),
            Column(N_("Dwellings"), Kind.WHOLE),
            Column(N_("Sessions held there"), Kind.WHOLE),
            Column(N_("Somebody last came"), Kind.DATE),
        )
        return self._view(N_("Residences not reached"), columns, rows, fixed=2)

    def months(self, facts: AnnualFacts) -> View:
        """A row for each month."""
        rows = [
            (date(facts.year, month, 1), *_counts(figures), *_people(figures))
            for month, figures in enumerate(facts.months, start=1)
        ]
        columns = (Column(N_("Month"), Kind.MONTH), *_COUNTS, *_PEOPLE)
        return self._view(N_("By month"), columns, rows)

    def totals(self, facts: AnnualFacts) -> View:
        """Each figure of the year with what it means."""
        text = self._language.text
        rows = [
            (text(total.name), Figure(total.value, total.kind), text(total.meaning))
            for total in annual_totals(facts)
        ]
        columns = (
            Column(text("Figures of {year}", year=str(facts.year))),
            Column(text("Value")),
            Column(text("What it means"), Kind.LONG_TEXT),
        )
        return View(text("Totals"), columns, tuple(rows))

    def _view(
        self, name: str, columns: tuple[Column, ...], rows: Sequence[tuple[Value, ...]], fixed: int = 1
    ) -> View:
        titled = tuple(Column(self._language.text(column.title), column.kind) for column in columns)
        return View(self._language.text(name), titled, tuple(rows), fixed)

    def _money(self, cost: Amount, landlord: Amount, *, known: bool = True) -> tuple[Value, ...]:
        if not known:
            return (None, None, "", None, None)
        complete = self._language.text("yes" if cost.complete and landlord.complete else "no")
        return (cost.forecast, cost.actual, complete, landlord.forecast, landlord.actual)

    def _axis(self, code: str) -> str:
        name = self._entry(ReferenceList.AXIS, code)
        return f"{code} – {name}" if name != code else name

    def _entry(self, name: ReferenceList, code: str) -> str:
        entry = self._lists[name].get(code)
        return code if entry is None else entry.label


def _counts(figures: Figures) -> tuple[Value, ...]:
    return (
        figures.sessions,
        figures.held,
        figures.cancelled,
        figures.to_place_again,
        figures.to_come,
        figures.unmarked,
        figures.people,
        figures.presences,
        figures.heads,
        _rate(figures.mean_per_session),
        figures.participant_hours,
    )


def _people(figures: Figures) -> tuple[Value, ...]:
    return figures.women, figures.men, figures.seniors, figures.first_timers


def _rate(value: float | None) -> Value:
    return None if value is None else float(value)
