"""The head of an action's page: what it is, edited in place, and three figures."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import PalierError, UnreadableFile
from app.domain.ids import ActionId
from app.domain.kinds import ActionStatus, label
from app.domain.plays import Play
from app.exchange.files import read_bytes
from app.exchange.plays import read_play
from app.queries.action_page import ActionPage
from app.queries.reference import Entry
from app.usecases.actions import edit_action, remove_action
from app.usecases.productions import import_play
from ui.models.actions import next_text, places_text
from ui.runtime.language import ntr, tr
from ui.screens.actions.tab import MARGIN
from ui.screens.base import Context
from ui.screens.session_lines import AxisStripe
from ui.theme import icon, text_font
from ui.widgets.buttons import icon_button, push_button
from ui.widgets.entries import Choice as ChoiceEntry
from ui.widgets.entries import TextEntry
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import PlainLabel, plain_tooltip

_WIDEST_CHOICE = 248
_LARGEST_PLAY = 5_000_000
"""Bytes; a play’s facts are a few kilobytes."""


class TitleEntry(TextEntry):
    """A title in large type; while it is not edited it ends in “…” where it lacks room."""

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect().adjusted(10, 0, -10, 0)
        cut = self.fontMetrics().horizontalAdvance(self.text()) > room.width()
        self.setToolTip(plain_tooltip(self.text()) if cut else "")
        if self.hasFocus() or not cut:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().text().color())
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class ActionHead(QFrame):
    """Code, title, status, kind, axis, coordinator, next session and three figures; edited in place."""

    back_requested = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._page: ActionPage | None = None
        self.setProperty("line", "below")
        self.back = push_button(tr("All actions"), kind="quiet", icon_name="back", keys="Esc")
        self.back.clicked.connect(self.back_requested)
        self._code = PlainLabel(ink="muted")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title = TitleEntry(tr("Title"))
        self.title.setProperty("look", "quiet")
        self.title.setFont(text_font("large", strong=True))
        self.title.edited.connect(partial(self._edit, "title"))
        self.print = push_button(tr("Attendance sheets"), kind="primary", icon_name="print", keys="Ctrl+P")
        self.print.clicked.connect(lambda: context.shell.print_sheet("attendance", action_id=self._id))
        self._more = icon_button("more", tr("More"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._more)
        self.stage = menu.addAction(icon("rehearsals"), tr("Stage a play from a file…"), self._choose_play)
        menu.addAction(icon("delete"), tr("Remove this action"), self._remove)
        self._more.setMenu(menu)
        self._stripe = AxisStripe("")
        self.status = self._choice(tr("Status"), "status")
        self.kind = self._choice(tr("Kind"), "kind")
        self.axis = self._choice(tr("Axis"), "axis")
        self.lead = self._choice(tr("Coordinator"), "lead_id")
        self._choices = (self.status, self.kind, self.lead, self.axis)
        self._next = push_button("", kind="link")
        self._next.clicked.connect(self._open_next)
        self._figures = [PlainLabel(strong=True) for _ in range(3)]
        self._words = [PlainLabel(ink="muted") for _ in range(3)]
        self._lay_out()

    def show_page(self, page: ActionPage) -> None:
        """Show what the action is."""
        self._page = page
        row = page.detail.row
        self._code.setText(row.code)
        self.title.set_value(row.title)
        if not self.title.hasFocus():
            self.title.setCursorPosition(0)
        self.status.set_options([(each.value, tr(label(each))) for each in ActionStatus])
        self.status.set_value(row.status.value)
        self.kind.set_options(_options(page.kinds, row.kind, tr("No kind")))
        self.kind.set_value(row.kind)
        self.axis.set_options(_options(page.axes, row.axis, tr("No axis"), numbered=True))
        self.axis.set_value(row.axis)
        leads: list[tuple[Any, str]] = [(None, tr("No coordinator"))]
        leads += [(each.id, each.label) for each in page.coordinators]
        if row.lead_id is not None and row.lead_id not in {each.id for each in page.coordinators}:
            leads.append((row.lead_id, row.lead))
        self.lead.set_options(leads)
        self.lead.set_value(row.lead_id)
        for field in self._choices:
            # As wide as its words: the head reads as a line.
            width = field.fontMetrics().horizontalAdvance(field.currentText()) + 44
            field.setFixedWidth(min(width, _WIDEST_CHOICE))
        self.stage.setVisible(page.production is None)
        self._stripe.axis = row.axis
        self._stripe.update()
        upcoming = next_text(row.next_session, self._context.language)
        self._next.setVisible(bool(upcoming))
        self._next.setText(tr("Next: {moment}", moment=upcoming).replace("&", "&&"))
        self.print.setEnabled(bool(page.sessions))
        number = self._context.language.number
        for place, (figure, words) in enumerate(
            (
                (
                    tr("{held} / {sessions}", held=page.figures.held, sessions=page.figures.sessions),
                    tr("sessions held"),
                ),
                (
                    places_text(row.enrolled, row.places, row.waiting, self._context.language),
                    tr("people enrolled"),
                ),
                (number(page.figures.people), ntr("person met", "people met", page.figures.people)),
            )
        ):
            self._figures[place].setText(figure)
            self._words[place].setText(words)

    def flush(self) -> None:
        """Save the title if it is being typed."""
        self.title.commit()

    def rename(self) -> None:
        """Put the keyboard into the title."""
        self.title.setFocus(Qt.FocusReason.TabFocusReason)
        self.title.selectAll()

    def make_room(self, is_narrow: bool) -> None:
        """Leave the words off the buttons where it is narrow: the title needs the room."""
        self.back.setText("" if is_narrow else tr("All actions"))
        self.back.setToolTip(plain_tooltip(tr("All actions"), "Esc"))
        self.print.setText("" if is_narrow else tr("Attendance sheets"))
        self.print.setToolTip(plain_tooltip(tr("Print attendance sheets"), "Ctrl+P"))

    @property
    def _id(self) -> ActionId:
        if self._page is None:
            raise RuntimeError("no action is shown")
        return self._page.detail.row.id

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.back)
        first.addWidget(self._stripe)
        first.addWidget(self._code)
        first.addWidget(self.title, 1)
        first.addWidget(self.print)
        first.addWidget(self._more)
        choices = QWidget()
        flow = FlowLayout(choices, gap=4)
        for field in self._choices:
            flow.addWidget(field)
        facts = QWidget()
        told = FlowLayout(facts, gap=12)
        for figure, words in zip(self._figures, self._words, strict=True):
            pair = QWidget()
            line = QHBoxLayout(pair)
            line.setContentsMargins(0, 4, 0, 4)
            line.setSpacing(4)
            line.addWidget(figure)
            line.addWidget(words)
            told.addWidget(pair)
        told.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 10, 16, 6)
        column.setSpacing(2)
        column.addLayout(first)
        column.addWidget(choices)
        facts.setContentsMargins(8, 0, 0, 0)
        column.addWidget(facts)

    def _choice(self, name: str, field: str) -> ChoiceEntry:
        choice = ChoiceEntry(name)
        choice.setProperty("look", "quiet")
        choice.setToolTip(plain_tooltip(name))
        choice.edited.connect(partial(self._edit, field))
        return choice

    def _edit(self, field: str, value: Any) -> None:
        if self._page is None:
            return
        if field == "status":
            value = ActionStatus(value)
        self._context.runner.change(
            edit_action,
            self._id,
            seen_version=self._page.detail.row.version,
            failed=self._refused,
            owner=self,
            **{field: value},
        )

    def _refused(self, error: PalierError) -> None:
        self._context.shell.tell_problem(error)
        if self._page is None:
            return
        if self.title.text() != self._page.detail.row.title:
            self.title.set_wrong(True)
            # What is stored comes back with the next Esc; until then what was typed can be mended.
            typed = self.title.text()
            self.title.set_value(self._page.detail.row.title)
            self.title.setText(typed)
            self.title.setModified(True)
            self.title.set_wrong(True)
        self.show_page(self._page)

    def stage_play(self, path: Path) -> None:
        """Have the action stage the play in a file: its scenes and who is in them."""
        self._context.runner.render(
            play_in, path, then=self._stage, failed=self._context.shell.tell_problem, owner=self
        )

    def _choose_play(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Stage a play from a file…"), "", f"{tr('Plays')} (*.json);;{tr('All files')} (*)"
        )
        if chosen:
            self.stage_play(Path(chosen))

    def _stage(self, play: Play) -> None:
        self._context.runner.change(import_play, self._id, play, owner=self)

    def _remove(self) -> None:
        self._context.runner.change(remove_action, self._id, owner=self)

    def _open_next(self) -> None:
        if self._page is None:
            return
        upcoming = self._page.detail.row.next_session
        session = next((row for row in self._page.sessions if row.starts_at == upcoming), None)
        if session is not None:
            self._context.shell.open_session(session.id)


def play_in(path: Path) -> Play:
    """The play in a file; raises `UnreadableFile` and `EnvironmentProblem`."""
    try:
        return read_play(read_bytes(path, _LARGEST_PLAY).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnreadableFile("This file is not a play: it is not written as JSON.") from None


def _options(
    entries: tuple[Entry, ...], own: str, nothing: str, *, numbered: bool = False
) -> list[tuple[Any, str]]:
    """What can be chosen: the active entries, and the one that is chosen even where it no longer is."""
    listed: list[tuple[Any, str]] = [("", nothing)]
    for entry in entries:
        if entry.active or entry.code == own:
            listed.append((entry.code, f"{entry.code} · {entry.label}" if numbered else entry.label))
    if own and own not in {key for key, _ in listed}:
        listed.append((own, own))
    return listed
