"""Reading a play's facts from a file: scenes, characters, words spoken; never the text itself.

The file is a JSON object with `title`, `author` and `scenes`. A scene has `id` (`I.3`), `act`, `words`
and `characters` (words spoken by name, 0 for somebody silent), and may have `title` and `kind`
(`musical`). `characters_total`, where there is one, gives the characters' order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from app.domain.errors import UnreadableFile
from app.domain.names import clean_name
from app.domain.plays import Play, PlayScene

MOST_SCENES = 500
_MOST_WORDS = 1_000_000
_LONGEST_CODE = 40
_LONGEST_NAME = 120
_LONGEST_TITLE = 200


def read_play(text: str) -> Play:
    """The play in a file's text; raises `UnreadableFile` where it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableFile("This file is not a play: it is not written as JSON.") from None
    if not isinstance(found, dict) or not isinstance(found.get("scenes"), list):
        raise UnreadableFile("This file is not a play: it has no list of scenes.")
    scenes = found["scenes"]
    if not scenes:
        raise UnreadableFile("This play has no scenes.")
    if len(scenes) > MOST_SCENES:
        raise UnreadableFile(
            "This play has {count} scenes, and {most} is the most.", count=len(scenes), most=MOST_SCENES
        )
    title = _line(found.get("title"), _LONGEST_TITLE)
    if not title:
        raise UnreadableFile("This play has no title.")
    read = tuple(_scene(scene, number) for number, scene in enumerate(scenes, start=1))
    codes = set[str]()
    for scene in read:
        if scene.code in codes:
            raise UnreadableFile("Two scenes of this play are called “{scene}”.", scene=scene.code)
        codes.add(scene.code)
    return Play(title, _line(found.get("author"), _LONGEST_TITLE) or "", read, _order(found))


def bundled_play(name: str) -> Play:
    """A play that comes with the program: `malade_imaginaire`."""
    return read_play(files("resources").joinpath("plays", f"{name}.json").read_text(encoding="utf-8"))


def _scene(scene: Any, number: int) -> PlayScene:
    if not isinstance(scene, dict):
        raise UnreadableFile("Scene {number} of this play cannot be read.", number=number)
    code = _line(scene.get("id"), _LONGEST_CODE)
    if not code:
        raise UnreadableFile("Scene {number} of this play has no name of its own (“id”).", number=number)
    characters = scene.get("characters")
    if not isinstance(characters, Mapping):
        raise UnreadableFile("Scene “{scene}” does not say who is in it.", scene=code)
    parts: dict[str, int] = {}
    for written, spoken in characters.items():
        name = _line(written, _LONGEST_NAME)
        if not name or name in parts:
            raise UnreadableFile("Scene “{scene}” names a character twice or not at all.", scene=code)
        parts[name] = _words(spoken, code)
    return PlayScene(
        code=code,
        act=_line(scene.get("act"), _LONGEST_CODE) or "",
        title=_line(scene.get("title"), _LONGEST_TITLE) or "",
        words=_words(scene.get("words", sum(parts.values())), code),
        parts=parts,
        musical=scene.get("kind") == "musical",
    )


def _words(value: Any, scene: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_WORDS:
        raise UnreadableFile("A number of words in scene “{scene}” is not a number.", scene=scene)
    return value


def _order(found: Mapping[str, Any]) -> tuple[str, ...]:
    total = found.get("characters_total")
    if not isinstance(total, Mapping):
        return ()
    return tuple(name for written in total if (name := _line(written, _LONGEST_NAME)))


def _line(value: Any, longest: int) -> str | None:
    """A text as it is kept, or None where it is no text or too long."""
    if not isinstance(value, str):
        return None
    clean = clean_name(value)
    return clean if len(clean) <= longest else None


__all__ = ["Play", "PlayScene", "bundled_play", "read_play"]
