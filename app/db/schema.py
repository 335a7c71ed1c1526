"""The schema's version: making it, bringing it up to date, refusing what is newer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, Table, inspect, select, text

from app.db.engine import APPLICATION_ID, backup, location_url, make_engine, sniff, writer
from app.domain.errors import EnvironmentProblem, UnreadableFile

NEWEST = "0001"
"""The newest migration; a test holds it to the folder's."""


def prepare(engine: Engine, *, new: bool, today: date) -> Path | None:
    """Make the schema of a new workspace, or bring an existing one up to date.

    Before a migration a file is copied beside itself; the copy's path is returned.
    Raises `UnreadableFile` for a database that is no workspace or that a newer program made, and
    `EnvironmentProblem` where a new workspace would go into a place that is taken.
    """
    file = _file(engine)
    if file is not None and not new:
        sniff(file)
    with engine.connect() as connection:
        version = _version(connection)
        taken = version is not None or bool(inspect(connection).get_table_names())
    name = file.name if file else str(engine.url.database)
    if new and taken:
        raise EnvironmentProblem(
            "There is a workspace in “{name}” already: open it, or choose another name.", name=name
        )
    if version is None and not new:
        raise UnreadableFile("“{name}” is not a Palier workspace.", name=name)
    if version is not None and version > NEWEST:
        raise UnreadableFile(
            "“{name}” was made by a newer Palier: install the newest version to open it.", name=name
        )
    if version == NEWEST:
        return None
    copy = None
    if file is not None and not new:
        copy = file.with_name(f"{file.stem}.before-{NEWEST}.{today.isoformat()}{file.suffix}")
        backup(engine, copy)
        _verify_copy(copy)
    _migrate(engine)
    return copy


def _migrate(engine: Engine) -> None:
    from alembic import command  # heavy, and wanted on the rare day of a migration only
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            driver.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]  # the driver's own connection
    with writer(engine).connect() as connection:
        if engine.dialect.name == "sqlite":
            # Has no effect inside a transaction, so before it; the check below takes its place.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(5067852)"))
        try:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if engine.dialect.name == "sqlite":
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise UnreadableFile(
                        "The file's entries do not fit together: it was left as it was. Use a copy of it."
                    )
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={int(NEWEST)}")
            connection.commit()
        finally:
            connection.rollback()
            if engine.dialect.name == "sqlite":
                connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    table = Table("alembic_version", MetaData(), autoload_with=connection)
    return connection.scalar(select(table.c.version_num))


def _verify_copy(copy: Path) -> None:
    engine = make_engine(location_url(str(copy)))
    try:
        with engine.connect() as connection:
            if connection.exec_driver_sql("PRAGMA quick_check").scalar() != "ok":
                raise EnvironmentProblem(
                    "The copy made before the update is damaged, so the file was left as it was: check the disk."
                )
    finally:
        engine.dispose()


def _file(engine: Engine) -> Path | None:
    return Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None
