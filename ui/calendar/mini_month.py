"""The small month beside the calendar: where one is, where sessions are, one click to go there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.holidays import DayMark
from app.i18n import Language
from ui.calendar.ink import Ink, face
from ui.calendar.settings import ViewSettings
from ui.models.days import DAYS, WEEKS, MiniMonthModel
from ui.models.sessions import Clock
from ui.theme import icon
from ui.theme.appearance import appearance

_CELL = 28
_DAY = timedelta(days=1)
_STEPS = {
    Qt.Key.Key_Left: -_DAY,
    Qt.Key.Key_Right: _DAY,
    Qt.Key.Key_Up: -7 * _DAY,
    Qt.Key.Key_Down: 7 * _DAY,
}

_Index = QModelIndex | QPersistentModelIndex


class MiniMonth(QWidget):
    """A small month; tell it the days that have sessions with `set_sessions` when `month_changed` is emitted."""

    date_selected = Signal(object)
    """A day was clicked or chosen with Enter: a date."""
    month_changed = Signal(object, object)
    """Another month is shown: the first and the last day of its six weeks."""

    def __init__(self, *, language: Language, clock: Clock, settings: ViewSettings | None = None) -> None:
        super().__init__()
        self._language = language
        self._clock = clock
        self._days = MiniMonthModel(language, clock, (settings or ViewSettings()).first_weekday, self)
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("strong", "true")
        previous = self._button("previous", language.text("Previous month"))
        following = self._button("next", language.text("Next month"))
        previous.clicked.connect(lambda: self._turn(-1))
        following.clicked.connect(lambda: self._turn(1))
        self.table = _DayTable(self._days)
        self.table.setAccessibleName(language.text("Month"))
        self.table.day_chosen.connect(self._choose)
        self.table.turned.connect(self._turn)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self._title, 1)
        head.addWidget(previous)
        head.addWidget(following)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.table)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        appearance.theme_changed.connect(self._wear)
        self._show_title()

    def set_month(self, day: date) -> None:
        """Show the month of this day."""
        if self._days.set_month(day):
            self._show_title()
            self.month_changed.emit(*self.visible_range())

    @property
    def month(self) -> date:
        """The first day of the month shown."""
        return self._days.month

    def visible_range(self) -> tuple[date, date]:
        """The first and the last day of the six weeks shown."""
        return self._days.first, self._days.first + (WEEKS * DAYS - 1) * _DAY

    def set_sessions(self, counts: Mapping[date, int]) -> None:
        """Put a dot on the days that have sessions."""
        self._days.set_counts(counts)

    def set_day_marks(self, marks: list[DayMark] | tuple[DayMark, ...]) -> None:
        """Tint these holidays."""
        self._days.set_marks({mark.day: mark for mark in marks})

    def set_shown(self, first: date, last: date) -> None:
        """Underlay the days that the calendar shows, and turn to their month where none of them is in sight."""
        self._days.set_shown(first, last)
        middle = first + (last - first) / 2
        seen_first, seen_last = self.visible_range()
        if last < seen_first or first > seen_last or (last - first).days > 20:
            self.set_month(middle)

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "icon")
        button.setIcon(icon(name))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setAutoRaise(True)
        return button

    def _turn(self, by: int) -> None:
        month = self._days.month
        self.set_month(month - _DAY if by < 0 else (month + 31 * _DAY).replace(day=1))

    def _choose(self, day: date) -> None:
        self.set_month(day)
        self.table.stand(day)
        self.date_selected.emit(day)

    def _show_title(self) -> None:
        title = self._language.date(self._days.month, "month")
        self._title.setText(title[:1].upper() + title[1:])

    def _wear(self) -> None:
        self.table.fit()
        self.table.viewport().update()


class _DayTable(QTableView):
    """The six weeks, one cell a day; arrows walk, Enter and a click choose."""

    day_chosen = Signal(object)
    turned = Signal(int)

    def __init__(self, model: MiniMonthModel) -> None:
        super().__init__()
        self._days = model
        self.setModel(model)
        self.setItemDelegate(_DayDelegate(model, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "plain")
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = _Weekdays()
        self.setHorizontalHeader(header)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(20)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        self.fit()

    def fit(self) -> None:
        """Take the height that six weeks need."""
        cell = round(_CELL * appearance.text_size / 13)
        self.verticalHeader().setMinimumSectionSize(cell)
        self.verticalHeader().setDefaultSectionSize(cell)
        self.setFixedHeight(WEEKS * cell + self.horizontalHeader().sizeHint().height())
        self.setMinimumWidth(8 * 22)

    def stand(self, day: date) -> None:
        """Give a day the keyboard."""
        self.setCurrentIndex(self._days.index_of(day))

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._days.day(self.indexAt(event.position().toPoint()))
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.day_chosen.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.turned.emit(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        here = self._days.day(self.currentIndex())
        if here is None:
            today = self._days.clock().date()
            here = today if self._days.index_of(today).isValid() else self._days.month
        if key in _STEPS:
            day = here + _STEPS[key]
            if (day.year, day.month) != (self._days.month.year, self._days.month.month):
                self.turned.emit(1 if day > here else -1)
            self.stand(day)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.day_chosen.emit(here)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        else:
            event.ignore()


class _Weekdays(QHeaderView):
    """The initials of the days."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setProperty("look", "plain")

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(0, round(20 * appearance.text_size / 13))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme, look = appearance.theme, face(appearance.text_size - 2)
        painter.save()
        painter.setFont(look.font)
        painter.setPen(QColor(theme.text_muted))
        text = self.model().headerData(section, Qt.Orientation.Horizontal)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(text or ""))
        painter.restore()


class _DayDelegate(QStyledItemDelegate):
    """A number, a dot where there are sessions, a plate for today, a band for the days shown."""

    def __init__(self, model: MiniMonthModel, parent: QObject) -> None:
        super().__init__(parent)
        self._days = model
        self._ink = Ink(appearance.theme)

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_CELL, _CELL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if self._ink.theme is not appearance.theme:
            self._ink = Ink(appearance.theme)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        day = self._days.day(index)
        if day is None:
            look = face(appearance.text_size - 2)
            painter.setFont(look.font)
            painter.setPen(self._ink.faint)
            painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        else:
            self._day(painter, option, day)
        painter.restore()

    def _day(self, painter: QPainter, option: QStyleOptionViewItem, day: date) -> None:
        ink, days, box = self._ink, self._days, option.rect
        near = (day.year, day.month) == (days.month.year, days.month.month)
        today = day == days.clock().date()
        painter.setPen(Qt.PenStyle.NoPen)
        if days.shown is not None and days.shown[0] <= day <= days.shown[1]:
            self._band(painter, box, day, days.shown)
        side = min(box.width(), box.height()) - 4
        plate = QRectF(box.center().x() - side / 2 + 0.5, box.center().y() - side / 2 + 0.5, side, side)
        mark = days.marks.get(day)
        if today:
            painter.setBrush(ink.today)
            painter.drawEllipse(plate)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(ink.hover)
            painter.drawEllipse(plate)
        elif mark is not None and mark.public_holiday and near:
            painter.setBrush(ink.holiday)
            painter.drawEllipse(plate)
        count = days.counts.get(day, 0)
        look = face(appearance.text_size - 1, strong=today or (count > 0 and near))
        ground = ink.accent_text if today else ink.text if near else ink.faint
        painter.setFont(look.font)
        painter.setPen(ground)
        text = str(day.day)
        x = box.center().x() - look.width(text) // 2 + 1
        painter.drawText(x, look.baseline(box.y(), box.height() - (4 if count else 0)), text)
        if count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.accent_text if today else ink.accent if near else ink.faint)
            painter.drawEllipse(QRectF(box.center().x() - 1, box.bottom() - 7, 4, 4))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink.focus, 2))
            painter.drawEllipse(plate.adjusted(-1, -1, 1, 1))

    def _band(self, painter: QPainter, box: QRect, day: date, shown: tuple[date, date]) -> None:
        first_weekday = self._days.first_weekday
        column = (day.weekday() - first_weekday) % DAYS
        band = QRectF(box).adjusted(0, 2, 0, -2)
        painter.setBrush(self._ink.accent_soft)
        starts = day == shown[0] or column == 0
        ends = day == shown[1] or column == DAYS - 1
        painter.drawRoundedRect(band, 6, 6)
        if not starts:
            painter.drawRect(band.adjusted(0, 0, -band.width() / 2, 0))
        if not ends:
            painter.drawRect(band.adjusted(band.width() / 2, 0, 0, 0))
