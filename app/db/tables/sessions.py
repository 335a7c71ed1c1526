"""Sessions, who worked and who came, and what was printed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, DateTime, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Code, Id, UtcDateTime
from app.db.tables.base import Root, Row, owned, reference, text
from app.domain.kinds import AgeBand, Presence, Role, SessionStatus, Sex


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
    uid: Mapped[str] = mapped_column(String(255), default="", server_default="", index=True)
    """What another calendar calls it, where it came from one: the same file taken in again finds it by this."""


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
