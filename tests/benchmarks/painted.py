"""When is a month painted? Once its sessions are in the model, and the view has painted after that."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, QTimer

from ui.screens.calendar import CalendarScreen
from ui.screens.workbench import Workbench


class MonthWatch(QObject):
    """Shows the calendar, and calls back each time that a month which has sessions is painted anew."""

    def __init__(self, bench: Workbench, painted: Callable[[], None]) -> None:
        super().__init__()
        self._painted = painted
        self._fresh = self._paused = False
        self.screen = cast(CalendarScreen, bench.open_screen("calendar"))
        self.screen.show_view("month")
        self.screen.model.modelReset.connect(self._filled)
        self.viewport = self.screen.view.viewport()
        self.viewport.installEventFilter(self)
        if self.screen.model.rowCount():
            self._filled()

    def pause(self) -> None:
        """Say nothing for a while."""
        self._paused = True

    def go_on(self) -> None:
        """Say the next one."""
        self._paused = self._fresh = False

    def _filled(self) -> None:
        self._fresh = not self._paused and self.screen.model.rowCount() > 0
        if self._fresh:
            self.viewport.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._fresh and watched is self.viewport and event.type() == QEvent.Type.Paint:
            self._fresh = False
            QTimer.singleShot(0, self, self._painted)  # once this event has been painted
        return False
