"""A new session: the time is given by the drag, only the action is asked for."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from app.domain.ids import ActionId, SessionId
from app.domain.slots import Slot
from app.queries.choices import Choice, action_choices
from app.usecases.actions import create_action_with_session
from app.usecases.sessions import create_session
from app.workspace import Outcome
from ui.runtime.language import tr
from ui.screens.base import Context, Panel
from ui.widgets.buttons import push_button
from ui.widgets.labels import PlainLabel
from ui.widgets.search import Completion, SearchField

_NEWEST = 8


class NewSessionPanel(Panel):
    """Asks which action the session is of, or makes a new one by its title; Enter is enough."""

    created = Signal(object)
    """Carries the new session's id; the session's panel is open by then."""

    def __init__(self, context: Context, slot: Slot) -> None:
        super().__init__(context)
        self.slot = slot
        self.search = SearchField(tr("An action’s name, or a new one"))
        self.search.searched.connect(self._find)
        self.search.chosen.connect(self._choose)
        self.search.left.connect(context.shell.close_panel)
        self._newest = QVBoxLayout()
        self._newest.setSpacing(2)
        language = context.language
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(language.date(slot.day, "full"), strong=True))
        layout.addWidget(PlainLabel(language.slot(slot.starts_at, slot.ends_at), ink="muted"))
        layout.addSpacing(8)
        layout.addWidget(PlainLabel(tr("Of which action is this session?"), strong=True))
        layout.addWidget(self.search)
        layout.addLayout(self._newest)
        layout.addStretch(1)
        QTimer.singleShot(0, self, self.search.setFocus)

    def title(self) -> str:
        return tr("New session")

    def refresh(self) -> None:
        self.context.runner.read(
            action_choices, "", _NEWEST, then=self._show_newest, owner=self, key="newest-actions"
        )

    def take_keyboard(self) -> None:
        self.search.setFocus()

    def buttons(self) -> list[QPushButton]:
        """The newest actions, each one click away."""
        return self.findChildren(QPushButton)

    def _show_newest(self, choices: tuple[Choice, ...]) -> None:
        while (item := self._newest.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for choice in choices:
            button = push_button(choice.label, kind="quiet", tooltip=choice.detail)
            button.setProperty("align", "left")
            button.clicked.connect(lambda _=False, choice=choice: self._plan(ActionId(choice.id)))
            self._newest.addWidget(button)

    def _find(self, text: str) -> None:
        if text:
            self.context.runner.read(
                action_choices,
                text,
                _NEWEST,
                then=lambda choices: self._propose(text, choices),
                owner=self,
                key="actions",
            )

    def _propose(self, text: str, choices: tuple[Choice, ...]) -> None:
        listed = [Completion(choice.id, choice.label, choice.detail, "actions") for choice in choices]
        listed.append(Completion(text, tr("New action “{title}”", title=text), "", "add"))
        self.search.set_completions(listed)

    def _choose(self, chosen: Completion) -> None:
        if isinstance(chosen.key, str):
            self.context.runner.change(
                create_action_with_session, chosen.key, self.slot, then=self._made_both, owner=self
            )
        else:
            self._plan(ActionId(chosen.key))

    def _plan(self, action_id: ActionId) -> None:
        self.context.runner.change(create_session, action_id, self.slot, then=self._made, owner=self)

    def _made_both(self, outcome: Outcome[tuple[ActionId, SessionId]]) -> None:
        self._open(outcome.result[1])

    def _made(self, outcome: Outcome[SessionId]) -> None:
        self._open(outcome.result)

    def _open(self, session_id: SessionId) -> None:
        shell = self.context.shell
        self.created.emit(session_id)
        shell.open_session(session_id)
        opened = shell.panel_widget()
        if isinstance(opened, Panel):
            opened.take_keyboard()
