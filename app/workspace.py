"""One open workspace: the only place where database, use cases and queries are put together."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Concatenate, Generic, ParamSpec, Self, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.db import integrity, journal, search
from app.db.engine import Heartbeat, location_url, make_engine, reader, writer
from app.db.images import dump_label
from app.db.problems import explained, worth_retrying
from app.db.reversal import revert
from app.db.schema import prepare
from app.db.unit_of_work import Clock, Done, UnitOfWork
from app.domain.changes import Changes
from app.domain.errors import EnvironmentProblem, PalierError, RuleViolation
from app.domain.ids import NewId, new_id
from app.i18n.messages import Message

P = ParamSpec("P")
T = TypeVar("T")

_LONGEST_AUTHOR = 120

_TRIES = 5
"""How often a change is tried when other clients are at the same rows at the same moment."""


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
        self.author = author[:_LONGEST_AUTHOR]
        self.client = str(uuid4())
        self.copy_before_update: Path | None = None
        self._heartbeat = Heartbeat(engine)
        self._heartbeat.beaten()
        self._seen = self.read(journal.last_sequence)
        self._stacks = self.read(journal.stacks, self.author)

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
        self._heartbeat.close()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a query answers, from one consistent moment of the database."""
        with _problems_explained(), reader(self._engine).connect() as connection:
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
            uow = self._unit_of_work(connection, recorded=False)
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
        """What other windows and other people changed since the last call; next to free where nobody did."""
        if not self._heartbeat.beaten():
            return Changes()
        found = self.read(journal.steps_since, self._seen)
        self._seen = max((sequence for sequence, _, _ in found), default=self._seen)
        foreign = [tables for _, client, tables in found if client != self.client]
        if not foreign:
            return Changes()
        self._stacks = self.read(journal.stacks, self.author)
        return Changes(frozenset().union(*foreign))

    def verify(self) -> tuple[Message, ...]:
        """What is wrong with the database, as sentences; empty where all is well."""
        return self.read(integrity.faults)

    def _revert(self, step: journal.StepName, kind: str) -> Outcome[None]:
        def usecase(uow: UnitOfWork) -> Done[None]:
            revert(uow, step.sequence)
            return Done(step.label, None)

        return self._write(usecase, kind, step.sequence)

    def _write(
        self, usecase: Callable[[UnitOfWork], Done[T]], kind: str = journal.DO, target: int | None = None
    ) -> Outcome[T]:
        with _problems_explained():
            outcome = self._tried(usecase, kind, target)
        if outcome.step is not None:
            # Not read again: the step is saved, and nothing after that may fail.
            name = journal.StepName(outcome.step, dump_label(outcome.label))
            self._stacks = self._stacks.after(name, kind, target)
        return outcome

    def _tried(self, usecase: Callable[[UnitOfWork], Done[T]], kind: str, target: int | None) -> Outcome[T]:
        for _ in range(_TRIES - 1):
            try:
                return self._write_once(usecase, kind, target)
            except Exception as problem:
                if not worth_retrying(problem):
                    raise
        return self._write_once(usecase, kind, target)

    def _write_once(
        self, usecase: Callable[[UnitOfWork], Done[T]], kind: str, target: int | None
    ) -> Outcome[T]:
        step = None
        with writer(self._engine).connect() as connection, connection.begin() as transaction:
            uow = self._unit_of_work(connection)
            with uow.session:
                done = usecase(uow)
                changes = uow.changes()
                if changes:
                    step = journal.write(uow, done.label, changes, kind, target)
            try:
                transaction.commit()
            except DBAPIError as problem:
                if step is None or not problem.connection_invalidated:
                    raise
                self._look_for(step)
        return Outcome(done.result, done.label, Changes(frozenset(change.table for change in changes)), step)

    def _look_for(self, step: int) -> None:
        """The server went away over a commit: raise unless the step is there all the same."""
        try:
            arrived = self.read(journal.has_step, step, self.client)
        except PalierError:
            raise EnvironmentProblem(
                "The database server went away while saving: see whether your change is there before you make it again."
            ) from None
        if not arrived:
            raise EnvironmentProblem(
                "The database server does not answer, nothing was saved: check the network and try again."
            )

    def _unit_of_work(self, connection: Connection, *, recorded: bool = True) -> UnitOfWork:
        return UnitOfWork(
            connection,
            clock=self._clock,
            new_id=self._new_id,
            author=self.author,
            client=self.client,
            recorded=recorded,
        )


@contextmanager
def _problems_explained() -> Iterator[None]:
    """Turns the database's errors into sentences; what cannot be explained passes as it is."""
    try:
        yield
    except Exception as problem:
        told = explained(problem)
        if told is None:
            raise
        raise told from problem


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"


__all__ = ["Outcome", "PalierError", "Workspace", "local_now"]
