"""Clocks and child processes."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def times(work: Callable[[], object], repetitions: int) -> list[float]:
    """How long each of so many runs took, in milliseconds."""
    found = []
    for _ in range(repetitions):
        started = time.perf_counter()
        work()
        found.append((time.perf_counter() - started) * 1000)
    return found


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """What 19 of 20 do not exceed."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def child(module: str, *arguments: str) -> dict[str, Any]:
    """Run a module of this folder as a process of its own; returns the JSON object that it printed last."""
    with tempfile.TemporaryDirectory(prefix="palier-bench-") as home:
        done = subprocess.run(
            _command(module, arguments),
            env=_environment(home),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise RuntimeError(f"{module} failed:\n{done.stderr}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def time_to_line(module: str, *arguments: str) -> float:
    """Milliseconds from starting a module of this folder as a process until it prints its first line."""
    with tempfile.TemporaryDirectory(prefix="palier-bench-") as home:
        started = time.perf_counter()
        with subprocess.Popen(
            _command(module, arguments), env=_environment(home), cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            took = (time.perf_counter() - started) * 1000
            process.communicate(timeout=60)
    if not line:
        raise RuntimeError(f"{module} said nothing")
    return took


def _command(module: str, arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]


def _environment(home: str) -> dict[str, str]:
    # Nothing of the user's plays a part, and no window flashes up.
    own = {
        "HOME": home,
        "XDG_CONFIG_HOME": f"{home}/config",
        "XDG_DATA_HOME": f"{home}/data",
        "XDG_STATE_HOME": f"{home}/state",
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": "1",
        "TZ": "Europe/Paris",
    }
    return {**os.environ, **own}
