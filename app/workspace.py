"""One open workspace: the only place where database, use cases and queries are put together."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from app.db import integrity, journal, search
from app.db.engine import location_url, make_engine, writer
from app.db.problems import explained, worth_retrying
from app.db.schema import prepare
from app.db.unit_of_work import Clock, Done, UnitOfWork
from app.domain.changes import Changes
from app.domain.errors import EditConflict, PalierError, RuleViolation
from app.domain.ids import NewId, new_id
from app.i18n.messages import Message

P = ParamSpec("P")
T = TypeVar("T")

_TRIES = 3
_OVERLAP = 32
"""Steps read again at each poll, since numbers can commit out of order on a server."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a change came to."""

    result: T
    label: Message
    """The name of the step, “Move “…” to 14 March”."""
    changes: Changes
    step: int | None
    """None where nothing was different afterwards."""


def local_now() -> datetime:
    """The moment on the machine's clock, local and without a zone."""
    return datetime.now()


class Workspace:
    """One open database. Not thread-safe: one thread at a time.

    Every method raises `PalierError` for what the user can understand; anything else is a bug.
    """

    def __init__(self, engine: Engine, *, clock: Clock, new_id: NewId, author: str) -> None:
        self._engine = engine
        self._clock = clock
        self._new_id = new_id
        self.author = author
        self.client = str(uuid4())
        self._seen: set[int] = set()
        self._seen_up_to = self.read(journal.last_sequence)
        self._stacks = self.read(journal.stacks, author)
        self.copy_before_update: Path | None = None

    @classmethod
    def create(
        cls, location: str, *, clock: Clock = local_now, new_id: NewId = new_id, author: str = ""
    ) -> Self:
        """A new, empty workspace in a file that does not exist yet, or in an empty PostgreSQL database."""
        return cls._opened(location, True, clock, new_id, author)

    @classmethod
    def open(
        cls, location: str, *, clock: Clock = local_now, new_id: NewId = new_id, author: str = ""
    ) -> Self:
        """The workspace in a file or database, brought up to date if it is older than the program."""
        return cls._opened(location, False, clock, new_id, author)

    @classmethod
    def _opened(cls, location: str, new: bool, clock: Clock, new_id: NewId, author: str) -> Self:
        engine = make_engine(location_url(location))
        made = new and engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists()
        try:
            with _problems_explained():
                copy = prepare(engine, new=new, today=clock().date())
                workspace = cls(engine, clock=clock, new_id=new_id, author=author or _login())
                workspace.copy_before_update = copy
                return workspace
        except BaseException:
            engine.dispose()
            if made:
                for suffix in ("", "-wal", "-shm"):
                    with suppress(OSError):
                        Path(f"{engine.url.database}{suffix}").unlink()
            raise

    @property
    def location(self) -> str:
        """Where it is: a file's path, or a database address without its password."""
        if self._engine.dialect.name == "sqlite":
            return str(self._engine.url.database)
        return self._engine.url.render_as_string(hide_password=True)

    @property
    def name(self) -> str:
        """What to call it: the file's name without its ending, or the database's name."""
        return Path(str(self._engine.url.database)).stem

    @property
    def clock(self) -> Clock:
        """The clock that the workspace goes by."""
        return self._clock

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a query answers, from one consistent moment of the database."""
        with _problems_explained(), self._engine.connect() as connection:
            return query(connection, *args, **kwargs)

    def change(
        self, usecase: Callable[Concatenate[UnitOfWork, P], Done[T]], *args: P.args, **kwargs: P.kwargs
    ) -> Outcome[T]:
        """Run a use case as one transaction and one undo step; on any error nothing is changed."""
        return self._write(lambda uow: usecase(uow, *args, **kwargs))

    def fill(
        self, usecase: Callable[Concatenate[UnitOfWork, P], Done[T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Give a new workspace its first content: one transaction, but no step, no history, nothing to undo.

        Other windows are not told, so this is for a workspace that nobody else has open yet.
        """
        with _problems_explained(), writer(self._engine).begin() as connection:
            uow = UnitOfWork(
                connection,
                clock=self._clock,
                new_id=self._new_id,
                author=self.author,
                client=self.client,
                recorded=False,
            )
            with uow.session:
                done = usecase(uow, *args, **kwargs)
                uow.session.flush()
            search.rebuild(connection)
        return done.result

    @property
    def undo_label(self) -> Message | None:
        """The name of the step that `undo` would take back."""
        return self._stacks.undo[-1].label if self._stacks.undo else None

    @property
    def redo_label(self) -> Message | None:
        """The name of the step that `redo` would do again."""
        return self._stacks.redo[-1].label if self._stacks.redo else None

    def undo(self) -> Outcome[None]:
        """Take back this person's last step; raises `RuleViolation` where that would overwrite later work."""
        if not self._stacks.undo:
            raise RuleViolation("There is nothing to undo.")
        return self._revert(self._stacks.undo[-1], journal.UNDO)

    def redo(self) -> Outcome[None]:
        """Do again what was undone last."""
        if not self._stacks.redo:
            raise RuleViolation("There is nothing to redo.")
        return self._revert(self._stacks.redo[-1], journal.REDO)

    def poll(self) -> Changes:
        """What other windows and other people changed since the last call."""
        found = self.read(journal.steps_since, self._seen_up_to - _OVERLAP)
        fresh = [
            step for step in found if step[0] not in self._seen and (step[0] > self._seen_up_to or self._seen)
        ]
        self._seen = {sequence for sequence, _, _ in found}
        self._seen_up_to = max((sequence for sequence, _, _ in found), default=self._seen_up_to)
        foreign = [tables for _, client, tables in fresh if client != self.client]
        if foreign:
            self._stacks = self.read(journal.stacks, self.author)
        return Changes(frozenset().union(*foreign)) if foreign else Changes()

    def verify(self) -> tuple[Message, ...]:
        """What is wrong with the database, as sentences; empty where all is well."""
        return self.read(integrity.faults)

    def _revert(self, step: journal.StepName, kind: str) -> Outcome[None]:
        def usecase(uow: UnitOfWork) -> Done[None]:
            journal.revert(uow, step.sequence)
            return Done(step.label, None)

        return self._write(usecase, kind, step.sequence)

    def _write(
        self, usecase: Callable[[UnitOfWork], Done[T]], kind: str = journal.DO, target: int | None = None
    ) -> Outcome[T]:
        for attempt in range(1, _TRIES + 1):
            try:
                with _problems_explained():
                    outcome = self._write_once(usecase, kind, target)
                break
            except StaleDataError:
                if attempt == _TRIES:
                    raise EditConflict(
                        "Somebody else changed this at the same moment: look at it again, then make your change."
                    ) from None
            except DBAPIError as problem:
                if attempt == _TRIES or not worth_retrying(problem):
                    raise
        if outcome.step is not None:
            self._stacks = self.read(journal.stacks, self.author)
        return outcome

    def _write_once(
        self, usecase: Callable[[UnitOfWork], Done[T]], kind: str, target: int | None
    ) -> Outcome[T]:
        with writer(self._engine).begin() as connection:
            uow = UnitOfWork(
                connection, clock=self._clock, new_id=self._new_id, author=self.author, client=self.client
            )
            with uow.session:
                done = usecase(uow)
                changes = uow.changes()
                step = journal.write(uow, done.label, changes, kind, target) if changes else None
        return Outcome(done.result, done.label, Changes(frozenset(change.table for change in changes)), step)


class _problems_explained:  # noqa: N801 - reads as a phrase where it is used
    """Turns the database's errors into sentences; what cannot be explained passes as it is."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: Any, problem: BaseException | None, _trace: Any) -> None:
        if isinstance(problem, DBAPIError) and not worth_retrying(problem):
            told = explained(problem)
            if told is not None:
                raise told from problem


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"


__all__ = ["Outcome", "PalierError", "Workspace", "local_now"]
