"""People and organisations."""

from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Code
from app.db.tables.base import Root, Row, owned, reference, text
from app.domain.kinds import AgeBand, Channel, OrganisationKind, Role, Sex


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
