"""The unit of work: one transaction of one intention, whose every row change is recorded."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, insert, select, text
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as OrmSession

from app.db import limits, removal
from app.db.images import Image, completed, load_version
from app.db.recorder import DeafRecorder, Recorder, RowChange, bump_roots
from app.db.tables import PARENTS, Change, Root, Row, Step
from app.domain.errors import EditConflict, NotFound, RuleViolation
from app.domain.ids import NewId
from app.i18n.messages import Message

R = TypeVar("R", bound=Row)
T = TypeVar("T")

Clock = Callable[[], datetime]
"""Gives the moment now, as local wall-clock time without a zone."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a use case returns: the name of the step, and what the caller wanted."""

    label: Message
    result: T


class UnitOfWork:
    """The rows that a use case may read and change, inside one write transaction.

    Rows are changed by setting their attributes; what changed is recorded when it is flushed, unless
    `recorded` is False: the first content of a new workspace has no history.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        clock: Clock,
        new_id: NewId,
        author: str,
        client: str,
        recorded: bool = True,
    ) -> None:
        self.connection = connection
        self.clock = clock
        self.new_id = new_id
        self.author = author
        self.client = client
        self._recorder = Recorder() if recorded else DeafRecorder()
        self._recorded = recorded
        self.session = OrmSession(
            bind=connection, expire_on_commit=False, autoflush=True, info={"recorder": self._recorder}
        )

    @property
    def now(self) -> datetime:
        """The moment, local wall-clock."""
        return self.clock()

    @property
    def today(self) -> date:
        """The day."""
        return self.clock().date()

    @property
    def now_utc(self) -> datetime:
        """The moment as a fact, in UTC."""
        return self.clock().astimezone(UTC)

    def get(self, kind: type[R], row_id: UUID, *, seen_version: int | None = None, lock: bool = False) -> R:
        """The row with this id; with `lock`, no other client can change it before this unit of work ends.

        Raises `NotFound` where there is none (any more), and `EditConflict` where the row is a root
        that another client changed since `seen_version`.
        """
        if lock:
            self.session.flush()
        row = self.session.get(kind, row_id, populate_existing=lock, with_for_update=lock or None)
        if row is None:
            raise NotFound("This entry no longer exists: somebody removed it.")
        if seen_version is not None and isinstance(row, Root) and row.version != seen_version:
            self._refuse_foreign_edit(row, seen_version)
        return row

    def find(self, kind: type[R], *where: ColumnElement[bool]) -> R | None:
        """The only row that answers, or None."""
        return self.session.scalars(select(kind).where(*where)).one_or_none()

    def all(self, kind: type[R], *where: ColumnElement[bool], order: Any = None) -> list[R]:
        """All rows that answer."""
        query = select(kind).where(*where)
        return list(self.session.scalars(query if order is None else query.order_by(order)))

    def add(self, row: R) -> R:
        """A new row; it gets an id where it has none, and its columns their defaults."""
        # A row made without an id has None there, whatever the column's type says.
        if getattr(row, "id", None) is None:
            row.id = self.new_id()
        for name, value in completed(type(row), {}).items():
            if value is not None and getattr(row, name) is None:
                setattr(row, name, value)
        self.session.add(row)
        return row

    def remove(self, *rows: Row) -> None:
        """Remove rows with all that belongs to them.

        Raises `RuleViolation` where a row that stays refers to one that would go.
        """
        self.session.flush()
        doomed = removal.with_all_owned(self.session, rows)
        if removal.is_needed(self.session, doomed):
            raise RuleViolation("Other entries depend on this one, so it stays: remove those first.")
        for target in doomed.values():
            self.session.delete(target)
        self.session.flush()

    def insert_many(self, kind: type[Row], rows: Iterable[Image]) -> None:
        """Insert many new rows at once (imports); each needs an id, missing columns take defaults."""
        images = [completed(kind, values) for values in rows]
        for values in images:
            limits.check(kind, values)
        if not images:
            return
        self.session.flush()
        self.connection.execute(insert(kind), images)
        if not self._recorded:
            return
        for values in images:
            self._recorder.note(kind.__tablename__, values["id"], None, values)
        self._count_for_parents(kind, images)

    def next_number(self, column: InstrumentedAttribute[int], *where: ColumnElement[bool]) -> int:
        """One more than the highest number so far, safe against another client doing the same."""
        if self.connection.dialect.name == "postgresql":
            key = zlib.crc32(f"{column.class_.__tablename__}.{column.key}".encode())
            self.connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
        highest = self.session.scalar(select(func.max(column)).where(*where))
        return (highest or 0) + 1

    def changes(self) -> list[RowChange]:
        """All that is different so far, each row once, in the order of its first change."""
        self.session.flush()
        return self._recorder.changes()

    def _count_for_parents(self, kind: type[Row], images: list[Image]) -> None:
        """Rows inserted at once past the session count for their roots all the same."""
        if kind.ROOT is None:
            return
        parent_kind = PARENTS[kind]
        ids = {values[kind.ROOT] for values in images}
        known = [each for each in ids if not self._recorder.made(parent_kind.__tablename__, each)]
        for start in range(0, len(known), _AT_ONCE):
            parents = self.all(parent_kind, parent_kind.id.in_(known[start : start + _AT_ONCE]))
            bump_roots(self.session, parents, themselves=True)

    def _refuse_foreign_edit(self, row: Root, seen_version: int) -> None:
        """Raise `EditConflict` where another client's change came after the version that was seen."""
        steps = self.session.execute(
            select(Step.client, Step.author, Step.made_at, Change.row_after)
            .join(Change, Change.sequence == Step.sequence)
            .where(Change.row_id == row.id)
            .order_by(Step.sequence.desc())
        )
        for step in steps:
            if step.row_after is not None and load_version(step.row_after) == seen_version:
                return
            if step.client != self.client:
                raise EditConflict(
                    "{by} changed this in the meantime: look at it again, then make your change.",
                    by=step.author,
                    at=step.made_at,
                )
