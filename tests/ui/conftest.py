"""Fixtures of the window's tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.workspace import Workspace
from tests.estate import make_estate
from tests.ui.desk import Desk
from ui.main_window import MainWindow
from ui.runtime import language as window_language
from ui.runtime.settings import Settings
from ui.runtime.tasks import InlineRunner
from ui.theme import apply_theme


@pytest.fixture
def desk(
    qtbot: QtBot, qapp: QApplication, workspace: Workspace, now: datetime, tmp_path: Path
) -> Iterator[Desk]:
    """The window with the small estate open in it, 1440 × 900, its clock at `now`."""
    apply_theme(qapp, "light")
    estate = make_estate(workspace)
    window = MainWindow(InlineRunner(), Settings(tmp_path / "settings.json"), lambda: now)
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.start(workspace.location)
    yield Desk(qtbot, window, workspace, estate)
    window.close()
    window.deleteLater()
    window_language.set_language("en")
