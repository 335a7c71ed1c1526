"""Counts what a query asks of the database, so that no screen asks once per row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from app.workspace import Workspace


class Statements(list[str]):
    """The statements that were sent, in order; their number is `len` of it."""


@contextmanager
def count_statements(workspace: Workspace) -> Iterator[Statements]:
    """Collects the statements that a workspace sends while the block runs, without BEGIN and COMMIT."""
    sent = Statements()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    engine = workspace._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
