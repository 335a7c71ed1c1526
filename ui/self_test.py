"""`./run self-test`: tries the whole program on a throw-away workspace, with or without a screen.

Makes the demonstration, opens the real window, visits every screen, view, tab and panel, prints each sheet in both
languages through the print dialog, makes a change, takes it back, speaks both languages, wears both themes, verifies
the workspace and closes.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple, TypeVar, cast

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.domain.errors import PalierError
from app.domain.ids import ActionId
from app.domain.slots import Slot
from app.i18n import N_, Message
from app.queries.action_list import action_list
from app.queries.actions import ActionRow
from app.queries.people import PersonRow, search_people
from app.queries.rows import SessionRow
from app.queries.sessions import sessions_between, sessions_to_mark
from app.usecases.actions import create_action_with_session
from ui.dialogs.printing import PrintDialog
from ui.main_window import MainWindow
from ui.runtime.language import say, set_language, system_language
from ui.runtime.settings import Settings
from ui.runtime.tasks import TaskRunner
from ui.runtime.waiting import ask, rest, wait_until
from ui.screens.actions.screen import ActionsScreen
from ui.screens.base import Panel, ScreenName
from ui.screens.calendar import CalendarScreen
from ui.screens.calendar_toolbar import VIEWS
from ui.screens.workbench import Workbench
from ui.theme.appearance import apply_theme

T = TypeVar("T")

_SIZE = (1280, 800)
_SHEETS = {
    "attendance": N_("Attendance sheets"),
    "rehearsals": N_("Rehearsal schedule"),
    "rehearsals, large type": N_("Large-type sheets of rehearsals"),
    "impact": N_("Impact sheet"),
    "annual": N_("Annual summary"),
}


class SelfTestFailure(Exception):
    """A step did not do what it should; carries the sentence that says so."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid)
        self.message = message


class Step(NamedTuple):
    """What is tried, in words, and how."""

    name: Message
    run: Callable[[], object]


def main() -> int:
    """Try everything; a line a step. Returns 0, or 1 after one line that says what failed."""
    qInstallMessageHandler(_heard)
    app = cast(QApplication, QApplication.instance() or QApplication(["palier"]))
    app.setApplicationName("Palier")
    set_language(system_language())
    apply_theme(app, "light")
    with tempfile.TemporaryDirectory(prefix="palier-self-test-") as folder:
        tour = Tour(Path(folder))
        try:
            return carry_out(tour.steps(), tour.problem)
        finally:
            tour.close()


def _heard(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Pass on what Qt says, but for what it lacks without a screen."""
    if not words.startswith("This plugin does not support"):
        sys.stderr.write(f"{words}\n")


def carry_out(steps: Iterator[Step], problem: Callable[[], BaseException | None]) -> int:
    """Run the steps and tell each; `problem` says what went wrong behind their backs."""
    started = monotonic()
    for step in steps:
        before = monotonic()
        try:
            step.run()
            behind = problem()
            if behind is not None:
                raise behind
        except Exception as failure:  # noqa: BLE001 - an edge: whatever it is, it is told in one line
            sentence = Message(
                "Self-test failed at “{step}”: {problem}", step=step.name, problem=_why(failure)
            )
            sys.stderr.write(f"Palier: {say(sentence)}\n")
            return 1
        sys.stdout.write(f"{monotonic() - before:6.1f} s  {say(step.name)}\n")
        sys.stdout.flush()
    sys.stdout.write(
        say(Message("All is well, after {seconds} s.", seconds=round(monotonic() - started))) + "\n"
    )
    return 0


def _why(failure: BaseException) -> str | Message:
    if isinstance(failure, PalierError | SelfTestFailure):
        return failure.message
    return " ".join(f"{type(failure).__name__}: {failure}".split())[:300]


@dataclass(frozen=True, slots=True)
class _Samples:
    """Things of the demonstration to open."""

    session: SessionRow
    to_mark: SessionRow
    theatre: ActionRow
    person: PersonRow


class Tour:
    """The window with its workspace in a folder, and the steps through it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._now = datetime.now().replace(second=0, microsecond=0)
        self._problem: BaseException | None = None
        self._before = sys.excepthook
        sys.excepthook = lambda _kind, error, _trace: self._note(error)  # what slots raise arrives here
        self.runner = TaskRunner()
        self.runner.crashed.connect(
            lambda report: self._note(RuntimeError(str(report) if report else "no report could be written"))
        )
        self.runner.refused.connect(self._note)
        self.window = MainWindow(self.runner, Settings(folder / "settings.json"), lambda: self._now)
        self.window.resize(*_SIZE)
        self._samples: _Samples | None = None

    def problem(self) -> BaseException | None:
        """What went wrong in a slot or in a worker since the last question."""
        found, self._problem = self._problem, None
        return found

    def close(self) -> None:
        """Close the window, and let go of everything."""
        self.window.close()
        self.runner.close()
        self.window.deleteLater()
        QApplication.processEvents()
        sys.excepthook = self._before

    def steps(self) -> Iterator[Step]:
        """All of them in order; later ones are named from what earlier ones found."""
        yield Step(Message("Make the demonstration and open it"), self._open)
        yield Step(Message("Find what to look at"), self._sample)
        for name in self.bench.rail.names():
            yield Step(
                Message("Screen “{title}”", title=self.bench.rail.button(name).text()),
                partial(self._visit, cast(ScreenName, name)),
            )
        for view, word in VIEWS.items():
            yield Step(Message("Calendar: {view}", view=Message(word)), partial(self._view, view))
        yield Step(Message("Panel of a session"), partial(self._panel, "session"))
        yield Step(Message("Panel of a person"), partial(self._panel, "person"))
        yield Step(Message("Panel of a residence"), partial(self._panel, "residence"))
        yield Step(Message("Page of an action, every tab"), self._action)
        yield Step(Message("Roster of a session to mark"), self._marking)
        yield Step(Message("Search"), self._search)
        for sheet, called in _SHEETS.items():
            for code in ("fr", "en"):
                yield Step(
                    Message("Print “{sheet}” ({language})", sheet=Message(called), language=code),
                    partial(self._print, sheet, code),
                )
        yield Step(Message("Make a change and take it back"), self._change_and_undo)
        for code in ("fr", "en"):
            yield Step(
                Message("Speak another language: {language}", language=code),
                partial(self._speak, code),
            )
        for theme in ("dark", "light"):
            yield Step(Message("Wear another theme: {theme}", theme=theme), partial(self._wear, theme))
        yield Step(Message("Verify the workspace"), self._verify)
        yield Step(Message("Close"), self._leave)

    @property
    def bench(self) -> Workbench:
        """The shell of the open workspace."""
        if self.window.bench is None:
            raise SelfTestFailure(Message("No workspace is open."))
        return self.window.bench

    @property
    def samples(self) -> _Samples:
        """What the second step found."""
        if self._samples is None:
            raise SelfTestFailure(Message("The demonstration lacks what this step needs."))
        return self._samples

    # steps

    def _open(self) -> None:
        self.window.show()
        self.window.start()
        self.window.open_demonstration(str(self._folder / "demonstration.palier"))
        self._until(lambda: self.window.bench is not None)
        self._rest()

    def _sample(self) -> None:
        today = self._now.date()
        coming = self._ask(sessions_between, today, today + timedelta(days=21))
        to_mark = self._ask(sessions_to_mark, self._now)
        actions = self._ask(action_list, self._now, "fr").rows
        people = [row for row in self._ask(search_people, "a", 100) if row.residence_id is not None]
        theatre = next((row for row in actions if row.has_production), None)
        if not (coming and to_mark and people and theatre is not None):
            raise SelfTestFailure(Message("The demonstration lacks what this step needs."))
        self._samples = _Samples(coming[0], to_mark[0], theatre, people[0])

    def _visit(self, name: ScreenName) -> None:
        screen = self.bench.open_screen(name)
        self._rest()
        if screen is None or not screen.isVisible() or not screen.title():
            raise SelfTestFailure(Message("The screen does not show."))

    def _view(self, name: str) -> None:
        screen = self.bench.open_screen("calendar")
        if not isinstance(screen, CalendarScreen):
            raise SelfTestFailure(Message("The screen does not show."))
        screen.show_view(name)
        self._rest()
        for turn in (screen.go_back, screen.go_forward, screen.go_today):
            turn()
            self._rest()

    def _panel(self, kind: str) -> None:
        found = self.samples
        if kind == "session":
            self.bench.open_session(found.session.id)
        elif kind == "person":
            self.bench.open_person(found.person.id)
        elif found.person.residence_id is not None:
            self.bench.open_residence(found.person.residence_id)
        self._rest()
        panel = self.bench.panel_widget()
        if not isinstance(panel, Panel) or not panel.isVisible() or not panel.title():
            raise SelfTestFailure(Message("The panel does not show."))
        panel.take_keyboard()
        self._rest()
        self.bench.close_panel()

    def _action(self) -> None:
        self.bench.open_action(self.samples.theatre.id)
        self._rest()
        screen = self.bench.current_screen()
        if not isinstance(screen, ActionsScreen):
            raise SelfTestFailure(Message("The screen does not show."))
        for tab in screen.page.names:
            screen.page.choose(tab)
            self._rest()

    def _marking(self) -> None:
        self.bench.open_marking(self.samples.to_mark.id)
        self._rest()
        screen = self.bench.current_screen()
        if screen is None or screen.name != "marking":
            raise SelfTestFailure(Message("The screen does not show."))

    def _search(self) -> None:
        field = self.bench.top.search
        self.window.activateWindow()
        self.bench.finder.begin()
        field.setText(self.samples.person.family_name)
        self.bench.finder.search(field.text())
        self._rest()
        field.clear()
        field.close_completions()

    def _print(self, sheet: str, code: str) -> None:
        found = self.samples
        kind = sheet.partition(",")[0]
        sheets: dict[str, dict[str, Any]] = {
            "attendance": {"session_ids": (found.session.id, found.to_mark.id)},
            "rehearsals": {"action_id": found.theatre.id},
            "rehearsals, large type": {"action_id": found.theatre.id, "all_people": True},
            "impact": {"action_id": found.theatre.id},
            "annual": {"year": self._now.year},
        }
        self.window.settings.choose(f"print.{kind}.language", code)
        self.bench.print_sheet(kind, **sheets[sheet])
        dialog = self.bench.findChildren(PrintDialog)[-1]
        self._until(lambda: dialog.pages is not None or dialog.empty.isVisible())
        self._rest()
        if dialog.pages is None:
            raise SelfTestFailure(Message("Nothing was drawn."))
        path = self._folder / f"{kind}-{code}.pdf"
        path.unlink(missing_ok=True)
        dialog.save(path)
        self._until(path.exists)
        self._rest()
        if not path.read_bytes().startswith(b"%PDF-"):
            raise SelfTestFailure(Message("The file is not what was drawn."))

    def _change_and_undo(self) -> None:
        day = self._now.replace(hour=10, minute=0) + timedelta(days=1)
        slot = Slot(day, day + timedelta(hours=1))
        known = self._actions()
        self.runner.change(create_action_with_session, "Palier", slot)
        self._rest()
        if len(self._actions()) != len(known) + 1:
            raise SelfTestFailure(Message("The change did not arrive."))
        self.bench.undo()
        self._rest()
        if self._actions() != known:
            raise SelfTestFailure(Message("The change was not taken back."))

    def _actions(self) -> frozenset[ActionId]:
        return frozenset(row.id for row in self._ask(action_list, self._now, "fr").rows)

    def _speak(self, code: str) -> None:
        self.window.choose_language(code)
        self._rest()
        for name in self.bench.rail.names():
            self._visit(cast(ScreenName, name))

    def _wear(self, theme: str) -> None:
        self.window.choose_theme(theme)
        self._rest()
        if self.window.grab().isNull():
            raise SelfTestFailure(Message("The window cannot be painted."))

    def _verify(self) -> None:
        workspace = self.runner.workspace
        if workspace is None:
            raise SelfTestFailure(Message("No workspace is open."))
        found: list[tuple[Message, ...]] = []
        self.runner.run(workspace.verify, then=found.append)
        self._until(lambda: bool(found))
        for fault in found[0]:
            raise SelfTestFailure(fault)

    def _leave(self) -> None:
        self.window.close_workspace()
        self._rest()
        if self.window.bench is not None or self.window.welcome is None:
            raise SelfTestFailure(Message("The workspace did not close."))

    # asking and waiting

    def _ask(self, query: Callable[..., T], *arguments: Any) -> T:
        found = ask(self.runner, query, *arguments)
        if found is None:
            raise SelfTestFailure(Message("It took too long."))
        return found

    def _note(self, error: BaseException) -> None:
        if self._problem is None:
            self._problem = error

    def _until(self, condition: Callable[[], bool]) -> None:
        """Wait for this; a problem meanwhile ends the wait, and is told when the step is over."""
        if not wait_until(condition, self._has_problem) and not self._has_problem():
            raise SelfTestFailure(Message("It took too long."))

    def _rest(self) -> None:
        if not rest(self.runner, self._has_problem) and not self._has_problem():
            raise SelfTestFailure(Message("It took too long."))

    def _has_problem(self) -> bool:
        return self._problem is not None


if __name__ == "__main__":
    sys.exit(main())
