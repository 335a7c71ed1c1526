"""Labels that show data as it is written: never as HTML, whatever a tenant is called.

Qt takes text that looks like HTML for HTML in every `QLabel` and tooltip, and then loads what it links to. So every
label here is plain text, and every tooltip goes through `plain_tooltip`.
"""

from __future__ import annotations

from html import escape
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

Ink = Literal["", "muted", "faint", "accent", "danger", "warning", "success"]
Size = Literal["small", "normal", "large"]


class PlainLabel(QLabel):
    """A label in one of the three sizes, two weights and the theme's inks."""

    def __init__(
        self,
        text: str = "",
        *,
        size: Size = "normal",
        strong: bool = False,
        ink: Ink = "",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if size != "normal":
            self.setProperty("textSize", size)
        if strong:
            self.setProperty("strong", "true")
        if ink:
            self.setProperty("ink", ink)
        self.setText(text)

    def set_ink(self, ink: Ink) -> None:
        """Write in another ink of the theme."""
        if self.property("ink") != ink:
            self.setProperty("ink", ink)
            restyle(self)


class ElidedLabel(PlainLabel):
    """A label of one line that ends in “…” where it lacks room; the tooltip then has the whole text."""

    def __init__(
        self,
        text: str = "",
        *,
        size: Size = "normal",
        strong: bool = False,
        ink: Ink = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, size=size, strong=strong, ink=ink, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)

    # Qt overrides

    def setText(self, text: str) -> None:
        super().setText(text.replace("\n", " "))
        self._explain()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.TextFlag.TextSingleLine), shown)
        painter.end()

    def _explain(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(plain_tooltip(self.text()) if cut else "")


def plain_tooltip(text: str, keys: str = "") -> str:
    """A tooltip that shows `text` as it is written, and the keys that do the same."""
    if not text:
        return ""
    shown = escape(text).replace("\n", "<br>")
    return f"<span>{shown}&nbsp;&nbsp;<b>{escape(keys)}</b></span>" if keys else f"<span>{shown}</span>"


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose dynamic properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
