"""Work of several clients at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def in_background(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Iterator[Future[T]]:
    """Runs work in a thread of its own, which has ended when the block ends."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(work, *args, **kwargs)


def at_once(jobs: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Runs jobs, each a function and its arguments, from the same moment on; returns what they return.

    A job's error is its result.
    """
    barrier = Barrier(len(jobs))

    def run(job: tuple[Any, ...]) -> Any:
        barrier.wait()
        try:
            return job[0](*job[1:])
        except Exception as error:  # noqa: BLE001 - an error is a result here
            return error

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))
