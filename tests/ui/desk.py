"""The real window over a real workspace, with a hand on mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.queries.rows import SessionRow
from app.queries.sessions import sessions_between
from app.workspace import Workspace
from tests.estate import Estate
from ui.calendar.month import MonthView
from ui.calendar.time_grid import TimeGridView
from ui.main_window import MainWindow
from ui.runtime.hub import Refresher
from ui.screens.base import Panel, Screen, ScreenName
from ui.screens.workbench import Workbench

T = TypeVar("T")
S = TypeVar("S", bound=Screen)
P = TypeVar("P", bound=Panel)

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class Desk:
    """The window, the estate in it, and another client's view of the same workspace to look with."""

    qtbot: QtBot
    window: MainWindow
    workspace: Workspace
    estate: Estate

    @property
    def bench(self) -> Workbench:
        """The shell."""
        assert self.window.bench is not None
        return self.window.bench

    def screen(self, name: ScreenName, kind: type[S]) -> S:
        """Go to a screen."""
        found = self.bench.open_screen(name)
        assert isinstance(found, kind)
        return found

    def panel(self, kind: type[P]) -> P:
        """What the side panel shows."""
        found = self.bench.panel_widget()
        assert isinstance(found, kind)
        return found

    def rows(
        self, first: date = date(2026, 10, 1), last: date = date(2026, 12, 31)
    ) -> tuple[SessionRow, ...]:
        """The sessions in the database."""
        return self.workspace.read(sessions_between, first, last)

    def row(self, title: str) -> SessionRow:
        """The one session of this title."""
        (found,) = [row for row in self.rows() if row.title == title]
        return found

    def until(self, condition: Callable[[], object]) -> None:
        """Let the event loop run until this holds."""
        self.qtbot.waitUntil(lambda: bool(condition()))

    def settle(self) -> None:
        """Let what is seen be refreshed: requests are merged for a moment."""

        def fresh() -> bool:
            parts = self.window.findChildren(Refresher)
            return not any(each.stale for each in parts if cast(QWidget, each.parent()).isVisible())

        QApplication.processEvents()
        self.until(fresh)

    def keyboard(self) -> QWidget:
        """What has the keyboard."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """A key, to whatever has the keyboard."""
        QTest.keyClick(self.keyboard(), key, modifiers)

    def type(self, text: str) -> None:
        """Text, to whatever has the keyboard."""
        QTest.keyClicks(self.keyboard(), text)

    def undo(self) -> str:
        """Ctrl+Z; returns what the window said it would undo."""
        promised = self.bench.top.undo.toolTip()
        self.press(Qt.Key.Key_Z, CTRL)
        self.settle()
        return promised

    def told(self) -> str:
        """What the message bar says."""
        return self.bench.messages.sentence()

    def at(self, view: MonthView | TimeGridView, row: SessionRow) -> QPoint:
        """The middle of a session in a view."""
        box = view.visualRect(view.sessions.index_of(row.id))
        assert not box.isEmpty()
        return box.center()

    def drag(
        self,
        view: MonthView | TimeGridView,
        start: QPoint,
        end: QPoint,
        modifiers: Qt.KeyboardModifier = NONE,
        *,
        drop: bool = True,
    ) -> None:
        """Press, pull in three steps, let go."""
        viewport = view.viewport()
        QTest.mousePress(viewport, LEFT, NONE, start)
        for share in (0.3, 0.7, 1.0):
            point = QPoint(
                round(start.x() + (end.x() - start.x()) * share),
                round(start.y() + (end.y() - start.y()) * share),
            )
            move(viewport, point, modifiers)
        if drop:
            QTest.mouseRelease(viewport, LEFT, modifiers, end)


def move(widget: QWidget, point: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """The pointer moves with the left button held."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(widget.mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        LEFT,
        modifiers,
    )
    QApplication.sendEvent(widget, event)
