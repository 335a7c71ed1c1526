"""Palier's own Python environment, `.venv` beside the two scripts: where it is and whether it is ready.

Every start passes here, so nothing but `os` and `sys` is imported; making the environment is in
`installation`. An environment is ready when it carries a stamp that names its interpreter and
repeats the lock file it was made from. The stamp is the last thing written, so an interrupted
installation never looks ready.
"""

from __future__ import annotations

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = (
    os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")
)

RUNTIME = "requirements"
DEVELOPMENT = "development"


def lock_file(name: str) -> str:
    """The path of the lock file `name` (`requirements`, or `development`, which contains it)."""
    return os.path.join(ROOT, "packaging", name + ".lock")


def stamp_file(name: str) -> str:
    """The path of the stamp that says: the environment holds what the lock file `name` asks for."""
    return os.path.join(VENV, "installed-" + name)


def is_ready(name: str) -> bool:
    """Whether the environment holds exactly what the lock file asks for, for this interpreter."""
    try:
        with open(stamp_file(name), "rb") as stream:
            return stream.read() == expected_stamp(name) and os.access(PYTHON, os.X_OK)
    except OSError:
        return False


def expected_stamp(name: str) -> bytes:
    """What the stamp must hold: the interpreter behind the environment, then the lock file."""
    with open(lock_file(name), "rb") as stream:
        return os.fsencode(os.path.realpath(PYTHON)) + b"\n" + stream.read()


def write_stamp(path: str, content: bytes = b"") -> None:
    """Put a stamp in place whole or not at all; where the folder is not ours to write, do without."""
    half = f"{path}.{os.getpid()}"
    try:
        with open(half, "wb") as stream:
            stream.write(content)
        os.replace(half, path)
    except PermissionError:
        return


def in_own_python() -> bool:
    """Whether this very process already runs on Palier's environment."""
    return sys.prefix == VENV


def say(english: str, french: str) -> str:
    """One of two sentences, by the language of the machine: these come before any catalogue can be read."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return french if os.environ[variable].lower().startswith("fr") else english
    return english
