"""What a database's errors mean to the person at the screen."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.db.engine import SqliteError
from app.domain.errors import EditConflict, EnvironmentProblem, PalierError, RuleViolation, UnreadableFile

_LOST = EnvironmentProblem(
    "The database server does not answer, nothing was saved: check the network and try again."
)
_BUSY = EnvironmentProblem("The database server is too busy, nothing was saved: try again in a moment.")
_FULL = EnvironmentProblem("The disk is full, nothing was saved: make room and try again.")
_DEAF_DISK = EnvironmentProblem(
    "The disk does not answer, nothing was saved: check that it is still connected and not full."
)
_REFUSED = EnvironmentProblem(
    "The database server refuses the name or the password: check the address, and your password there."
)
_NO_RIGHT = EnvironmentProblem("You do not have the right to do this on the database server: ask for it.")
_NO_WORKSPACE = UnreadableFile("The file is not a Palier file, or it is encrypted.")
_DAMAGED = UnreadableFile("The file is damaged: use a copy of it, and keep this one for repair.")
_NEEDED = RuleViolation("Other entries depend on this one, so it stays: remove those first.")

_SQLITE: tuple[tuple[str, PalierError], ...] = (
    (
        "database is locked",
        EnvironmentProblem(
            "Another window is saving to this file and does not finish: try again in a moment."
        ),
    ),
    ("database or disk is full", _FULL),
    (
        "readonly database",
        EnvironmentProblem("This file is read-only here: copy it to a folder in which you may write."),
    ),
    (
        "unable to open database file",
        EnvironmentProblem("The file cannot be opened or made here: check the folder and your rights to it."),
    ),
    ("disk i/o error", _DEAF_DISK),
    ("not a database", _NO_WORKSPACE),
    ("file is encrypted", _NO_WORKSPACE),
    ("malformed", _DAMAGED),
    ("foreign key constraint failed", _NEEDED),
)
"""By words of the library's message (its error codes do not reach us)."""

_POSTGRESQL: dict[str, PalierError] = {
    "08": _LOST,
    "23503": _NEEDED,
    "25006": EnvironmentProblem("The database server only lets you read at the moment: try again later."),
    "25P03": _BUSY,
    "28": _REFUSED,
    "3D000": EnvironmentProblem("The database server has no database of that name: check the address."),
    "40": _BUSY,
    "42501": _NO_RIGHT,
    "53100": EnvironmentProblem("The database server's disk is full, nothing was saved: tell who runs it."),
    "53": _BUSY,
    "55P03": _BUSY,
    "57014": _BUSY,
    "57": _LOST,
    "58": EnvironmentProblem("The database server has trouble with its disk: tell who runs it."),
}
"""By SQLSTATE or its class (PostgreSQL manual, appendix A)."""

_RETRIED = ("40001", "40P01", "55P03", "23505")
"""Serialisation, deadlock, lock not available, and a unique number that another client took first."""


def explained(problem: BaseException) -> PalierError | None:
    """The error as a sentence for the user, or None where it can only be a bug."""
    if isinstance(problem, StaleDataError):
        return EditConflict(
            "Somebody else changed this at the same moment: look at it again, then make your change."
        )
    if isinstance(problem, SqliteError):
        return _sqlite(str(problem))
    if not isinstance(problem, DBAPIError):
        return None
    if isinstance(problem.orig, SqliteError):
        return _sqlite(str(problem.orig))
    state = getattr(problem.orig, "sqlstate", None)
    if state is not None:
        return _again(_POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2]))
    return None if isinstance(problem, IntegrityError) else _unanswered(problem)


def worth_retrying(problem: Exception) -> bool:
    """Whether the same unit of work may pass if run again: another client was at the same rows."""
    if isinstance(problem, StaleDataError):
        return True
    return isinstance(problem, DBAPIError) and getattr(problem.orig, "sqlstate", None) in _RETRIED


def _sqlite(said: str) -> PalierError | None:
    return _again(next((told for words, told in _SQLITE if words in said.lower()), None))


def _unanswered(problem: DBAPIError) -> PalierError | None:
    """An error without a state comes from the way to the server, not from the server."""
    said = str(problem.orig).lower()
    if "password" in said or "authentication" in said:
        return _again(_REFUSED)
    if "does not exist" in said and "database" in said:
        return _again(_POSTGRESQL["3D000"])
    lost = problem.connection_invalidated or "connect" in said or "server closed" in said or "timeout" in said
    return _again(_LOST) if lost else None


def _again(told: PalierError | None) -> PalierError | None:
    """A fresh error of the same words: an exception that is raised keeps where it was."""
    return None if told is None else type(told)(told.message.msgid)
