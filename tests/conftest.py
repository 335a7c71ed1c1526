"""What every test stands on: a fixed place and time, fresh databases, and guards against leftovers.

Fixtures: `database_url` (a place for a new workspace, nothing in it yet), `workspace` (an empty open
workspace), `now` (the moment its clock shows). In tests/db and tests/scenarios both run on SQLite and
on PostgreSQL; `@pytest.mark.backends("sqlite")` narrows that, elsewhere it is SQLite alone.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import platformdirs
import pytest

# Before Qt, Babel or the program are imported: nothing of the person who runs the tests plays a part.
_FOUND = os.environ.setdefault(  # found once: the workers of a run inherit it, beside a HOME that is none
    "PALIER_TESTS_USERS_OWN",
    os.pathsep.join(
        str(folder("palier"))
        for folder in (
            platformdirs.user_config_path,
            platformdirs.user_data_path,
            platformdirs.user_state_path,
            platformdirs.user_cache_path,
            platformdirs.user_log_path,
        )
    ),
)
_HOME = tempfile.mkdtemp(prefix="palier-home-")
os.environ.update(
    HOME=_HOME,
    XDG_CONFIG_HOME=f"{_HOME}/config",
    XDG_DATA_HOME=f"{_HOME}/data",
    XDG_STATE_HOME=f"{_HOME}/state",
    XDG_RUNTIME_DIR=f"{_HOME}/runtime",
    QT_QPA_PLATFORM="offscreen",
    QT_SCALE_FACTOR="1",
    LC_ALL="C.UTF-8",
    TZ="Europe/Paris",
)
for _variable in (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "LANGUAGE",
    "QT_STYLE_OVERRIDE",
    "PGHOST",
    "PGUSER",
    "PGPASSWORD",
):
    os.environ.pop(_variable, None)
os.makedirs(f"{_HOME}/runtime", mode=0o700)  # Qt warns about a folder that others may read
if hasattr(time, "tzset"):
    time.tzset()

from tests import databases, leftovers

if TYPE_CHECKING:
    from app.workspace import Workspace

# No limit of time on an example: a busy machine is not a fault. A build server tries the same ones each time.
hypothesis.settings.register_profile("palier", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("palier")

NOW = datetime(2026, 11, 12, 9, 0)
USERS_OWN = tuple(_FOUND.split(os.pathsep))
BOTH_BACKENDS = ("db", "scenarios")


def _keep_out_of_the_users_own(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("open", "os.mkdir", "os.rename", "os.remove", "os.listdir") and arguments:
        path = arguments[0]
        if isinstance(path, str) and path.startswith(USERS_OWN):
            raise AssertionError(f"a test reached the user's own files: {event} {path}")


def pytest_configure(config: pytest.Config) -> None:
    sys.addaudithook(_keep_out_of_the_users_own)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        databases.lend()


def pytest_unconfigure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        databases.give_back()
    shutil.rmtree(_HOME, ignore_errors=True)


def pytest_collection_finish(session: pytest.Session) -> None:
    # What the imports made is here to stay; without it the search for leftovers takes a tenth of the time.
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "backend" not in metafunc.fixturenames:
        return
    folder = metafunc.definition.path.relative_to(Path(__file__).parent).parts[0]
    backends = ["sqlite", "postgresql"] if folder in BOTH_BACKENDS else ["sqlite"]
    if marker := metafunc.definition.get_closest_marker("backends"):
        backends = list(marker.args)
    metafunc.parametrize(
        "backend",
        [
            pytest.param(name, marks=[pytest.mark.postgresql] if name == "postgresql" else [])
            for name in backends
        ],
        scope="session",
    )


@pytest.fixture
def now() -> datetime:
    """The moment that the workspace's clock shows: Thursday 12 November 2026, nine o'clock."""
    return NOW


@pytest.fixture
def database_url(backend: str, tmp_path: Path) -> Iterator[str]:
    """A place for a new workspace, as a user would give it: a file's path or a PostgreSQL address."""
    if backend == "sqlite":
        yield str(tmp_path / "test.palier")
        return
    address = databases.new_database()
    yield address
    databases.drop_database(address)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """An empty, closed workspace for each backend, made once: copies of it are quicker than new ones."""
    from app.workspace import Workspace

    made: dict[str, str] = {}

    def blank(backend: str) -> str:
        if backend not in made:
            sqlite = tmp_path_factory.mktemp("blank") / "test.palier"
            location = str(sqlite) if backend == "sqlite" else databases.new_database()
            Workspace.create(location, clock=lambda: NOW, author="Test").close()
            made[backend] = location
        return made[backend]

    return blank


@pytest.fixture
def workspace(backend: str, blank: Callable[[str], str], tmp_path: Path) -> Iterator[Workspace]:
    """An empty open workspace whose clock stands at `now`; close it or not, it goes with the test."""
    from app.workspace import Workspace

    if backend == "sqlite":
        location = shutil.copy(blank(backend), tmp_path / "test.palier")
    else:
        location = databases.new_database(databases.name_of(blank(backend)))
    workspace = Workspace.open(str(location), clock=lambda: NOW, author="Test")
    yield workspace
    workspace.close()
    if backend == "postgresql":
        databases.drop_database(str(location))


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test that logged what it did not announce, or left a window, timer or thread alive."""
    before = leftovers.alive()
    yield
    announced = [words for marker in request.node.iter_markers("logs") for words in marker.args]
    unexpected = leftovers.unexpected_records(caplog, announced)
    left = leftovers.since(before)
    if unexpected or left:
        pytest.fail("\n".join([*unexpected, *left]), pytrace=False)
