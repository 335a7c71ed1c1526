"""The embedded fonts, chosen glyph by glyph: Atkinson Hyperlegible, and Noto Sans for what it lacks.

Atkinson Hyperlegible was made for readers with low vision. A character that neither font knows is
shown as the replacement character, so that nobody takes a name for complete that is not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Face(Enum):
    """A cut of the typeface; the value is its file."""

    REGULAR = "AtkinsonHyperlegible-Regular.ttf"
    BOLD = "AtkinsonHyperlegible-Bold.ttf"
    ITALIC = "AtkinsonHyperlegible-Italic.ttf"


_WIDE = "NotoSans[wdth,wght].ttf"


class Run(NamedTuple):
    """Characters in one font; `stroked` where the font has no bold cut and is thickened instead."""

    font: str
    text: str
    stroked: bool
    width: float
    """At a size of one point."""


class Typeset(NamedTuple):
    """A line of text ready to be drawn: its runs, and its width at a size of one point."""

    runs: tuple[Run, ...]
    width: float


def visible(text: str) -> str:
    """The text as one line that can be drawn: composed, without control or direction marks."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        " " if c in "\t\n\r\v\f\u2028\u2029" else c
        for c in composed
        if c in "\t\n\r\v\f" or unicodedata.category(c)[0] != "C"
    )


@lru_cache(maxsize=50_000)
def typeset(text: str, face: Face) -> Typeset:
    """The text in the fonts that have its characters."""
    shown = visible(text)
    own, wide = _font(face), _font(None)
    if all(ord(c) in own.face.charToGlyph for c in shown):
        across = _width(shown, own)
        return Typeset((Run(own.fontName, shown, False, across),) if shown else (), across)
    joined: list[tuple[TTFont, str]] = []
    for font, part in _parts(shown, own, wide):
        if joined and joined[-1][0] is font:
            joined[-1] = (font, joined[-1][1] + part)
        else:
            joined.append((font, part))
    runs = tuple(
        Run(font.fontName, part, font is wide and face is Face.BOLD, _width(part, font))
        for font, part in joined
    )
    return Typeset(runs, sum(run.width for run in runs))


def width(text: str, face: Face, size: float) -> float:
    """The width of a line of text in points."""
    return typeset(text, face).width * size


def _parts(text: str, own: TTFont, wide: TTFont) -> Iterator[tuple[TTFont, str]]:
    """Each character with the marks that stand on it, in the first font that has them all."""
    for cluster in _clusters(text):
        for known in (
            cluster,
            unicodedata.normalize("NFKC", cluster),
            unicodedata.normalize("NFKD", cluster),
        ):
            font = next((f for f in (own, wide) if all(ord(c) in f.face.charToGlyph for c in known)), None)
            if font is not None:
                yield font, known
                break
        else:
            yield wide, _REPLACEMENT


def _clusters(text: str) -> Iterator[str]:
    cluster = ""
    for c in text:
        if cluster and not unicodedata.combining(c):
            yield cluster
            cluster = ""
        cluster += c
    if cluster:
        yield cluster


def _width(text: str, font: TTFont) -> float:
    widths, default = font.face.charWidths, font.face.defaultWidth
    return float(sum(widths.get(ord(c), default) for c in text)) / 1000


@cache
def _font(face: Face | None) -> TTFont:
    """The font of a face, or the wide one, made known to ReportLab."""
    if face is None:
        package, file = "fontpkg_noto_sans", _WIDE
    else:
        package, file = "fontpkg_atkinson_hyperlegible", face.value
    name = "Palier-" + ("Wide" if face is None else face.name.title())
    font = TTFont(name, str(files(package).joinpath("files", file)))
    pdfmetrics.registerFont(font)
    return font


def font_name(face: Face) -> str:
    """The name by which ReportLab knows a face."""
    return str(_font(face).fontName)
