"""Taking a step back: its inverse images, applied in a fresh unit of work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from app.db import removal
from app.db.images import Image
from app.db.journal import changes_of
from app.db.recorder import RowChange
from app.db.tables import ROWS, Row
from app.db.unit_of_work import UnitOfWork
from app.domain.errors import RuleViolation

_AT_ONCE = 500


def revert(uow: UnitOfWork, sequence: int) -> None:
    """Take back what a step did.

    Raises `RuleViolation`, after which the transaction must not be committed, where a column that would
    be overwritten no longer holds what the step wrote, or where something new depends on what would go.
    """
    changes = changes_of(uow.connection, sequence)
    present = _present(uow, changes)
    for change in changes:
        _require(_holds(present.get((change.table, change.row_id)), change))
    doomed = {key: present[key] for key in ((c.table, c.row_id) for c in changes if c.before is None)}
    _let_go(changes, present, doomed)
    uow.session.flush()
    # What belongs to a row that goes is named by the step too, or it came later.
    _require(not removal.is_needed(uow.session, doomed))
    try:
        # First what goes: what comes back may need its number or its place.
        for row in doomed.values():
            uow.session.delete(row)
        uow.session.flush()
        # References are checked at the end, so a row may name one that comes back after it.
        for row, before, after in _changed(changes, present):
            for name in _touched(before, after):
                setattr(row, name, before[name])
        uow.session.flush()
        back: dict[str, list[Image]] = {}
        for change in changes:
            if change.after is None and change.before is not None:
                back.setdefault(change.table, []).append(_returning(change.before))
        for table, images in back.items():
            uow.insert_many(ROWS[table], images)
        uow.session.flush()
    except IntegrityError:
        _require(False)


def _let_go(changes: Sequence[RowChange], present: removal.Rows, doomed: removal.Rows) -> None:
    """Rows that stay, but name a row that the step made, name again what they named before."""
    going = {row_id for _, row_id in doomed}
    for row, before, after in _changed(changes, present):
        for name in _touched(before, after):
            if after[name] in going and row.__table__.columns[name].foreign_keys:
                setattr(row, name, before[name])


def _changed(changes: Sequence[RowChange], present: removal.Rows) -> Iterator[tuple[Row, Image, Image]]:
    """The rows that the step changed, with what they held before and after."""
    for change in changes:
        if change.before is not None and change.after is not None:
            yield present[change.table, change.row_id], change.before, change.after


def _returning(image: Image) -> Image:
    """A row that comes back goes on counting its versions, or an old edit of it would look fresh."""
    return {**image, "version": image["version"] + 1} if "version" in image else image


def _present(uow: UnitOfWork, changes: Sequence[RowChange]) -> removal.Rows:
    wanted: dict[str, list[UUID]] = {}
    for change in changes:
        wanted.setdefault(change.table, []).append(change.row_id)
    return {
        (table, row.id): row
        for table, ids in wanted.items()
        for start in range(0, len(ids), _AT_ONCE)
        for row in uow.all(ROWS[table], ROWS[table].id.in_(ids[start : start + _AT_ONCE]))
    }


def _holds(row: Row | None, change: RowChange) -> bool:
    """Whether a row is still as the step left it, as far as the step touched it."""
    if row is None or change.after is None:
        return row is None and change.after is None
    names = _touched(change.before, change.after)
    return all(getattr(row, name) == change.after[name] for name in names)


def _touched(before: Image | None, after: Image) -> list[str]:
    """The columns that a step wrote; the version is the database's own affair."""
    return [
        name
        for name, value in after.items()
        if name != "version" and (before is None or (name in before and before[name] != value))
    ]


def _require(holds: bool) -> None:
    if not holds:
        raise RuleViolation("This step cannot be undone: what it changed was changed again since.")
