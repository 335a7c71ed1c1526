"""The process may be killed at any moment: what was committed is there, and the file is whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.workspace import Workspace
from tests.scenarios import killed

PROGRAM = Path(killed.__file__)


def kill(kind: str, folder: Path, times: int) -> dict[str, Any]:
    """Run the program that kills its children; what it reports."""
    ended = subprocess.run(
        [sys.executable, "-B", str(PROGRAM), kind, str(folder), str(times), "7"],
        cwd=PROGRAM.parents[2],
        env={"PYTHONPATH": str(PROGRAM.parents[2]), "HOME": str(folder), "TZ": "Europe/Paris"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    report: dict[str, Any] = json.loads(ended.stdout)
    return report


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
def test_a_hundred_kills_lose_nothing_that_was_committed(tmp_path: Path) -> None:
    Workspace.create(str(tmp_path / "test.palier")).close()
    report = kill("changes", tmp_path, 110)
    assert report["broken"] == []
    assert report["kills"] == 110
    assert report["acknowledged"] >= 82  # three rounds of four wait for the first commit


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
def test_a_file_is_never_half_written_however_often_its_writer_is_killed(tmp_path: Path) -> None:
    report = kill("files", tmp_path, 25)
    assert report["broken"] == []
    assert report["acknowledged"] > 25
