"""What a workspace holds, in a form that can be compared."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from app.db.tables import ROWS, Action, SearchTerm
from app.workspace import Workspace

Contents = dict[str, list[dict[str, Any]]]


def contents(workspace: Workspace) -> Contents:
    """Every row of every table by its name, without versions, in the order of ids; and the search index."""
    return workspace.read(_contents)


def titles(workspace: Workspace) -> list[str]:
    """The titles of all actions in the order of their codes."""
    return list(
        workspace.read(
            lambda connection: connection.scalars(select(Action.title).order_by(Action.code)).all()
        )
    )


def _contents(connection: Connection) -> Contents:
    found: Contents = {}
    for name, kind in ROWS.items():
        columns = [column for column in kind.__table__.columns if column.name != "version"]
        rows = connection.execute(select(*columns).order_by(kind.id)).mappings()
        found[name] = [dict(row) for row in rows]
    terms = connection.execute(select(SearchTerm.kind, SearchTerm.target_id, SearchTerm.term)).mappings()
    found["search_term"] = sorted((dict(row) for row in terms), key=str)
    return found
