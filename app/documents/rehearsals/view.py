"""What rehearsal schedules show: trees of words, every string as it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.kit.frame import Head
from app.documents.kit.table import Table
from app.domain.ids import ActionId, PersonId


@dataclass(frozen=True, slots=True)
class SceneRow:
    """A scene with how well it is known, in steps of four."""

    code: str
    title: str
    parts: str
    sessions: str
    steps: int
    readiness: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A person with the sessions they are called to."""

    name: str
    part: str
    marks: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """The general table of a production."""

    action_id: ActionId
    head: Head
    nothing: str
    """Said where there is no session at all."""
    sessions: Table | None
    """The sessions under the name of their month."""
    cast_title: str
    cast: Table | None
    scenes_title: str
    scene_columns: tuple[str, str, str, str, str]
    """Scene, title, on stage, worked in sessions, how well it is known."""
    scenes: tuple[SceneRow, ...]
    matrix_title: str
    matrix_columns: tuple[tuple[str, str], ...]
    """Number and date of each session."""
    matrix: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class DateBlock:
    """One of a person's dates."""

    day: str
    time: str
    """With what it is, “from 14:00 to 16:00 – Rehearsal”."""
    place: str
    address: str
    lines: tuple[tuple[str, str], ...]
    """What they play and what to bring: a name and a value."""


@dataclass(frozen=True, slots=True)
class FridgeView:
    """One person's own dates."""

    action_id: ActionId
    person_id: PersonId
    name: str
    title: str
    intro: str
    dates: tuple[DateBlock, ...]
    access_title: str
    access: tuple[tuple[str, str], ...]
    """How to get into each place."""
    call: str
    who: str
    phone: str
    running: str
