"""The money of an action: expenses and income line by line, their totals, and whether they balance."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, partial
from importlib.resources import files
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLabel, QPushButton

from app.domain.budgets import Amount, BudgetLine, budget
from app.domain.kinds import MoneySide
from app.i18n.messages import N_, Message
from app.queries.action_page import ActionPage
from app.queries.actions import MoneyRow
from app.usecases.actions import remove_action_part, save_money_line
from app.workspace import Outcome
from ui.models.action_tables import income_columns, money_columns
from ui.models.rows import Column, RowModel
from ui.runtime.language import tr
from ui.screens.actions.tab import Tab, fit_height, framed
from ui.screens.base import Context
from ui.theme import icon
from ui.widgets.blocks import SectionHeader
from ui.widgets.buttons import push_button
from ui.widgets.entries import Unreadable, read_amount
from ui.widgets.labels import PlainLabel
from ui.widgets.tables import RowView

_FIRST_ACCOUNT = {MoneySide.EXPENSE: "60", MoneySide.INCOME: "74"}
_LABEL = 1


class MoneyTab(Tab):
    """Two tables that are edited in place."""

    name = "money"
    word = N_("Money")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._sought: UUID | None = None
        self._frames: dict[MoneySide, QFrame] = {}
        self._totals: dict[MoneySide, PlainLabel] = {}
        self.models: dict[MoneySide, RowModel[MoneyRow]] = {}
        self.tables: dict[MoneySide, RowView] = {}
        self.add_buttons: dict[MoneySide, QPushButton] = {}
        column = self.scrolling_column()
        balance = QFrame()
        balance.setProperty("role", "card")
        line = QHBoxLayout(balance)
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(10)
        self._sign = QLabel()
        self._balance = PlainLabel(wrap=True)
        line.addWidget(self._sign)
        line.addWidget(self._balance, 1)
        column.addWidget(balance)
        language = context.language
        words = {
            MoneySide.EXPENSE: (tr("Expenses"), tr("Add an expense"), money_columns(language, accounts(MoneySide.EXPENSE, language.code))),
            MoneySide.INCOME: (tr("Income"), tr("Add an income"), income_columns(language, accounts(MoneySide.INCOME, language.code))),
        }  # fmt: skip
        for side, (heading, adding, columns) in words.items():
            head = SectionHeader(heading)
            self.add_buttons[side] = push_button(adding, kind="quiet", icon_name="add")
            self.add_buttons[side].clicked.connect(partial(self._add, side))
            head.add(self.add_buttons[side])
            column.addWidget(head)
            self._frames[side] = self._make_table(side, heading, columns)
            column.addWidget(self._frames[side])
            self._totals[side] = PlainLabel(strong=True)
            self._totals[side].setContentsMargins(8, 0, 8, 12)
            column.addWidget(self._totals[side])
        self._in_kind = PlainLabel(ink="muted", wrap=True)
        column.addWidget(self._in_kind)
        column.addStretch(1)

    def fill(self, page: ActionPage) -> None:
        lines = page.detail.money
        for side in MoneySide:
            rows = [row for row in lines if row.side is side]
            self.models[side].set_rows(rows)
            fit_height(self.tables[side], 1)
            self._frames[side].setVisible(bool(rows))
        self._show_totals(lines)
        if self._sought is not None:
            for side in MoneySide:
                if self.models[side].row_of(self._sought) is not None:
                    self.tables[side].edit_cell(self._sought, _LABEL)
                    self._sought = None
                    break

    @property
    def balance(self) -> str:
        """What is said of the balance."""
        return self._balance.text()

    def _make_table(self, side: MoneySide, heading: str, columns: Sequence[Column[MoneyRow]]) -> QFrame:
        model: RowModel[MoneyRow] = RowModel(columns, lambda row: row.id, self)
        model.edited.connect(self._edit)
        table = RowView(heading)
        table.set_model(model)
        table.set_columns([column.width for column in columns], _LABEL, given_up=(0,), least=130)
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        table.removal_requested.connect(self._remove)
        self.models[side], self.tables[side] = model, table
        return framed(table)

    def _show_totals(self, lines: Sequence[MoneyRow]) -> None:
        whole = budget(
            BudgetLine(row.side, row.account, row.forecast, row.actual, row.landlord) for row in lines
        )
        for side, total in ((MoneySide.EXPENSE, whole.expense), (MoneySide.INCOME, whole.income)):
            self._totals[side].setText(self._total(total))
        gap = whole.income.forecast - whole.expense.forecast
        money = self.context.language.money
        if not whole.income.forecast and not whole.expense.forecast:
            sentence, name, role = (
                tr("Nothing is budgeted yet. Start with what it costs."),
                "information",
                "text_muted",
            )
        elif not gap:
            sentence, name, role = tr("The forecast balances."), "success", "success"
        elif gap < 0:
            sentence, name, role = (
                tr("{amount} of the forecast expenses have no income yet.", amount=money(-gap)),
                "warning",
                "warning",
            )
        else:
            sentence, name, role = (
                tr("The forecast income exceeds the expenses by {amount}.", amount=money(gap)),
                "warning",
                "warning",
            )
        known_cost, known_income = whole.expense.known, whole.income.known
        if known_cost is not None and known_income is not None and known_cost != known_income:
            left = known_income - known_cost
            told = (
                tr("Of the actual income {amount} are left over.", amount=money(left))
                if left > 0
                else tr("The actual expenses exceed the income by {amount}.", amount=money(-left))
            )
            sentence = f"{sentence} {told}"
        self._balance.setText(sentence)
        self._sign.setPixmap(icon(name, role).pixmap(20, 20))
        in_kind = [row for row in lines if row.account[:2] in ("86", "87")]
        self._in_kind.setVisible(bool(in_kind))
        self._in_kind.setText(
            tr("Contributions in kind (accounts 86 and 87) stand apart: they are neither cost nor money.")
        )

    def _total(self, amount: Amount) -> str:
        money = self.context.language.money
        if amount.actual is None:
            return tr("Total: {forecast} forecast", forecast=money(amount.forecast))
        if amount.complete:
            return tr(
                "Total: {forecast} forecast, {actual} actual",
                forecast=money(amount.forecast),
                actual=money(amount.actual),
            )
        return tr(
            "Total: {forecast} forecast, {actual} actual so far",
            forecast=money(amount.forecast),
            actual=money(amount.actual),
        )

    def _add(self, side: MoneySide) -> None:
        self.change(
            save_money_line, self.action_id, None, side=side, account=_FIRST_ACCOUNT[side], then=self._added
        )

    def _added(self, outcome: Outcome[UUID]) -> None:
        self._sought = outcome.result

    def _edit(self, row: MoneyRow, key: str, value: Any) -> None:
        if key in ("forecast", "actual"):
            typed = str(value).strip()
            try:
                value = read_amount(typed) if typed else None
            except Unreadable:
                self.context.shell.tell_problem(Message("Type an amount, such as 1250 or 1 250,50."))
                return
            if value is None and key == "forecast":
                value = read_amount("0")
        elif key == "landlord":
            value = value == "own"
        self.change(save_money_line, self.action_id, row.id, **{key: value})

    def _remove(self, ids: list[UUID]) -> None:
        self.change(remove_action_part, "money", ids[0])


@cache
def accounts(side: MoneySide, language: str) -> tuple[tuple[str, str], ...]:
    """The accounts of the French chart for one side of a budget: number and name."""
    text = files("resources.reference").joinpath("accounts.json").read_text(encoding="utf-8")
    return tuple(
        (code, french if language == "fr" else english)
        for code, french, english in json.loads(text)[side.value]
    )
