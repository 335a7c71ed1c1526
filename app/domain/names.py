"""Names of people: how they are folded to be found, and how they are written."""

from __future__ import annotations

import re
import unicodedata

from app.domain.errors import RuleViolation

_SPECIAL = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """The text without case or accents, for comparison only: “Béatrice” and “BEATRICE” fold alike."""
    lowered = text.casefold().translate(_SPECIAL)
    if lowered.isascii():
        return lowered
    # Twice, since taking a letter apart can bring a capital to light (Unicode 3.13, toNFKC_Casefold).
    for _ in range(2):
        lowered = unicodedata.normalize("NFKD", lowered).casefold()
    return "".join(c for c in lowered if not unicodedata.combining(c)).translate(_SPECIAL)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text in order; apostrophes, hyphens and spaces part them."""
    return tuple(_WORD.findall(fold(text).replace("_", " ")))


def clean_name(text: str) -> str:
    """A name as it is kept: composed (NFC), without control or direction marks, single spaces."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(
        " " if c in "\t\r\n" else c for c in composed if c in "\t\r\n" or unicodedata.category(c)[0] != "C"
    )
    return " ".join(visible.split())


def full_name(given_name: str, family_name: str) -> str:
    """“Jeanne Morel”, as one speaks of somebody."""
    return f"{given_name} {family_name}".strip()


def register_name(given_name: str, family_name: str) -> str:
    """“MOREL Jeanne”, as a register or an attendance sheet lists people."""
    return f"{family_name.upper()} {given_name}".strip()


def split_name(text: str) -> tuple[str, str]:
    """Given and family name as typed in one line: “Inès Garcia”, “GARCIA Inès”; one word is the family name."""
    parts = clean_name(text).split(" ")
    capital = [part for part in parts if len(part) > 1 and part == part.upper() and part != part.lower()]
    if capital and len(capital) < len(parts):
        return " ".join(part for part in parts if part not in capital), " ".join(
            part.title() for part in capital
        )
    if len(parts) == 1:
        return "", parts[0]
    return parts[0], " ".join(parts[1:])


def initials(given_name: str, family_name: str) -> str:
    """“JM”."""
    return "".join(part[0].upper() for part in (given_name, family_name) if part)


def checked_text(text: str, longest: int) -> str:
    """A line of text as it is kept (see `clean_name`).

    Raises `RuleViolation` where it is longer than `longest` characters.
    """
    clean = clean_name(text)
    if len(clean) > longest:
        raise RuleViolation(
            "This text has {length} characters, and {longest} is the most: shorten it.",
            length=len(clean),
            longest=longest,
        )
    return clean


def checked_notes(text: str, longest: int = 20_000) -> str:
    """Text of several lines as it is kept: composed, without control characters but line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    clean = "\n".join(
        "".join(
            c
            for c in unicodedata.normalize("NFC", line)
            if c == "\t" or unicodedata.category(c) not in ("Cc", "Cs")
        )
        for line in lines
    ).strip()
    if len(clean) > longest:
        raise RuleViolation(
            "This text has {length} characters, and {longest} is the most: shorten it.",
            length=len(clean),
            longest=longest,
        )
    return clean
