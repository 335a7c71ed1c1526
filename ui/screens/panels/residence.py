"""The side panel of a residence: a sentence and its reach first, then what is known of it, edited in place."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QProgressBar, QVBoxLayout, QWidget

from app.domain.ids import ActionId, AgencyId, DistrictId, ResidenceId
from app.domain.kinds import label
from app.i18n.messages import Message
from app.queries.residence_page import ResidencePage, residence_page
from app.queries.residences import ResidenceAction, StairwellRow
from app.usecases.residences import (
    StairwellFields,
    edit_residence,
    remove_residence,
    set_residence_district,
    set_stairwells,
)
from app.workspace import Outcome
from ui.models.residences import bar_of, reach_text, residence_sentence, stairwell_columns
from ui.models.rows import RowModel
from ui.runtime.language import ntr, tr
from ui.screens.base import Context, Panel
from ui.screens.panels.venues import VenueList
from ui.screens.saving import save_as_left
from ui.screens.session_lines import Line
from ui.widgets.blocks import SectionHeader
from ui.widgets.buttons import push_button
from ui.widgets.entries import Choice as ChoiceEntry
from ui.widgets.entries import NumberEntry, TextEntry
from ui.widgets.forms import FieldRow, Form, NoteEntry
from ui.widgets.labels import ElidedLabel, PlainLabel
from ui.widgets.tables import RowView


class ResidencePanel(Panel):
    """One residence."""

    interested_in = frozenset(
        {
            "residence", "residence_district", "district", "agency", "stairwell", "venue", "person_residence",
            "attendance", "session", "action", "action_residence",
        }
    )  # fmt: skip

    def __init__(self, context: Context, residence_id: ResidenceId) -> None:
        super().__init__(context)
        self.residence_id = residence_id
        self.page: ResidencePage | None = None
        self._rows: dict[str, FieldRow] = {}
        self._sentence = PlainLabel(wrap=True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._reach = PlainLabel(size="small", ink="muted", wrap=True)
        self._gone = PlainLabel(tr("This residence is no longer in the workspace."), ink="muted", wrap=True)
        self._gone.hide()
        self._body = QWidget()
        self._form = Form(unreadable=tr("Type a whole number."))
        self.venues = VenueList(context, residence_id)
        self.stairwells: RowModel[StairwellRow] = RowModel(
            stairwell_columns(context.language), lambda row: row.id, self, sorts=False
        )
        self.stairwells.edited.connect(self._edit_stairwell)
        self.stairwell_table = self._make_stairwell_table()
        self._actions = QVBoxLayout()
        self._actions.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(10)
        for widget in (self._sentence, self._bar, self._reach, self._gone, self._body):
            column.addWidget(widget)
        column.addStretch(1)
        self._lay_out()

    def title(self) -> str:
        return self.page.detail.row.name if self.page is not None else tr("Residence")

    def refresh(self) -> None:
        self.context.runner.read(
            residence_page, self.residence_id, self.context.clock(), then=self._show, owner=self
        )

    def flush(self) -> None:
        self._form.flush()
        self.venues.flush()

    def rename(self) -> None:
        """Put the keyboard into the name."""
        self._rows["name"].field.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def sentence(self) -> str:
        """The residence in one sentence."""
        return self._sentence.text()

    @property
    def is_gone(self) -> bool:
        """Whether the residence is no longer there."""
        return not self._gone.isHidden()

    def field(self, name: str) -> QWidget:
        """The field of one of the residence's columns."""
        return self._rows[name].field

    def choose_district(self, district_id: DistrictId | None) -> None:
        """Pick the district of today, as a click would."""
        keys = [self._district.itemData(place) for place in range(self._district.count())]
        self._district.setCurrentIndex(keys.index(district_id))
        self._district.activated.emit(self._district.currentIndex())

    def _lay_out(self) -> None:
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        body.addWidget(SectionHeader(tr("Venues")))
        body.addWidget(self.venues)
        self._actions_head = SectionHeader(tr("Actions"))
        body.addWidget(self._actions_head)
        body.addLayout(self._actions)
        body.addWidget(SectionHeader(tr("Details")))
        self._fill_form()
        body.addWidget(self._form)
        head = SectionHeader(tr("Stairwells"))
        self.add_stairwell = push_button(tr("Add"), kind="quiet", icon_name="add")
        self.add_stairwell.setAccessibleName(tr("Add a stairwell"))
        self.add_stairwell.clicked.connect(self._add_stairwell)
        head.add(self.add_stairwell)
        body.addWidget(head)
        self._no_stairwells = PlainLabel(
            tr("With its stairwells a residence gets invitations in the order of the letter boxes."),
            ink="muted",
            wrap=True,
        )
        body.addWidget(self._no_stairwells)
        body.addWidget(self.stairwell_table)
        remove = push_button(tr("Remove this residence"), kind="danger", icon_name="delete")
        remove.clicked.connect(self._remove)
        body.addSpacing(8)
        body.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)

    def _fill_form(self) -> None:
        form = self._form
        name, code = form.add_line((tr("Name"), TextEntry(), 2), (tr("Code"), TextEntry(), 1))
        address = form.add(tr("Address"), TextEntry())
        postal, commune = form.add_line((tr("Postal code"), TextEntry(), 1), (tr("Commune"), TextEntry(), 2))
        dwellings, built = form.add_line(
            (tr("Dwellings"), NumberEntry()), (tr("Year of building"), NumberEntry())
        )
        self._agency, self._district = ChoiceEntry(), ChoiceEntry()
        agency = form.add(tr("Agency"), self._agency)
        district = form.add(tr("Priority district today"), self._district)
        note = form.add(tr("Note"), NoteEntry(lines=2))
        rows = {
            "name": name, "code": code, "address": address, "postal_code": postal, "commune": commune,
            "dwellings": dwellings, "built": built, "agency_id": agency, "note": note,
        }  # fmt: skip
        for key, row in rows.items():
            self._rows[key] = row
            save_as_left(self.context, row, partial(self._edit, key))
        self._district_row = district
        save_as_left(self.context, district, self._set_district)

    def _edit(self, name: str, value: Any) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
        version = self.page.detail.row.version if self.page is not None else None
        if name == "agency_id" and value is not None:
            value = AgencyId(value)
        elif name == "dwellings":
            value = value or 0
        return edit_residence, (self.residence_id,), {"seen_version": version, name: value}

    def _set_district(self, value: Any) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
        district = None if value is None else DistrictId(value)
        return set_residence_district, (self.residence_id, district), {}

    def _make_stairwell_table(self) -> RowView:
        table = RowView(tr("Stairwells"))
        table.set_model(self.stairwells)
        table.set_columns([column.width for column in self.stairwells.columns], 0)
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        table.removal_requested.connect(self._remove_stairwells)
        return table

    def _show(self, page: ResidencePage | None) -> None:
        self.page = page
        for widget in (self._sentence, self._bar, self._reach, self._body):
            widget.setVisible(page is not None)
        self._gone.setVisible(page is None)
        self.title_changed.emit()
        if page is None:
            return
        row, language = page.detail.row, self.context.language
        self._sentence.setText(residence_sentence(row, language, self.context.today))
        share = bar_of(row)
        self._bar.setVisible(share is not None)
        self._bar.setValue(round(1000 * (share or 0)))
        self._reach.setText(
            tr(
                "People met over dwellings: {reach}. {tenants}.",
                reach=reach_text(row, language),
                tenants=ntr("One tenant known by name", "{n} tenants known by name", page.detail.tenants),
            )
        )
        self._bar.setAccessibleName(self._reach.text())
        self._agency.set_options([(None, tr("No agency"))] + [(each.id, each.name) for each in page.agencies])
        self._district.set_options(
            [(None, tr("In none"))]
            + [
                (each.id, f"{each.name} · {each.commune}" if each.commune else each.name)
                for each in page.districts
            ]
        )
        for name, field in self._rows.items():
            field.set_value(page.detail.note if name == "note" else getattr(row, name))
        self._district_row.set_value(page.district_id)
        earlier = [span for span in page.detail.districts if span.district_id != page.district_id]
        self._district_row.set_note(
            tr("Earlier: {districts}", districts=", ".join(dict.fromkeys(span.district for span in earlier)))
            if earlier
            else ""
        )
        self.venues.show_venues(page.detail.venues)
        self._show_stairwells(page.detail.stairwells)
        self._show_actions(page.detail.actions)

    def _show_stairwells(self, stairwells: tuple[StairwellRow, ...]) -> None:
        self.stairwells.set_rows(stairwells)
        self._no_stairwells.setVisible(not stairwells)
        self.stairwell_table.setVisible(bool(stairwells))
        rows = min(len(stairwells), 10)
        self.stairwell_table.setFixedHeight(34 + rows * 32)

    def _show_actions(self, actions: tuple[ResidenceAction, ...]) -> None:
        while (item := self._actions.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not actions:
            self._actions.addWidget(
                PlainLabel(tr("No action is for this residence yet."), ink="muted", wrap=True)
            )
        for action in actions[:12]:
            self._actions.addWidget(self._action_line(action))
        more = len(actions) - 12
        self._actions_head.set_text(
            tr("Actions"), ntr("and {n} earlier one", "and {n} earlier ones", more) if more > 0 else ""
        )

    def _action_line(self, action: ResidenceAction) -> Line:
        line = Line(f"{action.code} {action.title}")
        column = QVBoxLayout(line)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(0)
        column.addWidget(ElidedLabel(action.title))
        sessions = ntr("{n} session", "{n} sessions", action.sessions)
        words = " · ".join((action.code, tr(label(action.status)), sessions))
        column.addWidget(ElidedLabel(words, size="small", ink="muted"))
        line.opened.connect(partial(self.context.shell.open_action, ActionId(action.action_id)))
        return line

    def _fields(self) -> list[StairwellFields]:
        rows = self.page.detail.stairwells if self.page is not None else ()
        return [StairwellFields(row.name, row.dwellings, row.id) for row in rows]

    def _save_stairwells(self, fields: list[StairwellFields]) -> None:
        self.context.runner.change(set_stairwells, self.residence_id, fields, owner=self)

    def _add_stairwell(self) -> None:
        fields = self._fields()
        self._save_stairwells([*fields, StairwellFields(tr("Stairwell {number}", number=len(fields) + 1))])

    def _edit_stairwell(self, row: StairwellRow, key: str, value: Any) -> None:
        name, dwellings = row.name, row.dwellings
        if key == "name":
            name = str(value)
        else:
            digits = str(value).strip()
            if not (digits.isascii() and digits.isdecimal()):
                self.context.shell.tell_problem(Message("Type a whole number."))
                return
            dwellings = int(digits[:9])
        changed = StairwellFields(name, dwellings, row.id)
        self._save_stairwells([changed if each.id == row.id else each for each in self._fields()])

    def _remove_stairwells(self, ids: list[Any]) -> None:
        self._save_stairwells([each for each in self._fields() if each.id not in ids])

    def _remove(self) -> None:
        self.context.runner.change(remove_residence, self.residence_id, then=self._removed, owner=self)

    def _removed(self, _outcome: Outcome[Any]) -> None:
        self.context.shell.close_panel()
