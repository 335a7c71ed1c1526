"""Migrations: the schema is what the tables say, old files come up to date, and nothing is lost on the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from app.db import schema
from app.db.engine import APPLICATION_ID
from app.db.tables import Table
from app.domain.errors import UnreadableFile
from app.usecases.people import create_person
from app.workspace import Workspace
from tests.db.contents import contents
from tests.db.windows import address

FILES = Path(__file__).parent / "files"

ADD_A_COLUMN = """
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

def upgrade():
    op.add_column("person", sa.Column("nickname", sa.String(80), server_default="", nullable=False))
    op.execute("UPDATE person SET nickname = given_name")
    {last}
"""

Lengthen = Callable[[str], None]

both = pytest.mark.backends("sqlite", "postgresql")


@pytest.fixture
def lengthen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lengthen:
    """Gives the program a third migration that ends with a statement of the test's."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder)

    def lengthen(last: str) -> None:
        (folder / "versions" / "third_0003.py").write_text(ADD_A_COLUMN.format(last=last))
        monkeypatch.setattr(schema, "MIGRATIONS", folder)
        monkeypatch.setattr(schema, "NEWEST", "0003")

    return lengthen


@pytest.fixture
def closed(workspace: Workspace) -> str:
    """Where a closed workspace with somebody in it is."""
    workspace.change(create_person, "Jeanne", "Morel")
    workspace.close()
    return address(workspace)


def test_there_is_one_newest_migration_and_the_program_knows_it() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.NEWEST]


@both
def test_migrations_make_exactly_the_tables_that_the_program_describes(workspace: Workspace) -> None:
    def differences(connection: Connection) -> object:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, Table.metadata)

    assert workspace.read(differences) == []


@pytest.mark.parametrize("file", sorted(FILES.glob("*.palier")), ids=lambda path: path.stem)
def test_a_file_of_every_released_schema_opens_whole(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / file.name
    shutil.copy(file, copy)
    with Workspace.open(str(copy), author="Test") as workspace:
        assert workspace.verify() == ()
        held = contents(workspace)
        assert {table: len(rows) for table, rows in held.items() if len(rows) < 2} == {}
        workspace.change(create_person, "Paul", "Petit")
        workspace.undo()
        assert contents(workspace) == held
        assert workspace.undo_label is not None
        workspace.undo()


def test_there_is_a_file_of_the_newest_schema() -> None:
    assert (FILES / f"{schema.NEWEST}.palier").exists()


@both
def test_an_older_workspace_is_brought_up_to_date_when_it_is_opened(
    closed: str, backend: str, lengthen: Lengthen
) -> None:
    lengthen("pass")
    with Workspace.open(closed) as opened:
        nicknames = opened.read(lambda c: c.execute(text("SELECT nickname FROM person")).scalars().all())
        assert nicknames == ["Jeanne"]
        assert opened.verify() == ()
        assert (opened.copy_before_update is None) == (backend == "postgresql")
    with Workspace.open(closed) as again:
        assert again.copy_before_update is None


def test_the_copy_made_before_an_update_opens_with_the_older_program(
    closed: str, lengthen: Lengthen, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    lengthen("pass")
    with Workspace.open(closed, clock=lambda: now) as opened:
        copy = opened.copy_before_update
    assert copy is not None
    assert copy.name == "test.before-0003.2026-11-12.palier"
    monkeypatch.undo()

    with pytest.raises(UnreadableFile, match="newer Palier"):
        Workspace.open(closed)
    with Workspace.open(str(copy)) as older:
        assert [row["given_name"] for row in contents(older)["person"]] == ["Jeanne"]
        assert older.verify() == ()


@both
def test_a_migration_that_breaks_leaves_the_workspace_as_it_was_and_can_be_tried_again(
    closed: str, backend: str, lengthen: Lengthen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengthen("raise OSError('torn')")
    with pytest.raises(OSError, match="torn"):
        Workspace.open(closed)
    copies = sorted(tmp_path.glob("*.before-*"))
    assert len(copies) == (backend == "sqlite")
    monkeypatch.undo()
    with Workspace.open(closed) as as_before:
        columns = as_before.read(lambda c: [column["name"] for column in inspect(c).get_columns("person")])
        assert "nickname" not in columns
        assert as_before.verify() == ()

    lengthen("pass")
    with Workspace.open(closed) as opened:
        assert opened.read(lambda c: c.execute(text("SELECT nickname FROM person")).scalar()) == "Jeanne"
        # The first copy is not written over: it may be the one that is needed.
        assert opened.copy_before_update not in copies


def test_a_migration_that_leaves_entries_without_what_they_refer_to_is_taken_back(
    closed: str, lengthen: Lengthen, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengthen('op.execute("DELETE FROM person")')
    with pytest.raises(UnreadableFile, match="do not fit together"):
        Workspace.open(closed)
    monkeypatch.undo()
    with Workspace.open(closed) as as_before:
        assert len(contents(as_before)["person"]) == 1


@both
def test_foreign_keys_are_watched_again_after_a_migration(closed: str, lengthen: Lengthen) -> None:
    lengthen("pass")
    with Workspace.open(closed) as opened, opened._engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
            assert connection.exec_driver_sql("PRAGMA user_version").scalar() == 3


@both
def test_a_workspace_of_a_newer_program_is_refused_and_left_alone(workspace: Workspace) -> None:
    with workspace._engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnreadableFile, match="newer Palier"):
        Workspace.open(address(workspace))


@both
def test_a_database_of_something_else_is_no_workspace_and_none_is_made_in_it(
    database_url: str, backend: str
) -> None:
    from app.db.engine import location_url, make_engine

    engine = make_engine(location_url(database_url))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE stock (item TEXT)"))
    engine.dispose()
    with pytest.raises(UnreadableFile):
        Workspace.open(database_url)
    with pytest.raises(Exception, match="already"):
        Workspace.create(database_url)
