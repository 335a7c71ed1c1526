"""A session in the side panel: everything about it, edited in place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.conflicts import WayOut
from app.domain.errors import PalierError
from app.domain.ids import PersonId, SessionId, VenueId
from app.domain.kinds import Role, SessionStatus, label
from app.domain.slots import Slot
from app.queries.people import PersonRow, search_people
from app.queries.session_panel import SessionPanelFacts, session_panel
from app.queries.sessions import AssignedPerson
from app.usecases.sessions import (
    assign_people,
    edit_session,
    move_session,
    remove_sessions,
    set_session_status,
    unassign_people,
)
from ui.runtime.language import ntr, tr
from ui.screens.base import Context, Panel
from ui.screens.clashes import ClashBox
from ui.widgets.blocks import SectionHeader
from ui.widgets.buttons import icon_button, push_button, set_button_text
from ui.widgets.entries import Choice, DateEntry, TextEntry, TimeEntry
from ui.widgets.forms import Form, NoteEntry
from ui.widgets.labels import ElidedLabel, PlainLabel, plain_tooltip
from ui.widgets.search import Completion, SearchField

_WORKING_ROLES = (Role.STAFF, Role.FACILITATOR, Role.VOLUNTEER)


class SessionPanel(Panel):
    """What the coordinator sees and changes of one session."""

    interested_in = frozenset(
        {
            "session",
            "action",
            "assignment",
            "enrolment",
            "venue",
            "person",
            "session_scene",
            "attendance",
            "printout",
        }
    )

    def __init__(self, context: Context, session_id: SessionId) -> None:
        super().__init__(context)
        self.session_id = session_id
        self._facts: SessionPanelFacts | None = None
        self._head = PlainLabel(ink="muted", wrap=True)
        self._action = push_button("", kind="link")
        self._action.clicked.connect(self._open_action)
        self._clashes = ClashBox(context.language)
        self._clashes.chosen.connect(self._take_way_out)
        self._build_form()
        self._people = QVBoxLayout()
        self._people.setSpacing(2)
        self._search = SearchField(tr("Assign somebody: type a name"))
        self._search.searched.connect(self._find)
        self._search.chosen.connect(self._assign)
        self._role = Choice(tr("Role"))
        self._role.set_options([(role.value, tr(label(role))) for role in _WORKING_ROLES])
        self._role.set_value(Role.STAFF.value)
        self._enrolled = push_button("", kind="link")
        self._enrolled.clicked.connect(partial(self._open_action, "people"))
        self._scenes = PlainLabel(ink="muted", wrap=True)
        self._mark = push_button(tr("Mark attendance"), kind="primary", icon_name="present")
        self._mark.clicked.connect(lambda: context.shell.open_marking(session_id))
        self._print = push_button(tr("Print the attendance sheet"), icon_name="print")
        self._print.clicked.connect(
            lambda: context.shell.print_sheet("attendance", session_ids=(session_id,))
        )
        self._remove = push_button(tr("Remove"), kind="danger", icon_name="delete")
        self._remove.clicked.connect(lambda: context.runner.change(remove_sessions, [session_id]))
        self._lay_out()

    def title(self) -> str:
        return self._facts.detail.row.title if self._facts else ""

    def refresh(self) -> None:
        self.context.runner.read(
            session_panel,
            self.session_id,
            self.context.language.code,
            then=self._show,
            owner=self,
            key="session-panel",
        )

    def flush(self) -> None:
        self._form.flush()

    def _build_form(self) -> None:
        self._form = Form()
        self._title = self._form.add(tr("Title"), TextEntry())
        self._title.edited.connect(lambda text: self._edit(title=text or ""))
        self._date, self._from, self._to = self._form.add_line(
            (tr("Date"), DateEntry(), 4), (tr("From"), TimeEntry(), 3), (tr("To"), TimeEntry(), 3)
        )
        for field in (self._date, self._from, self._to):
            field.edited.connect(self._reschedule)
        self._venues, self._kinds, self._statuses = Choice(), Choice(), Choice()
        self._venue = self._form.add(tr("Venue"), self._venues)
        self._venue.edited.connect(lambda venue: self._edit(venue_id=venue))
        self._kind, self._status = self._form.add_line(
            (tr("Kind"), self._kinds), (tr("Status"), self._statuses)
        )
        self._kind.edited.connect(lambda kind: self._edit(kind=kind or ""))
        self._status.edited.connect(self._set_status)
        self._reason = self._form.add(tr("Reason"), TextEntry())
        self._reason.edited.connect(lambda text: self._edit(reason=text or ""))
        self._note = self._form.add(tr("Note"), NoteEntry())
        self._note.edited.connect(lambda text: self._edit(note=text))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._head)
        layout.addWidget(self._clashes)
        layout.addWidget(self._form)
        layout.addWidget(SectionHeader(tr("Who works at it")))
        layout.addLayout(self._people)
        adding = QHBoxLayout()
        adding.addWidget(self._search, 3)
        adding.addWidget(self._role, 2)
        layout.addLayout(adding)
        layout.addWidget(SectionHeader(tr("Who takes part")))
        layout.addWidget(self._enrolled, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._scenes)
        layout.addSpacing(8)
        for button in (self._mark, self._print, self._remove):
            layout.addWidget(button)
        layout.addStretch(1)

    def _show(self, facts: SessionPanelFacts | None) -> None:
        if facts is None:
            self.context.shell.close_panel()
            return
        self._facts = facts
        detail, row, language = facts.detail, facts.detail.row, self.context.language
        action = f"{row.action_title} · {row.code}"
        room = max(240, self.width() - 64)
        set_button_text(
            self._action, self._action.fontMetrics().elidedText(action, Qt.TextElideMode.ElideMiddle, room)
        )
        self._action.setToolTip(plain_tooltip(action))
        self._head.setText(
            tr(
                "{day}, {slot}",
                day=language.date(row.starts_at, "full"),
                slot=language.slot(row.starts_at, row.ends_at),
            )
        )
        names = {VenueId(venue.id): venue.label for venue in facts.venues}
        self._clashes.show_clashes(facts.clashes, facts.names, facts.ways_out, names)
        self._title.set_value("" if row.title == row.action_title else row.title)
        self._date.set_value(row.starts_at.date())
        self._from.set_value(row.starts_at.time())
        self._to.set_value(row.ends_at.time())
        self._venues.set_options(
            [
                (None, tr("No venue yet")),
                *((venue.id, _named(venue.label, venue.detail)) for venue in facts.venues),
            ]
        )
        self._venue.set_value(row.venue_id)
        self._kinds.set_options([("", "–"), *((kind.code, kind.label) for kind in facts.kinds)])
        self._kind.set_value(row.kind)
        self._statuses.set_options([(status.value, tr(label(status))) for status in SessionStatus])
        self._status.set_value(row.status.value)
        self._reason.set_value(detail.reason)
        self._reason.setVisible(
            row.status in (SessionStatus.CANCELLED, SessionStatus.SKIPPED) or bool(detail.reason)
        )
        self._note.set_value(row.note)
        self._show_people(detail.assigned)
        text = ntr("{n} person enrolled in the action", "{n} people enrolled in the action", detail.enrolled)
        if detail.waiting:
            text = tr("{enrolled}, {waiting} waiting", enrolled=text, waiting=detail.waiting)
        set_button_text(self._enrolled, text)
        self._scenes.setVisible(bool(detail.scenes))
        scenes = ", ".join(scene.code for scene in detail.scenes)
        self._scenes.setText(
            tr("Scenes worked: {scenes}. Expected: {count}.", scenes=scenes, count=row.expected)
        )
        can_mark = row.starts_at.date() <= self.context.today and row.status not in (
            SessionStatus.CANCELLED,
            SessionStatus.SKIPPED,
        )
        self._mark.setVisible(can_mark)
        self.title_changed.emit()

    def _show_people(self, assigned: tuple[AssignedPerson, ...]) -> None:
        while (item := self._people.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for each in assigned:
            self._people.addWidget(self._person_line(each))
        if not assigned:
            self._people.addWidget(PlainLabel(tr("Nobody is assigned yet."), ink="muted"))

    def _person_line(self, each: AssignedPerson) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ElidedLabel(each.person.name), 3)
        layout.addWidget(ElidedLabel(tr(label(each.role)), ink="muted"), 2)
        take_off = icon_button("close", tr("Take {person} off this session", person=each.person.name))
        take_off.clicked.connect(
            lambda: self.context.runner.change(
                unassign_people, self.session_id, [each.person.id], failed=self._refused, owner=self
            )
        )
        layout.addWidget(take_off)
        return line

    def _edit(self, **values: Any) -> None:
        if self._facts is not None:
            version = self._facts.detail.row.version
            self.context.runner.change(
                edit_session,
                self.session_id,
                seen_version=version,
                failed=self._refused,
                owner=self,
                **values,
            )

    def _reschedule(self, _value: object = None) -> None:
        day: date | None = self._date.value()
        start: time | None = self._from.value()
        end: time | None = self._to.value()
        if self._facts is None or day is None or start is None or end is None:
            return
        row = self._facts.detail.row
        nights = (row.ends_at.date() - row.starts_at.date()).days
        starts_at = datetime.combine(day, start)
        ends_at = datetime.combine(day + timedelta(days=nights), end)
        if start != row.starts_at.time() and end == row.ends_at.time():
            # A later start keeps the length, as calendars do.
            ends_at = starts_at + (row.ends_at - row.starts_at)
        try:
            slot = Slot(starts_at, ends_at)
        except PalierError as problem:
            self._refused(problem)
            return
        self._move(slot)

    def _move(self, slot: Slot) -> None:
        self.context.runner.change(move_session, self.session_id, slot, failed=self._refused, owner=self)

    def _set_status(self, status: str) -> None:
        reason = self._reason.value() or ""
        self.context.runner.change(
            set_session_status,
            self.session_id,
            SessionStatus(status),
            reason=reason,
            failed=self._refused,
            owner=self,
        )

    def _take_way_out(self, way: WayOut) -> None:
        if self._facts is None:
            return
        if way.venue_id != self._facts.detail.row.venue_id:
            self._edit(venue_id=way.venue_id)
        else:
            self._move(way.slot)

    def _refused(self, problem: PalierError) -> None:
        self.context.shell.tell_problem(problem)
        self.refresh()

    def _open_action(self, tab: object = "") -> None:
        if self._facts is not None:
            self.context.shell.open_action(
                self._facts.detail.row.action_id, tab if isinstance(tab, str) else ""
            )

    def _find(self, text: str) -> None:
        if text:
            self.context.runner.read(search_people, text, 8, then=self._propose, owner=self, key="assign")

    def _propose(self, people: tuple[PersonRow, ...]) -> None:
        listed = [
            Completion(
                person,
                person.name,
                ", ".join(tr(label(role)) for role in person.roles) or person.residence,
                "person",
            )
            for person in people
        ]
        self._search.set_completions(listed, tr("Nobody of that name."))

    def _assign(self, chosen: Completion) -> None:
        person: PersonRow = chosen.key
        role = next((role for role in person.roles if role in _WORKING_ROLES), Role(self._role.value()))
        self.context.runner.change(
            assign_people, self.session_id, [PersonId(person.id)], role, failed=self._refused, owner=self
        )


def _named(name: str, detail: str) -> str:
    return f"{name} – {detail}" if detail else name
