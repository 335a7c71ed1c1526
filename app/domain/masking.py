"""Small groups are not published where their members could be recognised (domain.md 4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SMALL_GROUP = 5
"""Groups of fewer people are withheld."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A count as it may be published."""

    value: int | None
    small: bool = False
    """Whether it is withheld for being small; a withheld count that is not small protects one that is."""


def masked(counts: Sequence[int], threshold: int = SMALL_GROUP) -> tuple[Masked, ...]:
    """The counts of one whole, small ones withheld; a second one too where the first could be worked out.

    The whole itself may be shown beside them: a single gap would then be a matter of subtraction. A whole
    that is small itself shows none of its parts.
    """
    if 0 < sum(counts) < threshold:
        return tuple(Masked(None, small=True) for _ in counts)
    small = [0 < number < threshold for number in counts]
    withheld = list(small)
    if sum(withheld) == 1:
        others = [(number, index) for index, number in enumerate(counts) if number >= threshold]
        if others:
            withheld[min(others)[1]] = True
    return tuple(
        Masked(None if hidden else number, is_small)
        for number, hidden, is_small in zip(counts, withheld, small, strict=True)
    )
