"""Staging a play: its scenes and characters, who plays whom, and which scenes a session works."""

from __future__ import annotations

from collections.abc import Sequence

from app.db.tables import (
    Action,
    Casting,
    Character,
    Person,
    Production,
    Scene,
    SceneCharacter,
    Session,
    SessionScene,
)
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.errors import RuleViolation
from app.domain.ids import ActionId, CharacterId, PersonId, ProductionId, SceneId, SessionId
from app.domain.kinds import Readiness
from app.domain.names import full_name
from app.domain.plays import Play
from app.i18n.messages import Message
from app.usecases.fields import assign_fields


def import_play(
    uow: UnitOfWork, action_id: ActionId, play: Play, *, director: str = ""
) -> Done[ProductionId]:
    """Have an action stage a play: its scenes in order, its characters, and who is in which scene.

    Raises `RuleViolation` where the action stages a play already.
    """
    action = uow.get(Action, action_id)
    staged = uow.find(Production, Production.action_id == action_id)
    if staged is not None:
        raise RuleViolation("“{title}” already stages “{work}”.", title=action.title, work=staged.work)
    production = uow.add(Production(action_id=action_id))
    assign_fields(
        production,
        frozenset({"work", "author", "director"}),
        {"work": play.title, "author": play.author, "director": director},
    )
    characters = {
        name: uow.add(Character(production_id=production.id, name=name, position=position)).id
        for position, name in enumerate(play.characters, start=1)
    }
    for position, scene in enumerate(play.scenes, start=1):
        row = uow.add(
            Scene(
                production_id=production.id,
                code=scene.code,
                title=scene.title,
                position=position,
                words=scene.words,
            )
        )
        for name, words in scene.parts.items():
            uow.add(SceneCharacter(scene_id=row.id, character_id=characters[name], words=words))
    label = Message("Stage “{work}” in “{title}”", work=play.title, title=action.title)
    return Done(label, ProductionId(production.id))


def cast_character(
    uow: UnitOfWork, character_id: CharacterId, person_id: PersonId, *, understudy: bool = False
) -> Done[None]:
    """Have a person play a character, or stand in for whoever does; says it anew for somebody cast already."""
    character = uow.get(Character, character_id)
    person = uow.get(Person, person_id)
    casting = uow.find(Casting, Casting.character_id == character_id, Casting.person_id == person_id)
    if casting is None:
        uow.add(Casting(character_id=character_id, person_id=person_id, understudy=understudy))
    else:
        casting.understudy = understudy
    name = full_name(person.given_name, person.family_name)
    if understudy:
        return Done(
            Message("Cast {person} as understudy of {character}", person=name, character=character.name), None
        )
    return Done(Message("Cast {person} as {character}", person=name, character=character.name), None)


def uncast_character(uow: UnitOfWork, character_id: CharacterId, person_id: PersonId) -> Done[None]:
    """Note that a person no longer plays a character, nor stands in for it."""
    character = uow.get(Character, character_id)
    person = uow.get(Person, person_id)
    for casting in uow.all(Casting, Casting.character_id == character_id, Casting.person_id == person_id):
        uow.remove(casting)
    name = full_name(person.given_name, person.family_name)
    return Done(Message("Take {person} off {character}", person=name, character=character.name), None)


def work_scenes(uow: UnitOfWork, session_id: SessionId, scene_ids: Sequence[SceneId]) -> Done[None]:
    """Say which scenes a session works, in this order; an empty list calls everybody again.

    Raises `RuleViolation` for a scene of another action's play.
    """
    session = uow.get(Session, session_id)
    wanted = list(dict.fromkeys(scene_ids))
    production = uow.find(Production, Production.action_id == session.action_id)
    scenes = (
        {scene.id for scene in uow.all(Scene, Scene.production_id == production.id)} if production else set()
    )
    if not scenes.issuperset(wanted):
        raise RuleViolation("A session works scenes of its own action’s play only.")
    present = {row.scene_id: row for row in uow.all(SessionScene, SessionScene.session_id == session_id)}
    for scene_id, row in present.items():
        if scene_id not in wanted:
            uow.remove(row)
    for position, scene_id in enumerate(wanted, start=1):
        if scene_id in present:
            present[scene_id].position = position
        else:
            uow.add(SessionScene(session_id=session_id, scene_id=scene_id, position=position))
    title = session.title or uow.get(Action, session.action_id).title
    return Done(Message("Choose the scenes of “{title}”", title=title), None)


def set_readiness(uow: UnitOfWork, scene_id: SceneId, readiness: Readiness) -> Done[None]:
    """Say how well a scene is known."""
    scene = uow.get(Scene, scene_id)
    scene.readiness = readiness
    return Done(Message("Change how well scene {scene} is known", scene=scene.code), None)
