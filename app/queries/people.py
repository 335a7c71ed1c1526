"""People: lists, one person's page, and finding somebody by a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, or_, select
from sqlalchemy.orm import aliased

from app.db.tables import (
    Action,
    Attendance,
    Enrolment,
    Person,
    PersonResidence,
    PersonRole,
    Residence,
    SearchTerm,
    Session,
)
from app.domain.ids import ActionId, OrganisationId, PersonId, ResidenceId
from app.domain.kinds import AgeBand, Channel, EnrolmentStatus, Presence, Role, Sex
from app.domain.names import fold, full_name, register_name, words
from app.queries.chunks import chunks

_LAST = "\U0010ffff"
_WORDS_OF_A_ROW = 4


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as lists, rosters and search results show them."""

    id: PersonId
    version: int
    number: int
    given_name: str
    family_name: str
    sex: Sex | None
    birth_year: int | None
    age_band: AgeBand | None
    phone: str
    needs: str
    large_print: bool
    photo_consent: bool | None
    do_not_contact: bool
    residence_id: ResidenceId | None
    residence: str
    """Where they live today; empty outside the estate."""
    roles: tuple[Role, ...]
    """What they are today."""

    @property
    def name(self) -> str:
        """“Jeanne Morel”."""
        return full_name(self.given_name, self.family_name)

    @property
    def register_name(self) -> str:
        """“MOREL Jeanne”."""
        return register_name(self.given_name, self.family_name)

    @property
    def sort_key(self) -> tuple[str, str, int]:
        """By family name, then given name, accents and case aside."""
        return fold(self.family_name), fold(self.given_name), self.number


@dataclass(frozen=True, slots=True)
class PersonAction:
    """A person's part in an action."""

    action_id: ActionId
    code: str
    title: str
    status: EnrolmentStatus
    presences: int


@dataclass(frozen=True, slots=True)
class Stay:
    """A residence of a person over time."""

    residence_id: ResidenceId
    residence: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A role of a person over time."""

    role: Role
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """A person's page."""

    row: PersonRow
    email: str
    channel: Channel | None
    organisation_id: OrganisationId | None
    job: str
    note: str
    residences: tuple[Stay, ...]
    roles: tuple[RoleSpan, ...]
    actions: tuple[PersonAction, ...]
    presences: int
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people a list shows; an empty part filters nothing."""

    text: str = ""
    roles: frozenset[Role] = frozenset()
    residence_ids: frozenset[ResidenceId] = frozenset()
    action_id: ActionId | None = None


_OWN = select(
    Person.id,
    Person.version,
    Person.number,
    Person.given_name,
    Person.family_name,
    Person.sex,
    Person.birth_year,
    Person.age_band,
    Person.phone,
    Person.needs,
    Person.large_print,
    Person.photo_consent,
    Person.do_not_contact,
)


def people(
    connection: Connection, wanted: PeopleFilter, today: date, limit: int = 500, offset: int = 0
) -> tuple[PersonRow, ...]:
    """People by family name, at most `limit` from `offset` on."""
    ids = connection.scalars(
        select(Person.id)
        .where(*conditions(wanted, today))
        .order_by(func.lower(Person.family_name), func.lower(Person.given_name), Person.number)
        .limit(limit)
        .offset(offset)
    ).all()
    found = people_by_id(connection, [PersonId(person) for person in ids], today)
    return tuple(found.values())


def count_people(connection: Connection, wanted: PeopleFilter, today: date) -> int:
    """How many people a filter shows in all."""
    return connection.scalar(select(func.count()).select_from(Person).where(*conditions(wanted, today))) or 0


def search_people(
    connection: Connection, text: str, limit: int = 12, today: date | None = None
) -> tuple[PersonRow, ...]:
    """The people whose names or number have a word beginning with each typed word; accents and case are forgiven."""
    ids = matching(connection, "person", text, limit)
    found = people_by_id(connection, [PersonId(person) for person in ids], today)
    return tuple(sorted(found.values(), key=lambda person: person.sort_key))


def people_by_id(
    connection: Connection, person_ids: Sequence[PersonId], today: date | None = None
) -> dict[PersonId, PersonRow]:
    """These people, in the order of the ids; ids that no longer exist are left out."""
    day = today or date.today()
    found: dict[PersonId, PersonRow] = {}
    for chunk in chunks(dict.fromkeys(person_ids)):
        found.update(_rows(connection, chunk, day))
    return {person: found[person] for person in dict.fromkeys(person_ids) if person in found}


def person_by_number(connection: Connection, number: int) -> PersonId | None:
    """The person whom people call by this number."""
    person = connection.scalar(select(Person.id).where(Person.number == number))
    return None if person is None else PersonId(person)


def person_detail(connection: Connection, person_id: PersonId, today: date) -> PersonDetail | None:
    """A person's page, or None where the person is gone."""
    rows = people_by_id(connection, [person_id], today)
    if person_id not in rows:
        return None
    own = connection.execute(
        select(Person.email, Person.channel, Person.organisation_id, Person.job, Person.note).where(
            Person.id == person_id
        )
    ).one()
    stays = connection.execute(
        select(Residence.id, Residence.name, PersonResidence.valid_from, PersonResidence.valid_to)
        .join(Residence, Residence.id == PersonResidence.residence_id)
        .where(PersonResidence.person_id == person_id)
        .order_by(PersonResidence.valid_from.desc())
    )
    roles = connection.execute(
        select(PersonRole.role, PersonRole.valid_from, PersonRole.valid_to)
        .where(PersonRole.person_id == person_id)
        .order_by(PersonRole.valid_from.desc())
    )
    presences = (
        select(Session.action_id, func.count().label("presences"), func.max(Session.starts_at).label("last"))
        .join(Attendance, Attendance.session_id == Session.id)
        .where(Attendance.person_id == person_id, Attendance.presence == Presence.PRESENT)
        .group_by(Session.action_id)
        .subquery()
    )
    actions = connection.execute(
        select(
            Action.id, Action.code, Action.title, Enrolment.status, presences.c.presences, presences.c.last
        )
        .select_from(Action)
        .outerjoin(Enrolment, (Enrolment.action_id == Action.id) & (Enrolment.person_id == person_id))
        .outerjoin(presences, presences.c.action_id == Action.id)
        .where(or_(Enrolment.id.is_not(None), presences.c.presences.is_not(None)))
        .order_by(Action.code.desc())
    ).all()
    return PersonDetail(
        row=rows[person_id],
        email=own.email,
        channel=own.channel,
        organisation_id=own.organisation_id,
        job=own.job,
        note=own.note,
        residences=tuple(Stay(stay.id, stay.name, stay.valid_from, stay.valid_to) for stay in stays),
        roles=tuple(RoleSpan(role.role, role.valid_from, role.valid_to) for role in roles),
        actions=tuple(
            PersonAction(row.id, row.code, row.title, row.status or EnrolmentStatus.LEFT, row.presences or 0)
            for row in actions
        ),
        presences=sum(row.presences or 0 for row in actions),
        last_seen=max((row.last for row in actions if row.last), default=None),
    )


def matching(connection: Connection, kind: str, text: str, limit: int) -> list[UUID]:
    """The ids of rows of a kind that have a word beginning with each typed word, in the index's order."""
    typed = words(text)[:6]
    if not typed:
        return []
    # The longest word is the rarest: it leads, the others only confirm.
    leading, *others = sorted(typed, key=len, reverse=True)
    query = select(SearchTerm.target_id).where(SearchTerm.kind == kind, *_begins(leading))
    for word in others:
        same = aliased(SearchTerm)
        query = query.where(
            select(same.target_id)
            .where(
                same.target_id == SearchTerm.target_id,
                same.kind == kind,
                same.term >= word,
                same.term < word + _LAST,
            )
            .exists()
        )
    # The index is read in its order and left at the limit: one letter costs no more than ten. A row can
    # answer by several of its words, so a few more are read than wanted.
    found = connection.scalars(query.order_by(SearchTerm.term).limit(limit * _WORDS_OF_A_ROW))
    return list(dict.fromkeys(found))[:limit]


def _begins(word: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return SearchTerm.term >= word, SearchTerm.term < word + _LAST


def conditions(wanted: PeopleFilter, today: date) -> list[ColumnElement[bool]]:
    """The conditions under which a filter shows a person."""
    conditions: list[ColumnElement[bool]] = []
    for word in words(wanted.text)[:6]:
        found = select(SearchTerm.target_id).where(SearchTerm.kind == "person", *_begins(word))
        conditions.append(Person.id.in_(found))
    if wanted.roles:
        holders = select(PersonRole.person_id).where(
            PersonRole.role.in_(wanted.roles), *valid_on(PersonRole, today)
        )
        conditions.append(Person.id.in_(holders))
    if wanted.residence_ids:
        dwellers = select(PersonResidence.person_id).where(
            PersonResidence.residence_id.in_(wanted.residence_ids), *valid_on(PersonResidence, today)
        )
        conditions.append(Person.id.in_(dwellers))
    if wanted.action_id is not None:
        enrolled = select(Enrolment.person_id).where(
            Enrolment.action_id == wanted.action_id, Enrolment.status != EnrolmentStatus.LEFT
        )
        conditions.append(Person.id.in_(enrolled))
    return conditions


def _rows(connection: Connection, person_ids: Sequence[PersonId], today: date) -> dict[PersonId, PersonRow]:
    homes = {
        row.person_id: (ResidenceId(row.id), row.name)
        for row in connection.execute(
            select(PersonResidence.person_id, Residence.id, Residence.name)
            .join(Residence, Residence.id == PersonResidence.residence_id)
            .where(PersonResidence.person_id.in_(person_ids), *valid_on(PersonResidence, today))
        )
    }
    roles: dict[UUID, list[Role]] = {}
    for row in connection.execute(
        select(PersonRole.person_id, PersonRole.role).where(
            PersonRole.person_id.in_(person_ids), *valid_on(PersonRole, today)
        )
    ):
        roles.setdefault(row.person_id, []).append(row.role)
    order = list(Role)
    found = {}
    for person in connection.execute(_OWN.where(Person.id.in_(person_ids))):
        home, residence = homes.get(person.id, (None, ""))
        found[PersonId(person.id)] = PersonRow(
            id=person.id,
            version=person.version,
            number=person.number,
            given_name=person.given_name,
            family_name=person.family_name,
            sex=person.sex,
            birth_year=person.birth_year,
            age_band=person.age_band,
            phone=person.phone,
            needs=person.needs,
            large_print=person.large_print,
            photo_consent=person.photo_consent,
            do_not_contact=person.do_not_contact,
            residence_id=home,
            residence=residence,
            roles=tuple(sorted(roles.get(person.id, ()), key=order.index)),
        )
    return found


def valid_on(
    kind: type[PersonResidence | PersonRole], day: date
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions under which a dated row holds on a day."""
    return (
        or_(kind.valid_from.is_(None), kind.valid_from <= day),
        or_(kind.valid_to.is_(None), kind.valid_to >= day),
    )
