"""Makes the file of the newest schema that the tests keep: `python -m tests.migrations.released`.

Small, with at least two rows in every table, so that each later migration meets all of them. Run
once, when a schema is released; a file that was released is never made again.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, DateTime, Integer, String, select

from app.db import schema
from app.db.columns import Code, Id, Money, UtcDateTime
from app.db.tables import ROWS, Person, Row
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.ids import PersonId, seeded_ids
from app.domain.kinds import SessionStatus
from app.i18n.messages import Message
from app.usecases.people import edit_person
from app.workspace import Workspace

NOW = datetime(2026, 11, 12, 9, 0)
DAY = date(2026, 11, 12)


def fill(uow: UnitOfWork) -> Done[None]:
    """Two rows in every table, each naming rows of its own number."""
    made: dict[tuple[str, int], UUID] = {(name, number): uow.new_id() for number in (1, 2) for name in ROWS}
    for number in (1, 2):
        for name, kind in ROWS.items():
            uow.add(kind(**_values(kind, number, made), id=made[name, number]))
    return Done(Message("Fill {count} tables", count=len(ROWS)), None)


def _values(kind: type[Row], number: int, made: dict[tuple[str, int], UUID]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in kind.__table__.columns:
        if column.name in ("id", "version"):
            continue
        if column.foreign_keys:
            (key,) = column.foreign_keys
            target = key.column.table.name
            values[column.name] = None if target == kind.__tablename__ else made[target, number]
        else:
            values[column.name] = _value(column.type, column.name, number)
    return values


def _value(type_: Any, name: str, number: int) -> Any:
    match type_:
        case Code():
            kinds: list[StrEnum] = list(type_.kind)
            return SessionStatus.HELD if type_.kind is SessionStatus else kinds[number % len(kinds)]
        case Money():
            return Decimal("1234.56") * number
        case Id():
            return None
        case UtcDateTime():
            return NOW.astimezone()
        case DateTime():
            return NOW + timedelta(hours=number + ("ends" in name))
        case Date():
            return DAY + timedelta(days=number)
        case Boolean():
            return number == 1
        case Integer():
            return 1950 + number if "year" in name else number
        case String():
            return f"{name[: (type_.length or 80) - 4]} é{number}"
    raise TypeError(f"{name}: {type_!r}")


def main() -> None:
    """Write tests/migrations/files/NEWEST.palier; refuses to touch one that is there."""
    target = Path(__file__).parent / "files" / f"{schema.NEWEST}.palier"
    if target.exists():
        raise SystemExit(f"{target} is released: make a new schema instead")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / target.name
        with Workspace.create(str(file), clock=lambda: NOW, new_id=seeded_ids(1), author="Test") as workspace:
            workspace.change(fill)
            person = PersonId(workspace.read(lambda c: c.scalars(select(Person.id).limit(1)).one()))
            workspace.change(edit_person, person, note="Changed.")
        shutil.copy(file, target)


if __name__ == "__main__":
    main()
