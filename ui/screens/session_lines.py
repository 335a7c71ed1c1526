"""One line a session, as lists outside the calendar show it: time, axis stripe, title and place, signs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.kinds import SessionStatus, label
from app.i18n import Language
from app.queries.rows import SessionRow
from ui.theme.appearance import current_theme, tabular, text_font
from ui.theme.icons import icon
from ui.widgets.labels import ElidedLabel, PlainLabel, plain_tooltip

_STRIPE = 4
_WIDEST = "30 sept."
"""The longest date of a column of dates, so that the titles stand under each other."""


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


class Line(QWidget):
    """A line that opens something: by a click, Enter or Space. Up and Down go to the lines around it."""

    opened = Signal()

    def __init__(self, spoken: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(spoken)

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not (self.underMouse() or self.hasFocus()):
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(theme.hover) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            around: QWidget | None = self
            while around is not None:
                around = (
                    around.nextInFocusChain()
                    if event.key() == Qt.Key.Key_Down
                    else around.previousInFocusChain()
                )
                if around is self or (isinstance(around, Line) and around.isVisible()):
                    around.setFocus(Qt.FocusReason.TabFocusReason)
                    break
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        above: QWidget | None = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self, 0, 24)


def session_line(
    row: SessionRow,
    language: Language,
    opened: Callable[[SessionRow], object],
    *,
    dated: bool = False,
    detail: str = "",
    warns: bool = False,
) -> Line:
    """A session's line. `dated` puts the day before the time; `detail` takes the place's place, in full and
    as a warning where it `warns`.
    """
    when = language.clock(row.starts_at)
    place = detail or row.place or language.text("no place yet")
    spoken = [f"{language.date(row.starts_at, 'day')} {when}", row.title, place]
    if row.expected:
        spoken.append(_expected(row, language))
    signs = _signs(row, language)
    line = Line(", ".join([*spoken, *(sign.accessibleName() for sign in signs)]))
    layout = QHBoxLayout(line)
    layout.setContentsMargins(8, 5, 8, 5)
    layout.setSpacing(10)
    times = QVBoxLayout()
    times.setSpacing(0)
    head = PlainLabel(language.date(row.starts_at, "day_month") if dated else when, strong=True)
    head.setFont(tabular(text_font(strong=True)))
    foot = PlainLabel(when if dated else language.clock(row.ends_at), size="small", ink="muted")
    foot.setFont(tabular(text_font("small")))
    for each in (head, foot):
        each.setFixedWidth(head.fontMetrics().horizontalAdvance(_WIDEST if dated else "00:00") + 2)
        times.addWidget(each)
    times.addStretch(1)
    layout.addLayout(times)
    layout.addWidget(AxisStripe(row.axis))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(ElidedLabel(row.title, strong=True))
    if warns:
        words.addWidget(PlainLabel(place, size="small", ink="warning", wrap=True))
    else:
        words.addWidget(ElidedLabel(place, size="small", ink="muted"))
    layout.addLayout(words, 1)
    if row.expected:
        layout.addWidget(_people(row, language), 0, Qt.AlignmentFlag.AlignVCenter)
    for sign in signs:
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
    line.opened.connect(lambda: opened(row))
    return line


def figure_line(figure: str, words: str, opened: Callable[[], object]) -> Line:
    """A figure and what it counts; it opens where it can be looked into."""
    line = Line(f"{figure} {words}")
    layout = QHBoxLayout(line)
    layout.setContentsMargins(8, 8, 8, 8)
    layout.setSpacing(12)
    number = PlainLabel(figure, size="large", strong=True)
    number.setFont(tabular(text_font("large", strong=True)))
    number.setMinimumWidth(76)
    layout.addWidget(number)
    layout.addWidget(PlainLabel(words, ink="muted", wrap=True), 1)
    line.opened.connect(lambda: opened())
    return line


def _people(row: SessionRow, language: Language) -> QWidget:
    box = QWidget()
    box.setToolTip(plain_tooltip(_expected(row, language)))
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    sign = PlainLabel()
    sign.setPixmap(icon("person", "text_faint").pixmap(QSize(14, 14)))
    number = PlainLabel(language.number(row.expected), size="small", ink="muted")
    number.setFont(tabular(text_font("small")))
    layout.addWidget(sign)
    layout.addWidget(number)
    return box


def _expected(row: SessionRow, language: Language) -> str:
    return language.plural("{n} person expected", "{n} people expected", row.expected)


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
