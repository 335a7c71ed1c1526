"""The columns of the screen Today: headings with a count, lines under them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.icons import icon
from ui.widgets.labels import ElidedLabel, PlainLabel


class Column(QWidget):
    """Lists under each other."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def head(self, text: str, count: int = 0, button: QWidget | None = None) -> None:
        """Begin a list: its name, how many it has, and a button at the right."""
        head = QFrame()
        head.setProperty("line", "below")
        line = QHBoxLayout(head)
        line.setContentsMargins(8, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(ElidedLabel(text, strong=True), 1)
        if count:
            line.addWidget(PlainLabel(str(count), ink="muted"))
        if button is not None:
            line.addWidget(button)
        head.setFixedHeight(44)
        if self._layout.count():
            self._layout.addSpacing(16)
        self._layout.addWidget(head)
        self._layout.addSpacing(4)

    def add(self, widget: QWidget, alignment: Qt.AlignmentFlag | None = None) -> None:
        """One more line."""
        if alignment is None:
            self._layout.addWidget(widget)
        else:
            self._layout.addWidget(widget, 0, alignment)

    def say(self, text: str) -> None:
        """A muted sentence where a list is empty."""
        label = PlainLabel(text, ink="muted", wrap=True)
        label.setContentsMargins(8, 6, 8, 6)
        self._layout.addWidget(label)

    def finish(self) -> None:
        """No more comes."""
        self._layout.addStretch(1)


def fine(text: str) -> QWidget:
    """A sentence with a tick: nothing to do here."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(8, 6, 8, 6)
    layout.setSpacing(8)
    sign = PlainLabel()
    sign.setPixmap(icon("success", "success").pixmap(18, 18))
    layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(PlainLabel(text, ink="muted", wrap=True), 1)
    return row
