"""A segmented control: a few choices side by side, one of them on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from ui.theme.appearance import text_font
from ui.theme.icons import icon
from ui.widgets.labels import plain_tooltip


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice: its key, its word, and if wanted an icon and the keys that choose it."""

    key: str
    text: str
    icon: str = ""
    keys: str = ""


class SegmentedControl(QFrame):
    """Emits `chosen` with the key when the user picks another segment; arrow keys move."""

    chosen = Signal(str)

    def __init__(self, segments: Sequence[Segment], *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self.setAccessibleName(name)
        self._keys = [segment.key for segment in segments]
        self._group = QButtonGroup(self)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(2, 2, 2, 2)
        line.setSpacing(2)
        for index, segment in enumerate(segments):
            button = QToolButton()
            button.setProperty("kind", "segment")
            button.setText(segment.text.replace("&", "&&"))
            button.setAccessibleName(segment.text)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            if segment.icon:
                button.setIcon(icon(segment.icon))
                button.setIconSize(QSize(16, 16))
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            if segment.keys:
                button.setToolTip(plain_tooltip(segment.text, segment.keys))
            strong = text_font(strong=True)
            width = QFontMetrics(strong).horizontalAdvance(segment.text)
            button.setMinimumWidth(
                width + (40 if segment.icon else 18)
            )  # the word as it is when it is chosen
            self._group.addButton(button, index)
            line.addWidget(button)
        self._words = {segment.key: segment.text for segment in segments}
        self._menu_button = self._make_menu(name)
        line.addWidget(self._menu_button)
        self._group.idClicked.connect(lambda index: self.chosen.emit(self._keys[index]))
        self._group.idToggled.connect(lambda *_: self._menu_button.setText(self._current_word()))
        if segments:
            self.select(self._keys[0])

    def select(self, key: str) -> None:
        """Switch a segment on without telling anyone."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def set_compact(self, compact: bool) -> None:
        """Show one button that opens a menu of the choices, where there is no room for all of them."""
        for button in self._group.buttons():
            button.setVisible(not compact)
        self._menu_button.setVisible(compact)
        self._line.invalidate()
        self.updateGeometry()

    def current(self) -> str:
        """The key of the segment that is on."""
        return self._keys[self._group.checkedId()] if self._keys else ""

    def _current_word(self) -> str:
        return f"{self._words.get(self.current(), '')}  ▾".replace("&", "&&")

    def _make_menu(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "segment")
        button.setAccessibleName(name)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        for index, text in enumerate(self._words.values()):
            menu.addAction(text.replace("&", "&&"), self._group.button(index).click)
        button.setMenu(menu)
        button.hide()
        return button

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        index = (self._group.checkedId() + step) % len(self._keys)
        button = self._group.button(index)
        button.setFocus()
        button.click()
