"""`demo` and `verify`: making a workspace to try, checking one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Literal, cast

from app.cli import values
from app.cli.progress import progress
from app.domain.errors import EnvironmentProblem
from app.exchange.files import check_place
from app.i18n import Language
from app.workspace import Workspace


def demo(location: str, scale: str, seed: str, today: str | None, speaking: Language) -> None:
    """Make the demonstration in a file or an empty database, whole or not at all."""
    from app.demonstration import create_demonstration

    number = values.whole_number(seed)
    day = None if today is None else values.day(today)
    file = None if "://" in location else Path(location).expanduser()
    if file is not None:
        if file.exists():
            raise EnvironmentProblem(
                "There is a file “{name}” already: choose another name.", name=file.name or location
            )
        check_place(file)
    try:
        create_demonstration(
            location,
            scale=cast(Literal["small", "large"], scale),
            seed=number,
            today=day,
            language=speaking.code,
            progress=progress(speaking),
        )
    except BaseException:
        if file is not None:
            for ending in ("", "-wal", "-shm"):
                with suppress(OSError):
                    Path(f"{file}{ending}").unlink()
        raise
    print(speaking.text("The demonstration is in {place}.", place=location))


def verify(location: str, speaking: Language) -> None:
    """Check a workspace; raises `EnvironmentProblem` with all that is wrong."""
    with Workspace.open(location) as workspace:
        faults = workspace.verify()
        if faults:
            raise EnvironmentProblem(
                "“{name}” is not sound: {faults}",
                name=workspace.name,
                faults=" ".join(speaking.say(fault) for fault in faults),
            )
        print(speaking.text("“{name}” is sound.", name=workspace.name))
