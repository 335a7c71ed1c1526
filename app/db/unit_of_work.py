"""The unit of work: one transaction of one intention, whose every row change is recorded."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, event, func, insert, inspect, select, text
from sqlalchemy.orm import InstrumentedAttribute, Mapper, Session, object_session
from sqlalchemy.orm.attributes import flag_modified

from app.db import search
from app.db.images import Image, columns, completed, image
from app.db.tables import ROWS, Change, Root, Row, Step
from app.domain.errors import EditConflict, NotFound, RuleViolation
from app.domain.ids import NewId
from app.i18n.messages import Message

R = TypeVar("R", bound=Row)
T = TypeVar("T")

Clock = Callable[[], datetime]
"""Gives the moment now, as local wall-clock time without a zone."""


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a use case returns: the name of the step, and what the caller wanted."""

    label: Message
    result: T


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row before and after; None on the side where it does not exist."""

    table: str
    row_id: UUID
    before: Image | None
    after: Image | None


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
        self._recorded = recorded
        self._images: dict[tuple[str, UUID], tuple[Image | None, Image | None]] = {}
        self.session = Session(bind=connection, expire_on_commit=False, autoflush=True)
        self.session.info["record"] = self._record

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
        return self.clock().astimezone().astimezone(UTC)

    def get(self, kind: type[R], row_id: UUID, *, seen_version: int | None = None) -> R:
        """The row with this id.

        Raises `NotFound` where there is none (any more), and `EditConflict` where the row is a root
        that another client changed since `seen_version`.
        """
        row = self.session.get(kind, row_id)
        if row is None:
            raise NotFound("This entry no longer exists: somebody removed it.")
        if seen_version is not None and isinstance(row, Root) and row.version != seen_version:
            self._refuse_foreign_edit(row)
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
        if row.id is None:
            row.id = self.new_id()
        for name, value in completed(type(row), {}).items():
            if value is not None and getattr(row, name) is None:
                setattr(row, name, value)
        self.session.add(row)
        return row

    def remove(self, row: Row) -> None:
        """Remove a row with all that belongs to it.

        Raises `RuleViolation` where a row that stays refers to one that would go.
        """
        self.session.flush()
        doomed: dict[tuple[str, UUID], Row] = {}
        self._gather(row, doomed)
        for target in doomed.values():
            for kind, column in _references_to(type(target).__tablename__):
                holder = self.session.scalars(select(kind).where(column == target.id)).all()
                if any((kind.__tablename__, other.id) not in doomed for other in holder):
                    raise RuleViolation("Other entries depend on this one, so it stays: remove those first.")
        for target in doomed.values():
            self.session.delete(target)
        self.session.flush()

    def insert_many(self, kind: type[Row], rows: Iterable[Image]) -> None:
        """Insert many new rows at once (imports); each needs an id, missing columns take defaults."""
        images = [completed(kind, values) for values in rows]
        if not images:
            return
        self.session.flush()
        self.connection.execute(insert(kind.__table__), images)  # type: ignore[arg-type]  # a mapped class's table
        if not self._recorded:
            return
        for values in images:
            self._record(kind.__tablename__, values["id"], None, values)

    def next_number(self, column: InstrumentedAttribute[int], *where: ColumnElement[bool]) -> int:
        """One more than the highest number so far, safe against another client doing the same."""
        if self.connection.dialect.name == "postgresql":
            key = zlib.crc32(f"{column.class_.__tablename__}.{column.key}".encode())
            self.connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
        highest = self.session.scalar(select(func.max(column)).where(*where))
        return (highest or 0) + 1

    def changes(self) -> list[RowChange]:
        """All that was changed so far, each row once, in the order of its first change."""
        self.session.flush()
        return [
            RowChange(table, row_id, before, after)
            for (table, row_id), (before, after) in self._images.items()
            if _content(before) != _content(after)
        ]

    def _record(self, table: str, row_id: UUID, before: Image | None, after: Image | None) -> None:
        if not self._recorded:
            return
        key = (table, row_id)
        first = self._images[key][0] if key in self._images else before
        self._images[key] = (first, after)

    def _gather(self, row: Row, doomed: dict[tuple[str, UUID], Row]) -> None:
        key = (type(row).__tablename__, row.id)
        if key in doomed:
            return
        doomed[key] = row
        for kind, column in _owned_by(type(row).__tablename__):
            for child in self.session.scalars(select(kind).where(column == row.id)):
                self._gather(child, doomed)

    def _refuse_foreign_edit(self, row: Root) -> None:
        last = self.session.execute(
            select(Step.client, Step.author, Step.made_at)
            .join(Change, Change.sequence == Step.sequence)
            .where(Change.row_id == row.id)
            .order_by(Step.sequence.desc())
            .limit(1)
        ).one_or_none()
        if last is not None and last.client != self.client:
            raise EditConflict(
                "{by} changed this in the meantime: look at it again, then make your change.",
                by=last.author,
                at=last.made_at,
            )


def _content(values: Image | None) -> Image | None:
    if values is None:
        return None
    return {name: value for name, value in values.items() if name != "version"}


def _references(owned: bool) -> dict[str, list[tuple[type[Row], InstrumentedAttribute[UUID]]]]:
    found: dict[str, list[tuple[type[Row], InstrumentedAttribute[UUID]]]] = {}
    for kind in ROWS.values():
        for column in kind.__table__.columns:
            for key in column.foreign_keys:
                if bool(column.info.get("owned")) == owned:
                    found.setdefault(key.column.table.name, []).append((kind, getattr(kind, column.key)))
    return found


_OWNED = _references(owned=True)
_OTHER = _references(owned=False)


def _owned_by(table: str) -> list[tuple[type[Row], InstrumentedAttribute[UUID]]]:
    return _OWNED.get(table, [])


def _references_to(table: str) -> list[tuple[type[Row], InstrumentedAttribute[UUID]]]:
    return _OTHER.get(table, [])


# --- recording: mapper events, so that no write can forget it --------------------------------------


@event.listens_for(Row, "after_insert", propagate=True)
def _inserted(_mapper: Mapper[Row], _connection: Connection, row: Row) -> None:
    _recorder(row)(type(row).__tablename__, row.id, None, image(row))


@event.listens_for(Row, "after_update", propagate=True)
def _updated(_mapper: Mapper[Row], _connection: Connection, row: Row) -> None:
    after = image(row)
    before = dict(after)
    for name in after:
        past = inspect(row).attrs[name].history.deleted
        if past:
            before[name] = past[0]
    _recorder(row)(type(row).__tablename__, row.id, before, after)


@event.listens_for(Row, "after_delete", propagate=True)
def _deleted(_mapper: Mapper[Row], _connection: Connection, row: Row) -> None:
    _recorder(row)(type(row).__tablename__, row.id, image(row), None)


def _recorder(row: Row) -> Callable[[str, UUID, Image | None, Image | None], None]:
    session = object_session(row)
    if session is None or "record" not in session.info:
        raise RuntimeError("rows are written inside a unit of work only")
    record: Callable[[str, UUID, Image | None, Image | None], None] = session.info["record"]
    return record


@event.listens_for(Session, "before_flush")
def _bump_roots(session: Session, _context: Any, _instances: Any) -> None:
    """A change of a child is a change of its root: the root's version counts it."""
    bumped: set[UUID] = set()
    for row in (*session.new, *session.dirty, *session.deleted):
        if (
            not isinstance(row, Row)
            or row.ROOT is None
            or (row in session.dirty and not session.is_modified(row))
        ):
            continue
        root_id = getattr(row, row.ROOT)
        if root_id is None or root_id in bumped:
            continue
        bumped.add(root_id)
        column = row.__table__.columns[row.ROOT]
        kind = ROWS[next(iter(column.foreign_keys)).column.table.name]
        with session.no_autoflush:
            root = session.get(kind, root_id)
        if root is not None and root not in session.deleted and root not in session.new:
            flag_modified(root, _first_content_column(kind))


def _first_content_column(kind: type[Row]) -> str:
    return next(name for name in columns(kind) if name not in ("id", "version"))


def save_search_terms(connection: Connection, changes: Iterable[RowChange]) -> None:
    """Bring the search index in line with what a unit of work changed."""
    search.reindex(
        connection,
        (
            (
                change.table,
                change.row_id,
                search.terms(change.table, change.before),
                search.terms(change.table, change.after),
            )
            for change in changes
            if change.table in search.SEARCHED
        ),
    )
