"""Rows and labels as JSON: what the journal keeps of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime

from app.db.columns import Code, Id, Money, UtcDateTime
from app.db.tables import Row
from app.i18n.messages import Message

Image = dict[str, Any]
"""A row's columns by name, as Python values."""


@cache
def columns(kind: type[Row]) -> tuple[str, ...]:
    """The names of a table's columns."""
    return tuple(column.name for column in kind.__table__.columns)


def image(row: Row) -> Image:
    """A row's columns as they are now."""
    return {name: getattr(row, name) for name in columns(type(row))}


def completed(kind: type[Row], values: Image) -> Image:
    """The image of a row to insert: missing columns take their default."""
    whole: Image = {}
    for column in kind.__table__.columns:
        if column.name in values:
            whole[column.name] = values[column.name]
        else:
            default = column.default
            whole[column.name] = default.arg if default is not None and default.is_scalar else None
    return whole


def dump(values: Image) -> str:
    """An image as JSON."""
    return json.dumps(values, default=_plain, ensure_ascii=False, separators=(",", ":"))


def load(kind: type[Row], text: str) -> Image:
    """An image from JSON; columns that the table no longer has are left out."""
    readers = _readers(kind)
    return {
        name: value if value is None else readers[name](value)
        for name, value in json.loads(text).items()
        if name in readers
    }


def load_version(text: str) -> int | None:
    """The version in an image's JSON, None where its table has none."""
    version = json.loads(text).get("version")
    return version if isinstance(version, int) else None


def dump_label(label: Message) -> str:
    """A step's name as JSON."""
    return json.dumps(_tagged(label), ensure_ascii=False)


def load_label(text: str) -> Message:
    """A step's name from JSON."""
    label = _untagged(json.loads(text))
    if not isinstance(label, Message):
        raise TypeError(f"not a label: {text}")
    return label


def _plain(value: Any) -> Any:
    match value:
        case UUID():
            return value.hex
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
    raise TypeError(f"no column holds {value!r}")


@cache
def _readers(kind: type[Row]) -> dict[str, Callable[[Any], Any]]:
    return {column.name: _reader(column.type) for column in kind.__table__.columns}


def _reader(column: Any) -> Callable[[Any], Any]:
    match column:
        case Id():
            return UUID
        case Code():
            return column.kind
        case Money():
            return Decimal
        case UtcDateTime() | DateTime():
            return datetime.fromisoformat
        case Date():
            return date.fromisoformat
        case _:
            return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _tagged(value: Any) -> Any:
    match value:
        case Message():
            return {"message": value.msgid, "fields": {name: _tagged(field) for name, field in value.fields}}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case Decimal():
            return {"amount": str(value)}
        case time():
            return {"time": value.isoformat()}
        case StrEnum():
            return value.value
        case _:
            return value


def _untagged(value: Any) -> Any:
    match value:
        case {"message": msgid, "fields": fields}:
            return Message(msgid, **{name: _untagged(field) for name, field in fields.items()})
        case {"moment": moment}:
            return datetime.fromisoformat(moment)
        case {"day": day}:
            return date.fromisoformat(day)
        case {"amount": amount}:
            return Decimal(amount)
        case {"time": moment}:
            return time.fromisoformat(moment)
        case _:
            return value
