"""Residences as a file from outside describes them, and what taking them in would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StairwellRecord:
    """An entrance with its letter boxes."""

    name: str
    dwellings: int


@dataclass(frozen=True, slots=True)
class ResidenceRecord:
    """A residence as a file tells of it, or as the workspace holds it."""

    code: str
    """Made from the file so that it is the same each time; a residence is found again by it."""
    name: str
    address: str
    postal_code: str
    commune: str
    dwellings: int
    built: int | None
    priority: bool
    """Whether it lies in a priority district (QPV)."""
    stairwells: tuple[StairwellRecord, ...]
    """In the order of the letter boxes."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that a file would change."""

    field: str
    """Name of the field in `ResidenceRecord`, or `stairwells`."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ResidenceChange:
    """A residence of the workspace that the file tells differently."""

    record: ResidenceRecord
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class EstatePlan:
    """What taking in a file would do, or did; nothing is ever removed."""

    new: tuple[ResidenceRecord, ...]
    changed: tuple[ResidenceChange, ...]
    unchanged: int

    @property
    def changes_something(self) -> bool:
        """Whether it differs from what is there."""
        return bool(self.new or self.changed)


FOLLOWED = ("address", "postal_code", "commune", "dwellings", "built")
"""Fields that follow the file. A residence keeps the name that people gave it; a district that was
noted stays until somebody says otherwise, because past accounts rest on it; stairwells are added and
counted anew but never removed."""


def plan_estate(known: Mapping[str, ResidenceRecord], incoming: Iterable[ResidenceRecord]) -> EstatePlan:
    """Compare a file's residences with those of the workspace, by code."""
    new: list[ResidenceRecord] = []
    changed: list[ResidenceChange] = []
    unchanged = 0
    for record in incoming:
        present = known.get(record.code)
        if present is None:
            new.append(record)
        elif fields := _differences(present, record):
            changed.append(ResidenceChange(record, fields))
        else:
            unchanged += 1
    return EstatePlan(tuple(new), tuple(changed), unchanged)


def _differences(present: ResidenceRecord, record: ResidenceRecord) -> tuple[FieldChange, ...]:
    found = [
        FieldChange(name, _shown(getattr(present, name)), _shown(getattr(record, name)))
        for name in FOLLOWED
        if getattr(record, name) not in (None, "") and getattr(present, name) != getattr(record, name)
    ]
    if record.priority and not present.priority:
        found.append(FieldChange("priority", "", "QPV"))
    dwellings = {stairwell.name: stairwell.dwellings for stairwell in present.stairwells}
    for stairwell in record.stairwells:
        if dwellings.get(stairwell.name) != stairwell.dwellings:
            before = f"{stairwell.name}: {dwellings[stairwell.name]}" if stairwell.name in dwellings else ""
            found.append(FieldChange("stairwells", before, f"{stairwell.name}: {stairwell.dwellings}"))
    return tuple(found)


def _shown(value: str | int | None) -> str:
    return "" if value is None else str(value)
