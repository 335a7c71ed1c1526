"""Work off the main thread: one serial thread for the database, a pool for rendering.

A screen asks for something and says what to do *then*; the answer comes back on the main thread. Callbacks of
widgets that are gone by then are not called. Anything slower than 600 ms shows as progress that can be cancelled.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.domain.changes import Changes
from app.domain.errors import PalierError
from app.i18n import Message
from ui.runtime.crash import write_report
from ui.runtime.work import Cancelled, Place, Task, UnexpectedProblem, Watch, alive, receiver

if TYPE_CHECKING:  # the window is painted before the database's libraries are loaded
    from app.workspace import Outcome, Workspace

T = TypeVar("T")

PATIENCE = 600
"""Milliseconds before work shows as progress."""


class Runner(QObject):
    """Reads, changes and renders for the screens. The two kinds differ only in where the work is done."""

    changed = Signal(object, bool)
    """After a change, undo or redo: the `Outcome`, and whether to tell the user."""
    steps_changed = Signal(object, object)
    """The names (`Message` or None) of the steps that undo and redo would take."""
    refused = Signal(object)
    """A `PalierError` that nobody asked to hear of by `failed`."""
    crashed = Signal(object)
    """A bug; carries the path of its report, or None."""
    slowed = Signal(object)
    """The `Task` takes longer than 600 ms."""
    progressed = Signal(object, int, int)
    """A slow `Task` did so many of so many steps."""
    ended = Signal(object)
    """A `Task` that was announced as slow is over."""

    def __init__(self, workspace: Workspace | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._latest: dict[str, Task[Any]] = {}

    def read(
        self,
        query: Callable[..., T],
        *args: Any,
        then: Callable[[T], object],
        failed: Callable[[PalierError], object] | None = None,
        owner: QObject | None = None,
        key: str = "",
        label: Message | None = None,
        **kwargs: Any,
    ) -> Task[T]:
        """Ask a query: `then(rows)` is called on the main thread.

        `key`: a later question with the same key makes this one's answer unwanted (search as you type).
        `owner`: no answer once this object is gone; a bound method of a widget brings its own owner.
        """
        return self._submit(
            partial(self._opened.read, query, *args, **kwargs),
            then=then, failed=failed, owner=owner, key=key, label=label,
        )  # fmt: skip

    def change(
        self,
        usecase: Callable[..., Any],
        *args: Any,
        then: Callable[[Outcome[Any]], object] | None = None,
        failed: Callable[[PalierError], object] | None = None,
        owner: QObject | None = None,
        tell: bool = True,
        label: Message | None = None,
        **kwargs: Any,
    ) -> Task[Outcome[Any]]:
        """Run a use case; the hub hears of it, the message bar tells it (unless not to `tell`), `then(outcome)`."""
        return self._change(
            partial(self._opened.change, usecase, *args, **kwargs), then, failed, owner, tell, label
        )

    def undo(self, then: Callable[[Outcome[None]], object] | None = None) -> Task[Outcome[None]]:
        """Take back the last step."""
        return self._change(self._opened.undo, then, None, None, False, None)

    def redo(self, then: Callable[[Outcome[None]], object] | None = None) -> Task[Outcome[None]]:
        """Do again what was undone last."""
        return self._change(self._opened.redo, then, None, None, False, None)

    def poll(
        self, then: Callable[[Changes], object], failed: Callable[[PalierError], object]
    ) -> Task[Changes]:
        """Ask what others changed."""
        workspace = self._opened

        def work() -> tuple[Changes, Message | None, Message | None]:
            changes = workspace.poll()
            return changes, workspace.undo_label, workspace.redo_label

        def answer(found: tuple[Changes, Message | None, Message | None]) -> None:
            if found[0]:
                self.steps_changed.emit(found[1], found[2])
            then(found[0])

        task: Task[Any] = self._submit(work, then=answer, failed=failed, announce=False)
        return task

    def run(
        self,
        function: Callable[..., T],
        *args: Any,
        then: Callable[[T], object],
        failed: Callable[[PalierError], object] | None = None,
        owner: QObject | None = None,
        label: Message | None = None,
        watch: str = "",
        **kwargs: Any,
    ) -> Task[T]:
        """Run a function that opens or makes a workspace of its own, in the thread of the database.

        `watch` names the argument of the function that takes a `Watch`, if it has one.
        """
        return self._submit(
            partial(function, *args, **kwargs),
            then=then, failed=failed, owner=owner, label=label, watch=watch, cancellable=bool(watch),
        )  # fmt: skip

    def render(
        self,
        function: Callable[..., T],
        *args: Any,
        then: Callable[[T], object],
        failed: Callable[[PalierError], object] | None = None,
        owner: QObject | None = None,
        key: str = "",
        label: Message | None = None,
        watch: str = "",
        **kwargs: Any,
    ) -> Task[T]:
        """Run a pure function over plain data (drawing a sheet, solving a plan) beside the database's thread."""
        return self._submit(
            partial(function, *args, **kwargs),
            then=then, failed=failed, owner=owner, key=key, label=label, watch=watch, place="pool",
        )  # fmt: skip

    def attach(self, workspace: Workspace) -> None:
        """Work on this workspace from now on; announces the steps it can undo."""
        self.workspace = workspace
        self.announce_steps()

    def announce_steps(self) -> None:
        """Emit `steps_changed` for a listener that has just come."""
        self.steps_changed.emit(self._opened.undo_label, self._opened.redo_label)

    def detach(self) -> None:
        """Close the workspace, after the work that is under way."""
        workspace, self.workspace = self.workspace, None
        if workspace is not None:
            self._submit(workspace.close, announce=False)

    def close(self) -> None:
        """Finish: cancel what can be cancelled, wait for writes, close the workspace."""
        self.detach()

    def report(self, error: BaseException) -> None:
        """Keep a report of a bug and announce it."""
        self.crashed.emit(write_report(error))

    @property
    def _opened(self) -> Workspace:
        if self.workspace is None:
            raise RuntimeError("no workspace is open")
        return self.workspace

    def _change(
        self,
        step: Callable[[], Outcome[Any]],
        then: Callable[[Outcome[Any]], object] | None,
        failed: Callable[[PalierError], object] | None,
        owner: QObject | None,
        tell: bool,
        label: Message | None,
    ) -> Task[Outcome[Any]]:
        workspace = self._opened

        def work() -> tuple[Outcome[Any], Message | None, Message | None]:
            outcome = step()
            return outcome, workspace.undo_label, workspace.redo_label

        def publish(done: tuple[Outcome[Any], Message | None, Message | None]) -> None:
            outcome, undo_label, redo_label = done
            self.steps_changed.emit(undo_label, redo_label)
            self.changed.emit(outcome, tell)

        def answer(done: tuple[Outcome[Any], Message | None, Message | None]) -> None:
            if then is not None and alive(receiver(then)):
                then(done[0])

        task: Task[Any] = self._submit(
            work, then=answer, failed=failed, owner=owner, label=label, cancellable=False, before=publish
        )
        return task

    def _submit(
        self,
        work: Callable[..., T],
        *,
        then: Callable[[T], object] | None = None,
        failed: Callable[[PalierError], object] | None = None,
        owner: QObject | None = None,
        key: str = "",
        label: Message | None = None,
        watch: str = "",
        place: Place = "database",
        cancellable: bool = True,
        announce: bool = True,
        before: Callable[[T], object] | None = None,
    ) -> Task[T]:
        task: Task[T] = Task(
            work, Watch(lambda done, total: self._tell(task, done, total)), label, cancellable, place, key,
            then, failed, owner, before=[before] if before else [],
        )  # fmt: skip
        if watch:
            task.work = partial(work, **{watch: task.watch})
        if key:
            if key in self._latest:
                self._latest[key].cancel()
            self._latest[key] = task
        self._start(task, announce)
        return task

    def _start(self, task: Task[Any], announce: bool) -> None:
        raise NotImplementedError

    def _tell(self, task: Task[Any], done: int, total: int) -> None:
        raise NotImplementedError

    def _perform(self, task: Task[Any]) -> None:
        """Do the work; on whatever thread this is. Errors are kept for the main thread."""
        if task.watch.stopped:
            return
        try:
            task.result = task.work()
        except Cancelled:
            task.watch.stop()
        except BaseException as error:  # noqa: BLE001 - an edge: nothing may vanish in a worker
            task.error = error

    def _deliver(self, task: Task[Any]) -> None:
        """Hand the result over, on the main thread."""
        task.over = True
        if self._latest.get(task.key) is task:
            del self._latest[task.key]
        if isinstance(task.error, PalierError):
            self._refuse(task, task.error)
            return
        if task.error is not None:
            self.report(task.error)
            if task.failed is not None and alive(receiver(task.failed)):
                task.failed(UnexpectedProblem())
            return
        if not task.watch.stopped:
            for step in task.before:
                step(task.result)
        if task.wanted and task.then is not None:
            task.then(task.result)

    def _refuse(self, task: Task[Any], error: PalierError) -> None:
        if task.watch.stopped:
            return
        if task.failed is None:
            self.refused.emit(error)
        elif alive(receiver(task.failed)) and alive(task.owner):
            task.failed(error)


class TaskRunner(Runner):
    """Does the work on other threads."""

    _performed = Signal(object)
    _told = Signal(object, int, int)

    def __init__(self, workspace: Workspace | None = None, parent: QObject | None = None) -> None:
        super().__init__(workspace, parent)
        self._database = ThreadPoolExecutor(1, "palier-database")
        self._pool = ThreadPoolExecutor(2, "palier-render")
        self._open_tasks: dict[Task[Any], float] = {}  # and when each was asked for
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._look_for_slow_ones)
        self._slow: set[Task[Any]] = set()
        self._closed = False
        self._performed.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._progress, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Finish: cancel what can be cancelled, wait for writes, close the workspace."""
        if self._closed:
            return
        for task in self._open_tasks:
            task.cancel()
        super().close()
        self._closed = True
        self._patience.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._database.shutdown(wait=True)

    @property
    def busy(self) -> bool:
        """Whether any work is under way or has yet to be delivered."""
        return bool(self._open_tasks)

    def _start(self, task: Task[Any], announce: bool) -> None:
        if self._closed:
            return
        self._open_tasks[task] = monotonic() if announce else inf
        executor = self._database if task.place == "database" else self._pool
        executor.submit(self._work, task)
        if announce and not self._patience.isActive():
            self._patience.start(PATIENCE)

    def _work(self, task: Task[Any]) -> None:
        self._perform(task)
        self._performed.emit(task)

    def _tell(self, task: Task[Any], done: int, total: int) -> None:
        self._told.emit(task, done, total)

    def _arrived(self, task: Task[Any]) -> None:
        self._open_tasks.pop(task, None)
        if not self._open_tasks:
            self._patience.stop()
        if task in self._slow:
            self._slow.discard(task)
            self.ended.emit(task)
        if not self._closed:
            self._deliver(task)

    def _look_for_slow_ones(self) -> None:
        now = monotonic()
        waiting = []
        for task, since in list(self._open_tasks.items()):
            left = since + PATIENCE / 1000 - now
            if left > 0:
                waiting.append(left)
            elif task not in self._slow and not task.watch.stopped:
                self._slow.add(task)
                self.slowed.emit(task)
        left = min(waiting, default=inf)
        if left < inf:
            self._patience.start(round(left * 1000) + 1)

    def _progress(self, task: Task[Any], done: int, total: int) -> None:
        if task in self._slow:
            self.progressed.emit(task, done, total)


class InlineRunner(Runner):
    """Does the work at once, on the spot: the same answers without threads or waiting."""

    busy = False

    def _start(self, task: Task[Any], announce: bool) -> None:
        self._perform(task)
        self._deliver(task)

    def _tell(self, task: Task[Any], done: int, total: int) -> None:
        return

    def report(self, error: BaseException) -> None:
        """A bug is for the test to see."""
        raise error


__all__ = ["Cancelled", "InlineRunner", "Runner", "Task", "TaskRunner", "UnexpectedProblem", "Watch"]
