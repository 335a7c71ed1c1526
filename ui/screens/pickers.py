"""Search as you type for people, actions and residences; Enter takes the first answer and the field is free again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.ids import PersonId
from app.domain.names import fold
from app.queries.choices import Choice, action_choices, residence_choices
from app.queries.people import PersonRow, search_people
from ui.models.people import PEOPLE_MIME, people_in, roles_text
from ui.runtime.language import tr
from ui.screens.base import Context
from ui.widgets.search import Completion, SearchField

CREATE = object()
"""The key of the last answer, which makes a new thing of what was typed."""

_MOST = 12


class Picker(SearchField):
    """Asks a query as one types. `picked` carries what the query answered; `create_requested` what was typed."""

    picked = Signal(object)
    create_requested = Signal(str)

    def __init__(
        self,
        context: Context,
        placeholder: str,
        *,
        creates: str = "",
        keep_text: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`creates` is the answer that offers to make a new one, with the field `{text}`; empty for none."""
        super().__init__(placeholder, keep_text=keep_text, parent=parent)
        self._context = context
        self._creates = creates
        self.searched.connect(self._ask)
        self.chosen.connect(self._taken)

    def answers(self, text: str) -> None:
        """Ask the query, then `self.show_answers`."""
        raise NotImplementedError

    def show_answers(self, completions: Sequence[Completion]) -> None:
        """Show the answers, the offer to make a new one last.

        A quick Enter takes the first answer; it never makes a new one of what may be a slip of the key.
        """
        text = self.text().strip()
        listed = list(completions)
        if not listed:
            self._enter_waits = False
        if self._creates and text:
            listed.append(Completion(CREATE, tr(self._creates, text=text), icon="add"))
        self.set_completions(listed, tr("Nothing found") if text else "")

    def _ask(self, text: str) -> None:
        if not text:
            self.close_completions()
            return
        self.answers(text)

    def _taken(self, completion: Completion) -> None:
        if completion.key is CREATE:
            self.create_requested.emit(self._words)
        else:
            self.picked.emit(completion.key)

    def _choose(self, completion: Completion) -> None:
        self._words = self.text().strip()
        super()._choose(completion)


class PersonPicker(Picker):
    """Finds people; `picked` carries a `PersonRow`. Several people at once come by paste."""

    people_pasted = Signal(tuple)
    """Ids of people that were copied elsewhere in the program."""
    names_pasted = Signal(str)
    """Several lines of text that were copied anywhere."""

    def __init__(
        self,
        context: Context,
        placeholder: str,
        *,
        creates: str = "",
        known: Callable[[PersonId], str] = lambda _: "",
        parent: QWidget | None = None,
    ) -> None:
        """`known` says in a word what somebody is here already (“enrolled”)."""
        super().__init__(context, placeholder, creates=creates, parent=parent)
        self._known = known

    def answers(self, text: str) -> None:
        self._context.runner.read(
            search_people, text, _MOST, self._context.today, then=self._found, owner=self, key=_key(self)
        )

    def _found(self, people: Sequence[PersonRow]) -> None:
        # Those who are here already are named last: one looks for somebody else.
        ordered = sorted(people, key=lambda person: bool(self._known(person.id)))
        self.show_answers([self._completion(person) for person in ordered])

    def _completion(self, person: PersonRow) -> Completion:
        detail = self._known(person.id) or person.residence or roles_text(person, self._context.language)
        return Completion(person, person.name, detail, "person")

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            mime = QGuiApplication.clipboard().mimeData()
            if mime.hasFormat(PEOPLE_MIME):
                self.people_pasted.emit(people_in(mime))
                return
            if len([line for line in mime.text().splitlines() if line.strip()]) > 1:
                self.names_pasted.emit(mime.text())
                return
        super().keyPressEvent(event)


class ActionPicker(Picker):
    """Finds actions; `picked` carries a `Choice`. An empty field offers the newest with the key Down."""

    def answers(self, text: str) -> None:
        self._context.runner.read(action_choices, text, _MOST, then=self._found, owner=self, key=_key(self))

    def _ask(self, text: str) -> None:
        self.answers(text)

    def _found(self, choices: Sequence[Choice]) -> None:
        self.show_answers([Completion(each, each.label, each.detail, "actions") for each in choices])


class ResidencePicker(Picker):
    """Finds residences; `picked` carries a `Choice`. There are few enough to look through all of them."""

    def answers(self, text: str) -> None:
        self._context.runner.read(residence_choices, then=self._found, owner=self, key=_key(self))

    def _found(self, choices: Sequence[Choice]) -> None:
        typed = fold(self.text()).split()
        matching = [
            each for each in choices if all(word in fold(f"{each.label} {each.detail}") for word in typed)
        ]
        matching.sort(key=lambda each: not fold(each.label).startswith(" ".join(typed)))
        self.show_answers(
            [Completion(each, each.label, each.detail, "residence") for each in matching[:_MOST]]
        )


def _key(field: Picker) -> str:
    return f"picker {id(field)}"
