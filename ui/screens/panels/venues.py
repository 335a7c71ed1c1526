"""The venues of a residence within its panel: a line each, which opens to be edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.ids import ResidenceId, VenueId
from app.queries.venues import VenueRow
from app.usecases.residences import create_venue, edit_venue, remove_venue
from app.workspace import Outcome
from ui.runtime.language import ntr, tr
from ui.screens.base import Context
from ui.screens.saving import save_as_left
from ui.screens.session_lines import Line
from ui.widgets.buttons import push_button
from ui.widgets.entries import NumberEntry, TextEntry
from ui.widgets.forms import CheckEntry, FieldRow, Form, NoteEntry
from ui.widgets.labels import ElidedLabel, PlainLabel


class VenueEditor(QFrame):
    """Everything that is kept of a venue."""

    def __init__(self, context: Context, venue: VenueRow) -> None:
        super().__init__()
        self._context = context
        self.venue = venue
        self._rows: dict[str, FieldRow] = {}
        self.form = Form(unreadable=tr("Type a whole number."))
        name, seats = self.form.add_line((tr("Name"), TextEntry(), 2), (tr("Seats"), NumberEntry(), 1))
        rows = {
            "name": name,
            "seats": seats,
            "step_free": self.form.add("", CheckEntry(tr("Step-free access"))),
            "address": self.form.add(tr("Address, where it is not the residence’s"), TextEntry()),
            "access": self.form.add(tr("How to get in"), NoteEntry(lines=1)),
            "keys": self.form.add(tr("Keys"), NoteEntry(lines=1)),
            "contact": self.form.add(tr("Contact"), TextEntry()),
        }
        for key, row in rows.items():
            self._rows[key] = row
            save_as_left(context, row, partial(self._edit, key))
        remove = push_button(tr("Remove this venue"), kind="link", icon_name="delete")
        remove.clicked.connect(lambda: context.runner.change(remove_venue, self.venue.id, owner=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 0, 8)
        column.addWidget(self.form)
        column.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_venue(venue)

    def field(self, name: str) -> QWidget:
        """The field of one of the venue's columns."""
        return self._rows[name].field

    def show_venue(self, venue: VenueRow) -> None:
        """Show what is stored."""
        self.venue = venue
        for name, row in self._rows.items():
            row.set_value(getattr(venue, name))

    def _edit(self, name: str, value: Any) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
        return edit_venue, (self.venue.id,), {"seen_version": self.venue.version, name: value}


class VenueList(QWidget):
    """The lines, the one that is open, and a field that makes a new venue with Enter."""

    def __init__(self, context: Context, residence_id: ResidenceId) -> None:
        super().__init__()
        self._context = context
        self._residence_id = residence_id
        self._open_id: VenueId | None = None
        self._venues: tuple[VenueRow, ...] = ()
        self.editor: VenueEditor | None = None
        self.new = TextEntry(tr("Add a venue: its name, then Enter"))
        self.new.setPlaceholderText(tr("Add a venue: its name, then Enter"))
        self.new.returnPressed.connect(self._create)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._lines)
        column.addWidget(self.new)

    def show_venues(self, venues: Sequence[VenueRow]) -> None:
        """Show these; the one that is being edited stays open."""
        self._venues = tuple(venues)
        open_one = next((venue for venue in venues if venue.id == self._open_id), None)
        if open_one is not None and self.editor is not None and self.editor.venue.id == open_one.id:
            self.editor.show_venue(open_one)
            self._fill(keep=self.editor)
            return
        self.editor = None if open_one is None else VenueEditor(self._context, open_one)
        self._fill(keep=self.editor)

    def open_venue(self, venue_id: VenueId) -> None:
        """Open a venue to be edited, or close it if it is open."""
        self._open_id = None if self._open_id == venue_id else venue_id
        self.show_venues(self._venues)
        if self.editor is not None:
            self.editor.form.findChildren(TextEntry)[0].setFocus()

    def flush(self) -> None:
        """Save what is being typed."""
        if self.editor is not None:
            self.editor.form.flush()

    def _fill(self, keep: QWidget | None) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not keep:
                widget.hide()
                widget.deleteLater()
        if not self._venues:
            self._lines.addWidget(
                PlainLabel(tr("No room of its own: sessions can be held elsewhere."), ink="muted", wrap=True)
            )
        for venue in self._venues:
            self._lines.addWidget(self._line(venue))
            if keep is not None and venue.id == self._open_id:
                self._lines.addWidget(keep)
                keep.show()

    def _line(self, venue: VenueRow) -> Line:
        line = Line(venue.name)
        column = QVBoxLayout(line)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(0)
        column.addWidget(ElidedLabel(venue.name))
        parts = [
            ntr("{n} seat", "{n} seats", venue.seats) if venue.seats is not None else "",
            tr("step-free") if venue.step_free else tr("with steps"),
            venue.contact,
        ]
        column.addWidget(ElidedLabel(" · ".join(part for part in parts if part), size="small", ink="muted"))
        line.opened.connect(partial(self.open_venue, venue.id))
        return line

    def _create(self) -> None:
        name = self.new.text()
        if name.strip():
            self._context.runner.change(
                create_venue, name, residence_id=self._residence_id, then=self._created, owner=self
            )

    def _created(self, outcome: Outcome[VenueId]) -> None:
        self.new.set_value("")
        self.new.clear()
        self._open_id = outcome.result
