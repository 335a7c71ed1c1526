"""Printed sheets: each a folder of data, view and template over a shared kit.

`render` draws whatever a request asks for. Drawing needs heavy libraries, so they are loaded with the
first sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Connection

from app.domain.errors import RuleViolation
from app.domain.ids import ActionId, PersonId, SessionId
from app.i18n import Language
from app.usecases.printouts import Printed

Progress = Callable[[int, int], None]
"""Told how many of how many sheets are drawn; whatever it raises ends the work."""
AttendanceVariant = Literal["auto", "single", "grid", "count"]
AttendanceOrder = Literal["name", "residence"]


@dataclass(frozen=True, slots=True)
class AttendanceRequest:
    """Attendance sheets of some sessions, of the coming sessions of an action, or of a day.

    An action without coming sessions has those it had; `past` asks for all of them.
    """

    session_ids: tuple[SessionId, ...] = ()
    action_id: ActionId | None = None
    day: date | None = None
    variant: AttendanceVariant = "auto"
    order: AttendanceOrder = "name"
    past: bool = False


@dataclass(frozen=True, slots=True)
class RehearsalsRequest:
    """The general table of an action's rehearsals, or a large-type sheet for some people or for all of them."""

    action_id: ActionId
    person_ids: tuple[PersonId, ...] = ()
    all_people: bool = False

    @property
    def for_people(self) -> bool:
        """Whether sheets for people are wanted rather than the general table."""
        return self.all_people or bool(self.person_ids)


@dataclass(frozen=True, slots=True)
class ImpactRequest:
    """The impact sheet of an action."""

    action_id: ActionId


@dataclass(frozen=True, slots=True)
class AnnualRequest:
    """The annual summary of a year."""

    year: int


Request = AttendanceRequest | RehearsalsRequest | ImpactRequest | AnnualRequest


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet in a file: what to enter into the register when it is printed, and its pages from 1."""

    printed: tuple[Printed, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Pages:
    """A finished PDF: its bytes, how many pages, the sheets in it, and what a file of it may be called."""

    data: bytes
    count: int
    parts: tuple[Sheet, ...]
    name: str

    @property
    def sheets(self) -> tuple[Printed, ...]:
        """What to enter into the register when the whole file is printed."""
        return tuple(printed for part in self.parts for printed in part.printed)

    def sheets_on(self, numbers: frozenset[int]) -> tuple[Printed, ...]:
        """What to enter when only these pages, from 1, are printed: the sheets of which all pages are."""
        return tuple(
            printed
            for part in self.parts
            if numbers.issuperset(range(part.first, part.last + 1))
            for printed in part.printed
        )


def render(
    connection: Connection,
    request: Request,
    language: Language,
    *,
    printed_at: datetime,
    progress: Progress | None = None,
) -> Pages:
    """The pages of a request, in a language of their own; the same input gives the same bytes.

    Raises `RuleViolation` where there is nothing to print, `NotFound` where what is asked for is gone.
    """
    from app.documents import drawing

    return drawing.draw(connection, request, language, printed_at, progress or _unheard)


def rehearsal_people(connection: Connection, action_id: ActionId) -> tuple[tuple[PersonId, str], ...]:
    """Who can have a sheet of their own from an action's rehearsals, with their names, by name."""
    from app.documents import drawing

    return drawing.rehearsal_people(connection, action_id)


def nothing_to_print() -> RuleViolation:
    """What to raise where a request comes to no sheet at all."""
    return RuleViolation("There is nothing to print here: choose other sessions or another day.")


def _unheard(_done: int, _total: int) -> None:
    return None
