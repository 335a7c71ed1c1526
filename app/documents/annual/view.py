"""What the annual summary shows: a tree of words, every string as it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.kit.figures import Bar, KeyFigure
from app.documents.kit.table import Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the summary: a heading, a note, and what it shows."""

    heading: str
    note: str = ""
    table: Table | None = None
    bars: tuple[Bar, ...] = ()
    columns: tuple[Bar, ...] = ()
    """Bars that stand side by side."""


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
    key_figures: tuple[KeyFigure, ...]
    caveats: tuple[str, ...]
    """What one must know to read the figures rightly."""
    sections: tuple[Section, ...]
    """Upright pages."""
    listing: Section
    """Broad pages: every action."""
    definitions: Section
