"""Spans of planned time: local wall-clock, without a zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.domain.errors import RuleViolation

LONGEST = timedelta(days=31)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """From a moment up to, and not including, a later one.

    Raises `RuleViolation` where the end is not after the start, or more than 31 days later.
    """

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo or self.ends_at.tzinfo:
            raise ValueError("planned times are local wall-clock times without a zone")
        if self.ends_at <= self.starts_at:
            raise RuleViolation("The end must come after the start: check the times.")
        if self.ends_at - self.starts_at > LONGEST:
            raise RuleViolation("A session lasts 31 days at most: check the dates.")

    @classmethod
    def on(cls, day: date, start: time, end: time) -> Slot:
        """A span within one day, or over midnight where `end` is not after `start`."""
        starts_at = datetime.combine(day, start)
        ends_at = datetime.combine(day, end)
        return cls(starts_at, ends_at if ends_at > starts_at else ends_at + timedelta(days=1))

    @property
    def duration(self) -> timedelta:
        """How long it lasts."""
        return self.ends_at - self.starts_at

    @property
    def day(self) -> date:
        """The day it starts on."""
        return self.starts_at.date()

    def overlaps(self, other: Slot) -> bool:
        """Whether the two share a moment; touching ends do not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def shifted(self, by: timedelta) -> Slot:
        """The same length of time, moved."""
        return Slot(self.starts_at + by, self.ends_at + by)

    def starting(self, at: datetime) -> Slot:
        """The same length of time from another moment."""
        return Slot(at, at + self.duration)
