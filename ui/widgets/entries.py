"""Fields for dates, times, numbers and amounts that take what people type: “12/11”, “14h30”, “1 250,50”."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QDate, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QFrame,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from ui.theme.icons import icon
from ui.widgets.labels import restyle


class Unreadable(ValueError):
    """What was typed means nothing here."""


class Entry(QLineEdit):
    """A field with a value behind its text. `edited` comes once, when it is left or Enter is pressed, if it differs.

    Esc puts the value before back. Text that cannot be read is marked and told by `misread`; the value stays.
    """

    edited = Signal(object)
    misread = Signal(bool)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: Any = None
        self.setAccessibleName(name)
        self.editingFinished.connect(self.commit)

    def value(self) -> Any:
        """The value; None for an empty field."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a value without telling anyone; not while the user is typing another one."""
        self._value = value
        if not (self.hasFocus() and self.isModified()):
            self._show()

    def commit(self) -> None:
        """Take what is typed."""
        if not self.isModified():
            return
        try:
            value = self.read(self.text().strip())
        except Unreadable:
            self.set_wrong(True)
            self.misread.emit(True)
            return
        changed = value != self._value
        self._value = value
        self._show()
        if changed:
            self.edited.emit(value)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field as not acceptable."""
        if bool(self.property("wrong") == "true") != wrong:
            self.setProperty("wrong", "true" if wrong else "false")
            restyle(self)

    def read(self, text: str) -> Any:
        """The value that a text means; raises `Unreadable`."""
        return text

    def write(self, value: Any) -> str:
        """The text that shows a value."""
        return "" if value is None else str(value)

    def step(self, by: int) -> Any:
        """The value `by` steps on, or None where values have no steps."""
        return None

    def _show(self) -> None:
        self.setText(self.write(self._value))
        self.setModified(False)
        if self.property("wrong") == "true":
            self.set_wrong(False)
            self.misread.emit(False)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if not self.isModified() and asks_to_undo(event):
            event.ignore()  # nothing was typed, so the program's own undo is meant
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self._show()
            self.selectAll()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.commit()
            value = self.step(1 if event.key() == Qt.Key.Key_Up else -1)
            if value is not None:
                self.setText(self.write(value))
                self.setModified(True)
                self.selectAll()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


class TextEntry(Entry):
    """A line of text; empty text is the empty string."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._value = ""


class DateEntry(Entry):
    """A date: “12/11/2026”, “12/11”, “12”, “12.11.26”; Up and Down move by a day; a calendar opens at the right."""

    def __init__(
        self,
        name: str = "",
        *,
        today: Callable[[], date] = date.today,
        written: Callable[[date], str] | None = None,
        calendar_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._today = today
        self._written = written or (lambda day: f"{day:%d/%m/%Y}")
        action = self.addAction(icon("calendar", "text_muted"), QLineEdit.ActionPosition.TrailingPosition)
        action.setToolTip(calendar_text)
        action.triggered.connect(self._open_calendar)

    def read(self, text: str) -> date | None:
        if not text:
            return None
        return read_date(text, self._value or self._today())

    def write(self, value: date | None) -> str:
        return "" if value is None else self._written(value)

    def step(self, by: int) -> date:
        return (self._value or self._today()) + timedelta(days=by)

    def _open_calendar(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("role", "popup")
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown: date = self._value or self._today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        column = QVBoxLayout(popup)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(calendar)

        def take(day: QDate) -> None:
            self.setText(self.write(date(day.year(), day.month(), day.day())))
            self.setModified(True)
            popup.close()
            self.commit()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()


class TimeEntry(Entry):
    """A time of day: “14”, “14h”, “14h30”, “14:30”, “1430”; Up and Down move by a quarter of an hour."""

    def read(self, text: str) -> time | None:
        return read_time(text) if text else None

    def write(self, value: time | None) -> str:
        return "" if value is None else f"{value:%H:%M}"

    def step(self, by: int) -> time:
        shown: time = self._value or time(9)
        return (datetime.combine(date(2000, 1, 1), shown) + timedelta(minutes=15 * by)).time()


class NumberEntry(Entry):
    """A whole number from `least` to `most`; empty is None. Up and Down move by one."""

    def __init__(
        self, name: str = "", *, least: int = 0, most: int = 999_999, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._least = least
        self._most = most

    def read(self, text: str) -> int | None:
        digits = re.sub(r"[\s\u00a0\u202f]", "", text)
        if not digits:
            return None
        if not re.fullmatch(r"-?\d{1,9}", digits, re.ASCII) or not self._least <= int(digits) <= self._most:
            raise Unreadable(text)
        return int(digits)

    def step(self, by: int) -> int:
        shown: int = self._value if self._value is not None else self._least - max(by, 0)
        return max(self._least, min(self._most, shown + by))


class AmountEntry(Entry):
    """An amount of money in euros and cents as `Decimal`: “1 250,50”, “1250.5”, “1 250 €”; empty is None."""

    def __init__(
        self,
        name: str = "",
        *,
        written: Callable[[Decimal], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._written = written
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def read(self, text: str) -> Decimal | None:
        return read_amount(text) if text else None

    def write(self, value: Decimal | None) -> str:
        if value is None:
            return ""
        return self._written(value) if self._written else f"{value:.2f}"


class Choice(QComboBox):
    """A list of (key, text) to choose from; `edited` carries the key when the user picks another."""

    edited = Signal(object)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._picked)
        self._before: Any = None

    def set_options(self, options: list[tuple[Any, str]]) -> None:
        """Offer these; what is chosen stays chosen if it is still among them."""
        value = self.value()
        self.clear()
        for key, text in options:
            self.addItem(text, key)
        self.set_value(value)

    def value(self) -> Any:
        """The key of what is chosen; None for nothing."""
        return self.currentData()

    def set_value(self, value: Any) -> None:
        """Choose a key without telling anyone; an unknown one chooses nothing."""
        keys = [self.itemData(row) for row in range(self.count())]
        self.setCurrentIndex(keys.index(value) if value in keys else -1)
        self._before = self.value()

    def _picked(self) -> None:
        if self.value() != self._before:
            self._before = self.value()
            self.edited.emit(self._before)

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        # As Qt paints it, but a text that lacks room ends in “…”.
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room.width() - 4
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


def asks_to_undo(event: QEvent) -> bool:
    """Whether a field is asked if Ctrl+Z or Ctrl+Shift+Z are for it."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def read_date(text: str, near: date) -> date:
    """The date that a text means; day first, the month and year of `near` where they are left out."""
    parts = re.fullmatch(r"(\d{1,2})(?:[\s/.\-](\d{1,2})(?:[\s/.\-](\d{4}|\d{2}))?)?", text.strip(), re.ASCII)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text.strip(), re.ASCII)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if parts:
            year = int(parts[3]) if parts[3] else near.year
            return date(year + 2000 if year < 100 else year, int(parts[2] or near.month), int(parts[1]))
    except ValueError:
        pass
    raise Unreadable(text)


def read_time(text: str) -> time:
    """The time of day that a text means."""
    found = re.fullmatch(r"(\d{1,2})\s*(?:[hH:.]\s*(\d{1,2})?)?|(\d{1,2})(\d{2})", text.strip(), re.ASCII)
    if found:
        hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise Unreadable(text)


def read_amount(text: str) -> Decimal:
    """The amount that a text means, to the cent; a comma or a point before the cents, spaces between thousands."""
    plain = re.sub(r"[\s\u00a0\u202f€]", "", text).replace(",", ".")
    if not re.fullmatch(r"-?\d{1,10}(\.\d{1,2})?", plain, re.ASCII):
        raise Unreadable(text)
    try:
        return Decimal(plain).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise Unreadable(text) from None
