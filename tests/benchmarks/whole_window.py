"""The program as it starts: says so once the current month of the calendar is painted.

`python -m tests.benchmarks.whole_window LOCATION`
"""

from __future__ import annotations

import os
import sys

import ui.main
from ui.main_window import MainWindow


class WatchedWindow(MainWindow):
    """Goes to the calendar as soon as there is one, and ends the process once the month is painted."""

    def _show_workbench(self) -> None:
        super()._show_workbench()
        if self.bench is not None:
            from tests.benchmarks.painted import MonthWatch  # what it imports, the program imports here too

            self._watch = MonthWatch(self.bench, _end)


def _end() -> None:
    sys.stdout.write("painted\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    vars(ui.main)["MainWindow"] = WatchedWindow
    ui.main.main([sys.argv[1]])
