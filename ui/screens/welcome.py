"""The welcome page, where no workspace is open: try the demonstration, begin, open; and those opened lately."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.runtime.language import current_language, tr
from ui.theme.icons import program_icon
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.labels import ElidedLabel, PlainLabel, restyle
from ui.widgets.messages import MessageBar
from ui.widgets.pictures import IconLabel
from ui.widgets.segments import Segment, SegmentedControl

_WIDTH = 720


class BigChoice(QFrame):
    """A large button: icon, what it does, and a sentence about it."""

    chosen = Signal()

    def __init__(self, icon_name: str, text: str, detail: str, *, small: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{text}. {detail}")
        picture = IconLabel(icon_name, 20 if small else 28, "text_muted" if small else "accent")
        words = QVBoxLayout()
        words.setSpacing(0 if small else 4)
        words.addWidget(ElidedLabel(text, strong=True) if small else PlainLabel(text, strong=True, wrap=True))
        words.addWidget(
            ElidedLabel(detail, size="small", ink="muted")
            if small
            else PlainLabel(detail, ink="muted", wrap=True)
        )
        if small:
            line = QHBoxLayout(self)
            line.setContentsMargins(16, 8, 8, 8)
            line.setSpacing(16)
            line.addWidget(picture)
            line.addLayout(words, 1)
            self.line = line
        else:
            words.addStretch()
            column = QVBoxLayout(self)
            column.setContentsMargins(20, 20, 20, 20)
            column.setSpacing(12)
            column.addWidget(picture)
            column.addLayout(words, 1)

    # Qt overrides

    def enterEvent(self, event: QEnterEvent) -> None:
        _state(self, "hover")
        super().enterEvent(event)

    def leaveEvent(self, event: object) -> None:
        _state(self, "focus" if self.hasFocus() else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        _state(self, "focus")
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        _state(self, "")
        super().focusOutEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class WelcomePage(QWidget):
    """Says what the user wants; the window does it."""

    demonstration_requested = Signal()
    renewal_requested = Signal()
    """Make the demonstration again."""
    creation_requested = Signal()
    choice_requested = Signal()
    """Choose a file to open."""
    opening_requested = Signal(str)
    """Open this location."""
    forgetting_requested = Signal(str)
    language_requested = Signal(str)

    def __init__(self, recent: Sequence[str], *, demonstration_known: bool = False) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.messages = MessageBar(tr("Undo"), tr("Close"), tr("Cancel"), quiet=True)
        self.choices: list[BigChoice] = []
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(0)
        column.addStretch(2)
        column.addLayout(self._head())
        column.addSpacing(32)
        column.addLayout(self._three())
        if demonstration_known:
            column.addSpacing(8)
            again = push_button(tr("Make the demonstration again, as of today"), kind="link")
            again.clicked.connect(self.renewal_requested)
            column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        if recent:
            column.addSpacing(24)
            column.addWidget(PlainLabel(tr("Opened lately"), strong=True, ink="muted"))
            column.addSpacing(8)
            for location in recent[:4]:
                column.addWidget(self._recent(location))
                column.addSpacing(8)
        column.addStretch(3)
        page.setMaximumWidth(_WIDTH + 64)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        line.addWidget(page, 100)
        line.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        layout.addWidget(self.messages)

    def set_busy(self, busy: bool) -> None:
        """Take no other wish while one is being fulfilled."""
        for choice in self.findChildren(BigChoice):
            choice.setEnabled(not busy)

    def _head(self) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(program_icon().pixmap(QSize(56, 56)))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel("Palier", size="large", strong=True))
        words.addWidget(
            PlainLabel(
                tr("The actions of your residences: planned, printed, accounted for."), ink="muted", wrap=True
            )
        )
        language = SegmentedControl(
            [Segment("fr", "Français"), Segment("en", "English")], name=tr("Language")
        )
        language.select(current_language().code)
        language.chosen.connect(self.language_requested)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(mark)
        line.addLayout(words, 1)
        line.addWidget(language, 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _three(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(16)
        for name, text, detail, signal in (
            (
                "play",
                tr("Try the demonstration"),
                tr(
                    "A year of invented actions in twelve residences, to look at and to change without a care."
                ),
                self.demonstration_requested,
            ),
            (
                "new_file",
                tr("New workspace"),
                tr("An empty file for your residences, your actions and your people."),
                self.creation_requested,
            ),
            (
                "open",
                tr("Open"),
                tr("A workspace that exists, on this computer or on a shared drive."),
                self.choice_requested,
            ),
        ):
            choice = BigChoice(name, text, detail)
            choice.setMinimumHeight(168)
            choice.chosen.connect(signal)
            self.choices.append(choice)
            line.addWidget(choice, 1)
        return line

    def _recent(self, location: str) -> QWidget:
        path = Path(location)
        known = "://" not in location
        name = path.stem if known else location.rpartition("/")[2]
        choice = BigChoice("database", name, str(path.parent) if known else location, small=True)
        choice.chosen.connect(lambda: self.opening_requested.emit(location))
        forget = icon_button("close", tr("Take “{name}” off this list", name=name))
        forget.clicked.connect(lambda: self.forgetting_requested.emit(location))
        choice.line.addWidget(forget)
        return choice

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.choices[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _state(widget: QWidget, state: str) -> None:
    widget.setProperty("state", state)
    restyle(widget)
