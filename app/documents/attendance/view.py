"""What attendance sheets show: trees of words, every string as it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.documents.kit.frame import Head
from app.domain.ids import SessionId

Variant = Literal["auto", "single", "grid", "count"]
Order = Literal["name", "residence"]


@dataclass(frozen=True, slots=True)
class Signer:
    """A row to sign on."""

    number: str
    name: str
    residence: str
    role: str
    photo: bool


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands under the rows: figures and signatures to fill in, and what is done with the data."""

    totals: tuple[tuple[str, str], ...]
    """A name and what is known already."""
    signatures: tuple[str, str]
    remarks: str
    notice: str
    proxy: str


@dataclass(frozen=True, slots=True)
class SignView:
    """A sheet that people sign."""

    session_id: SessionId
    head: Head
    columns: tuple[str, str, str, str, str, str, str]
    """Number, name, residence, capacity, signature, initials, photo."""
    signers: tuple[Signer, ...]
    walk_ins: str
    walk_in_columns: tuple[str, str, str, str]
    """Number, name, residence, signature."""
    boxes: tuple[str, ...]
    """Woman, man, and the age bands."""
    foot: Foot


@dataclass(frozen=True, slots=True)
class GridDate:
    """A column of a grid."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridView:
    """A sheet for several sessions of one action."""

    session_ids: tuple[SessionId, ...]
    head: Head
    columns: tuple[str, str, str]
    """Number, name, residence."""
    dates: tuple[GridDate, ...]
    rows: tuple[Signer, ...]
    called: tuple[tuple[bool, ...], ...]
    """For each row, at which dates the person is expected."""
    walk_ins: str
    present: str
    foot: Foot


@dataclass(frozen=True, slots=True)
class TallyRow:
    """A line on which strokes are made."""

    group: str
    label: str


@dataclass(frozen=True, slots=True)
class TallyView:
    """A sheet on which people are counted without a name."""

    session_id: SessionId
    head: Head
    advice: str
    by_age: str
    age_columns: tuple[str, ...]
    ages: tuple[TallyRow, ...]
    by_residence: str
    residence_columns: tuple[str, str]
    residences: tuple[str, ...]
    team_title: str
    team: tuple[Signer, ...]
    signature: str
    total: str
    foot: Foot


SheetView = SignView | GridView | TallyView
