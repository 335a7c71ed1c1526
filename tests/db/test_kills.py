"""The process may be killed at any moment: what was saved is there, the file opens, and all is well in it."""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import ForkServerContext
from random import Random

import pytest

from app.db import journal
from app.workspace import Workspace
from tests.db import mortal
from tests.db.windows import address


@pytest.fixture
def processes() -> ForkServerContext:
    """Makes processes that have the program imported already, so that they are at work at once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.db.mortal"])
    return context


def test_a_process_that_is_killed_while_saving_loses_nothing_that_was_saved(
    workspace: Workspace, processes: ForkServerContext
) -> None:
    survive(workspace, processes, 10)


@pytest.mark.slow
@pytest.mark.backends("sqlite")
def test_a_hundred_kills_leave_a_file_whole(workspace: Workspace, processes: ForkServerContext) -> None:
    survive(workspace, processes, 100)


def survive(workspace: Workspace, processes: ForkServerContext, kills: int) -> None:
    workspace.close()
    location = address(workspace)
    random = Random(kills)
    told: set[int] = set()
    for kill in range(1, kills + 1):
        told |= steps_before_death(processes, location, random)
        with Workspace.open(location, clock=workspace.clock, author="mortal") as survivor:
            saved = {sequence for sequence, _, _ in survivor.read(journal.steps_since, 0)}
            assert told <= saved
            # One step of each life may be saved without having been told.
            assert len(saved - told) <= kill
            if kill % 10 == 0:
                assert survivor.verify() == ()
                assert survivor.undo_label is not None
                survivor.undo()
                survivor.redo()
                told |= {sequence for sequence, _, _ in survivor.read(journal.steps_since, 0)}


def steps_before_death(processes: ForkServerContext, location: str, random: Random) -> set[int]:
    """The steps that a client told until it was killed, at any moment after the first of them."""
    receiver, sender = processes.Pipe(duplex=False)
    process = processes.Process(target=mortal.work, args=(location, sender))
    process.start()
    sender.close()
    told = {receiver.recv() for _ in range(random.randrange(1, 12))}
    while receiver.poll(random.uniform(0, 0.02)) and random.random() < 0.5:
        told.add(receiver.recv())
    process.kill()
    try:
        while True:
            told.add(receiver.recv())
    except (EOFError, OSError):
        pass
    receiver.close()
    process.join()
    process.close()
    return told
