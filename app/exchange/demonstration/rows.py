"""New rows on their way into the workspace, written in blocks so that memory stays bounded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.db.tables import Row
from app.db.unit_of_work import UnitOfWork

_BLOCK = 4_000


class RowWriter:
    """Takes rows of any table in any order; references are checked when all is committed."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self._waiting: dict[type[Row], list[dict[str, Any]]] = {}

    def add(self, kind: type[Row], /, **values: Any) -> UUID:
        """A new row; returns its identity. Missing columns take their defaults."""
        row_id = self.uow.new_id()
        rows = self._waiting.setdefault(kind, [])
        rows.append({"id": row_id, **values})
        if len(rows) >= _BLOCK:
            self._write(kind)
        return row_id

    def flush(self) -> None:
        """Write what still waits."""
        for kind in list(self._waiting):
            self._write(kind)

    def _write(self, kind: type[Row]) -> None:
        self.uow.insert_many(kind, self._waiting.pop(kind))
