"""`import`: taking in residences and plays from files."""

from __future__ import annotations

from pathlib import Path

from app.domain.estate import EstatePlan
from app.exchange.rpls import EstateFile, read_rpls
from app.i18n import Language
from app.queries.residences import plan_import
from app.usecases.residences import import_residences
from app.workspace import Workspace

_TOLD = 20
"""Lines with problems that are told one by one; the rest is counted."""


def residences(file: str, location: str, dry_run: bool, speaking: Language) -> None:
    """Take in an RPLS file, or only say what would be taken in."""
    estate = read_rpls(Path(file).expanduser())
    with Workspace.open(location) as workspace:
        plan = workspace.read(plan_import, estate.records, workspace.clock().date())
        if plan.changes_something and not dry_run:
            workspace.change(import_residences, plan, estate.name)
    _tell(estate, plan, dry_run, speaking)


def _tell(estate: EstateFile, plan: EstatePlan, dry_run: bool, speaking: Language) -> None:
    print(
        speaking.text(
            "{file}: {lines} lines, {residences} residences, {dwellings} dwellings.",
            file=estate.name,
            lines=estate.lines,
            residences=len(estate.records),
            dwellings=sum(record.dwellings for record in estate.records),
        )
    )
    print(
        speaking.text(
            "New: {new}. Changed: {changed}. As they were: {unchanged}. Lines left out: {left_out}.",
            new=len(plan.new),
            changed=len(plan.changed),
            unchanged=plan.unchanged,
            left_out=estate.left_out,
        )
    )
    if dry_run:
        for record in plan.new:
            print(
                f"  + {record.code}  {record.name}, {record.commune}  ({speaking.number(record.dwellings)})"
            )
    for change in plan.changed:
        for field in change.fields:
            print(f"  ~ {change.record.code}  {field.field}: {field.before or '–'} → {field.after or '–'}")
    for problem in estate.problems[:_TOLD]:
        where = speaking.text("line {line}", line=str(problem.line))
        column = f", {problem.column}" if problem.column else ""
        print(f"  ! {where}{column}: {speaking.say(problem.reason)}")
    more = len(estate.problems) - _TOLD
    if more > 0:
        print("  ! " + speaking.plural("and {n} more line", "and {n} more lines", more))
    if dry_run:
        print(speaking.text("Nothing was written: this was a trial."))
