"""Text that is decided in one place and put into words in another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A sentence not yet in any language: the English source string and its named fields.

    The string is the gettext message id; Babel collects it from the call. Field values may be
    text, numbers, dates, datetimes, Decimals or other messages: `Language.say` formats each one
    in the reader's own way.
    """

    msgid: str
    fields: tuple[tuple[str, Any], ...]

    def __init__(self, msgid: str, /, **fields: Any) -> None:
        object.__setattr__(self, "msgid", msgid)
        object.__setattr__(self, "fields", tuple(fields.items()))


def N_(msgid: str) -> str:
    """Mark a string for translation without translating it."""
    return msgid
