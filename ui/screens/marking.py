"""Marking who came: big rows, one key a person, with the signed sheet in the left hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
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
from app.queries.people import PersonRow, search_people
from app.queries.roster import Roster, roster
from app.queries.rows import SessionRow
from app.queries.sessions import sessions_by_id
from app.usecases.attendance import add_walk_in, clear_marks, count_heads, finish_marking, mark
from ui.models.roster import RosterModel
from ui.runtime.language import ntr, tr
from ui.screens.base import Context, Screen
from ui.screens.roster_view import RosterView
from ui.widgets.blocks import Counter, EmptyState, SectionHeader
from ui.widgets.buttons import push_button
from ui.widgets.labels import ElidedLabel, PlainLabel
from ui.widgets.search import Completion, SearchField


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
        self.model = RosterModel(context.language)
        self.view = RosterView(self.model)
        self.view.marked.connect(self._mark)
        self._where = ElidedLabel(ink="muted")
        self._count = PlainLabel(size="large", strong=True)
        self._rest = PlainLabel(ink="muted")
        self.walk_in = SearchField(tr("Somebody else who came: type a name, then Enter"))
        self.walk_in.searched.connect(self._search)
        self.walk_in.chosen.connect(self._add)
        self._everybody = push_button(
            tr("All present"),
            icon_name="present",
            tooltip=tr("Mark everybody who has no mark yet as present"),
        )
        self._everybody.clicked.connect(self.mark_all_present)
        self._finish = push_button(tr("Finish"), kind="primary", icon_name="done")
        self._finish.clicked.connect(partial(self._finish_marking, False))
        self._absent = push_button(tr("The rest were absent"), icon_name="absent")
        self._absent.clicked.connect(partial(self._finish_marking, True))
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
        self._session_id = item_id
        self.refresh()

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

    def mark_all_present(self) -> None:
        """Mark everybody who has no mark yet as present, in one step."""
        marks = {line.person.id: Presence.PRESENT for line in self.model.lines if line.presence is None}
        if marks:
            self.context.runner.change(mark, self._session_id, marks)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        figures.addWidget(self._count)
        figures.addWidget(self._rest)
        head.addLayout(figures)
        head.addStretch(1)
        for button in (self._clear, self._everybody, self._absent, self._finish):
            head.addWidget(button)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._where)
        left.addLayout(head)
        left.addWidget(self.view, 1)
        left.addWidget(self._empty, 1)
        left.addWidget(self.walk_in)
        side = QScrollArea()
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setWidgetResizable(True)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFixedWidth(340)
        side.setWidget(self._heads())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 12, 16, 16)
        layout.setSpacing(24)
        layout.addLayout(left, 1)
        layout.addWidget(side)

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
        self._where.setText(
            tr(
                "{day}, {slot} · {place} · {code}",
                day=language.date(session.starts_at, "full"),
                slot=language.slot(session.starts_at, session.ends_at),
                place=place,
                code=session.code,
            )
        )
        self._finish.setText(tr("Done") if session.marked else tr("Finish"))
        self.title_changed.emit()

    def _show(self, found: Roster) -> None:
        self.model.set_lines(found.lines)
        self.view.setVisible(bool(found.lines))
        self._empty.setVisible(not found.lines)
        if found.lines and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0))
        if not self.walk_in.hasFocus():
            self.view.setFocus()
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
        parts = [
            ntr("{n} absent", "{n} absent", self.model.count(Presence.ABSENT)),
            ntr("{n} excused", "{n} excused", self.model.count(Presence.EXCUSED)),
            ntr("{n} still to mark", "{n} still to mark", rest),
        ]
        self._rest.setText(" · ".join(parts))
        self._everybody.setEnabled(rest > 0)
        self._absent.setEnabled(rest > 0)

    def _mark(self, row: int, presence: Presence | None) -> None:
        person = self.model.lines[row].person.id
        self.model.set_presence(row, presence)
        self._show_counts(sum(counter.value() for counter in self.counters.values()))
        self.context.runner.change(
            mark, self._session_id, {person: presence}, failed=self._refused, owner=self
        )

    def _refused(self, problem: PalierError) -> None:
        self.context.shell.tell_problem(problem)
        self.refresh()

    def _count_heads(self, sex: Sex | None, band: AgeBand | None, heads: int) -> None:
        self.context.runner.change(
            count_heads, self._session_id, sex, band, heads, failed=self._refused, owner=self
        )

    def _finish_marking(self, absent: bool, _checked: bool = False) -> None:
        rest = [line.person.id for line in self.model.lines if line.presence is None] if absent else []
        self.context.runner.change(
            finish_marking,
            self._session_id,
            rest,
            then=lambda _: self.context.shell.open_screen("today"),
            owner=self,
        )

    def _clear_marks(self) -> None:
        self.context.runner.change(clear_marks, self._session_id)

    def _search(self, text: str) -> None:
        if text:
            self.context.runner.read(
                search_people, text, 8, then=partial(self._propose, text), owner=self, key="walk-in"
            )

    def _propose(self, text: str, people: tuple[PersonRow, ...]) -> None:
        present = {line.person.id for line in self.model.lines if line.presence is Presence.PRESENT}
        found = [
            Completion(person.id, person.name, person.residence, "person")
            for person in people
            if person.id not in present
        ]
        given, family = split_name(text)
        new = Completion(
            (given, family),
            tr("Add {person} as a new person", person=f"{given} {family}".strip()),
            "",
            "add_person",
        )
        self.walk_in.set_completions([*found, new])

    def _add(self, chosen: Completion) -> None:
        if isinstance(chosen.key, tuple):
            given, family = chosen.key
            residence = self._session.residence_id if self._session else None
            self.context.runner.change(
                add_walk_in,
                self._session_id,
                given_name=given,
                family_name=family,
                residence_id=residence,
                then=self._added,
                owner=self,
            )
        else:
            self.context.runner.change(
                add_walk_in, self._session_id, person_id=PersonId(chosen.key), then=self._added, owner=self
            )

    def _added(self, _outcome: object) -> None:
        self.walk_in.setFocus()
