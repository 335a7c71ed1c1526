"""A play as rehearsals see it: scenes in order, and who speaks how much in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class PlayScene:
    """A scene with the parts in it."""

    code: str
    """`I.3`, as one calls it in rehearsal; no two scenes of a play share it."""
    act: str
    title: str
    words: int
    parts: Mapping[str, int]
    """Words spoken by character; 0 where a character is on stage and silent."""
    musical: bool = False
    """A prologue or interlude, sung and danced, which short versions leave out."""


@dataclass(frozen=True, slots=True)
class Play:
    """A play's facts, without its text."""

    title: str
    author: str
    scenes: tuple[PlayScene, ...]
    order: tuple[str, ...] = ()
    """The characters in the order that their file gives them."""

    @property
    def characters(self) -> tuple[str, ...]:
        """The characters who are in a scene: in the file's order, then as they enter."""
        entering = dict.fromkeys(name for scene in self.scenes for name in scene.parts)
        return tuple(dict.fromkeys([name for name in self.order if name in entering] + list(entering)))

    def spoken(self) -> Play:
        """The same play without what is sung and danced."""
        return replace(self, scenes=tuple(scene for scene in self.scenes if not scene.musical))
