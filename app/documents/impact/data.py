"""What an impact sheet is made of, from one moment of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from json import loads

from sqlalchemy import Connection, select

from app.db.tables import Residence, Session
from app.documents.landlord import Landlord, landlord
from app.domain.budgets import Budget, BudgetLine, budget
from app.domain.counting import CountedSession, Figures, Loyalty, by_session, count, loyalty
from app.domain.errors import NotFound
from app.domain.ids import ActionId, ResidenceId
from app.domain.kinds import ReferenceList, SessionStatus
from app.queries.actions import ActionDetail, action_detail
from app.queries.chunks import chunks
from app.queries.reference import Entry, reference_lists
from app.queries.registers import VolunteerWork, action_register, volunteer_work


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session held and marked, for the curve of attendance."""

    starts_at: datetime
    presences: int
    heads: int


@dataclass(frozen=True, slots=True)
class ImpactData:
    """An action with its figures."""

    detail: ActionDetail
    figures: Figures
    loyalty: Loyalty
    held: tuple[HeldSession, ...]
    volunteers: VolunteerWork
    residences: Mapping[ResidenceId, str]
    budget: Budget
    has_money: bool
    accounts: Mapping[str, str]
    """What accounts are called, by their first two digits."""
    landlord: Landlord
    lists: Mapping[ReferenceList, Mapping[str, Entry]]


def impact_data(connection: Connection, action_id: ActionId, now: datetime, language: str) -> ImpactData:
    """An action's sheet; raises `NotFound` where the action is gone."""
    detail = action_detail(connection, action_id, now)
    if detail is None:
        raise NotFound("This action no longer exists: somebody removed it.")
    book = action_register(connection, action_id)
    figures = count(book)
    parts = by_session(book, lambda session: session.id)
    held = []
    for session in sorted(book.sessions, key=_start):
        if session.status is SessionStatus.HELD:
            part = count(parts[session.id])
            held.append(HeldSession(session.starts_at, part.presences, part.heads))
    lines = [
        BudgetLine(line.side, line.account, line.forecast, line.actual, line.landlord)
        for line in detail.money
    ]
    return ImpactData(
        detail=detail,
        figures=figures,
        loyalty=loyalty(book),
        held=tuple(held),
        volunteers=volunteer_work(connection, Session.action_id == action_id, book.sessions),
        residences=_names(connection, figures),
        budget=budget(lines),
        has_money=bool(lines),
        accounts=_accounts(language),
        landlord=landlord(connection),
        lists=reference_lists(connection, language),
    )


def _start(session: CountedSession) -> datetime:
    return session.starts_at


def _names(connection: Connection, figures: Figures) -> dict[ResidenceId, str]:
    names: dict[ResidenceId, str] = {}
    for chunk in chunks(figures.by_residence):
        for row in connection.execute(select(Residence.id, Residence.name).where(Residence.id.in_(chunk))):
            names[ResidenceId(row.id)] = row.name
    return names


def _accounts(language: str) -> dict[str, str]:
    listed = loads(files("resources.reference").joinpath("accounts.json").read_text(encoding="utf-8"))
    return {
        code: french if language == "fr" else english
        for side in listed.values()
        for code, french, english in side
    }
