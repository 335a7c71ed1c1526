"""The window on ten years of work: stepping through the months, and memory."""

from __future__ import annotations

from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.timing import child, median, p95


def measure(location: str) -> list[Figure]:
    """Step through the months and visit every screen, in a process of its own."""
    found = child("tour", location)
    steps = found["steps"]
    return [
        at_most("Next or previous month, to painted, p95", p95(steps), "ms", 50),
        at_most("Next or previous month, to painted, median", median(steps), "ms", 50),
        at_most("Peak memory of the window after a visit to every screen", found["peak_mb"], "MB", 300),
    ]
