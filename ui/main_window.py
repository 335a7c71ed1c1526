"""The window: opens, makes and closes workspaces, and shows the welcome page or the workbench."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QWidget

from app.domain.errors import EnvironmentProblem, PalierError
from app.i18n import Message
from ui.runtime.hub import ChangeHub
from ui.runtime.language import current_language, set_language, tr
from ui.runtime.settings import Settings
from ui.runtime.tasks import Runner, Task, UnexpectedProblem
from ui.runtime.workspaces import (
    SUFFIX,
    create_workspace,
    demonstration_path,
    documents_folder,
    make_demonstration,
    open_workspace,
    remove_file,
)
from ui.screens.opening import OpeningPage
from ui.theme.appearance import ThemeName, apply_theme
from ui.theme.icons import program_icon
from ui.widgets.progress import ProgressStrip

if TYPE_CHECKING:  # made when first shown
    from app.workspace import Workspace
    from ui.screens.base import ScreenName
    from ui.screens.welcome import WelcomePage
    from ui.screens.workbench import Workbench

SMALLEST = (640, 400)
USUAL = (1280, 800)


class MainWindow(QMainWindow):
    """One window, one workspace at a time."""

    def __init__(
        self, runner: Runner, settings: Settings, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        super().__init__()
        self.runner = runner
        self.settings = settings
        self.clock = clock
        self.hub = ChangeHub(runner, self)
        self.welcome: WelcomePage | None = None
        """The welcome page while it is shown."""
        self.bench: Workbench | None = None
        """The workbench while a workspace is open."""
        self._opening: Task[Workspace] | None = None
        self._strip: ProgressStrip | None = None
        self.setWindowTitle("Palier")
        self.setWindowIcon(program_icon())
        self.setMinimumSize(*SMALLEST)
        self.resize(QSize(*USUAL).boundedTo(self.screen().availableSize()))  # the message bar stays in sight
        if settings.values.geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.values.geometry.encode("ascii")))
        runner.crashed.connect(self._crashed)
        runner.slowed.connect(self._slowed)
        runner.progressed.connect(self._progressed)
        runner.ended.connect(self._ended)

    def start(self, location: str = "") -> None:
        """Open a workspace, or the one of last time, or show the welcome page."""
        last = self.settings.values.last_workspace
        if not location and last and ("://" in last or Path(last).exists()):
            location = last
        if location:
            self._show_opening()
            self.open_workspace(location)
        else:
            self.show_welcome()

    def open_workspace(self, location: str) -> None:
        """Open a workspace and go to work in it; where that fails, say why on the welcome page."""
        self._begin(location, partial(open_workspace, clock=self.clock), Message("Opening the workspace…"))

    def create_workspace(self, location: str) -> None:
        """Make a new, empty workspace and open it."""
        self._begin(location, partial(create_workspace, clock=self.clock), Message("Making the workspace…"))

    def open_demonstration(self, location: str = "") -> None:
        """Open the demonstration; the first time, make it."""
        path = location or str(demonstration_path(current_language().code))
        if Path(path).exists():
            self.open_workspace(path)
            return
        make = partial(make_demonstration, clock=self.clock, language=current_language().code)
        self._begin(path, make, Message("Making the demonstration…"), watch="watch")

    def renew_demonstration(self) -> None:
        """Make the demonstration again, as of today; what was changed in it is lost."""
        try:
            remove_file(str(demonstration_path(current_language().code)))
        except EnvironmentProblem as problem:
            self._say(problem)
        else:
            self.open_demonstration()

    def close_workspace(self) -> None:
        """Close the workspace and show the welcome page."""
        self._leave()
        self.settings.set(last_workspace="")
        self.show_welcome()

    def show_welcome(self) -> None:
        """Show the welcome page."""
        from ui.screens.welcome import WelcomePage

        known = demonstration_path(current_language().code).exists()
        page = WelcomePage(self.settings.values.recent, demonstration_known=known)
        page.demonstration_requested.connect(self.open_demonstration)
        page.renewal_requested.connect(self.renew_demonstration)
        page.creation_requested.connect(self._choose_new)
        page.choice_requested.connect(self._choose_existing)
        page.opening_requested.connect(self.open_workspace)
        page.forgetting_requested.connect(self._forget)
        page.language_requested.connect(self.choose_language)
        page.messages.progress.cancel_requested.connect(self._cancel_opening)
        self.setWindowTitle("Palier")
        self._show(page)
        self.welcome = page
        self._strip = page.messages.progress

    def choose_language(self, code: str) -> None:
        """Speak another language: the window's content is made again where it was."""
        self.settings.set(language=code)
        set_language(code)
        again = self.show_welcome if self.runner.workspace is None else self._show_workbench
        QTimer.singleShot(0, self, again)

    def choose_theme(self, name: str) -> None:
        """Wear another theme."""
        self.settings.set(theme=name)
        apply_theme(cast(QApplication, QApplication.instance()), cast(ThemeName, name))

    def _begin(
        self, location: str, function: Callable[..., Workspace], label: Message, watch: str = ""
    ) -> None:
        if self._opening is not None and not self._opening.over:
            return
        self._leave()
        if self.welcome is not None:
            self.welcome.set_busy(True)
        task = self.runner.run(
            function,
            location,
            then=partial(self._opened, location),
            failed=partial(self._failed, location),
            owner=self,
            label=label,
            watch=watch,
        )
        self._opening = task

    def _opened(self, location: str, workspace: Workspace) -> None:
        self.runner.attach(workspace)
        self.settings.remember_workspace(location)
        self.setWindowTitle(f"{workspace.name} – Palier")
        self._show_workbench()
        self.hub.start()

    def _failed(self, location: str, error: PalierError) -> None:
        if self.settings.values.last_workspace == location:
            self.settings.set(last_workspace="")
        self.show_welcome()
        self._say(error)

    def _show_workbench(self) -> None:
        from ui.screens.workbench import Workbench

        here: ScreenName = "today"  # the day begins there; a new language leaves one where one was
        if self.bench is not None:
            self.bench.flush()
            current = self.bench.current_screen()
            here = current.name if current is not None else here
        bench = Workbench(self.runner, self.hub, self.settings, self.clock)
        bench.language_requested.connect(self.choose_language)
        bench.theme_requested.connect(self.choose_theme)
        bench.leave_requested.connect(self.close_workspace, Qt.ConnectionType.QueuedConnection)
        self._show(bench)
        self.bench = bench
        bench.open_screen(here)
        self.runner.announce_steps()

    def _leave(self) -> None:
        self.hub.stop()
        if self.bench is not None:
            self.bench.flush()
        if self.runner.workspace is not None:
            self.runner.detach()
            self._show_opening()

    def _show_opening(self) -> None:
        page = OpeningPage()
        page.progress.cancel_requested.connect(self._cancel_opening)
        self._show(page)
        self._strip = page.progress

    def _show(self, widget: QWidget) -> None:
        old = self.takeCentralWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.welcome = self.bench = self._strip = None
        self.setCentralWidget(widget)

    def _forget(self, location: str) -> None:
        self.settings.forget_workspace(location)
        QTimer.singleShot(0, self, self.show_welcome)

    def _choose_new(self) -> None:
        suggested = str(documents_folder() / f"{tr('Our actions')}{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("New workspace"), suggested, _kinds())
        if chosen:
            self.create_workspace(chosen if chosen.endswith(SUFFIX) else chosen + SUFFIX)

    def _choose_existing(self) -> None:
        folder = str(documents_folder())
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Open a workspace"), folder, _kinds())
        if chosen:
            self.open_workspace(chosen)

    def _say(self, error: PalierError) -> None:
        if self.bench is not None:
            self.bench.tell_problem(error)
        elif self.welcome is not None:
            self.welcome.messages.tell(current_language().say(error.message), sort="error")

    def _crashed(self, _report: Path | None) -> None:
        self._say(UnexpectedProblem())

    def _cancel_opening(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
            self.show_welcome()

    def _slowed(self, task: Task[Any]) -> None:
        if task is self._opening and self._strip is not None and task.label is not None:
            self._strip.begin(current_language().say(task.label), cancellable=task.cancellable)

    def _progressed(self, task: Task[Any], done: int, total: int) -> None:
        if task is self._opening and self._strip is not None:
            self._strip.advance(done, total)

    def _ended(self, task: Task[Any]) -> None:
        if task is self._opening and self._strip is not None:
            self._strip.finish()
        if task is self._opening and self.welcome is not None:
            self.welcome.set_busy(False)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.bench is not None:
            self.bench.step_back()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.set(geometry=self.saveGeometry().toBase64().toStdString())
        self.hub.stop()
        if self.bench is not None:
            self.bench.flush()
        self.runner.close()
        super().closeEvent(event)


def _kinds() -> str:
    return f"{tr('Palier workspaces')} (*{SUFFIX})"
