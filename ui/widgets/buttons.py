"""Buttons in the kinds that the style sheet knows."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.theme.icons import icon
from ui.widgets.labels import plain_tooltip

Kind = Literal["plain", "primary", "quiet", "danger", "link"]
_ROLES = {
    "plain": "text_muted",
    "primary": "accent_text",
    "quiet": "text_muted",
    "danger": "danger",
    "link": "accent",
}


class PushButton(QPushButton):
    """A button that Enter presses as Space does, wherever it stands."""

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def push_button(
    text: str,
    *,
    kind: Kind = "plain",
    icon_name: str = "",
    tooltip: str = "",
    keys: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with a word: `primary` once a page, `quiet` in toolbars, `link` in running text."""
    button = PushButton(_literal(text), parent)
    if kind != "plain":
        button.setProperty("kind", kind)
    if icon_name:
        button.setIcon(icon(icon_name, _ROLES[kind]))
        button.setIconSize(QSize(22, 18))  # the icon, and a gap before the word
    button.setAutoDefault(False)
    button.setAccessibleName(text)
    button.setToolTip(plain_tooltip(tooltip, keys))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def icon_button(
    icon_name: str,
    name: str,
    *,
    tooltip: str = "",
    keys: str = "",
    role: str = "text_muted",
    parent: QWidget | None = None,
) -> QToolButton:
    """A flat square button with an icon. `name` is what screen readers say, and the tooltip without another one."""
    button = QToolButton(parent)
    button.setProperty("kind", "icon")
    button.setIcon(icon(icon_name, role))
    button.setIconSize(QSize(20, 20))
    button.setAccessibleName(name)
    button.setToolTip(plain_tooltip(tooltip or name, keys))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def fold_button(button: QPushButton, folded: bool) -> None:
    """Show a button by its icon alone where there is little room; its word goes into the tooltip."""
    words: str = button.property("words") or button.text()
    button.setProperty("words", words if folded else None)
    button.setText("" if folded else words)
    if folded and not button.toolTip():
        button.setToolTip(plain_tooltip(button.accessibleName()))


def set_button_text(button: QPushButton | QToolButton, text: str) -> None:
    """Show a text on a button as it is written: an “&” in it is no key."""
    button.setText(_literal(text))
    button.setAccessibleName(text)


def _literal(text: str) -> str:
    return text.replace("&", "&&")
