"""Engines: how a workspace's database is reached. The only place that knows a driver."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlite

from app.domain.errors import EnvironmentProblem, UnreadableFile

APPLICATION_ID = 0x50414C52
"""“PALR” in the header of a SQLite file that is a workspace."""

_HEADER = b"SQLite format 3\0"
_OLDEST_SQLITE = (3, 51, 3)
"""Before it, a write and a checkpoint at the same moment can corrupt a file (reliability.md 0.1)."""

_SETTINGS = (
    "PRAGMA cipher_log_level=NONE",
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=5000",
    "PRAGMA wal_autocheckpoint=1000",
    "PRAGMA journal_size_limit=16777216",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA mmap_size=0",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
)

_open_files: dict[str, int] = {}
_open_files_lock = threading.Lock()


def location_url(location: str) -> URL:
    """The database URL of a location as people give it: a file's path, or a PostgreSQL address.

    Raises `EnvironmentProblem` where an address is none that Palier can use.
    """
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", location):
        return URL.create("sqlite", database=str(Path(location).expanduser().resolve()))
    try:
        url = make_url(location)
    except ArgumentError:
        raise EnvironmentProblem("“{location}” is not an address of a database.", location=location) from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database:
        return url.set(drivername="sqlite")
    raise EnvironmentProblem(
        "“{location}” is not an address of a database that Palier can use: give a file or a PostgreSQL address.",
        location=location,
    )


def make_engine(url: URL) -> Engine:
    """An engine on a database that exists, or on a file that may be made.

    Transactions opened with the execution option `write=True` take the write lock at once.
    """
    return _postgresql(url) if url.get_backend_name() == "postgresql" else _sqlite(url)


def writer(engine: Engine) -> Engine:
    """The same engine for transactions that write."""
    return engine.execution_options(write=True)


def sniff(path: Path) -> None:
    """Look at a file before it is opened as a database.

    Raises `EnvironmentProblem` where it cannot be read, `UnreadableFile` where it is no workspace.
    A file that this process has open already is left alone: closing any other handle on it would
    drop the database's locks (reliability.md 0.5).
    """
    with _open_files_lock:
        if _open_files.get(str(path)):
            return
    try:
        if path.is_dir():
            raise UnreadableFile("“{name}” is a folder: choose a Palier file.", name=path.name)
        with path.open("rb") as stream:
            header = stream.read(100)
    except FileNotFoundError:
        raise EnvironmentProblem(
            "There is no file “{name}” in {folder}.", name=path.name, folder=str(path.parent)
        ) from None
    except PermissionError:
        raise EnvironmentProblem(
            "You may not read “{name}”: ask for the right to it, or choose another file.", name=path.name
        ) from None
    except OSError as problem:
        raise EnvironmentProblem(
            "“{name}” cannot be read: {reason}.", name=path.name, reason=str(problem.strerror)
        ) from None
    if not header.startswith(_HEADER):
        raise UnreadableFile(
            "“{name}” is not a Palier file, or it is encrypted or damaged: choose another file, or a copy of it.",
            name=path.name,
        )
    if len(header) < 100:
        raise UnreadableFile("“{name}” is cut short: use a copy of it.", name=path.name)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise UnreadableFile("“{name}” was made by another program: choose a Palier file.", name=path.name)


def backup(engine: Engine, to: Path) -> None:
    """Copy a live SQLite database whole, through its own backup interface."""
    with engine.connect() as connection:
        source = connection.connection.driver_connection
        target = sqlite.connect(str(to))
        try:
            source.backup(target)  # type: ignore[union-attr]  # the driver's connection, known only to it
        finally:
            target.close()


def _sqlite(url: URL) -> Engine:
    if sqlite.sqlite_version_info < _OLDEST_SQLITE:
        raise EnvironmentProblem(
            "The SQLite library on this machine is too old and could damage files: install Palier again."
        )
    engine = create_engine(
        url,
        module=sqlite,
        poolclass=QueuePool,
        pool_size=3,
        max_overflow=2,
        connect_args={"check_same_thread": False},
    )
    name = str(url.database)

    @event.listens_for(engine, "connect")
    def opened(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        for setting in _SETTINGS:
            cursor.execute(setting)
        cursor.close()
        with _open_files_lock:
            _open_files[name] = _open_files.get(name, 0) + 1

    @event.listens_for(engine, "close")
    def closed(_connection: Any, _record: Any) -> None:
        with _open_files_lock:
            _open_files[name] -= 1

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url,
        pool_size=3,
        max_overflow=2,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 5,
            "keepalives_idle": 10,
            "application_name": "palier",
            "options": "-c lock_timeout=3000 -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000",
        },
    )
