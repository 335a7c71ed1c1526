"""Where the sessions of a time grid lie, and what a point in it means."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPoint, QRect, Qt

from app.domain.slots import LONGEST, Slot
from app.i18n import Language
from app.layout import DAY_MINUTES, is_bar
from app.queries.rows import SessionRow
from ui.calendar.dragging import Zone
from ui.calendar.gestures import CalendarView
from ui.calendar.settings import ViewSettings
from ui.calendar.time_grid_picture import GridPicture, consecutive, grid_picture
from ui.models.sessions import Clock, SessionModel
from ui.theme.appearance import appearance

_DAY = timedelta(days=1)
_HALF_HOUR = 30
_EDGE = 5
_SCROLL_ZONE = 28
_SCROLL_MILLISECONDS = 25
_ZOOM = 1.15
_LOWEST_HOUR, _HIGHEST_HOUR = 24.0, 240.0


class HoursView(CalendarView):
    """Consecutive days as columns of hours: where everything lies, and what a pointer there means."""

    def __init__(
        self,
        model: SessionModel,
        *,
        language: Language,
        clock: Clock,
        settings: ViewSettings | None = None,
        days: int = 7,
    ) -> None:
        super().__init__(model, language=language, clock=clock, settings=settings)
        today = clock().date()
        self._first = (
            today - timedelta(days=(today.weekday() - self.settings.first_weekday) % 7) if days > 1 else today
        )
        self._count = days
        self._cursor = datetime.combine(today, self.settings.usual_start)
        self._length = 0
        self._hour: float | None = None
        self._placed = False
        self._picture: GridPicture | None = None
        self.setAutoScroll(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._name()

    # what a screen asks

    @property
    def first_day(self) -> date:
        """The first day shown."""
        return self._first

    @property
    def day_count(self) -> int:
        """How many days are shown."""
        return self._count

    def show_days(self, first: date, count: int) -> None:
        """Show `count` days from `first` on; the keyboard goes there where it was elsewhere."""
        if (first, count) != (self._first, self._count):
            self._first, self._count = first, count
            self.cancel_drag()
            self._name()
            self.invalidate()
            self.range_changed.emit(*self.visible_range())
        if not first <= self._cursor.date() < first + timedelta(days=count):
            self._cursor = datetime.combine(first, self._cursor.time())
            self._length = 0
        self.viewport().update()

    def set_cursor(self, day: date) -> None:
        """Put the keyboard on a day that is shown."""
        self._cursor = datetime.combine(day, self._cursor.time())
        self.viewport().update()

    def visible_range(self) -> tuple[date, date]:
        """The first and the last day shown, both included."""
        return self._first, self._first + timedelta(days=self._count - 1)

    def cursor_day(self) -> date:
        """The day that has the keyboard."""
        return self._cursor.date()

    def cursor_slot(self) -> Slot:
        """From the hour that has the keyboard, for as long as was drawn with Shift, else the usual length."""
        length = timedelta(minutes=self._length) if self._length else self.settings.usual_length
        return Slot(self._cursor, self._cursor + length)

    def zoom(self, factor: float, anchor: int | None = None) -> None:
        """Make the hours higher or lower; the hour at height `anchor` of the viewport stays where it is."""
        picture = self.picture
        y = anchor if anchor is not None else picture.body.center().y()
        inside = min(max(y - picture.body.y(), 0), picture.body.height())
        minute = picture.grid.minute(inside + self.verticalScrollBar().value())
        self._hour = min(max(picture.grid.hour * factor, _LOWEST_HOUR), _HIGHEST_HOUR)
        self._placed = True
        self.invalidate()
        self.ensure_layout()
        self.verticalScrollBar().setValue(self.picture.grid.y(minute) - inside)

    def reset_zoom(self) -> None:
        """Show the working hours as they fit."""
        self._hour = None
        self._placed = False
        self.invalidate()

    @property
    def picture(self) -> GridPicture:
        """What is painted now."""
        self.ensure_layout()
        assert self._picture is not None
        return self._picture

    # the layout

    def compute_layout(self) -> None:
        size = self.viewport().size()
        days = consecutive(self._first, self._count)
        picture = self._picture = grid_picture(
            days,
            (size.width(), size.height()),
            self._hour,
            self.sessions.rows,
            self.marks,
            self.settings,
            self.ink,
            self.language,
            self.clock(),
            appearance.text_size,
        )
        bar = self.verticalScrollBar()
        bar.setRange(0, max(picture.grid.height - picture.body.height(), 0))
        bar.setPageStep(picture.body.height())
        bar.setSingleStep(max(round(picture.grid.hour / 2), 1))
        if not self._placed:
            bar.setValue(self._first_height(picture))

    def _first_height(self, picture: GridPicture) -> int:
        """Where the view opens: at the working hours, earlier or later where the first session is."""
        start = self.settings.day_start.hour * 60 + self.settings.day_start.minute
        first = min(
            (block.block.start for block in picture.blocks if not block.block.from_before), default=start
        )
        fits = picture.work[1] - picture.work[0] <= picture.body.height()
        return max(picture.grid.y(min(first, start) if fits else first) - 6, 0)

    def session_box(self, place: int) -> QRect:
        found = self.picture.places.get(place)
        if found is None:
            return QRect()
        box, in_plane = found
        return box.translated(0, self._top()) if in_plane else box

    def session_at(self, point: QPoint) -> SessionRow | None:
        picture = self.picture
        for bar in picture.bars:
            if bar.box.contains(point):
                return bar.row
        if not picture.body.contains(point):
            return None
        inner = point - QPoint(0, self._top())
        return next((block.row for block in picture.blocks if block.box.contains(inner)), None)

    def tip_at(self, point: QPoint) -> str:
        for head in self.picture.heads:
            if head.box.contains(point):
                return self.mark_tip(head.day)
        return ""

    def _top(self) -> int:
        """The height of midnight in the viewport."""
        return self.picture.body.y() - self.verticalScrollBar().value()

    def _moment(self, point: QPoint, step: int) -> datetime:
        return self.picture.grid.moment(point.x(), point.y() - self._top(), step)

    # gestures

    def zone_at(self, point: QPoint, row: SessionRow) -> Zone:
        inner = point - QPoint(0, self._top())
        for block in self.picture.blocks:
            if block.row.id == row.id and block.box.contains(inner):
                edge = min(_EDGE, max(block.box.height() // 4, 2))
                if not block.block.goes_on and inner.y() > block.box.bottom() - edge:
                    return Zone.END
                if not block.block.from_before and inner.y() < block.box.top() + edge:
                    return Zone.START
        return Zone.BODY

    def creation(self, origin: QPoint, point: QPoint) -> Slot | None:
        picture, snap = self.picture, self.settings.snap
        if origin.y() < picture.body.y():
            first, last = sorted(picture.grid.day_index(at.x()) for at in (origin, point))
            return Slot(
                datetime.combine(picture.days[first], self.settings.day_start),
                datetime.combine(picture.days[last], self.settings.day_end),
            )
        start = self._moment(origin, snap)
        other = self._moment(QPoint(origin.x(), point.y()), snap)
        return Slot(min(start, other), max(start, other) + timedelta(minutes=snap))

    def shift(self, lead: SessionRow, origin: QPoint, point: QPoint) -> timedelta:
        grid, snap = self.picture.grid, self.settings.snap
        days = timedelta(days=grid.day_index(point.x()) - grid.day_index(origin.x()))
        if is_bar(lead.slot):
            return days
        top = self._top()
        moved = grid.minute(point.y() - top) - grid.minute(origin.y() - top)
        start = lead.starts_at.hour * 60 + lead.starts_at.minute
        target = round((start + moved) / snap) * snap if abs(moved) >= snap / 2 else start
        return days + timedelta(minutes=min(max(target, 0), DAY_MINUTES - snap) - start)

    def resized(self, lead: SessionRow, zone: Zone, point: QPoint) -> Slot:
        drag, snap = self.drag, timedelta(minutes=self.settings.snap)
        grid = self.picture.grid
        day = self._first + timedelta(days=grid.day_index(drag.origin.x() if drag else point.x()))
        minute = round(grid.minute(point.y() - self._top()) / self.settings.snap) * self.settings.snap
        moment = datetime.combine(day, time()) + timedelta(minutes=minute)
        if zone is Zone.START:
            return Slot(max(min(moment, lead.ends_at - snap), lead.ends_at - LONGEST), lead.ends_at)
        return Slot(lead.starts_at, min(max(moment, lead.starts_at + snap), lead.starts_at + LONGEST))

    def slot_at(self, point: QPoint) -> Slot | None:
        if not self.picture.body.contains(point):
            return None
        start = self._moment(point, _HALF_HOUR)
        return Slot(start, start + self.settings.usual_length)

    def link_at(self, point: QPoint) -> tuple[str, date] | None:
        picture = self.picture
        for day, box, _ in picture.more:
            if box.contains(point):
                return "day", day
        if self._count > 1 and point.y() < picture.lanes.y():
            for head in picture.heads:
                if head.box.contains(point):
                    return "day", head.day
        return None

    def place_cursor(self, point: QPoint) -> None:
        if self.picture.body.contains(point):
            self._cursor = self._moment(point, _HALF_HOUR)
            self._length = 0

    def _name(self) -> None:
        name = self.language.text("Day") if self._count == 1 else self.language.text("Week")
        self.setAccessibleName(name)
