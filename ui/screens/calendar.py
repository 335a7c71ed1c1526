"""The calendar: month, week, work week, day, agenda; where the coordinator lives."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from app.domain.errors import PalierError
from app.domain.ids import SessionId
from app.domain.slots import Slot
from app.queries.calendar import holidays_between, sessions_per_day
from app.queries.reference import reference_lists
from app.queries.rows import SessionRow
from app.queries.sessions import sessions_between
from app.usecases.sessions import (
    copy_sessions,
    move_session,
    remove_sessions,
    shift_sessions,
)
from app.workspace import Outcome
from ui.calendar.agenda import AgendaView
from ui.calendar.month import MonthView
from ui.calendar.settings import ViewSettings
from ui.calendar.time_grid import TimeGridView
from ui.models.sessions import SessionModel
from ui.runtime.language import tr
from ui.screens.base import Context, Panel, Screen, Selection
from ui.screens.calendar_clashes import DragWatch
from ui.screens.calendar_filters import CalendarColumn
from ui.screens.calendar_menu import add_session, add_sessions
from ui.screens.calendar_toolbar import KEYS, VIEWS, CalendarToolbar
from ui.screens.panels.new_session import NewSessionPanel
from ui.theme.icons import icon

_GRID_DAYS = {"week": 7, "workweek": 5, "day": 1}
_AGENDA_DAYS = 28
_NARROW = 1040
_WEEK = timedelta(days=7)

View = MonthView | TimeGridView | AgendaView


class CalendarScreen(Screen):
    """Assembles the painted views; turns their gestures into use cases."""

    name = "calendar"
    has_dates = True
    interested_in = frozenset(
        {
            "session",
            "action",
            "venue",
            "enrolment",
            "assignment",
            "printout",
            "person",
            "action_residence",
            "reference",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.day = context.today
        self._rows: tuple[SessionRow, ...] = ()
        self._wanted: tuple[SessionId, ...] = ()
        """New sessions, to be selected once they are shown."""
        self.model = SessionModel(context.language, context.clock, self)
        self.column = CalendarColumn(context)
        self.column.changed.connect(self._show_rows)
        self.column.mini.date_selected.connect(self.show_day)
        self.column.mini.month_changed.connect(self._ask_dots)
        self.watch = DragWatch(context, self)
        self._stack = QStackedWidget()
        self._views: dict[str, View] = {}
        self._view = ""
        self._toolbar = CalendarToolbar(context.settings.choice("calendar.column", "shown") == "shown")
        self._toolbar.view_chosen.connect(self.show_view)
        self._toolbar.column_wanted.connect(self._fold_column)
        self._toolbar.session_wanted.connect(self.create_new)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.column)
        layout.addWidget(self._stack, 1)
        for view, key in KEYS.items():
            shortcut = QShortcut(
                QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            shortcut.activated.connect(partial(self.show_view, view))
        for key, act in (("T", self.go_today), ("F2", self._rename)):
            shortcut = QShortcut(
                QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            shortcut.activated.connect(act)
        chosen = context.settings.choice("calendar.view", "month")
        self.show_view(chosen if chosen in VIEWS else "month")
        context.runner.read(reference_lists, context.language.code, then=self._name_filters, owner=self)

    # Screen

    def title(self) -> str:
        language = self.context.language
        first, last = self.view.visible_range()
        if self._view == "month":
            text = language.date(self.day, "month")
        elif first == last:
            text = language.date(first, "full")
        else:
            same_month = (first.year, first.month) == (last.year, last.month)
            text = tr(
                "{first} – {last}",
                first=str(first.day) if same_month else language.date(first, "day_month"),
                last=language.date(last, "medium"),
            )
        return text[:1].upper() + text[1:]

    def toolbar(self) -> QWidget | None:
        return self._toolbar

    def refresh(self) -> None:
        first, last = self.view.visible_range()
        self.context.runner.read(sessions_between, first, last, then=self._show, owner=self, key="calendar")
        self.context.runner.read(
            holidays_between,
            first,
            last,
            self.context.language.code,
            then=self._show_marks,
            owner=self,
            key="holidays",
        )
        self._ask_dots(*self.column.mini.visible_range())

    def current_selection(self) -> Selection | None:
        ids = self.view.selected_ids()
        return Selection("session", tuple(ids)) if ids else None

    def go_back(self) -> None:
        self._step(-1)

    def go_forward(self) -> None:
        self._step(1)

    def go_today(self) -> None:
        self.show_day(self.context.today)

    def create_new(self) -> bool:
        self._create(self.view.cursor_slot())
        return True

    def print_selection(self) -> bool:
        ids = tuple(self.view.selected_ids())
        if ids:
            self.context.shell.print_sheet("attendance", session_ids=ids)
        else:
            self.context.shell.print_sheet("attendance", day=self.view.cursor_day())
        return True

    def open_item(self, kind: str, item_id: Any, detail: str = "") -> None:
        if kind == "day":
            self.show_day(item_id)

    # what the screen does

    @property
    def view(self) -> View:
        """The view that is shown."""
        return self._views[self._view]

    def show_view(self, name: str) -> None:
        """Show one of `VIEWS` around the day that has the keyboard."""
        if name == self._view:
            return
        if self._view:
            self.day = self._cursor_in_sight()
        self._view = name
        if name not in self._views:
            self._views[name] = self._make_view(name)
            self._stack.addWidget(self._views[name])
        self._stack.setCurrentWidget(self.view)
        self._toolbar.select(name)
        self.context.settings.choose("calendar.view", name)
        self.setFocusProxy(self.view)
        self.view.setFocus()
        self._go(self.day)

    def show_day(self, day: date) -> None:
        """Show a day in the view, and give it the keyboard."""
        self._go(day)
        self.view.setFocus()

    def _make_view(self, name: str) -> View:
        weekend = 0.72 if self.context.settings.values.weekend_narrow else 1.0
        given: dict[str, Any] = {
            "language": self.context.language,
            "clock": self.context.clock,
            "settings": ViewSettings(weekend_share=weekend),
        }
        view: View
        if name == "month":
            view = MonthView(self.model, **given)
        elif name == "agenda":
            view = AgendaView(self.model, **given)
        else:
            view = TimeGridView(self.model, days=_GRID_DAYS[name], **given)
        view.session_activated.connect(self._open)
        view.selection_changed.connect(self._selected)
        view.create_requested.connect(self._create)
        view.move_requested.connect(self._move)
        view.copy_requested.connect(self._copy)
        view.resize_requested.connect(self._resize)
        view.delete_requested.connect(self._remove)
        view.day_requested.connect(self._open_day)
        view.previous_requested.connect(self.go_back)
        view.next_requested.connect(self.go_forward)
        view.menu_requested.connect(self._menu)
        if not isinstance(view, AgendaView):
            view.week_requested.connect(self._open_week)
            self.watch.attend(view)
        return view

    def _go(self, day: date) -> None:
        self.day = day
        view = self.view
        if isinstance(view, MonthView):
            view.set_month(day)
        elif isinstance(view, AgendaView):
            first, last = view.visible_range()
            if not first <= day <= last:
                view.show_range(day, day + timedelta(days=_AGENDA_DAYS - 1))
        else:
            first = day - timedelta(days=day.weekday()) if view.day_count > 1 else day
            view.show_days(first, _GRID_DAYS[self._view])
        view.set_cursor(day)
        self.column.show_days(*view.visible_range())
        self.title_changed.emit()
        if self.isVisible():
            self.refresh()
        else:
            self.request_refresh()

    def _step(self, by: int) -> None:
        day = self.day
        if self._view == "month":
            year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
            self._go(date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])))
        elif self._view == "agenda":
            first = self.view.visible_range()[0] + by * timedelta(days=_AGENDA_DAYS)
            self._go(first)
        else:
            self._go(day + by * timedelta(days=1 if self._view == "day" else 7))

    def _cursor_in_sight(self) -> date:
        first, last = self.view.visible_range()
        day = self.view.cursor_day()
        return day if first <= day <= last else first

    def hidden_by_filters(self) -> int:
        """How many sessions of the days shown are left out by the filters."""
        return len(self._rows) - len(self.model.rows)

    def _fold_column(self, shown: bool) -> None:
        self.context.settings.choose("calendar.column", "shown" if shown else "folded")
        self._settle()

    def _settle(self) -> None:
        self.column.setVisible(self._toolbar.wants_column() and self.width() >= _NARROW)

    # answers

    def _name_filters(self, lists: Any) -> None:
        self.column.set_names(lists)
        self.column.set_rows(self._rows)

    def _show(self, rows: tuple[SessionRow, ...]) -> None:
        self._rows = rows
        self.watch.forget()
        self.column.set_rows(rows)
        self._show_rows()
        if self._wanted and self.model.row(self._wanted[-1]) is not None:
            self.view.select(list(self._wanted))
            self._wanted = ()

    def _show_rows(self) -> None:
        wanted = self.column.filter()
        self.model.set_rows(row for row in self._rows if wanted.admits(row))
        self._toolbar.tell_hidden(self.hidden_by_filters())

    def _show_marks(self, marks: Any) -> None:
        self.view.set_day_marks(marks)
        self.column.mini.set_day_marks(marks)

    def _ask_dots(self, first: date, last: date) -> None:
        self.context.runner.read(
            sessions_per_day,
            first,
            last,
            then=self.column.mini.set_sessions,
            owner=self.column.mini,
            key="dots",
        )

    # gestures

    def _selected(self, ids: list[SessionId]) -> None:
        if len(ids) == 1 and self.context.shell.panel_widget() is not None:
            self.context.shell.open_session(ids[0])

    def _open(self, session_id: SessionId) -> None:
        self.context.shell.open_session(session_id)
        panel = self.context.shell.panel_widget()
        if isinstance(panel, Panel):
            panel.take_keyboard()

    def _rename(self) -> None:
        current = self.view.current_id()
        if current is not None:
            self._open(current)

    def _create(self, slot: Slot) -> None:
        panel = NewSessionPanel(self.context, slot)
        panel.created.connect(lambda session_id: self._want((session_id,)))
        self.context.shell.show_panel(panel, panel.title())
        panel.take_keyboard()

    def _want(self, ids: tuple[SessionId, ...]) -> None:
        self._wanted = ids

    def _move(self, ids: list[SessionId], by: timedelta) -> None:
        self.context.runner.change(shift_sessions, ids, by, failed=self._refused, owner=self)

    def _copy(self, ids: list[SessionId], by: timedelta) -> None:
        self.context.runner.change(
            copy_sessions, ids, by, then=self._copied, failed=self._refused, owner=self
        )

    def _copied(self, outcome: Outcome[tuple[SessionId, ...]]) -> None:
        self._want(outcome.result)

    def _resize(self, session_id: SessionId, slot: Slot) -> None:
        self.context.runner.change(move_session, session_id, slot, failed=self._refused, owner=self)

    def _remove(self, ids: list[SessionId]) -> None:
        self.context.runner.change(remove_sessions, ids, failed=self._refused, owner=self)

    def _refused(self, problem: PalierError) -> None:
        self.context.shell.tell_problem(problem)
        self.refresh()

    def _open_day(self, day: date) -> None:
        self.show_view("day")
        self.show_day(day)

    def _open_week(self, first: date) -> None:
        self.show_view("week")
        self.show_day(first)

    def _menu(self, ids: list[SessionId], slot: Slot | None, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(ids) == 1 and (row := self.model.row(ids[0])) is not None:
            add_session(menu, self.context, row, self._open)
        if ids:
            add_sessions(menu, self.context, ids)
            menu.addAction(icon("copy"), tr("Copy to the week after"), partial(self._copy, ids, _WEEK))
            menu.addSeparator()
            menu.addAction(icon("delete"), tr("Remove"), partial(self._remove, ids))
        elif slot is not None:
            menu.addAction(icon("add"), tr("New session"), partial(self._create, slot))
        menu.popup(position)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()
