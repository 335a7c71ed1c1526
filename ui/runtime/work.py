"""One piece of work on its way: what is to be done, for whom, and whether anybody still waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import Generic, Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject

from app.domain.errors import PalierError
from app.i18n import Message

T = TypeVar("T")

Place = Literal["database", "pool"]


class Cancelled(BaseException):
    """Ends work from the inside after the user asked for that; not an error, so `except Exception` lets it by."""


class UnexpectedProblem(PalierError):
    """A bug, as the user is told of it; the report has the rest."""

    def __init__(self) -> None:
        super().__init__(
            "Something went wrong in Palier; your data is safe. A report was kept for the help desk."
        )


class Watch:
    """Told by long work how far it is: `watch(done, total)`. Raises `Cancelled` once the user cancelled."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._stop = Event()

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` steps are behind us; a total of 0 means nobody knows."""
        if self._stop.is_set():
            raise Cancelled
        self._tell(done, total)

    def stop(self) -> None:
        """Make the next call raise `Cancelled`."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether the user cancelled."""
        return self._stop.is_set()


@dataclass(eq=False)
class Task(Generic[T]):
    """One piece of work on its way."""

    work: Callable[[], T]
    watch: Watch
    label: Message | None = None
    """What is being done, for the progress strip."""
    cancellable: bool = True
    place: Place = "database"
    key: str = ""
    then: Callable[[T], object] | None = None
    failed: Callable[[PalierError], object] | None = None
    owner: QObject | None = None
    result: T | None = None
    error: BaseException | None = None
    over: bool = False
    before: list[Callable[[T], object]] = field(default_factory=list)
    """What the runner itself does with the result first."""

    def cancel(self) -> None:
        """Do not deliver the result; work that watches stops, other work runs out unheard."""
        if self.cancellable:
            self.watch.stop()

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits for the result."""
        if self.watch.stopped:
            return False
        return all(alive(thing) for thing in (self.owner, receiver(self.then)))


def receiver(callback: Callable[..., object] | None) -> object:
    """The object whose method a callback is; None for a plain function."""
    while isinstance(callback, partial):
        callback = callback.func
    return getattr(callback, "__self__", None)


def alive(thing: object) -> bool:
    """Whether a thing can still be called: anything but a Qt object that was deleted."""
    return not isinstance(thing, QObject) or shiboken6.isValid(thing)
