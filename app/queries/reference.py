"""Editable lists and settings of the workspace."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from app.db.tables import Reference, Setting
from app.domain.kinds import ReferenceList


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an editable list."""

    code: str
    label: str
    active: bool


def reference_lists(connection: Connection, language: str) -> dict[ReferenceList, dict[str, Entry]]:
    """Every editable list, its entries by code in their order, named in `fr` or `en`."""
    lists: dict[ReferenceList, dict[str, Entry]] = {name: {} for name in ReferenceList}
    rows = connection.execute(
        select(
            Reference.list, Reference.code, Reference.label_fr, Reference.label_en, Reference.active
        ).order_by(Reference.list, Reference.position)
    )
    for row in rows:
        label = row.label_fr if language == "fr" else row.label_en
        lists[row.list][row.code] = Entry(row.code, label or row.label_fr or row.code, row.active)
    return lists


def stored_settings(connection: Connection) -> dict[str, Any]:
    """The workspace's settings that somebody changed, by name."""
    return {
        row.name: json.loads(row.value) for row in connection.execute(select(Setting.name, Setting.value))
    }
