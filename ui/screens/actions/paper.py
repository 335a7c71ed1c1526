"""What an action prints: each sheet with one button, and what was printed already."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.kinds import SessionStatus
from app.i18n.messages import N_
from app.queries.action_page import ActionPage, PrintedSheet
from app.queries.rows import SessionRow
from ui.runtime.language import ntr, tr
from ui.screens.actions.tab import Tab
from ui.screens.base import Context
from ui.theme import icon
from ui.widgets.blocks import SectionHeader
from ui.widgets.buttons import push_button
from ui.widgets.labels import ElidedLabel, PlainLabel

_WIDEST = 720


class PaperTab(Tab):
    """Sheets and the register of what left the printer."""

    name = "paper"
    word = N_("Paper")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = self.scrolling_column()
        self._notes: dict[str, PlainLabel] = {}
        self.buttons: dict[str, QPushButton] = {}
        shell = context.shell
        self._cards: dict[str, QFrame] = {}
        for key, name, heading, act in (
            (
                "attendance",
                "sheet",
                tr("Attendance sheets"),
                lambda: shell.print_sheet("attendance", action_id=self.action_id),
            ),
            (
                "rehearsals",
                "rehearsals",
                tr("Rehearsal schedule"),
                lambda: shell.print_sheet("rehearsals", action_id=self.action_id),
            ),
            (
                "impact",
                "impact",
                tr("Impact sheet"),
                lambda: shell.print_sheet("impact", action_id=self.action_id),
            ),
        ):
            self._cards[key] = self._card(key, name, heading, act)
            column.addWidget(self._cards[key])
        column.addWidget(SectionHeader(tr("Printed so far")))
        self._printed = QVBoxLayout()
        self._printed.setSpacing(0)
        column.addLayout(self._printed)
        column.addStretch(1)

    def fill(self, page: ActionPage) -> None:
        now = self.context.clock()
        live = (SessionStatus.PLANNED, SessionStatus.OPTION)
        coming = [row for row in page.sessions if row.ends_at >= now and row.status in live]
        missing = sum(not row.printed for row in coming)
        note = (
            ntr("{n} session to come", "{n} sessions to come", len(coming))
            if coming
            else tr("No session is to come.")
        )
        if coming:
            note = (
                tr("{sessions}, {missing} without a printed sheet", sessions=note, missing=missing)
                if missing
                else tr("{sessions}, all printed", sessions=note)
            )
        self._notes["attendance"].setText(note)
        self.buttons["attendance"].setEnabled(bool(coming or page.sessions))
        self._cards["rehearsals"].setVisible(page.production is not None)
        self._notes["rehearsals"].setText(tr("For everybody, or one sheet in large type for each person."))
        self._notes["impact"].setText(tr("Objectives, figures and lessons on one or two pages."))
        self._show_printed(page)

    def note(self, sheet: str) -> str:
        """What is said under a sheet's name."""
        return self._notes[sheet].text()

    def _card(self, key: str, icon_name: str, heading: str, act: Callable[[], None]) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        card.setMaximumWidth(_WIDEST)
        line = QHBoxLayout(card)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(12)
        picture = QLabel()
        picture.setPixmap(icon(icon_name).pixmap(24, 24))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(heading, strong=True))
        self._notes[key] = PlainLabel(ink="muted", wrap=True)
        words.addWidget(self._notes[key])
        button = push_button(tr("Print…"), icon_name="print")
        button.setAccessibleName(tr("Print: {sheet}", sheet=heading))
        button.clicked.connect(act)
        self.buttons[key] = button
        line.addWidget(picture)
        line.addLayout(words, 1)
        line.addWidget(button)
        return card

    def _show_printed(self, page: ActionPage) -> None:
        while (item := self._printed.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not page.printed:
            self._printed.addWidget(PlainLabel(tr("Nothing has been printed yet."), ink="muted"))
        sessions = {row.id: row for row in page.sessions}
        for sheet in page.printed[:20]:
            session = sessions.get(sheet.session_id) if sheet.session_id is not None else None
            self._printed.addWidget(self._printed_line(sheet, session))

    def _printed_line(self, sheet: PrintedSheet, session: SessionRow | None) -> QWidget:
        language = self.context.language
        names = {
            "attendance": tr("Attendance sheet"),
            "rehearsals": tr("Rehearsal schedule"),
            "impact": tr("Impact sheet"),
        }
        line = QFrame()
        line.setProperty("line", "below")
        line.setMaximumWidth(_WIDEST)
        row = QHBoxLayout(line)
        row.setContentsMargins(8, 6, 8, 6)
        words = names.get(sheet.document, sheet.document)
        if session is not None:
            words = tr("{sheet} of {day}", sheet=words, day=session.starts_at.date())
        moment = sheet.printed_at.astimezone()
        row.addWidget(ElidedLabel(words), 1)
        row.addWidget(
            PlainLabel(
                f"{language.date(moment.date(), 'medium')} {language.clock(moment)}",
                size="small",
                ink="muted",
            )
        )
        return line
