"""How a length is shared out so that the parts sum to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


def edges(total: int, weights: Sequence[float]) -> tuple[int, ...]:
    """The borders of parts in proportion to their weights: one more than there are parts, from 0 to `total`.

    Each border is rounded by itself, so parts of equal weight differ by one unit at most.
    """
    whole = sum(weights)
    if not weights or whole <= 0:
        raise ValueError("a length is shared among parts with a weight")
    return (0, *(round(total * done / whole) for done in accumulate(weights)))


def fair_heights(needs: Sequence[int], total: int) -> tuple[int, ...]:
    """Heights that sum to `total`: nobody gets less than needed while another has more than needed.

    With too little to go round, the largest needs are cut down to a common level; with too much, the
    smallest heights are raised to a common level. Raises `ValueError` where there is nobody to serve
    or less than nothing to share.
    """
    if not needs or total < 0:
        raise ValueError("heights are shared among at least one row and are not negative")
    if sum(needs) > total:
        return _levelled(needs, total, cut=True)
    return _levelled(needs, total, cut=False)


def _levelled(needs: Sequence[int], total: int, *, cut: bool) -> tuple[int, ...]:
    bounded = min if cut else max
    low, high = 0, max(total, *needs)
    while low < high:  # the largest level that does not exceed the total
        level = (low + high + 1) // 2
        if sum(bounded(need, level) for need in needs) <= total:
            low = level
        else:
            high = level - 1
    heights = [bounded(need, low) for need in needs]
    rest = total - sum(heights)
    for index, need in enumerate(needs):
        if rest and heights[index] == low and (need > low if cut else need <= low):
            heights[index] += 1
            rest -= 1
    return tuple(heights)
