"""Today: what is next, what to do, what to look at, the month in figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from app.domain.changes import Changes
from app.domain.ids import PersonId
from app.queries.rows import SessionRow
from app.queries.sessions import count_to_mark
from app.queries.today import Collision, MonthSoFar, Today, today
from ui.runtime.language import ntr, tr
from ui.screens.base import Context, Screen, StatusFigure
from ui.screens.clashes import clash_words
from ui.screens.session_lines import Line, figure_line, session_line
from ui.screens.today_columns import Column, fine
from ui.widgets.blocks import EmptyState
from ui.widgets.buttons import icon_button, push_button, set_button_text

_FOUR_FROM, _TWO_FROM = 1120, 720
"""Widths from which the four lists stand side by side, or in two columns."""
_COUNTED = frozenset({"session", "attendance"})
_FIRST = 6
"""Lines of a list before “and n more”."""


class TodayScreen(Screen):
    """The first thing one sees in the morning."""

    name = "today"
    interested_in = frozenset(
        {
            "session",
            "action",
            "attendance",
            "head_count",
            "enrolment",
            "assignment",
            "printout",
            "venue",
            "person",
            "session_scene",
            "casting",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("today")
        self._facts: Today | None = None
        self._day = context.today
        self._unfolded: set[str] = set()
        self._columns: list[Column] = []
        self.print_button = push_button(
            tr("Print everything for tomorrow"), kind="primary", icon_name="print"
        )
        self._toolbar = QWidget(self)
        tools = QHBoxLayout(self._toolbar)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.addWidget(self.print_button)
        self.print_button.clicked.connect(self._print_following)
        self.first_steps = EmptyState(
            "calendar",
            tr("No session is planned yet."),
            tr("Plan the first session"),
            detail=tr("Say when, and give the action a title. Everything else can come later."),
        )
        self.first_steps.requested.connect(self._plan_first)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = QWidget()
        self._line = QHBoxLayout(self._page)
        self._line.setContentsMargins(24, 8, 24, 24)
        self._line.setSpacing(24)
        self._area.setWidget(self._page)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(self.first_steps)
        context.hub.changed.connect(self._count_again)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def title(self) -> str:
        text = self.context.language.date(self.context.today, "full")
        return text[:1].upper() + text[1:]

    def toolbar(self) -> QWidget | None:
        return self._toolbar

    def refresh(self) -> None:
        self.context.runner.read(today, self.context.clock(), then=self._show, owner=self, key="today")
        if self._day != self.context.today:
            self._day = self.context.today
            self.title_changed.emit()

    def print_selection(self) -> bool:
        if self._facts is None or not self._facts.following:
            return False
        self._print_following()
        return True

    def lines(self, key: str = "") -> list[Line]:
        """The lines shown, those of one list where its key is given (“mark”, “print”, “place”…), top down."""
        found = [line for column in self._columns for line in column.findChildren(Line)]
        return [line for line in found if line.objectName().startswith(key) and not line.isHidden()]

    def _print_following(self) -> None:
        if self._facts is not None and self._facts.following:
            day = self._facts.following[0].starts_at.date()
            self.context.shell.print_sheet("attendance", day=day)

    def _plan_first(self) -> None:
        calendar = self.context.shell.open_screen("calendar")
        if calendar is not None:
            calendar.create_new()

    def _show(self, facts: Today) -> None:
        self._facts = facts
        had_keyboard = self.hasFocus() or self.first_steps.button.hasFocus()
        self._stack.setCurrentWidget(self.first_steps if facts.is_new else self._area)
        if had_keyboard:
            (self.first_steps.button if facts.is_new else self).setFocus()
        self._name_print_button(facts)
        held = self._keyboard()
        self._fill()
        self._return_keyboard(*held)
        self._tell_count(facts.still_to_mark)

    def _count_again(self, changes: Changes) -> None:
        """While another screen is shown, the count in the rail and in the message bar is kept right."""
        if not self.isVisible() and not _COUNTED.isdisjoint(changes.tables):
            self.context.runner.read(
                count_to_mark, self.context.clock(), then=self._tell_count, owner=self, key="to-mark"
            )

    def _tell_count(self, count: int) -> None:
        shell = self.context.shell
        shell.set_badge("today", count)
        figures = []
        if count:
            text = ntr("{n} session to mark", "{n} sessions to mark", count)
            figures.append(StatusFigure(text, "task", partial(shell.open_screen, "today"), urgent=True))
        shell.set_status(figures)

    def _name_print_button(self, facts: Today) -> None:
        self.print_button.setVisible(not facts.is_new)
        self.print_button.setEnabled(bool(facts.following))
        if facts.following and not facts.tomorrow:
            day = facts.following[0].starts_at.date()
            set_button_text(
                self.print_button,
                tr("Print everything for {day}", day=self.context.language.date(day, "day")),
            )
        else:
            set_button_text(self.print_button, tr("Print everything for tomorrow"))
        self.title_changed.emit()

    def _fill(self) -> None:
        facts = self._facts
        if facts is None:
            return
        for column in self._columns:
            self._line.removeWidget(column)
            column.hide()
            column.deleteLater()
        width = self.width()
        across = 4 if width >= _FOUR_FROM else 2 if width >= _TWO_FROM else 1
        self._columns = [Column() for _ in range(across)]
        where: tuple[int, int, int, int] = {4: (0, 1, 2, 3), 2: (0, 1, 0, 0), 1: (0, 0, 0, 0)}[across]
        self._next(self._columns[where[0]], facts)
        self._to_do(self._columns[where[1]], facts)
        self._to_look_at(self._columns[where[2]], facts.collisions, facts.names)
        self._month(self._columns[where[3]], facts.month)
        for column in self._columns:
            column.finish()
            self._line.addWidget(column, 1, Qt.AlignmentFlag.AlignTop)
            column.show()

    def _next(self, column: Column, facts: Today) -> None:
        language = self.context.language
        following = facts.following[0].starts_at.date() if facts.following else None
        later = following is not None and not facts.tomorrow
        parts: list[tuple[str, str, tuple[SessionRow, ...], date]] = [
            ("now", tr("Today"), facts.today, self.context.today)
        ]
        if following is not None and later:
            text = language.date(following, "full_day")
            parts.append(("next", text[:1].upper() + text[1:], facts.following, following))
        else:
            parts.append(("next", tr("Tomorrow"), facts.tomorrow, self.context.today + timedelta(days=1)))
        for key, title, rows, day in parts:
            column.head(title, len(rows), self._day_button(day))
            if rows:
                self._lines(column, key, [(row, session_line(row, language, self._open)) for row in rows])
            else:
                column.say(tr("Nothing is planned."))

    def _day_button(self, day: date) -> QWidget:
        button = icon_button("forward", tr("Show the day in the calendar"))
        button.clicked.connect(lambda: self.context.shell.open_calendar(day))
        return button

    def _to_do(self, column: Column, facts: Today) -> None:
        language = self.context.language
        lists = (
            (
                "mark",
                tr("To mark"),
                tr("Every past session is marked."),
                facts.to_mark,
                facts.still_to_mark,
                self._mark_one,
            ),
            (
                "print",
                tr("To print, next seven days"),
                "",
                facts.to_print,
                len(facts.to_print),
                self._print_one,
            ),
            ("place", tr("To place again"), "", facts.to_place, len(facts.to_place), self._open),
        )
        for key, title, nothing, rows, count, act in lists:
            if rows or nothing:
                column.head(title, count, self._print_all(rows) if key == "print" else None)
            if rows:
                made = [(row, session_line(row, language, act, dated=True)) for row in rows]
                self._lines(column, key, made)
            elif nothing:
                column.add(fine(nothing))

    def _print_all(self, rows: Sequence[SessionRow]) -> QWidget:
        ids = tuple(row.id for row in rows)
        button = icon_button("print", tr("Print all these sheets"))
        button.clicked.connect(lambda: self.context.shell.print_sheet("attendance", session_ids=ids))
        return button

    def _to_look_at(
        self, column: Column, collisions: Sequence[Collision], names: Mapping[PersonId, str]
    ) -> None:
        column.head(tr("To look at"), len(collisions))
        made = [
            (
                collision.session,
                session_line(
                    collision.session,
                    self.context.language,
                    self._open,
                    dated=True,
                    detail=" · ".join(clash_words(clash, names) for clash in collision.clashes[:2]),
                    warns=True,
                ),
            )
            for collision in collisions
        ]
        if made:
            self._lines(column, "look", made)
        else:
            column.add(fine(tr("No clash of rooms or people in the next two weeks.")))

    def _month(self, column: Column, month: MonthSoFar) -> None:
        language, shell = self.context.language, self.context.shell
        column.head(tr("This month"))
        calendar = partial(shell.open_calendar, self.context.today.replace(day=1))
        people, reports = partial(shell.open_screen, "people"), partial(shell.open_screen, "reports")
        figures: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (
                tr("{held} / {planned}", held=month.held, planned=month.planned),
                tr("sessions held, of those planned"),
                calendar,
            ),
            (language.number(month.people), tr("different people met"), people),
            (language.number(month.presences), tr("presences"), reports),
            (language.number(month.first_timers), tr("first-timers"), people),
            (
                language.number(month.heads),
                tr("people counted without a name, apart from the above"),
                reports,
            ),
        )
        for number, (figure, words, opened) in enumerate(figures):
            line = figure_line(figure, words, opened)
            line.setObjectName(f"month {number}")
            column.add(line)

    def _open(self, row: SessionRow) -> None:
        self.context.shell.open_session(row.id)

    def _mark_one(self, row: SessionRow) -> None:
        self.context.shell.open_marking(row.id)

    def _print_one(self, row: SessionRow) -> None:
        self.context.shell.print_sheet("attendance", session_ids=(row.id,))

    def _lines(self, column: Column, key: str, made: Sequence[tuple[SessionRow, Line]]) -> None:
        shown = len(made) if key in self._unfolded or len(made) == _FIRST + 1 else _FIRST
        for row, line in made[:shown]:
            line.setObjectName(f"{key} {row.id}")
            column.add(line)
        for _, line in made[shown:]:
            line.deleteLater()
        if len(made) > shown:
            more = push_button(ntr("and {n} more", "and {n} more", len(made) - shown), kind="link")
            more.setObjectName(f"more {key}")
            more.clicked.connect(partial(self._unfold, key))
            column.add(more, Qt.AlignmentFlag.AlignLeft)

    def _unfold(self, key: str) -> None:
        shown = [line.objectName() for line in self.lines(key)]
        self._unfolded.add(key)
        self._fill()
        fresh = [line for line in self.lines(key) if line.objectName() not in shown]
        if fresh:
            fresh[0].setFocus()

    def _keyboard(self) -> tuple[str, int]:
        """The name of the line that has the keyboard, and its place in its list."""
        focused = QApplication.focusWidget()
        if not isinstance(focused, Line) or not self.isAncestorOf(focused):
            return "", 0
        name = focused.objectName()
        mates = [line.objectName() for line in self.lines(name.split()[0])]
        return name, mates.index(name) if name in mates else 0

    def _return_keyboard(self, name: str, place: int) -> None:
        """Give it back to the same line, else to the one that stands in its place."""
        if not name:
            return
        mates = self.lines(name.split()[0])
        same = [line for line in mates if line.objectName() == name]
        if same or mates:
            (same or mates[min(place, len(mates) - 1) :])[0].setFocus()

    # Qt overrides

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._facts is not None and self._facts.is_new:
            self.first_steps.button.setFocus()  # Enter is enough for the first step

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        across = 4 if width >= _FOUR_FROM else 2 if width >= _TWO_FROM else 1
        if self._columns and across != len(self._columns):
            self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lines = self.lines()
        if event.key() == Qt.Key.Key_Down and lines:
            lines[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
