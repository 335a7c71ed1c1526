"""Saving a field as it is left: the value goes to a use case, and what refuses it is said at the field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from app.domain.errors import PalierError
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
        context.runner.change(partial(usecase, **named), *arguments, failed=refused, owner=row)

    def refused(error: PalierError) -> None:
        row.set_problem(say(error.message))
        context.shell.tell_problem(error)

    row.edited.connect(save)
