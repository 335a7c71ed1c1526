"""The demonstration provider: an invented landlord with a year of work, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from app.db.unit_of_work import Done, UnitOfWork
from app.exchange.demonstration import actions, people, places, script
from app.exchange.demonstration.decade import fill_large
from app.exchange.demonstration.rows import RowWriter
from app.exchange.demonstration.world import World
from app.i18n.messages import Message
from app.usecases.settings import change_settings, set_up_lists

Scale = Literal["small", "large"]
Progress = Callable[[int, int], None]
"""Told how many of how many parts are done."""


def fill_demonstration(
    uow: UnitOfWork,
    *,
    scale: Scale = "small",
    seed: int = 1,
    today: date | None = None,
    language: str = "fr",
    progress: Progress | None = None,
) -> Done[None]:
    """Fill an empty workspace with the demonstration, lying around `today` (the unit of work's day if None).

    The same arguments and the same source of ids give the same rows, ids included. Texts are in
    French (`fr`) or English (`en`); names of people, places and bodies are French in both.
    """
    world = World(uow, RowWriter(uow), today or uow.today, "fr" if language == "fr" else "en", seed)
    tell = progress or (lambda done, total: None)
    set_up_lists(uow)
    change_settings(
        uow,
        landlord=script.table("places")["landlord"],
        privacy_contact="dpo@deux-rives.example.org",
    )
    if scale == "large":
        fill_large(world, tell)
    else:
        _fill_small(world, tell)
    world.rows.flush()
    return Done(Message("Fill in the demonstration"), None)


def _fill_small(world: World, tell: Progress) -> None:
    places.make_places(world)
    places.make_organisations(world)
    people.make_team(world)
    places.make_venues(world)
    tell(1, 3)
    people.make_inhabitants(world, world.residences.values(), 0.36)
    people.make_volunteers_and_neighbours(world, 18, 24)
    tell(2, 3)
    actions.make_actions(world, actions.planned_actions(world, script.actions(world.language)))
    tell(3, 3)


__all__ = ["Progress", "Scale", "fill_demonstration"]
