"""A year's account: every figure of the annual summary, for paper, workbook and screen alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select

from app.db.tables import Action, Organisation, Partner, Person, Session
from app.domain.budgets import together
from app.domain.counting import Figures, Register, by_session, count
from app.domain.ids import ActionId, ResidenceId, SessionId
from app.domain.kinds import ActionStatus, PartnerRole, SessionStatus
from app.domain.names import full_name
from app.queries.annual_estate import Estate, residences_of_actions
from app.queries.annual_money import YearBudgets, year_budgets
from app.queries.annual_rows import AnnualAction, AnnualAxis, AnnualFacts, YearMoney
from app.queries.registers import districts, in_year, register, volunteer_work

_UNDER_WAY = (ActionStatus.APPROVED, ActionStatus.RUNNING, ActionStatus.FINISHED)


def annual_facts(connection: Connection, year: int) -> AnnualFacts:
    """Everything that is counted about a year, in a fixed number of statements."""
    lies_in = districts(connection)
    book = register(connection, in_year(year), lies_in)
    estate = Estate(connection, lies_in, year)
    homes = residences_of_actions(connection)
    place = estate.places_of_sessions(connection, year, homes)
    budgets = year_budgets(connection, year)
    rows = _actions(connection, year, book, estate, homes, place, budgets)
    residences = estate.by_residence(book, place)
    months = by_session(book, lambda session: session.starts_at.month)
    volunteers = volunteer_work(connection, in_year(year), book.sessions)
    return AnnualFacts(
        year=year,
        totals=count(book),
        actions=rows,
        axes=_axes(book, rows),
        agencies=estate.by_agency(residences),
        districts=estate.by_district(residences),
        residences=residences,
        unreached=estate.unreached(connection, residences),
        estate_residences=estate.residences,
        estate_dwellings=estate.dwellings,
        months=tuple(count(months[month]) if month in months else Figures() for month in range(1, 13)),
        money=_money(row.money for row in rows),
        sources=budgets.sources,
        without_budget=sum(not row.has_budget and row.figures.sessions > 0 for row in rows),
        partners=len({name for row in rows for name in (*row.partners, *row.funders)}),
        volunteers=volunteers.people,
        volunteer_time=volunteers.time,
        open_year=any(session.status is SessionStatus.PLANNED for session in book.sessions),
    )


def _actions(
    connection: Connection,
    year: int,
    book: Register,
    estate: Estate,
    homes: Mapping[ActionId, tuple[ResidenceId, ...]],
    place: Mapping[SessionId, ResidenceId],
    budgets: YearBudgets,
) -> tuple[AnnualAction, ...]:
    parts = by_session(book, lambda session: session.action_id)
    with_sessions = select(Session.action_id).where(in_year(year), Session.status != SessionStatus.OPTION)
    chosen = or_(
        Action.id.in_(with_sessions),
        and_(
            Action.status.in_(_UNDER_WAY),
            Action.starts_on <= date(year, 12, 31),
            or_(Action.ends_on.is_(None), Action.ends_on >= date(year, 1, 1)),
            or_(Action.ends_on.is_not(None), Action.starts_on >= date(year, 1, 1)),
        ),
    )
    funders, partners = _organisations(connection)
    rows = connection.execute(
        select(
            Action.id,
            Action.code,
            Action.title,
            Action.kind,
            Action.axis,
            Action.status,
            Person.given_name,
            Person.family_name,
        )
        .outerjoin(Person, Person.id == Action.lead_id)
        .where(chosen)
        .order_by(Action.code)
    )
    return tuple(
        _action(row, parts.get(row.id), estate, homes, place, budgets, funders, partners) for row in rows
    )


def _action(
    row: Any,
    part: Register | None,
    estate: Estate,
    homes: Mapping[ActionId, tuple[ResidenceId, ...]],
    place: Mapping[SessionId, ResidenceId],
    budgets: YearBudgets,
    funders: Mapping[UUID, dict[str, None]],
    partners: Mapping[UUID, dict[str, None]],
) -> AnnualAction:
    sessions = [s for s in part.sessions if s.status is not SessionStatus.OPTION] if part else []
    where = homes.get(row.id) or tuple(
        dict.fromkeys(place[session.id] for session in sessions if session.id in place)
    )
    payers = dict.fromkeys((*funders.get(row.id, ()), *budgets.payers.get(row.id, ())))
    return AnnualAction(
        id=ActionId(row.id),
        code=row.code,
        title=row.title,
        kind=row.kind,
        axis=row.axis,
        status=row.status,
        lead=full_name(row.given_name or "", row.family_name or ""),
        agencies=estate.agency_names(where),
        residences=estate.residence_names(where),
        districts=estate.district_names(where),
        first_day=sessions[0].starts_at.date() if sessions else None,
        last_day=sessions[-1].starts_at.date() if sessions else None,
        figures=count(part) if part else Figures(),
        money=budgets.by_action.get(row.id, YearMoney()),
        has_budget=row.id in budgets.by_action,
        funders=tuple(payers),
        partners=tuple(name for name in partners.get(row.id, ()) if name not in payers),
    )


def _axes(book: Register, rows: Iterable[AnnualAction]) -> tuple[AnnualAxis, ...]:
    by_axis: dict[str, list[AnnualAction]] = {}
    for row in rows:
        by_axis.setdefault(row.axis, []).append(row)
    axis_of = {row.id: axis for axis, those in by_axis.items() for row in those}
    parts = by_session(book, lambda session: axis_of.get(session.action_id))
    return tuple(
        AnnualAxis(
            axis,
            len(those),
            count(parts[axis]) if axis in parts else Figures(),
            _money(row.money for row in those),
        )
        for axis, those in sorted(by_axis.items(), key=lambda entry: (entry[0] == "", entry[0]))
    )


def _organisations(
    connection: Connection,
) -> tuple[dict[UUID, dict[str, None]], dict[UUID, dict[str, None]]]:
    """The names of each action's funders, and of its other partners; the landlord's own are left out."""
    funders: dict[UUID, dict[str, None]] = {}
    partners: dict[UUID, dict[str, None]] = {}
    for action_id, role, name in connection.execute(
        select(Partner.action_id, Partner.role, Organisation.name)
        .join(Organisation, Organisation.id == Partner.organisation_id)
        .order_by(Organisation.name, Partner.id)
    ):
        chosen = funders if role is PartnerRole.FUNDER else partners
        chosen.setdefault(action_id, {})[name] = None
    return funders, partners


def _money(parts: Iterable[YearMoney]) -> YearMoney:
    rows = list(parts)
    return YearMoney(together(row.cost for row in rows), together(row.landlord for row in rows))
