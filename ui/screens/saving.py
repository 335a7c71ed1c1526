"""Saving a field as it is left: the value goes to a use case, and what refuses it is said at the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.errors import PalierError
from app.workspace import Outcome
from ui.runtime.language import say
from ui.screens.base import Context
from ui.widgets.forms import FieldRow


def save_as_left(
    context: Context,
    row: FieldRow,
    change: Callable[[Any], tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]],
) -> None:
    """Run what `change` makes of each new value: a use case, its arguments and its named arguments.

    Where it is refused, the sentence stands under the field and in the message bar, and what was typed stays.
    """

    def save(value: Any) -> None:
        usecase, arguments, named = change(value)
        context.runner.change(usecase, *arguments, failed=refused, owner=row, **named)

    def refused(error: PalierError) -> None:
        row.set_problem(say(error.message))
        context.shell.tell_problem(error)

    row.edited.connect(save)


def changed_something(outcome: Outcome[Any]) -> bool:
    """Whether a change was one."""
    return outcome.step is not None
