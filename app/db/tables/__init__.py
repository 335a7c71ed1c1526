"""The tables. Classes here are rows; they never leave `app.db` and `app.usecases`.

Foreign keys are checked at commit (deferred), so that a step can be undone in any order. A column
with `owned()` belongs to the row it names and goes with it; any other reference keeps that row from
being removed. A class with a `version` column is the root of an aggregate; `ROOT` on a child names
the column that leads to it, over another child where need be, and a change of the child counts as a
change of the root.
"""

from __future__ import annotations

from app.db.tables.actions import Action, ActionResidence, Enrolment, MoneyLine, Objective, Partner
from app.db.tables.base import Root, Row, Table
from app.db.tables.derived import Change, SearchTerm, Step
from app.db.tables.estate import (
    Agency,
    District,
    Reference,
    Residence,
    ResidenceDistrict,
    Setting,
    Stairwell,
    Venue,
)
from app.db.tables.people import Organisation, Person, PersonResidence, PersonRole
from app.db.tables.sessions import Assignment, Attendance, HeadCount, Printout, Session
from app.db.tables.theatre import Casting, Character, Production, Scene, SceneCharacter, SessionScene

ROWS: dict[str, type[Row]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in sorted(Table.registry.mappers, key=lambda mapper: mapper.class_.__name__)
    if issubclass(mapper.class_, Row)
}
"""Every recorded table by its name."""


def _parent(kind: type[Row], column: str) -> type[Row]:
    (key,) = kind.__table__.columns[column].foreign_keys
    return ROWS[key.column.table.name]


PARENTS: dict[type[Row], type[Row]] = {
    kind: _parent(kind, kind.ROOT) for kind in ROWS.values() if kind.ROOT is not None
}
"""The table that each child's `ROOT` leads to."""

__all__ = [
    "Action",
    "ActionResidence",
    "Agency",
    "Assignment",
    "Attendance",
    "Casting",
    "Change",
    "Character",
    "District",
    "Enrolment",
    "HeadCount",
    "MoneyLine",
    "Objective",
    "Organisation",
    "PARENTS",
    "Partner",
    "Person",
    "PersonResidence",
    "PersonRole",
    "Printout",
    "Production",
    "ROWS",
    "Reference",
    "Residence",
    "ResidenceDistrict",
    "Root",
    "Row",
    "Scene",
    "SceneCharacter",
    "SearchTerm",
    "Session",
    "SessionScene",
    "Setting",
    "Stairwell",
    "Step",
    "Table",
    "Venue",
]
