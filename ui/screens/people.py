"""The people: filters at the left, a list of thousands without a pause, the person beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.domain.ids import PersonId, ResidenceId
from app.domain.kinds import Role, label
from app.queries.choices import Choice, residence_choices
from app.queries.people import PeopleFilter
from app.queries.people_list import ListedPerson, PeopleOrder, PeopleStart, people_page, people_start
from app.usecases.people import remove_people
from ui.models.people import AGE, LAST_SEEN, NAME, PAGE, PHONE, RESIDENCE, ROLES, PeopleModel, people_mime
from ui.runtime.language import ntr, tr
from ui.screens.base import Context, Screen, Selection
from ui.screens.filter_column import FilterColumn
from ui.screens.panels.person import PersonPanel
from ui.screens.strips import EnrolStrip, NewPersonStrip
from ui.theme import appearance, icon
from ui.widgets.blocks import EmptyState
from ui.widgets.buttons import push_button
from ui.widgets.filters import FilterItem, FilterList
from ui.widgets.labels import PlainLabel
from ui.widgets.tables import RowView

_NARROW = 760


class PeopleScreen(Screen):
    """Everybody the landlord's actions know."""

    name = "people"
    interested_in = frozenset(
        {"person", "person_role", "person_residence", "residence", "attendance", "session"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("people")
        self._order = PeopleOrder.NAME
        self._descending = False
        self._sought: PersonId | None = None
        self._residence_ids: dict[str, ResidenceId] = {}
        self.model = PeopleModel(context.language, context.today, self)
        self.table = self._make_table()
        self.model.page_wanted.connect(self._read_page)
        self.model.order_wanted.connect(self._sort)
        self.filters = FilterColumn(context.settings, "people", tr("Name or number"))
        self.roles = FilterList(tr("Roles"), tr("All roles"))
        self.roles.set_items(
            FilterItem(role.value, f"{tr(label(role))[:1].upper()}{tr(label(role))[1:]}") for role in Role
        )
        self.residences = FilterList(tr("Residences"), tr("All residences"), rows=24)
        self.filters.add(self.roles)
        self.filters.add(self.residences)
        self.filters.changed.connect(self._filter_changed)
        self.new_person = NewPersonStrip(context)
        self.new_person.created.connect(self._created)
        self.new_person.closed.connect(self.table.setFocus)
        self.enrol = EnrolStrip(context)
        self.enrol.closed.connect(self.table.setFocus)
        self.empty = EmptyState("people", "")
        self.empty.requested.connect(self._empty_action)
        self._count = PlainLabel(ink="muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for strip in (self.new_person, self.enrol):
            right.addWidget(strip)
        right.addWidget(self._stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filters)
        layout.addLayout(right, 1)
        self._bar = self._make_toolbar()
        appearance.theme_changed.connect(self.model.repaint)

    def title(self) -> str:
        return tr("People")

    def toolbar(self) -> QWidget | None:
        return self._bar

    def refresh(self) -> None:
        runner = self.context.runner
        runner.read(residence_choices, then=self._show_residences, owner=self, key="people residences")
        runner.read(
            people_start,
            self._wanted(),
            self.context.today,
            self._order,
            self._descending,
            max(PAGE, self.model.rowCount()),
            then=self._show,
            owner=self,
            key="people",
        )  # fmt: skip

    def current_selection(self) -> Selection | None:
        ids = self.table.selected_ids()
        return Selection("person", tuple(ids)) if ids else None

    def create_new(self) -> bool:
        self.new_person.start()
        return True

    def copy(self) -> bool:
        rows = [self.model.row_of(person) for person in self.table.selected_ids()]
        people = [row.person for row in rows if row is not None]
        if people:
            QGuiApplication.clipboard().setMimeData(people_mime(people))
        return bool(people)

    def focus_search(self) -> bool:
        self.filters.go_to_search()
        return True

    def escape(self) -> bool:
        for strip in (self.new_person, self.enrol):
            if strip.isVisible():
                strip.close_strip()
                return True
        if self.filters.search.hasFocus():
            self.table.setFocus()
            return True
        return False

    def open_item(self, kind: str, item_id: Any, detail: str = "") -> None:
        if kind == "person":
            self._sought = item_id
            self.table.select_id(item_id)
            self.context.shell.open_person(item_id)

    def _make_table(self) -> RowView:
        table = RowView(tr("People"))
        table.set_model(self.model)
        table.set_columns(
            [column.width for column in self.model.columns],
            NAME,
            self.context.settings.values.columns.get("people", ()),
            given_up=(ROLES, LAST_SEEN, AGE, PHONE, RESIDENCE),
        )
        table.widths_changed.connect(partial(self.context.settings.set_columns, "people"))
        table.horizontalHeader().setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        table.setDragEnabled(True)
        table.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        table.opened.connect(self.context.shell.open_person)
        table.open_on_click = True
        table.chosen.connect(self._follow)
        table.removal_requested.connect(self._remove)
        table.rename_requested.connect(self._rename)
        table.menu_requested.connect(self._show_menu)
        return table

    def _make_toolbar(self) -> QWidget:
        bar = QWidget()
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        add = push_button(
            tr("New person"), kind="primary", icon_name="add_person", keys="Ctrl+N", tooltip=tr("New person")
        )
        add.clicked.connect(lambda: self.new_person.start())
        line.addWidget(self._count)
        line.addWidget(self.filters.toggle)
        line.addWidget(add)
        return bar

    def _wanted(self) -> PeopleFilter:
        roles, residences = self.roles.keys(), self.residences.keys()
        return PeopleFilter(
            text=self.filters.text,
            roles=frozenset(Role(key) for key in roles),
            residence_ids=frozenset(self._residence_ids[key] for key in residences),
        )

    def _show_residences(self, choices: Sequence[Choice]) -> None:
        self._residence_ids = {choice.id.hex: ResidenceId(choice.id) for choice in choices}
        self.residences.set_items(FilterItem(choice.id.hex, choice.label) for choice in choices)

    def _show(self, start: PeopleStart) -> None:
        self.model.start(start.numbers, start.rows)
        total = len(start.numbers)
        self._count.setText(ntr("{n} person", "{n} people", total))
        text = self.filters.text
        if total:
            self._stack.setCurrentWidget(self.table)
        elif text:
            self.empty.set_words(
                tr("Nobody here is called “{text}”.", text=text), tr("Add “{text}”", text=text)
            )
            self._stack.setCurrentWidget(self.empty)
        elif self.filters.is_filtering:
            self.empty.set_words(tr("Nobody answers to these filters."), tr("Clear the filters"))
            self._stack.setCurrentWidget(self.empty)
        else:
            self.empty.set_words(
                tr("Here you will find tenants, colleagues, volunteers and facilitators."),
                tr("Add the first person"),
                tr("A name is enough; everything else can come later."),
            )
            self._stack.setCurrentWidget(self.empty)
        if self._sought is not None and self.table.select_id(self._sought):
            self._sought = None

    def _empty_action(self) -> None:
        if self.filters.text or not self.filters.is_filtering:
            name = self.filters.text
            self.filters.clear()
            self.new_person.start(name)
        else:
            self.filters.clear()

    def _read_page(self, numbers: list[int]) -> None:
        self.context.runner.read(
            people_page, numbers, self.context.today, then=self._show_page, owner=self, key="people page"
        )

    def _show_page(self, rows: Sequence[ListedPerson]) -> None:
        self.model.append(rows)

    def _sort(self, order: PeopleOrder, descending: bool) -> None:
        if (order, descending) != (self._order, self._descending):
            self._order, self._descending = order, descending
            self.table.scrollToTop()
            self.request_refresh()

    def _filter_changed(self) -> None:
        self.table.scrollToTop()
        self.request_refresh()

    def _created(self, person_id: PersonId) -> None:
        self._sought = person_id

    def _rename(self, person_id: PersonId) -> None:
        self.context.shell.open_person(person_id)
        panel = self.context.shell.panel_widget()
        if isinstance(panel, PersonPanel):
            panel.rename()

    def _follow(self, person_id: PersonId | None) -> None:
        """The panel shows whoever the arrow keys come to, once it shows a person."""
        if person_id is not None and isinstance(self.context.shell.panel_widget(), PersonPanel):
            self.context.shell.open_person(person_id)

    def _remove(self, ids: list[PersonId]) -> None:
        self.context.runner.change(remove_people, ids, owner=self)

    def _show_menu(self, ids: list[PersonId], place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(ids) == 1:
            menu.addAction(icon("person"), tr("Open"), partial(self.context.shell.open_person, ids[0]))
        menu.addAction(icon("actions"), tr("Enrol in an action…"), partial(self.enrol.start, ids))
        menu.addAction(icon("copy"), tr("Copy the names"), self.copy)
        menu.addSeparator()
        menu.addAction(icon("delete"), tr("Remove"), partial(self._remove, ids))
        menu.popup(place)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.filters.make_room(self.width() < _NARROW)
