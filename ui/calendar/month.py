"""The month view: a row a week, a column a day, every session a line."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap

from app.domain.slots import Slot
from app.i18n import Language
from app.layout import month_days
from app.queries.rows import SessionRow
from ui.calendar.bubble import paint_bubble
from ui.calendar.dragging import DragKind, ghost_title
from ui.calendar.gestures import CalendarView
from ui.calendar.month_painting import paint_lines_over, paint_month, paint_target
from ui.calendar.month_picture import MonthPicture, month_picture, rect
from ui.calendar.session_view import slot_text
from ui.calendar.settings import ViewSettings
from ui.models.sessions import Clock, SessionModel
from ui.theme.appearance import appearance

_DAY = timedelta(days=1)
_LONGEST = timedelta(days=30)


class MonthView(CalendarView):
    """A month of sessions; give it the rows of `visible_range()` through its model."""

    def __init__(
        self, model: SessionModel, *, language: Language, clock: Clock, settings: ViewSettings | None = None
    ) -> None:
        super().__init__(model, language=language, clock=clock, settings=settings)
        self._month = clock().date().replace(day=1)
        self._cursor = clock().date()
        self._picture: MonthPicture | None = None
        self._kept_page: QPixmap | None = None
        self.setAccessibleName(language.text("Month"))

    # what a screen asks

    @property
    def month(self) -> date:
        """The first day of the month shown."""
        return self._month

    def set_month(self, day: date) -> None:
        """Show the month of this day; the keyboard goes to the day where it was elsewhere."""
        month = day.replace(day=1)
        if month != self._month:
            self._month = month
            self.cancel_drag()
            self.invalidate()
            self.range_changed.emit(*self.visible_range())
        first, last = self.visible_range()
        if not first <= self._cursor <= last:
            self._cursor = day
        self.viewport().update()

    def set_cursor(self, day: date) -> None:
        """Put the keyboard on a day, showing its month."""
        self._cursor = day
        first, last = self.visible_range()
        if not first <= day <= last:
            self.set_month(day)
        self.viewport().update()

    def visible_range(self) -> tuple[date, date]:
        """The first and the last day shown, both included, whole weeks."""
        days = month_days(self._month, self.settings.first_weekday)
        return days[0], days[-1]

    def cursor_day(self) -> date:
        """The day that has the keyboard."""
        return self._cursor

    def cursor_slot(self) -> Slot:
        """The usual hours on the day that has the keyboard."""
        return self._usual(self._cursor)

    @property
    def picture(self) -> MonthPicture:
        """What is painted now: for tests and for printing the screen."""
        self.ensure_layout()
        assert self._picture is not None
        return self._picture

    # the layout

    def compute_layout(self) -> None:
        size = self.viewport().size()
        self._kept_page = None
        self._picture = month_picture(
            self._month,
            (size.width(), size.height()),
            self.sessions.rows,
            self.marks,
            self.settings,
            self.ink,
            self.language,
            self.clock(),
            appearance.text_size,
        )

    def session_box(self, place: int) -> QRect:
        return self.picture.places.get(place, QRect())

    def session_at(self, point: QPoint) -> SessionRow | None:
        line = self.picture.layout.line_at(point.x(), point.y())
        return self.sessions.rows[line.item] if line is not None else None

    def tip_at(self, point: QPoint) -> str:
        cell = self.picture.layout.day_at(point.x(), point.y())
        if cell is None:
            return ""
        if cell.more is not None and cell.more.contains(point.x(), point.y()):
            shown = {line.item for line in self.picture.layout.lines}
            hidden = [
                row
                for place, row in enumerate(self.sessions.rows)
                if place not in shown and row.starts_at.date() <= cell.day <= row.ends_at.date()
            ]
            lines = [f"{self.language.clock(row.starts_at)} {row.title}" for row in hidden[:20]]
            return "\n".join([*lines, "…"] if len(hidden) > 20 else lines)
        mark = self.marks.get(cell.day)
        return (
            self.mark_tip(cell.day) if mark is not None and cell.head.contains(point.x(), point.y()) else ""
        )

    # gestures

    def creation(self, origin: QPoint, point: QPoint) -> Slot | None:
        layout = self.picture.layout
        first, last = sorted(layout.nearest_day(at.x(), at.y()).day for at in (origin, point))
        if first == last:
            return self._usual(first)
        last = min(last, first + _LONGEST)
        start, end = self.settings.day_start, self.settings.day_end
        return Slot(datetime.combine(first, start), datetime.combine(last, end))

    def shift(self, lead: SessionRow, origin: QPoint, point: QPoint) -> timedelta:
        layout = self.picture.layout
        return layout.nearest_day(point.x(), point.y()).day - layout.nearest_day(origin.x(), origin.y()).day

    def slot_at(self, point: QPoint) -> Slot | None:
        cell = self.picture.layout.day_at(point.x(), point.y())
        return self._usual(cell.day) if cell is not None else None

    def link_at(self, point: QPoint) -> tuple[str, date] | None:
        picture = self.picture
        for box, _ in picture.gutter:
            if box.contains(point):
                return "week", picture.layout.nearest_day(picture.layout.frame.gutter, point.y()).day
        cell = picture.layout.day_at(point.x(), point.y())
        if cell is None:
            return None
        if cell.more is not None and cell.more.contains(point.x(), point.y()):
            return "day", cell.day
        day = picture.days[(cell.day - picture.layout.first).days]
        return ("day", cell.day) if day.number.contains(point) else None

    def place_cursor(self, point: QPoint) -> None:
        cell = self.picture.layout.day_at(point.x(), point.y())
        if cell is not None:
            self._cursor = cell.day

    def step(self, key: Qt.Key) -> timedelta:
        return {
            Qt.Key.Key_Left: -_DAY,
            Qt.Key.Key_Right: _DAY,
            Qt.Key.Key_Up: -7 * _DAY,
            Qt.Key.Key_Down: 7 * _DAY,
        }[key]

    def walk(self, key: Qt.Key, extend: bool) -> None:
        """Left and right go by days; up and down through the sessions of a day, then by weeks."""
        here = self._day_sessions(self._cursor)
        current = self.current_row()
        place = next((n for n, row in enumerate(here) if current is not None and row.id == current.id), -1)
        if key == Qt.Key.Key_Down and place + 1 < len(here):
            self.focus_session(here[place + 1].id, extend)
        elif key == Qt.Key.Key_Up and place > 0:
            self.focus_session(here[place - 1].id, extend)
        elif key == Qt.Key.Key_Up and place == 0 and not extend:
            self.select([])
            self._say_day()
        else:
            self._go(
                self.step(key),
                max(place, 0) if place >= 0 else -1,
                upwards=key == Qt.Key.Key_Up,
                extend=extend,
            )
        self.viewport().update()

    def cursor_box(self) -> QRect:
        cell = self.picture.layout.day(self._cursor)
        return rect(cell.box) if cell is not None else QRect()

    def _go(self, by: timedelta, place: int, *, upwards: bool, extend: bool) -> None:
        """To another day, to a session there where the keyboard was on one."""
        first, last = self.visible_range()
        self._cursor += by
        if self._cursor < first:
            self.previous_requested.emit()
        elif self._cursor > last:
            self.next_requested.emit()
        there = self._day_sessions(self._cursor)
        if extend and there:
            self.select_through(there[-1 if by > timedelta() else 0].id)
        elif extend:
            return
        elif there and place >= 0:
            self.focus_session(there[min(place, len(there) - 1)].id, False)
        elif there and upwards:
            self.focus_session(there[-1].id, False)
        else:
            self.select([])
            self._say_day()

    def _say_day(self) -> None:
        count = len(self._day_sessions(self._cursor))
        sessions = self.language.plural("{n} session", "{n} sessions", count)
        self.announce(f"{self.mark_tip(self._cursor)}, {sessions}")

    def _day_sessions(self, day: date) -> list[SessionRow]:
        return [row for row in self.sessions.rows if row.starts_at.date() == day]

    def _usual(self, day: date) -> Slot:
        start = datetime.combine(day, self.settings.usual_start)
        return Slot(start, start + self.settings.usual_length)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        drag = self.drag if self.dragging else None
        lifted = set(drag.ids) if drag is not None and drag.kind is DragKind.MOVE else set()
        selected = set(self.selected_ids())
        painter.drawPixmap(0, 0, self._page())
        paint_lines_over(painter, self.picture, self.ink, selected, self.hovered, lifted)
        if drag is not None and drag.slot is not None:
            paint_target(painter, self.picture, self.ink, drag.slot, bool(self.clashes), self.free)
            head, bounds = slot_text(drag.slot, self.language), self.viewport().rect()
            title = ghost_title(drag, self.language)
            paint_bubble(
                painter, self.ink, appearance.text_size, drag.point, bounds, head, title, self.clashes
            )
        elif self.hasFocus():
            self._paint_focus(painter)
        painter.end()

    def _page(self) -> QPixmap:
        """The month as it is painted without selection or drag: kept, so that moving the pointer costs little."""
        ratio = self.devicePixelRatioF()
        if self._kept_page is None or self._kept_page.devicePixelRatio() != ratio:
            page = QPixmap(self.viewport().size() * ratio)
            page.setDevicePixelRatio(ratio)
            painter = QPainter(page)
            paint_month(painter, self.picture, self.ink)
            painter.end()
            self._kept_page = page
        return self._kept_page

    def _paint_focus(self, painter: QPainter) -> None:
        index = self.currentIndex()
        on_session = index.isValid()
        box = self.session_box(index.row()) if on_session else self.cursor_box().adjusted(2, 2, -1, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.ink.focus, 2))
        painter.drawRoundedRect(QRectF(box).adjusted(0, 0, 0, -1), 4, 4)
