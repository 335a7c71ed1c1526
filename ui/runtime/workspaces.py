"""Opening and making workspaces: functions for the thread of the database.

What they need is imported when they run, so that the window is painted before the database's libraries are loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path, user_documents_path

from app.domain.errors import EnvironmentProblem
from ui.runtime.tasks import Watch

if TYPE_CHECKING:
    from app.workspace import Workspace

SUFFIX = ".palier"


def documents_folder() -> Path:
    """Where file dialogs begin: the user's documents, else the home folder."""
    documents = user_documents_path()
    return documents if documents.is_dir() else Path.home()


def demonstration_path(language: str) -> Path:
    """Where the demonstration in this language is kept."""
    return user_data_path("Palier", appauthor=False) / f"demonstration-{language}{SUFFIX}"


def open_workspace(location: str, *, clock: Callable[[], datetime]) -> Workspace:
    """The workspace at a path or address, going by the window's clock; raises `PalierError`."""
    from app.workspace import Workspace

    return Workspace.open(location, clock=clock)


def create_workspace(location: str, *, clock: Callable[[], datetime]) -> Workspace:
    """A new workspace with the lists that most landlords start from; raises `PalierError`."""
    from app.usecases.settings import set_up_lists
    from app.workspace import Workspace

    workspace = Workspace.create(location, clock=clock)
    try:
        workspace.fill(set_up_lists)
    except BaseException:
        workspace.close()
        raise
    return workspace


def remove_file(location: str) -> None:
    """Delete a workspace's file and what lies beside it; raises `EnvironmentProblem` where another program holds it."""
    try:
        for ending in ("", "-wal", "-shm"):
            Path(f"{location}{ending}").unlink(missing_ok=True)
    except OSError as problem:
        raise EnvironmentProblem(
            "“{name}” cannot be deleted: close it in every window, then try again.", name=Path(location).stem
        ) from problem


def make_demonstration(
    location: str, *, clock: Callable[[], datetime], language: str, watch: Watch
) -> Workspace:
    """A new demonstration, whole or not at all, and open; `watch` is told how far it is."""
    from app.demonstration import create_demonstration
    from app.workspace import Workspace

    Path(location).parent.mkdir(parents=True, exist_ok=True)
    try:
        create_demonstration(location, today=clock().date(), language=language, progress=watch)
        return Workspace.open(location, clock=clock)
    except BaseException:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{location}{ending}").unlink()
        raise
