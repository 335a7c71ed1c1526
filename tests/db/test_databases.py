"""The ground under the database tests themselves."""

from __future__ import annotations

from sqlalchemy import text

from app.db.engine import location_url, make_engine
from app.workspace import Workspace


def test_each_test_gets_an_empty_workspace_with_nothing_to_undo(workspace: Workspace) -> None:
    assert workspace.verify() == ()
    assert workspace.undo_label is None


def test_a_database_place_has_nothing_in_it_so_that_a_workspace_can_be_made_there(database_url: str) -> None:
    with Workspace.create(database_url) as created:
        assert created.verify() == ()


def test_the_named_backend_is_the_one_in_use(backend: str, database_url: str) -> None:
    engine = make_engine(location_url(database_url))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
        assert engine.dialect.name == backend
    engine.dispose()
