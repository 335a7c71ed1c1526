"""What rehearsal schedules are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from app.db.tables import (
    Casting,
    Character,
    Organisation,
    Partner,
    Person,
    Production,
    Scene,
    SceneCharacter,
    SessionScene,
)
from app.documents.landlord import Landlord, landlord
from app.documents.places import ActionFacts, SessionFacts, actions, chosen_sessions, sessions
from app.domain.errors import NotFound
from app.domain.ids import ActionId, PersonId, SceneId
from app.domain.kinds import PartnerRole, Readiness, ReferenceList, Role
from app.domain.names import fold, full_name, initials
from app.queries.chunks import chunks
from app.queries.reference import reference_lists
from app.queries.roster import expected_people


@dataclass(frozen=True, slots=True)
class Part:
    """A character with who plays it."""

    name: str
    players: tuple[PersonId, ...]
    understudies: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class SceneFacts:
    """A scene in its order."""

    id: SceneId
    code: str
    title: str
    readiness: Readiness
    parts: tuple[str, ...]
    """Names of its characters."""


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who is called."""

    id: PersonId
    name: str
    initials: str
    sort_key: tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A session with the scenes worked in it and whom it calls."""

    session: SessionFacts
    kind: str
    scenes: tuple[SceneFacts, ...]
    called: Mapping[PersonId, Role | None]


@dataclass(frozen=True, slots=True)
class RehearsalFacts:
    """Everything that the schedule of a production says."""

    landlord: Landlord
    action: ActionFacts
    work: str
    author: str
    director: str
    companies: tuple[str, ...]
    scenes: tuple[SceneFacts, ...]
    parts: tuple[Part, ...]
    rehearsals: tuple[Rehearsal, ...]
    """In order of time, without those that are off."""
    people: Mapping[PersonId, Player]


def load(connection: Connection, action_id: ActionId, language: str) -> RehearsalFacts:
    """The facts of an action's schedule; an action without a play has no scenes and no parts.

    Raises `NotFound` where there is no such action.
    """
    chosen = chosen_sessions(connection, action_id=action_id)
    of = actions(connection, [action_id])
    if action_id not in of:
        raise NotFound("This action no longer exists: somebody removed it.")
    production = connection.execute(
        select(Production.id, Production.work, Production.author, Production.director).where(
            Production.action_id == action_id
        )
    ).one_or_none()
    scenes: dict[UUID, SceneFacts] = {}
    parts: tuple[Part, ...] = ()
    if production is not None:
        parts = _parts(connection, production.id)
        scenes = _scenes(connection, production.id)
    worked = _worked(connection, chosen, scenes)
    expected = expected_people(connection, chosen)
    kinds = reference_lists(connection, language)[ReferenceList.SESSION_KIND]
    wanted = {person for those in expected.values() for person in those}
    wanted.update(person for part in parts for person in (*part.players, *part.understudies))
    return RehearsalFacts(
        landlord=landlord(connection),
        action=of[action_id],
        work=production.work if production else "",
        author=production.author if production else "",
        director=production.director if production else "",
        companies=_companies(connection, action_id),
        scenes=tuple(scenes.values()),
        parts=parts,
        rehearsals=tuple(
            Rehearsal(
                session,
                kinds[session.kind].label if session.kind in kinds else session.kind,
                tuple(worked.get(session.id, ())),
                expected[session.id],
            )
            for session in sessions(connection, chosen, of)
        ),
        people=_people(connection, wanted),
    )


def _scenes(connection: Connection, production_id: UUID) -> dict[UUID, SceneFacts]:
    on_stage: dict[UUID, list[str]] = {}
    for scene_id, name in connection.execute(
        select(SceneCharacter.scene_id, Character.name)
        .join(Character, Character.id == SceneCharacter.character_id)
        .where(Character.production_id == production_id)
        .order_by(Character.position, Character.id)
    ):
        on_stage.setdefault(scene_id, []).append(name)
    return {
        row.id: SceneFacts(
            SceneId(row.id), row.code, row.title, row.readiness, tuple(on_stage.get(row.id, ()))
        )
        for row in connection.execute(
            select(Scene.id, Scene.code, Scene.title, Scene.readiness)
            .where(Scene.production_id == production_id)
            .order_by(Scene.position, Scene.id)
        )
    }


def _parts(connection: Connection, production_id: UUID) -> tuple[Part, ...]:
    cast: dict[UUID, tuple[list[PersonId], list[PersonId]]] = {}
    names: dict[UUID, str] = {}
    for row in connection.execute(
        select(Character.id, Character.name, Casting.person_id, Casting.understudy)
        .outerjoin(Casting, Casting.character_id == Character.id)
        .where(Character.production_id == production_id)
        .order_by(Character.position, Character.id, Casting.id)
    ):
        names[row.id] = row.name
        players = cast.setdefault(row.id, ([], []))
        if row.person_id is not None:
            players[row.understudy].append(PersonId(row.person_id))
    return tuple(
        Part(name, tuple(cast[part_id][0]), tuple(cast[part_id][1])) for part_id, name in names.items()
    )


def _worked(
    connection: Connection, session_ids: Iterable[UUID], scenes: Mapping[UUID, SceneFacts]
) -> dict[UUID, list[SceneFacts]]:
    worked: dict[UUID, list[SceneFacts]] = {}
    for ids in chunks(session_ids):
        for session_id, scene_id in connection.execute(
            select(SessionScene.session_id, SessionScene.scene_id)
            .where(SessionScene.session_id.in_(ids))
            .order_by(SessionScene.position, SessionScene.id)
        ):
            if scene_id in scenes:
                worked.setdefault(session_id, []).append(scenes[scene_id])
    return worked


def _companies(connection: Connection, action_id: ActionId) -> tuple[str, ...]:
    rows = connection.execute(
        select(Organisation.name)
        .join(Partner, Partner.organisation_id == Organisation.id)
        .where(Partner.action_id == action_id, Partner.role == PartnerRole.CONTRACTOR)
        .order_by(Organisation.name)
    )
    return tuple(dict.fromkeys(name for (name,) in rows))


def _people(connection: Connection, person_ids: set[PersonId]) -> dict[PersonId, Player]:
    found: list[Player] = []
    for ids in chunks(sorted(person_ids)):
        found.extend(
            Player(
                PersonId(row.id),
                full_name(row.given_name, row.family_name),
                initials(row.given_name, row.family_name),
                (fold(row.family_name), fold(row.given_name), row.number),
            )
            for row in connection.execute(
                select(Person.id, Person.given_name, Person.family_name, Person.number).where(
                    Person.id.in_(ids)
                )
            )
        )
    found.sort(key=lambda player: player.sort_key)
    return {player.id: player for player in found}
