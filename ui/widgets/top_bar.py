"""The bar over the screen: where I am, the screen's own controls, search, undo, redo, print."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from ui.widgets.buttons import fold_button, icon_button, push_button
from ui.widgets.labels import ElidedLabel, plain_tooltip, restyle
from ui.widgets.search import SearchField
from ui.widgets.segments import SegmentedControl

HEIGHT = 56
LONGEST_TITLE = 360
SMALLEST_SEARCH = 160
WITH_KEYS = 230
"""The room from which the search field names its keys."""
ICON = 36


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
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.installEventFilter(self)
        self.undo = icon_button("undo", words.undo, keys="Ctrl+Z")
        self.redo = icon_button("redo", words.redo, keys="Ctrl+Shift+Z")
        self.print = icon_button("print", words.print, keys="Ctrl+P")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 8, 8)
        line.setSpacing(4)
        for widget in (self._back, self._today, self._forward):
            line.addWidget(widget)
        line.addSpacing(8)
        line.addWidget(self._title)
        line.addSpacing(8)
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
        self._settle()

    def set_title(self, title: str) -> None:
        """Say where the user is."""
        self._title.setText(title)
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), LONGEST_TITLE))
        self._settle()

    def title(self) -> str:
        """What the bar says in large type."""
        return self._title.text()

    def set_dates(self, shown: bool) -> None:
        """Show or hide `‹ Today ›`."""
        for widget in (self._back, self._today, self._forward):
            widget.setVisible(shown)
        self._settle()

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
        self._settle()

    def set_steps(self, undo: str, redo: str) -> None:
        """Name the steps that undo and redo would take, “Undo: …”; an empty name disables the button."""
        for button, name, without, keys in (
            (self.undo, undo, self._words.undo, "Ctrl+Z"),
            (self.redo, redo, self._words.redo, "Ctrl+Shift+Z"),
        ):
            _name(button, name or without, keys)
            button.setEnabled(bool(name))

    def _settle(self) -> None:
        """Give way where there is little room: the search becomes its icon, then buttons theirs, then tabs a menu.

        A search that is being typed takes the toolbar's place.
        """
        searching = self.search.hasFocus()
        self._fold_toolbar(buttons=False, segments=False)
        for buttons, segments in ((True, False), (False, True), (True, True)):
            if self._left() < ICON:
                self._fold_toolbar(buttons=buttons, segments=segments)
        left = self._left()
        roomy = left >= SMALLEST_SEARCH
        wide = roomy or searching
        self.search.setMinimumWidth(SMALLEST_SEARCH if wide else ICON)
        self.search.setMaximumWidth(280 if roomy else 360 if searching else ICON)
        words = f"{self._words.search}  (Ctrl+K)" if left >= WITH_KEYS else self._words.search
        self.search.setPlaceholderText(words if wide else "")
        if self.search.property("look") != ("search" if wide else "folded"):
            self.search.setProperty("look", "search" if wide else "folded")
            restyle(self.search)
        if self._toolbar is not None:
            self._toolbar.setVisible(roomy or not searching)

    def _left(self) -> int:
        """What is left for the search field."""
        fixed = (self._back, self._today, self._forward, self._title, self.undo, self.redo, self.print)
        taken = sum(each.sizeHint().width() + 4 for each in fixed if not each.isHidden())
        if self._toolbar is not None:
            self._toolbar.ensurePolished()
            taken += self._toolbar.sizeHint().width()
        return self.width() - taken - 48

    def _fold_toolbar(self, *, buttons: bool, segments: bool) -> None:
        if self._toolbar is None:
            return
        for button in self._toolbar.findChildren(QPushButton):
            if not button.icon().isNull():
                fold_button(button, buttons)
        for control in self._toolbar.findChildren(SegmentedControl):
            control.set_compact(segments)
        layout = self._toolbar.layout()
        if layout is not None:
            layout.invalidate()

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(400, HEIGHT)  # it gives way by itself, so it must not hold the window wide

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            QTimer.singleShot(0, self, self._settle)
        return False


def _name(button: QToolButton, name: str, keys: str) -> None:
    button.setToolTip(plain_tooltip(name, keys))
    button.setAccessibleName(name)
