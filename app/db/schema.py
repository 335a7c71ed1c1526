"""The schema's version: making it, bringing it up to date, refusing what is newer."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from app.db import engine as engines
from app.db.engine import APPLICATION_ID, driver, location_url, make_engine, sniff, writer
from app.domain.errors import EnvironmentProblem, UnreadableFile

NEWEST = "0002"
"""The newest migration; a test holds it to the folder's."""

MIGRATIONS = Path(__file__).parent / "migrations"
"""The folder of the migrations."""

_MIGRATION = 5067852
"""The server's lock under which one client at a time brings the schema up to date."""


def prepare(engine: Engine, *, new: bool, today: date) -> Path | None:
    """Make the schema of a new workspace, or bring an existing one up to date.

    Before a migration a file is copied beside itself; the copy's path is returned.
    Raises `UnreadableFile` for a database that is no workspace or that a newer program made, and
    `EnvironmentProblem` where a new workspace would go into a place that is taken or that is none.
    """
    file = _file(engine)
    name = file.name if file else str(engine.url.database)
    if file is not None:
        _check_place(file) if new else sniff(file)
    with engine.connect() as connection:
        version = _version(connection)
        taken = version is not None or (new and bool(inspect(connection).get_table_names()))
    if new and taken:
        raise EnvironmentProblem(
            "There is something in “{name}” already: open it, or choose another name.", name=name
        )
    if version is None and not new:
        raise UnreadableFile("“{name}” is not a Palier workspace.", name=name)
    if version is not None and version > NEWEST:
        raise UnreadableFile(
            "“{name}” was made by a newer Palier: install the newest version to open it.", name=name
        )
    copy = None
    if version != NEWEST:
        if file is not None and not new:
            copy = _copy(engine, file, today)
        _migrate(engine)
    if file is not None:
        _write_ahead(engine)
    return copy


def _check_place(file: Path) -> None:
    if file.is_dir():
        raise EnvironmentProblem("“{name}” is a folder: choose a name for the file.", name=file.name)
    if not file.parent.is_dir():
        raise EnvironmentProblem("There is no folder “{folder}”.", folder=str(file.parent))


def _migrate(engine: Engine) -> None:
    from alembic import command  # heavy, and wanted on the rare day of a migration only
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    sqlite = engine.dialect.name == "sqlite"
    with writer(engine).connect() as connection:
        if sqlite:
            # Has no effect inside a transaction, so before it; the check below takes its place.
            driver(connection).execute("PRAGMA foreign_keys=OFF")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION})
        try:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if sqlite:
                _check_references(connection)
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={int(NEWEST)}")
            connection.commit()
        finally:
            connection.rollback()
            if sqlite:
                driver(connection).execute("PRAGMA foreign_keys=ON")


def _check_references(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise UnreadableFile(
            "The file's entries do not fit together: it was left as it was. Use a copy of it."
        )


def _write_ahead(engine: Engine) -> None:
    """See to it that the file is written ahead and safe against power cuts; the setting is kept in the file.

    Raises `EnvironmentProblem` where the file system cannot do it.
    """

    def said(pragma: str) -> object:
        return driver(connection).execute(f"PRAGMA {pragma}").fetchall()[0][0]

    with engine.connect() as connection:
        if said("journal_mode") != "wal":
            said("journal_mode=WAL")
        if (said("journal_mode"), said("synchronous")) != ("wal", 2):
            raise EnvironmentProblem(
                "Files cannot be kept safely in this folder: choose one on this machine's own disk."
            )


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if version is None else str(version)


def _copy(engine: Engine, file: Path, today: date) -> Path:
    """A verified copy of a file, beside it, under a name that is free."""
    stem = f"{file.stem}.before-{NEWEST}.{today.isoformat()}"
    names = (f"{stem}{f'-{n}' if n else ''}{file.suffix}" for n in count())
    copy = next(path for path in map(file.with_name, names) if not path.exists())
    try:
        engines.backup(engine, copy)
        _verify(copy)
    except BaseException:
        with suppress(OSError):
            copy.unlink()
        raise
    return copy


def _verify(copy: Path) -> None:
    engine = make_engine(location_url(str(copy)))
    try:
        with engine.connect() as connection:
            sound = connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
    except DBAPIError:
        sound = False
    finally:
        engine.dispose()
    if not sound:
        raise EnvironmentProblem(
            "The copy made before the update is damaged, so the file was left as it was: check the disk."
        )


def _file(engine: Engine) -> Path | None:
    return Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None
