"""The tables and charts of the annual summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from app.documents.annual.phrases import Phrases
from app.documents.annual.view import Section
from app.documents.kit.figures import Bar, BarGroup
from app.documents.kit.table import Table, TableColumn
from app.documents.small_groups import shown_counts, withheld_note
from app.domain.budgets import together
from app.domain.counting import Figures
from app.domain.kinds import AgeBand, label
from app.i18n.values import UNKNOWN, written
from app.queries.annual_rows import AnnualAction, AnnualPlace, UnreachedResidence
from app.queries.annual_totals import annual_totals

MOST_RESIDENCES = 20
"""Residences that the paper lists; the workbook has them all."""


def months(say: Phrases) -> Section:
    """Presences, and heads without a name, by month."""
    bars = tuple(
        Bar(
            say.language.date(date(say.facts.year, number, 1), "month_name"),
            figures.presences,
            say.whole(figures.presences),
            figures.heads,
            say.whole(figures.heads),
        )
        for number, figures in enumerate(say.facts.months, start=1)
    )
    names = (say.text("Presences by name"), say.text("Heads without a name"))
    return Section(say.text("Attendance by month"), columns=bars, column_names=names)


def axes(say: Phrases) -> Section:
    """A row for each axis, and the year."""
    text, facts = say.text, say.facts
    rows = [
        _counted(say, say.axis(axis.code), axis.actions, axis.figures, say.forecast(axis.money.cost))
        for axis in facts.axes
    ]
    rows.append(
        _counted(
            say, text("The whole year"), len(facts.actions), facts.totals, say.forecast(facts.money.cost)
        )
    )
    columns = (
        TableColumn(text("Axis"), 4),
        *say.number_columns("Actions", "Sessions held", "People", "Presences", "Heads without a name"),
        TableColumn(text("Cost, forecast"), 1.6, "right"),
    )
    note = text("Somebody who came to actions of two axes counts in both, and once in the whole year.")
    return Section(text("By axis"), note, Table(columns, tuple(rows), frozenset({len(rows) - 1})))


def publics(say: Phrases) -> Section:
    """Who came: sex, age, first-timers."""
    figures, text, least = say.facts.totals, say.text, say.data.landlord.small_group
    bands = [figures.bands.get(band, 0) for band in AgeBand]
    sexes, hidden_sexes = _bars(
        say,
        (
            (text("Women"), figures.women),
            (text("Men"), figures.men),
            (text("Not known"), figures.sex_unknown),
        ),
    )
    ages, hidden_ages = _bars(
        say,
        (
            *((text(label(band)), number) for band, number in zip(AgeBand, bands, strict=True)),
            (text("Not known"), figures.age_unknown),
        ),
    )
    among = (
        (text("First-timers"), figures.first_timers),
        (text("In a priority district"), figures.in_district),
        (text("Landlord’s employees"), figures.staff),
    )
    others = tuple(Bar(name, number, say.part_of(number, figures.people)) for name, number in among)
    note = text("Of the {count} different people, by age at the end of the year.", count=figures.people)
    if hidden_sexes or hidden_ages:
        note = f"{note} {withheld_note(least, say.language)}"
    return Section(
        text("Who came"),
        note,
        groups=(
            BarGroup(text("Age"), ages),
            BarGroup(text("Sex, and among all of them"), (*sexes, *others)),
        ),
    )


def agencies(say: Phrases) -> Section:
    """A row for each agency, and the year."""
    return _places(say, say.text("By agency"), say.facts.agencies)


def districts(say: Phrases) -> Section:
    """A row for each district, and the year."""
    more = say.text("Districts as they were on 1 January.")
    return _places(say, say.text("By district"), say.facts.districts, more)


def money(say: Phrases) -> Section:
    """Where the money came from, and what it comes to."""
    facts, text = say.facts, say.text
    whole = together(source.amount for source in facts.sources)
    rows = [
        (
            text("The landlord") if source.landlord else source.name or text("Not named"),
            say.forecast(source.amount),
            say.percent(float(source.amount.forecast / whole.forecast) if whole.forecast else None),
            say.so_far(source.amount),
        )
        for source in facts.sources
    ]
    all_of_it = say.percent(1.0 if whole.forecast else None)
    rows.append((text("All income"), say.forecast(whole), all_of_it, say.so_far(whole)))
    rows.append((text("All expenses"), say.forecast(facts.money.cost), "", say.so_far(facts.money.cost)))
    columns = (
        TableColumn(text("Where the money comes from"), 5),
        TableColumn(text("Forecast"), 2, "right"),
        TableColumn(text("Share"), 1.2, "right"),
        TableColumn(text("Actual so far"), 2, "right"),
    )
    note = text(
        "Amounts of an action fall in the year in proportion to its sessions; contributions in kind are left out."
    )
    partly = any(not source.amount.complete and source.amount.actual is not None for source in facts.sources)
    partly = partly or (not facts.money.cost.complete and facts.money.cost.actual is not None)
    return Section(
        text("Money"),
        " ".join(part for part in (note, say.leverage(facts.money.leverage)) if part),
        Table(columns, tuple(rows), frozenset({len(rows) - 2, len(rows) - 1})),
        foot=text("* Not all actual amounts are known yet.") if partly else "",
    )


def partners(say: Phrases) -> Section | None:
    """A row for each organisation that had a part; None where there is none."""
    text = say.text
    funds = Counter(name for action in say.facts.actions for name in action.funders)
    takes = Counter(name for action in say.facts.actions for name in action.partners)
    names = sorted({*funds, *takes}, key=lambda name: (-funds[name] - takes[name], name))
    if not names:
        return None
    rows = tuple(
        (name, *(say.whole(number) if number else UNKNOWN for number in (takes[name], funds[name])))
        for name in names
    )
    columns = (
        TableColumn(text("Organisation"), 6),
        TableColumn(text("Actions as partner"), 1.8, "right"),
        TableColumn(text("Actions as funder"), 1.8, "right"),
    )
    return Section(text("Partners and funders"), table=Table(columns, rows))


def reached(say: Phrases) -> Section:
    """The residences of which most people came."""
    found = _reached(say)
    note = ""
    if len(found) > MOST_RESIDENCES:
        note = say.text(
            "The {count} residences of which most people came; all {all} are in the workbook of the year.",
            count=MOST_RESIDENCES,
            all=len(found),
        )
    return Section(
        say.text("Residences reached"),
        note,
        _reached_table(say, found[:MOST_RESIDENCES]) if found else None,
        foot="" if found else say.text("No attendance by name is known yet."),
    )


def unreached(say: Phrases) -> Section:
    """The residences of which nobody came, the largest first."""
    text, found = say.text, _unreached(say)
    if not found:
        return Section(text("Residences not reached"), foot=text("Somebody came from every residence."))
    note = text("Nobody who lives there came in the year.")
    if len(found) > MOST_RESIDENCES:
        more = text(
            "The {count} largest; all {all} are in the workbook of the year.",
            count=MOST_RESIDENCES,
            all=len(found),
        )
        note = f"{note} {more}"
    return Section(text("Residences not reached"), note, _unreached_table(say, found[:MOST_RESIDENCES]))


def lessons(say: Phrases, told: frozenset[str]) -> Section | None:
    """What the actions taught and what comes next, but for those told (by code); None where nothing is."""
    text = say.text
    rows = tuple(
        (f"{action.code} {action.title}", story.lessons or UNKNOWN, story.follow_up or UNKNOWN)
        for action in say.facts.actions
        if action.code not in told
        and (story := say.data.stories.get(action.id))
        and (story.lessons or story.follow_up)
    )
    if not rows:
        return None
    columns = (
        TableColumn(text("Action"), 3),
        TableColumn(text("What we learnt"), 4.5),
        TableColumn(text("What comes next"), 4),
    )
    heading = text("Lessons and outlook of the other actions") if told else text("Lessons and outlook")
    return Section(heading, table=Table(columns, rows))


def listing(say: Phrases) -> Section:
    """Every action under its axis, and the year."""
    text, facts = say.text, say.facts
    columns = (
        TableColumn(text("Code"), 1.5),
        TableColumn(text("Action"), 5),
        TableColumn(text("Agency"), 2.6),
        TableColumn(text("District"), 2.8),
        TableColumn(text("Dates"), 2.4),
        *(
            TableColumn(text(name), 1.45, "right")
            for name in ("Sessions held", "People", "Presences", "Heads without a name")
        ),
        TableColumn(text("Cost, forecast"), 1.75, "right"),
        TableColumn(text("Funders"), 3),
    )
    rows: list[tuple[str, ...]] = []
    for axis in facts.axes:
        rows.append((f"{say.axis(axis.code)} ({say.whole(axis.actions)})",))
        rows += [_action(say, action) for action in facts.actions if action.axis == axis.code]
    totals = facts.totals
    rows.append(
        (
            "",
            text("The whole year"),
            "",
            "",
            "",
            *say.numbers(totals.held, totals.people, totals.presences, totals.heads),
            say.forecast(facts.money.cost),
            "",
        )
    )
    return Section(text("All actions"), table=Table(columns, tuple(rows), frozenset({len(rows) - 1})))


def definitions(say: Phrases) -> Section:
    """Each figure with what it means."""
    text = say.text
    rows = tuple(
        (text(total.name), written(total.value, total.kind, say.language), text(total.meaning))
        for total in annual_totals(say.facts)
    )
    columns = (
        TableColumn(text("Figure"), 3),
        TableColumn(text("Value"), 1.6, "right"),
        TableColumn(text("What it means"), 6),
    )
    return Section(text("What the figures mean"), table=Table(columns, rows))


def _counted(say: Phrases, name: str, actions: int, figures: Figures, cost: str) -> tuple[str, ...]:
    counts = (actions, figures.held, figures.people, figures.presences, figures.heads)
    return (name, *say.numbers(*counts), cost)


def _bars(say: Phrases, counts: Sequence[tuple[str, int]]) -> tuple[tuple[Bar, ...], bool]:
    """Bars of the parts of all people, small ones withheld; and whether any was."""
    people = say.facts.totals.people
    shown = shown_counts([number for _, number in counts], say.data.landlord.small_group, say.language)
    bars = tuple(
        Bar(name, each.value, each.words if each.withheld else say.part_of(each.value, people))
        for (name, _), each in zip(counts, shown, strict=True)
    )
    return bars, any(each.withheld for each in shown)


def _places(say: Phrases, heading: str, places: Sequence[AnnualPlace], more: str = "") -> Section:
    text, facts = say.text, say.facts
    rows = [
        (
            place.name or text("Elsewhere or not known"),
            *say.numbers(
                place.dwellings or None,
                place.sessions,
                place.living.people,
                place.living.presences,
                place.heads,
            ),
            say.percent(place.reach, 1),
        )
        for place in places
    ]
    totals, dwellings = facts.totals, facts.estate_dwellings
    rows.append(
        (
            text("The whole year"),
            *say.numbers(dwellings, totals.held, totals.people, totals.presences, totals.heads),
            say.percent(totals.people / dwellings if dwellings else None, 1),
        )
    )
    columns = (
        TableColumn(text("Name"), 4),
        *say.number_columns(
            "Dwellings", "Sessions held there", "People who live there", "Presences", "Heads counted there"
        ),
        TableColumn(text("People by dwelling"), 1.4, "right"),
    )
    note = text(
        "Sessions and heads count where the session was held, people and presences where people live."
    )
    table = Table(columns, tuple(rows), frozenset({len(rows) - 1}))
    return Section(heading, " ".join(part for part in (note, more) if part), table)


def _reached(say: Phrases) -> list[AnnualPlace]:
    found = (place for place in say.facts.residences if place.id is not None and place.living.people)
    return sorted(found, key=lambda place: (-place.living.people, place.name, place.code))


def _reached_table(say: Phrases, places: Sequence[AnnualPlace]) -> Table:
    rows = tuple(
        (
            place.name,
            *say.numbers(
                place.dwellings or None, place.sessions, place.living.people, place.living.presences
            ),
            say.percent(place.reach, 1),
        )
        for place in places
    )
    columns = (
        TableColumn(say.text("Residence"), 4),
        *say.number_columns("Dwellings", "Sessions held there", "People who live there", "Presences"),
        TableColumn(say.text("People by dwelling"), 1.4, "right"),
    )
    return Table(columns, rows)


def _unreached(say: Phrases) -> list[UnreachedResidence]:
    return sorted(say.facts.unreached, key=lambda place: (-place.dwellings, place.name, place.code))


def _unreached_table(say: Phrases, places: Sequence[UnreachedResidence]) -> Table:
    text = say.text
    rows = tuple(
        (
            place.name,
            place.commune or UNKNOWN,
            place.agency or UNKNOWN,
            place.district or UNKNOWN,
            say.whole(place.dwellings),
            UNKNOWN if place.last_came is None else say.language.date(place.last_came, "short"),
        )
        for place in places
    )
    columns = (
        TableColumn(text("Residence"), 3.6),
        TableColumn(text("Commune"), 2.3),
        TableColumn(text("Agency"), 2.3),
        TableColumn(text("District"), 2.3),
        TableColumn(text("Dwellings"), 1.2, "right"),
        TableColumn(text("Somebody last came"), 1.5, "right"),
    )
    return Table(columns, rows)


def _action(say: Phrases, action: AnnualAction) -> tuple[str, ...]:
    figures = action.figures
    return (
        action.code,
        action.title,
        say.named(action.agencies),
        say.named(action.districts),
        say.dates(action),
        *say.numbers(figures.held, figures.people, figures.presences, figures.heads),
        say.forecast(action.money.cost) if action.has_budget else UNKNOWN,
        say.named(action.funders),
    )
