"""Waiting for the window as a user does: its events go on meanwhile. For the self-test and the pictures."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QTimer

from ui.runtime.tasks import InlineRunner, TaskRunner

T = TypeVar("T")

PATIENCE = 120.0
"""Seconds after which a wait is given up."""
_LOOK = 5
_MERGED = 60
"""Milliseconds in which merged refreshes have begun."""


def wait_until(condition: Callable[[], bool], given_up: Callable[[], bool] = lambda: False) -> bool:
    """Let the window live until the condition holds; False where it was given up or came not in time."""
    loop, timer, end = QEventLoop(), QTimer(), monotonic() + PATIENCE
    came: list[bool] = []

    def look() -> None:
        if condition():
            came.append(True)
        if came or given_up() or monotonic() > end:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(_LOOK)
    loop.exec()
    timer.stop()
    return bool(came)


def rest(runner: TaskRunner | InlineRunner, given_up: Callable[[], bool] = lambda: False) -> bool:
    """Wait until what changed is shown: refreshes have begun, and all work has been delivered, twice over."""
    for _ in range(2):
        pause = QEventLoop()
        QTimer.singleShot(_MERGED, pause.quit)
        pause.exec()
        if not wait_until(lambda: not runner.busy, given_up):
            return False
    return True


def ask(runner: TaskRunner | InlineRunner, query: Callable[..., T], *arguments: Any) -> T | None:
    """What a query answers, asked where all queries are; None where no answer came."""
    found: list[T] = []
    runner.read(query, *arguments, then=found.append)
    wait_until(lambda: bool(found))
    return found[0] if found else None
