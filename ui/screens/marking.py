"""Marking who came: big rows, one key a person, with the signed sheet in the left hand."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import PalierError
from app.domain.ids import PersonId, SessionId
from app.domain.kinds import AgeBand, Presence, Sex, label
from app.domain.names import split_name
from app.i18n.messages import N_
from app.queries.people import PersonRow
from app.queries.roster import Roster, roster
from app.queries.rows import SessionRow
from app.queries.sessions import sessions_by_id
from app.usecases.attendance import add_walk_in, clear_marks, count_heads, finish_marking, mark
from ui.models.roster import RosterModel
from ui.runtime.language import ntr, tr
from ui.screens.base import Context, Screen
from ui.screens.pickers import PersonPicker
from ui.screens.roster_view import RosterView
from ui.widgets.blocks import Counter, EmptyState, SectionHeader
from ui.widgets.buttons import push_button, set_button_text
from ui.widgets.labels import ElidedLabel, PlainLabel

_SIDE = 332
_WIDE, _ROOMY = 880, 760
"""Widths from which names and heads stand side by side, or all buttons have room."""


class MarkingScreen(Screen):
    """The roster of one session; open it with `open_item("session", id)`."""

    name = "marking"
    interested_in = frozenset(
        {
            "session",
            "attendance",
            "head_count",
            "enrolment",
            "assignment",
            "person",
            "session_scene",
            "casting",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._session_id: SessionId | None = None
        self._session: SessionRow | None = None
        self._pending: dict[PersonId, Presence | None] = {}
        """Marks that are shown and not saved yet: an answer that was asked before does not take them back."""
        self.model = RosterModel(context.language)
        self.view = RosterView(self.model)
        self.view.marked.connect(self._mark)
        self._where = ElidedLabel(ink="muted")
        self._count = PlainLabel(size="large", strong=True)
        self._rest = ElidedLabel(ink="muted")
        self.walk_in = PersonPicker(
            context,
            tr("Somebody else who came: type a name, then Enter"),
            creates=N_("Add “{text}” as a new person"),
            known=self._standing,
        )
        self.walk_in.picked.connect(self._add)
        self.walk_in.create_requested.connect(self._add_new)
        self.walk_in.left.connect(self.view.setFocus)
        self.everybody = push_button(
            tr("All present"),
            icon_name="present",
            tooltip=tr("Mark everybody who has no mark yet as present"),
        )
        self.everybody.clicked.connect(self.mark_all_present)
        self.finish = push_button(tr("Finish"), kind="primary", icon_name="done")
        self.finish.clicked.connect(partial(self._finish_marking, False))
        self.rest_absent = push_button(
            tr("The rest were absent"),
            icon_name="absent",
            tooltip=tr("Mark everybody who has no mark yet as absent, and finish"),
        )
        self.rest_absent.clicked.connect(partial(self._finish_marking, True))
        self._toggle = push_button("", kind="quiet", icon_name="people")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._settle)
        self._clear = push_button(tr("Clear all marks"), kind="quiet")
        self._clear.clicked.connect(self._clear_marks)
        self.counters: dict[tuple[Sex | None, AgeBand | None], Counter] = {}
        self._empty = EmptyState(
            "people", tr("Nobody is expected by name: add those who came, or count heads.")
        )
        self._build()

    def title(self) -> str:
        return self._session.title if self._session else tr("Attendance")

    def open_item(self, kind: str, item_id: SessionId, detail: str = "") -> None:
        if item_id != self._session_id:
            self._session_id = item_id
            self._pending.clear()
            self.model.set_lines(())  # no key may mark somebody of another list
            self.walk_in.clear()
        self.view.setFocus()
        self.refresh()

    def escape(self) -> bool:
        self.context.shell.open_screen("today")
        return True

    def refresh(self) -> None:
        if self._session_id is not None:
            self.context.runner.read(
                sessions_by_id, [self._session_id], then=self._show_session, owner=self, key="marking-session"
            )
            self.context.runner.read(roster, self._session_id, then=self._show, owner=self, key="marking")

    def print_selection(self) -> bool:
        if self._session_id is not None:
            self.context.shell.print_sheet("attendance", session_ids=(self._session_id,))
        return self._session_id is not None

    def focus_search(self) -> bool:
        self.walk_in.setFocus()
        return True

    def count_text(self) -> str:
        """What stands in large type: how many were present."""
        return self._count.text()

    def rest_text(self) -> str:
        """What stands under it: absent, excused, still to mark."""
        return self._rest.text()

    def mark_all_present(self) -> None:
        """Mark everybody who has no mark yet as present, in one step."""
        marks = {line.person.id: Presence.PRESENT for line in self.model.lines if line.presence is None}
        if marks:
            self.context.runner.change(mark, self._session_id, marks, failed=self._refused, owner=self)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        figures.addWidget(self._count)
        figures.addWidget(self._rest)
        head.addLayout(figures, 1)
        for button in (self._toggle, self._clear, self.everybody, self.rest_absent, self.finish):
            head.addWidget(button)
        self._list = QWidget()
        left = QVBoxLayout(self._list)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(self.view, 1)
        left.addWidget(self._empty, 1)
        left.addWidget(self.walk_in)
        left.addWidget(
            PlainLabel(
                tr("P present · A absent · E excused · Backspace clears · the next row comes by itself"),
                size="small",
                ink="muted",
                wrap=True,
            )
        )
        self._side = side = QScrollArea()
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setWidgetResizable(True)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setWidget(self._heads())
        lower = QHBoxLayout()
        lower.setSpacing(24)
        lower.addWidget(self._list, 1)
        lower.addWidget(side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._where)
        layout.addLayout(head)
        layout.addLayout(lower, 1)

    def _settle(self, _checked: bool = False) -> None:
        """Names and heads side by side; where there is little room, one or the other."""
        wide = self.width() >= _WIDE
        heads = self._toggle.isChecked()
        self._toggle.setVisible(not wide)
        self._side.setVisible(wide or heads)
        self._list.setVisible(wide or not heads)
        self._side.setFixedWidth(_SIDE if wide else max(_SIDE, self.width() - 40))
        roomy = self.width() >= _ROOMY
        self._clear.setVisible(roomy)
        for button in (self.everybody, self.rest_absent):
            button.setText(button.accessibleName() if roomy else "")

    def _heads(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addWidget(SectionHeader(tr("Heads without a name")))
        layout.addWidget(
            PlainLabel(
                tr(
                    "People who were there and are not in the list. They are never added to those with a name."
                ),
                ink="muted",
                wrap=True,
            )
        )
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        row = 0
        for sex in (*Sex, None):
            grid.addWidget(PlainLabel(tr(label(sex)) if sex else tr("Not known"), strong=True), row, 0)
            bands: tuple[AgeBand | None, ...] = (*AgeBand, None) if sex else (None,)
            for band in bands:
                row += 1
                counter = Counter(
                    tr(label(band)) if band else tr("Age not known"),
                    less=tr("one fewer"),
                    more=tr("one more"),
                )
                counter.changed.connect(partial(self._count_heads, sex, band))
                self.counters[sex, band] = counter
                grid.addWidget(counter, row, 0)
            row += 1
        layout.addLayout(grid)
        layout.addStretch(1)
        return box

    def _show_session(self, rows: tuple[SessionRow, ...]) -> None:
        self._session = rows[0] if rows else None
        if self._session is None:
            self.context.shell.open_screen("today")
            return
        session, language = self._session, self.context.language
        place = session.place or tr("no place yet")
        when = language.date(session.starts_at, "full")
        self._where.setText(
            tr(
                "{day}, {slot} · {place} · {code}",
                day=when[:1].upper() + when[1:],
                slot=language.slot(session.starts_at, session.ends_at),
                place=place,
                code=session.code,
            )
        )
        set_button_text(self.finish, tr("Done") if session.marked else tr("Finish"))
        self.title_changed.emit()

    def _show(self, found: Roster) -> None:
        lines = [
            replace(line, presence=self._pending[line.person.id]) if line.person.id in self._pending else line
            for line in found.lines
        ]
        before = {line.person.id: line.presence for line in self.model.lines}
        taken_back = [
            line.person.id
            for line in lines
            if line.presence is None and before.get(line.person.id) is not None
        ]
        here = self.view.currentIndex().row()
        person = self.model.lines[here].person.id if here >= 0 else None
        self.model.set_lines(lines)
        self.view.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        # The keyboard stays with its row; after an undo it goes to the row that has lost its mark.
        row = self.model.row_of(taken_back[0]) if len(taken_back) == 1 else -1
        if row < 0 and person is not None:
            row = self.model.row_of(person)
        if lines:
            self.view.setCurrentIndex(self.model.index(max(row, 0)))
        elif not any(counter.hasFocus() for counter in self.counters.values()):
            self.walk_in.setFocus()
        counted: dict[tuple[Sex | None, AgeBand | None], int] = {}
        for heads in found.heads:
            counted[heads.sex, heads.age_band] = counted.get((heads.sex, heads.age_band), 0) + heads.heads
        for key, counter in self.counters.items():
            counter.set_value(counted.get(key, 0))
        self._show_counts(sum(counted.values()))

    def _show_counts(self, heads: int) -> None:
        present, rest = self.model.count(Presence.PRESENT), self.model.count(None)
        text = ntr("{n} present", "{n} present", present)
        if heads:
            text = tr("{present} + {heads} without a name", present=text, heads=heads)
        self._count.setText(text)
        set_button_text(self._toggle, tr("Unnamed: {n}", n=heads))
        parts = [
            ntr("{n} absent", "{n} absent", self.model.count(Presence.ABSENT)),
            ntr("{n} excused", "{n} excused", self.model.count(Presence.EXCUSED)),
            ntr("{n} still to mark", "{n} still to mark", rest),
        ]
        self._rest.setText(" · ".join(parts))
        self._clear.setEnabled(len(self.model.lines) > rest or heads > 0)
        self.everybody.setEnabled(rest > 0)
        self.rest_absent.setEnabled(rest > 0)

    def _mark(self, row: int, presence: Presence | None) -> None:
        person = self.model.lines[row].person.id
        if self.model.lines[row].presence is presence:
            return
        self.model.set_presence(row, presence)
        self._pending[person] = presence
        self._show_counts(sum(counter.value() for counter in self.counters.values()))
        self.context.runner.change(
            mark,
            self._session_id,
            {person: presence},
            then=lambda _: self._kept(person, presence),
            failed=self._refused,
            owner=self,
        )

    def _kept(self, person: PersonId, presence: Presence | None) -> None:
        if self._pending.get(person) is presence:
            self._pending.pop(person, None)

    def _refused(self, problem: PalierError) -> None:
        self.context.shell.tell_problem(problem)
        self._pending.clear()
        self.refresh()

    def _count_heads(self, sex: Sex | None, band: AgeBand | None, heads: int) -> None:
        self._show_counts(sum(counter.value() for counter in self.counters.values()))
        self.context.runner.change(
            count_heads, self._session_id, sex, band, heads, failed=self._refused, owner=self
        )

    def _finish_marking(self, absent: bool, _checked: bool = False) -> None:
        rest = [line.person.id for line in self.model.lines if line.presence is None] if absent else []
        if self._session is not None and self._session.marked and not rest:
            self.context.shell.open_screen("today")
            return
        self.context.runner.change(
            finish_marking,
            self._session_id,
            rest,
            then=lambda _: self.context.shell.open_screen("today"),
            failed=self._refused,
            owner=self,
        )

    def _clear_marks(self) -> None:
        self.context.runner.change(clear_marks, self._session_id, failed=self._refused, owner=self)

    def _standing(self, person_id: PersonId) -> str:
        row = self.model.row_of(person_id)
        if row < 0:
            return ""
        presence = self.model.lines[row].presence
        return tr(label(presence)) if presence else tr("in the list")

    def _add(self, person: PersonRow) -> None:
        self.context.runner.change(
            add_walk_in,
            self._session_id,
            person_id=person.id,
            then=self._added,
            failed=self._refused,
            owner=self,
        )

    def _add_new(self, text: str) -> None:
        given, family = split_name(text)
        self.context.runner.change(
            add_walk_in,
            self._session_id,
            given_name=given,
            family_name=family,
            residence_id=self._session.residence_id if self._session else None,
            then=self._added,
            failed=self._refused,
            owner=self,
        )

    def _added(self, _outcome: object) -> None:
        self.walk_in.setFocus()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()
