"""Rows of forms that are edited in place: a label over its field; the value goes out when the field is left.

    form = Form()
    title = form.add("Title", TextEntry())
    title.edited.connect(self._rename)

Every row has `value()`, `set_value(value)`, `edited(value)` and `set_problem(sentence)`.
"""

from __future__ import annotations

from typing import Any, Protocol, cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.entries import Entry, asks_to_undo
from ui.widgets.labels import PlainLabel, restyle


class Editor(Protocol):
    """What a field must offer to stand in a row."""

    edited: SignalInstance

    def value(self) -> Any:
        """The value."""

    def set_value(self, value: Any) -> None:
        """Show a value without telling anyone."""


class NoteEntry(QPlainTextEdit):
    """Text of several lines, as high as its text; Tab leaves it, Ctrl+Enter takes it, Esc puts the text back."""

    edited = Signal(object)

    def __init__(
        self, name: str = "", *, lines: int = 2, most: int = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._value = ""
        self._lines = lines
        self._most = most
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._grow)
        self._grow()

    def value(self) -> str:
        """The text."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a text; not while the user is typing another one."""
        self._value = str(value or "")
        if not (self.hasFocus() and self.document().isModified()):
            self._show()

    def commit(self) -> None:
        """Take what is typed."""
        text = self.toPlainText().strip()
        self.document().setModified(False)
        if text != self._value:
            self._value = text
            self.edited.emit(text)

    def _show(self) -> None:
        self.setPlainText(self._value)
        self.document().setModified(False)

    def _grow(self) -> None:
        document = self.document()
        blocks = (document.findBlockByNumber(number) for number in range(document.blockCount()))
        lines = sum(max(1, block.layout().lineCount()) for block in blocks)
        shown = max(self._lines, min(self._most, lines))
        self.setFixedHeight(self.fontMetrics().lineSpacing() * shown + 26)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if not self.document().isModified() and asks_to_undo(event):
            event.ignore()  # nothing was typed, so the program's own undo is meant
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = Qt.KeyboardModifier.ControlModifier in event.modifiers()
        if event.key() == Qt.Key.Key_Escape and self.document().isModified():
            self._show()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.commit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.commit()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(160, self.height())


class CheckEntry(QCheckBox):
    """A tick box as a field: its value is true or false."""

    edited = Signal(object)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setAccessibleName(text)
        self.clicked.connect(lambda on: self.edited.emit(bool(on)))

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick or untick without telling anyone."""
        self.setChecked(bool(value))


class FieldRow(QWidget):
    """A label over a field, and under it the sentence that says what is wrong."""

    edited = Signal(object)

    def __init__(self, label: str, field: QWidget, *, note: str = "", unreadable: str = "") -> None:
        super().__init__()
        self.field = field
        self._unreadable = unreadable
        self._editor = cast(Editor, field)
        self._label = PlainLabel(label, size="small", ink="muted")
        self._label.setBuddy(field)
        self._note = PlainLabel(note, size="small", ink="faint", wrap=True)
        self._problem = PlainLabel(size="small", ink="danger", wrap=True)
        if not field.accessibleName():
            field.setAccessibleName(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._label, field, self._note, self._problem):
            column.addWidget(widget)
        self._label.setVisible(bool(label))
        self._note.setVisible(bool(note))
        self._problem.hide()
        self._editor.edited.connect(self._edited)
        if isinstance(field, Entry):
            field.misread.connect(lambda wrong: self.set_problem(self._unreadable if wrong else ""))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def value(self) -> Any:
        """The field's value."""
        return self._editor.value()

    def set_value(self, value: Any) -> None:
        """Show a value and no problem; where the user is typing another one, that and its problem stay."""
        self._editor.set_value(value)
        if not (isinstance(self.field, Entry) and self.field.hasFocus() and self.field.isModified()):
            self.set_problem("")

    def set_problem(self, sentence: str) -> None:
        """Say what is wrong with the value; an empty sentence takes that back."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        if (self.field.property("wrong") == "true") != bool(sentence):
            self.field.setProperty("wrong", "true" if sentence else "false")
            restyle(self.field)

    def set_note(self, note: str) -> None:
        """Explain the field under it."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _edited(self, value: Any) -> None:
        self.set_problem("")
        self.edited.emit(value)


class Form(QWidget):
    """Rows under each other, some side by side."""

    def __init__(self, *, unreadable: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unreadable = unreadable
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addStretch()

    def add(self, label: str, field: QWidget, *, note: str = "") -> FieldRow:
        """A row of its own."""
        row = FieldRow(label, field, note=note, unreadable=self._unreadable)
        self._insert(row)
        return row

    def add_line(self, *fields: tuple[str, QWidget] | tuple[str, QWidget, int]) -> list[FieldRow]:
        """Fields side by side: label, field and, if wanted, their share of the width."""
        line = QHBoxLayout()
        line.setSpacing(8)
        rows = []
        for label, field, *share in fields:
            row = FieldRow(label, field, unreadable=self._unreadable)
            line.addWidget(row, share[0] if share else 1, Qt.AlignmentFlag.AlignTop)
            rows.append(row)
        self._column.insertLayout(self._column.count() - 1, line)
        return rows

    def add_widget(self, widget: QWidget) -> None:
        """Anything else."""
        self._insert(widget)

    def _insert(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

    def flush(self) -> None:
        """Take what is being typed, as if the field were left."""
        for entry in self.findChildren(Entry):
            entry.commit()
        for note in self.findChildren(NoteEntry):
            if note.document().isModified():
                note.commit()
