"""What the program keeps for itself: the journal and the search index."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import FoldedText, Id, Sequence, UtcDateTime
from app.db.tables.base import Table


class SearchTerm(Table):
    """A folded word by which something is found. Derived from the rows: rebuilt, never restored."""

    __tablename__ = "search_term"
    term: Mapped[str] = mapped_column(FoldedText, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    target_id: Mapped[UUID] = mapped_column(Id, primary_key=True, index=True)


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
