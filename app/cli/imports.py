"""`import`: taking in residences and plays from files."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import NotFound, UnreadableFile
from app.domain.estate import EstatePlan
from app.exchange.files import read_bytes
from app.exchange.plays import read_play
from app.exchange.rpls import EstateFile, read_rpls
from app.i18n import Language
from app.i18n.messages import N_
from app.queries.actions import action_by_code
from app.queries.estate_import import plan_import
from app.usecases.productions import import_play
from app.usecases.residences import import_residences
from app.workspace import Workspace

_FIELDS = {
    "address": N_("Address"),
    "postal_code": N_("Postal code"),
    "commune": N_("Commune"),
    "dwellings": N_("Dwellings"),
    "built": N_("Built"),
    "priority": N_("District"),
    "stairwells": N_("Stairwells"),
}
_LARGEST_PLAY = 5_000_000
"""Bytes; a play’s facts are a few kilobytes."""

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


def play(file: str, location: str, action: str, speaking: Language) -> None:
    """Take in the scenes and characters of a play for an action."""
    path = Path(file).expanduser()
    try:
        found = read_play(read_bytes(path, _LARGEST_PLAY).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnreadableFile("This file is not a play: it is not written as JSON.") from None
    with Workspace.open(location) as workspace:
        action_id = workspace.read(action_by_code, action)
        if action_id is None:
            raise NotFound("There is no action {code} in this workspace.", code=action)
        workspace.change(import_play, action_id, found)
    print(
        speaking.text(
            "“{work}” is in {action} now. Scenes: {scenes}. Characters: {characters}.",
            work=found.title,
            action=action,
            scenes=len(found.scenes),
            characters=len(found.characters),
        )
    )


def _tell(estate: EstateFile, plan: EstatePlan, dry_run: bool, speaking: Language) -> None:
    print(
        speaking.text(
            "{file}: lines {lines}, residences {residences}, dwellings {dwellings}.",
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
            name = speaking.text(_FIELDS[field.field])
            print(f"  ~ {change.record.code}  {name}: {field.before or '–'} → {field.after or '–'}")
    for problem in estate.problems[:_TOLD]:
        where = speaking.text("line {line}", line=str(problem.line))
        column = f", {problem.column}" if problem.column else ""
        print(f"  ! {where}{column}: {speaking.say(problem.reason)}")
    more = len(estate.problems) - _TOLD
    if more > 0:
        print("  ! " + speaking.plural("and {n} more line", "and {n} more lines", more))
    if dry_run:
        print(speaking.text("Nothing was written: this was a trial."))
