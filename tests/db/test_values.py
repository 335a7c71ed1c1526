"""What a column keeps comes back as it was, the same on both databases, or is refused in a sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import String, func, select

from app.db import limits
from app.db.tables import ROWS, Action, District, MoneyLine, Person, Printout, Session
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.errors import RuleViolation
from app.domain.kinds import DistrictKind, MoneySide
from app.domain.names import clean_name
from app.domain.names import clean_name as cleaned
from app.i18n.messages import Message
from app.usecases.actions import create_action, edit_action, save_money_line
from app.usecases.people import create_person
from app.workspace import Workspace

AMOUNTS = [
    Decimal(text)
    for text in (
        "0",
        "0.01",
        "-0.01",
        "0.10",
        "0.29",
        "1.15",
        "19.99",
        "8.005e2",
        "99999999.99",
        "-1234567.89",
    )
]

NAUGHTY = [
    "O’Brien", "D'Artagnan", "Robert'); DROP TABLE person;--", "%", "_", "\\", '"', "''", "{name}", "%s", ":id", "?",
    "<img src=\\\\evil\\x>", "=1+1", "Zoë Ægir Łukasz Đặng", "李小龙", "محمد", "שלום", "🎭👩‍👩‍👧", "e\u0301", "\u202eevil",
    "a\tb\nc", "a\0b", "\ud800", "\ufeffName", "Ⅷ", "ﬁn", "İstanbul", "ß", " ", "null", "None", "NaN", "1e400", "٣",
]  # fmt: skip


def test_money_is_exact_to_the_cent_and_adds_up_exactly(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    for amount in AMOUNTS:
        workspace.change(
            save_money_line,
            action,
            None,
            side=MoneySide.EXPENSE,
            account="606",
            forecast=amount,
            actual=amount,
        )
    found = workspace.read(lambda c: c.scalars(select(MoneyLine.actual).order_by(MoneyLine.id)).all())
    assert list(found) == AMOUNTS
    assert all(isinstance(amount, Decimal) for amount in found)
    total = workspace.read(lambda c: c.scalar(select(func.sum(MoneyLine.actual))))
    assert total == sum(AMOUNTS)


@pytest.mark.parametrize("amount", ["0.001", "NaN", "Infinity", "1e13"])
def test_an_amount_that_is_none_is_refused(workspace: Workspace, amount: str) -> None:
    def enter(uow: UnitOfWork) -> Done[None]:
        uow.add(MoneyLine(action_id=action, side=MoneySide.INCOME, account="74", forecast=Decimal(amount)))
        return Done(Message("Enter an amount"), None)

    action = workspace.change(create_action, "Jardin").result
    with pytest.raises(RuleViolation):
        workspace.change(enter)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(2024, 2, 29), date(9999, 12, 31)])
def test_dates_come_back_as_they_were(workspace: Workspace, day: date) -> None:
    def enter(uow: UnitOfWork) -> Done[None]:
        uow.add(District(code="QP001", kind=DistrictKind.QPV, valid_from=day))
        return Done(Message("Enter a district"), None)

    workspace.change(enter)
    assert workspace.read(lambda c: c.scalar(select(District.valid_from))) == day
    workspace.undo()
    workspace.redo()
    assert workspace.read(lambda c: c.scalar(select(District.valid_from))) == day


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 29, 2, 30),  # does not exist in Paris
        datetime(2026, 10, 25, 2, 30),  # exists twice
        datetime(2026, 12, 31, 23, 59, 59, 999999),
        datetime(2000, 1, 1),
    ],
)
def test_planned_times_are_kept_as_the_clock_on_the_wall_shows_them(
    workspace: Workspace, moment: datetime
) -> None:
    def enter(uow: UnitOfWork) -> Done[None]:
        uow.add(Session(action_id=action, number=1, starts_at=moment, ends_at=moment + timedelta(hours=2)))
        return Done(Message("Enter a session"), None)

    action = workspace.change(create_action, "Jardin").result
    workspace.change(enter)
    assert workspace.read(lambda c: c.scalar(select(Session.starts_at))) == moment
    workspace.undo()
    workspace.redo()
    assert workspace.read(lambda c: c.scalar(select(Session.starts_at))) == moment


def test_facts_are_kept_as_moments_whatever_the_zone_they_were_told_in(workspace: Workspace) -> None:
    moment = datetime(2026, 10, 25, 2, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2)))

    def enter(uow: UnitOfWork) -> Done[None]:
        uow.add(Printout(document="hall_poster", printed_at=moment))
        return Done(Message("Enter a printout"), None)

    workspace.change(enter)
    workspace.undo()
    workspace.redo()
    found = workspace.read(lambda c: c.scalar(select(Printout.printed_at)))
    assert found == moment and found is not None and found.tzinfo is UTC


@pytest.mark.parametrize("name", NAUGHTY, ids=ascii)
def test_any_name_is_kept_as_typed_or_refused_in_a_sentence(workspace: Workspace, name: str) -> None:
    if not cleaned(name):
        with pytest.raises(RuleViolation, match="needs a name"):
            workspace.change(create_person, "", name)
        return
    person = workspace.change(create_person, "Jeanne", name).result
    assert stored_name(workspace) == clean_name(name)
    workspace.undo()
    workspace.redo()
    assert stored_name(workspace) == clean_name(name)
    assert workspace.verify() == ()
    assert person


def test_a_name_of_five_hundred_characters_is_refused_in_a_sentence(workspace: Workspace) -> None:
    with pytest.raises(RuleViolation, match=r"500 characters, and 200 is the most"):
        workspace.change(create_person, "Jeanne", "M" * 500)
    with pytest.raises(RuleViolation, match=r"500 characters, and 300 is the most"):
        workspace.change(create_action, "T" * 500)
    assert workspace.undo_label is None


def test_two_hundred_characters_of_four_bytes_each_are_still_two_hundred(workspace: Workspace) -> None:
    workspace.change(create_person, "Jeanne", "🎭" * 200)
    assert stored_name(workspace) == "🎭" * 200


@pytest.mark.parametrize("text", ["a\0b", "\ud800"], ids=["NUL", "half a surrogate pair"])
def test_text_that_a_database_cannot_keep_is_refused_even_where_no_use_case_looked(
    workspace: Workspace, text: str
) -> None:
    def alone(uow: UnitOfWork) -> Done[None]:
        uow.add(Action(code="2026-001", title=text))
        return Done(Message("Enter an action"), None)

    def at_once(uow: UnitOfWork) -> Done[None]:
        uow.insert_many(Action, [{"id": uow.new_id(), "code": "2026-001", "title": text}])
        return Done(Message("Enter an action"), None)

    for enter in (alone, at_once):
        with pytest.raises(RuleViolation, match="cannot be kept"):
            workspace.change(enter)


def test_a_number_beyond_all_bounds_is_refused(workspace: Workspace) -> None:
    action = workspace.change(create_action, "Jardin").result
    with pytest.raises(RuleViolation):
        workspace.change(edit_action, action, places=2**31)


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    ("table", "column", "longest"),
    [
        (name, column.name, column.type.length)
        for name, kind in ROWS.items()
        for column in kind.__table__.columns
        if isinstance(column.type, String) and column.type.length
    ],
)
def test_every_text_column_refuses_one_character_too_many(table: str, column: str, longest: int) -> None:
    limits.check(ROWS[table], {column: "é" * longest})
    with pytest.raises(RuleViolation):
        limits.check(ROWS[table], {column: "é" * (longest + 1)})


def stored_name(workspace: Workspace) -> str | None:
    return workspace.read(lambda c: c.scalar(select(Person.family_name)))
