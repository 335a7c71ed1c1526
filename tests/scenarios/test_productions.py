"""Staging a play, on both databases: import it, cast it, choose the scenes of a session, undo."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import Connection, select

from app.db.tables import Casting, Character, Production, Scene, SceneCharacter, SessionScene
from app.domain.errors import NotFound, RuleViolation
from app.domain.ids import ActionId, CharacterId, SceneId, SessionId
from app.domain.kinds import Readiness
from app.domain.plays import Play, PlayScene
from app.queries.roster import expected_people
from app.usecases.productions import (
    cast_character,
    import_play,
    set_readiness,
    uncast_character,
    work_scenes,
)
from app.usecases.sessions import copy_sessions
from app.workspace import Workspace
from tests.estate import Estate, make_estate, plan

PLAY = Play(
    "Petite pièce",
    "Quelqu’un",
    (
        PlayScene("1", "", "Le lever", 100, {"Argan": 60, "Toinette": 40}),
        PlayScene("2", "", "Le soir", 50, {"Toinette": 50, "Argan": 0}),
        PlayScene("3", "", "", 20, {"Béline": 20}),
    ),
    ("Toinette", "Argan", "Béline"),
)
REHEARSAL = datetime(2026, 11, 20, 18, 0)


def characters(connection: Connection) -> dict[str, CharacterId]:
    found = connection.execute(select(Character.name, Character.id).order_by(Character.position))
    return {row.name: CharacterId(row.id) for row in found}


def scenes(connection: Connection) -> dict[str, SceneId]:
    found = connection.execute(select(Scene.code, Scene.id).order_by(Scene.position))
    return {row.code: SceneId(row.id) for row in found}


def worked(connection: Connection, session: SessionId) -> list[str]:
    return list(
        connection.scalars(
            select(Scene.code)
            .join(SessionScene, SessionScene.scene_id == Scene.id)
            .where(SessionScene.session_id == session)
            .order_by(SessionScene.position)
        )
    )


def staged(workspace: Workspace) -> tuple[Estate, ActionId]:
    estate = make_estate(workspace)
    workspace.change(import_play, estate.theatre, PLAY, director="Nadège Verdeillan")
    return estate, estate.theatre


def test_a_play_is_staged_with_its_scenes_and_characters_in_order(workspace: Workspace) -> None:
    _, action = staged(workspace)
    assert list(workspace.read(scenes)) == ["1", "2", "3"]
    assert list(workspace.read(characters)) == ["Toinette", "Argan", "Béline"]
    production = workspace.read(lambda connection: connection.execute(select(Production.__table__)).one())
    assert (production.action_id, production.work, production.author, production.director) == (
        action,
        "Petite pièce",
        "Quelqu’un",
        "Nadège Verdeillan",
    )
    parts = workspace.read(
        lambda connection: {
            (row.code, row.name): row.words
            for row in connection.execute(
                select(Scene.code, Character.name, SceneCharacter.words)
                .join(SceneCharacter, SceneCharacter.scene_id == Scene.id)
                .join(Character, Character.id == SceneCharacter.character_id)
            )
        }
    )
    assert parts == {
        ("1", "Argan"): 60,
        ("1", "Toinette"): 40,
        ("2", "Toinette"): 50,
        ("2", "Argan"): 0,
        ("3", "Béline"): 20,
    }


def test_staging_is_one_step_that_can_be_undone_and_done_again(workspace: Workspace) -> None:
    staged(workspace)
    workspace.undo()
    assert workspace.read(characters) == {}
    workspace.redo()
    assert len(workspace.read(scenes)) == 3
    assert workspace.verify() == ()


def test_an_action_stages_one_play_only(workspace: Workspace) -> None:
    _, action = staged(workspace)
    with pytest.raises(RuleViolation, match="already stages"):
        workspace.change(import_play, action, PLAY)


def test_those_who_play_in_the_scenes_are_called_and_understudies_are_not(workspace: Workspace) -> None:
    estate, action = staged(workspace)
    who, what = workspace.read(characters), workspace.read(scenes)
    jeanne, emile, aicha, *_ = estate.tenants
    workspace.change(cast_character, who["Argan"], emile)
    workspace.change(cast_character, who["Toinette"], jeanne)
    workspace.change(cast_character, who["Béline"], aicha)
    workspace.change(cast_character, who["Toinette"], aicha, understudy=True)
    session = plan(workspace, action, REHEARSAL)
    workspace.change(work_scenes, session, [what["2"], what["1"]])
    assert workspace.read(worked, session) == ["2", "1"]
    assert set(workspace.read(expected_people, [session])[session]) == {jeanne, emile}


def test_casting_somebody_again_changes_what_they_are(workspace: Workspace) -> None:
    estate, _ = staged(workspace)
    argan = workspace.read(characters)["Argan"]
    workspace.change(cast_character, argan, estate.tenants[0], understudy=True)
    workspace.change(cast_character, argan, estate.tenants[0])
    cast = workspace.read(lambda connection: connection.execute(select(Casting.understudy)).all())
    assert cast == [(False,)]
    workspace.change(uncast_character, argan, estate.tenants[0])
    assert workspace.read(lambda connection: connection.execute(select(Casting.id)).all()) == []


def test_scenes_are_put_in_another_order_taken_out_and_kept_by_a_copy(workspace: Workspace) -> None:
    _, action = staged(workspace)
    what = workspace.read(scenes)
    session = plan(workspace, action, REHEARSAL)
    workspace.change(work_scenes, session, [what["1"], what["2"], what["3"], what["1"]])
    workspace.change(work_scenes, session, [what["3"], what["1"]])
    assert workspace.read(worked, session) == ["3", "1"]
    (copy,) = workspace.change(copy_sessions, [session], REHEARSAL - datetime(2026, 11, 13, 18, 0)).result
    assert workspace.read(worked, copy) == ["3", "1"]
    workspace.change(work_scenes, session, [])
    assert workspace.read(worked, session) == []
    workspace.undo()
    assert workspace.read(worked, session) == ["3", "1"]


def test_a_session_works_scenes_of_its_own_play_only(workspace: Workspace) -> None:
    estate, _ = staged(workspace)
    first = workspace.read(scenes)["1"]
    elsewhere = plan(workspace, estate.cafe, REHEARSAL)
    with pytest.raises(RuleViolation, match="own action’s play"):
        workspace.change(work_scenes, elsewhere, [first])


def test_a_scene_is_known_better_and_better(workspace: Workspace) -> None:
    staged(workspace)
    first = workspace.read(scenes)["1"]
    workspace.change(set_readiness, first, Readiness.KNOWN)
    known = workspace.read(
        lambda connection: connection.scalar(select(Scene.readiness).where(Scene.id == first))
    )
    assert known is Readiness.KNOWN
    workspace.undo()
    known = workspace.read(
        lambda connection: connection.scalar(select(Scene.readiness).where(Scene.id == first))
    )
    assert known is Readiness.READING


def test_a_character_that_was_removed_meanwhile_is_told(workspace: Workspace) -> None:
    estate, _ = staged(workspace)
    argan = workspace.read(characters)["Argan"]
    workspace.undo()
    with pytest.raises(NotFound):
        workspace.change(cast_character, argan, estate.tenants[0])
