"""One line a session, as lists outside the calendar show it: time, axis stripe, title and place, signs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.kinds import SessionStatus, label
from app.i18n import Language
from app.queries.rows import SessionRow
from ui.theme.appearance import current_theme, tabular, text_font
from ui.theme.icons import icon
from ui.widgets.labels import ElidedLabel, PlainLabel, plain_tooltip

_STRIPE = 4


class AxisStripe(QWidget):
    """The upright stripe in the colour of an axis."""

    def __init__(self, axis: str) -> None:
        super().__init__()
        self.axis = axis
        self.setFixedWidth(_STRIPE)

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_theme().axis(self.axis).stripe))
        painter.drawRoundedRect(QRectF(self.rect()), _STRIPE / 2, _STRIPE / 2)
        painter.end()


class Sign(PlainLabel):
    """A small icon that says one thing; its words are in the tooltip and for screen readers."""

    def __init__(self, name: str, words: str, role: str = "text_muted") -> None:
        super().__init__()
        self.setPixmap(icon(name, role).pixmap(QSize(16, 16)))
        self.setFixedSize(18, 18)
        self.setToolTip(plain_tooltip(words))
        self.setAccessibleName(words)


class Line(QFrame):
    """A line that opens something: by a click, Enter or Space."""

    opened = Signal()

    def __init__(self, spoken: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("role", "line")
        self.setAccessibleName(spoken)

    # Qt overrides

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


def session_line(
    row: SessionRow,
    language: Language,
    opened: Callable[[SessionRow], object],
    *,
    dated: bool = False,
    detail: str = "",
) -> Line:
    """A session's line. `dated` puts the day before the time; `detail` takes the place's place."""
    when = language.clock(row.starts_at)
    line = Line(f"{language.date(row.starts_at, 'day')} {when}, {row.title}, {row.place}")
    layout = QHBoxLayout(line)
    layout.setContentsMargins(8, 6, 8, 6)
    layout.setSpacing(10)
    times = QVBoxLayout()
    times.setSpacing(0)
    head = PlainLabel(language.date(row.starts_at, "day_month") if dated else when, strong=True)
    head.setFont(tabular(text_font(strong=True)))
    foot = PlainLabel(when if dated else language.clock(row.ends_at), size="small", ink="muted")
    foot.setFont(tabular(text_font("small")))
    for each in (head, foot):
        each.setMinimumWidth(52)
        times.addWidget(each)
    layout.addLayout(times)
    layout.addWidget(AxisStripe(row.axis))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(ElidedLabel(row.title, strong=True))
    words.addWidget(ElidedLabel(detail or _place(row, language), size="small", ink="muted"))
    layout.addLayout(words, 1)
    for sign in _signs(row, language):
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
    line.opened.connect(lambda: opened(row))
    return line


def _place(row: SessionRow, language: Language) -> str:
    place = row.place or language.text("no place yet")
    if row.expected:
        return language.text(
            "{place} · {people}",
            place=place,
            people=language.plural("{n} person", "{n} people", row.expected),
        )
    return place


def _signs(row: SessionRow, language: Language) -> list[Sign]:
    signs = []
    if row.status is SessionStatus.OPTION:
        signs.append(Sign("waiting", language.text(label(row.status)), "warning"))
    if not row.venue:
        signs.append(Sign("venue", language.text("No venue yet"), "warning"))
    if row.printed:
        signs.append(Sign("sheet", language.text("Attendance sheet printed"), "success"))
    if row.marked:
        signs.append(Sign("done", language.text("Attendance complete"), "success"))
    return signs
