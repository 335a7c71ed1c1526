"""The first page of the annual summary: the year in a few sentences and a dozen figures."""

from __future__ import annotations

from datetime import date

from app.documents.annual.phrases import Phrases
from app.documents.kit.figures import KeyFigure
from app.i18n.values import UNKNOWN


def in_short(say: Phrases) -> tuple[str, ...]:
    """The year in some sentences, each true by the figures alone."""
    facts, text, plural = say.facts, say.text, say.plural
    totals = facts.totals
    held = plural("{n} session held", "{n} sessions held", totals.held)
    sentences = [
        plural(
            "In {year}, {n} action gave rise to {sessions}.",
            "In {year}, {n} actions gave rise to {sessions}.",
            len(facts.actions),
            year=str(facts.year),
            sessions=held,
        )
    ]
    if totals.people:
        presences = plural("{n} presence", "{n} presences", totals.presences)
        sentences.append(
            plural(
                "{n} different person came ({presences}), {new} of them for the first time.",
                "{n} different people came ({presences}), {new} of them for the first time.",
                totals.people,
                presences=presences,
                new=totals.first_timers,
            )
        )
    if totals.heads:
        sentences.append(
            plural(
                "Where nobody was named, {n} head was counted besides.",
                "Where nobody was named, {n} heads were counted besides.",
                totals.heads,
            )
        )
    if totals.residences:
        sentences.append(
            text(
                "The people came from {reached} of the {all} residences; {share} of them live in a priority district.",
                reached=totals.residences,
                all=facts.estate_residences,
                share=say.percent(totals.district_rate),
            )
        )
    best = max(range(12), key=lambda month: facts.months[month].presences)
    if facts.months[best].presences:
        sentences.append(
            text(
                "The busiest month was {month}.",
                month=say.language.date(date(facts.year, best + 1, 1), "month_name"),
            )
        )
    if facts.money.cost.forecast:
        sentences.append(
            text(
                "The cost of the year is {cost} by forecast, of which the landlord bears {own}.",
                cost=say.forecast(facts.money.cost),
                own=say.forecast(facts.money.landlord),
            )
        )
    return tuple(sentences)


def key_figures(say: Phrases) -> tuple[KeyFigure, ...]:
    """The dozen that management asks for."""
    facts, text, whole = say.facts, say.text, say.whole
    totals = facts.totals
    hours = round(facts.volunteer_time.total_seconds() / 3600)
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
        KeyFigure(say.percent(totals.district_rate), text("of the people live in a priority district")),
        KeyFigure(whole(facts.partners), text("partners and funders")),
        KeyFigure(
            text("{people} · {hours} h", people=facts.volunteers, hours=hours),
            text("volunteers, and their hours"),
        ),
        KeyFigure(say.forecast(facts.money.cost), text("cost, forecast")),
        _actual_cost(say),
    )


def caveats(say: Phrases) -> tuple[str, ...]:
    """What one must know to read the figures rightly."""
    facts, text, plural = say.facts, say.text, say.plural
    found = [
        text("People, presences and heads without a name are three different figures: they are never added.")
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


def _actual_cost(say: Phrases) -> KeyFigure:
    cost, text = say.facts.money.cost, say.text
    if cost.actual is None:
        return KeyFigure(UNKNOWN, text("cost, actual: not known yet"))
    label = text("cost, actual") if cost.complete else text("cost, actual so far")
    return KeyFigure(say.language.money(cost.actual, cents=False), label)
