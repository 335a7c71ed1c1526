"""Dated rows: those that hold on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute


def valid_on(
    valid_from: InstrumentedAttribute[date | None], valid_to: InstrumentedAttribute[date | None], day: date
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions under which a row from a day on, up to and including another, holds on a day."""
    return or_(valid_from.is_(None), valid_from <= day), or_(valid_to.is_(None), valid_to >= day)
