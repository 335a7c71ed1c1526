"""The message bar at the foot of the window: what was done, with Undo; what went wrong; figures at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.theme.icons import icon
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.labels import ElidedLabel, plain_tooltip, restyle
from ui.widgets.pictures import IconLabel
from ui.widgets.progress import ProgressStrip

Sort = Literal["done", "warning", "error"]
_ICONS = {"done": ("success", "success"), "warning": ("warning", "warning"), "error": ("error", "danger")}
_GROUNDS = {"done": "sunken", "warning": "warning", "error": "danger"}
HEIGHT = 40


class MessageBar(QFrame):
    """Shows one sentence at a time. What was done goes by itself after a while, what is wrong stays.

    `quiet`: without a sentence there is no bar to see.
    """

    undo_requested = Signal()

    def __init__(
        self,
        undo_text: str,
        close_text: str,
        cancel_text: str,
        *,
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._quiet = quiet
        if not quiet:
            self.setProperty("line", "above")
        self.setFixedHeight(HEIGHT)
        self.linger = 10_000
        """Milliseconds a sentence about something done stays."""
        self._icon = IconLabel("success")
        self._sentence = ElidedLabel()
        self._undo = push_button(undo_text, kind="link", keys="Ctrl+Z", tooltip=undo_text)
        self._undo.clicked.connect(self.undo_requested)
        self._close = icon_button("close", close_text)
        self._close.clicked.connect(self.clear)
        self.progress = ProgressStrip(cancel_text)
        self._figures = QWidget()
        self._figure_line = QHBoxLayout(self._figures)
        self._figure_line.setContentsMargins(0, 0, 0, 0)
        self._figure_line.setSpacing(4)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 2, 8, 2)
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addWidget(self._sentence, 1)
        line.addWidget(self._undo)
        line.addWidget(self._close)
        line.addWidget(self.progress)
        line.addWidget(self._figures)
        self._state = IconLabel("done", 18, "success")
        self._state.hide()
        line.addWidget(self._state)
        line.addSpacing(4)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._sort: Sort = "done"
        self.clear()

    def tell(self, sentence: str, *, sort: Sort = "done", undo: bool = False) -> None:
        """Show a sentence, with the Undo link if the step can be taken back."""
        self._sort = sort
        name, role = _ICONS[sort]
        self._icon.set_icon(name, role)
        self._sentence.setText(sentence)
        self._sentence.set_ink("danger" if sort == "error" else "warning" if sort == "warning" else "")
        for part in (self._icon, self._sentence):
            part.setVisible(True)
        self._undo.setVisible(undo)
        self._close.setVisible(sort != "done")
        self._wear(_GROUNDS[sort])
        if sort == "done":
            self._timer.start(self.linger)
        else:
            self._timer.stop()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def clear(self) -> None:
        """Show no sentence."""
        self._timer.stop()
        self._sentence.setText("")
        self._undo.setVisible(False)
        self._close.setVisible(False)
        self._icon.setVisible(False)
        self._wear("surface" if self._quiet else "sunken")

    def sentence(self) -> str:
        """The sentence that is shown; empty for none."""
        return self._sentence.text()

    def sort(self) -> Sort:
        """What the sentence is about."""
        return self._sort

    def offers_undo(self) -> bool:
        """Whether the Undo link is shown."""
        return not self._undo.isHidden()

    def set_figures(self, figures: list[tuple[str, str, bool, Callable[[], object]]]) -> None:
        """Show figures at the right: text, icon, whether urgent, and what a click does."""
        while (item := self._figure_line.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for text, icon_name, urgent, action in figures:
            button = push_button(text, kind="quiet")
            button.setIcon(icon(icon_name, "warning" if urgent else "text_muted"))
            button.setIconSize(QSize(20, 16))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(_calling(action))
            self._figure_line.addWidget(button)

    def set_state(self, icon_name: str, role: str, words: str) -> None:
        """Show how things are as an icon at the right end; `words` say it to the pointer and to screen readers."""
        self._state.set_icon(icon_name, role)
        self._state.setToolTip(plain_tooltip(words))
        self._state.setAccessibleName(words)
        self._state.show()

    def state(self) -> str:
        """The words of the state."""
        return self._state.accessibleName()

    def figures(self) -> list[QPushButton]:
        """The buttons of the figures."""
        return self._figures.findChildren(QPushButton)

    def _wear(self, ground: str) -> None:
        if self.property("ground") != ground:
            self.setProperty("ground", ground)
            restyle(self)

    # Qt overrides

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self._sentence.text() and self._sort == "done":
            self._timer.start(self.linger // 2)
        super().leaveEvent(event)


def _calling(action: Callable[[], object]) -> Callable[[], None]:
    def call() -> None:
        action()

    return call
