"""Plays: scenes, characters and who plays them."""

from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Code, Id
from app.db.tables.base import Row, owned, reference, text
from app.domain.kinds import Readiness


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
