"""A search field that answers while one types, and the list of answers under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from ui.theme.icons import icon
from ui.widgets.entries import asks_to_undo
from ui.widgets.rows import DETAIL, HEADING, ICON, RowPainter

_KEY = Qt.ItemDataRole.UserRole
_ROW = 32
DEBOUNCE = 150
"""Milliseconds without a key before the search is asked."""


@dataclass(frozen=True, slots=True)
class Completion:
    """One answer: what is returned when it is chosen, its text, a muted detail, an icon, the group it stands in."""

    key: Any
    text: str
    detail: str = ""
    icon: str = ""
    group: str = ""


class SearchField(QLineEdit):
    """Emits `searched` a moment after typing; shows the answers given to `set_completions`.

    Down and Up move in the list, Enter or a click chooses, Esc closes the list, then empties the field. Enter before
    the answers to the last letter are there chooses the first of them when they come.
    """

    searched = Signal(str)
    chosen = Signal(object)
    """Carries the `Completion`."""
    left = Signal()
    """Esc in an empty field: the keyboard may go back where it was."""

    def __init__(self, placeholder: str, *, keep_text: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keep_text = keep_text
        self.setProperty("look", "search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "text_faint"), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE)
        self._timer.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self._enter_waits = False
        self.textEdited.connect(self._typed)
        self.textChanged.connect(self._emptied)
        self._popup: CompletionList | None = None

    def set_completions(self, completions: Iterable[Completion], nothing: str = "") -> None:
        """Show answers under the field; `nothing` is said where there are none. Ignored once the field was left."""
        listed = list(completions)
        if not self.hasFocus() or (not listed and not nothing):
            self.close_completions()
            return
        if self._popup is None:
            self._popup = CompletionList(self)
            self._popup.chosen.connect(self._choose)
        self._popup.show_below(self, listed, nothing)
        current = self._popup.current()
        if self._enter_waits and current is not None:
            self._choose(current)

    def close_completions(self) -> None:
        """Close the list."""
        if self._popup is not None:
            self._popup.hide()

    def completions(self) -> list[str]:
        """The texts in the open list, headings left out."""
        return self._popup.texts() if self._popup is not None and self._popup.isVisible() else []

    def search_now(self) -> None:
        """Ask at once."""
        self._timer.stop()
        self.searched.emit(self.text().strip())

    def _typed(self) -> None:
        self._enter_waits = False
        self._timer.start()

    def _emptied(self, text: str) -> None:
        if not text and not self._timer.isActive():
            self.close_completions()
            self.searched.emit("")

    def _choose(self, completion: Completion) -> None:
        self._enter_waits = False
        self.close_completions()
        self._timer.stop()
        if self._keep_text:
            self.setText(completion.text)
        else:
            self.blockSignals(True)
            self.clear()
            self.blockSignals(False)
        self.chosen.emit(completion)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if not self.text() and asks_to_undo(event):
            event.ignore()  # nothing was typed, so the program's own undo is meant
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        popup = self._popup if self._popup is not None and self._popup.isVisible() else None
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if popup is not None:
                popup.move_by(1 if key == Qt.Key.Key_Down else -1)
            elif key == Qt.Key.Key_Down:
                self.search_now()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            current = popup.current() if popup is not None and not self._timer.isActive() else None
            if current is not None:
                self._choose(current)
            else:
                self._enter_waits = bool(self.text().strip())
                self.search_now()
        elif key == Qt.Key.Key_Escape:
            if popup is not None:
                self.close_completions()
            elif self.text():
                self.clear()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._enter_waits = False
        self.close_completions()


class CompletionList(QFrame):
    """The list of answers; lies over the window under its field and never takes the keyboard."""

    chosen = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self.setProperty("role", "popup")
        self._field = field
        self._model = QStandardItemModel(self)
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setProperty("look", "plain")
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setAccessibleName(field.accessibleName())
        self._painter = RowPainter(_ROW)
        self._view.setItemDelegate(self._painter)
        self._view.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._view)
        field.installEventFilter(self)
        self.hide()

    def show_below(self, field: QWidget, completions: list[Completion], nothing: str) -> None:
        """Fill the list and show it under the field; the first answer is the current one."""
        self._model.clear()
        group = ""
        for each in completions:
            if each.group and each.group != group:
                self._model.appendRow(_heading(each.group))
            group = each.group
            self._model.appendRow(_answer(each))
        if not completions:
            self._model.appendRow(_heading(nothing))
        self._view.setCurrentIndex(QModelIndex())
        self.move_by(1)
        window = field.window()
        corner = field.mapTo(window, QPoint(0, field.height() + 2))
        height = min(self._model.rowCount() * _ROW + 10, window.height() - corner.y() - 16, 12 * _ROW)
        width = max(field.width(), min(480, window.width() - 16))
        self.setGeometry(
            max(8, min(corner.x(), window.width() - width - 8)), corner.y(), width, max(height, _ROW)
        )
        self.raise_()
        self.show()

    def move_by(self, step: int) -> None:
        """Make the next or previous answer the current one, stepping over headings."""
        row = self._view.currentIndex().row()
        for _ in range(self._model.rowCount()):
            row = (row + step) % self._model.rowCount()
            if not self._model.item(row).data(HEADING):
                self._view.setCurrentIndex(self._model.index(row, 0))
                return

    def current(self) -> Completion | None:
        """The answer that Enter would choose."""
        found: Completion | None = self._view.currentIndex().data(_KEY)
        return found

    def texts(self) -> list[str]:
        """The answers' texts."""
        items = (self._model.item(row) for row in range(self._model.rowCount()))
        return [item.text() for item in items if not item.data(HEADING)]

    def _clicked(self, index: QModelIndex) -> None:
        found: Completion | None = index.data(_KEY)
        if found is not None:
            self.chosen.emit(found)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() in (QEvent.Type.Resize, QEvent.Type.Hide):
            self.hide()
        return False


def _heading(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setData(True, HEADING)
    return item


def _answer(each: Completion) -> QStandardItem:
    item = QStandardItem(each.text)
    item.setData(each, _KEY)
    item.setData(each.detail, DETAIL)
    item.setData(
        f"{each.text}, {each.detail}" if each.detail else each.text, Qt.ItemDataRole.AccessibleTextRole
    )
    if each.icon:
        item.setData(each.icon, ICON)
    return item
