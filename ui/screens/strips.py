"""Strips that open over a list for one thing to fill in, instead of a dialog: Enter does it, Esc closes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import PalierError
from app.domain.ids import ActionId, PersonId, ResidenceId
from app.domain.kinds import Role, label
from app.i18n import Message
from app.queries.choices import Choice
from app.usecases.enrolments import enrol_people
from app.usecases.people import create_person
from app.workspace import Outcome
from ui.runtime.language import ntr, say, tr
from ui.screens.base import Context
from ui.screens.pickers import ActionPicker, ResidencePicker
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.entries import Choice as ChoiceEntry
from ui.widgets.entries import TextEntry
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import PlainLabel


class Strip(QFrame):
    """The frame: a heading, fields, a close button, and the sentence of what is wrong."""

    closed = Signal()

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "soft")
        self.setProperty("line", "below")
        self.heading = PlainLabel(heading, strong=True)
        self._problem = PlainLabel(ink="danger", wrap=True)
        self._problem.hide()
        close = icon_button("close", tr("Close"), keys="Esc")
        close.clicked.connect(self.close_strip)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(close)
        self._holder = QWidget()
        self.fields = FlowLayout(self._holder, gap=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 8, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._holder)
        column.addWidget(self._problem)
        self.hide()

    def add(self, field: QWidget, width: int = 0) -> None:
        """One more field, this wide."""
        if width:
            field.setMinimumWidth(width)
            field.setMaximumWidth(width)
        self.fields.addWidget(field)

    def say_problem(self, problem: PalierError | Message | None) -> None:
        """Say what is wrong; None takes it back."""
        message = problem.message if isinstance(problem, PalierError) else problem
        self._problem.setText("" if message is None else say(message))
        self._problem.setVisible(message is not None)

    @property
    def problem(self) -> str:
        """The sentence of what is wrong; empty for none."""
        return self._problem.text()

    def close_strip(self) -> None:
        """Close without doing anything."""
        self.say_problem(None)
        self.hide()
        self.closed.emit()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
            return
        super().keyPressEvent(event)


class NewPersonStrip(Strip):
    """Makes people one after the other; residence and role stay for the next one."""

    created = Signal(object)
    """The `PersonId`."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("New person"), parent)
        self._context = context
        self._residence: ResidenceId | None = None
        self.given = _entry(tr("Given name"))
        self.family = _entry(tr("Family name"))
        self.phone = _entry(tr("Telephone"))
        self.residence = ResidencePicker(context, tr("Residence"), keep_text=True)
        self.residence.picked.connect(self._settle_residence)
        self.residence.textEdited.connect(self._forget_residence)
        self.role = ChoiceEntry(tr("Role"))
        self.role.set_options([(role.value, tr(label(role))) for role in Role])
        self.role.set_value(Role.TENANT.value)
        self._add = push_button(tr("Add"), kind="primary", keys="Enter")
        self._add.clicked.connect(self._create)
        for field, width in (
            (self.given, 140), (self.family, 150), (self.residence, 190), (self.role, 120), (self.phone, 130),
        ):  # fmt: skip
            self.add(field, width)
        self.add(self._add)
        for field in (self.given, self.family, self.phone):
            field.returnPressed.connect(self._create)

    def start(self, name: str = "") -> None:
        """Open, with a name that was typed elsewhere."""
        given, _, family = name.strip().partition(" ")
        self.given.set_value(given)
        self.family.set_value(family)
        self.show()
        (self.family if given and not family else self.given).setFocus()

    def _settle_residence(self, choice: Choice) -> None:
        self._residence = ResidenceId(choice.id)

    def _forget_residence(self, _text: str) -> None:
        self._residence = None

    def _create(self) -> None:
        for field in (self.given, self.family, self.phone):
            field.commit()
        self._context.runner.change(
            create_person,
            self.given.text(),
            self.family.text(),
            role=Role(self.role.value()),
            residence_id=self._residence,
            phone=self.phone.text(),
            then=self._created,
            failed=self.say_problem,
            owner=self,
        )

    def _created(self, outcome: Outcome[Any]) -> None:
        self.say_problem(None)
        for field in (self.given, self.family, self.phone):
            field.set_value("")
            field.clear()
        self.given.setFocus()
        self.created.emit(outcome.result)


class EnrolStrip(Strip):
    """Enrols the people who were selected in an action."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self._people: tuple[PersonId, ...] = ()
        self.picker = ActionPicker(context, tr("Action"))
        self.picker.picked.connect(self._enrol)
        self.picker.left.connect(self.close_strip)
        self.add(self.picker, 320)

    def start(self, people: Sequence[PersonId]) -> None:
        """Open for these people."""
        self._people = tuple(people)
        self.heading.setText(ntr("Enrol {n} person in…", "Enrol {n} people in…", len(self._people)))
        self.show()
        self.picker.setFocus()
        self.picker.search_now()

    def _enrol(self, choice: Choice) -> None:
        self._context.runner.change(
            enrol_people,
            ActionId(choice.id),
            self._people,
            then=self._enrolled,
            failed=self.say_problem,
            owner=self,
        )

    def _enrolled(self, _outcome: Outcome[Any]) -> None:
        self.close_strip()


def _entry(name: str) -> TextEntry:
    field = TextEntry(name)
    field.setPlaceholderText(name)
    return field
