"""Actions and what belongs to them."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Code, Money
from app.db.tables.base import Root, Row, owned, reference, text
from app.domain.kinds import ActionStatus, EnrolmentStatus, MoneySide, PartnerRole


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
