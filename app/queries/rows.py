"""The frozen rows that screens, sheets and exports share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.ids import ActionId, PersonId, ResidenceId, SessionId, VenueId
from app.domain.kinds import SessionStatus
from app.domain.slots import Slot


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as calendars and lists show it."""

    id: SessionId
    version: int
    code: str
    """Action code and number, `2026-042/7`."""
    action_id: ActionId
    action_title: str
    number: int
    title: str
    """The session's own title, else its action's."""
    kind: str
    """Code in the reference list `session_kind`."""
    status: SessionStatus
    starts_at: datetime
    ends_at: datetime
    axis: str
    """Code in the reference list `axis`; empty where the action has none."""
    venue_id: VenueId | None
    venue: str
    residence_id: ResidenceId | None
    """The venue's residence, else the action's only one."""
    residence: str
    district: str
    """The name of the district in which the residence lies on the day; empty where none."""
    coordinator_id: PersonId | None
    coordinator: str
    expected: int
    """People enrolled in the action plus people assigned to the session."""
    seats: int | None
    marked: bool
    """Whether its attendance is complete."""
    printed: bool
    """Whether an attendance sheet was printed for it."""
    note: str
    action_kind: str = ""
    """Code in the reference list `action_kind`."""
    action_residence_ids: tuple[ResidenceId, ...] = ()
    """The residences that the action is for."""

    @property
    def slot(self) -> Slot:
        """When it is planned."""
        return Slot(self.starts_at, self.ends_at)

    @property
    def place(self) -> str:
        """Where it is, in the fewest words: the venue, else the residence."""
        return self.venue or self.residence
