"""Some actions of the year told on half a page each (domain.md 3.5)."""

from __future__ import annotations

from app.documents.annual.phrases import Phrases
from app.documents.annual.view import Tale
from app.documents.kit.figures import KeyFigure
from app.domain.ids import ActionId
from app.i18n.values import UNKNOWN
from app.queries.annual_rows import AnnualAction

MOST = 8


def tales(say: Phrases) -> tuple[Tale, ...]:
    """The actions told, by code."""
    return tuple(_tale(say, action) for action in notable(say))


def tales_note(say: Phrases) -> str:
    """How they were chosen, so that nobody has to guess."""
    return say.text(
        "Of each axis the action with most participant hours, then those that follow; where nobody was named,"
        " the heads decide. Only actions of which something was written are told."
    )


def notable(say: Phrases) -> tuple[AnnualAction, ...]:
    """The best of each axis first, then the next ones, a quarter of the year's actions at most."""
    stories = say.data.stories
    told = [
        action
        for action in say.facts.actions
        if action.figures.held and action.id in stories and stories[action.id].told
    ]
    told.sort(key=lambda action: (-action.figures.participant_hours, -action.figures.heads, action.code))
    best: dict[str, AnnualAction] = {}
    for action in told:
        best.setdefault(action.axis, action)
    chosen: dict[ActionId, AnnualAction] = {
        action.id: action for action in sorted(best.values(), key=told.index)
    }
    chosen.update((action.id, action) for action in told if action.id not in chosen)
    most = min(MOST, max(3, len(say.facts.actions) // 4))
    return tuple(sorted(list(chosen.values())[:most], key=lambda action: action.code))


def _tale(say: Phrases, action: AnnualAction) -> Tale:
    text, whole, figures = say.text, say.whole, action.figures
    story = say.data.stories[action.id]
    passages = (
        (text("Why"), story.context),
        (text("What was done"), story.description),
        (text("What we learnt"), story.lessons),
        (text("What comes next"), story.follow_up),
    )
    numbers = [
        KeyFigure(whole(figures.held), text("sessions held")),
        KeyFigure(whole(figures.people), text("different people")),
        KeyFigure(whole(figures.presences), text("presences")),
        KeyFigure(whole(figures.heads), text("heads without a name")),
        KeyFigure(
            say.forecast(action.money.cost) if action.has_budget else UNKNOWN,
            text("cost, forecast"),
        ),
    ]
    where = ", ".join(action.residences)
    return Tale(
        code=action.code,
        heading=action.title,
        above=" · ".join(
            part for part in (action.code, say.axis(action.axis), say.dates(action), action.lead) if part
        ),
        below=where,
        figures=tuple(numbers),
        passages=tuple((name, words) for name, words in passages if words),
        partners=text("With {names}.", names=say.language.listing((*action.partners, *action.funders)))
        if action.partners or action.funders
        else "",
    )
