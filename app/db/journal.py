"""The journal: every step with its row images. Undo, redo, history and the feed of changes read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.orm.attributes import set_committed_value

from app.db.images import Image, columns, dump, dump_label, image, load, load_label
from app.db.tables import ROWS, Change, Root, Row, Step
from app.db.unit_of_work import RowChange, UnitOfWork, save_search_terms
from app.domain.errors import RuleViolation
from app.i18n.messages import Message

DO, UNDO, REDO = "do", "undo", "redo"

_REMEMBERED = 400
"""Steps of one person that undo looks back over."""


@dataclass(frozen=True, slots=True)
class StepName:
    """A step that can be undone or redone."""

    sequence: int
    label: Message


@dataclass(frozen=True, slots=True)
class Stacks:
    """What one person can undo and redo, the next one last."""

    undo: tuple[StepName, ...] = ()
    redo: tuple[StepName, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of one row, for “who changed this, and when”."""

    made_at: datetime
    author: str
    label: Message
    before: Image | None
    after: Image | None


def write(
    uow: UnitOfWork, label: Message, changes: Sequence[RowChange], kind: str = DO, target: int | None = None
) -> int:
    """Record a step in the transaction that made it, and return its sequence number."""
    connection = uow.connection
    tables = " ".join(sorted({change.table for change in changes}))
    sequence = connection.execute(
        insert(Step).returning(Step.sequence),
        {
            "made_at": uow.now_utc,
            "author": uow.author,
            "client": uow.client,
            "kind": kind,
            "target": target,
            "label": dump_label(label),
            "tables": tables,
        },
    ).scalar_one()
    rows = [
        {
            "sequence": sequence,
            "position": position,
            "row_table": change.table,
            "row_id": change.row_id,
            "row_before": None if change.before is None else dump(change.before),
            "row_after": None if change.after is None else dump(change.after),
        }
        for position, change in enumerate(changes)
    ]
    connection.execute(insert(Change), rows)
    save_search_terms(connection, changes)
    return int(sequence)


def stacks(connection: Connection, author: str) -> Stacks:
    """What this person can undo and redo now."""
    steps = connection.execute(
        select(Step.sequence, Step.kind, Step.target, Step.label)
        .where(Step.author == author)
        .order_by(Step.sequence.desc())
        .limit(_REMEMBERED)
    ).all()
    undo: list[tuple[int, str]] = []
    redo: list[tuple[int, str]] = []
    for step in reversed(steps):
        if step.kind == UNDO:
            undo = [entry for entry in undo if entry[0] != step.target]
            redo.append((step.sequence, step.label))
        else:
            redo = [entry for entry in redo if entry[0] != step.target] if step.kind == REDO else []
            undo.append((step.sequence, step.label))
    return Stacks(_named(undo), _named(redo))


def revert(uow: UnitOfWork, sequence: int) -> None:
    """Take back what a step did, in this unit of work.

    Raises `RuleViolation` where a column that would be overwritten no longer holds what the step
    wrote; nothing is changed then.
    """
    changes = _changes(uow.connection, sequence)
    present = _present(uow, changes)
    restored: list[tuple[Root, int]] = []
    for change in reversed(changes):
        kind = ROWS[change.table]
        row = present.get((change.table, change.row_id))
        if change.before is None:
            _require(row is not None and _differing(row, change.after) == [])
            uow.session.delete(row)
        elif change.after is None:
            _require(row is None)
            row = kind(**change.before)
            uow.session.add(row)
            if isinstance(row, Root):
                restored.append((row, change.before["version"] + 1))
        else:
            touched = [
                name
                for name in change.after
                if name != "version" and change.before.get(name) != change.after[name]
            ]
            _require(row is not None and all(getattr(row, name) == change.after[name] for name in touched))
            for name in touched:
                setattr(row, name, change.before[name])
    uow.session.flush()
    for root, version in restored:
        # A row is inserted at version 1; one that comes back goes on counting, or an old edit would look fresh.
        set_committed_value(root, "version", version)
        uow.connection.execute(update(type(root)).where(type(root).id == root.id).values(version=version))


def steps_since(connection: Connection, sequence: int) -> list[tuple[int, str, frozenset[str]]]:
    """Steps after a sequence number: (sequence, client, tables touched)."""
    found = connection.execute(
        select(Step.sequence, Step.client, Step.tables)
        .where(Step.sequence > sequence)
        .order_by(Step.sequence)
    )
    return [(step.sequence, step.client, frozenset(step.tables.split())) for step in found]


def last_sequence(connection: Connection) -> int:
    """The number of the newest step, 0 where there is none."""
    return connection.scalar(select(Step.sequence).order_by(Step.sequence.desc()).limit(1)) or 0


def history(connection: Connection, row_id: UUID, limit: int = 100) -> tuple[HistoryEntry, ...]:
    """What happened to a row, newest first."""
    found = connection.execute(
        select(Step.made_at, Step.author, Step.label, Change.row_table, Change.row_before, Change.row_after)
        .join(Change, Change.sequence == Step.sequence)
        .where(Change.row_id == row_id)
        .order_by(Step.sequence.desc())
        .limit(limit)
    )
    return tuple(
        HistoryEntry(
            entry.made_at,
            entry.author,
            load_label(entry.label),
            None if entry.row_before is None else load(ROWS[entry.row_table], entry.row_before),
            None if entry.row_after is None else load(ROWS[entry.row_table], entry.row_after),
        )
        for entry in found
    )


def _named(entries: list[tuple[int, str]]) -> tuple[StepName, ...]:
    return tuple(StepName(sequence, load_label(label)) for sequence, label in entries)


def _changes(connection: Connection, sequence: int) -> list[RowChange]:
    found = connection.execute(
        select(Change.row_table, Change.row_id, Change.row_before, Change.row_after)
        .where(Change.sequence == sequence)
        .order_by(Change.position)
    )
    return [
        RowChange(
            change.row_table,
            change.row_id,
            None if change.row_before is None else load(ROWS[change.row_table], change.row_before),
            None if change.row_after is None else load(ROWS[change.row_table], change.row_after),
        )
        for change in found
    ]


def _present(uow: UnitOfWork, changes: Sequence[RowChange]) -> dict[tuple[str, UUID], Row]:
    wanted: dict[str, list[UUID]] = {}
    for change in changes:
        wanted.setdefault(change.table, []).append(change.row_id)
    found: dict[tuple[str, UUID], Row] = {}
    for table, ids in wanted.items():
        kind = ROWS[table]
        for start in range(0, len(ids), 500):
            for row in uow.session.scalars(select(kind).where(kind.id.in_(ids[start : start + 500]))):
                found[table, row.id] = row
    return found


def _differing(row: Row | None, values: Image | None) -> list[str]:
    if row is None or values is None:
        return ["id"]
    now: dict[str, Any] = image(row)
    return [
        name
        for name in columns(type(row))
        if name != "version" and name in values and now[name] != values[name]
    ]


def _require(holds: bool) -> None:
    if not holds:
        raise RuleViolation("This step cannot be undone: what it changed was changed again since.")
