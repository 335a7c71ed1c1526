"""Small groups on paper: counts by which people could be recognised are withheld (domain.md 4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.masking import masked
from app.i18n import Language


@dataclass(frozen=True, slots=True)
class Shown:
    """A count as it is printed: a value to draw, 0 where it is withheld, and its words."""

    value: int
    words: str
    withheld: bool


def shown_counts(counts: Sequence[int], threshold: int, language: Language) -> tuple[Shown, ...]:
    """The counts of one whole: 1 to 4 as “< 5”, and one more withheld where that could be worked out."""
    return tuple(
        Shown(each.value, language.number(each.value), False)
        if each.value is not None
        else Shown(0, language.text("< {least}", least=threshold), True)
        if each.small
        else Shown(0, language.text("not shown"), True)
        for each in masked(counts, threshold)
    )


def withheld_note(threshold: int, language: Language) -> str:
    """What explains the gaps."""
    return language.text(
        "Groups of fewer than {least} people are not shown, nor one by which they could be worked out.",
        least=threshold,
    )
