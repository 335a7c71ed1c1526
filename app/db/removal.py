"""What goes when a row goes, and what keeps it from going."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm import Session as OrmSession

from app.db.tables import ROWS, Row

Link = tuple[type[Row], "InstrumentedAttribute[UUID | None]"]
"""A table and its column that names rows of another one."""

Rows = dict[tuple[str, UUID], Row]
"""Rows by table and id."""

_AT_ONCE = 500
"""Ids asked for in one statement."""


def with_all_owned(session: OrmSession, rows: Iterable[Row]) -> Rows:
    """The rows, and all that belongs to them, and all that belongs to that."""
    doomed: Rows = {}
    fresh = list(rows)
    while fresh:
        fresh = [row for row in fresh if (row.__tablename__, row.id) not in doomed]
        doomed.update({(row.__tablename__, row.id): row for row in fresh})
        fresh = list(_holders(session, fresh, _OWNED))
    return doomed


def is_needed(session: OrmSession, doomed: Rows) -> bool:
    """Whether a row that stays names one of the rows that would go."""
    return any(
        (holder.__tablename__, holder.id) not in doomed
        for links in (_OTHER, _OWNED)
        for holder in _holders(session, doomed.values(), links)
    )


def _holders(session: OrmSession, rows: Iterable[Row], links: dict[str, list[Link]]) -> Iterator[Row]:
    ids: dict[str, list[UUID]] = {}
    for row in rows:
        ids.setdefault(row.__tablename__, []).append(row.id)
    for table, named in ids.items():
        for kind, column in links.get(table, ()):
            for start in range(0, len(named), _AT_ONCE):
                yield from session.scalars(select(kind).where(column.in_(named[start : start + _AT_ONCE])))


def _links(owned: bool) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for kind in ROWS.values():
        for column in kind.__table__.columns:
            for key in column.foreign_keys:
                if bool(column.info.get("owned")) == owned:
                    found.setdefault(key.column.table.name, []).append((kind, getattr(kind, column.key)))
    return found


_OWNED = _links(owned=True)
_OTHER = _links(owned=False)
