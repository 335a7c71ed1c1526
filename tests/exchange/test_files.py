"""Files are written whole or not at all, and whatever stands in the way is told in a sentence."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.domain.errors import EnvironmentProblem, UnreadableFile
from app.exchange.files import atomic_write, read_bytes, write_all

OLD, NEW = b"old content", b"new content"


def _leftovers(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir() if entry.name.startswith(".~")]


def test_a_file_is_written_and_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    atomic_write(target, OLD)
    atomic_write(target, NEW)
    assert target.read_bytes() == NEW
    assert _leftovers(tmp_path) == []


def test_a_new_file_has_the_rights_that_every_new_file_gets(tmp_path: Path) -> None:
    atomic_write(tmp_path / "ours", NEW)
    (tmp_path / "theirs").write_bytes(NEW)
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "theirs").stat().st_mode


def test_a_link_stays_a_link_and_what_it_points_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(OLD)
    (tmp_path / "link.csv").symlink_to("real.csv")
    atomic_write(tmp_path / "link.csv", NEW)
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == NEW


# Runs where a file can grow to 4 kB and no further, as on a full disk.
_ON_A_FULL_DISK = """
import sys
from pathlib import Path
from app.domain.errors import EnvironmentProblem
from app.exchange.files import atomic_write
try:
    atomic_write(Path(sys.argv[1]), b"x" * 1_000_000)
except EnvironmentProblem as problem:
    print(problem.message.msgid)
"""


def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(OLD)
    told = subprocess.run(
        [sys.executable, "-B", "-c", _ON_A_FULL_DISK, str(target)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "no room left" in told.stdout
    assert target.read_bytes() == OLD
    assert _leftovers(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("missing/sheet.pdf", "There is no folder"),
        ("file/sheet.pdf", "is not a folder"),
        ("folder", "is a folder"),
        ("x" * 300, "too long"),
        ("a\0b.pdf", "cannot be the name of a file"),
        ("pipe", "not an ordinary file"),
    ],
)
def test_a_place_that_cannot_be_is_told_in_a_sentence(tmp_path: Path, path: str, said: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(EnvironmentProblem, match=said):
        atomic_write(tmp_path / path, NEW)
    assert _leftovers(tmp_path) == []


# Root may write everywhere, so the child becomes nobody once everything is imported.
_WITHOUT_THE_RIGHT = """
import os, sys
from pathlib import Path
from app.domain.errors import EnvironmentProblem
from app.exchange.files import atomic_write, check_place
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for look in (check_place, lambda path: atomic_write(path, b"x")):
    try:
        look(Path(sys.argv[1]))
    except EnvironmentProblem as problem:
        print(problem.message.msgid)
"""


def test_a_folder_in_which_one_may_not_write_is_told() -> None:
    with TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o555)
        told = subprocess.run(
            [sys.executable, "-B", "-c", _WITHOUT_THE_RIGHT, str(folder / "sheet.pdf")],
            capture_output=True,
            text=True,
            check=True,
        )
        folder.chmod(0o755)
    assert told.stdout.count("You may not write") == 2


def test_several_files_are_all_looked_at_before_the_first_is_written(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="There is no folder"):
        write_all([(tmp_path / "a.csv", NEW), (tmp_path / "missing" / "b.csv", NEW)])
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_swept_away_after_an_hour(tmp_path: Path) -> None:
    old, young = tmp_path / ".~palier-old", tmp_path / ".~palier-young"
    old.touch()
    young.touch()
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    atomic_write(tmp_path / "sheet.pdf", NEW)
    assert _leftovers(tmp_path) == [young.name]


def test_a_file_that_is_missing_empty_or_too_large_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "large").write_bytes(b"x" * 11)
    with pytest.raises(EnvironmentProblem, match="There is no file"):
        read_bytes(tmp_path / "missing", 10)
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_bytes(tmp_path, 10)
    with pytest.raises(UnreadableFile, match="is empty"):
        read_bytes(tmp_path / "empty", 10)
    with pytest.raises(UnreadableFile, match="larger"):
        read_bytes(tmp_path / "large", 10)
    assert read_bytes(tmp_path / "large", 11) == b"x" * 11
