"""The change hub: who shows something hears when it may have changed, whoever changed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.errors import PalierError
from ui.runtime.tasks import Runner

if TYPE_CHECKING:
    from app.workspace import Outcome

POLL = 1000
"""Milliseconds between two questions what others changed."""
MERGE = 50
"""Milliseconds during which requests to refresh become one."""


class ChangeHub(QObject):
    """Passes on what changed: by this window at once, by others once a second."""

    changed = Signal(object)
    """Carries the `Changes`."""
    connection_changed = Signal(bool)
    """Whether the database answers; False after a poll that failed."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._asked = False
        self._connected = True
        self._timer = QTimer(self)
        self._timer.setInterval(POLL)
        self._timer.timeout.connect(self.poll)
        runner.changed.connect(self._own_change)

    def start(self) -> None:
        """Begin to ask for others' changes."""
        self._timer.start()

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def publish(self, changes: Changes) -> None:
        """Tell everybody."""
        if changes:
            self.changed.emit(changes)

    def poll(self) -> None:
        """Ask once, unless a question is still open."""
        if not self._asked and self._runner.workspace is not None:
            self._asked = True
            self._runner.poll(self._answered, self._unanswered)

    def _own_change(self, outcome: Outcome[object], _tell: bool) -> None:
        self.publish(outcome.changes)

    def _answered(self, changes: Changes) -> None:
        self._asked = False
        if not self._connected:
            self._connected = True
            self.connection_changed.emit(True)
        self.publish(changes)

    def _unanswered(self, _error: PalierError) -> None:
        self._asked = False
        if self._connected:
            self._connected = False
            self.connection_changed.emit(False)


class Refresher(QObject):
    """Keeps one widget fresh: refreshes it when tables it shows changed, at once if it is seen, else when it is shown.

    The widget is stale from the start, so that its first showing loads it.
    """

    def __init__(
        self, widget: QWidget, hub: ChangeHub, tables: Iterable[str], refresh: Callable[[], object]
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._tables = frozenset(tables)
        self._refresh = refresh
        self.stale = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MERGE)
        self._timer.timeout.connect(self._due)
        widget.installEventFilter(self)
        hub.changed.connect(self._changed)

    def request(self) -> None:
        """Refresh within 50 ms if the widget is seen, else when it is shown."""
        self.stale = True
        if self._widget.isVisible():
            self._timer.start()

    def now(self) -> None:
        """Refresh at once."""
        self._timer.stop()
        self.stale = False
        self._refresh()

    def _changed(self, changes: Changes) -> None:
        if not self._tables.isdisjoint(changes.tables):
            self.request()

    def _due(self) -> None:
        if self.stale and self._widget.isVisible():
            self.now()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._widget and event.type() is QEvent.Type.Show and self.stale:
            self.now()
        return False
