"""The plan of an action: its sessions, and a line that plans the next one with Enter."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from app.domain.errors import PalierError
from app.domain.ids import ActionId, SessionId, VenueId
from app.domain.kinds import SessionStatus
from app.domain.slots import Slot
from app.i18n.messages import N_, Message
from app.queries.action_page import ActionPage
from app.queries.rows import SessionRow
from app.usecases.sessions import create_session, remove_sessions, set_session_status
from app.workspace import Outcome
from ui.models.action_tables import session_columns
from ui.models.rows import RowModel
from ui.runtime.language import tr
from ui.screens.actions.tab import Tab, framed, later
from ui.screens.base import Context, Selection
from ui.screens.strips import Strip
from ui.theme import appearance, icon
from ui.widgets.blocks import EmptyState
from ui.widgets.buttons import push_button
from ui.widgets.entries import Choice as ChoiceEntry
from ui.widgets.entries import DateEntry, TimeEntry
from ui.widgets.labels import PlainLabel
from ui.widgets.tables import RowView

_USUAL_START, _USUAL_LENGTH = time(14), timedelta(hours=2)
_TITLE = 2
_UNREADABLE = Message("Write a date as 14/3 and a time as 14:30.")


class PlanStrip(Strip):
    """Date, hours and place of a session; after Enter the same hour a week later stands ready."""

    planned = Signal(object)
    """The `SessionId`."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Plan a session"))
        self._context = context
        self._page: ActionPage | None = None
        self.day = DateEntry(
            tr("Date"), today=lambda: context.today, calendar_text=tr("Choose in a calendar")
        )
        self.starts = TimeEntry(tr("From"))
        self.ends = TimeEntry(tr("To"))
        self.venue = ChoiceEntry(tr("Place"))
        self._weekday = PlainLabel(ink="muted")
        self._weekday.setMinimumSize(72, 32)
        add = push_button(tr("Plan it"), kind="primary", keys="Enter")
        add.clicked.connect(self._plan)
        for field, width in (
            (self.day, 140),
            (self._weekday, 0),
            (self.starts, 72),
            (self.ends, 72),
            (self.venue, 220),
        ):
            self.add(field, width)
        self.add(add)
        for entry in (self.day, self.starts, self.ends):
            entry.returnPressed.connect(self._plan)
            entry.misread.connect(self._misread)
        self.day.edited.connect(lambda _: self._name_day())
        self.starts.edited.connect(self._shift_end)
        self._length = _USUAL_LENGTH

    def offer(self, page: ActionPage) -> None:
        """Propose the next date and the places there are."""
        self._page = page
        own = set(page.detail.row.residence_ids)
        names = {row.id: row.label for row in page.residences}
        near = [row for row in page.venues if row.detail in {names[each] for each in own if each in names}]
        rest = [row for row in page.venues if row not in near]
        self.venue.set_options(
            [(None, tr("No place yet"))]
            + [
                (row.id, " · ".join(part for part in (row.label, row.detail) if part))
                for row in (*near, *rest)
            ]
        )
        last = page.sessions[-1] if page.sessions else None
        if self.isHidden() or self.day.value() is None:
            self._propose(page, last)
            venue = last.venue_id if last is not None else (near[0].id if len(near) == 1 else None)
            self.venue.set_value(venue)

    def start(self) -> None:
        """Open at the date."""
        self.show()
        self.day.setFocus(Qt.FocusReason.TabFocusReason)
        self.day.selectAll()

    def _propose(self, page: ActionPage, last: SessionRow | None) -> None:
        if last is None:
            self.day.set_value(_next_weekday(self._context.today))
            self.starts.set_value(_USUAL_START)
            self._length = _USUAL_LENGTH
        else:
            self.day.set_value(max(last.starts_at.date() + timedelta(days=7), self._context.today))
            self.starts.set_value(last.starts_at.time())
            self._length = min(last.ends_at - last.starts_at, timedelta(hours=23, minutes=59))
        self._shift_end(self.starts.value())
        self._name_day()

    def _name_day(self) -> None:
        day = self.day.value()
        self._weekday.setText(self._context.language.date(day, "weekday") if day is not None else "")

    def _shift_end(self, start: time | None) -> None:
        if start is not None:
            self.ends.set_value((datetime.combine(date(2000, 1, 1), start) + self._length).time())

    def _misread(self, wrong: bool) -> None:
        self.say_problem(_UNREADABLE if wrong else None)

    def _plan(self) -> None:
        for entry in (self.day, self.starts, self.ends):
            entry.commit()
        if any(entry.isModified() for entry in (self.day, self.starts, self.ends)):
            self.say_problem(_UNREADABLE)
            return
        day, starts, ends = self.day.value(), self.starts.value(), self.ends.value()
        if self._page is None or day is None or starts is None or ends is None:
            self.say_problem(Message("A session needs a date, a start and an end."))
            return
        venue = self.venue.value()
        try:
            slot = Slot.on(day, starts, ends)
        except PalierError as problem:
            self.say_problem(problem)
            return
        self._length = slot.ends_at - slot.starts_at
        self._context.runner.change(
            create_session,
            self._page.detail.row.id,
            slot,
            venue_id=None if venue is None else VenueId(venue),
            then=self._planned,
            failed=self.say_problem,
            owner=self,
        )

    def _planned(self, outcome: Outcome[SessionId]) -> None:
        self.say_problem(None)
        self.day.set_value(self.day.value() + timedelta(days=7))
        self._name_day()
        self.day.setFocus(Qt.FocusReason.TabFocusReason)
        self.day.selectAll()
        self.planned.emit(outcome.result)


class PlanTab(Tab):
    """Sessions by date."""

    name = "plan"
    word = N_("Plan")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.strip = PlanStrip(context)
        self.model: RowModel[SessionRow] = RowModel(
            session_columns(context.language, context.clock), lambda row: row.id, self
        )
        self.table = RowView(tr("Sessions"))
        self.table.set_model(self.model)
        self.table.set_columns(
            [column.width for column in self.model.columns],
            _TITLE,
            context.settings.values.columns.get("plan", ()),
            given_up=(5, 3, 4),
            least=120,
        )
        self.table.widths_changed.connect(partial(context.settings.set_columns, "plan"))
        self.table.open_on_click = True
        self.table.opened.connect(context.shell.open_session)
        self.table.removal_requested.connect(self._remove)
        self.table.menu_requested.connect(self._show_menu)
        self.strip.closed.connect(self.table.setFocus)
        self.strip.planned.connect(self._planned)
        self._sought: SessionId | None = None
        self._shown: ActionId | None = None
        self._empty = EmptyState(
            "new_session",
            tr("No session is planned yet."),
            tr("Plan the first session"),
            detail=tr("One date is enough to print an attendance sheet."),
        )
        self._empty.requested.connect(self.strip.start)
        self._stack = QStackedWidget()
        self._stack.addWidget(framed(self.table))
        self._stack.addWidget(self._empty)
        add = push_button(
            tr("Add a session"), icon_name="new_session", keys="Ctrl+N", tooltip=tr("Add a session")
        )
        add.clicked.connect(self.strip.start)
        calendar = push_button(tr("Show in the calendar"), kind="quiet", icon_name="calendar")
        calendar.clicked.connect(self._show_in_calendar)
        self._buttons = QWidget()
        line = QHBoxLayout(self._buttons)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(add)
        line.addWidget(calendar)
        line.addStretch(1)
        column = self.column()
        column.addWidget(self.strip)
        column.addWidget(self._buttons)
        column.addWidget(self._stack, 1)
        appearance.theme_changed.connect(self.model.repaint)

    def fill(self, page: ActionPage) -> None:
        fresh = self._shown != page.detail.row.id
        self._shown = page.detail.row.id
        self.model.set_rows(page.sessions)
        if fresh:
            later(self, self._show_what_comes)
        self.strip.offer(page)
        self._stack.setCurrentIndex(0 if page.sessions else 1)
        self._buttons.setVisible(bool(page.sessions))
        if self._sought is not None and self.table.select_id(self._sought):
            self._sought = None

    def selection(self) -> Selection | None:
        ids = self.table.selected_ids()
        return Selection("session", tuple(ids)) if ids else None

    def escape(self) -> bool:
        if self.strip.isVisible():
            self.strip.close_strip()
            return True
        return False

    def _planned(self, session_id: SessionId) -> None:
        self._sought = session_id

    def _show_what_comes(self) -> None:
        """A long plan opens where it goes on, two rows of what was before above it."""
        now = self.context.clock()
        coming = (place for place, row in enumerate(self.model.rows) if row.ends_at >= now)
        at = self.model.index(max(0, next(coming, 0) - 2), 0)
        self.table.scrollTo(at, RowView.ScrollHint.PositionAtTop)

    def _show_in_calendar(self) -> None:
        row = self.model.row_of(self.table.current_id())
        if row is None and self.page is not None:
            now = self.context.clock()
            coming = [each for each in self.page.sessions if each.ends_at >= now]
            row = (coming or [*self.page.sessions[-1:]])[0]
        if row is not None:
            self.context.shell.open_calendar(row.starts_at.date())

    def _remove(self, ids: list[SessionId]) -> None:
        self.change(remove_sessions, ids)

    def _cancel(self, session_id: SessionId) -> None:
        self.change(set_session_status, session_id, SessionStatus.CANCELLED)

    def _show_menu(self, ids: list[SessionId], place: QPoint) -> None:
        shell = self.context.shell
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(ids) == 1:
            row = self.model.row_of(ids[0])
            menu.addAction(icon("session"), tr("Open"), partial(shell.open_session, ids[0]))
            menu.addAction(icon("calendar"), tr("Show in the calendar"), self._show_in_calendar)
            if row is not None and row.starts_at <= self.context.clock():
                menu.addAction(icon("task"), tr("Mark who came"), partial(shell.open_marking, ids[0]))
            if row is not None and row.status in (SessionStatus.PLANNED, SessionStatus.OPTION):
                menu.addAction(icon("cancelled"), tr("Cancel this session"), partial(self._cancel, ids[0]))
        menu.addAction(
            icon("print"),
            tr("Print the attendance sheet"),
            partial(shell.print_sheet, "attendance", session_ids=tuple(ids)),
        )
        menu.addSeparator()
        menu.addAction(icon("delete"), tr("Remove"), partial(self._remove, ids))
        menu.popup(place)


def _next_weekday(today: date) -> date:
    """Tomorrow, or Monday where that would be at a weekend."""
    day = today + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day
