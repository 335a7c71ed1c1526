"""Files are written whole or not at all, and read with a sentence for all that can go wrong."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from app.domain.errors import EnvironmentProblem, UnreadableFile

_MARK = ".~palier-"
_ORPHAN_AFTER = 3600.0
"""Seconds after which a temporary file can only be one that a killed process left behind."""

_PATIENCE = 5
_PAUSE = 0.2
"""Windows refuses to replace a file while a virus scanner or a spreadsheet holds it: five tries."""

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def atomic_write(path: Path, data: bytes) -> None:
    """Put `data` into a file: after this the file is whole, on any error it is as it was before.

    Raises `EnvironmentProblem` with advice: no such folder, no right to write, read-only place, no
    room, a name that cannot be, a file that another program holds.
    """
    target = _target(path)
    temporary = target.with_name(f"{_MARK}{secrets.token_hex(6)}")
    try:
        _sweep(target.parent)
        _write(temporary, data)
        _replace(temporary, target)
        _sync_folder(target.parent)
    except OSError as problem:
        raise _explained(problem, target) from problem
    finally:
        with suppress(OSError):
            temporary.unlink()


def write_all(files: Iterable[tuple[Path, bytes]]) -> None:
    """Several files, each whole or not at all; every place is looked at before the first is written."""
    wanted = tuple(files)
    for path, _ in wanted:
        _target(path)
    for path, data in wanted:
        atomic_write(path, data)


def check_place(path: Path) -> None:
    """Look whether a file could be put there, before the work of making it.

    Raises the same `EnvironmentProblem`s as `atomic_write`, as far as they can be known beforehand.
    """
    target = _target(path)
    if not os.access(target.parent, os.W_OK):
        raise _explained(PermissionError(errno.EACCES, "", str(target.parent)), target)


def _target(path: Path) -> Path:
    """Where the bytes go, links followed; refuses what can be no file."""
    try:
        target = Path(os.path.realpath(path.expanduser()))
        folder = target.parent
        if not folder.exists():
            raise EnvironmentProblem(
                "There is no folder {folder}: make it first, or choose another place.", folder=str(folder)
            )
        if not folder.is_dir():
            raise EnvironmentProblem("{folder} is not a folder: choose another place.", folder=str(folder))
        if target.is_dir():
            raise EnvironmentProblem("“{name}” is a folder: give the name of a file in it.", name=path.name)
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            raise EnvironmentProblem("“{name}” is not an ordinary file: choose another.", name=path.name)
    except (ValueError, RuntimeError):  # a NUL in the name; a home folder that is not known
        raise EnvironmentProblem(
            "“{name}” cannot be the name of a file: choose another.", name=path.name.replace("\0", "")
        ) from None
    except OSError as problem:
        raise _explained(problem, path) from problem
    return target


def _write(temporary: Path, data: bytes) -> None:
    # Made by hand rather than by tempfile, so that the file gets the rights every new file gets here.
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o666), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if temporary.stat().st_size != len(data):
        raise OSError(errno.EIO, "incomplete write", str(temporary))


def _replace(temporary: Path, target: Path) -> None:
    for attempt in range(1, _PATIENCE + 1):
        try:
            os.replace(temporary, target)
        except PermissionError:
            if os.name != "nt" or attempt == _PATIENCE:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove what a killed process left in the folder."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.startswith(_MARK) and time.time() - entry.stat().st_mtime > _ORPHAN_AFTER:
                with suppress(OSError):
                    os.unlink(entry.path)


def _explained(problem: OSError, target: Path) -> EnvironmentProblem:
    name, folder = target.name, str(target.parent)
    if problem.errno in _NO_ROOM:
        return EnvironmentProblem(
            "There is no room left for “{name}” on the disk, it was not written: make room and try again.",
            name=name,
        )
    if problem.errno == errno.EROFS:
        return EnvironmentProblem("{folder} is read-only: choose another folder.", folder=folder)
    if problem.errno == errno.ENAMETOOLONG:
        return EnvironmentProblem("The name “{name}” is too long: choose a shorter one.", name=name)
    if isinstance(problem, PermissionError):
        if os.name == "nt" and target.exists():
            return EnvironmentProblem(
                "“{name}” is open in another program: close it there and try again.", name=name
            )
        return EnvironmentProblem("You may not write in {folder}: choose another folder.", folder=folder)
    return EnvironmentProblem(
        "“{name}” cannot be written: {reason}.", name=name, reason=problem.strerror or str(problem)
    )


def read_bytes(path: Path, longest: int) -> bytes:
    """A file that somebody chose, whole; raises `EnvironmentProblem` where it cannot be read.

    Raises `UnreadableFile` where it holds nothing, or more than `longest` bytes.
    """
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise UnreadableFile("“{name}” is a folder: choose a file.", name=name)
        with path.expanduser().open("rb") as stream:
            data = stream.read(longest + 1)
    except FileNotFoundError:
        raise EnvironmentProblem(
            "There is no file “{name}” in {folder}.", name=name, folder=str(path.absolute().parent)
        ) from None
    except PermissionError:
        raise EnvironmentProblem(
            "You may not read “{name}”: ask for the right to it, or choose another file.", name=name
        ) from None
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else None
        raise EnvironmentProblem(
            "“{name}” cannot be read: {reason}.", name=name.replace("\0", ""), reason=reason or str(problem)
        ) from None
    if not data:
        raise UnreadableFile("“{name}” is empty: choose another file.", name=name)
    if len(data) > longest:
        raise UnreadableFile(
            "“{name}” is larger than {most} MB: it cannot be what is wanted here.",
            name=name,
            most=longest // 1_000_000,
        )
    return data
