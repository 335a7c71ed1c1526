"""Setting a row's columns from what a person typed: cleaned, checked against the column's length."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String, Text

from app.db.tables import Row
from app.domain.names import checked_notes, checked_text


def assign_fields(row: Row, allowed: frozenset[str], values: dict[str, Any]) -> list[str]:
    """Set the columns in `values`, each of which must be in `allowed`; returns the names that changed.

    Raises `RuleViolation` for a text that is too long.
    """
    changed = []
    for name, value in values.items():
        if name not in allowed:
            raise ValueError(f"{type(row).__name__}.{name} is not edited this way")
        clean = cleaned(type(row), name, value)
        if getattr(row, name) != clean:
            setattr(row, name, clean)
            changed.append(name)
    return changed


def cleaned(kind: type[Row], name: str, value: Any) -> Any:
    """A value as the column keeps it."""
    if not isinstance(value, str):
        return value
    column = kind.__table__.columns[name].type
    if isinstance(column, Text):
        return checked_notes(value)
    if isinstance(column, String):
        return checked_text(value, column.length or 200)
    return value
