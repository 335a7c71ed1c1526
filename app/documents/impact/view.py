"""An impact sheet in words: every string as it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.kit.figures import Bar, KeyFigure
from app.documents.kit.frame import Head
from app.documents.kit.table import Table


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and its text."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A heading, a note, bars, and a remark under them; the names tell two series apart."""

    heading: str
    note: str
    bars: tuple[Bar, ...]
    names: tuple[str, str] = ("", "")
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A heading, a note, and a table where there is something to list."""

    heading: str
    note: str
    table: Table | None


@dataclass(frozen=True, slots=True)
class ImpactView:
    """The whole sheet."""

    head: Head
    file_title: str
    footer: str
    page: str
    key_heading: str
    key_figures: tuple[KeyFigure, ...]
    caveat: str
    attendance: Chart
    residences: Chart
    objectives: Listing
    money: Listing
    partners: Listing | None
    passages: tuple[Passage, ...]
    unwritten: str
    """Which passages nobody has written yet; empty where all are."""
