"""The rail: the names of the screens down the left edge, an icon and a word each."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current_theme, icon, text_font
from ui.widgets.labels import plain_tooltip

WIDE = 176
NARROW = 56
_HEIGHT = 40


class RailButton(QAbstractButton):
    """One entry of the rail: icon, word, and a count of what waits there."""

    def __init__(
        self, icon_name: str, text: str, keys: str = "", *, checkable: bool = True, does: str = ""
    ) -> None:
        super().__init__()
        self._does = does
        self._icon_name = icon_name
        self._keys = keys
        self._badge = 0
        self._folded = False
        self.setText(text)
        self.setCheckable(checkable)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def set_badge(self, count: int) -> None:
        """Show a count; 0 shows none."""
        self._badge = count
        self._name()
        self.update()

    def set_folded(self, folded: bool) -> None:
        """Show the icon alone, the word in the tooltip."""
        self._folded = folded
        self._name()
        self.update()

    def _name(self) -> None:
        counted = f"{self.text()} ({self._badge})" if self._badge else self.text()
        self.setAccessibleName(self._does or counted)
        self.setToolTip(plain_tooltip(self._does or counted, self._keys))

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(NARROW if self._folded else WIDE, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(8, 2, -8, -2)
        ground = theme.accent_soft if self.isChecked() else theme.hover if self.underMouse() else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QColor(theme.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        ink = "accent" if self.isChecked() else "text_muted"
        icon(self._icon_name, ink).paint(painter, QRect(18, (self.height() - 20) // 2, 20, 20))
        if not self._folded:
            painter.setFont(text_font(strong=self.isChecked()))
            painter.setPen(QColor(theme.accent if self.isChecked() else theme.text))
            words = self.rect().adjusted(48, 0, -14 - (26 if self._badge else 0), 0)
            shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        if self._badge:
            self._paint_badge(painter)
        painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        theme = current_theme()
        font = text_font("small", strong=True)
        if self._folded:
            font.setPixelSize(font.pixelSize() - 2)
        painter.setFont(font)
        shown = str(self._badge) if self._badge < 100 else "99+"
        height = painter.fontMetrics().height()
        width = max(height, painter.fontMetrics().horizontalAdvance(shown) + 8)
        x = self.width() - 4 - width if self._folded else self.width() - 14 - width
        y = 2 if self._folded else (self.height() - height) // 2
        box = QRect(x, y, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(QColor(theme.accent_text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


class Rail(QFrame):
    """The column of entries under a heading; folds to icons."""

    chosen = Signal(str)
    """The name of an entry that was clicked."""
    folded_changed = Signal(bool)

    def __init__(self, heading: str, fold_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "sunken")
        self.setProperty("line", "right")
        self._folded = False
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._menu = RailButton("menu", heading, checkable=False, does=fold_text)
        self._menu.clicked.connect(self.toggle)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 8, 0, 8)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._menu)
        self._layout.addSpacing(8)
        self._layout.addStretch()
        self._foot = 0
        self.setFixedWidth(WIDE)

    def add(self, name: str, icon_name: str, text: str, keys: str = "", *, foot: bool = False) -> RailButton:
        """Add an entry, at the top in order, or at the foot."""
        button = RailButton(icon_name, text, keys)
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(button)
        self._buttons[name] = button
        if foot:
            self._layout.addWidget(button)
            self._foot += 1
        else:
            self._layout.insertWidget(self._layout.count() - 1 - self._foot, button)
        return button

    def select(self, name: str) -> None:
        """Mark an entry as the current one; an unknown name marks none."""
        button = self._buttons.get(name)
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for each in self._buttons.values():
            each.setChecked(False)
        self._group.setExclusive(True)

    def names(self) -> list[str]:
        """The names of the entries."""
        return list(self._buttons)

    def button(self, name: str) -> RailButton:
        """An entry; raises `KeyError` where there is none with this name."""
        return self._buttons[name]

    def set_badge(self, name: str, count: int) -> None:
        """Show a count beside an entry."""
        if name in self._buttons:
            self._buttons[name].set_badge(count)

    def toggle(self) -> None:
        """Fold or unfold, as the user asked."""
        self.set_folded(not self._folded)
        self.folded_changed.emit(self._folded)

    def set_folded(self, folded: bool) -> None:
        """Show icons alone, or icons and words."""
        self._folded = folded
        self.setFixedWidth(NARROW if folded else WIDE)
        for button in (self._menu, *self._buttons.values()):
            button.set_folded(folded)

    @property
    def folded(self) -> bool:
        """Whether icons stand alone."""
        return self._folded
