"""All that the page of an action shows, from one moment of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from app.db.tables import Printout
from app.domain.counting import Figures, count
from app.domain.ids import ActionId, SessionId
from app.domain.kinds import ReferenceList
from app.queries.actions import ActionDetail, action_detail
from app.queries.choices import (
    Choice,
    coordinator_choices,
    organisation_choices,
    residence_choices,
    venue_choices,
)
from app.queries.productions import ProductionDetail, production_detail
from app.queries.reference import Entry, reference_lists
from app.queries.registers import action_register
from app.queries.rows import SessionRow
from app.queries.sessions import sessions_of_action
from app.queries.team import TeamMember, action_team


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A sheet of an action that left the printer."""

    document: str
    session_id: SessionId | None
    printed_at: datetime
    """In UTC."""


@dataclass(frozen=True, slots=True)
class ActionPage:
    """An action, and what its fields can be."""

    detail: ActionDetail
    sessions: tuple[SessionRow, ...]
    team: tuple[TeamMember, ...]
    production: ProductionDetail | None
    figures: Figures
    printed: tuple[PrintedSheet, ...]
    """The newest first, at most 60."""
    kinds: tuple[Entry, ...]
    axes: tuple[Entry, ...]
    session_kinds: tuple[Entry, ...]
    coordinators: tuple[Choice, ...]
    residences: tuple[Choice, ...]
    venues: tuple[Choice, ...]
    organisations: tuple[Choice, ...]


def action_page(
    connection: Connection, action_id: ActionId, now: datetime, language: str
) -> ActionPage | None:
    """What the page of an action shows, or None where it is gone; a fixed number of statements."""
    detail = action_detail(connection, action_id, now)
    if detail is None:
        return None
    lists = reference_lists(connection, language)
    return ActionPage(
        detail=detail,
        sessions=sessions_of_action(connection, action_id),
        team=action_team(connection, action_id, now),
        production=production_detail(connection, action_id, now.date())
        if detail.row.has_production
        else None,
        figures=count(action_register(connection, action_id)),
        printed=_printed(connection, action_id),
        kinds=tuple(lists[ReferenceList.ACTION_KIND].values()),
        axes=tuple(lists[ReferenceList.AXIS].values()),
        session_kinds=tuple(lists[ReferenceList.SESSION_KIND].values()),
        coordinators=coordinator_choices(connection, now.date()),
        residences=residence_choices(connection),
        venues=venue_choices(connection),
        organisations=organisation_choices(connection),
    )


def _printed(connection: Connection, action_id: ActionId) -> tuple[PrintedSheet, ...]:
    found = connection.execute(
        select(Printout.document, Printout.session_id, Printout.printed_at)
        .where(Printout.action_id == action_id)
        .order_by(Printout.printed_at.desc())
        .limit(60)
    )
    return tuple(PrintedSheet(row.document, row.session_id, row.printed_at) for row in found)
