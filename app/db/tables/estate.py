"""The landlord and its estate, its settings and its lists."""

from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Code
from app.db.tables.base import Root, Row, owned, reference, text
from app.domain.kinds import DistrictKind, ReferenceList


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
