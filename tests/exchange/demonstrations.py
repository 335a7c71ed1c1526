"""What the tests of the demonstration share: making one, and its whole content as plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from app.db.tables import Row, Table
from app.workspace import Workspace

TODAY = date(2026, 11, 12)


def content(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, identities included, in an order that no database decides."""

    def read(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in Table.metadata.sorted_tables
        }

    return workspace.read(read)


def rows(workspace: Workspace, kind: type[Row]) -> list[Any]:
    """All rows of a table, in the order they were made."""

    def read(connection: Connection) -> list[Any]:
        return list(connection.execute(select(kind.__table__).order_by(kind.id)))

    return workspace.read(read)
