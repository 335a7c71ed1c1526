"""The window at work: `python -m tests.benchmarks.tour LOCATION` prints how long it took, as JSON.

Steps through the months, then visits every screen, the finder and a few people; last it reads the
peak of its own memory.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Generator

from PySide6.QtCore import QTimer

import ui.main
from ui.main_window import MainWindow

MONTHS = 24
"""Steps back, and as many forward again."""

Pace = Generator[None, None, None]
"""A walk that yields where it waits for the window."""


class TouringWindow(MainWindow):
    """Goes on a tour as soon as the workbench is there."""

    def _show_workbench(self) -> None:
        super()._show_workbench()
        from tests.benchmarks.painted import MonthWatch

        assert self.bench is not None
        self.steps: list[float] = []
        self._tour = self._walk()
        self._idle = QTimer(self)
        self._idle.setInterval(20)
        self._idle.timeout.connect(self._look)
        self._month = MonthWatch(self.bench, self._go_on)

    def _go_on(self) -> None:
        next(self._tour, None)

    def _when_idle(self) -> None:
        self._idle.start()

    def _look(self) -> None:
        if not getattr(self.runner, "busy", False):
            self._idle.stop()
            self._go_on()

    def _walk(self) -> Pace:
        assert self.bench is not None
        calendar = self._month.screen
        self._when_idle()  # what the start still owes is not the first month's fault
        self._month.pause()
        yield
        self._month.go_on()
        moves: list[Callable[[], None]] = [calendar.go_back] * MONTHS + [calendar.go_forward] * MONTHS
        for move in moves:
            started = time.perf_counter()
            move()
            yield
            self.steps.append((time.perf_counter() - started) * 1000)
            self._month.pause()
            self._when_idle()
            yield
            self._month.go_on()
        self._month.pause()
        for view in ("week", "day", "agenda", "month"):
            calendar.show_view(view)
            self._when_idle()
            yield
        for name in ("actions", "people", "residences", "reports", "settings", "today"):
            if self.bench.open_screen(name) is not None:
                self._when_idle()
                yield
        for text in ("mor", "marie", "res", "jardin"):
            self.bench.top.search.setText(text)
            self._when_idle()
            yield
        sys.stdout.write(json.dumps({"steps": self.steps, "peak_mb": peak()}) + "\n")
        sys.stdout.flush()
        os._exit(0)


def peak() -> float:
    """The most memory that this process has held at once, in MB (10⁶ bytes)."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / 1e6 if sys.platform == "darwin" else size * 1024 / 1e6


def main(location: str) -> None:
    """Start the program with the touring window."""
    vars(ui.main)["MainWindow"] = TouringWindow
    ui.main.main([location])


if __name__ == "__main__":
    main(sys.argv[1])
