"""A segmented control: a few choices side by side, one of them on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QWidget

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
        line = QHBoxLayout(self)
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
            self._group.addButton(button, index)
            line.addWidget(button)
        self._group.idClicked.connect(lambda index: self.chosen.emit(self._keys[index]))
        if segments:
            self.select(self._keys[0])

    def select(self, key: str) -> None:
        """Switch a segment on without telling anyone."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def current(self) -> str:
        """The key of the segment that is on."""
        return self._keys[self._group.checkedId()] if self._keys else ""

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
