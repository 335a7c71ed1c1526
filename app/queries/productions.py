"""The play that an action stages: its scenes with who is in them, its characters with who plays them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, select

from app.db.tables import Casting, Character, Production, Scene, SceneCharacter, SessionScene
from app.domain.ids import ActionId, CharacterId, PersonId, ProductionId, SceneId
from app.domain.kinds import Readiness
from app.queries.people import PersonRow, people_by_id


@dataclass(frozen=True, slots=True)
class CastRow:
    """A character: how much there is to it, and who plays it."""

    id: CharacterId
    name: str
    scenes: int
    words: int
    players: tuple[PersonRow, ...]
    understudies: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class SceneRow:
    """A scene, who is in it, and how well it is known."""

    id: SceneId
    code: str
    title: str
    words: int
    readiness: Readiness
    characters: tuple[CharacterId, ...]
    sessions: int
    """How often it is or was worked."""


@dataclass(frozen=True, slots=True)
class ProductionDetail:
    """A play as an action stages it."""

    id: ProductionId
    work: str
    author: str
    director: str
    scenes: tuple[SceneRow, ...]
    cast: tuple[CastRow, ...]


def production_detail(connection: Connection, action_id: ActionId, today: date) -> ProductionDetail | None:
    """The play that an action stages, or None where it stages none."""
    own = connection.execute(
        select(Production.id, Production.work, Production.author, Production.director).where(
            Production.action_id == action_id
        )
    ).one_or_none()
    if own is None:
        return None
    scenes = connection.execute(
        select(
            Scene.id, Scene.code, Scene.title, Scene.words, Scene.readiness,
            func.count(SessionScene.id).label("sessions"),
        )
        .outerjoin(SessionScene, SessionScene.scene_id == Scene.id)
        .where(Scene.production_id == own.id)
        .group_by(Scene.id, Scene.code, Scene.title, Scene.words, Scene.readiness, Scene.position)
        .order_by(Scene.position)
    ).all()  # fmt: skip
    characters = connection.execute(
        select(Character.id, Character.name)
        .where(Character.production_id == own.id)
        .order_by(Character.position)
    ).all()
    parts = connection.execute(
        select(SceneCharacter.scene_id, SceneCharacter.character_id, SceneCharacter.words)
        .join(Scene, Scene.id == SceneCharacter.scene_id)
        .join(Character, Character.id == SceneCharacter.character_id)
        .where(Scene.production_id == own.id)
        .order_by(Character.position)
    ).all()
    castings = connection.execute(
        select(Casting.character_id, Casting.person_id, Casting.understudy)
        .join(Character, Character.id == Casting.character_id)
        .where(Character.production_id == own.id)
    ).all()
    people = people_by_id(connection, [PersonId(row.person_id) for row in castings], today)
    in_scene: dict[UUID, list[CharacterId]] = {}
    size: dict[UUID, tuple[int, int]] = {}
    for part in parts:
        in_scene.setdefault(part.scene_id, []).append(CharacterId(part.character_id))
        scenes_so_far, words = size.get(part.character_id, (0, 0))
        size[part.character_id] = scenes_so_far + 1, words + part.words

    def playing(character_id: UUID, understudy: bool) -> tuple[PersonRow, ...]:
        found = [
            people[row.person_id]
            for row in castings
            if row.character_id == character_id and row.understudy is understudy
        ]
        return tuple(sorted(found, key=lambda person: person.sort_key))

    return ProductionDetail(
        id=ProductionId(own.id),
        work=own.work,
        author=own.author,
        director=own.director,
        scenes=tuple(
            SceneRow(
                SceneId(row.id), row.code, row.title, row.words, row.readiness,
                tuple(in_scene.get(row.id, ())), row.sessions,
            )
            for row in scenes
        ),
        cast=tuple(
            CastRow(
                CharacterId(row.id), row.name, *size.get(row.id, (0, 0)),
                players=playing(row.id, False), understudies=playing(row.id, True),
            )
            for row in characters
        ),
    )  # fmt: skip
