"""A recurrence rule of RFC 5545 (3.3.10) as a value, and the budget that bounds its expansion."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from functools import cached_property

from app.domain.errors import RuleViolation


class Frequency(IntEnum):
    """How long a rule's period is."""

    YEARLY = 0
    MONTHLY = 1
    WEEKLY = 2
    DAILY = 3
    HOURLY = 4
    MINUTELY = 5
    SECONDLY = 6


class TooManyDates(RuleViolation):
    """A rule that would keep the program busy for too long."""


@dataclass(slots=True)
class Budget:
    """How many days and times may still be looked at; a file's rules share one."""

    left: int = 4_000_000

    def spend(self, steps: int = 1) -> None:
        """Raise `TooManyDates` where too much was looked at."""
        self.left -= steps
        if self.left < 0:
            raise TooManyDates("Its rule makes more dates than can be followed.")


@dataclass(frozen=True)
class Rule:
    """A recurrence rule; lists are sorted and without doubles, an empty one says nothing."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    """The last moment: a day, a wall-clock time, or a time in UTC."""
    week_start: int = 0
    """0 is Monday."""
    seconds: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    """Ordinal (0 for every one) and weekday: the last Sunday is (-1, 6)."""
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    plain: bool = field(init=False, default=False)
    """Whether it has an interval and nothing else."""

    def __post_init__(self) -> None:
        parts = (
            self.seconds, self.minutes, self.hours, self.weekdays, self.month_days, self.year_days, self.weeks,
            self.months, self.positions,
        )  # fmt: skip
        object.__setattr__(self, "plain", not any(parts))

    @cached_property
    def any_weekday(self) -> frozenset[int]:
        """The weekdays, whatever their ordinal."""
        return frozenset(weekday for _, weekday in self.weekdays)
