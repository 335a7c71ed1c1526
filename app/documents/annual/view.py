"""The annual summary in words: every string as it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.kit.figures import Bar, BarGroup, KeyFigure
from app.documents.kit.table import Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the summary: a heading, a note, what it shows, and a remark under it."""

    heading: str
    note: str = ""
    table: Table | None = None
    groups: tuple[BarGroup, ...] = ()
    columns: tuple[Bar, ...] = ()
    """Bars that stand side by side."""
    column_names: tuple[str, str] = ("", "")
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Tale:
    """An action told."""

    code: str
    heading: str
    above: str
    below: str
    figures: tuple[KeyFigure, ...]
    passages: tuple[tuple[str, str], ...]
    partners: str


@dataclass(frozen=True, slots=True)
class AnnualView:
    """The whole summary."""

    landlord: str
    title: str
    subtitle: str
    file_title: str
    footer: str
    page: str
    running: str
    in_short: tuple[str, ...]
    """The year in some sentences."""
    key_figures: tuple[KeyFigure, ...]
    caveats: tuple[str, ...]
    """What one must know to read the figures rightly."""
    sections: tuple[Section, ...]
    """Upright pages: figures, tables."""
    tales_heading: str
    tales_note: str
    tales: tuple[Tale, ...]
    """Some actions, told."""
    outlook: tuple[Section, ...]
    """Upright pages: partners, residences, what comes next."""
    listing: Section
    """Broad pages: every action."""
    definitions: Section
    """The last upright page."""
