"""Reading a play's facts from a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import UnreadableFile
from app.exchange.plays import Play, bundled_play, read_play

SHARED = Path(__file__).parents[3] / "shared" / "data" / "plays"
SCENE = {"id": "I.1", "act": "I", "words": 12, "characters": {"Argan": 12, "Toinette": 0}}


def _file(**changed: Any) -> str:
    return json.dumps({"title": "Une pièce", "author": "Quelqu’un", "scenes": [SCENE], **changed})


def test_the_bundled_play_has_its_scenes_in_order_with_words_and_parts() -> None:
    play = bundled_play("malade_imaginaire")
    assert (play.title, play.author) == ("Le Malade imaginaire", "Molière")
    assert [scene.code for scene in play.scenes][:5] == ["Prologue", "Prologue2", "I.1", "I.2", "I.3"]
    third = next(scene for scene in play.scenes if scene.code == "I.3")
    assert (third.act, third.words, dict(third.parts)) == (
        "I",
        37,
        {"Argan": 21, "Toinette": 10, "Angélique": 6},
    )
    assert all(scene.title for scene in play.scenes)
    assert play.characters[:3] == ("Argan", "Toinette", "Béralde")


def test_the_spoken_play_leaves_out_prologues_and_interludes_and_who_is_only_there() -> None:
    spoken = bundled_play("malade_imaginaire").spoken()
    assert len(spoken.scenes) == 31
    assert spoken.characters == (
        "Argan", "Toinette", "Béralde", "Angélique", "Cléante", "Béline", "Monsieur Diafoirus",
        "Thomas Diafoirus", "Le Notaire", "Louison", "Monsieur Purgon", "Monsieur Fleurant",
    )  # fmt: skip


def test_who_is_silent_in_a_scene_is_still_in_it() -> None:
    assert dict(read_play(_file()).scenes[0].parts) == {"Argan": 12, "Toinette": 0}


def test_characters_without_a_given_order_come_as_they_enter() -> None:
    later = {"id": "I.2", "act": "I", "words": 3, "characters": {"Béline": 3}}
    assert read_play(_file(scenes=[SCENE, later])).characters == ("Argan", "Toinette", "Béline")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not beside the project")
@pytest.mark.parametrize(
    ("name", "scenes", "characters"),
    [("fourberies_de_scapin", 26, 10), ("malade_imaginaire", 36, 38), ("medecin_malgre_lui", 21, 11)],
)
def test_the_shared_plays_can_be_read(name: str, scenes: int, characters: int) -> None:
    play = read_play((SHARED / f"play_{name}.json").read_text(encoding="utf-8"))
    assert (len(play.scenes), len(play.characters)) == (scenes, characters)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not written as JSON"),
        ("{", "not written as JSON"),
        ("[" * 100_000, "not written as JSON"),
        ("[]", "no list of scenes"),
        ("{}", "no list of scenes"),
        (_file(scenes="I.1"), "no list of scenes"),
        (_file(scenes=[]), "no scenes"),
        (_file(scenes=[SCENE] * 501), "501 scenes"),
        (_file(title=" "), "no title"),
        (_file(title="x" * 201), "no title"),
        (_file(title=None), "no title"),
        (_file(scenes=[SCENE, SCENE]), "“I.1”"),
        (_file(scenes=["I.1"]), "Scene 1"),
        (_file(scenes=[{**SCENE, "id": ""}]), "no name of its own"),
        (_file(scenes=[{**SCENE, "id": 4}]), "no name of its own"),
        (_file(scenes=[{**SCENE, "characters": ["Argan"]}]), "who is in it"),
        (_file(scenes=[{**SCENE, "characters": {"": 1}}]), "twice or not at all"),
        (_file(scenes=[{**SCENE, "characters": {"Argan": 1, " Argan": 2}}]), "twice or not at all"),
        (_file(scenes=[{**SCENE, "characters": {"Argan": -1}}]), "not a number"),
        (_file(scenes=[{**SCENE, "characters": {"Argan": True}}]), "not a number"),
        (_file(scenes=[{**SCENE, "words": "many"}]), "not a number"),
        (_file(scenes=[{**SCENE, "words": 1.5}]), "not a number"),
    ],
)
def test_a_file_that_is_no_play_is_refused_with_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_play(text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@settings(max_examples=50)
@given(
    st.fixed_dictionaries(
        {
            "title": _JSON,
            "scenes": st.lists(st.fixed_dictionaries({"id": _JSON, "characters": _JSON}) | _JSON),
        }
    )
    | _JSON
)
def test_whatever_the_file_holds_it_is_a_play_or_refused(found: Any) -> None:
    try:
        play = read_play(json.dumps(found))
    except UnreadableFile:
        return
    assert isinstance(play, Play)
    assert play.title
    assert play.scenes
