"""The tables. Classes here are rows; they never leave `app.db` and `app.usecases`.

Foreign keys are checked at commit (deferred), so that a step can be undone in any order. A column
with `owned()` belongs to the row it names and goes with it; any other reference keeps that row from
being removed. A class with a `version` column is the root of an aggregate; `ROOT` on a child names
the column that leads to it, over another child where need be, and a change of the child counts as a
change of the root.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from app.db.columns import Code, FoldedText, Id, Money, Sequence, UtcDateTime
from app.domain.kinds import (
    ActionStatus,
    AgeBand,
    Channel,
    DistrictKind,
    EnrolmentStatus,
    MoneySide,
    OrganisationKind,
    PartnerRole,
    Presence,
    Readiness,
    ReferenceList,
    Role,
    SessionStatus,
    Sex,
)

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Table(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMING)


class Row(Table):
    """A row with an identity of its own, recorded in the journal."""

    __abstract__ = True
    ROOT: ClassVar[str | None] = None

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)


class Root(Row):
    """A row that is edited as one thing, with optimistic locking."""

    __abstract__ = True

    version: Mapped[int] = mapped_column(Integer, default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it with the class
        return {"version_id_col": cls.version}


def reference(target: str, *, null: bool = False, index: bool = True) -> Any:
    """A column that names another row, which cannot be removed while it is named."""
    return mapped_column(
        Id, ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED"), nullable=null, index=index
    )


def owned(target: str, *, index: bool = True) -> Any:
    """A column that names the row this one belongs to."""
    return mapped_column(
        Id,
        ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=index,
        info={"owned": True},
    )


def text(length: int | None = None) -> Any:
    """Text that may be empty but is never absent."""
    return mapped_column(String(length) if length else Text, default="", server_default="")


# --- the landlord and its estate -------------------------------------------------------------------


class Setting(Row):
    """A named setting of the workspace; the value is JSON."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(String(60), unique=True)
    value: Mapped[str] = mapped_column(Text)


class Reference(Row):
    """An entry of an editable list: axes, kinds of action and session, reasons."""

    __tablename__ = "reference"
    __table_args__ = (UniqueConstraint("list", "code"),)
    list: Mapped[ReferenceList] = mapped_column(Code(ReferenceList))
    code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(Integer)
    label_fr: Mapped[str] = text(200)
    label_en: Mapped[str] = text(200)
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class Agency(Root):
    """A local branch of the landlord."""

    __tablename__ = "agency"
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = text(200)


class District(Root):
    """A priority district; the list changes, so each has its years and its predecessor."""

    __tablename__ = "district"
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = text(200)
    kind: Mapped[DistrictKind] = mapped_column(Code(DistrictKind), default=DistrictKind.QPV)
    commune: Mapped[str] = text(200)
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    predecessor_id: Mapped[UUID | None] = reference("district", null=True)


class Residence(Root):
    """A group of dwellings that people name as the place where they live."""

    __tablename__ = "residence"
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = text(200)
    address: Mapped[str] = text(300)
    postal_code: Mapped[str] = text(12)
    commune: Mapped[str] = text(120)
    agency_id: Mapped[UUID | None] = reference("agency", null=True)
    dwellings: Mapped[int] = mapped_column(Integer, default=0)
    built: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str] = text()


class ResidenceDistrict(Row):
    """The district in which a residence lies, from a day on, up to and including another."""

    __tablename__ = "residence_district"
    ROOT = "residence_id"
    residence_id: Mapped[UUID] = owned("residence")
    district_id: Mapped[UUID] = reference("district")
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)


class Stairwell(Row):
    """An entrance of a residence with its letter boxes."""

    __tablename__ = "stairwell"
    ROOT = "residence_id"
    residence_id: Mapped[UUID] = owned("residence")
    name: Mapped[str] = text(80)
    position: Mapped[int] = mapped_column(Integer, default=0)
    dwellings: Mapped[int] = mapped_column(Integer, default=0)


class Venue(Root):
    """A place where sessions are held."""

    __tablename__ = "venue"
    name: Mapped[str] = text(200)
    residence_id: Mapped[UUID | None] = reference("residence", null=True)
    address: Mapped[str] = text(300)
    seats: Mapped[int | None] = mapped_column(Integer)
    step_free: Mapped[bool] = mapped_column(Boolean, default=True)
    access: Mapped[str] = text()
    keys: Mapped[str] = text()
    contact: Mapped[str] = text(200)


# --- people and organisations ----------------------------------------------------------------------


class Organisation(Root):
    """A partner, funder, contractor or other landlord."""

    __tablename__ = "organisation"
    name: Mapped[str] = text(200)
    kind: Mapped[OrganisationKind] = mapped_column(Code(OrganisationKind))
    phone: Mapped[str] = text(40)
    email: Mapped[str] = text(200)


class Person(Root):
    """Somebody, with no more than the work needs (domain.md 4.3)."""

    __tablename__ = "person"
    number: Mapped[int] = mapped_column(Integer, unique=True)
    """What people type to name somebody; counted up, never reused."""
    family_name: Mapped[str] = text(200)
    given_name: Mapped[str] = text(200)
    sex: Mapped[Sex | None] = mapped_column(Code(Sex))
    birth_year: Mapped[int | None] = mapped_column(Integer)
    age_band: Mapped[AgeBand | None] = mapped_column(Code(AgeBand))
    """Where the year of birth is not known."""
    phone: Mapped[str] = text(40)
    email: Mapped[str] = text(200)
    channel: Mapped[Channel | None] = mapped_column(Code(Channel))
    large_print: Mapped[bool] = mapped_column(Boolean, default=False)
    needs: Mapped[str] = text()
    """Practical needs, stated as needs and never as a diagnosis."""
    do_not_contact: Mapped[bool] = mapped_column(Boolean, default=False)
    photo_consent: Mapped[bool | None] = mapped_column(Boolean)
    organisation_id: Mapped[UUID | None] = reference("organisation", null=True)
    job: Mapped[str] = text(200)
    note: Mapped[str] = text()


class PersonRole(Row):
    """What a person is, over time; `valid_to` is the last day."""

    __tablename__ = "person_role"
    ROOT = "person_id"
    person_id: Mapped[UUID] = owned("person")
    role: Mapped[Role] = mapped_column(Code(Role))
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)


class PersonResidence(Row):
    """Where a person lives, over time; `valid_to` is the last day."""

    __tablename__ = "person_residence"
    ROOT = "person_id"
    person_id: Mapped[UUID] = owned("person")
    residence_id: Mapped[UUID] = reference("residence")
    stairwell_id: Mapped[UUID | None] = reference("stairwell", null=True)
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)


class SearchTerm(Table):
    """A folded word by which something is found. Derived from the rows: rebuilt, never restored."""

    __tablename__ = "search_term"
    term: Mapped[str] = mapped_column(FoldedText, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    target_id: Mapped[UUID] = mapped_column(Id, primary_key=True, index=True)


# --- actions ---------------------------------------------------------------------------------------


class Action(Root):
    """A social-development action: the unit that is planned and accounted for."""

    __tablename__ = "action"
    code: Mapped[str] = mapped_column(String(40), unique=True)
    """Year and number, `2026-042`."""
    title: Mapped[str] = text(300)
    kind: Mapped[str] = text(40)
    status: Mapped[ActionStatus] = mapped_column(Code(ActionStatus), default=ActionStatus.APPROVED)
    axis: Mapped[str] = text(40)
    lead_id: Mapped[UUID | None] = reference("person", null=True)
    """The coordinator who answers for it."""
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    places: Mapped[int | None] = mapped_column(Integer)
    """How many can enrol; beyond that people wait in order."""
    target_people: Mapped[int | None] = mapped_column(Integer)
    audience: Mapped[str] = text(300)
    context: Mapped[str] = text()
    description: Mapped[str] = text()
    lessons: Mapped[str] = text()
    follow_up: Mapped[str] = text()
    template_of_id: Mapped[UUID | None] = reference("action", null=True)
    """The earlier edition it was made from."""


class ActionResidence(Row):
    """A residence that an action is for."""

    __tablename__ = "action_residence"
    __table_args__ = (UniqueConstraint("action_id", "residence_id"),)
    ROOT = "action_id"
    action_id: Mapped[UUID] = owned("action", index=False)
    residence_id: Mapped[UUID] = reference("residence")


class Partner(Row):
    """An organisation's part in an action; `share` is its share of the cost in per cent (co-landlords)."""

    __tablename__ = "partner"
    ROOT = "action_id"
    action_id: Mapped[UUID] = owned("action")
    organisation_id: Mapped[UUID] = reference("organisation")
    role: Mapped[PartnerRole] = mapped_column(Code(PartnerRole))
    contribution: Mapped[str] = text(300)
    share: Mapped[int | None] = mapped_column(Integer)


class Enrolment(Row):
    """A person's place in an action; those who wait are served by `position`."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("action_id", "person_id"),)
    ROOT = "action_id"
    action_id: Mapped[UUID] = owned("action", index=False)
    person_id: Mapped[UUID] = reference("person")
    status: Mapped[EnrolmentStatus] = mapped_column(Code(EnrolmentStatus), default=EnrolmentStatus.ENROLLED)
    position: Mapped[int] = mapped_column(Integer, default=0)
    enrolled_on: Mapped[date | None] = mapped_column(Date)


class Objective(Row):
    """What an action wants to reach, how one sees it, and what came of it."""

    __tablename__ = "objective"
    ROOT = "action_id"
    action_id: Mapped[UUID] = owned("action")
    position: Mapped[int] = mapped_column(Integer, default=0)
    aim: Mapped[str] = text()
    indicator: Mapped[str] = text()
    target: Mapped[str] = text(120)
    result: Mapped[str] = text(120)
    reached: Mapped[str] = text(12)
    """`yes`, `partly`, `no`, or empty while it is open."""


class MoneyLine(Row):
    """A line of an action's budget, under the account of the French chart (domain.md 2.2)."""

    __tablename__ = "money_line"
    ROOT = "action_id"
    action_id: Mapped[UUID] = owned("action")
    side: Mapped[MoneySide] = mapped_column(Code(MoneySide))
    account: Mapped[str] = mapped_column(String(8))
    label: Mapped[str] = text(200)
    organisation_id: Mapped[UUID | None] = reference("organisation", null=True)
    landlord: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether this income is the landlord's own money."""
    forecast: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    actual: Mapped[Decimal | None] = mapped_column(Money)


# --- sessions --------------------------------------------------------------------------------------


class Session(Root):
    """A dated meeting of an action. Planned times are local wall-clock."""

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("action_id", "number"),
        Index("ix_session_starts_at_ends_at", "starts_at", "ends_at"),
    )
    action_id: Mapped[UUID] = owned("action", index=False)
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = text(300)
    kind: Mapped[str] = text(40)
    status: Mapped[SessionStatus] = mapped_column(Code(SessionStatus), default=SessionStatus.PLANNED)
    starts_at: Mapped[datetime] = mapped_column(DateTime)
    ends_at: Mapped[datetime] = mapped_column(DateTime)
    actual_starts_at: Mapped[datetime | None] = mapped_column(DateTime)
    actual_ends_at: Mapped[datetime | None] = mapped_column(DateTime)
    venue_id: Mapped[UUID | None] = reference("venue", null=True)
    reason: Mapped[str] = text(300)
    """Why it was cancelled, moved or skipped."""
    note: Mapped[str] = text()
    marked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its attendance was complete."""


class Assignment(Row):
    """Somebody who works at a session: staff, volunteer or facilitator."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)
    ROOT = "session_id"
    session_id: Mapped[UUID] = owned("session", index=False)
    person_id: Mapped[UUID] = reference("person")
    role: Mapped[Role] = mapped_column(Code(Role))


class Attendance(Row):
    """What is known of a person's presence at a session; no row means not known."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)
    ROOT = "session_id"
    session_id: Mapped[UUID] = owned("session", index=False)
    person_id: Mapped[UUID] = reference("person")
    presence: Mapped[Presence] = mapped_column(Code(Presence))
    walk_in: Mapped[bool] = mapped_column(Boolean, default=False)


class HeadCount(Row):
    """People counted without a name, by sex and age band as far as known."""

    __tablename__ = "head_count"
    ROOT = "session_id"
    session_id: Mapped[UUID] = owned("session")
    sex: Mapped[Sex | None] = mapped_column(Code(Sex))
    age_band: Mapped[AgeBand | None] = mapped_column(Code(AgeBand))
    heads: Mapped[int] = mapped_column(Integer)


class Printout(Row):
    """A sheet that left the printer: what it was, of what, and a fingerprint of what it said."""

    __tablename__ = "printout"
    document: Mapped[str] = mapped_column(String(40))
    action_id: Mapped[UUID | None] = mapped_column(
        Id, ForeignKey("action.id", deferrable=True, initially="DEFERRED"), index=True, info={"owned": True}
    )
    session_id: Mapped[UUID | None] = mapped_column(
        Id, ForeignKey("session.id", deferrable=True, initially="DEFERRED"), index=True, info={"owned": True}
    )
    person_id: Mapped[UUID | None] = mapped_column(
        Id, ForeignKey("person.id", deferrable=True, initially="DEFERRED"), index=True, info={"owned": True}
    )
    printed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    fingerprint: Mapped[str] = text(64)


# --- theatre ---------------------------------------------------------------------------------------


class Production(Row):
    """The play that an action stages."""

    __tablename__ = "production"
    ROOT = "action_id"
    action_id: Mapped[UUID] = mapped_column(
        Id,
        ForeignKey("action.id", deferrable=True, initially="DEFERRED"),
        unique=True,
        info={"owned": True},
    )
    work: Mapped[str] = text(200)
    author: Mapped[str] = text(200)
    director: Mapped[str] = text(200)


class Scene(Row):
    """A scene in its order, with the words spoken in it."""

    __tablename__ = "scene"
    ROOT = "production_id"
    production_id: Mapped[UUID] = owned("production")
    code: Mapped[str] = mapped_column(String(40))
    """`I.3`, as one calls it in rehearsal."""
    title: Mapped[str] = text(200)
    position: Mapped[int] = mapped_column(Integer)
    words: Mapped[int] = mapped_column(Integer, default=0)
    readiness: Mapped[Readiness] = mapped_column(Code(Readiness), default=Readiness.READING)


class Character(Row):
    """A role of the play."""

    __tablename__ = "character"
    ROOT = "production_id"
    production_id: Mapped[UUID] = owned("production")
    name: Mapped[str] = text(120)
    position: Mapped[int] = mapped_column(Integer)


class SceneCharacter(Row):
    """A character's part in a scene, in words; 0 where it is on stage and silent."""

    __tablename__ = "scene_character"
    __table_args__ = (UniqueConstraint("scene_id", "character_id"),)
    ROOT = "scene_id"
    scene_id: Mapped[UUID] = owned("scene", index=False)
    character_id: Mapped[UUID] = owned("character")
    words: Mapped[int] = mapped_column(Integer, default=0)


class Casting(Row):
    """Who plays whom; an understudy stands in."""

    __tablename__ = "casting"
    __table_args__ = (UniqueConstraint("character_id", "person_id"),)
    ROOT = "character_id"
    character_id: Mapped[UUID] = owned("character", index=False)
    person_id: Mapped[UUID] = reference("person")
    understudy: Mapped[bool] = mapped_column(Boolean, default=False)


class SessionScene(Row):
    """A scene worked in a session, in order."""

    __tablename__ = "session_scene"
    __table_args__ = (UniqueConstraint("session_id", "scene_id"),)
    ROOT = "session_id"
    session_id: Mapped[UUID] = owned("session", index=False)
    scene_id: Mapped[UUID] = owned("scene")
    position: Mapped[int] = mapped_column(Integer)


# --- the journal -----------------------------------------------------------------------------------


class Step(Table):
    """One change by one person: undo, history and the feed of changes read it."""

    __tablename__ = "journal_step"
    sequence: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    author: Mapped[str] = mapped_column(String(120))
    client: Mapped[str] = mapped_column(String(36))
    """The window that made it."""
    kind: Mapped[str] = mapped_column(String(8))
    """`do`, `undo` or `redo`; the last two name the step they are about."""
    target: Mapped[int | None] = mapped_column(Sequence)
    label: Mapped[str] = mapped_column(Text)
    """The step's name: message id and fields as JSON."""
    tables: Mapped[str] = mapped_column(Text)
    """Names of the tables it touched, parted by spaces."""


class Change(Table):
    """A row before and after a step, as JSON; exactly one side is absent on insert and delete."""

    __tablename__ = "journal_change"
    sequence: Mapped[int] = mapped_column(Sequence, ForeignKey("journal_step.sequence"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    row_table: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[UUID] = mapped_column(Id, index=True)
    row_before: Mapped[str | None] = mapped_column(Text)
    row_after: Mapped[str | None] = mapped_column(Text)


ROWS: dict[str, type[Row]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in Table.registry.mappers
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
