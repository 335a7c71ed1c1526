"""Rows and labels as the journal keeps them: what comes back is what went in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db.images import completed, dump, dump_label, load, load_label, load_version
from app.db.tables import ROWS, MoneyLine, Person, Session
from app.domain.kinds import MoneySide, SessionStatus
from app.i18n.messages import Message

FIELDS = st.one_of(
    st.text(),
    st.integers(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.decimals(allow_nan=False, allow_infinity=False),
)
NAMES = st.from_regex(r"[a-z]{1,8}", fullmatch=True)


@given(st.text(min_size=1), st.dictionaries(NAMES, FIELDS))
def test_the_name_of_a_step_comes_back_with_all_its_fields(msgid: str, fields: dict[str, Any]) -> None:
    label = Message(msgid, **fields, inner=Message("inner", **fields))
    found = load_label(dump_label(label))
    assert found == label
    assert [type(value) for _, value in found.fields] == [type(value) for _, value in label.fields]


def test_what_is_no_label_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        load_label('{"day": "2026-11-12"}')


def test_a_row_comes_back_with_its_types() -> None:
    session = completed(
        Session,
        {
            "id": UUID(int=1),
            "action_id": UUID(int=2),
            "number": 7,
            "starts_at": datetime(2026, 11, 12, 9, 30),
            "ends_at": datetime(2026, 11, 12, 9, 30, 0, 1),
            "marked_at": datetime(2026, 11, 12, 9, 30, tzinfo=UTC),
        },
    )
    assert load(Session, dump(session)) == session
    assert load(Session, dump(session))["status"] is SessionStatus.PLANNED
    line = completed(MoneyLine, {"side": MoneySide.INCOME, "forecast": Decimal("-0.10"), "actual": None})
    found = load(MoneyLine, dump(line))
    assert found == line and found["forecast"].as_tuple() == Decimal("-0.10").as_tuple()


def test_a_column_that_is_no_more_is_left_out() -> None:
    assert load(Person, '{"number": 3, "shoe_size": 42}') == {"number": 3}


def test_the_version_of_a_row_is_read_without_the_rest() -> None:
    assert load_version('{"version": 4, "birth": "?"}') == 4
    assert load_version('{"number": 3}') is None


@pytest.mark.parametrize("kind", ROWS.values(), ids=lambda kind: kind.__name__)
def test_a_new_row_gets_every_column_and_text_is_never_absent(kind: Any) -> None:
    whole = completed(kind, {})
    assert set(whole) == {column.name for column in kind.__table__.columns}
    texts = [column for column in kind.__table__.columns if column.server_default is not None]
    assert all(whole[column.name] == "" for column in texts)


def test_days_and_times_of_day_are_told_apart() -> None:
    label = Message("{a} {b} {c}", a=date(2026, 1, 2), b=time(3, 4), c=datetime(2026, 1, 2, 3, 4))
    assert load_label(dump_label(label)) == label
