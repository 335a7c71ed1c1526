"""What attendance sheets are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, select

from app.db.tables import Person, PersonResidence, PersonRole, Residence
from app.documents.landlord import Landlord, landlord
from app.documents.places import ActionFacts, SessionFacts, actions, chosen_sessions, sessions
from app.domain.ids import ActionId, PersonId, SessionId
from app.domain.kinds import ReferenceList, Role
from app.domain.names import fold, register_name
from app.queries.chunks import chunks
from app.queries.reference import reference_lists
from app.queries.roster import expected_people


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody on a sheet."""

    id: PersonId
    name: str
    """“MOREL Jeanne”."""
    sort_key: tuple[str, str, int]
    residence: str
    """Where they live on the day; empty outside the estate."""
    role: Role
    """In which they come: the role they work in, else what they are on the day."""
    on_duty: bool
    photo: bool
    """Whether there is a consent to pictures on file."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """One session with the people expected at it."""

    action: ActionFacts
    session: SessionFacts
    kind: str
    """The kind of session as the landlord calls it."""
    participants: tuple[Expected, ...]
    team: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """Everything that a batch of sheets says."""

    landlord: Landlord
    sheets: tuple[SheetFacts, ...]


def load(
    connection: Connection,
    language: str,
    *,
    session_ids: Iterable[SessionId] | None = None,
    action_id: ActionId | None = None,
    day: date | None = None,
) -> AttendanceFacts:
    """The facts of the sheets of some sessions, of an action's, or of a day's, in order of time."""
    start = None if day is None else datetime.combine(day, time())
    chosen = chosen_sessions(
        connection,
        session_ids=session_ids,
        action_id=action_id,
        between=None if start is None else (start, start + timedelta(days=1)),
    )
    of = actions(connection, set(chosen.values()))
    found = sessions(connection, chosen, of)
    expected = expected_people(connection, chosen)
    people = _People(connection, {person for those in expected.values() for person in those})
    kinds = reference_lists(connection, language)[ReferenceList.SESSION_KIND]
    return AttendanceFacts(
        landlord(connection),
        tuple(
            SheetFacts(
                of[session.action_id],
                session,
                kinds[session.kind].label if session.kind in kinds else session.kind,
                people.expected(expected[session.id], session, working=False),
                people.expected(expected[session.id], session, working=True),
            )
            for session in found
        ),
    )


class _People:
    """People with where they live and what they are over time."""

    def __init__(self, connection: Connection, person_ids: set[PersonId]) -> None:
        self._people: dict[PersonId, tuple[str, str, int, bool]] = {}
        self._homes: dict[PersonId, list[tuple[date | None, date | None, str]]] = {}
        self._roles: dict[PersonId, list[tuple[date | None, date | None, Role]]] = {}
        for ids in chunks(sorted(person_ids)):
            for row in connection.execute(
                select(
                    Person.id, Person.family_name, Person.given_name, Person.number, Person.photo_consent
                ).where(Person.id.in_(ids))
            ):
                self._people[PersonId(row.id)] = (
                    row.family_name,
                    row.given_name,
                    row.number,
                    row.photo_consent is True,
                )
            for home in connection.execute(
                select(
                    PersonResidence.person_id,
                    PersonResidence.valid_from,
                    PersonResidence.valid_to,
                    Residence.name,
                )
                .join(Residence, Residence.id == PersonResidence.residence_id)
                .where(PersonResidence.person_id.in_(ids))
                .order_by(PersonResidence.valid_from.desc(), PersonResidence.id)
            ):
                self._homes.setdefault(PersonId(home.person_id), []).append(
                    (home.valid_from, home.valid_to, home.name)
                )
            for role in connection.execute(
                select(PersonRole.person_id, PersonRole.valid_from, PersonRole.valid_to, PersonRole.role)
                .where(PersonRole.person_id.in_(ids))
                .order_by(PersonRole.valid_from.desc(), PersonRole.id)
            ):
                self._roles.setdefault(PersonId(role.person_id), []).append(
                    (role.valid_from, role.valid_to, role.role)
                )

    def expected(
        self, those: dict[PersonId, Role | None], session: SessionFacts, *, working: bool
    ) -> tuple[Expected, ...]:
        """Those of them who take part, or who work, by name."""
        return tuple(
            sorted(self._each(those, session.starts_at.date(), working), key=lambda person: person.sort_key)
        )

    def _each(self, those: dict[PersonId, Role | None], day: date, working: bool) -> Iterator[Expected]:
        for person_id, duty in those.items():
            if (duty is not None) is not working:
                continue
            family, given, number, photo = self._people[person_id]
            homes = [name for start, end, name in self._homes.get(person_id, ()) if _valid(day, start, end)]
            roles = [role for start, end, role in self._roles.get(person_id, ()) if _valid(day, start, end)]
            what = duty or next((role for role in Role if role in roles), Role.NEIGHBOUR)
            yield Expected(
                person_id,
                register_name(given, family),
                (fold(family), fold(given), number),
                homes[0] if homes else "",
                what,
                working,
                photo,
            )


def _valid(day: date, valid_from: date | None, valid_to: date | None) -> bool:
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)
