"""Engines: how a workspace's database is reached. The only place that knows a driver."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, PoolProxiedConnection, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlite

from app.domain.errors import EnvironmentProblem, UnreadableFile

APPLICATION_ID = 0x50414C52
"""“PALR” in the header of a SQLite file that is a workspace."""

SqliteError = sqlite.Error
"""What the SQLite library raises where we talk to it directly."""

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
        return _file_url(location)
    try:
        url = make_url(location)
    except (ArgumentError, ValueError):
        raise EnvironmentProblem("“{location}” is not an address of a database.", location=location) from None
    if url.get_backend_name() in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database:
        return _file_url(url.database)
    raise EnvironmentProblem(
        "“{location}” is not an address of a database that Palier can use: give a file or a PostgreSQL address.",
        location=url.render_as_string(hide_password=True),
    )


def make_engine(url: URL) -> Engine:
    """An engine on a database that exists, or on a file that may be made.

    Transactions opened through `writer` take the write lock at once.
    """
    return _postgresql(url) if url.get_backend_name() == "postgresql" else _sqlite(url)


def writer(engine: Engine) -> Engine:
    """The same engine for transactions that write."""
    return engine.execution_options(write=True)


def reader(engine: Engine) -> Engine:
    """The same engine for transactions that read, each from one consistent moment."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def driver(connection: Connection) -> Any:
    """The driver's own connection, to say what must be said outside a transaction."""
    return connection.connection.driver_connection


def sniff(path: Path) -> None:
    """Look at a file before it is opened as a database.

    Raises `EnvironmentProblem` where it cannot be read, `UnreadableFile` where it is no workspace.
    A file that this process has open already is left alone: closing any other handle on it would
    drop the database's locks (reliability.md 0.5).
    """
    with _open_files_lock:
        if not _open_files.get(str(path)):
            _check_header(path.name, _header(path))


def backup(engine: Engine, to: Path) -> None:
    """Copy a live SQLite database whole, through its own backup interface.

    Raises the driver's errors; whatever was written by then is left at `to`.
    """
    with engine.connect() as connection:
        target = sqlite.connect(str(to))
        try:
            driver(connection).backup(target)
        finally:
            target.close()


class Heartbeat:
    """Tells at next to no cost whether anybody may have committed since it was last asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: PoolProxiedConnection | None = None
        self._version: int | None = None

    def beaten(self) -> bool:
        """True where there may be something new; only SQLite can tell without looking (3 µs)."""
        if self._engine.dialect.name != "sqlite":
            return True
        # The number changes for commits of *other* connections, so this one is kept for it alone.
        if self._connection is None:
            self._connection = self._engine.raw_connection()
        cursor = self._connection.cursor()
        try:
            cursor.execute("PRAGMA data_version")
            ((version,),) = cursor.fetchall()
        except sqlite.Error:
            return True  # whoever looks now meets the same error, and tells it in words
        finally:
            cursor.close()
        beaten = bool(version != self._version)
        self._version = version
        return beaten

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._version = None


def _file_url(path: str) -> URL:
    try:
        return URL.create("sqlite", database=str(Path(path).expanduser().resolve()))
    except (ValueError, RuntimeError, OSError):
        raise EnvironmentProblem("“{location}” cannot be the name of a file.", location=path) from None


def _header(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableFile("“{name}” is a folder: choose a Palier file.", name=path.name)
        with path.open("rb") as stream:
            return stream.read(100)
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


def _check_header(name: str, header: bytes) -> None:
    if not header:
        raise UnreadableFile("“{name}” is empty: choose another file, or a copy of it.", name=name)
    if not header.startswith(_HEADER):
        raise UnreadableFile(
            "“{name}” is not a Palier file, or it is encrypted or damaged: choose another file, or a copy of it.",
            name=name,
        )
    if len(header) < 100:
        raise UnreadableFile("“{name}” is cut short: use a copy of it.", name=name)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise UnreadableFile("“{name}” was made by another program: choose a Palier file.", name=name)


def _sqlite(url: URL) -> Engine:
    if sqlite.sqlite_version_info < _OLDEST_SQLITE:
        raise EnvironmentProblem(
            "The SQLite library on this machine is too old and could damage files: install Palier again."
        )
    name = str(url.database)

    def connect() -> Any:
        with _open_files_lock:
            connection = sqlite.connect(name, check_same_thread=False, cached_statements=256)
            _open_files[name] = _open_files.get(name, 0) + 1
        connection.isolation_level = None  # we say BEGIN ourselves
        for setting in _SETTINGS:
            connection.execute(setting)
        return connection

    engine = create_engine(
        url, module=sqlite, creator=connect, poolclass=QueuePool, pool_size=3, max_overflow=2
    )

    @event.listens_for(engine, "close")
    def closed(_connection: Any, _record: Any) -> None:
        with _open_files_lock:
            _open_files[name] -= 1

    @event.listens_for(engine, "checkin")
    def given_back(connection: Any, _record: Any) -> None:
        # A commit that SQLite refuses leaves its transaction open, and SQLAlchemy takes it for ended.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL) -> Engine:
    engine = create_engine(
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

    @event.listens_for(engine, "checkin")
    def given_back(connection: Any, _record: Any) -> None:
        # The same for a commit that was never sent.
        if connection is not None and connection.info.transaction_status.name in ("INTRANS", "INERROR"):
            connection.rollback()

    return engine
