"""Several windows on one workspace."""

from __future__ import annotations

from app.workspace import Workspace


def another_window(workspace: Workspace, author: str = "") -> Workspace:
    """One more window on the same database, of the same person or of another."""
    return Workspace.open(address(workspace), clock=workspace.clock, author=author or workspace.author)


def address(workspace: Workspace) -> str:
    """Where a workspace is, with all that is needed to open it again."""
    return workspace._engine.url.render_as_string(hide_password=False)
