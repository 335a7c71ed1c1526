"""A stage that the tests of sheets only look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from app.domain.ids import seeded_ids
from app.workspace import Workspace
from tests.documents.stage import Stage, set_stage


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Stage]]:
    """A provider with a year of everything, shared by a module: read it, change nothing."""
    location = str(tmp_path_factory.mktemp("stage") / "stage.palier")
    with Workspace.create(
        location, clock=lambda: datetime(2026, 11, 12, 9), new_id=seeded_ids(3), author="Test"
    ) as workspace:
        yield workspace, workspace.change(set_stage).result
