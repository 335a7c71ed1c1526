"""Files that are not what they should be, and disks that do not play along: a sentence, nothing changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlcipher3 import dbapi2 as sqlite

from app.db.engine import driver, location_url, make_engine, sniff, writer
from app.db.schema import NEWEST
from app.domain.errors import EnvironmentProblem, UnreadableFile
from app.usecases.people import create_person
from app.workspace import Workspace
from tests.db.contents import Contents, contents
from tests.db.windows import another_window

pytestmark = pytest.mark.backends("sqlite")

ROOT = Path(__file__).parents[2]


@pytest.fixture
def good(workspace: Workspace, tmp_path: Path) -> Path:
    """A closed workspace with somebody in it."""
    workspace.change(create_person, "Jeanne", "Morel")
    workspace.close()
    return tmp_path / "test.palier"


def truncated(path: Path) -> None:
    os.truncate(path, 40)


def cut_in_the_middle(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def garbled(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def encrypted(path: Path) -> None:
    plain = path.with_name("plain")
    path.rename(plain)
    connection = sqlite.connect(str(plain))
    connection.execute("ATTACH DATABASE ? AS secret KEY 'sesame'", (str(path),))
    connection.execute("SELECT sqlcipher_export('secret')")
    connection.close()
    plain.unlink()


def of_another_program(path: Path) -> None:
    path.unlink()
    connection = sqlite.connect(str(path))
    connection.execute("CREATE TABLE something (else_ TEXT)")
    connection.close()


def a_sheet_of_paper(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + b"\n" * 5000)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def missing(path: Path) -> None:
    path.unlink()


def of_the_future(path: Path) -> None:
    set_version(path, "9999")


def without_a_version(path: Path) -> None:
    connection = sqlite.connect(str(path))
    connection.execute("DROP TABLE alembic_version")
    connection.commit()
    connection.close()


def first_pages_damaged(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.seek(100)
        stream.write(b"\xff" * 4000)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (truncated, "cut short"),
        (cut_in_the_middle, "damaged"),
        (emptied, "empty"),
        (garbled, "not a Palier file"),
        (encrypted, "encrypted"),
        (of_another_program, "another program"),
        (a_sheet_of_paper, "not a Palier file"),
        (a_folder, "folder"),
        (missing, "no file"),
        (of_the_future, "newer Palier"),
        (without_a_version, "not a Palier workspace"),
        (first_pages_damaged, "damaged"),
    ],
)
def test_a_file_that_is_no_good_is_told_in_a_sentence_and_left_alone(
    good: Path, harm: Callable[[Path], None], words: str
) -> None:
    harm(good)
    before = everything_in(good.parent)

    with pytest.raises(EnvironmentProblem, match=words):
        Workspace.open(str(good))

    assert everything_in(good.parent) == before


def test_an_address_of_no_database_is_told_in_a_sentence(tmp_path: Path) -> None:
    for location in ("mysql://somewhere/palier", "postgresql://host:port/palier", "a\0b", "x://"):
        with pytest.raises(EnvironmentProblem):
            Workspace.open(location)


def test_a_server_that_is_not_there_is_told_in_a_sentence() -> None:
    with pytest.raises(EnvironmentProblem, match="does not answer"):
        Workspace.open("postgresql://somebody@127.0.0.1:1/palier")


def test_a_new_workspace_does_not_overwrite_what_is_there(good: Path) -> None:
    before = everything_in(good.parent)
    with pytest.raises(EnvironmentProblem, match="already"):
        Workspace.create(str(good))
    assert everything_in(good.parent) == before
    a_sheet_of_paper(good)
    before = everything_in(good.parent)
    with pytest.raises(UnreadableFile):
        Workspace.create(str(good))
    assert everything_in(good.parent) == before


def test_a_new_workspace_in_no_folder_or_on_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="no folder"):
        Workspace.create(str(tmp_path / "nowhere" / "new.palier"))
    with pytest.raises(EnvironmentProblem, match="is a folder"):
        Workspace.create(str(tmp_path))
    assert everything_in(tmp_path) == {}


def test_a_file_that_may_not_be_written_says_so_and_can_be_read(good: Path) -> None:
    with as_somebody_else(good.parent) as folder:
        file = folder / good.name
        file.chmod(0o444)
        with Workspace.open(str(file)) as workspace:
            before = contents(workspace)
            with pytest.raises(EnvironmentProblem, match="read-only"):
                workspace.change(create_person, "Paul", "Petit")
            assert contents(workspace) == before


def test_a_folder_in_which_nothing_may_be_written_says_so(good: Path) -> None:
    with as_somebody_else(good.parent) as folder:
        folder.chmod(0o555)
        before = everything_in(folder)
        for make, name in ((Workspace.open, good.name), (Workspace.create, "new.palier")):
            with pytest.raises(EnvironmentProblem, match=r"in which you may write|your rights"):
                make(str(folder / name))
        assert everything_in(folder) == before
        folder.chmod(0o755)


def test_a_file_that_may_not_be_read_says_so(good: Path) -> None:
    with as_somebody_else(good.parent) as folder:
        (folder / good.name).chmod(0)
        with pytest.raises(EnvironmentProblem, match="may not read"):
            Workspace.open(str(folder / good.name))


def test_a_full_disk_says_so_and_work_goes_on_once_there_is_room(workspace: Workspace) -> None:
    limit = room_for(workspace, 1)
    kept: list[Contents] = []

    def fill() -> None:
        for n in range(1000):
            kept[:] = [contents(workspace)]
            workspace.change(create_person, "Jeanne" * 20, f"Morel {n}")

    with pytest.raises(EnvironmentProblem, match="disk is full"):
        fill()

    assert [contents(workspace)] == kept
    assert workspace.verify() == ()
    limit(2**31 - 2)
    workspace.change(create_person, "Jeanne", "Morel")


def test_a_disk_that_takes_no_more_bytes_keeps_all_that_was_said_to_be_saved(good: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-m", "tests.db.cramped", str(good)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    *saved, sentence = child.stdout.splitlines()
    assert "nothing was saved" in sentence
    assert saved
    with Workspace.open(str(good)) as workspace:
        assert workspace.verify() == ()
        assert len(contents(workspace)["person"]) == 1 + len(saved)
        workspace.change(create_person, "Jeanne", "Morel")


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux tells which locks are held")
def test_looking_at_a_file_that_is_open_keeps_its_locks(good: Path) -> None:
    """A handle that is opened and closed beside SQLite's own would drop them (reliability.md 0.5)."""
    with Workspace.open(str(good)) as workspace:
        assert locks_on(good) == 1
        sniff(good)
        assert locks_on(good) == 1
        with another_window(workspace):
            assert locks_on(good) == 1
    assert locks_on(good) == 0


def test_the_settings_that_keep_the_file_safe_are_in_force_on_every_connection(workspace: Workspace) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
        "mmap_size": 0,
    }
    engine = workspace._engine
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            found = {name: driver(connection).execute(f"PRAGMA {name}").fetchall()[0][0] for name in expected}
            assert found == expected


def test_a_new_file_is_known_as_a_workspace_by_its_header_even_after_a_crash(tmp_path: Path) -> None:
    with Workspace.create(str(tmp_path / "new.palier")):
        shutil.copy(tmp_path / "new.palier", tmp_path / "torn.palier")
    header = (tmp_path / "torn.palier").read_bytes()[:100]
    assert header[68:72] == b"PALR"
    assert int.from_bytes(header[60:64], "big") == int(NEWEST)


def test_a_new_workspace_that_could_not_be_made_leaves_no_file(tmp_path: Path) -> None:
    def refuse(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "CREATE TABLE journal_step" in statement:
            raise OSError("torn")

    event.listen(Engine, "before_cursor_execute", refuse)
    try:
        with pytest.raises(OSError, match="torn"):
            Workspace.create(str(tmp_path / "new.palier"))
    finally:
        event.remove(Engine, "before_cursor_execute", refuse)
    assert list(tmp_path.iterdir()) == []


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with what it holds, but for what SQLite keeps only while it looks."""
    found = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}
    held = {name: path.read_bytes() for name, path in found.items() if not name.endswith("-shm")}
    return {name: content for name, content in held.items() if content or not name.endswith("-wal")}


def set_version(path: Path, version: str) -> None:
    engine = make_engine(location_url(str(path)))
    with writer(engine).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (version,))
    engine.dispose()


def room_for(workspace: Workspace, pages_more: int) -> Callable[[int], None]:
    """Let the file grow by so many pages only; the result sets another limit in pages."""
    limit = [0]

    def restrict(connection: Any, *_: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={limit[0]}").fetchall()

    with workspace._engine.connect() as connection:
        limit[0] = driver(connection).execute("PRAGMA page_count").fetchall()[0][0] + pages_more
    event.listen(workspace._engine, "checkout", restrict)

    def change(pages: int) -> None:
        limit[0] = pages

    return change


def locks_on(file: Path) -> int:
    """How many locks this process holds on a file."""
    wanted = f" {os.getpid()} "
    lines = Path("/proc/locks").read_text().splitlines()
    return sum(wanted in line and f":{file.stat().st_ino} " in line for line in lines)


@contextmanager
def as_somebody_else(folder: Path) -> Iterator[Path]:
    """The files of a folder in the hands of a user for whom their modes count: for root none does."""
    with TemporaryDirectory(prefix="palier-", dir="/tmp" if os.geteuid() == 0 else None) as name:
        place = Path(name)
        place.chmod(0o755)
        for file in folder.iterdir():
            shutil.copy(file, place)
        if os.geteuid() != 0:
            yield place
            return
        for path in (place, *place.iterdir()):
            os.chown(path, 65534, 65534)
        os.seteuid(65534)
        try:
            yield place
        finally:
            os.seteuid(0)
