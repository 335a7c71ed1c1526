"""What a database's errors mean to the person at the screen."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from app.domain.errors import EnvironmentProblem, PalierError, RuleViolation, UnreadableFile

_SAID = (
    (
        "database is locked",
        EnvironmentProblem,
        "Another window is saving to this file and does not finish: try again in a moment.",
    ),
    (
        "database or disk is full",
        EnvironmentProblem,
        "The disk is full, nothing was saved: make room and try again.",
    ),
    ("no space left", EnvironmentProblem, "The disk is full, nothing was saved: make room and try again."),
    (
        "readonly database",
        EnvironmentProblem,
        "This file is read-only here: copy it to a folder in which you may write.",
    ),
    (
        "unable to open database file",
        EnvironmentProblem,
        "The file cannot be opened or made here: check the folder and your rights to it.",
    ),
    (
        "disk i/o error",
        EnvironmentProblem,
        "The disk does not answer, nothing was saved: check that it is still connected.",
    ),
    ("file is not a database", UnreadableFile, "The file is not a Palier file, or it is encrypted."),
    ("malformed", UnreadableFile, "The file is damaged: use a copy of it, and keep this one for repair."),
    ("file is encrypted", UnreadableFile, "The file is not a Palier file, or it is encrypted."),
    (
        "password authentication failed",
        EnvironmentProblem,
        "The database server refuses the name or the password: check the address.",
    ),
    (
        "does not exist",
        EnvironmentProblem,
        "The database server has no database of that name: check the address.",
    ),
    (
        "permission denied",
        EnvironmentProblem,
        "You do not have the right to do this on the database server: ask for it.",
    ),
    (
        "canceling statement due to",
        EnvironmentProblem,
        "The database server is too busy, nothing was saved: try again in a moment.",
    ),
)


def explained(problem: DBAPIError) -> PalierError | None:
    """The error as a sentence for the user, or None where it can only be a bug."""
    said = str(problem.orig).lower()
    if isinstance(problem, IntegrityError):
        if "foreign key" in said:
            return RuleViolation("Other entries depend on this one, so it stays: remove those first.")
        return None
    if (
        not isinstance(problem, OperationalError | InterfaceError)
        and "not a database" not in said
        and "malformed" not in said
    ):
        return None
    for words, kind, msgid in _SAID:
        if words in said:
            return kind(msgid)
    if problem.connection_invalidated or "connect" in said or "server closed" in said:
        return EnvironmentProblem(
            "The database server does not answer, nothing was saved: check the network and try again."
        )
    return None


def worth_retrying(problem: Exception) -> bool:
    """Whether the same unit of work may pass if run again: another client was at the same rows."""
    if not isinstance(problem, DBAPIError):
        return False
    state = getattr(problem.orig, "sqlstate", None)
    return state in ("40001", "40P01", "55P03", "23505")
