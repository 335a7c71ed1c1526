"""Today: what is next, what to do, what to look at, the month in figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.ids import PersonId
from app.queries.rows import SessionRow
from app.queries.today import Collision, MonthSoFar, Today, today
from ui.runtime.language import ntr, tr
from ui.screens.base import Context, Screen, StatusFigure
from ui.screens.clashes import clash_words
from ui.screens.session_lines import Line, session_line
from ui.theme.icons import icon
from ui.widgets.buttons import push_button
from ui.widgets.labels import ElidedLabel, PlainLabel

_NARROW, _WIDE = 900, 1500
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
            "casting",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("today")
        self._facts: Today | None = None
        self._unfolded: set[str] = set()
        self._columns: list[QWidget] = []
        self._print = push_button(
            tr("Print everything for tomorrow"), kind="primary", icon_name="print", parent=self
        )
        self._print.clicked.connect(self._print_tomorrow)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self._page = QWidget()
        self._grid = QGridLayout(self._page)
        self._grid.setContentsMargins(24, 16, 24, 24)
        self._grid.setHorizontalSpacing(32)
        self._grid.setVerticalSpacing(24)
        area.setWidget(self._page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def title(self) -> str:
        text = self.context.language.date(self.context.today, "full")
        return text[:1].upper() + text[1:]

    def toolbar(self) -> QWidget | None:
        return self._print

    def refresh(self) -> None:
        self.context.runner.read(today, self.context.clock(), then=self._show, owner=self, key="today")

    def print_selection(self) -> bool:
        self._print_tomorrow()
        return True

    def _print_tomorrow(self) -> None:
        self.context.shell.print_sheet("attendance", day=self.context.today + timedelta(days=1))

    def _show(self, facts: Today) -> None:
        self._facts = facts
        for column in self._columns:
            self._grid.removeWidget(column)
            column.deleteLater()
        self._print.setEnabled(bool(facts.tomorrow))
        self._columns = [
            self._next(facts),
            self._to_do(facts),
            self._to_look_at(facts.collisions, facts.names),
            self._month(facts.month),
        ]
        self._place_columns()
        shell = self.context.shell
        shell.set_badge("today", len(facts.to_mark))
        figures = []
        if facts.to_mark:
            text = ntr("{n} session to mark", "{n} sessions to mark", len(facts.to_mark))
            figures.append(StatusFigure(text, "task", partial(shell.open_screen, "today"), urgent=True))
        shell.set_status(figures)

    def _next(self, facts: Today) -> QWidget:
        column, layout = _column()
        for title, rows, key in (
            (tr("Today"), facts.today, "today"),
            (tr("Tomorrow"), facts.tomorrow, "tomorrow"),
        ):
            layout.addWidget(_heading(title, len(rows)))
            if rows:
                self._lines(layout, key, [self._session(row) for row in rows])
            else:
                layout.addWidget(PlainLabel(tr("Nothing is planned."), ink="muted"))
        layout.addStretch(1)
        return column

    def _to_do(self, facts: Today) -> QWidget:
        column, layout = _column()
        lists = (
            (
                "mark",
                tr("To mark"),
                tr("Every past session is marked."),
                facts.to_mark,
                self._mark_one,
            ),
            (
                "print",
                tr("To print, next seven days"),
                tr("Every sheet is printed."),
                facts.to_print,
                self._print_one,
            ),
            ("place", tr("To place again"), "", facts.to_place, self._open),
        )
        for key, title, nothing, rows, act in lists:
            if rows or nothing:
                layout.addWidget(_heading(title, len(rows)))
            if rows:
                language = self.context.language
                self._lines(layout, key, [session_line(row, language, act, dated=True) for row in rows])
            elif nothing:
                layout.addWidget(_fine(nothing))
        layout.addStretch(1)
        return column

    def _to_look_at(self, collisions: Sequence[Collision], names: Mapping[PersonId, str]) -> QWidget:
        column, layout = _column()
        layout.addWidget(_heading(tr("To look at"), len(collisions)))
        lines = [
            session_line(
                collision.session,
                self.context.language,
                self._open,
                dated=True,
                detail=" · ".join(clash_words(clash, names) for clash in collision.clashes[:2]),
            )
            for collision in collisions
        ]
        if lines:
            self._lines(layout, "look", lines)
        else:
            layout.addWidget(_fine(tr("No clash of rooms or people in the next two weeks.")))
        layout.addStretch(1)
        return column

    def _month(self, month: MonthSoFar) -> QWidget:
        column, layout = _column()
        layout.addWidget(_heading(tr("This month")))
        language = self.context.language
        figures = (
            (
                tr("{held} / {planned}", held=month.held, planned=month.planned),
                tr("sessions held, of those planned"),
            ),
            (language.number(month.people), tr("different people met")),
            (language.number(month.presences), tr("presences")),
            (language.number(month.first_timers), tr("first-timers")),
            (language.number(month.heads), tr("people counted without a name, apart from the above")),
        )
        for figure, words in figures:
            tile = QFrame()
            tile.setProperty("line", "below")
            row = QHBoxLayout(tile)
            row.setContentsMargins(8, 8, 8, 8)
            row.setSpacing(12)
            number = PlainLabel(figure, size="large", strong=True)
            number.setMinimumWidth(72)
            row.addWidget(number)
            row.addWidget(PlainLabel(words, ink="muted", wrap=True), 1)
            layout.addWidget(tile)
        layout.addStretch(1)
        return column

    def _session(self, row: SessionRow) -> Line:
        return session_line(row, self.context.language, self._open)

    def _open(self, row: SessionRow) -> None:
        self.context.shell.open_session(row.id)

    def _mark_one(self, row: SessionRow) -> None:
        self.context.shell.open_marking(row.id)

    def _print_one(self, row: SessionRow) -> None:
        self.context.shell.print_sheet("attendance", session_ids=(row.id,))

    def _lines(self, layout: QVBoxLayout, key: str, lines: Sequence[QWidget]) -> None:
        shown = len(lines) if key in self._unfolded else _FIRST
        for line in lines[:shown]:
            layout.addWidget(line)
        for line in lines[shown:]:
            line.deleteLater()
        if len(lines) > shown:
            more = push_button(ntr("and {n} more", "and {n} more", len(lines) - shown), kind="link")
            more.clicked.connect(partial(self._unfold, key))
            layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _unfold(self, key: str) -> None:
        self._unfolded.add(key)
        self.request_refresh()

    def _place_columns(self) -> None:
        width = self.width()
        across = 4 if width >= _WIDE else 2 if width >= _NARROW else 1
        for place, column in enumerate(self._columns):
            self._grid.removeWidget(column)
            self._grid.addWidget(column, place // across, place % across, Qt.AlignmentFlag.AlignTop)
        for index in range(4):
            self._grid.setColumnStretch(index, int(index < across))
        self._grid.setRowStretch(4, 1)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_columns()


def _column() -> tuple[QWidget, QVBoxLayout]:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    return column, layout


def _heading(text: str, count: int = 0) -> QWidget:
    head = QFrame()
    head.setProperty("line", "below")
    layout = QHBoxLayout(head)
    layout.setContentsMargins(8, 12, 8, 6)
    layout.addWidget(ElidedLabel(text, strong=True), 1)
    if count:
        layout.addWidget(PlainLabel(str(count), ink="muted"))
    return head


def _fine(text: str) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(8, 6, 8, 6)
    layout.setSpacing(8)
    sign = PlainLabel()
    sign.setPixmap(icon("success", "success").pixmap(18, 18))
    layout.addWidget(sign)
    layout.addWidget(PlainLabel(text, ink="muted", wrap=True), 1)
    return row
