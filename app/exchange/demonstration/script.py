"""The demonstration's script: invented places, people and actions, read from `resources/demo`."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

ACTION_FILES = ("theatre", "cafes", "seniors", "trials", "landlords", "everyday", "residents")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mishap:
    """A date of a series on which something came between."""

    ago: int
    """Which one, counted from today: 1 is the last before today, -1 the next one."""
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class SeriesScript:
    """Sessions of one action at one time of day."""

    kind: str
    title: str
    note: str
    start: time
    end: time
    venue: str
    team: tuple[str, ...]
    on: tuple[str, ...]
    """Named days; see `days.named_day`. Empty where the series is weekly."""
    weekday: int
    weeks: tuple[int, int]
    """First and last week, counted from this one."""
    every: int
    holidays: bool
    """Whether it pauses in August and at the turn of the year."""
    cancelled: tuple[Mishap, ...]
    skipped: tuple[Mishap, ...]
    options: int
    """How many of its last dates are options only."""
    unmarked: int
    """How many of its last past dates nobody has marked yet."""


@dataclass(frozen=True, slots=True)
class ObjectiveScript:
    """An aim with its indicator, target and result."""

    aim: str
    indicator: str
    target: str
    result: str
    reached: str


@dataclass(frozen=True, slots=True)
class PartnerScript:
    """An organisation's part in an action."""

    organisation: str
    role: str
    contribution: str
    share: int | None


@dataclass(frozen=True, slots=True)
class MoneyScript:
    """A line of a budget."""

    side: str
    account: str
    label: str
    amount: Decimal
    organisation: str
    landlord: bool


@dataclass(frozen=True, slots=True)
class EnrolmentScript:
    """Who enrols in an action."""

    tenants: int
    staff: tuple[str, ...]
    volunteers: int
    neighbours: int
    waiting: int
    left: int
    ages: tuple[int, int]
    fading: int
    """How many who came faithfully have stayed away for the last sessions."""


@dataclass(frozen=True, slots=True)
class ProductionScript:
    """How a play is staged."""

    play: str
    """Name of a play that comes with the program."""
    director: str
    women: tuple[str, ...]
    """Characters whom a woman plays where one is free."""
    employees: tuple[str, ...]
    """Characters whom employees of the landlord play."""
    understudies: int
    """How many of the longest parts have an understudy."""


@dataclass(frozen=True, slots=True)
class OpenDoors:
    """People counted without a name at each session: fewest and most, and in which age bands."""

    heads: tuple[int, int]
    bands: tuple[str, ...]
    by_sex: bool


@dataclass(frozen=True, slots=True)
class ActionScript:
    """One action as it is to be made."""

    key: str
    kind: str
    axis: str
    status: str
    lead: str
    residences: tuple[str, ...]
    places: int | None
    target: int | None
    template_of: str
    title: str
    audience: str
    context: str
    description: str
    lessons: str
    follow_up: str
    starts: str
    """Named day on which it starts; empty where its first session says it."""
    ends: str
    enrol: EnrolmentScript
    walk_ins: int
    """How many come unannounced at most."""
    open_doors: OpenDoors | None
    production: ProductionScript | None
    series: tuple[SeriesScript, ...]
    objectives: tuple[ObjectiveScript, ...]
    partners: tuple[PartnerScript, ...]
    money: tuple[MoneyScript, ...]


@cache
def table(name: str) -> Table:
    """A file of the demonstration, `places` for `places.toml`."""
    return tomllib.loads(_resource(f"{name}.toml"))


@cache
def names() -> tuple[Table, ...]:
    """Pools of family names with the given names that go with them, by generation."""
    return tuple(json.loads(_resource("names.json")))


@cache
def actions(language: str) -> tuple[ActionScript, ...]:
    """All actions of the small demonstration in this language."""
    return tuple(
        _action(entry, language)
        for name in ACTION_FILES
        for entry in table(f"actions/{name}").get("action", ())
    )


def _resource(name: str) -> str:
    return files("resources").joinpath("demo", name).read_text(encoding="utf-8")


def _action(entry: Table, language: str) -> ActionScript:
    words = entry[language]
    return ActionScript(
        key=entry["key"],
        kind=entry["kind"],
        axis=entry["axis"],
        status=entry["status"],
        lead=entry["lead"],
        residences=tuple(entry.get("residences", ())),
        places=entry.get("places"),
        target=entry.get("target"),
        template_of=entry.get("template_of", ""),
        title=words["title"],
        audience=words.get("audience", ""),
        context=words.get("context", ""),
        description=words.get("description", ""),
        lessons=words.get("lessons", ""),
        follow_up=words.get("follow_up", ""),
        starts=entry.get("starts", ""),
        ends=entry.get("ends", ""),
        enrol=_enrolment(entry.get("enrol", {})),
        walk_ins=entry.get("walk_ins", 0),
        open_doors=_open_doors(entry["open_doors"]) if "open_doors" in entry else None,
        production=_production(entry["production"]) if "production" in entry else None,
        series=tuple(_series(one, language) for one in entry.get("series", ())),
        objectives=tuple(
            _objective(one[language], one.get("reached", "")) for one in entry.get("objective", ())
        ),
        partners=tuple(
            PartnerScript(one["who"], one["role"], one.get(language, ""), one.get("share"))
            for one in entry.get("partner", ())
        ),
        money=tuple(
            MoneyScript(
                side=one["side"],
                account=one["account"],
                label=one[language],
                amount=Decimal(one["amount"]),
                organisation=one.get("who", ""),
                landlord=one.get("landlord", False),
            )
            for one in entry.get("money", ())
        ),
    )


def _objective(words: Sequence[str], reached: str) -> ObjectiveScript:
    aim, indicator, target, result = words
    return ObjectiveScript(aim, indicator, target, result, reached)


def _enrolment(entry: Table) -> EnrolmentScript:
    youngest, oldest = entry.get("ages", (18, 110))
    return EnrolmentScript(
        tenants=entry.get("tenants", 0),
        staff=tuple(entry.get("staff", ())),
        volunteers=entry.get("volunteers", 0),
        neighbours=entry.get("neighbours", 0),
        waiting=entry.get("waiting", 0),
        left=entry.get("left", 0),
        ages=(youngest, oldest),
        fading=entry.get("fading", 0),
    )


def _open_doors(entry: Table) -> OpenDoors:
    fewest, most = entry["heads"]
    return OpenDoors((fewest, most), tuple(entry.get("bands", ())), entry.get("by_sex", True))


def _production(entry: Table) -> ProductionScript:
    return ProductionScript(
        play=entry["play"],
        director=entry["director"],
        women=tuple(entry["women"]),
        employees=tuple(entry["employees"]),
        understudies=entry["understudies"],
    )


def _series(entry: Table, language: str) -> SeriesScript:
    words = entry.get(language, {})
    first, last = entry.get("weeks", (0, -1))
    return SeriesScript(
        kind=entry["kind"],
        title=words.get("title", ""),
        note=words.get("note", ""),
        start=time.fromisoformat(entry["start"]),
        end=time.fromisoformat(entry["end"]),
        venue=entry.get("venue", ""),
        team=tuple(entry.get("team", ())),
        on=tuple(entry.get("on", ())),
        weekday=WEEKDAYS.index(entry.get("weekday", "mon")),
        weeks=(first, last),
        every=entry.get("every", 1),
        holidays=entry.get("holidays", True),
        cancelled=_mishaps(entry.get("cancelled", ()), language),
        skipped=_mishaps(entry.get("skipped", ()), language),
        options=entry.get("options", 0),
        unmarked=entry.get("unmarked", 0),
    )


def _mishaps(entries: Any, language: str) -> tuple[Mishap, ...]:
    return tuple(Mishap(one["ago"], one["reason"], one.get(language, "")) for one in entries)
