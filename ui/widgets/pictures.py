"""Icons that stand by themselves, not on a button."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.icons import icon


class IconLabel(QWidget):
    """An icon of a fixed size; painted each time, so it follows the theme and the screen's resolution."""

    def __init__(
        self, name: str, size: int = 20, role: str = "text_muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon(name, role)
        self.setFixedSize(size, size)

    def set_icon(self, name: str, role: str = "text_muted") -> None:
        """Show another icon."""
        self._icon = icon(name, role)
        self.update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, QRect(0, 0, self.width(), self.height()))
        painter.end()
