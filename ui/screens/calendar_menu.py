"""What a right click on sessions offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu

from app.domain.ids import SessionId
from app.domain.kinds import SessionStatus
from app.queries.rows import SessionRow
from app.usecases.sessions import set_session_status
from ui.runtime.language import tr
from ui.screens.base import Context
from ui.theme.icons import icon


def add_session(
    menu: QMenu, context: Context, row: SessionRow, opened: Callable[[SessionId], object]
) -> None:
    """What can be done with one session."""
    shell = context.shell
    menu.addAction(icon("open_beside"), tr("Open"), partial(opened, row.id))
    menu.addAction(icon("actions"), tr("Open the action"), partial(shell.open_action, row.action_id))
    happens = row.status not in (SessionStatus.CANCELLED, SessionStatus.SKIPPED)
    if happens and row.starts_at.date() <= context.today:
        menu.addAction(icon("present"), tr("Mark attendance"), partial(shell.open_marking, row.id))
    for status, name, words in (
        (SessionStatus.CANCELLED, "cancelled", tr("Cancel this session")),
        (SessionStatus.SKIPPED, "tray", tr("Put aside to place again")),
        (SessionStatus.PLANNED, "session", tr("Plan it again")),
    ):
        again = status is not SessionStatus.PLANNED or row.status is not SessionStatus.HELD
        if row.status is not status and not row.marked and again:
            menu.addAction(
                icon(name), words, partial(context.runner.change, set_session_status, row.id, status)
            )


def add_sessions(menu: QMenu, context: Context, ids: Sequence[SessionId]) -> None:
    """What can be done with one or several sessions."""
    menu.addAction(
        icon("print"),
        tr("Print the attendance sheet") if len(ids) == 1 else tr("Print the attendance sheets"),
        partial(context.shell.print_sheet, "attendance", session_ids=tuple(ids)),
    )
