"""Starts the program: settings, language, looks, the window."""

from __future__ import annotations

import faulthandler
import gc
import sys
from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow
from ui.runtime.crash import install, report_folder
from ui.runtime.language import set_language, system_language
from ui.runtime.settings import Settings
from ui.runtime.tasks import TaskRunner
from ui.theme.appearance import ThemeName, apply_theme


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the window until it is closed; the first argument that is no option names a workspace to open."""
    _suit_interpreter()
    app = QApplication(list(sys.argv if arguments is None else ["palier", *arguments]))
    app.setApplicationName("Palier")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("palier")
    settings = Settings()
    set_language(settings.values.language or system_language())
    apply_theme(app, cast(ThemeName, settings.values.theme))
    runner = TaskRunner()
    window = MainWindow(runner, settings)
    install(runner.report)
    _record_hard_crashes()
    location = next((each for each in app.arguments()[1:] if not each.startswith("-")), "")
    window.show()
    window.start(location)
    code = app.exec()
    runner.close()
    return code


def _suit_interpreter() -> None:
    """Set Python up for a window beside a working thread; measured by `./check bench`."""
    # Painting gives the interpreter's lock away in every call of Qt, and at the usual 5 ms waits as long
    # each time to have it back while the database works: half the time of a step to the next month.
    sys.setswitchinterval(0.0005)
    # A start makes objects by the hundred thousand that stay; to look for rubbish among them again and
    # again takes a fifth of it.
    gc.set_threshold(50_000, 50, 100)


def _record_hard_crashes() -> None:
    """Let the interpreter write where it was into the log folder when a library brings the process down."""
    try:
        report_folder().mkdir(parents=True, exist_ok=True)
        stream = (report_folder() / "hard-crash.txt").open("w", encoding="utf-8")
    except OSError:
        return
    faulthandler.enable(stream)
