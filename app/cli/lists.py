"""`list`: what is in a workspace, for people and for programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection

from app.cli import values
from app.cli.grids import Column, as_csv, as_json, table
from app.domain.kinds import ReferenceList, label
from app.i18n import Language
from app.i18n.messages import N_
from app.queries.actions import ActionRow, actions
from app.queries.people import PeopleFilter, PersonRow, people
from app.queries.presences import people_present
from app.queries.reference import Entry, reference_lists
from app.queries.residences import AgencyRow, ResidenceRow, agencies, residences
from app.queries.rows import SessionRow
from app.queries.sessions import sessions_between
from app.workspace import Workspace

T = TypeVar("T")
Lists = dict[ReferenceList, dict[str, Entry]]
Days = tuple[date, date] | None

_ALL = 10_000_000


def show(
    kind: str, location: str, first: str | None, last: str | None, form: str, speaking: Language
) -> None:
    """Print a list: of all, or of what has a session in a span of days.

    Of people that means those who were present, of agencies those of the residences where sessions
    were held or planned. Days at either end count; a side not given is open.
    """
    days = values.span(first, last)
    with Workspace.open(location) as workspace:
        now = workspace.clock()
        lists = workspace.read(reference_lists, speaking.code)
        match kind:
            case "agencies":
                _print(_AGENCIES, workspace.read(_agencies, now, days), form, speaking)
            case "residences":
                _print(_RESIDENCES, workspace.read(_residences, now, days), form, speaking)
            case "people":
                _print(_people_columns(speaking), workspace.read(_people, now, days), form, speaking)
            case "actions":
                _print(_action_columns(speaking, lists), workspace.read(_actions, now, days), form, speaking)
            case "sessions":
                sessions = workspace.read(sessions_between, *(days or (values.EARLIEST, values.LATEST)))
                _print(_session_columns(speaking, lists), sessions, form, speaking)


def _print(columns: Sequence[Column[T]], rows: Sequence[T], form: str, speaking: Language) -> None:
    match form:
        case "json":
            sys.stdout.write(as_json(columns, rows))
        case "csv":
            sys.stdout.write(as_csv(columns, rows))
        case _ if rows:
            sys.stdout.write(table(columns, rows, speaking))
            print("\n" + speaking.plural("{n} line", "{n} lines", len(rows)))
        case _:
            print(speaking.text("There is nothing to list."))


# --- the rows --------------------------------------------------------------------------------------


def _agencies(connection: Connection, now: datetime, days: Days) -> Sequence[AgencyRow]:
    found = agencies(connection)
    if days is None:
        return found
    used = {row.agency_id for row in _residences(connection, now, days)}
    return [row for row in found if row.id in used]


def _residences(connection: Connection, now: datetime, days: Days) -> Sequence[ResidenceRow]:
    found = residences(connection, now)
    if days is None:
        return found
    used = {row.residence_id for row in sessions_between(connection, *days)}
    return [row for row in found if row.id in used]


def _people(connection: Connection, now: datetime, days: Days) -> Sequence[PersonRow]:
    found = people(connection, PeopleFilter(), now.date(), limit=_ALL)
    if days is None:
        return found
    present = people_present(connection, *days)
    return [row for row in found if row.id in present]


def _actions(connection: Connection, now: datetime, days: Days) -> Sequence[ActionRow]:
    found = actions(connection, now)
    if days is None:
        return found
    used = {row.action_id for row in sessions_between(connection, *days)}
    return [row for row in found if row.id in used]


# --- the columns -----------------------------------------------------------------------------------

_AGENCIES: tuple[Column[AgencyRow], ...] = (
    Column("id", N_("Id"), lambda row: row.id, in_table=False),
    Column("code", N_("Code"), lambda row: row.code),
    Column("name", N_("Name"), lambda row: row.name),
    Column("residences", N_("Residences"), lambda row: row.residences),
    Column("dwellings", N_("Dwellings"), lambda row: row.dwellings),
)

_RESIDENCES: tuple[Column[ResidenceRow], ...] = (
    Column("id", N_("Id"), lambda row: row.id, in_table=False),
    Column("code", N_("Code"), lambda row: row.code),
    Column("name", N_("Name"), lambda row: row.name),
    Column("address", N_("Address"), lambda row: row.address),
    Column("postal_code", N_("Postal code"), lambda row: row.postal_code),
    Column("commune", N_("Commune"), lambda row: row.commune),
    Column("agency", N_("Agency"), lambda row: row.agency),
    Column("district", N_("District"), lambda row: row.district),
    Column("dwellings", N_("Dwellings"), lambda row: row.dwellings),
    Column("built", N_("Built"), lambda row: row.built, lambda row: str(row.built or "")),
    Column("venues", N_("Venues"), lambda row: row.venues),
    Column("people_met", N_("People met, 12 months"), lambda row: row.people_met),
    Column("actions", N_("Actions"), lambda row: row.actions),
    Column("last_session", N_("Last session"), lambda row: row.last_session),
)


def _people_columns(speaking: Language) -> tuple[Column[PersonRow], ...]:
    def roles(row: PersonRow) -> str:
        return ", ".join(speaking.text(label(role)) for role in row.roles)

    return (
        Column("id", N_("Id"), lambda row: row.id, in_table=False),
        Column("code", N_("Number"), lambda row: str(row.number)),
        Column("name", N_("Name"), lambda row: row.name, in_table=False),
        Column("family_name", N_("Family name"), lambda row: row.family_name),
        Column("given_name", N_("Given name"), lambda row: row.given_name),
        Column("roles", N_("Roles"), lambda row: tuple(role.value for role in row.roles), roles),
        Column("residence", N_("Residence"), lambda row: row.residence),
        Column("phone", N_("Telephone"), lambda row: row.phone),
    )


def _action_columns(speaking: Language, lists: Lists) -> tuple[Column[ActionRow], ...]:
    kinds, axes = lists[ReferenceList.ACTION_KIND], lists[ReferenceList.AXIS]
    return (
        Column("id", N_("Id"), lambda row: row.id, in_table=False),
        Column("code", N_("Code"), lambda row: row.code),
        Column("title", N_("Title"), lambda row: row.title),
        Column("kind", N_("Kind"), lambda row: row.kind, lambda row: _named(kinds, row.kind)),
        Column("status", N_("Status"), lambda row: row.status, lambda row: speaking.text(label(row.status))),
        Column("axis", N_("Axis"), lambda row: row.axis, lambda row: _named(axes, row.axis)),
        Column("lead", N_("Coordinator"), lambda row: row.lead),
        Column("residences", N_("Residences"), lambda row: row.residences),
        Column("sessions", N_("Sessions"), lambda row: row.sessions),
        Column("held", N_("Held"), lambda row: row.held),
        Column("next_session", N_("Next session"), lambda row: row.next_session),
        Column("enrolled", N_("Enrolled"), lambda row: row.enrolled),
        Column("waiting", N_("Waiting"), lambda row: row.waiting),
        Column("places", N_("Places"), lambda row: row.places),
    )


def _session_columns(speaking: Language, lists: Lists) -> tuple[Column[SessionRow], ...]:
    kinds = lists[ReferenceList.SESSION_KIND]
    return (
        Column("id", N_("Id"), lambda row: row.id, in_table=False),
        Column("code", N_("Code"), lambda row: row.code),
        Column("title", N_("Title"), lambda row: row.title),
        Column("action", N_("Action"), lambda row: row.action_title, in_table=False),
        Column("kind", N_("Kind"), lambda row: row.kind, lambda row: _named(kinds, row.kind)),
        Column("status", N_("Status"), lambda row: row.status, lambda row: speaking.text(label(row.status))),
        Column("starts_at", N_("Start"), lambda row: row.starts_at),
        Column("ends_at", N_("End"), lambda row: row.ends_at, lambda row: _end(row, speaking)),
        Column("venue", N_("Venue"), lambda row: row.venue),
        Column("residence", N_("Residence"), lambda row: row.residence),
        Column("district", N_("District"), lambda row: row.district, in_table=False),
        Column("axis", N_("Axis"), lambda row: row.axis, in_table=False),
        Column("coordinator", N_("Coordinator"), lambda row: row.coordinator),
        Column("expected", N_("Expected"), lambda row: row.expected),
        Column("marked", N_("Marked"), lambda row: row.marked),
        Column("printed", N_("Printed"), lambda row: row.printed),
    )


def _end(row: SessionRow, speaking: Language) -> str:
    same_day = row.ends_at.date() == row.starts_at.date()
    day = "" if same_day else f"{speaking.date(row.ends_at, 'short')} "
    return f"{day}{speaking.clock(row.ends_at)}"


def _named(entries: dict[str, Entry], code: str) -> str:
    return entries[code].label if code in entries else code
