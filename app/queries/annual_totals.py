"""The figures of a year, each with the sentence that says what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.domain.budgets import cost_per
from app.domain.counting import ratio
from app.i18n.messages import N_
from app.i18n.values import Kind, Value
from app.queries.annual_rows import AnnualFacts


@dataclass(frozen=True, slots=True)
class Total:
    """A figure, its name and its definition (message ids); the value is None where it is not known."""

    name: str
    value: Value
    kind: Kind
    meaning: str


def annual_totals(facts: AnnualFacts) -> tuple[Total, ...]:
    """The year's figures in the order in which a summary tells them."""
    return (*_work(facts), *_people(facts), *_estate(facts), *_means(facts))


def _work(facts: AnnualFacts) -> tuple[Total, ...]:
    figures = facts.totals
    return (
        Total(
            N_("Actions"),
            len(facts.actions),
            Kind.WHOLE,
            N_("Actions with a session in the year, or under way in it."),
        ),
        Total(
            N_("Sessions"),
            figures.sessions,
            Kind.WHOLE,
            N_("Dates in the plan of the year, whatever became of them; options are left out."),
        ),
        Total(N_("Sessions held"), figures.held, Kind.WHOLE, N_("Sessions that took place.")),
        Total(
            N_("Sessions cancelled"), figures.cancelled, Kind.WHOLE, N_("Sessions that will not take place.")
        ),
        Total(
            N_("Sessions to place again"),
            figures.to_place_again,
            Kind.WHOLE,
            N_("Dates that were skipped and wait for a new one."),
        ),
        Total(N_("Sessions to come"), figures.to_come, Kind.WHOLE, N_("Planned and not held yet.")),
        Total(
            N_("Share of sessions held"),
            figures.held_rate,
            Kind.PERCENT,
            N_("Sessions held by sessions of the year."),
        ),
        Total(
            N_("Sessions not marked yet"),
            figures.unmarked,
            Kind.WHOLE,
            N_("Sessions held of which it is not known yet who came: the figures below lack them."),
        ),
    )


def _people(facts: AnnualFacts) -> tuple[Total, ...]:
    figures = facts.totals
    return (
        Total(
            N_("Different people"),
            figures.people,
            Kind.WHOLE,
            N_(
                "Everybody who came to at least one session held, counted once. People on duty are not among them."
            ),
        ),
        Total(
            N_("Presences"),
            figures.presences,
            Kind.WHOLE,
            N_("Each of these people at each session: who came ten times counts ten."),
        ),
        Total(
            N_("Heads without a name"),
            figures.heads,
            Kind.WHOLE,
            N_(
                "People counted at sessions without a name, each time anew. Never added to people or presences."
            ),
        ),
        Total(
            N_("Presences per session"),
            figures.mean_per_session,
            Kind.DECIMAL,
            N_("Presences by session held."),
        ),
        Total(
            N_("Participant hours"),
            figures.participant_hours,
            Kind.DECIMAL,
            N_("The length of each session held times the presences at it."),
        ),
        Total(
            N_("Attendance rate"),
            figures.presence_rate,
            Kind.PERCENT,
            N_("Of the marks of people who were expected, those that say present. Walk-ins are left out."),
        ),
        Total(N_("Women"), figures.women, Kind.WHOLE, N_("Of the different people.")),
        Total(N_("Men"), figures.men, Kind.WHOLE, N_("Of the different people.")),
        Total(
            N_("Sex not known"),
            figures.sex_unknown,
            Kind.WHOLE,
            N_("Of the different people; the shares leave them out."),
        ),
        Total(
            N_("60 and over"),
            figures.seniors,
            Kind.WHOLE,
            N_("Of the different people, by age at the end of the year."),
        ),
        Total(
            N_("Age not known"),
            figures.age_unknown,
            Kind.WHOLE,
            N_("Of the different people; the shares leave them out."),
        ),
        Total(
            N_("First-timers"),
            figures.first_timers,
            Kind.WHOLE,
            N_("Of the different people, those who had never come to any action in this workspace before."),
        ),
        Total(
            N_("In a priority district"),
            figures.in_district,
            Kind.WHOLE,
            N_("Of the different people, those whose residence lay in one on 1 January."),
        ),
        Total(
            N_("Landlord’s employees"),
            figures.staff,
            Kind.WHOLE,
            N_("Of the different people, those who take part while being employed by the landlord."),
        ),
    )


def _estate(facts: AnnualFacts) -> tuple[Total, ...]:
    reached = facts.totals.residences
    return (
        Total(
            N_("Residences reached"),
            reached,
            Kind.WHOLE,
            N_("Residences of which at least one person came."),
        ),
        Total(N_("Residences of the estate"), facts.estate_residences, Kind.WHOLE, N_("All of them.")),
        Total(
            N_("Share of residences reached"),
            ratio(reached, facts.estate_residences),
            Kind.PERCENT,
            N_("Residences reached by residences of the estate."),
        ),
        Total(
            N_("Dwellings of the estate"), facts.estate_dwellings, Kind.WHOLE, N_("In all its residences.")
        ),
        Total(
            N_("People outside the estate"),
            facts.totals.outside,
            Kind.WHOLE,
            N_("Of the different people, those who live elsewhere or of whom it is not known."),
        ),
    )


def _means(facts: AnnualFacts) -> tuple[Total, ...]:
    cost, own = facts.money.cost, facts.money.landlord
    leverage = facts.money.leverage
    hours = facts.totals.participant_hours
    return (
        Total(
            N_("Partners and funders"),
            facts.partners,
            Kind.WHOLE,
            N_("Different organisations that had a part in an action of the year."),
        ),
        Total(
            N_("Volunteers"),
            facts.volunteers,
            Kind.WHOLE,
            N_("Different people on duty as volunteers at sessions held."),
        ),
        Total(
            N_("Volunteer hours"),
            facts.volunteer_time / timedelta(hours=1),
            Kind.DECIMAL,
            N_("The length of these sessions times the volunteers on duty."),
        ),
        Total(
            N_("Cost, forecast"),
            cost.forecast,
            Kind.MONEY,
            N_(
                "Expenses of the actions without contributions in kind, in proportion to their sessions of the year."
            ),
        ),
        Total(
            N_("Cost, actual so far"),
            cost.actual,
            Kind.MONEY,
            N_("What is known of the actual expenses; not all of it while lines are open."),
        ),
        Total(
            N_("Landlord’s share, forecast"),
            own.forecast,
            Kind.MONEY,
            N_("Of the income, what the landlord gives itself."),
        ),
        Total(
            N_("Landlord’s share, actual so far"),
            own.actual,
            Kind.MONEY,
            N_("What is known of what the landlord gave itself."),
        ),
        Total(
            N_("Cost of the year per euro of the landlord"),
            None if leverage is None else leverage.value,
            Kind.DECIMAL,
            N_("On actual amounts where all are known, else on the forecast."),
        ),
        Total(
            N_("Cost per person"),
            cost_per(cost.known, facts.totals.people),
            Kind.MONEY,
            N_("Actual cost by different people; empty until all costs are known."),
        ),
        Total(
            N_("Cost per participant hour"),
            cost_per(cost.known, hours),
            Kind.MONEY,
            N_("Actual cost by participant hours; empty until all costs are known."),
        ),
        Total(
            N_("Actions without a budget"),
            facts.without_budget,
            Kind.WHOLE,
            N_("Actions with sessions in the year of which no money is known: the costs above lack them."),
        ),
    )
