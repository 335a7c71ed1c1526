"""The bar over the screen: where I am, the screen's own controls, search, undo, redo, print."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui.widgets.buttons import icon_button, push_button
from ui.widgets.labels import ElidedLabel, plain_tooltip
from ui.widgets.search import SearchField

HEIGHT = 56


@dataclass(frozen=True, slots=True)
class TopBarWords:
    """The words of the bar, in the window's language."""

    back: str
    forward: str
    today: str
    search: str
    undo: str
    redo: str
    print: str


class TopBar(QFrame):
    """`‹ Today ›` stands there for screens with dates only; the slot takes a toolbar and gives it back."""

    back_requested = Signal()
    forward_requested = Signal()
    today_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    print_requested = Signal()

    def __init__(self, words: TopBarWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setProperty("line", "below")
        self.setFixedHeight(HEIGHT)
        self._words = words
        self._back = icon_button("previous", words.back)
        self._today = push_button(words.today, keys="T")
        self._forward = icon_button("next", words.forward)
        self._title = ElidedLabel(size="large", strong=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._slot = QHBoxLayout()
        self._slot.setContentsMargins(0, 0, 0, 0)
        self._toolbar: QWidget | None = None
        self.search = SearchField(words.search)
        self.search.setToolTip(plain_tooltip(words.search, "Ctrl+K"))
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(280)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.undo = icon_button("undo", words.undo, keys="Ctrl+Z")
        self.redo = icon_button("redo", words.redo, keys="Ctrl+Shift+Z")
        self.print = icon_button("print", words.print, keys="Ctrl+P")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 12, 8)
        line.setSpacing(4)
        for widget in (self._back, self._today, self._forward):
            line.addWidget(widget)
        line.addSpacing(8)
        line.addWidget(self._title)
        line.addSpacing(12)
        line.addLayout(self._slot)
        line.addStretch(1)
        line.addWidget(self.search, 2)
        line.addSpacing(4)
        for button in (self.undo, self.redo, self.print):
            line.addWidget(button)
        self._back.clicked.connect(self.back_requested)
        self._today.clicked.connect(self.today_requested)
        self._forward.clicked.connect(self.forward_requested)
        self.undo.clicked.connect(self.undo_requested)
        self.redo.clicked.connect(self.redo_requested)
        self.print.clicked.connect(self.print_requested)
        self.set_steps("", "")

    def set_title(self, title: str) -> None:
        """Say where the user is."""
        self._title.setText(title)

    def title(self) -> str:
        """What the bar says in large type."""
        return self._title.text()

    def set_dates(self, shown: bool) -> None:
        """Show or hide `‹ Today ›`."""
        for widget in (self._back, self._today, self._forward):
            widget.setVisible(shown)

    def set_toolbar(self, toolbar: QWidget | None) -> None:
        """Put a screen's controls into the bar; those before are taken out, not deleted."""
        if self._toolbar is toolbar:
            return
        if self._toolbar is not None:
            self._slot.removeWidget(self._toolbar)
            self._toolbar.hide()
        self._toolbar = toolbar
        if toolbar is not None:
            self._slot.addWidget(toolbar)
            toolbar.show()

    def set_steps(self, undo: str, redo: str) -> None:
        """Name the steps that undo and redo would take, “Undo: …”; an empty name disables the button."""
        for button, name, without, keys in (
            (self.undo, undo, self._words.undo, "Ctrl+Z"),
            (self.redo, redo, self._words.redo, "Ctrl+Shift+Z"),
        ):
            _name(button, name or without, keys)
            button.setEnabled(bool(name))


def _name(button: QToolButton, name: str, keys: str) -> None:
    button.setToolTip(plain_tooltip(name, keys))
    button.setAccessibleName(name)
