"""A program that kills its own children while they work: `python killed.py changes|files FOLDER ROUNDS SEED`.

Everything is imported once and each child is a fork, so that a hundred of them take seconds. It
prints as JSON how often it killed, how much was acknowledged, and every promise that was broken.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from uuid import UUID

from app.domain.names import fold
from app.domain.slots import Slot
from app.exchange.files import atomic_write
from app.queries.people import PeopleFilter, people
from app.usecases.actions import create_action_with_session
from app.usecases.people import create_person, edit_person
from app.usecases.sessions import move_session
from app.workspace import Workspace

MORNING = datetime(2026, 11, 12, 9, 0)
WHOLE = 3_000_000
NOBODY = bytes(16)
"""Acknowledges a commit that made no person."""


def change_without_end(location: str, acknowledge: Callable[[bytes], None]) -> None:
    """Make people, sessions and undone changes; each commit is acknowledged once it returned."""
    with Workspace.open(location, clock=lambda: MORNING, author="Test") as workspace:
        for number in count():
            person = workspace.change(create_person, "Rose", f"Morel {number}").result
            acknowledge(person.bytes)
            slot = Slot(
                MORNING + timedelta(days=number % 300), MORNING + timedelta(days=number % 300, hours=2)
            )
            _, session = workspace.change(create_action_with_session, f"Café {number}", slot).result
            acknowledge(NOBODY)
            workspace.change(move_session, session, slot.shifted(timedelta(hours=1)))
            acknowledge(NOBODY)
            workspace.undo()
            acknowledge(NOBODY)
            workspace.change(edit_person, person, family_name=f"Zäh {number}")
            acknowledge(NOBODY)


def write_without_end(path: str, acknowledge: Callable[[bytes], None]) -> None:
    """Write a file again and again, each time full of another byte."""
    for number in count():
        atomic_write(Path(path), bytes([number % 251]) * WHOLE)
        acknowledge(b"x" * 16)


def killed(
    work: Callable[[str, Callable[[bytes], None]], None], target: str, wait: float, settle: bool
) -> bytes:
    """Let a child work, kill it after a while, and return what it acknowledged.

    The while begins with the first acknowledgement where `settle`, else at once.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)

        def acknowledge(told: bytes) -> None:
            os.write(writing, told)

        try:
            work(target, acknowledge)
        finally:
            os._exit(70)  # only a failure gets here
    os.close(writing)
    if settle:
        select.select([reading], [], [], 30)
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the child ended by itself")
    return told


def broken_promises(location: str, acknowledged: set[UUID]) -> list[str]:
    """What is not as it should be, looked at by a child so that nothing stays open here."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        found: list[str] = []
        try:
            with Workspace.open(location, clock=lambda: MORNING, author="Test") as workspace:
                found += [str(fault) for fault in workspace.verify()]
                rows = workspace.read(people, PeopleFilter(), MORNING.date(), limit=1_000_000)
                missing = acknowledged - {row.id for row in rows}
                found += [f"{len(missing)} acknowledged people are gone"] if missing else []
                found += [
                    "a name is torn"
                    for row in rows
                    if fold(row.family_name).split()[0] not in ("morel", "zah")
                ]
        except BaseException as problem:  # noqa: BLE001 - told to the parent, who tells the test
            found.append(f"{type(problem).__name__}: {problem}")
        os.write(writing, "\n".join(found)[:60_000].encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read().decode()
    os.waitpid(child, 0)
    return told.splitlines()


def kill_changes(folder: Path, rounds: int, random: Random) -> tuple[int, list[str]]:
    """Kill children that change a workspace; returns how much was acknowledged, and what broke."""
    location = str(folder / "test.palier")
    acknowledged: set[UUID] = set()
    commits = 0
    broken: list[str] = []
    for turn in range(rounds):
        told = killed(change_without_end, location, random.uniform(0, 0.08), turn % 4 != 0)
        acks = [told[place : place + 16] for place in range(0, len(told), 16)]
        commits += len(acks)
        acknowledged |= {UUID(bytes=ack) for ack in acks if ack != NOBODY}
        broken += [f"round {turn}: {promise}" for promise in broken_promises(location, acknowledged)]
    return commits, broken


def kill_writes(folder: Path, rounds: int, random: Random) -> tuple[int, list[str]]:
    """Kill children that write a file; returns how much was acknowledged, and what broke."""
    target = folder / "sheet.pdf"
    atomic_write(target, b"\0" * WHOLE)
    written = 0
    broken: list[str] = []
    for turn in range(rounds):
        written += len(killed(write_without_end, str(target), random.uniform(0, 0.03), True)) // 16
        content = target.read_bytes()
        if len(content) != WHOLE or content.count(content[0]) != WHOLE:
            broken.append(f"round {turn}: the file is torn")
    return written, broken


def warm_up(folder: Path) -> None:
    """Do everything once, so that the children need not learn it one by one."""

    seen: list[bytes] = []

    def until_fifth(told: bytes) -> None:
        seen.append(told)
        if len(seen) == 5:
            raise InterruptedError

    other = str(folder / "warm.palier")
    Workspace.create(other, clock=lambda: MORNING).close()
    with suppress(InterruptedError):
        change_without_end(other, until_fifth)
    with Workspace.open(other, clock=lambda: MORNING) as workspace:
        workspace.verify()


if __name__ == "__main__":
    kind, where, times, seed = sys.argv[1:]
    warm_up(Path(where))
    kill = {"changes": kill_changes, "files": kill_writes}[kind]
    told_of, promises = kill(Path(where), int(times), Random(int(seed)))
    json.dump({"kills": int(times), "acknowledged": told_of, "broken": promises}, sys.stdout)
