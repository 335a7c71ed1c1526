"""The page of an action: what it is in the head, everything else in tabs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import ActionId
from app.queries.action_page import ActionPage
from ui.runtime.language import tr
from ui.screens.actions.head import ActionHead
from ui.screens.actions.history import HistoryTab
from ui.screens.actions.impact import ImpactTab
from ui.screens.actions.money import MoneyTab
from ui.screens.actions.paper import PaperTab
from ui.screens.actions.people import PeopleTab
from ui.screens.actions.plan import PlanTab
from ui.screens.actions.rehearsals import RehearsalsTab
from ui.screens.actions.tab import MARGIN, Tab
from ui.screens.actions.team import TeamTab
from ui.screens.base import Context

_TABS: tuple[type[Tab], ...] = (
    PlanTab, PeopleTab, TeamTab, RehearsalsTab, ImpactTab, MoneyTab, PaperTab, HistoryTab,
)  # fmt: skip


class ActionPageView(QWidget):
    """Head, tabs, and the tab that is chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.page: ActionPage | None = None
        self.head = ActionHead(context)
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setAccessibleName(tr("Parts of the action"))
        self.names = [tab.name for tab in _TABS]
        """What the tabs are called, in their order."""
        self._made: dict[str, Tab] = {}
        self._stale: set[str] = set()
        self._stack = QStackedWidget()
        for kind in _TABS:
            self.bar.addTab(tr(kind.word).replace("&", "&&"))
            self._stack.addWidget(QWidget())
        self.bar.currentChanged.connect(self._change_tab)
        holder = QFrame()
        holder.setProperty("line", "below")
        line = QHBoxLayout(holder)
        line.setContentsMargins(MARGIN, 0, 8, 0)
        line.addWidget(self.bar, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(holder)
        column.addWidget(self._stack, 1)

    @property
    def action_id(self) -> ActionId | None:
        """The action that is shown."""
        return self.page.detail.row.id if self.page is not None else None

    @property
    def current(self) -> Tab:
        """The tab that is chosen."""
        return self.tab(self.names[self.bar.currentIndex()])

    def tab(self, name: str) -> Tab:
        """A tab by its name; it is made when it is first asked for."""
        if name not in self._made:
            place = self.names.index(name)
            tab = _TABS[place](self._context)
            self._made[name] = tab
            self._stale.add(name)
            empty = self._stack.widget(place)
            self._stack.insertWidget(place, tab)
            if empty is not None:
                self._stack.removeWidget(empty)
                empty.deleteLater()
        if name in self._stale and self.page is not None:
            self._stale.discard(name)
            self._made[name].show_page(self.page)
        return self._made[name]

    def show_page(self, page: ActionPage) -> None:
        """Show this action; the tab stays where it can. Tabs that are not seen are filled when they are."""
        self.page = page
        self.head.show_page(page)
        self._stale = set(self._made)
        rehearsals = self.names.index("rehearsals")
        self.bar.setTabVisible(rehearsals, page.production is not None)
        if page.production is None and self.bar.currentIndex() == rehearsals:
            self.choose("plan")
        self._stack.setCurrentWidget(self.current)

    def choose(self, name: str) -> None:
        """Go to a tab by its name; one that is unknown, or that this action does not have, changes nothing."""
        if name in self.names:
            place = self.names.index(name)
            if self.bar.isTabVisible(place):
                self.bar.setCurrentIndex(place)

    def arrive(self) -> None:
        """Give the keyboard to the tab that is chosen."""
        if not self.current.arrive():
            self.bar.setFocus()

    def flush(self) -> None:
        """Save what is being typed anywhere on the page."""
        if self.page is not None:
            self.head.flush()
            for tab in self._made.values():
                tab.flush()

    def _change_tab(self, place: int) -> None:
        self._stack.setCurrentWidget(self.tab(self.names[place]))
        if self.isVisible() and not self.bar.hasFocus():
            self.arrive()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.make_room(self.width() < 760)
