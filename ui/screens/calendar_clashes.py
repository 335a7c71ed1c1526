"""Conflicts while dragging: what is planned around is read once, each step is worked out in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import QObject

from app.domain.conflicts import Commitment, WayOutKind, clashes, ways_out
from app.domain.ids import PersonId, SessionId, VenueId
from app.domain.slots import Slot
from app.queries.commitments import Surroundings, surroundings
from ui.calendar.dragging import DragKind
from ui.calendar.month import MonthView
from ui.calendar.settings import ClashText
from ui.calendar.time_grid import TimeGridView
from ui.screens.base import Context
from ui.screens.clashes import clash_words

_AROUND = timedelta(days=21)
_SURE = timedelta(days=7)
"""How far from the middle of what was read a drag may go: ways out look two weeks further."""
_LOOK = 14
"""How many days from the drag a free day is looked for."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class _Hover:
    """Where a drag is."""

    view: MonthView | TimeGridView
    session_id: SessionId
    slot: Slot
    venue_id: VenueId | None
    moving: frozenset[SessionId]


class DragWatch(QObject):
    """Tells a view, at every step of a drag, what the place under the pointer collides with and what is free."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._middle: date | None = None
        self._commitments: tuple[Commitment, ...] = ()
        self._names: Mapping[PersonId, str] = {}
        self._last: _Hover | None = None

    def attend(self, view: MonthView | TimeGridView) -> None:
        """Watch the drags of a view."""
        view.slot_hovered.connect(lambda session, slot, venue: self._hovered(view, session, slot, venue))
        view.drag_ended.connect(self._ended)

    def forget(self) -> None:
        """The sessions changed: read again at the next drag."""
        self._middle = None

    def _hovered(
        self,
        view: MonthView | TimeGridView,
        session_id: SessionId | None,
        slot: Slot,
        venue_id: VenueId | None,
    ) -> None:
        if session_id is None:
            return
        drag = view.drag
        moving = frozenset(drag.ids if drag is not None and drag.kind is not DragKind.COPY else ())
        self._last = _Hover(view, session_id, slot, venue_id, moving)
        if self._middle is None or abs(slot.day - self._middle) > _SURE:
            self._ask(slot.day)
        else:
            self._tell()

    def _tell(self) -> None:
        at = self._last
        if at is None:
            return
        own = next((each for each in self._commitments if each.session_id == at.session_id), None)
        if own is None:
            own = Commitment(at.session_id, "", at.slot, at.venue_id, "", frozenset())
        wanted = replace(own, slot=at.slot)
        others = [
            each
            for each in self._commitments
            if each.session_id != at.session_id and each.session_id not in at.moving
        ]
        found = clashes(wanted, others)
        free = ways_out(wanted, others, (), self._closed(at)) if found else ()
        at.view.show_clashes(
            tuple(ClashText(clash_words(clash, self._names)) for clash in found[:_MOST]),
            tuple(way.slot for way in free if way.kind in (WayOutKind.TIME, WayOutKind.DAY)),
        )

    def _closed(self, at: _Hover) -> frozenset[date]:
        """Days that are not marked as free: those that are over, and public holidays."""
        today, day = self._context.today, at.slot.day
        around = (day + timedelta(days=n) for n in range(-_LOOK, _LOOK + 1))
        return frozenset(
            each
            for each in around
            if each < today or (each in at.view.marks and at.view.marks[each].public_holiday)
        )

    def _ended(self) -> None:
        self._last = None

    def _ask(self, day: date) -> None:
        self._context.runner.read(
            surroundings,
            day - _AROUND,
            day + _AROUND,
            then=lambda found: self._answered(day, found),
            owner=self,
            key="surroundings",
        )

    def _answered(self, day: date, found: Surroundings) -> None:
        self._middle = day
        self._commitments = found.commitments
        self._names = found.names
        self._tell()
