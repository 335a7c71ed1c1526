"""Measures speed and memory on the large demonstration: `./check bench`, or

    python -m tests.benchmarks [--large FILE] [NAME...]

Prints a Markdown table. Names choose among the measures; `--large` uses a large demonstration that is
there already (a copy of it: undoing writes). These are no tests: nothing fails but the figure.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.demonstration import create_demonstration
from tests.benchmarks import documents, reading, start, undoing, window
from tests.benchmarks.figures import Figure, table

MEASURES: dict[str, Callable[[str], list[Figure]]] = {
    "start": start.measure,
    "window": window.measure,
    "reading": reading.measure,
    "undoing": undoing.measure,
    "documents": lambda _location: documents.measure(),
}


def main(arguments: list[str]) -> int:
    """Make the large demonstration, measure what was asked for, print the table."""
    parser = argparse.ArgumentParser(prog="check bench", description="Measures speed and memory.")
    parser.add_argument("--large", type=Path, help="a large demonstration that is there already")
    parser.add_argument(
        "names", nargs="*", choices=[[], *MEASURES], help="what to measure; everything where none"
    )
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="palier-bench-") as folder:
        location = Path(folder) / "large.palier"
        if wanted.large:
            shutil.copy(wanted.large, location)
        else:
            _say("making the large demonstration …")
            create_demonstration(str(location), scale="large")
        figures: list[Figure] = []
        for name in wanted.names or MEASURES:
            started = time.monotonic()
            figures += MEASURES[name](str(location))
            _say(f"{name}: {time.monotonic() - started:.0f} s")
    print(table(figures))
    if hasattr(os, "getloadavg"):
        # Other work on the machine makes every figure larger; yardsticks suffer alike, fixed limits do not.
        print(f"\nLoad while measuring: {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors.")
    return 0


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
