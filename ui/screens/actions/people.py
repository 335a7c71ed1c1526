"""Who takes part in an action: type, Enter, type, Enter; or drop, or paste. Those beyond the places wait in order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QStackedWidget

from app.domain.ids import PersonId
from app.domain.kinds import EnrolmentStatus
from app.i18n.messages import N_
from app.queries.action_page import ActionPage
from app.queries.actions import EnrolledPerson
from app.queries.people import PersonRow
from app.queries.people_list import PastedName, pasted_names
from app.usecases.actions import edit_action
from app.usecases.enrolments import enrol_new_person, enrol_people, let_in, withdraw_people
from ui.models.action_tables import enrolled_columns
from ui.models.actions import places_text
from ui.models.people import PEOPLE_MIME, people_in, people_mime
from ui.models.rows import RowModel
from ui.runtime.language import tr
from ui.screens.actions.tab import Tab, framed
from ui.screens.base import Context, Selection
from ui.screens.panels.person import PersonPanel
from ui.screens.pickers import PersonPicker
from ui.theme import icon
from ui.widgets.blocks import EmptyState
from ui.widgets.buttons import icon_button
from ui.widgets.entries import NumberEntry
from ui.widgets.forms import FieldRow
from ui.widgets.labels import PlainLabel, restyle
from ui.widgets.tables import RowView


class EnrolledModel(RowModel[EnrolledPerson]):
    """The people of an action; they can be dragged to another one."""

    # Qt overrides

    def flags(self, index: Any) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [PEOPLE_MIME]

    def mimeData(self, indexes: Any) -> Any:
        rows = sorted({index.row() for index in indexes})
        return people_mime(self.rows[row].person for row in rows)


class PeopleTab(Tab):
    """Enrolled by name, then the waiting list in its order."""

    name = "people"
    word = N_("People")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._standing: dict[PersonId, str] = {}
        self.setAcceptDrops(True)
        self.picker = PersonPicker(
            context,
            tr("Type a name, Enter, the next name…"),
            creates=N_("Add “{text}” as a new person"),
            known=lambda person: self._standing.get(person, ""),
        )
        self.picker.picked.connect(self._enrol)
        self.picker.create_requested.connect(self._create)
        self.picker.people_pasted.connect(self._enrol_ids)
        self.picker.names_pasted.connect(self._read_names)
        self.places = NumberEntry(tr("Places"), most=100_000)
        self.places.setPlaceholderText(tr("no limit"))
        self.places.setFixedWidth(96)
        self._places = FieldRow("", self.places, unreadable=tr("Type a whole number."))
        self._places.edited.connect(self._set_places)
        self._capacity = PlainLabel(strong=True)
        self._notice = PlainLabel(wrap=True, ink="warning")
        self._notice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._dismiss = icon_button("close", tr("Close"))
        self._dismiss.clicked.connect(partial(self._say, ""))
        self.model = EnrolledModel(
            enrolled_columns(context.language, context.today), lambda row: row.person.id, self
        )
        self.table = self._make_table()
        self._empty = EmptyState(
            "people",
            tr("Nobody is enrolled yet."),
            detail=tr(
                "Type names above, drop people here from the list of people, or paste a list of names."
            ),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(framed(self.table))
        self._stack.addWidget(self._empty)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.picker, 1)
        head.addWidget(self._capacity)
        head.addWidget(PlainLabel(tr("Places"), ink="muted"))
        head.addWidget(self._places)
        said = QHBoxLayout()
        said.addWidget(self._notice, 1)
        said.addWidget(self._dismiss, 0, Qt.AlignmentFlag.AlignTop)
        column = self.column()
        column.addLayout(head)
        column.addLayout(said)
        column.addWidget(self._stack, 1)
        self._say("")

    def fill(self, page: ActionPage) -> None:
        row = page.detail.row
        people = page.detail.people
        self._standing = {
            each.person.id: tr("waiting") if each.status is EnrolmentStatus.WAITING else tr("enrolled")
            for each in people
        }
        self.model.set_rows(_numbered(people))
        self._stack.setCurrentIndex(0 if people else 1)
        self.places.set_value(row.places)
        self._capacity.setText(places_text(row.enrolled, row.places, row.waiting, self.context.language))
        full = row.places is not None and row.enrolled >= row.places
        self._capacity.set_ink("warning" if full else "")

    def arrive(self) -> bool:
        self.picker.setFocus()
        return True

    def focus_search(self) -> bool:
        self.picker.setFocus()
        return True

    def selection(self) -> Selection | None:
        ids = self.table.selected_ids()
        return Selection("person", tuple(ids)) if ids else None

    def flush(self) -> None:
        self.places.commit()

    def _make_table(self) -> RowView:
        table = RowView(tr("People of this action"))
        table.set_model(self.model)
        table.set_columns(
            [column.width for column in self.model.columns],
            0,
            self.context.settings.values.columns.get("enrolled", ()),
            given_up=(5, 4, 3, 2),
            least=160,
        )
        table.widths_changed.connect(partial(self.context.settings.set_columns, "enrolled"))
        table.open_on_click = True
        table.opened.connect(self.context.shell.open_person)
        table.chosen.connect(self._follow)
        table.setDragEnabled(True)
        table.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        table.removal_requested.connect(self._withdraw)
        table.menu_requested.connect(self._show_menu)
        return table

    def _follow(self, person_id: PersonId | None) -> None:
        if person_id is not None and isinstance(self.context.shell.panel_widget(), PersonPanel):
            self.context.shell.open_person(person_id)

    def _enrol(self, person: PersonRow) -> None:
        standing = self._standing.get(person.id)
        if standing is not None:
            self._say(
                tr("{person} is in this action already: {standing}.", person=person.name, standing=standing)
            )
            self.table.select_id(person.id)
            return
        self._say("")
        self._enrol_ids((person.id,))

    def _enrol_ids(self, people: Sequence[PersonId]) -> None:
        if people and self.page is not None:
            self.change(enrol_people, self.action_id, list(people))

    def _create(self, text: str) -> None:
        given, _, family = text.partition(" ")
        self.change(enrol_new_person, self.action_id, given, family)

    def _read_names(self, text: str) -> None:
        self.context.runner.read(pasted_names, text, self.context.today, then=self._enrol_named, owner=self)

    def _enrol_named(self, found: Sequence[PastedName]) -> None:
        clear = [each.people[0].id for each in found if len(each.people) == 1]
        unknown = [each.text for each in found if not each.people]
        several = [each.text for each in found if len(each.people) > 1]
        parts = []
        if unknown:
            parts.append(tr("Not found: {names}.", names=", ".join(unknown)))
        if several:
            parts.append(tr("More than one person could be meant: {names}.", names=", ".join(several)))
        self._say("\n".join(parts))
        self._enrol_ids(clear)

    def _withdraw(self, ids: list[PersonId]) -> None:
        self.change(withdraw_people, self.action_id, ids)

    def _let_in(self, person_id: PersonId) -> None:
        self.change(let_in, self.action_id, person_id)

    def _set_places(self, places: int | None) -> None:
        self.change(edit_action, self.action_id, places=places)

    @property
    def notice(self) -> str:
        """What is said of names that could not be enrolled; empty for nothing."""
        return self._notice.text()

    def _say(self, sentence: str) -> None:
        self._notice.setText(sentence)
        self._notice.setVisible(bool(sentence))
        self._dismiss.setVisible(bool(sentence))

    def _copy(self) -> None:
        rows = (self.model.row_of(person) for person in self.table.selected_ids())
        QGuiApplication.clipboard().setMimeData(people_mime(row.person for row in rows if row is not None))

    def _show_menu(self, ids: list[PersonId], place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = self.model.row_of(ids[0])
        if len(ids) == 1 and first is not None:
            menu.addAction(icon("person"), tr("Open"), partial(self.context.shell.open_person, ids[0]))
            if first.status is EnrolmentStatus.WAITING:
                menu.addAction(icon("up"), tr("Next to be let in"), partial(self._let_in, ids[0]))
        menu.addAction(icon("copy"), tr("Copy the names"), self._copy)
        menu.addSeparator()
        menu.addAction(icon("delete"), tr("Take out of the action"), partial(self._withdraw, ids))
        menu.popup(place)

    def _light_up(self, on: bool) -> None:
        self.setProperty("ground", "soft" if on else None)
        restyle(self)

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(PEOPLE_MIME):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._light_up(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light_up(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light_up(False)
        self._enrol_ids(people_in(event.mimeData()))
        event.acceptProposedAction()


def _numbered(people: Sequence[EnrolledPerson]) -> list[EnrolledPerson]:
    """Those who wait with their place in the line instead of the number that keeps its order."""
    numbered, waiting = [], 0
    for each in people:
        if each.status is EnrolmentStatus.WAITING:
            waiting += 1
            numbered.append(EnrolledPerson(each.person, each.status, waiting, each.enrolled_on))
        else:
            numbered.append(each)
    return numbered
