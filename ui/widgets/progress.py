"""Progress of long work: what is done, how far, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from ui.widgets.buttons import push_button
from ui.widgets.labels import PlainLabel


class ProgressStrip(QFrame):
    """One line: sentence, bar, Cancel. Hidden until `begin`."""

    cancel_requested = Signal()

    def __init__(self, cancel_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = PlainLabel(size="small", ink="muted")
        self._bar = QProgressBar()
        self._bar.setFixedWidth(144)
        self._bar.setTextVisible(False)
        self._cancel = push_button(cancel_text, kind="link")
        self._cancel.clicked.connect(self.cancel_requested)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._label)
        line.addWidget(self._bar)
        line.addWidget(self._cancel)
        self.hide()

    def begin(self, sentence: str, *, cancellable: bool = True) -> None:
        """Show that something is under way, nobody knows how far."""
        self._label.setText(sentence)
        self._bar.setAccessibleName(sentence)
        self._bar.setRange(0, 0)
        self._cancel.setVisible(cancellable)
        self.show()

    def advance(self, done: int, total: int) -> None:
        """Show how far it is; a total of 0 means nobody knows."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def finish(self) -> None:
        """Hide."""
        self.hide()
