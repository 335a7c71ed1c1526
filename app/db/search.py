"""The search index: folded words of names, kept beside the rows and derived from them alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, insert, select

from app.db.images import Image
from app.db.recorder import RowChange
from app.db.tables import Action, Organisation, Person, Residence, Row, SearchTerm, Venue
from app.domain.names import words

SEARCHED: dict[str, tuple[type[Row], tuple[str, ...]]] = {
    "person": (Person, ("family_name", "given_name", "number")),
    "residence": (Residence, ("name", "code", "commune")),
    "action": (Action, ("title", "code")),
    "organisation": (Organisation, ("name",)),
    "venue": (Venue, ("name",)),
}

_LONGEST = 60
"""No word is searched beyond this length; it keeps index entries small on any database."""


def terms(table: str, values: Image | None) -> set[str]:
    """The words by which a row is found; empty for a table that is not searched."""
    if values is None or table not in SEARCHED:
        return set()
    _, names = SEARCHED[table]
    return {word[:_LONGEST] for name in names if name in values for word in words(str(values[name]))}


def follow(connection: Connection, changes: Iterable[RowChange]) -> None:
    """Bring the index in line with what a unit of work changed."""
    gone: list[dict[str, Any]] = []
    come: list[dict[str, Any]] = []
    for change in changes:
        if change.table not in SEARCHED:
            continue
        before, after = terms(change.table, change.before), terms(change.table, change.after)
        target = {"kind": change.table, "target_id": change.row_id}
        gone += [
            {f"old_{name}": value for name, value in {**target, "term": term}.items()}
            for term in before - after
        ]
        come += [{**target, "term": term} for term in after - before]
    if gone:
        names = ("kind", "target_id", "term")
        where = [getattr(SearchTerm, name) == bindparam(f"old_{name}") for name in names]
        connection.execute(delete(SearchTerm).where(*where), gone)
    if come:
        connection.execute(insert(SearchTerm), come)


def entries(connection: Connection) -> set[tuple[str, UUID, str]]:
    """What the index should hold, computed from the rows: (kind, row, word)."""
    wanted: set[tuple[str, UUID, str]] = set()
    for kind, (table, names) in SEARCHED.items():
        for row in connection.execute(select(table.id, *(getattr(table, name) for name in names))).mappings():
            wanted |= {(kind, row["id"], term) for term in terms(kind, dict(row))}
    return wanted


def rebuild(connection: Connection) -> None:
    """Make the index anew from the rows."""
    connection.execute(delete(SearchTerm))
    rows = [
        {"kind": kind, "target_id": target, "term": term}
        for kind, target, term in sorted(entries(connection))
    ]
    if rows:
        connection.execute(insert(SearchTerm), rows)
