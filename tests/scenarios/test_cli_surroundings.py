"""A full disk, a read-only folder, an interruption: told in one line, nothing half done."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from app.cli.main import main

ROOT = Path(__file__).parents[2]
ESTATE = (
    "DEPCOM;CODEPOSTAL;LIBCOM;NUMVOIE;TYPVOIE;NOMVOIE;ESC;COMPLGEO;QPV;TYPECONST;CONSTRUCT;nb\n"
    + "".join(f"11262;11100;NARBONNE;{n};RUE;ROMAIN;1;RESIDENCE N{n};1;C;1995;20\n" for n in range(800))
)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration that no test changes."""
    path = tmp_path_factory.mktemp("demo") / "d.palier"
    assert main(["demo", str(path), "--today", "2026-11-12", "--lang", "en"]) == 0
    return path


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder into which users other than the one who runs the tests can look."""
    folder = Path(mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def run(*words: object, largest_file: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own; no file can grow beyond `largest_file`, as on a full disk."""

    def limit() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    return subprocess.run(
        [sys.executable, "-B", "-m", "app.cli", *map(str, words), "--lang", "en"],
        cwd=ROOT,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )


def told(ended: subprocess.CompletedProcess[str]) -> str:
    """The one line of a command that must fail."""
    assert ended.returncode == 1, ended
    assert ended.stderr.startswith("Palier: ")
    assert ended.stderr.count("\n") == 1
    assert "Unexpected" not in ended.stderr
    return ended.stderr


def test_a_demonstration_on_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    for largest in (20_000, 300_000):
        said = told(run("demo", tmp_path / "d.palier", largest_file=largest))
        assert "disk" in said
        assert list(tmp_path.iterdir()) == []


def test_an_export_on_a_full_disk_leaves_the_old_file(demonstration: Path, tmp_path: Path) -> None:
    out = tmp_path / "account.xlsx"
    out.write_text("the old one")
    exporting = ("export", "annual", "--workspace", demonstration, "--year", "2026", "--out", out)
    assert "no room left" in told(run(*exporting, largest_file=40_000))
    assert out.read_text() == "the old one"
    assert list(tmp_path.iterdir()) == [out]


def test_an_import_on_a_full_disk_changes_nothing(demonstration: Path, tmp_path: Path) -> None:
    workspace = Path(shutil.copy(demonstration, tmp_path / "d.palier"))
    table = tmp_path / "rpls.csv"
    table.write_text(ESTATE, encoding="utf-8")
    before = run("list", "residences", "--workspace", workspace).stdout
    said = told(run("import", "residences", table, "--workspace", workspace, largest_file=200_000))
    assert "disk" in said
    assert run("list", "residences", "--workspace", workspace).stdout == before
    assert run("verify", "--workspace", workspace).returncode == 0
    assert run("import", "residences", table, "--workspace", workspace).returncode == 0


# Root may write everywhere, so the child becomes nobody once the program is imported.
_AS_NOBODY = """
import os, sys
import app.demonstration
from app.cli import exports, imports, lists, workspaces
from app.cli.main import main
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main(sys.argv[1:]))
"""


def test_a_workspace_in_a_read_only_folder_is_told_or_read_but_never_changed(
    demonstration: Path, open_folder: Path
) -> None:
    workspace = Path(shutil.copy(demonstration, open_folder / "d.palier"))
    table = open_folder / "rpls.csv"
    table.write_text(ESTATE, encoding="utf-8")
    workspace.chmod(0o444)
    open_folder.chmod(0o555)
    before = workspace.read_bytes()

    def as_nobody(*words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-B", "-c", _AS_NOBODY, *map(str, words), "--lang", "en"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    assert "You may not write" in told(as_nobody("demo", open_folder / "new.palier"))
    told(as_nobody("import", "residences", table, "--workspace", workspace))
    listed = as_nobody("list", "agencies", "--workspace", workspace)
    if listed.returncode:
        told(listed)
    assert sorted(path.name for path in open_folder.iterdir()) == ["d.palier", "rpls.csv"]
    assert workspace.read_bytes() == before


def test_an_interrupted_demonstration_leaves_nothing_behind(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-B", "-m", "app.cli", "demo", str(tmp_path / "d.palier"), "--scale", "large"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (tmp_path / "d.palier").exists():
        assert process.poll() is None
        os.sched_yield()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "")
    assert list(tmp_path.iterdir()) == []
