"""Shows work that takes longer than a moment, and lets the user cancel it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from ui.runtime.language import say, tr
from ui.runtime.tasks import Runner, Task
from ui.widgets.progress import ProgressStrip


class SlowWork(QObject):
    """The strip shows the work that became slow last; Cancel is for all of it."""

    def __init__(self, runner: Runner, strip: ProgressStrip) -> None:
        super().__init__(strip)
        self._strip = strip
        self._tasks: list[Task[Any]] = []
        runner.slowed.connect(self._slowed)
        runner.progressed.connect(self._progressed)
        runner.ended.connect(self._ended)
        strip.cancel_requested.connect(self._cancel)

    def _slowed(self, task: Task[Any]) -> None:
        self._tasks.append(task)
        self._show_last()

    def _progressed(self, task: Task[Any], done: int, total: int) -> None:
        if self._tasks and task is self._tasks[-1]:
            self._strip.advance(done, total)

    def _ended(self, task: Task[Any]) -> None:
        if task in self._tasks:
            self._tasks.remove(task)
            self._show_last()

    def _show_last(self) -> None:
        if not self._tasks:
            self._strip.finish()
            return
        task = self._tasks[-1]
        label = say(task.label) if task.label else tr("One moment…")
        self._strip.begin(label, cancellable=task.cancellable)

    def _cancel(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._strip.finish()
