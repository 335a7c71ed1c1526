"""The shell around the screens: rail, top bar, side panel, message bar, and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import PalierError
from app.domain.ids import ActionId, PersonId, ResidenceId, SessionId
from app.i18n import Message
from ui.runtime.hub import ChangeHub
from ui.runtime.language import current_language, say, tr
from ui.runtime.settings import Settings
from ui.runtime.tasks import Runner
from ui.screens.base import Clock, Context, Panel, Screen, ScreenName, StatusFigure
from ui.screens.catalogue import make_panel, make_screen, screens
from ui.screens.commands import commands
from ui.screens.finder import Command, Finder
from ui.screens.keys import KeySheet
from ui.screens.slow_work import SlowWork
from ui.widgets.messages import MessageBar
from ui.widgets.panel import PanelHost, SidePanel
from ui.widgets.rail import Rail
from ui.widgets.top_bar import TopBar, TopBarWords

if TYPE_CHECKING:
    from app.workspace import Outcome

FOLD_BELOW = 1100
"""The width of the window under which the rail folds by itself."""


class Workbench(QWidget):
    """Implements `Shell`. Screens are made when they are first shown."""

    language_requested = Signal(str)
    theme_requested = Signal(str)
    leave_requested = Signal()
    """Close this workspace and go back to the welcome page."""

    def __init__(self, runner: Runner, hub: ChangeHub, settings: Settings, clock: Clock) -> None:
        super().__init__()
        self.context = Context(runner, hub, settings, current_language(), clock, self)
        self._entries = screens()
        self._made: dict[ScreenName, Screen] = {}
        self._toolbars: dict[ScreenName, QWidget | None] = {}
        self._current: Screen | None = None
        self._undo: Message | None = None
        self._redo: Message | None = None
        self.rail = self._make_rail()
        self.top = TopBar(
            TopBarWords(
                tr("Earlier"),
                tr("Later"),
                tr("Today"),
                tr("Search"),
                tr("Undo"),
                tr("Do again"),
                tr("Print"),
            )
        )
        self._stack = QStackedWidget()
        self.panel = SidePanel(tr("Close the panel"))
        self._host = PanelHost(self._stack, self.panel, settings.values.panel_width)
        self.messages = MessageBar(tr("Undo"), tr("Close"), tr("Cancel"))
        self._slow_work = SlowWork(runner, self.messages.progress)
        self.finder = Finder(self.context, self.top.search, self.commands)
        self._show_state(True)
        self._lay_out()
        self._connect()
        self._make_shortcuts()

    # Shell

    def open_screen(self, name: ScreenName) -> Screen | None:
        """Go to a screen."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        if name not in self._made:
            made = make_screen(entry, self.context)
            made.title_changed.connect(self.toolbar_changed)
            self._made[name] = made
            self._toolbars[name] = made.toolbar()
            self._stack.addWidget(made)
        screen = self._made[name]
        if screen is not self._current:
            self._current = screen
            self._stack.setCurrentWidget(screen)
            self.rail.select(name)
            self.toolbar_changed()
            screen.setFocus(Qt.FocusReason.OtherFocusReason)
        return screen

    def open_calendar(self, day: date) -> None:
        """Show a day in the calendar."""
        self._open_item("calendar", "day", day)

    def open_session(self, session_id: SessionId) -> None:
        """Show a session in the side panel."""
        self._open_panel("session", session_id)

    def open_marking(self, session_id: SessionId) -> None:
        """Show a session's roster."""
        self._open_item("marking", "session", session_id)

    def open_action(self, action_id: ActionId, tab: str = "") -> None:
        """Show an action on its screen."""
        self._open_item("actions", "action", action_id, tab)

    def open_person(self, person_id: PersonId) -> None:
        """Show a person in the side panel."""
        self._open_panel("person", person_id)

    def open_residence(self, residence_id: ResidenceId) -> None:
        """Show a residence in the side panel."""
        self._open_panel("residence", residence_id)

    def show_panel(self, widget: QWidget, title: str) -> None:
        """Put a widget into the side panel."""
        self._flush_panel()
        self.panel.show_widget(widget, title)
        if isinstance(widget, Panel):
            widget.title_changed.connect(partial(self._retitle, widget))
            if widget.title():  # it may have loaded while it was shown
                self._retitle(widget)
        self._host.set_open(True)

    def close_panel(self) -> None:
        """Close the side panel."""
        self._flush_panel()
        old = self.panel.take_widget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self._host.set_open(False)
        if self._current is not None:
            self._current.setFocus(Qt.FocusReason.OtherFocusReason)

    def panel_widget(self) -> QWidget | None:
        """What the side panel shows."""
        return self.panel.widget()

    def tell(self, message: Message, *, undo: bool = False) -> None:
        """Say what was done."""
        self.messages.tell(say(message), undo=undo and self._undo is not None)

    def tell_problem(self, error: PalierError | Message) -> None:
        """Say what did not work."""
        message = error.message if isinstance(error, PalierError) else error
        self.messages.tell(say(message), sort="error")

    def print_sheet(self, sheet: str, **parameters: Any) -> None:
        """Open the print dialog for a kind of sheet."""
        self._flush_panel()
        dialog = import_module("ui.dialogs.printing").PrintDialog(
            self.context, sheet, parent=self, **parameters
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def set_status(self, figures: Sequence[StatusFigure]) -> None:
        """Show figures at the right of the message bar."""
        self.messages.set_figures([(each.text, each.icon, each.urgent, each.open) for each in figures])

    def set_badge(self, screen: ScreenName, count: int) -> None:
        """Show a count beside a screen's name."""
        self.rail.set_badge(screen, count)

    def toolbar_changed(self) -> None:
        """Show the current screen's title and toolbar again."""
        if self._current is not None:
            self.top.set_title(self._current.title())
            self.top.set_dates(self._current.has_dates)
            self.top.set_toolbar(self._toolbars[self._current.name])

    def choose_language(self, code: str) -> None:
        """Speak this language from now on."""
        self.language_requested.emit(code)

    def choose_theme(self, name: str) -> None:
        """Wear this theme from now on."""
        self.theme_requested.emit(name)

    def leave_workspace(self) -> None:
        """Close the workspace and offer others."""
        self._flush_panel()
        self.leave_requested.emit()

    # Commands

    def undo(self) -> None:
        """Take back the last step."""
        self._flush_panel()
        if self._undo is not None:
            self.context.runner.undo(then=partial(self._reverted, Message("Undone: {step}", step=self._undo)))

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._redo is not None:
            self.context.runner.redo(
                then=partial(self._reverted, Message("Done again: {step}", step=self._redo))
            )

    def create_new(self) -> None:
        """A new one of what the screen shows, else a new session in the calendar."""
        if self._current is None or not self._current.create_new():
            calendar = self.open_screen("calendar")
            if calendar is not None:
                calendar.create_new()

    def print_selection(self) -> None:
        """Print what is selected."""
        self._flush_panel()
        if self._current is None or not self._current.print_selection():
            self.messages.tell(tr("Select what you want to print first."), sort="warning")

    def commands(self) -> list[Command]:
        """What the search field offers beside what it finds."""
        railed = [each for each in self._entries.values() if each.in_rail]
        return commands(self.context, railed, self.create_new, self.print_selection)

    def show_keys(self) -> None:
        """Show the sheet of keys."""
        sheet = KeySheet(self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def step_back(self) -> None:
        """Esc: close the panel, else leave what the screen is in, else clear the message."""
        if self.panel.widget() is not None and not self.panel.isHidden():
            self.close_panel()
        elif self._current is None or not self._current.escape():
            self.messages.clear()

    def current_screen(self) -> Screen | None:
        """The screen that is shown."""
        return self._current

    def flush(self) -> None:
        """Save a field that is being edited."""
        self._flush_panel()

    def _make_rail(self) -> Rail:
        workspace = self.context.runner.workspace
        rail = Rail(workspace.name if workspace else "Palier", tr("Fold the menu"))
        for number, entry in enumerate((each for each in self._entries.values() if each.in_rail), 1):
            rail.add(entry.name, entry.icon, tr(entry.text), f"Alt+{number}")
        rail.add("settings", "settings", tr("Settings"), "Ctrl+,", foot=True)
        return rail

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self._host, 1)
        upper = QHBoxLayout()
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(self.messages)
        self.setMinimumSize(QSize(640, 360))

    def _connect(self) -> None:
        runner, hub = self.context.runner, self.context.hub
        self.rail.chosen.connect(self.open_screen)
        self.rail.folded_changed.connect(lambda folded: self.context.settings.set(rail_folded=folded))
        self.top.back_requested.connect(self._asking("go_back"))
        self.top.forward_requested.connect(self._asking("go_forward"))
        self.top.today_requested.connect(self._asking("go_today"))
        self.top.undo_requested.connect(self.undo)
        self.top.redo_requested.connect(self.redo)
        self.top.print_requested.connect(self.print_selection)
        self.top.search.left.connect(self._leave_search)
        self.panel.closed.connect(self.close_panel)
        self._host.width_changed.connect(lambda width: self.context.settings.set(panel_width=width))
        self.messages.undo_requested.connect(self.undo)
        runner.changed.connect(self._changed)
        runner.steps_changed.connect(self._steps)
        runner.refused.connect(self.tell_problem)
        hub.connection_changed.connect(self._connection)

    def _make_shortcuts(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+Z", self.undo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+K", self.finder.begin),
            ("Ctrl+N", self.create_new),
            ("Ctrl+P", self.print_selection),
            ("Ctrl+F", self._search_here),
            ("Ctrl+,", partial(self.open_screen, "settings")),
            ("F1", self.show_keys),
        ]
        railed = [entry for entry in self._entries.values() if entry.in_rail]
        keys += [(f"Alt+{n}", partial(self.open_screen, entry.name)) for n, entry in enumerate(railed, 1)]
        for key, run in keys:
            QShortcut(QKeySequence(key), self).activated.connect(_plain(run))

    def _open_item(self, name: ScreenName, kind: str, item_id: Any, detail: str = "") -> None:
        screen = self.open_screen(name)
        if screen is not None:
            screen.open_item(kind, item_id, detail)

    def _open_panel(self, kind: str, item_id: Any) -> None:
        shown, wanted = self.panel.widget(), f"{kind} {item_id}"
        if shown is None or shown.objectName() != wanted:
            made = make_panel(kind, self.context, item_id)
            made.setObjectName(wanted)
            self.show_panel(made, made.title())

    def _retitle(self, widget: Panel) -> None:
        if self.panel.widget() is widget:
            self.panel.set_title(widget.title())

    def _flush_panel(self) -> None:
        shown = self.panel.widget()
        if isinstance(shown, Panel):
            shown.flush()

    def _asking(self, method: str) -> Callable[[], None]:
        def ask() -> None:
            if self._current is not None:
                getattr(self._current, method)()

        return ask

    def _leave_search(self) -> None:
        if self._current is not None:
            self._current.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search_here(self) -> None:
        if self._current is None or not self._current.focus_search():
            self.finder.begin()

    def _changed(self, outcome: Outcome[Any], tell: bool) -> None:
        if tell and outcome.step is not None:
            self.tell(outcome.label, undo=True)

    def _reverted(self, message: Message, _outcome: Outcome[None]) -> None:
        self.tell(message)

    def _steps(self, undo: Message | None, redo: Message | None) -> None:
        self._undo, self._redo = undo, redo
        self.top.set_steps(
            tr("Undo: {step}", step=undo) if undo else "", tr("Do again: {step}", step=redo) if redo else ""
        )

    def _show_state(self, answers: bool) -> None:
        if answers:
            self.messages.set_state("done", "success", tr("Everything is saved."))
        else:
            self.messages.set_state("offline", "warning", tr("The database does not answer."))

    def _connection(self, answers: bool) -> None:
        self._show_state(answers)
        if answers:
            self.tell(Message("The database answers again; everything is up to date."))
            for screen in self._made.values():
                screen.request_refresh()
        else:
            self.tell_problem(
                Message("The database does not answer. What you see may be out of date; Palier keeps trying.")
            )

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_folded(self.context.settings.values.rail_folded or self.width() < FOLD_BELOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.step_back()
        else:
            super().keyPressEvent(event)


def _plain(run: Callable[[], object]) -> Callable[[], None]:
    def call() -> None:
        run()

    return call
