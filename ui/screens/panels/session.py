"""A session in the side panel: everything about it, edited in place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from app.domain.conflicts import WayOut
from app.domain.errors import PalierError
from app.domain.ids import SessionId, VenueId
from app.domain.kinds import SessionStatus, label
from app.domain.slots import Slot
from app.queries.rows import SessionRow
from app.queries.session_panel import SessionPanelFacts, session_panel
from app.usecases.sessions import (
    edit_session,
    hold_at_new_venue,
    move_session,
    place_again,
    remove_sessions,
    set_session_status,
)
from app.workspace import Outcome
from ui.runtime.language import ntr, say, tr
from ui.screens.base import Context, Panel
from ui.screens.clashes import ClashBox
from ui.screens.panels.session_people import WorkingPeople
from ui.screens.panels.venue_entry import VenueEntry
from ui.theme.icons import icon
from ui.widgets.blocks import SectionHeader
from ui.widgets.buttons import push_button, set_button_text
from ui.widgets.entries import Choice, DateEntry, TextEntry, TimeEntry
from ui.widgets.forms import Form, NoteEntry
from ui.widgets.labels import PlainLabel, plain_tooltip, restyle

_NOT_HELD = (SessionStatus.CANCELLED, SessionStatus.SKIPPED)
_BEFORE = (SessionStatus.OPTION, SessionStatus.PLANNED, *_NOT_HELD)


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
        self._action_title = ""
        self._action.setProperty("align", "left")
        # Its title gives way to the panel, not the panel to its title.
        self._action.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._action.clicked.connect(partial(self._open_action, ""))
        self.clashes = ClashBox(context.language)
        self.clashes.chosen.connect(self._take_way_out)
        self._build_form()
        self.people = WorkingPeople(context, session_id)
        self.people.problem.connect(self._refused)
        self._enrolled = push_button("", kind="link")
        self._enrolled.setProperty("align", "left")
        self._enrolled.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._enrolled.clicked.connect(partial(self._open_action, "people"))
        self._scenes = PlainLabel(ink="muted", wrap=True)
        self.mark = push_button(tr("Mark attendance"), icon_name="present")
        self.mark.clicked.connect(lambda: context.shell.open_marking(session_id))
        self.print = push_button(tr("Print the attendance sheet"), icon_name="print", keys="Ctrl+P")
        self.print.clicked.connect(lambda: context.shell.print_sheet("attendance", session_ids=(session_id,)))
        self.remove = push_button(tr("Remove"), kind="danger", icon_name="delete")
        self.remove.clicked.connect(
            lambda: context.runner.change(remove_sessions, [session_id], failed=self._refused, owner=self)
        )
        self._lay_out()

    def title(self) -> str:
        return self._facts.detail.row.title if self._facts else ""

    def refresh(self) -> None:
        self.context.runner.read(
            session_panel,
            self.session_id,
            self.context.language.code,
            self.context.today,
            then=self._show,
            owner=self,
            key="session-panel",
        )

    def flush(self) -> None:
        self.form.flush()

    def take_keyboard(self) -> None:
        self.title_row.field.setFocus(Qt.FocusReason.TabFocusReason)

    def _build_form(self) -> None:
        language = self.context.language
        self.form = Form(unreadable=tr("This cannot be read."))
        self.title_row = self.form.add(tr("Title"), TextEntry())
        self.title_row.edited.connect(lambda text: self._edit(title=text or ""))
        self.date_row, self.from_row, self.to_row = self.form.add_line(
            (
                tr("Date"),
                DateEntry(
                    today=lambda: self.context.today,
                    written=lambda day: language.date(day, "short"),
                    calendar_text=tr("Choose a day"),
                ),
                4,
            ),
            (tr("From"), TimeEntry(), 3),
            (tr("To"), TimeEntry(), 3),
        )
        for row in (self.date_row, self.from_row, self.to_row):
            row.edited.connect(self._reschedule)
        self.venue = VenueEntry(self.context)
        self.venue_row = self.form.add(tr("Venue"), self.venue)
        self.venue_row.edited.connect(lambda venue: self._edit(venue_id=venue))
        self.venue.create_requested.connect(self._hold_at_new_venue)
        self.kind_row, self.status_row = self.form.add_line((tr("Kind"), Choice()), (tr("Status"), Choice()))
        self.kind_row.edited.connect(lambda kind: self._edit(kind=kind or ""))
        self.status_row.edited.connect(self._set_status)
        self.reason_row = self.form.add(tr("Reason"), Choice())
        self.reason_row.edited.connect(lambda text: self._edit(reason=text or ""))
        self.note_row = self.form.add(tr("Note"), NoteEntry())
        self.note_row.edited.connect(lambda text: self._edit(note=text))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._action)
        layout.addWidget(self._head)
        layout.addWidget(self.clashes)
        layout.addWidget(self.mark)
        layout.addWidget(self.print)
        layout.addSpacing(4)
        layout.addWidget(self.form)
        layout.addWidget(SectionHeader(tr("Who works at it")))
        layout.addWidget(self.people)
        layout.addWidget(SectionHeader(tr("Who takes part")))
        layout.addWidget(self._enrolled)
        layout.addWidget(self._scenes)
        layout.addSpacing(8)
        layout.addWidget(self.remove)
        layout.addStretch(1)

    def _show(self, facts: SessionPanelFacts | None) -> None:
        if facts is None:
            self.context.shell.close_panel()
            return
        self._facts = facts
        detail, row = facts.detail, facts.detail.row
        self._show_head(row)
        names = {VenueId(venue.id): venue.label for venue in facts.venues}
        self.clashes.show_clashes(
            facts.clashes,
            facts.names,
            facts.ways_out,
            names,
            aside=row.status is SessionStatus.SKIPPED,
        )
        self._show_fields(facts)
        self.people.show_people(detail.assigned)
        text = ntr("{n} person enrolled in the action", "{n} people enrolled in the action", detail.enrolled)
        if detail.waiting:
            text = tr("{enrolled}, {waiting} waiting", enrolled=text, waiting=detail.waiting)
        set_button_text(self._enrolled, text if detail.enrolled else tr("Enrol tenants in the action"))
        self._scenes.setVisible(bool(detail.scenes))
        scenes = ", ".join(scene.code for scene in detail.scenes)
        self._scenes.setText(
            tr("Scenes worked: {scenes}. Expected: {count}.", scenes=scenes, count=row.expected)
        )
        self._show_acts(row)
        self.title_changed.emit()

    def _show_head(self, row: SessionRow) -> None:
        language = self.context.language
        action = f"{row.action_title} · {row.code}"
        self._action_title = action
        self._fit_action()
        self._action.setAccessibleName(action)
        self._action.setToolTip(plain_tooltip(action))
        when = language.date(row.starts_at, "full")
        self._head.setText(
            tr(
                "{day}, {slot}",
                day=when[:1].upper() + when[1:],
                slot=language.slot(row.starts_at, row.ends_at),
            )
        )

    def _show_fields(self, facts: SessionPanelFacts) -> None:
        row, reason = facts.detail.row, facts.detail.reason
        self.title_row.set_value("" if row.title == row.action_title else row.title)
        self.title_row.field.setProperty("placeholderText", row.action_title)
        self.date_row.set_value(row.starts_at.date())
        self.from_row.set_value(row.starts_at.time())
        self.to_row.set_value(row.ends_at.time())
        self.venue.set_venues(facts.venues, facts.taken)
        self.venue_row.set_value(row.venue_id)
        taken = facts.taken.get(row.venue_id) if row.venue_id is not None else None
        self.venue_row.set_note(tr("taken by “{title}”", title=taken) if taken else "")
        kinds = [(kind.code, kind.label) for kind in facts.kinds if kind.active or kind.code == row.kind]
        self._offer(self.kind_row.field, [("", "–"), *kinds])
        self.kind_row.set_value(row.kind)
        statuses = [
            (status.value, tr(label(status))) for status in SessionStatus if self._offered(status, row)
        ]
        self._offer(self.status_row.field, statuses)
        self.status_row.set_value(row.status.value)
        labels = [entry.label for entry in facts.reasons if entry.active]
        if reason and reason not in labels:
            labels.insert(0, reason)
        self._offer(self.reason_row.field, [("", "–"), *((text, text) for text in labels)])
        self.reason_row.set_value(reason)
        self.reason_row.setVisible(row.status in _NOT_HELD or bool(reason))
        self.note_row.set_value(row.note)

    def _show_acts(self, row: SessionRow) -> None:
        """The next thing to do with a session is the strong button: mark it once it took place, print it before."""
        happens = row.status not in _NOT_HELD
        begun = row.starts_at <= self.context.clock()
        self.mark.setVisible(happens and row.starts_at.date() <= self.context.today)
        self.print.setVisible(happens)
        set_button_text(self.mark, tr("Attendance") if row.marked else tr("Mark attendance"))
        for button, strong in ((self.mark, begun and not row.marked), (self.print, not begun)):
            kind = "primary" if strong else ""
            if button.property("kind") != kind:
                button.setProperty("kind", kind)
                name = "present" if button is self.mark else "print"
                button.setIcon(icon(name, "accent_text" if strong else "text_muted"))
                restyle(button)

    def _offered(self, status: SessionStatus, row: SessionRow) -> bool:
        """What has not begun cannot have been held."""
        return status in (row.status, *_BEFORE) or row.starts_at <= self.context.clock()

    @staticmethod
    def _offer(field: object, options: list[tuple[Any, str]]) -> None:
        if isinstance(field, Choice):
            field.set_options(options)

    def _edit(self, **values: Any) -> None:
        if self._facts is not None:
            version = self._facts.detail.row.version
            self.context.runner.change(
                edit_session,
                self.session_id,
                seen_version=version,
                then=self._saved,
                failed=self._refused,
                owner=self,
                **values,
            )

    def _hold_at_new_venue(self, name: str) -> None:
        self.context.runner.change(
            hold_at_new_venue, self.session_id, name, then=self._saved, failed=self._refused, owner=self
        )

    def _reschedule(self, _value: object = None) -> None:
        day: date | None = self.date_row.value()
        start: time | None = self.from_row.value()
        end: time | None = self.to_row.value()
        if self._facts is None:
            return
        if day is None or start is None or end is None:
            self._show_fields(self._facts)  # a session always has a time: an emptied field gets its own back
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
            self.to_row.set_problem(say(problem.message))
            self.context.shell.tell_problem(problem)
            return
        self._move(slot)

    def _move(self, slot: Slot) -> None:
        if self._facts is not None:
            self.context.runner.change(
                move_session,
                self.session_id,
                slot,
                seen_version=self._facts.detail.row.version,
                then=self._saved,
                failed=self._refused,
                owner=self,
            )

    def _set_status(self, status: str) -> None:
        self.context.runner.change(
            set_session_status,
            self.session_id,
            SessionStatus(status),
            reason=self.reason_row.value() or "",
            then=self._saved,
            failed=self._refused,
            owner=self,
        )

    def _take_way_out(self, way: WayOut) -> None:
        if self._facts is None:
            return
        row = self._facts.detail.row
        if row.status is SessionStatus.SKIPPED:
            self.context.runner.change(
                place_again,
                self.session_id,
                way.slot,
                then=self._saved,
                failed=self._refused,
                owner=self,
            )
        elif way.venue_id != row.venue_id:
            self._edit(venue_id=way.venue_id)
        else:
            self._move(way.slot)

    def _saved(self, _outcome: Outcome[Any]) -> None:
        """Know the new version before the next field is left."""
        self.refresher.now()

    def _refused(self, problem: PalierError) -> None:
        self.context.shell.tell_problem(problem)
        self.refresh()

    def _fit_action(self) -> None:
        metrics = self._action.fontMetrics()
        room = self._action.width() - 24
        set_button_text(
            self._action, metrics.elidedText(self._action_title, Qt.TextElideMode.ElideMiddle, room)
        )

    def _open_action(self, tab: str, _checked: bool = False) -> None:
        if self._facts is not None:
            self.context.shell.open_action(self._facts.detail.row.action_id, tab)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_action()
