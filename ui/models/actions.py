"""Actions as the list shows them: a wide table, or beside a page one narrow column of two lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QObject, Qt

from app.domain.kinds import ActionStatus, label
from app.i18n import Language
from app.queries.actions import ActionRow
from app.queries.reference import Entry
from ui.models.rows import Column, RowModel
from ui.widgets.cells import ASIDE_ROLE, ASIDE_SECOND_ROLE, SECOND_ROLE

CODE, TITLE, KIND, STATUS, LEAD, NEXT, ENROLLED = range(7)
"""The columns of `ActionModel`."""

_STATUS_INKS = {
    ActionStatus.IDEA: "text_muted",
    ActionStatus.REVIEW: "warning",
    ActionStatus.APPROVED: "text",
    ActionStatus.RUNNING: "success",
    ActionStatus.FINISHED: "text_muted",
    ActionStatus.ABANDONED: "text_faint",
}


def places_text(enrolled: int, places: int | None, waiting: int, language: Language) -> str:
    """“14 / 16, 3 waiting”; without a limit the number alone."""
    if places is None:
        taken = language.number(enrolled)
    else:
        taken = language.text("{enrolled} / {places}", enrolled=enrolled, places=places)
    if not waiting:
        return taken
    return language.text(
        "{taken}, {waiting}", taken=taken, waiting=language.plural("{n} waiting", "{n} waiting", waiting)
    )


def status_ink(status: ActionStatus) -> str:
    """The theme colour in which a status is written."""
    return _STATUS_INKS[status]


def next_text(moment: datetime | None, language: Language) -> str:
    """When the next session is, “Thu 12 Nov 14:00”; empty where none is planned."""
    if moment is None:
        return ""
    return f"{language.date(moment.date(), 'day')} {language.clock(moment)}"


class ActionModel(RowModel[ActionRow]):
    """Actions, the newest first, or sorted by a column."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        self._language = language
        self._kinds: dict[str, str] = {}
        self.compact = False
        """Whether the title's cell is all that is seen, and says the rest in a second line."""
        super().__init__(self._make_columns(), lambda row: row.id, parent)

    def set_kinds(self, kinds: Mapping[str, Entry]) -> None:
        """The names of the kinds of action by code."""
        self._kinds = {code: entry.label for code, entry in kinds.items()}
        self.repaint()

    def set_compact(self, compact: bool) -> None:
        """Say everything in the title's cell, or each thing in its own column."""
        if compact != self.compact:
            self.compact = compact
            self.repaint()

    def kind_name(self, row: ActionRow) -> str:
        """The name of an action's kind."""
        return self._kinds.get(row.kind, row.kind)

    def cell(self, row: ActionRow, column: Column[ActionRow], role: int) -> object:
        if self.compact and column.key == "title":
            if role == SECOND_ROLE:
                status = self._language.text(label(row.status))
                return " · ".join(part for part in (row.code, status, self.kind_name(row)) if part)
            if role == ASIDE_ROLE:
                return places_text(row.enrolled, row.places, 0, self._language) if row.enrolled else ""
            if role == ASIDE_SECOND_ROLE:
                return self._language.date(row.next_session.date(), "day_month") if row.next_session else ""
        if role == Qt.ItemDataRole.AccessibleTextRole and column.key == "title":
            return self._spoken(row)
        return super().cell(row, column, role)

    def _spoken(self, row: ActionRow) -> str:
        upcoming = next_text(row.next_session, self._language)
        parts = [row.title, row.code, self._language.text(label(row.status)), self.kind_name(row)]
        if upcoming:
            parts.append(self._language.text("next session {moment}", moment=upcoming))
        return ", ".join(part for part in parts if part)

    def _make_columns(self) -> tuple[Column[ActionRow], ...]:
        return (
            Column(
                "code", self._language.text("Code"), lambda row: row.code, axis=lambda row: row.axis, width=96
            ),
            Column(
                "title", self._language.text("Title"), lambda row: row.title, axis=self._stripe, width=260
            ),
            Column("kind", self._language.text("Kind"), self.kind_name, width=150),
            Column(
                "status",
                self._language.text("Status"),
                lambda row: self._language.text(label(row.status)),
                sort=lambda row: list(ActionStatus).index(row.status),
                ink=lambda row: status_ink(row.status),
                width=104,
            ),
            Column("lead", self._language.text("Coordinator"), lambda row: row.lead, width=140),
            Column(
                "next",
                self._language.text("Next session"),
                lambda row: next_text(row.next_session, self._language),
                sort=lambda row: row.next_session,
                width=150,
            ),
            Column(
                "enrolled",
                self._language.text("People enrolled"),
                self._enrolled,
                sort=lambda row: row.enrolled,
                numeric=True,
                width=164,
            ),
        )

    def _enrolled(self, row: ActionRow) -> str:
        if not row.enrolled and row.places is None:
            return ""
        return places_text(row.enrolled, row.places, row.waiting, self._language)

    def _stripe(self, row: ActionRow) -> str | None:
        return row.axis if self.compact else None
