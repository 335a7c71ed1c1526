"""A workspace to try Palier with: made new, and filled with the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from app.domain.ids import seeded_ids
from app.exchange.demonstration import Scale, fill_demonstration
from app.workspace import Workspace


def create_demonstration(
    location: str,
    *,
    scale: Scale = "small",
    seed: int = 1,
    today: date | None = None,
    language: str = "fr",
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Make a new workspace in a file or an empty PostgreSQL database, and fill it with the demonstration.

    The same seed, day, scale and language give the same content. Raises `PalierError` where the
    place is taken or cannot be written.
    """
    morning = datetime.combine(today or date.today(), time(8, 30))
    with Workspace.create(
        location, clock=lambda: morning, new_id=seeded_ids(seed), author="Démonstration"
    ) as workspace:
        workspace.fill(
            fill_demonstration,
            scale=scale,
            seed=seed,
            today=morning.date(),
            language=language,
            progress=progress,
        )
