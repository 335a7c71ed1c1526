"""Search across everything: people, actions, residences, venues."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from app.db.tables import Action, Residence
from app.domain.ids import PersonId
from app.queries.people import matching, people_by_id


@dataclass(frozen=True, slots=True)
class Found:
    """Something found: what it is (`person`, `action`, `residence`), its name, and a word beside it."""

    kind: str
    id: UUID
    label: str
    detail: str


def find(connection: Connection, text: str, limit: int = 6) -> tuple[Found, ...]:
    """What has words beginning with each typed word; at most `limit` of each kind."""
    people = people_by_id(
        connection, [PersonId(each) for each in matching(connection, "person", text, limit)]
    )
    found = [Found("person", person.id, person.name, person.residence) for person in people.values()]
    actions = matching(connection, "action", text, limit)
    if actions:
        rows = connection.execute(
            select(Action.id, Action.title, Action.code)
            .where(Action.id.in_(actions))
            .order_by(Action.code.desc())
        )
        found += [Found("action", row.id, row.title, row.code) for row in rows]
    residences = matching(connection, "residence", text, limit)
    if residences:
        rows = connection.execute(
            select(Residence.id, Residence.name, Residence.commune)
            .where(Residence.id.in_(residences))
            .order_by(Residence.name)
        )
        found += [Found("residence", row.id, row.name, row.commune) for row in rows]
    return tuple(found)
