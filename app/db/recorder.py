"""The recorder: what a unit of work changes, taken from the mapper's own events.

Events, so that no write can forget to be recorded: whatever a session flushes passes here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, event, inspect
from sqlalchemy.orm import Mapper, object_session
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm.attributes import flag_modified

from app.db import limits
from app.db.images import Image, columns, image
from app.db.tables import PARENTS, Root, Row


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row before and after; None on the side where it does not exist.

    Where nothing but the version of a root moved, because a row that belongs to it changed, both
    sides hold the version alone.
    """

    table: str
    row_id: UUID
    before: Image | None
    after: Image | None


class Recorder:
    """The first and the last image of each row that a unit of work touched."""

    def __init__(self) -> None:
        self._images: dict[tuple[str, UUID], tuple[Image | None, Image | None]] = {}
        self.versions: dict[UUID, int] = {}
        """Versions of roots just before they are written: the mapper keeps no history of them."""

    def note(self, table: str, row_id: UUID, before: Image | None, after: Image | None) -> None:
        """A row was written."""
        known = self._images.get((table, row_id))
        self._images[table, row_id] = (before if known is None else known[0], after)

    def made(self, table: str, row_id: UUID) -> bool:
        """Whether this row is new in this unit of work."""
        known = self._images.get((table, row_id))
        return known is not None and known[0] is None

    def changes(self) -> list[RowChange]:
        """What is different now, each row once, in the order of its first change; empty where nothing is."""
        found = []
        different = False
        for (table, row_id), (before, after) in self._images.items():
            if before == after:
                continue
            if before is None or after is None or _content(before) != _content(after):
                different = True
                found.append(RowChange(table, row_id, before, after))
            else:
                found.append(RowChange(table, row_id, _version(before), _version(after)))
        return found if different else []


class DeafRecorder(Recorder):
    """A recorder for the first content of a new workspace, which has no history."""

    def note(self, table: str, row_id: UUID, before: Image | None, after: Image | None) -> None:
        """Nothing is kept."""


def recorder_of(session: OrmSession) -> Recorder:
    """The recorder that listens to a session; raises `RuntimeError` where there is none."""
    recorder = session.info.get("recorder")
    if not isinstance(recorder, Recorder):
        raise RuntimeError("rows are written inside a unit of work only")
    return recorder


def bump_roots(session: OrmSession, rows: Iterable[Row], *, themselves: bool = False) -> None:
    """Let the root above each row count a change; with `themselves`, also the rows that are roots.

    A change of a child is a change of its root: whoever edits the root hears of it.
    """
    new = {(type(row), row.id): row for row in session.new if isinstance(row, Row)}
    climbed: set[tuple[type[Row], UUID]] = set()
    with session.no_autoflush:
        for row in rows:
            parent: Row | None = row
            while parent is not None and parent.ROOT is not None:
                kind, parent_id = PARENTS[type(parent)], getattr(parent, parent.ROOT)
                if parent_id is None or (kind, parent_id) in climbed:
                    parent = None
                    break
                climbed.add((kind, parent_id))
                parent = new.get((kind, parent_id)) or session.get(kind, parent_id)
            if isinstance(parent, Root) and (themselves or parent is not row):
                _count(session, parent)


def _count(session: OrmSession, root: Root) -> None:
    if root not in session.new and root not in session.deleted:
        flag_modified(root, next(name for name in columns(type(root)) if name not in ("id", "version")))


def _content(values: Image) -> Image:
    return {name: value for name, value in values.items() if name != "version"}


def _version(values: Image) -> Image:
    return {"version": values["version"]}


@event.listens_for(OrmSession, "before_flush")
def _before_flush(session: OrmSession, _context: Any, _instances: Any) -> None:
    written = [row for row in session.new if isinstance(row, Row)]
    written += [row for row in session.dirty if isinstance(row, Row) and session.is_modified(row)]
    for row in written:
        limits.check(type(row), image(row))
    bump_roots(session, [*written, *(row for row in session.deleted if isinstance(row, Row))])


@event.listens_for(Row, "after_insert", propagate=True)
def _inserted(_mapper: Mapper[Row], _connection: Connection, row: Row) -> None:
    _recorder(row).note(row.__tablename__, row.id, None, image(row))


@event.listens_for(Root, "before_update", propagate=True)
def _updating(_mapper: Mapper[Root], _connection: Connection, row: Root) -> None:
    _recorder(row).versions[row.id] = row.version


@event.listens_for(Row, "after_update", propagate=True)
def _updated(_mapper: Mapper[Row], _connection: Connection, row: Row) -> None:
    after = image(row)
    before = dict(after)
    if isinstance(row, Root):
        before["version"] = _recorder(row).versions[row.id]
    state = inspect(row)
    for name in after:
        past = state.attrs[name].history.deleted
        if past:
            before[name] = past[0]
    _recorder(row).note(row.__tablename__, row.id, before, after)


@event.listens_for(Row, "after_delete", propagate=True)
def _deleted(_mapper: Mapper[Row], _connection: Connection, row: Row) -> None:
    _recorder(row).note(row.__tablename__, row.id, image(row), None)


def _recorder(row: Row) -> Recorder:
    session = object_session(row)
    if session is None:
        raise RuntimeError("rows are written inside a unit of work only")
    return recorder_of(session)
