"""Text in little room: broken between words, cut with an ellipsis, never through a letter."""

from __future__ import annotations

import re
from collections.abc import Callable

ELLIPSIS = "…"
_SHORTEST_WORD, _ENOUGH = 44, 64

Measure = Callable[[str], float]
"""The width of a text as it will be drawn."""

_PIECE = re.compile(r"[^ \t\n-]*-+|[^ \t\n-]+|[ \t\n]+")
_CLINGS = re.compile(r"[:;!?»%]+")
_WORD_END = re.compile(r"[\s,;:.\u2013\u2014-]+$")


def elide(text: str, width: float, measure: Measure) -> str:
    """The text, or as much of its beginning as fits in `width` with an ellipsis; empty where nothing fits."""
    if measure(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(_cut(text, middle)) <= width:
            low = middle
        else:
            high = middle - 1
    if low:
        return _cut(text, low)
    return ELLIPSIS if measure(ELLIPSIS) <= width else ""


def wrap(text: str, width: float, measure: Measure, lines: int, taken_first: float = 0) -> tuple[str, ...]:
    """The text in at most `lines` lines, each no wider than `width`, the first less by `taken_first`.

    Lines end between words or after a hyphen; a word wider than a line is cut with an ellipsis, and
    so is the last line where text remains.
    """
    pieces = _pieces(text)
    done: list[str] = []
    while pieces and len(done) < lines:
        line, taken = "", 0
        room = width if done else width - taken_first
        while taken < len(pieces) and measure((line + pieces[taken]).rstrip()) <= room:
            line += pieces[taken]
            taken += 1
        if taken < len(pieces) and len(done) + 1 == lines:
            line = elide("".join(pieces).rstrip(), room, measure)
        elif not taken:  # a single word wider than the line
            line, taken = elide(pieces[0].rstrip(), room, measure), 1
        done.append(line.rstrip())
        pieces = pieces[taken:]
    return tuple(line for line in done if line)


def share_line(first: float, second: float, room: float, gap: float, least: float = 0) -> tuple[float, float]:
    """The widths of two texts on one line: the first has the say, the second keeps three eighths or a word or two.

    `first` and `second` are the widths they would like, `least` what the first must have before the
    second gets anything. The second is given up (0) where too little for a word would remain for it.
    """
    if first + gap + second <= room:
        return first, second
    if not second:
        return min(first, room), 0
    kept = min(second, max(room - gap - first, min((room - gap) * 0.375, _ENOUGH)))
    kept = min(kept, room - gap - min(first, least))
    if kept < min(second, _SHORTEST_WORD):
        return min(first, room), 0
    return min(first, room - gap - kept), kept


def _pieces(text: str) -> list[str]:
    """Words, each with the blanks after it; broken after hyphens too, never before a lone `:` or `!`."""
    pieces: list[str] = []
    for match in _PIECE.finditer(text.strip()):
        piece = match.group()
        if pieces and (piece.isspace() or _CLINGS.fullmatch(piece)):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _cut(text: str, length: int) -> str:
    return _WORD_END.sub("", text[:length]) + ELLIPSIS
