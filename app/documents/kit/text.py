"""Text that fits: shrunk to a floor, then wrapped; nothing is ever cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.documents.kit.fonts import Face, width


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks; sizes in points, `ink` from 0 (black) to 1 (white)."""

    size: float
    face: Face = Face.REGULAR
    ink: float = 0.0
    floor: float = 0.0
    """The smallest size it may shrink to; 0 where it must not shrink."""
    spacing: float = 1.25
    """Height of a line by size."""

    @property
    def leading(self) -> float:
        """Height of a line."""
        return self.size * self.spacing

    def bold(self) -> Style:
        """The same in bold."""
        return replace(self, face=Face.BOLD)

    def at(self, size: float) -> Style:
        """The same in another size, which may shrink no further."""
        return replace(self, size=size, floor=0.0)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit a width, in the style in which they do."""

    lines: tuple[str, ...]
    style: Style

    @property
    def height(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.style.leading


@lru_cache(maxsize=20_000)
def fitted(text: str, style: Style, room: float, most: int = 1) -> Fitted:
    """The text in the largest size in which it takes at most so many lines and no word is parted.

    Where there is none, it is wrapped at the floor, over as many lines as it takes.
    """
    floor = style.floor or style.size
    if "\n" not in text:
        natural = width(text, style.face, style.size)
        if natural <= room:
            return Fitted((text,) if text else (), style)
        if most == 1 and natural * floor <= room * style.size:
            return Fitted((text,), style.at(int(style.size * room / natural * 20) / 20))
    size = style.size
    longest = max((width(word, style.face, 1.0) for word in text.split()), default=0.0)
    while True:
        lines = wrapped(text, style.at(size), room)
        if (len(lines) <= most and longest * size <= room) or size <= floor:
            return Fitted(lines, style if size == style.size else style.at(size))
        size = max(floor, size - 0.5)


def parted(cells: Sequence[Fitted], first: float, later: float) -> list[tuple[Fitted, ...]]:
    """A row's texts in parts, the first no higher than `first`, those after it no higher than `later`.

    All but a row that is longer than a page come in one part.
    """
    parts: list[tuple[Fitted, ...]] = []
    rest, space = tuple(cells), first
    while any(cell.height > space + 0.01 for cell in rest):
        most = [max(1, int(space / cell.style.leading)) for cell in rest]
        parts.append(tuple(Fitted(cell.lines[:n], cell.style) for cell, n in zip(rest, most, strict=True)))
        rest = tuple(Fitted(cell.lines[n:], cell.style) for cell, n in zip(rest, most, strict=True))
        space = later
    return [*parts, rest]


@lru_cache(maxsize=20_000)
def wrapped(text: str, style: Style, room: float) -> tuple[str, ...]:
    """The text in lines that fit; lines of the text stay apart, words too long for a line are parted."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrapped_line(paragraph, style, room))
    return tuple(lines)


def _wrapped_line(text: str, style: Style, room: float) -> list[str]:
    face, size = style.face, style.size
    if width(text, face, size) <= room:
        return [text]
    space = width(" ", face, size)
    lines: list[str] = []
    line, length = "", 0.0
    for word in text.split(" "):
        word_length = width(word, face, size)
        if line and length + space + word_length <= room:
            line, length = f"{line} {word}", length + space + word_length
            continue
        if line:
            lines.append(line)
        line, length = word, word_length
        while length > room:
            cut = _longest_start(line, style, room)
            lines.append(line[:cut])
            line = line[cut:]
            length = width(line, face, size)
    lines.append(line)
    return lines


def _longest_start(word: str, style: Style, room: float) -> int:
    """How many characters of a word fit, at least one."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if width(word[:middle], style.face, style.size) <= room:
            low = middle
        else:
            high = middle - 1
    return low
