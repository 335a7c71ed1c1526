"""The screen: the list alone, or the list beside a page, or the page alone where it is narrow."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.domain.ids import ActionId, PersonId, ResidenceId
from app.queries.action_list import ActionList, action_list
from app.queries.action_page import ActionPage, action_page
from app.queries.choices import Choice
from app.usecases.actions import create_action, remove_actions
from app.workspace import Outcome
from ui.runtime.language import tr
from ui.screens.actions.listing import ActionListing
from ui.screens.actions.page import ActionPageView
from ui.screens.actions.plan import PlanTab
from ui.screens.base import Context, Screen, Selection
from ui.screens.pickers import ResidencePicker
from ui.screens.strips import Strip
from ui.theme import icon
from ui.widgets.buttons import push_button
from ui.widgets.entries import Choice as ChoiceEntry
from ui.widgets.entries import NumberEntry, TextEntry

_LIST_WIDTH = 300
_BESIDE_FROM = 860
"""The width from which list and page stand side by side."""


class NewActionStrip(Strip):
    """A title and Enter make an action; the rest can come at once or later."""

    created = Signal(object)
    """The `ActionId`."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("New action"))
        self._context = context
        self._residence: ResidenceId | None = None
        self.action_title = TextEntry(tr("Title"))
        self.action_title.setPlaceholderText(tr("Title, then Enter"))
        self.kind = ChoiceEntry(tr("Kind"))
        self.axis = ChoiceEntry(tr("Axis"))
        self.lead = ChoiceEntry(tr("Coordinator"))
        self.residence = ResidencePicker(context, tr("Residence"), keep_text=True)
        self.residence.picked.connect(self._settle_residence)
        self.residence.textEdited.connect(self._forget_residence)
        self.places = NumberEntry(tr("Places"), most=100_000)
        self.places.setPlaceholderText(tr("Places"))
        create = push_button(tr("Create"), kind="primary", keys="Enter")
        create.clicked.connect(self._create)
        for field, width in (
            (self.action_title, 300), (self.kind, 170), (self.axis, 200), (self.lead, 170), (self.residence, 190),
            (self.places, 80),
        ):  # fmt: skip
            self.add(field, width)
        self.add(create)
        for entry in (self.action_title, self.places):
            entry.returnPressed.connect(self._create)

    def offer(self, found: ActionList) -> None:
        """What can be chosen."""
        self.kind.set_options(
            [("", tr("No kind"))] + [(e.code, e.label) for e in found.kinds.values() if e.active]
        )
        self.axis.set_options(
            [("", tr("No axis"))]
            + [(e.code, f"{e.code} · {e.label}") for e in found.axes.values() if e.active]
        )
        leads: list[tuple[Any, str]] = [(None, tr("No coordinator"))]
        self.lead.set_options(leads + [(each.id, each.label) for each in found.coordinators])
        if self.isHidden():
            self._prefill(found)

    def start(self, title: str = "") -> None:
        """Open at the title."""
        self.show()
        self.action_title.set_value(title)
        self.action_title.setText(title)
        self.action_title.setFocus()

    def _prefill(self, found: ActionList) -> None:
        """Axis 7 is what most actions are; the coordinator is whoever was chosen last on this computer."""
        self.axis.set_value("7" if "7" in found.axes else "")
        self.kind.set_value("")
        last = self._context.settings.choice("actions.lead")
        self.lead.set_value(next((each.id for each in found.coordinators if each.id.hex == last), None))

    def _settle_residence(self, choice: Choice) -> None:
        self._residence = ResidenceId(choice.id)

    def _forget_residence(self, _text: str) -> None:
        self._residence = None

    def _create(self) -> None:
        self.places.commit()
        lead = self.lead.value()
        self._context.settings.choose("actions.lead", lead.hex if lead is not None else "")
        self._context.runner.change(
            create_action,
            self.action_title.text(),
            kind=self.kind.value() or "",
            axis=self.axis.value() or "",
            lead_id=None if lead is None else PersonId(lead),
            residence_ids=() if self._residence is None else (self._residence,),
            places=self.places.value(),
            then=self._created,
            failed=self.say_problem,
            owner=self,
        )

    def _created(self, outcome: Outcome[ActionId]) -> None:
        self.say_problem(None)
        self._residence = None
        self.residence.clear()
        self.places.set_value(None)
        self.hide()
        self.created.emit(outcome.result)


class ActionsScreen(Screen):
    """All actions, and the one that is opened."""

    name = "actions"
    interested_in = frozenset(
        {
            "action", "action_residence", "partner", "organisation", "enrolment", "objective", "money_line", "session",
            "assignment", "attendance", "head_count", "production", "scene", "character", "scene_character", "casting",
            "session_scene", "person", "person_role", "person_residence", "residence", "venue", "printout", "reference",
        }
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("actions")
        self._open_id: ActionId | None = None
        self._wanted_tab = ""
        self._plan_first = False
        self.listing = ActionListing(context)
        self.listing.changed.connect(self.request_refresh)
        table = self.listing.table
        table.opened.connect(self.open_action)
        table.chosen.connect(self._follow)
        table.removal_requested.connect(self._remove)
        table.rename_requested.connect(self._rename)
        table.menu_requested.connect(self._show_menu)
        self.new_action = NewActionStrip(context)
        self.new_action.created.connect(self._created)
        self.new_action.closed.connect(table.setFocus)
        self.listing.new_requested.connect(self.new_action.start)
        self.page = ActionPageView(context)
        self.page.head.back_requested.connect(self.close_action)
        self.page.hide()
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.listing, 1)
        body.addWidget(self.page, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.new_action)
        column.addLayout(body, 1)
        self._button = push_button(
            tr("New action"), kind="primary", icon_name="add", keys="Ctrl+N", tooltip=tr("New action")
        )
        self._button.clicked.connect(lambda: self.new_action.start())

    def title(self) -> str:
        return tr("Actions")

    def toolbar(self) -> QWidget | None:
        return self._button

    def refresh(self) -> None:
        context = self.context
        now, code = context.clock(), context.language.code
        context.runner.read(
            action_list, now, code, **self.listing.wanted, then=self._show_list, owner=self, key="actions"
        )
        if self._open_id is not None:
            context.runner.read(
                action_page, self._open_id, now, code, then=self._show_page, owner=self, key="action page"
            )

    def open_action(self, action_id: ActionId, tab: str = "") -> None:
        """Show an action's page beside the list."""
        if action_id is None:
            return
        self.page.flush()
        fresh = self._open_id != action_id
        self._open_id = action_id
        self._wanted_tab = tab
        if fresh:
            self.context.runner.read(
                action_page,
                action_id,
                self.context.clock(),
                self.context.language.code,
                then=self._show_page,
                owner=self,
                key="action page",
            )
        elif tab:
            self.page.choose(tab)
            self.page.arrive()

    def close_action(self) -> None:
        """Show the list alone."""
        self.page.flush()
        self._open_id = None
        self._arrange()
        self.listing.table.setFocus()

    def current_selection(self) -> Selection | None:
        if self._open_id is not None:
            return self.page.current.selection() or Selection("action", (self._open_id,))
        ids = self.listing.table.selected_ids()
        return Selection("action", tuple(ids)) if ids else None

    def create_new(self) -> bool:
        if self._open_id is not None and self.page.current.name == "plan":
            self._plan().strip.start()
        else:
            self.new_action.start()
        return True

    def print_selection(self) -> bool:
        selection = self.current_selection()
        if selection is None:
            return False
        if selection.kind == "session":
            self.context.shell.print_sheet("attendance", session_ids=selection.ids)
            return True
        action_id = self._open_id or selection.ids[0]
        self.context.shell.print_sheet("attendance", action_id=action_id)
        return True

    def focus_search(self) -> bool:
        on_page = self._open_id is not None and not self.listing.isAncestorOf(self.focusWidget() or self)
        if on_page and self.page.current.focus_search():
            return True
        if self.listing.isVisible():
            self.listing.search.setFocus()
            self.listing.search.selectAll()
        return True

    def escape(self) -> bool:
        if self.new_action.isVisible():
            self.new_action.close_strip()
            return True
        if self._open_id is not None:
            if not self.page.current.escape():
                self.close_action()
            return True
        if self.listing.search.hasFocus():
            self.listing.table.setFocus()
            return True
        return False

    def open_item(self, kind: str, item_id: Any, detail: str = "") -> None:
        if kind == "action":
            self.open_action(item_id, detail)

    def _plan(self) -> PlanTab:
        tab = self.page.tab("plan")
        assert isinstance(tab, PlanTab)
        return tab

    def _show_list(self, found: ActionList) -> None:
        self.listing.show_list(found)
        self.new_action.offer(found)
        if self._open_id is not None and self.listing.table.current_id() != self._open_id:
            self.listing.table.select_id(self._open_id)

    def _show_page(self, page: ActionPage | None) -> None:
        if page is None:
            self.close_action()
            return
        if page.detail.row.id != self._open_id:
            return
        self.page.show_page(page)
        opening = self.page.isHidden()
        if self._wanted_tab:
            self.page.choose(self._wanted_tab)
        self._arrange()
        if self._wanted_tab and not self._plan_first:
            self.page.arrive()
        self._wanted_tab = ""
        if self.listing.table.current_id() != self._open_id:
            self.listing.table.select_id(self._open_id)
        if self._plan_first:
            self._plan_first = False
            self._plan().strip.start()
        elif opening and self.listing.isHidden():
            self.page.bar.setFocus()

    def _created(self, action_id: ActionId) -> None:
        self._plan_first = True
        self.open_action(action_id, "plan")
        self.request_refresh()

    def _follow(self, action_id: ActionId | None) -> None:
        """With a page open, the page follows the arrow keys."""
        if self._open_id is not None and action_id is not None and action_id != self._open_id:
            self.open_action(action_id)

    def _remove(self, ids: list[ActionId]) -> None:
        self.context.runner.change(remove_actions, ids, owner=self)

    def _rename(self, action_id: ActionId) -> None:
        self.open_action(action_id)
        self.page.head.rename()

    def _show_menu(self, ids: list[ActionId], place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(ids) == 1:
            menu.addAction(icon("actions"), tr("Open"), partial(self.open_action, ids[0]))
            menu.addAction(icon("people"), tr("People"), partial(self.open_action, ids[0], "people"))
            menu.addAction(
                icon("print"),
                tr("Print attendance sheets"),
                partial(self.context.shell.print_sheet, "attendance", action_id=ids[0]),
            )
            menu.addSeparator()
        menu.addAction(icon("delete"), tr("Remove"), partial(self._remove, ids))
        menu.popup(place)

    def _arrange(self) -> None:
        """List, list and page, or page: whichever there is room for."""
        is_open = self._open_id is not None and self.page.page is not None
        beside = self.width() >= _BESIDE_FROM
        self.page.setVisible(is_open)
        self.listing.setVisible(not is_open or beside)
        self.listing.set_compact(is_open and beside)
        self.listing.setMinimumWidth(_LIST_WIDTH if is_open and beside else 0)
        self.listing.setMaximumWidth(_LIST_WIDTH if is_open and beside else 16_777_215)
        self.page.head.back.setVisible(is_open and not beside)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
