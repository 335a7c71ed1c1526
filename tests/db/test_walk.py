"""A random walk of use cases, undone and redone at will, always ends where it should."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from app.db.tables import Action, Enrolment, MoneyLine, Person, Row, Session
from app.domain.errors import RuleViolation
from app.domain.kinds import AgeBand, MoneySide, Presence, Role, SessionStatus, Sex
from app.domain.slots import Slot
from app.usecases import actions, attendance, enrolments, people, sessions
from app.workspace import Workspace
from tests.db.contents import Contents, contents
from tests.db.windows import another_window

NAMES = st.sampled_from(["Morel", "Nguyễn", "O’Brien", "De La Fontaine", "morel", "Œuvrard"])
NTH = st.integers(0, 50)
DAYS = st.integers(-5, 5)


class Walk(RuleBasedStateMachine):
    """One person works, undoes, does again and restarts; nobody else is there."""

    workspace: Workspace
    reopened: list[Workspace]

    def __init__(self) -> None:
        super().__init__()
        self.past: list[Contents] = []
        self.future: list[Contents] = []
        self.present = contents(self.window)

    @property
    def window(self) -> Workspace:
        return self.reopened[-1]

    def do(self, usecase: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """Make a change, and remember what there was; one that the rules refuse changes nothing."""
        try:
            outcome = self.window.change(usecase, *args, **kwargs)
        except RuleViolation:
            assert contents(self.window) == self.present
            return
        if outcome.step is not None:
            self.past.append(self.present)
            self.future.clear()
            self.present = contents(self.window)
        assert contents(self.window) == self.present

    def some(self, kind: type[Row], nth: int) -> Any:
        """The id of one of the rows there are, of none where there are none."""
        ids = self.window.read(lambda c: c.scalars(select(kind.id).order_by(kind.id)).all())
        return ids[nth % len(ids)] if ids else UUID(int=nth)

    @rule(name=NAMES, given=NAMES)
    def add_person(self, name: str, given: str) -> None:
        self.do(people.create_person, given, name)

    @rule(nth=NTH, name=NAMES)
    def rename_person(self, nth: int, name: str) -> None:
        self.do(people.edit_person, self.some(Person, nth), family_name=name)

    @rule(nth=NTH)
    def remove_person(self, nth: int) -> None:
        self.do(people.remove_person, self.some(Person, nth))

    @rule(nth=NTH, role=st.sampled_from(Role), holds=st.booleans())
    def set_role(self, nth: int, role: Role, holds: bool) -> None:
        self.do(people.set_role, self.some(Person, nth), role, holds)

    @rule(title=NAMES, places=st.sampled_from([None, 0, 1, 2]))
    def add_action(self, title: str, places: int | None) -> None:
        self.do(actions.create_action, title, places=places)

    @rule(nth=NTH, title=NAMES, places=st.sampled_from([None, 2, 3]))
    def edit_action(self, nth: int, title: str, places: int | None) -> None:
        self.do(actions.edit_action, self.some(Action, nth), title=title, places=places)

    @rule(nth=NTH)
    def remove_action(self, nth: int) -> None:
        self.do(actions.remove_action, self.some(Action, nth))

    @rule(nth=NTH, cents=st.integers(-100_000, 100_000))
    def add_money(self, nth: int, cents: int) -> None:
        amount = Decimal(cents) / 100
        line = {"side": MoneySide.EXPENSE, "account": "606", "forecast": amount}
        self.do(actions.save_money_line, self.some(Action, nth), None, **line)

    @rule(nth=NTH)
    def remove_money(self, nth: int) -> None:
        self.do(actions.remove_action_part, "money", self.some(MoneyLine, nth))

    @rule(nth=NTH, day=DAYS, hour=st.integers(8, 20))
    def add_session(self, nth: int, day: int, hour: int) -> None:
        start = datetime(2026, 11, 8, hour) + timedelta(days=day)
        self.do(sessions.create_session, self.some(Action, nth), Slot(start, start + timedelta(hours=2)))

    @rule(nth=NTH, day=DAYS)
    def shift_session(self, nth: int, day: int) -> None:
        self.do(sessions.shift_sessions, [self.some(Session, nth)], timedelta(days=day))

    @rule(nth=NTH, day=DAYS)
    def copy_session(self, nth: int, day: int) -> None:
        self.do(sessions.copy_sessions, [self.some(Session, nth)], timedelta(days=day))

    @rule(nth=NTH, status=st.sampled_from(SessionStatus))
    def set_status(self, nth: int, status: SessionStatus) -> None:
        self.do(sessions.set_session_status, self.some(Session, nth), status)

    @rule(nth=NTH, others=st.integers(0, 2))
    def remove_sessions(self, nth: int, others: int) -> None:
        self.do(sessions.remove_sessions, list({self.some(Session, nth + n) for n in range(others + 1)}))

    @rule(nth=NTH, who=NTH, role=st.sampled_from(Role))
    def assign(self, nth: int, who: int, role: Role) -> None:
        self.do(sessions.assign_people, self.some(Session, nth), [self.some(Person, who)], role)

    @rule(nth=NTH, who=NTH)
    def unassign(self, nth: int, who: int) -> None:
        self.do(sessions.unassign_people, self.some(Session, nth), [self.some(Person, who)])

    @rule(nth=NTH, who=NTH, others=st.integers(0, 3))
    def enrol(self, nth: int, who: int, others: int) -> None:
        self.do(
            enrolments.enrol_people,
            self.some(Action, nth),
            [self.some(Person, who + n) for n in range(others + 1)],
        )

    @rule(nth=NTH, who=NTH)
    def withdraw(self, nth: int, who: int) -> None:
        self.do(enrolments.withdraw_people, self.some(Action, nth), [self.some(Person, who)])

    @rule(nth=NTH)
    def let_in(self, nth: int) -> None:
        place = self.window.read(
            lambda c: c.execute(select(Enrolment.action_id, Enrolment.person_id).order_by(Enrolment.id)).all()
        )
        if place:
            self.do(enrolments.let_in, *place[nth % len(place)])

    @rule(nth=NTH, who=NTH, presence=st.sampled_from([None, *Presence]))
    def mark(self, nth: int, who: int, presence: Presence | None) -> None:
        self.do(attendance.mark, self.some(Session, nth), {self.some(Person, who): presence})

    @rule(
        nth=NTH,
        heads=st.integers(0, 9),
        sex=st.sampled_from([None, *Sex]),
        age=st.sampled_from([None, *AgeBand]),
    )
    def count(self, nth: int, heads: int, sex: Sex | None, age: AgeBand | None) -> None:
        self.do(attendance.count_heads, self.some(Session, nth), sex, age, heads)

    @rule(nth=NTH)
    def clear_marks(self, nth: int) -> None:
        self.do(attendance.clear_marks, self.some(Session, nth))

    @precondition(lambda self: bool(self.past))
    @rule(steps=st.integers(1, 4))
    def undo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.past))):
            self.window.undo()
            self.future.append(self.present)
            self.present = self.past.pop()
            assert contents(self.window) == self.present

    @precondition(lambda self: bool(self.future))
    @rule(steps=st.integers(1, 4))
    def redo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.future))):
            self.window.redo()
            self.past.append(self.present)
            self.present = self.future.pop()
            assert contents(self.window) == self.present

    @rule()
    def restart(self) -> None:
        fresh = another_window(self.window)
        if len(self.reopened) > 1:
            self.reopened.pop().close()
        self.reopened.append(fresh)

    @invariant()
    def there_is_undo_and_redo_as_far_as_there_were_steps(self) -> None:
        assert (self.window.undo_label is not None) >= bool(self.past)
        assert (self.window.redo_label is not None) >= bool(self.future)

    def teardown(self) -> None:
        assert self.window.verify() == ()
        while self.past:
            self.window.undo()
            assert contents(self.window) == self.past.pop()


@pytest.mark.parametrize(
    "examples", [pytest.param(5, id="short"), pytest.param(60, id="long", marks=pytest.mark.slow)]
)
def test_a_random_walk_survives_undo_and_redo(workspace: Workspace, examples: int) -> None:
    class ThisWalk(Walk):
        pass

    ThisWalk.workspace = workspace
    ThisWalk.reopened = [workspace]
    run_state_machine_as_test(
        ThisWalk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],  # a walk that fails is told as it is: making it shorter takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    for window in ThisWalk.reopened[1:]:
        window.close()
