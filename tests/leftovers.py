"""Finds what a test left behind: log records nobody announced, windows, timers, threads."""

from __future__ import annotations

import gc
import logging
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


@dataclass(frozen=True, slots=True)
class Alive:
    """What lived at one moment: Python's threads, and Qt's timers, threads and windows by identity."""

    threads: frozenset[int]
    objects: frozenset[int]


def alive() -> Alive:
    """What lives now, for `since` to leave out."""
    threads = frozenset(thread.ident or 0 for thread in threading.enumerate())
    return Alive(threads, frozenset(id(thing) for thing in _active_qt_objects()))


def since(before: Alive) -> list[str]:
    """A line for each thing that lives now and did not live then."""
    _let_qt_delete()
    threads = [
        f"a thread still runs: {thread.name}"
        for thread in threading.enumerate()
        if thread.ident not in before.threads and not thread.daemon
    ]
    found = [thing for thing in _active_qt_objects() if id(thing) not in before.objects]
    return threads + [f"still alive: {_described(thing)}" for thing in found]


def unexpected_records(caplog: pytest.LogCaptureFixture, announced: Sequence[str]) -> list[str]:
    """A line for each record of level WARNING or more of the whole test that holds none of the words."""
    records = [record for phase in ("setup", "call", "teardown") for record in caplog.get_records(phase)]
    return [
        f"logged without being announced: {record.levelname} {record.name}: {record.getMessage()}"
        for record in records
        if record.levelno >= logging.WARNING and not any(words in record.getMessage() for words in announced)
    ]


def _active_qt_objects() -> list[QObject]:
    """Running timers and threads that Python knows of, and visible windows."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    import shiboken6
    from PySide6.QtCore import QThread, QTimer
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return []
    found: list[QObject] = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    for thing in gc.get_objects():
        kind = type(thing)
        if issubclass(kind, (QTimer, QThread)) and shiboken6.isValid(thing):
            running = thing.isActive() if isinstance(thing, QTimer) else thing.isRunning()
            if running:
                found.append(thing)
    return found


def _let_qt_delete() -> None:
    """Carry out what was put off with deleteLater, as the event loop would have done."""
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        if QCoreApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _described(thing: QObject) -> str:
    name = thing.objectName()
    return f"{type(thing).__name__}{f' “{name}”' if name else ''}"
