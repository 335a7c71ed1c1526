"""Ids a few hundred at a time, as many as one statement takes on any database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

_CHUNK = 800


def chunks(ids: Iterable[T]) -> Iterator[list[T]]:
    """The ids in lists of at most 800."""
    remaining = iter(ids)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
