"""The program's own test of itself: what it says when all is well, and when it is not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import RuleViolation
from app.i18n import Message
from ui.self_test import Step, carry_out

ROOT = Path(__file__).parents[2]


def steps(*done: str, fails: Exception | None = None) -> Iterator[Step]:
    def run() -> None:
        if fails is not None:
            raise fails

    for name in done:
        yield Step(Message(name), lambda: None)
    yield Step(Message("the last"), run)


def test_each_step_is_told_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert carry_out(steps("one", "two"), lambda: None) == 0
    told = capsys.readouterr()
    assert [line.split(" s  ")[-1] for line in told.out.splitlines()[:3]] == ["one", "two", "the last"]
    assert told.err == ""


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (RuleViolation("The disk is full."), "The disk is full."),
        (ValueError("not\nthis"), "ValueError: not this"),
    ],
)
def test_the_first_failure_ends_it_with_one_line(
    capsys: pytest.CaptureFixture[str], failure: Exception, sentence: str
) -> None:
    assert carry_out(steps("one", fails=failure), lambda: None) == 1
    told = capsys.readouterr()
    assert told.err == f"Palier: Self-test failed at “the last”: {sentence}\n"


def test_what_breaks_behind_a_steps_back_fails_that_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert carry_out(steps("one"), lambda: KeyError("gone")) == 1
    assert "failed at “one”" in capsys.readouterr().err


@pytest.mark.slow
def test_the_self_test_passes_without_a_display(tmp_path: Path) -> None:
    # A process of its own, as `./run self-test` starts it: it ends by itself, and leaves nothing behind.
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "ui.self_test"],
        cwd=ROOT,
        env={**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) >= 35
    assert list(tmp_path.glob("palier-self-test-*")) == []
