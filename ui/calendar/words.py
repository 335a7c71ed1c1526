"""Texts that are placed once and painted often."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtGui import QColor, QPainter

from ui.calendar.ink import Face


class Words(NamedTuple):
    """A text with its place and look."""

    face: Face
    colour: QColor
    x: int
    baseline: int
    text: str


def write(painter: QPainter, words: Words) -> None:
    """Paint a text at its place."""
    write_all(painter, (words,))


def write_all(painter: QPainter, texts: Iterable[Words]) -> None:
    """Paint texts at their places; quickest where those of one face and colour follow one another."""
    last_face: Face | None = None
    last_colour: QColor | None = None
    for face, colour, x, baseline, text in texts:
        if face is not last_face:
            last_face = face
            painter.setFont(face.font)
        if colour is not last_colour:
            last_colour = colour
            painter.setPen(colour)
        if face.struck:  # Qt puts the line of a static text in the wrong place where the screen is scaled
            painter.drawText(x, baseline, text)
        else:
            painter.drawStaticText(x, baseline - face.ascent, face.shaped(text))


def grouped(texts: Iterable[Words]) -> tuple[Words, ...]:
    """The same texts, those of one face and colour together."""
    return tuple(sorted(texts, key=lambda words: (id(words.face), id(words.colour))))
