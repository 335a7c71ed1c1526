"""Who works at a session: a line each with the role, and a field that finds or makes people."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.ids import PersonId, SessionId
from app.domain.kinds import Role, label
from app.domain.names import split_name
from app.i18n.messages import N_
from app.queries.people import PersonRow
from app.queries.sessions import AssignedPerson
from app.usecases.sessions import assign_new_person, assign_people, unassign_people
from ui.runtime.language import tr
from ui.screens.base import Context
from ui.screens.pickers import PersonPicker
from ui.widgets.buttons import icon_button, push_button, set_button_text
from ui.widgets.entries import Choice
from ui.widgets.labels import PlainLabel

_WORKING_ROLES = (Role.STAFF, Role.FACILITATOR, Role.VOLUNTEER)


class WorkingPeople(QWidget):
    """Assigns as soon as a name is chosen; the role is the person's own and can be changed in the line."""

    problem = Signal(object)
    """A `PalierError` that a change met with."""

    def __init__(self, context: Context, session_id: SessionId) -> None:
        super().__init__()
        self._context = context
        self._session_id = session_id
        self._lines: dict[PersonId, _PersonLine] = {}
        self.search = PersonPicker(
            context,
            tr("Assign somebody: type a name"),
            creates=N_("Add “{text}” as a new person"),
            known=lambda person: tr("assigned") if person in self._lines else "",
        )
        self.search.picked.connect(self._assign)
        self.search.create_requested.connect(self._assign_new)
        self.search.left.connect(context.shell.close_panel)
        self._nobody = PlainLabel(tr("Nobody is assigned yet."), ink="muted")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._nobody)
        self._layout.addWidget(self.search)

    def show_people(self, assigned: tuple[AssignedPerson, ...]) -> None:
        """Show these; lines that stay keep the keyboard."""
        wanted = {each.person.id: each for each in assigned}
        for person_id in [each for each in self._lines if each not in wanted]:
            gone = self._lines.pop(person_id)
            gone.hide()
            gone.deleteLater()
        for place, each in enumerate(assigned):
            line = self._lines.get(each.person.id)
            if line is None:
                line = self._lines[each.person.id] = _PersonLine(each.person)
                line.removed.connect(self._take_off)
                line.role_changed.connect(self._change_role)
                line.opened.connect(self._context.shell.open_person)
                self._layout.insertWidget(place, line)
            line.show_role(each.role)
        self._nobody.setVisible(not assigned)

    def line(self, person_id: PersonId) -> _PersonLine:
        """The line of somebody who is assigned."""
        return self._lines[person_id]

    def _assign(self, person: PersonRow) -> None:
        # Who neither is staff nor comes from outside helps of their own will.
        role = next((role for role in person.roles if role in _WORKING_ROLES), Role.VOLUNTEER)
        self._change_role(person.id, role)

    def _assign_new(self, text: str) -> None:
        given, family = split_name(text)
        self._context.runner.change(
            assign_new_person,
            self._session_id,
            given,
            family,
            Role.STAFF,
            failed=self.problem.emit,
            owner=self,
        )

    def _change_role(self, person_id: PersonId, role: Role) -> None:
        self._context.runner.change(
            assign_people, self._session_id, [person_id], role, failed=self.problem.emit, owner=self
        )

    def _take_off(self, person_id: PersonId) -> None:
        self._context.runner.change(
            unassign_people, self._session_id, [person_id], failed=self.problem.emit, owner=self
        )


class _PersonLine(QWidget):
    """Name, role, and a cross to take the person off."""

    removed = Signal(object)
    role_changed = Signal(object, object)
    opened = Signal(object)

    def __init__(self, person: PersonRow) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        name = push_button("", kind="link")
        set_button_text(name, person.name)
        name.clicked.connect(lambda: self.opened.emit(person.id))
        self.role = Choice(tr("Role"))
        self.role.set_options([(role.value, tr(label(role))) for role in _WORKING_ROLES])
        self.role.edited.connect(lambda value: self.role_changed.emit(person.id, Role(value)))
        self.take_off = icon_button("close", tr("Take {person} off this session", person=person.name))
        self.take_off.clicked.connect(lambda: self.removed.emit(person.id))
        layout.addWidget(name)
        layout.addStretch(1)
        layout.addWidget(self.role)
        layout.addWidget(self.take_off)

    def show_role(self, role: Role) -> None:
        """In which role they work."""
        self.role.set_value(role.value)
