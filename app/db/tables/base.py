"""What every table is made of."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from app.db.columns import Id

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
