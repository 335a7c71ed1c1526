"""What can go wrong and be told in a sentence; anything else is a bug."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.i18n.messages import Message


class PalierError(Exception):
    """Something the user is told in one clear sentence: what happened and what to do."""

    def __init__(self, msgid: str, /, **fields: Any) -> None:
        self.message = Message(msgid, **fields)
        super().__init__(msgid)

    def __str__(self) -> str:
        return self.message.msgid.format(**dict(self.message.fields))


class RuleViolation(PalierError):
    """A wish that the rules of the work do not allow; nothing was changed."""


class NotFound(RuleViolation):
    """Something named by the caller is not in the workspace (any more)."""


class EditConflict(RuleViolation):
    """Somebody else changed the same thing first; nothing was overwritten."""

    def __init__(self, msgid: str, /, *, by: str = "", at: datetime | None = None, **fields: Any) -> None:
        super().__init__(msgid, by=by, **fields)
        self.by = by
        self.at = at


class EnvironmentProblem(PalierError):
    """The machine does not play along (disk, rights, network, file); told with advice."""


class UnreadableFile(EnvironmentProblem):
    """A file that is not what it should be."""
