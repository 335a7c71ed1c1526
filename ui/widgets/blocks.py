"""Small building blocks of pages: headings, figures, states with nothing to show, chips, counters."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.buttons import icon_button, push_button
from ui.widgets.labels import PlainLabel, restyle
from ui.widgets.pictures import IconLabel


class SectionHeader(QWidget):
    """A heading over a group, a muted word after it, and room for buttons at the right (`add`)."""

    def __init__(self, text: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = PlainLabel(text, strong=True)
        self._note = PlainLabel(note, size="small", ink="muted")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._line.addWidget(self._text)
        self._line.addWidget(self._note)
        self._line.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(32)

    def set_text(self, text: str, note: str = "") -> None:
        """Change the words."""
        self._text.setText(text)
        self._note.setText(note)

    def add(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self._line.addWidget(widget)


class Hairline(QFrame):
    """A line between groups."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.VLine if upright else QFrame.Shape.HLine)


class EmptyState(QWidget):
    """What stands where there is nothing yet: an icon, one sentence, one button."""

    requested = Signal()
    """The button was clicked."""

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        action: str = "",
        *,
        detail: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture = IconLabel(icon_name, 48, "text_faint")
        self._sentence = PlainLabel(sentence, wrap=True)
        self._detail = PlainLabel(detail, ink="muted", wrap=True)
        self._button = push_button(action, kind="primary")
        self._button.clicked.connect(self.requested)
        for label in (self._sentence, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            label.setMaximumWidth(440)
            label.setMinimumWidth(200)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(_centred(self._sentence))
        self._detail_line = _centred(self._detail)
        column.addWidget(self._detail_line)
        column.addSpacing(8)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.set_words(sentence, action, detail)

    def set_words(self, sentence: str, action: str = "", detail: str = "") -> None:
        """Change the sentence and the button; no `action`, no button."""
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail_line.setVisible(bool(detail))
        self._button.setText(action.replace("&", "&&"))
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(sentence)

    @property
    def button(self) -> QPushButton:
        """The button."""
        return self._button


class StatTile(QFrame):
    """A figure with its label, and what it is compared with; clickable where it opens its list."""

    opened = Signal()

    def __init__(
        self,
        figure: str = "",
        label: str = "",
        *,
        note: str = "",
        opens: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._opens = opens
        self._figure = PlainLabel(size="large", strong=True)
        self._label = PlainLabel(ink="muted", wrap=True)
        self._note = PlainLabel(size="small", ink="faint", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(2)
        for each in (self._figure, self._label, self._note):
            column.addWidget(each)
        column.addStretch()
        if opens:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(136)
        self.set_figure(figure, label, note)

    def set_figure(self, figure: str, label: str, note: str = "") -> None:
        """Show another figure."""
        self._figure.setText(figure)
        self._label.setText(label)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(f"{figure} {label}")

    def _state(self, state: str) -> None:
        if self._opens:
            self.setProperty("state", state)
            restyle(self)

    # Qt overrides

    def enterEvent(self, event: QEnterEvent) -> None:
        self._state("hover")
        super().enterEvent(event)

    def leaveEvent(self, event: object) -> None:
        self._state("focus" if self.hasFocus() else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._state("focus")
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._state("")
        super().focusOutEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._opens and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
            return
        super().keyPressEvent(event)


class Chip(QFrame):
    """A word in a rounded box that can be taken away: a filter in force, a tag."""

    removed = Signal()

    def __init__(self, text: str, remove_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 2, 2 if remove_text else 10, 2)
        line.setSpacing(2)
        line.addWidget(PlainLabel(text, size="small"))
        if remove_text:
            button = icon_button("close", f"{remove_text}: {text}", tooltip=remove_text)
            button.setProperty("kind", "tiny")
            button.setIconSize(QSize(14, 14))
            button.clicked.connect(self.removed)
            line.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Counter(QWidget):
    """A number of heads with − and + beside it; the keys − and +, or the number typed, do the same."""

    changed = Signal(int)

    def __init__(
        self,
        name: str,
        *,
        value: int = 0,
        most: int = 9999,
        less: str = "−",
        more: str = "+",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._value = value
        self._most = most
        self._typed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name = name
        self._label = PlainLabel(name)
        self._figure = PlainLabel(strong=True)
        self._figure.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._figure.setMinimumWidth(40)
        self._less = icon_button("remove", f"{name} {less}", tooltip=less)
        self._more = icon_button("add", f"{name} {more}", tooltip=more)
        self._less.clicked.connect(lambda: self._step(-1))
        self._more.clicked.connect(lambda: self._step(1))
        for button in (self._less, self._more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoRepeat(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self._label)
        line.addStretch()
        line.addWidget(self._less)
        line.addWidget(self._figure)
        line.addWidget(self._more)
        self.set_value(value)

    def value(self) -> int:
        """The number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a number without telling anyone."""
        self._value = max(0, min(self._most, value))
        self._figure.setText(str(self._value))
        self._less.setEnabled(self._value > 0)
        self._more.setEnabled(self._value < self._most)
        self.setAccessibleName(f"{self._name}: {self._value}")

    def _step(self, by: int) -> None:
        self._typed = False
        self._become(self._value + by)

    def _become(self, value: int) -> None:
        before = self._value
        self.set_value(value)
        if self._value != before:
            self.changed.emit(self._value)

    # Qt overrides

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._typed = False
        self._figure.set_ink("accent")
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._figure.set_ink("")
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Up):
            self._step(1)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Down):
            self._step(-1)
        elif text.isdecimal() and text.isascii():
            self._become(int(f"{self._value}{text}" if self._typed else text))
            self._typed = True
        elif key == Qt.Key.Key_Backspace:
            self._become(self._value // 10)
            self._typed = True
        else:
            super().keyPressEvent(event)


def _centred(label: QWidget) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addStretch(1)
    line.addWidget(label, 20)
    line.addStretch(1)
    return holder
