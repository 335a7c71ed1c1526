"""The column left of the calendar: a mini month, and filters made of what the period holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.ids import PersonId, ResidenceId
from app.domain.kinds import ReferenceList
from app.queries.reference import Entry
from app.queries.rows import SessionRow
from app.queries.sessions import SessionFilter
from ui.calendar.mini_month import MiniMonth
from ui.runtime.language import tr
from ui.screens.base import Context
from ui.theme.appearance import current_theme
from ui.widgets.buttons import push_button
from ui.widgets.filters import FilterItem, FilterList

WIDTH = 236


class CalendarColumn(QFrame):
    """`changed` tells that other sessions are wanted of those that were read."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("line", "right")
        self.setFixedWidth(WIDTH)
        self.mini = MiniMonth(language=context.language, clock=context.clock)
        self.axes = FilterList(tr("Axis"), tr("All axes"))
        self.kinds = FilterList(tr("Kind"), tr("All kinds"))
        self.coordinators = FilterList(tr("Coordinator"), tr("Everybody"))
        self.residences = FilterList(tr("Residence"), tr("All residences"))
        self.districts = FilterList(tr("District"), tr("All districts"))
        self._lists = (self.axes, self.kinds, self.coordinators, self.residences, self.districts)
        self._clear = push_button(tr("Clear the filters"), kind="link")
        self._clear.clicked.connect(self.clear)
        self._names: Mapping[ReferenceList, Mapping[str, Entry]] = {}
        inner = QWidget()
        stack = QVBoxLayout(inner)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        for filters in self._lists:
            filters.changed.connect(self._changed)
            stack.addWidget(filters)
        stack.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.mini)
        layout.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(area, 1)
        self._clear.hide()

    def filter(self) -> SessionFilter:
        """What is wanted."""
        residences, coordinators = self.residences.keys(), self.coordinators.keys()
        return SessionFilter(
            residence_ids=frozenset(ResidenceId(UUID(key)) for key in residences),
            districts=self.districts.keys(),
            axes=self.axes.keys(),
            action_kinds=self.kinds.keys(),
            coordinator_ids=frozenset(PersonId(UUID(key)) for key in coordinators),
        )

    def set_names(self, lists: Mapping[ReferenceList, Mapping[str, Entry]]) -> None:
        """How axes and kinds are called."""
        self._names = lists

    def clear(self) -> None:
        """Show every session."""
        for filters in self._lists:
            filters.set_keys(())
        self._changed()

    def set_rows(self, rows: Iterable[SessionRow]) -> None:
        """Offer what these sessions have, each value with its number of sessions."""
        listed = list(rows)
        theme = current_theme()
        axes = self._names.get(ReferenceList.AXIS, {})
        kinds = self._names.get(ReferenceList.ACTION_KIND, {})
        self.axes.set_items(
            FilterItem(code, _name(axes, code), theme.axis(code).stripe, count=count)
            for code, count in sorted(Counter(row.axis for row in listed).items())
            if code
        )
        self.kinds.set_items(_counted(listed, lambda row: {row.action_kind: _name(kinds, row.action_kind)}))
        self.coordinators.set_items(
            _counted(listed, lambda row: {str(row.coordinator_id or ""): row.coordinator})
        )
        self.residences.set_items(_counted(listed, lambda row: {str(row.residence_id or ""): row.residence}))
        self.districts.set_items(_counted(listed, lambda row: {row.district: row.district}))

    def show_days(self, first: date, last: date) -> None:
        """Underlay what the calendar shows in the mini month."""
        self.mini.set_shown(first, last)

    def _changed(self) -> None:
        self._clear.setVisible(any(filters.keys() for filters in self._lists))
        self.changed.emit()


def _name(entries: Mapping[str, Entry], code: str) -> str:
    return entries[code].label if code in entries else code


def _counted(rows: list[SessionRow], values: Callable[[SessionRow], dict[str, str]]) -> list[FilterItem]:
    counts: Counter[tuple[str, str]] = Counter(value for row in rows for value in values(row).items())
    named = sorted(counts.items(), key=lambda each: each[0][1].casefold())
    return [FilterItem(key, text, count=count) for (key, text), count in named if key and text]
