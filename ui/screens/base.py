"""What a screen and a side panel are, and what the shell around them offers.

Where the shell looks for them (they are imported when first shown):

- screens: class `TodayScreen` in `ui.screens.today`, `CalendarScreen` in `ui.screens.calendar`, likewise `actions`,
  `people`, `residences`, `reports`, `marking`; each takes one `Context`;
- side panels: `SessionPanel` in `ui.screens.panels.session`, `PersonPanel` in `ui.screens.panels.person`,
  `ResidencePanel` in `ui.screens.panels.residence`; each takes a `Context` and an id;
- printing: `PrintDialog` in `ui.dialogs.printing`; takes a `Context`, the sheet's name and its parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import PalierError
from app.domain.ids import ActionId, PersonId, ResidenceId, SessionId
from app.i18n import Language, Message
from ui.runtime.hub import ChangeHub, Refresher
from ui.runtime.settings import Settings
from ui.runtime.tasks import Runner

ScreenName = Literal["today", "calendar", "actions", "people", "residences", "reports", "marking", "settings"]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected on a screen: a kind (`session`, `action`, `person`, `residence`) and ids."""

    kind: str
    ids: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class StatusFigure:
    """One of the figures at the right of the message bar: “5 to mark”."""

    text: str
    icon: str
    open: Callable[[], object]
    urgent: bool = False


class Shell(Protocol):
    """The window around the screens."""

    def open_screen(self, name: ScreenName) -> Screen | None:
        """Go to a screen and return it; None where it is not part of this build."""

    def open_calendar(self, day: date) -> None:
        """Show a day in the calendar."""

    def open_session(self, session_id: SessionId) -> None:
        """Show a session in the side panel."""

    def open_marking(self, session_id: SessionId) -> None:
        """Show a session's roster on the screen `marking`, which is not in the rail."""

    def open_action(self, action_id: ActionId, tab: str = "") -> None:
        """Show an action on its screen, at the tab with this name."""

    def open_person(self, person_id: PersonId) -> None:
        """Show a person in the side panel."""

    def open_residence(self, residence_id: ResidenceId) -> None:
        """Show a residence in the side panel."""

    def show_panel(self, widget: QWidget, title: str) -> None:
        """Put a widget into the side panel; the one before is closed and deleted."""

    def close_panel(self) -> None:
        """Close the side panel."""

    def panel_widget(self) -> QWidget | None:
        """What the side panel shows."""

    def tell(self, message: Message, *, undo: bool = False) -> None:
        """Say what was done in the message bar, with Undo if there is a step to take back.

        Changes made through the runner are told without this.
        """

    def tell_problem(self, error: PalierError | Message) -> None:
        """Say in the message bar what did not work and what to do."""

    def print_sheet(self, sheet: str, **parameters: Any) -> None:
        """Open the print dialog for a kind of sheet (a folder of `app.documents`) with these parameters."""

    def set_status(self, figures: Sequence[StatusFigure]) -> None:
        """Show these figures at the right of the message bar."""

    def set_badge(self, screen: ScreenName, count: int) -> None:
        """Show a count beside a screen's name in the rail; 0 shows none."""

    def toolbar_changed(self) -> None:
        """Show the title and toolbar of the current screen again, after it changed them."""

    def choose_language(self, code: str) -> None:
        """Speak `fr` or `en` from now on; the window's content is made again."""

    def choose_theme(self, name: str) -> None:
        """Wear `light`, `dark` or `system` from now on."""

    def leave_workspace(self) -> None:
        """Close the workspace and offer others."""

    def show_keys(self) -> None:
        """Show the sheet of keys."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a screen works with. It lasts as long as the window content: a new language makes a new one."""

    runner: Runner
    hub: ChangeHub
    settings: Settings
    language: Language
    clock: Clock
    shell: Shell

    @property
    def today(self) -> date:
        """The day on the clock."""
        return self.clock().date()


class Part(QWidget):
    """What screens and panels share: they load when first seen and stay fresh.

    A subclass names the tables it shows in `interested_in` and asks its queries in `refresh`, keeping selection and
    scroll position by id. `refresh` is called on the first show, and after changes to those tables (merged over
    50 ms; put off while hidden).
    """

    interested_in: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.refresher = Refresher(self, context.hub, self.interested_in, self.refresh)

    def refresh(self) -> None:
        """Ask the queries again and show what they answer."""
        raise NotImplementedError

    def request_refresh(self) -> None:
        """Refresh soon: within 50 ms if seen, else when shown."""
        self.refresher.request()

    def escape(self) -> bool:
        """Esc: go one level back (leave a cell, clear a search); False if there was nothing to leave."""
        return False


class Screen(Part):
    """One of the places in the rail."""

    name: ClassVar[ScreenName]
    title_changed = Signal()
    """The shell asks `title` again."""

    def title(self) -> str:
        """What the top bar says in large type, in the window's language."""
        raise NotImplementedError

    def toolbar(self) -> QWidget | None:
        """The screen's own controls in the top bar, made once; None for none."""
        return None

    def current_selection(self) -> Selection | None:
        """What is selected."""
        return None

    def go_back(self) -> None:
        """‹ in the top bar; only for screens with `has_dates`."""

    def go_forward(self) -> None:
        """› in the top bar."""

    def go_today(self) -> None:
        """“Today” in the top bar, and the key T."""

    has_dates: ClassVar[bool] = False
    """Whether the top bar shows ‹ Today ›."""

    def create_new(self) -> bool:
        """Ctrl+N: make a new one of what the screen shows; False lets the shell open the calendar for it."""
        return False

    def print_selection(self) -> bool:
        """Ctrl+P: print what is selected; False if there is nothing to print."""
        return False

    def copy(self) -> bool:
        """Ctrl+C: put what is selected on the clipboard; False if nothing is."""
        return False

    def focus_search(self) -> bool:
        """Ctrl+F: go to the screen's own search field or filter; False if it has none."""
        return False

    def open_item(self, kind: str, item_id: Any, detail: str = "") -> None:
        """Show one thing of this screen (an action with a tab, a day)."""


class Panel(Part):
    """What the side panel shows of one thing: a session, a person, a residence."""

    title_changed = Signal()

    def title(self) -> str:
        """The panel's heading."""
        raise NotImplementedError

    def flush(self) -> None:
        """Save a field that is being edited; called before the panel closes or shows another thing."""

    def take_keyboard(self) -> None:
        """Put the keyboard into the first field: whoever opened the panel with a key goes on without a mouse."""
        for child in self.findChildren(QWidget):
            if (
                child.isVisibleTo(self)
                and child.isEnabled()
                and child.focusPolicy() & Qt.FocusPolicy.TabFocus
            ):
                child.setFocus(Qt.FocusReason.TabFocusReason)
                return
