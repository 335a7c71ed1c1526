"""`export`: the annual summary as a workbook or as CSV tables."""

from __future__ import annotations

from app.cli import values
from app.domain.errors import RuleViolation
from app.exchange.annual import annual_files, annual_tables
from app.exchange.files import check_place, write_all
from app.i18n import Language
from app.workspace import Workspace


def annual(location: str, year: str, out: str, speaking: Language) -> None:
    """Write the annual summary: an XLSX workbook, or CSV files, by the ending of the file's name."""
    path = values.file_to_write(out, ".xlsx", ".csv")
    wanted = values.year(year)
    check_place(path)
    with Workspace.open(location) as workspace:
        tables = workspace.read(annual_tables, wanted, speaking)
        if not tables.facts.actions:
            raise RuleViolation("There is no action in {year}: choose another year.", year=str(wanted))
        made_at = workspace.clock()
    files = annual_files(tables, path, speaking, made_at)
    write_all(files)
    for written, _ in files:
        print(written)
