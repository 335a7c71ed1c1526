"""The play of a theatre project: its production, its cast, and the scenes that each session works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from uuid import UUID

from app.db.tables import Character, Scene
from app.domain.ids import ActionId, CharacterId, PersonId, SceneId, SessionId
from app.domain.kinds import Readiness, Role, SessionStatus, Sex
from app.domain.names import full_name
from app.domain.plays import Play, PlayScene
from app.exchange.demonstration.script import ProductionScript
from app.exchange.demonstration.sessions import Made, Member
from app.exchange.demonstration.world import Somebody, World
from app.exchange.plays import bundled_play
from app.usecases.productions import cast_character, import_play, set_readiness, work_scenes

_MOST_WORDS = 2_300
_MOST_SCENES = 5
"""What two hours of rehearsal hold."""
_PLANNED_AHEAD = 6
"""Rehearsals to come whose scenes are chosen already; the rest is still to be planned."""
_KNOWN_AFTER = ((9, Readiness.RUN), (6, Readiness.KNOWN), (3, Readiness.BLOCKING))


def stage_play(
    world: World,
    production: ProductionScript,
    action_id: UUID,
    sessions: Sequence[Made],
    members: Sequence[Member],
) -> dict[UUID, frozenset[UUID]]:
    """Stage the play; returns for each session that works scenes the people called to it."""
    world.rows.flush()
    dice = world.dice("theatre")
    play = bundled_play(production.play).spoken()
    director = world.team[production.director]
    staged = import_play(
        world.uow, ActionId(action_id), play, director=full_name(director.given, director.family)
    ).result
    characters = {
        row.name: CharacterId(row.id)
        for row in world.uow.all(Character, Character.production_id == staged, order=Character.position)
    }
    scenes = {
        row.code: SceneId(row.id)
        for row in world.uow.all(Scene, Scene.production_id == staged, order=Scene.position)
    }
    cast = _cast(world, dice, production, play, characters, [member.person for member in members])
    worked = _scenes_worked(dice, play, sessions)
    for session in sessions:
        if session.id in worked:
            work_scenes(
                world.uow, SessionId(session.id), [scenes[scene.code] for scene in worked[session.id]]
            )
    _note_readiness(world, sessions, worked, scenes)
    return {
        session: frozenset(cast[name] for scene in chosen for name in scene.parts)
        for session, chosen in worked.items()
    }


def _cast(
    world: World,
    dice: Random,
    production: ProductionScript,
    play: Play,
    characters: Mapping[str, CharacterId],
    people: Sequence[Somebody],
) -> dict[str, UUID]:
    """Who plays each character; the longer parts get an understudy as well."""
    free = sorted(people, key=lambda person: -person.diligence)
    cast: dict[str, UUID] = {}
    for name in play.characters:
        person = _actor(free, name, production)
        cast[name] = person.id
        cast_character(world.uow, characters[name], PersonId(person.id))
    dice.shuffle(free)
    for name in play.characters[: production.understudies]:
        person = _actor(free, name, production)
        cast_character(world.uow, characters[name], PersonId(person.id), understudy=True)
    return cast


def _actor(free: list[Somebody], character: str, production: ProductionScript) -> Somebody:
    """The first who suits a character, taken from those who are free."""
    wanted = Sex.FEMALE if character in production.women else Sex.MALE

    def suits(person: Somebody) -> tuple[bool, bool]:
        employee = person.role is Role.STAFF
        return employee != (character in production.employees), person.sex is not wanted

    person = min(free, key=suits)
    free.remove(person)
    return person


def _scenes_worked(dice: Random, play: Play, sessions: Sequence[Made]) -> dict[UUID, tuple[PlayScene, ...]]:
    acts: dict[str, list[PlayScene]] = {}
    for scene in play.scenes:
        acts.setdefault(scene.act, []).append(scene)
    groups = [(group, number) for number, act in enumerate(acts.values()) for group in _groups(act)]
    # The first act is worked most, as in any production half way.
    weights = [len(acts) + 1 - number for _, number in groups]
    readings = iter(acts.values())
    worked: dict[UUID, tuple[PlayScene, ...]] = {}
    ahead = 0
    for session in sessions:
        kind, status = session.dated.series.kind, session.dated.status
        if status in (SessionStatus.CANCELLED, SessionStatus.SKIPPED):
            continue
        if kind == "reading":
            worked[session.id] = tuple(next(readings, play.scenes))
        elif kind == "rehearsal":
            ahead += status is SessionStatus.PLANNED
            if ahead <= _PLANNED_AHEAD:
                worked[session.id] = dice.choices(groups, weights)[0][0]
        else:
            worked[session.id] = play.scenes
    return worked


def _groups(act: Sequence[PlayScene]) -> list[tuple[PlayScene, ...]]:
    """An act in pieces that one rehearsal holds."""
    groups: list[list[PlayScene]] = [[]]
    for scene in act:
        group = groups[-1]
        words = sum(other.words for other in group) + scene.words
        if group and (words > _MOST_WORDS or len(group) == _MOST_SCENES):
            groups.append([scene])
        else:
            group.append(scene)
    return [tuple(group) for group in groups]


def _note_readiness(
    world: World,
    sessions: Sequence[Made],
    worked: Mapping[UUID, Sequence[PlayScene]],
    scenes: Mapping[str, SceneId],
) -> None:
    times = dict.fromkeys(scenes, 0)
    for session in sessions:
        if session.dated.status is SessionStatus.HELD:
            for scene in worked.get(session.id, ()):
                times[scene.code] += 1
    for code, count in times.items():
        for least, readiness in _KNOWN_AFTER:
            if count >= least:
                set_readiness(world.uow, scenes[code], readiness)
                break
