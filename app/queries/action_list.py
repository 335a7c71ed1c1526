"""The list of actions with what its filters offer, from one moment of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from app.domain.kinds import ActionStatus, ReferenceList
from app.queries.actions import ActionRow, action_years, actions
from app.queries.choices import Choice, coordinator_choices
from app.queries.reference import Entry, reference_lists


@dataclass(frozen=True, slots=True)
class ActionList:
    """Actions that a filter shows, and the lists that editors and filters offer."""

    rows: tuple[ActionRow, ...]
    years: tuple[int, ...]
    kinds: Mapping[str, Entry]
    axes: Mapping[str, Entry]
    coordinators: tuple[Choice, ...]


def action_list(
    connection: Connection,
    now: datetime,
    language: str,
    *,
    year: int | None = None,
    text: str = "",
    statuses: frozenset[ActionStatus] = frozenset(),
) -> ActionList:
    """The newest actions first; a fixed number of statements."""
    lists = reference_lists(connection, language)
    today: date = now.date()
    return ActionList(
        rows=actions(connection, now, year=year, text=text, statuses=statuses),
        years=action_years(connection),
        kinds=lists[ReferenceList.ACTION_KIND],
        axes=lists[ReferenceList.AXIS],
        coordinators=coordinator_choices(connection, today),
    )
