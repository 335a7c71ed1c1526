"""Who carries an action: its coordinator, those assigned over its sessions, partners, and the residences it is for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.domain.errors import PalierError
from app.domain.ids import OrganisationId, PersonId, ResidenceId, SessionId
from app.domain.kinds import OrganisationKind, PartnerRole, Role, SessionStatus, label
from app.domain.names import fold
from app.i18n.messages import N_, Message
from app.queries.action_page import ActionPage
from app.queries.actions import PartnerRow
from app.queries.choices import Choice
from app.queries.people import PersonRow
from app.queries.team import TeamMember
from app.usecases.actions import (
    add_new_partner,
    add_partner,
    edit_action,
    edit_partner,
    remove_action_part,
    set_action_residences,
)
from app.usecases.sessions import assign_to_sessions, take_off_sessions
from ui.models.action_tables import partner_columns, team_columns
from ui.models.rows import RowModel
from ui.runtime.language import tr
from ui.screens.actions.tab import Tab, fit_height, framed
from ui.screens.base import Context
from ui.screens.pickers import PersonPicker, Picker, ResidencePicker
from ui.widgets.blocks import Chip, SectionHeader
from ui.widgets.entries import Choice as ChoiceEntry
from ui.widgets.flow import FlowLayout
from ui.widgets.forms import Form
from ui.widgets.labels import PlainLabel
from ui.widgets.search import Completion
from ui.widgets.tables import RowView


class OrganisationPicker(Picker):
    """Finds organisations among those of the page; `picked` carries a `Choice`."""

    def __init__(self, context: Context, placeholder: str) -> None:
        super().__init__(context, placeholder, creates=N_("Add “{text}” as a new organisation"))
        self.choices: tuple[Choice, ...] = ()

    def answers(self, text: str) -> None:
        typed = fold(text)
        found = [each for each in self.choices if typed in fold(each.label)]
        found.sort(key=lambda each: not fold(each.label).startswith(typed))
        self.show_answers(
            [
                Completion(each, each.label, tr(label(OrganisationKind(each.detail))), "partner")
                for each in found[:12]
            ]
        )


class TeamTab(Tab):
    """Everybody but those who take part."""

    name = "team"
    word = N_("Team")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = self.scrolling_column()
        form = Form()
        self.lead = ChoiceEntry()
        self.lead.setMaximumWidth(420)
        form.add(tr("Coordinator"), self.lead).edited.connect(self._set_lead)
        column.addWidget(form)

        self._team_head = SectionHeader(tr("Who works at its sessions"))
        column.addWidget(self._team_head)
        self.team: RowModel[TeamMember] = RowModel(team_columns(context.language), lambda row: row.id, self)
        self.team_table = _table(tr("Who works at its sessions"), self.team, 0, given_up=(4, 3))
        self.team_table.opened.connect(lambda identity: context.shell.open_person(identity[0]))
        self.team_table.removal_requested.connect(self._take_off)
        self._team_frame = framed(self.team_table)
        column.addWidget(self._team_frame)
        self.member = PersonPicker(context, tr("Assign somebody to the coming sessions…"))
        self.member.setMaximumWidth(420)
        self.member.picked.connect(self._assign)
        column.addWidget(self.member)

        self._partner_head = SectionHeader(tr("Partners and funders"))
        column.addWidget(self._partner_head)
        self.partners: RowModel[PartnerRow] = RowModel(
            partner_columns(context.language), lambda row: row.id, self
        )
        self.partners.edited.connect(self._edit_partner)
        self.partner_table = _table(tr("Partners and funders"), self.partners, 2, edited=True)
        self.partner_table.removal_requested.connect(self._remove_partners)
        self._partner_frame = framed(self.partner_table)
        column.addWidget(self._partner_frame)
        self.organisation = OrganisationPicker(context, tr("Add a partner or a funder…"))
        self.organisation.setMaximumWidth(420)
        self.organisation.picked.connect(self._add_partner)
        self.organisation.create_requested.connect(self._new_partner)
        column.addWidget(self.organisation)

        column.addWidget(SectionHeader(tr("For which residences")))
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        column.addWidget(self._chips)
        self._nowhere = PlainLabel(tr("For no residence in particular."), ink="muted")
        column.addWidget(self._nowhere)
        self.residence = ResidencePicker(context, tr("Add a residence…"))
        self.residence.setMaximumWidth(420)
        self.residence.picked.connect(self._add_residence)
        column.addWidget(self.residence)
        column.addStretch(1)

    def fill(self, page: ActionPage) -> None:
        row = page.detail.row
        options: list[tuple[Any, str]] = [(None, tr("Nobody yet"))]
        options += [
            (each.id, f"{each.label} · {each.detail}" if each.detail else each.label)
            for each in page.coordinators
        ]
        if row.lead_id is not None and row.lead_id not in {each.id for each in page.coordinators}:
            options.append((row.lead_id, row.lead))
        self.lead.set_options(options)
        self.lead.set_value(row.lead_id)
        self.team.set_rows(page.team)
        self._team_head.set_text(
            tr("Who works at its sessions"), "" if page.team else tr("nobody is assigned yet")
        )
        self._team_frame.setVisible(bool(page.team))
        fit_height(self.team_table, 1)
        self.partners.set_rows(page.detail.partners)
        self._partner_head.set_text(
            tr("Partners and funders"), "" if page.detail.partners else tr("none so far")
        )
        self._partner_frame.setVisible(bool(page.detail.partners))
        fit_height(self.partner_table, 1)
        self.organisation.choices = page.organisations
        self._show_residences(row.residence_ids, row.residences)

    def _show_residences(self, ids: Sequence[ResidenceId], names: Sequence[str]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for residence_id, name in zip(ids, names, strict=True):
            chip = Chip(name, tr("Take away"))
            chip.removed.connect(partial(self._remove_residence, residence_id))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(ids))
        self._nowhere.setVisible(not ids)

    def chips(self) -> list[Chip]:
        """The residences, each with its button to take it away."""
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        found = (item.widget() for item in items if item is not None)
        return [widget for widget in found if isinstance(widget, Chip)]

    def _set_lead(self, lead_id: Any) -> None:
        self.change(edit_action, self.action_id, lead_id=lead_id)

    def _coming(self) -> list[SessionId]:
        if self.page is None:
            return []
        now = self.context.clock()
        live = (SessionStatus.PLANNED, SessionStatus.OPTION)
        return [row.id for row in self.page.sessions if row.ends_at >= now and row.status in live]

    def _assign(self, person: PersonRow) -> None:
        sessions = self._coming()
        if not sessions:
            self.context.shell.tell_problem(
                Message("There is no session to come: plan one first, then assign people to it.")
            )
            return
        self.change(assign_to_sessions, sessions, person.id, working_role(person))

    def _take_off(self, identities: list[tuple[PersonId, Role]]) -> None:
        people = list(dict.fromkeys(person for person, _ in identities))
        sessions = self._coming()
        if not sessions:
            self.context.shell.tell_problem(
                Message("What was is kept: people can only be taken off sessions that are still to come.")
            )
            return
        self.change(take_off_sessions, sessions, people)

    def _add_partner(self, choice: Choice) -> None:
        role = PartnerRole.PARTNER
        if choice.detail == OrganisationKind.LANDLORD:
            role = PartnerRole.LANDLORD
        elif choice.detail == OrganisationKind.FOUNDATION:
            role = PartnerRole.FUNDER
        self.change(add_partner, self.action_id, OrganisationId(choice.id), role)

    def _new_partner(self, name: str) -> None:
        self.change(add_new_partner, self.action_id, name)

    def _edit_partner(self, row: PartnerRow, key: str, value: Any) -> None:
        if key == "role":
            value = PartnerRole(value)
        elif key == "share":
            digits = str(value).replace("%", "").strip()
            if digits and not (digits.isascii() and digits.isdecimal()):
                self.context.shell.tell_problem(Message("A share is a whole number of per cent."))
                return
            value = int(digits) if digits else None
        self.context.runner.change(edit_partner, row.id, failed=self._refused, owner=self, **{key: value})

    def _refused(self, error: PalierError) -> None:
        self.context.shell.tell_problem(error)

    def _remove_partners(self, ids: list[UUID]) -> None:
        for partner_id in ids[:1]:
            self.change(remove_action_part, "partner", partner_id)

    def _add_residence(self, choice: Choice) -> None:
        if self.page is not None:
            ids = [*self.page.detail.row.residence_ids, ResidenceId(choice.id)]
            self.change(set_action_residences, self.action_id, ids)

    def _remove_residence(self, residence_id: ResidenceId) -> None:
        if self.page is not None:
            ids = [each for each in self.page.detail.row.residence_ids if each != residence_id]
            self.change(set_action_residences, self.action_id, ids)


def working_role(person: PersonRow) -> Role:
    """In which role somebody works at a session: what they are, else as a volunteer."""
    for role in (Role.STAFF, Role.FACILITATOR, Role.VOLUNTEER):
        if role in person.roles:
            return role
    return Role.VOLUNTEER


def _table(
    name: str, model: RowModel[Any], stretched: int, *, edited: bool = False, given_up: Sequence[int] = ()
) -> RowView:
    table = RowView(name)
    table.set_model(model)
    table.set_columns([column.width for column in model.columns], stretched, given_up=given_up, least=140)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    if edited:
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
    return table
