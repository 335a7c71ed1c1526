"""The journal: every step with its row images. Undo, redo, history and the feed of changes read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, text

from app.db import search
from app.db.images import Image, dump, dump_label, load, load_label
from app.db.recorder import RowChange
from app.db.tables import ROWS, Change, Step
from app.db.unit_of_work import UnitOfWork
from app.i18n.messages import Message

DO, UNDO, REDO = "do", "undo", "redo"

_REMEMBERED = 400
"""Steps of one person that undo looks back over."""

_COMMIT_ORDER = 5067853
"""The server's lock under which steps are numbered, so that they commit in the order of their numbers."""


@dataclass(frozen=True, slots=True)
class StepName:
    """A step that can be undone or redone."""

    sequence: int
    text: str

    @property
    def label(self) -> Message:
        """What the step is called."""
        return load_label(self.text)


@dataclass(frozen=True, slots=True)
class Stacks:
    """What one person can undo and redo, the next one last."""

    undo: tuple[StepName, ...] = ()
    redo: tuple[StepName, ...] = ()

    def after(self, step: StepName, kind: str, target: int | None) -> Stacks:
        """The stacks once this step was made; `target` is the step that it undid or did again."""
        if kind == UNDO:
            return Stacks(_without(self.undo, target), (*self.redo, step))
        return Stacks((*self.undo, step), _without(self.redo, target) if kind == REDO else ())


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of one row, for “who changed this, and when”.

    Where something that belongs to the row changed, not the row itself, both images hold its
    version alone.
    """

    made_at: datetime
    author: str
    label: Message
    before: Image | None
    after: Image | None


def write(
    uow: UnitOfWork, label: Message, changes: Sequence[RowChange], kind: str = DO, target: int | None = None
) -> int:
    """Record a step in the transaction that made it, and return its sequence number.

    Last of all writes: on a server, other clients' steps wait from here until the commit.
    """
    connection = uow.connection
    search.follow(connection, changes)
    if connection.dialect.name == "postgresql":
        # What is put off to the commit is checked now, so that nobody waits there for another's row.
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _COMMIT_ORDER})
    sequence = connection.execute(
        insert(Step).returning(Step.sequence),
        {
            "made_at": uow.now_utc,
            "author": uow.author,
            "client": uow.client,
            "kind": kind,
            "target": target,
            "label": dump_label(label),
            "tables": " ".join(sorted({change.table for change in changes})),
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
    return sequence


def changes_of(connection: Connection, sequence: int) -> list[RowChange]:
    """What a step changed, in its order."""
    found = connection.execute(
        select(Change.row_table, Change.row_id, Change.row_before, Change.row_after)
        .where(Change.sequence == sequence)
        .order_by(Change.position)
    )
    return [
        RowChange(
            change.row_table,
            change.row_id,
            _loaded(change.row_table, change.row_before),
            _loaded(change.row_table, change.row_after),
        )
        for change in found
    ]


def stacks(connection: Connection, author: str) -> Stacks:
    """What this person can undo and redo now."""
    steps = connection.execute(
        select(Step.sequence, Step.kind, Step.target, Step.label)
        .where(Step.author == author)
        .order_by(Step.sequence.desc())
        .limit(_REMEMBERED)
    ).all()
    found = Stacks()
    for step in reversed(steps):
        found = found.after(StepName(step.sequence, step.label), step.kind, step.target)
    return found


def steps_since(connection: Connection, sequence: int) -> list[tuple[int, str, frozenset[str]]]:
    """Steps after a sequence number: (sequence, client, tables touched).

    Steps commit in the order of their numbers: once a number is seen, no lower one comes after it.
    """
    found = connection.execute(
        select(Step.sequence, Step.client, Step.tables)
        .where(Step.sequence > sequence)
        .order_by(Step.sequence)
    )
    return [(step.sequence, step.client, frozenset(step.tables.split())) for step in found]


def last_sequence(connection: Connection) -> int:
    """The number of the newest step, 0 where there is none."""
    return connection.scalar(select(Step.sequence).order_by(Step.sequence.desc()).limit(1)) or 0


def has_step(connection: Connection, sequence: int, client: str) -> bool:
    """Whether a client's step was committed."""
    query = select(Step.sequence).where(Step.sequence == sequence, Step.client == client)
    return connection.scalar(query) is not None


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
            _loaded(entry.row_table, entry.row_before),
            _loaded(entry.row_table, entry.row_after),
        )
        for entry in found
    )


def _without(steps: tuple[StepName, ...], sequence: int | None) -> tuple[StepName, ...]:
    return tuple(step for step in steps if step.sequence != sequence)


def _loaded(table: str, text: str | None) -> Image | None:
    return None if text is None else load(ROWS[table], text)
