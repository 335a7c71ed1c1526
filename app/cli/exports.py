"""`export`: the annual summary as a workbook or as CSV tables."""

from __future__ import annotations

from app.cli import values
from app.domain.errors import RuleViolation
from app.exchange.annual_views import annual_views
from app.exchange.csv_files import csv_files
from app.exchange.files import check_place, write_all
from app.exchange.workbook import workbook
from app.i18n import Language
from app.queries.annual import annual_facts
from app.queries.annual_sessions import annual_sessions
from app.queries.reference import reference_lists
from app.workspace import Workspace


def annual(location: str, year: str, out: str, speaking: Language) -> None:
    """Write the annual summary: an XLSX workbook, or CSV files, by the ending of the file's name."""
    path = values.file_to_write(out, ".xlsx", ".csv")
    wanted = values.year(year)
    check_place(path)
    with Workspace.open(location) as workspace:
        facts = workspace.read(annual_facts, wanted)
        if not facts.actions:
            raise RuleViolation("There is no action in {year}: choose another year.", year=str(wanted))
        sessions = workspace.read(annual_sessions, wanted)
        lists = workspace.read(reference_lists, speaking.code)
        made_at = workspace.clock()
    views = annual_views(facts, sessions, lists, speaking)
    if path.suffix.lower() == ".csv":
        totals, actions, *others = views  # the file that was named holds the list one works with
        files = csv_files((actions, totals, *others), path, speaking)
    else:
        title = speaking.text("Annual summary of actions {year}", year=str(wanted))
        files = ((path, workbook(views, title, speaking, made_at)),)
    write_all(files)
    for written, _ in files:
        print(written)
