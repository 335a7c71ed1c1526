"""The annual summary as tables: read once, shown on the screen, written as a workbook or as CSV."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from app.exchange.annual_views import annual_views
from app.exchange.csv_files import csv_files
from app.exchange.views import View
from app.exchange.workbook import workbook
from app.i18n import Language
from app.queries.annual import annual_facts
from app.queries.annual_rows import AnnualFacts
from app.queries.annual_sessions import AnnualSession, annual_sessions
from app.queries.reference import reference_lists


@dataclass(frozen=True, slots=True)
class AnnualTables:
    """A year: its facts, its sessions, and the views made of them in one language."""

    facts: AnnualFacts
    sessions: tuple[AnnualSession, ...]
    views: tuple[View, ...]


def annual_tables(connection: Connection, year: int, language: Language) -> AnnualTables:
    """The views of a year, from one moment of the database."""
    facts = annual_facts(connection, year)
    sessions = annual_sessions(connection, year)
    lists = reference_lists(connection, language.code)
    return AnnualTables(facts, sessions, annual_views(facts, sessions, lists, language))


def annual_files(
    tables: AnnualTables, path: Path, language: Language, made_at: datetime
) -> tuple[tuple[Path, bytes], ...]:
    """The files to write: one workbook, or for a path that ends in `.csv` one file for each view."""
    if path.suffix.lower() == ".csv":
        totals, actions, *others = tables.views  # the file that was named holds the list one works with
        return csv_files((actions, totals, *others), path, language)
    title = language.text("Annual summary of actions {year}", year=str(tables.facts.year))
    return ((path, workbook(tables.views, title, language, made_at)),)
