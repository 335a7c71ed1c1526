"""What can be chosen about a sheet before it is printed; choices are remembered for the next time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Literal, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.documents import (
    AnnualRequest,
    AttendanceRequest,
    ImpactRequest,
    RehearsalsRequest,
    Request,
    rehearsal_people,
)
from app.domain.ids import PersonId
from app.i18n import LANGUAGES, Language, Message, language
from ui.runtime.language import tr
from ui.runtime.settings import Settings
from ui.runtime.tasks import Runner
from ui.widgets.entries import Choice
from ui.widgets.forms import CheckEntry, FieldRow, Form

SheetName = Literal["attendance", "rehearsals", "impact", "annual"]


class Teller(Protocol):
    """Whoever says in the window what was done."""

    def tell(self, message: Message, *, undo: bool = False) -> None:
        """Say what was done."""

    def tell_problem(self, error: Message) -> None:
        """Say what did not work."""


class Surroundings(Protocol):
    """What the print dialog works with; a screen's context has it all."""

    @property
    def runner(self) -> Runner:
        """Who does the work."""

    @property
    def settings(self) -> Settings:
        """What this computer remembers."""

    @property
    def language(self) -> Language:
        """The window's language."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """What time it is."""

    @property
    def shell(self) -> Teller:
        """The window around it."""


class SheetForm(Form):
    """The choices of one kind of sheet; makes the request to draw."""

    chosen = Signal()
    """Something else was chosen."""

    def __init__(self, around: Surroundings, sheet: SheetName, parameters: dict[str, Any]) -> None:
        super().__init__()
        self._around = around
        self._sheet = sheet
        self._parameters = parameters
        self._language = Choice()
        self._language.set_options([("fr", "Français"), ("en", "English")])
        self.remember("language", self._language, around.language.code)
        self.row(tr("Language of the sheet"), self._language, "language")

    @property
    def language(self) -> Language:
        """The sheet's own language."""
        code = self._language.value()
        return language(code if code in LANGUAGES else self._around.language.code)

    def request(self) -> Request:
        """What is asked for, with the choices made."""
        if self._sheet == "impact":
            return ImpactRequest(self._parameters["action_id"])
        return AnnualRequest(int(self._parameters["year"]))

    def remember(self, name: str, field: Choice, usual: str) -> None:
        """Show what was chosen last time, or what is usual."""
        field.set_value(self._around.settings.choice(f"print.{self._sheet}.{name}", usual))
        if field.value() is None:
            field.set_value(usual)

    def row(self, label: str, field: QWidget, name: str = "") -> FieldRow:
        """Add a choice; one with a name is kept for the next time."""
        row = self.add(label, field)
        row.edited.connect(partial(self._picked, name))
        return row

    def _picked(self, name: str, value: object) -> None:
        if name:
            self._around.settings.choose(f"print.{self._sheet}.{name}", str(value))
        self.chosen.emit()


class AttendanceForm(SheetForm):
    """Which sort of attendance sheet, and in which order people stand on it."""

    def __init__(self, around: Surroundings, parameters: dict[str, Any]) -> None:
        super().__init__(around, "attendance", parameters)
        # The sheets of a whole action are mostly wanted as a cycle, those of a day one by one.
        whole = parameters.get("action_id") is not None
        memory, usual = ("variant of an action", "grid") if whole else ("variant", "auto")
        self.variant = Choice()
        self.variant.set_options(
            [
                ("auto", tr("One sheet a session")),
                ("grid", tr("Several dates on one sheet")),
                ("count", tr("Counting sheet, without names")),
            ]
        )
        self.remember(memory, self.variant, usual)
        if "variant" in parameters:
            self.variant.set_value(parameters["variant"])
        self.row(tr("Sort of sheet"), self.variant, memory)
        self.order = Choice()
        self.order.set_options([("name", tr("By name")), ("residence", tr("By residence, then by name"))])
        self.remember("order", self.order, "name")
        self._order_row = self.row(tr("Order of the people"), self.order, "order")
        self.past = CheckEntry(tr("Past sessions too"))
        self.past.set_value(bool(parameters.get("past")))
        if whole:
            self.row("", self.past)
        self.chosen.connect(self._fit)
        self._fit()

    def request(self) -> AttendanceRequest:
        given = self._parameters
        return AttendanceRequest(
            session_ids=tuple(given.get("session_ids", ())),
            action_id=given.get("action_id"),
            day=given.get("day"),
            variant=self.variant.value(),
            order=self.order.value(),
            past=self.past.value(),
        )

    def _fit(self) -> None:
        self._order_row.setVisible(self.variant.value() != "count")


class RehearsalsForm(SheetForm):
    """The general table, or sheets for people."""

    def __init__(self, around: Surroundings, parameters: dict[str, Any]) -> None:
        super().__init__(around, "rehearsals", parameters)
        self._given: tuple[PersonId, ...] = tuple(parameters.get("person_ids", ()))
        self.sort = Choice()
        options = [
            ("table", tr("General table")),
            ("everybody", tr("A large-type sheet for each person")),
            ("one", tr("A large-type sheet for one person")),
        ]
        if len(self._given) > 1:
            options.append(("given", tr("Large-type sheets for the people chosen")))
        self.sort.set_options(options)
        self.remember("sort", self.sort, "table")
        if self._given:
            self.sort.set_value("one" if len(self._given) == 1 else "given")
        elif parameters.get("all_people"):
            self.sort.set_value("everybody")
        elif self.sort.value() == "given":
            self.sort.set_value("table")
        self.row(tr("What to print"), self.sort, "sort")
        self.person = Choice()
        self._person_row = self.row(tr("Person"), self.person)
        self.chosen.connect(self._fit)
        self._fit()
        around.runner.read(
            rehearsal_people, parameters["action_id"], then=self._offer, failed=self._nobody, owner=self
        )

    def request(self) -> RehearsalsRequest:
        action_id = self._parameters["action_id"]
        match self.sort.value():
            case "one" if self.person.value() is not None:
                return RehearsalsRequest(action_id, (self.person.value(),))
            case "given":
                return RehearsalsRequest(action_id, self._given)
            case "table":
                return RehearsalsRequest(action_id)
            case _:
                return RehearsalsRequest(action_id, all_people=True)

    def _offer(self, people: tuple[tuple[PersonId, str], ...]) -> None:
        self.person.set_options(list(people))
        known = [person_id for person_id, _ in people]
        wanted = self._given[0] if self._given and self._given[0] in known else None
        self.person.set_value(wanted or (known[0] if known else None))
        if self.sort.value() == "one":
            self.chosen.emit()

    def _nobody(self, _problem: object) -> None:
        """The action is gone; drawing the sheet says so."""

    def _fit(self) -> None:
        self._person_row.setVisible(self.sort.value() == "one")


def sheet_form(around: Surroundings, sheet: SheetName, parameters: dict[str, Any]) -> SheetForm:
    """The choices of a kind of sheet; the parameters are those of its request in `app.documents`."""
    if sheet == "attendance":
        return AttendanceForm(around, parameters)
    if sheet == "rehearsals":
        return RehearsalsForm(around, parameters)
    return SheetForm(around, cast(SheetName, sheet), parameters)
