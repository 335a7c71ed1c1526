"""From the start of the process to the painted current month."""

from __future__ import annotations

from tests.benchmarks.figures import Figure
from tests.benchmarks.timing import median, time_to_line

REPETITIONS = 7
MOST = 2.0
"""Times the yardstick."""


def measure(location: str) -> list[Figure]:
    """Start the program and the yardstick by turns; the first of each only warms the disk's cache."""
    window, empty = [], []
    for repetition in range(REPETITIONS + 1):
        found = (time_to_line("whole_window", location), time_to_line("empty_window"))
        if repetition:
            window.append(found[0])
            empty.append(found[1])
    value, yardstick = median(window), median(empty)
    return [
        Figure(
            "Start to the painted current month, median",
            value,
            "ms",
            f"at most {MOST:g} × the yardstick",
            value <= MOST * yardstick,
            "a process that loads PySide6 and SQLAlchemy and shows an empty main window",
            yardstick,
        )
    ]
