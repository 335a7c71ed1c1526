"""Search everywhere (Ctrl+K): people, actions, residences, and the commands of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from app.domain.ids import ActionId, PersonId, ResidenceId
from app.domain.names import fold
from app.queries.finding import Found, find
from ui.runtime.language import tr
from ui.screens.base import Context
from ui.widgets.search import Completion, SearchField

_ICONS = {"person": "person", "action": "actions", "residence": "residence"}


@dataclass(frozen=True, slots=True)
class Command:
    """Something the program can do, by its name."""

    text: str
    icon: str
    run: Callable[[], object]
    keys: str = ""


class Finder(QObject):
    """Answers the search field of the top bar. Without a word it offers the commands."""

    def __init__(
        self, context: Context, field: SearchField, commands: Callable[[], Sequence[Command]]
    ) -> None:
        super().__init__(field)
        self._context = context
        self._field = field
        self._commands = commands
        field.searched.connect(self.search)
        field.chosen.connect(self._go)

    def begin(self) -> None:
        """Go to the field and offer what can be done."""
        self._field.setFocus()
        self._field.selectAll()
        self._field.search_now()

    def search(self, text: str) -> None:
        """Look for a text."""
        if not text:
            self._show("", ())
            return
        self._context.runner.read(find, text, then=partial(self._show, text), owner=self, key="search")

    def _show(self, text: str, found: Sequence[Found]) -> None:
        groups = {"person": tr("People"), "action": tr("Actions"), "residence": tr("Residences")}
        answers = [
            Completion(each, each.label, each.detail, _ICONS.get(each.kind, ""), groups.get(each.kind, ""))
            for each in sorted(found, key=lambda each: list(groups).index(each.kind))
        ]
        words = fold(text).split()
        answers += [
            Completion(command, command.text, command.keys, command.icon, tr("Commands"))
            for command in self._commands()
            if all(word in fold(command.text) for word in words)
        ]
        self._field.set_completions(answers, tr("Nothing was found. Try fewer letters."))

    def _go(self, chosen: Completion) -> None:
        shell = self._context.shell
        match chosen.key:
            case Command() as command:
                command.run()
            case Found(kind="person", id=found):
                shell.open_person(PersonId(found))
            case Found(kind="action", id=found):
                shell.open_action(ActionId(found))
            case Found(kind="residence", id=found):
                shell.open_residence(ResidenceId(found))
