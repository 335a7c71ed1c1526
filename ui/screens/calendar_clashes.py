"""Conflicts while dragging: what is planned around is read once, each step is worked out in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QObject

from app.domain.conflicts import Commitment, WayOutKind, clashes, ways_out
from app.domain.ids import PersonId, SessionId, VenueId
from app.domain.slots import Slot
from app.queries.commitments import Surroundings, surroundings
from ui.calendar.month import MonthView
from ui.calendar.settings import ClashText
from ui.calendar.time_grid import TimeGridView
from ui.screens.base import Context
from ui.screens.clashes import clash_words

_AROUND = timedelta(days=21)
_MOST = 3


class DragWatch(QObject):
    """Tells a view, at every step of a drag, what the place under the pointer collides with and what is free."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._known: tuple[date, date] | None = None
        self._commitments: tuple[Commitment, ...] = ()
        self._names: Mapping[PersonId, str] = {}
        self._asked = False

    def attend(self, view: MonthView | TimeGridView) -> None:
        """Watch the drags of a view."""
        view.slot_hovered.connect(lambda session, slot, venue: self._hovered(view, session, slot, venue))

    def forget(self) -> None:
        """The sessions changed: read again at the next drag."""
        self._known = None

    def _hovered(
        self,
        view: MonthView | TimeGridView,
        session_id: SessionId | None,
        slot: Slot,
        venue_id: VenueId | None,
    ) -> None:
        day = slot.day
        if self._known is None or not self._known[0] <= day <= self._known[1]:
            self._ask(day)
            return
        if session_id is None:
            return
        own = next((each for each in self._commitments if each.session_id == session_id), None)
        if own is None:
            own = Commitment(session_id, "", slot, venue_id, "", frozenset())
        wanted = replace(own, slot=slot)
        others = [each for each in self._commitments if each.session_id != session_id]
        found = clashes(wanted, others)
        free = ways_out(wanted, others, ()) if found else ()
        view.show_clashes(
            tuple(ClashText(clash_words(clash, self._names)) for clash in found[:_MOST]),
            tuple(way.slot for way in free if way.kind in (WayOutKind.TIME, WayOutKind.DAY)),
        )

    def _ask(self, day: date) -> None:
        if not self._asked:
            self._asked = True
            self._context.runner.read(
                surroundings,
                day - _AROUND,
                day + _AROUND,
                then=lambda found: self._answered(day, found),
                owner=self,
                key="surroundings",
            )

    def _answered(self, day: date, found: Surroundings) -> None:
        self._asked = False
        self._known = (day - _AROUND, day + _AROUND)
        self._commitments = found.commitments
        self._names = found.names
