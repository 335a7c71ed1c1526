"""Makes the environment from a lock file with hashes, or says in one line why it cannot.

Safe to interrupt and safe to start twice: a lock keeps two starts apart, and whatever has no
stamp is taken for half made and made again from nothing. The stamps are removed before pip
touches anything and written when it has finished.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import IO

from environment import (
    DEVELOPMENT,
    PYTHON,
    ROOT,
    RUNTIME,
    VENV,
    expected_stamp,
    is_ready,
    lock_file,
    say,
    stamp_file,
    write_stamp,
)

LOG = os.path.join(ROOT, ".venv.log")


class InstallationProblem(Exception):
    """The environment cannot be made; the text is one sentence for the user, with advice."""


def ensure(name: str) -> None:
    """Make the environment hold what the lock file `name` asks for; returns at once when it does.

    Raises InstallationProblem. What is going on is told on standard error.
    """
    if is_ready(name):
        return
    try:
        with _one_at_a_time():
            if is_ready(name):
                return
            _install(name)
    except OSError as problem:
        raise InstallationProblem(_told(problem)) from problem


def _told(problem: OSError) -> str:
    if problem.errno == errno.ENOSPC:
        return explain("No space left on device")
    what = f"{problem.filename or VENV} ({problem.strerror})"
    return say(
        f"its environment cannot be written: {what}; put the folder where you may write.",
        f"son environnement ne peut être écrit : {what} ; placez le dossier là où vous pouvez écrire.",
    )


def _install(name: str) -> None:
    stamps = glob.glob(os.path.join(glob.escape(VENV), "installed-*"))
    usable = bool(stamps) and _runs()
    for stamp in stamps:
        os.remove(stamp)
    if usable:
        _tell(say("bringing its parts up to date…", "mise à jour de ses composants…"))
    else:
        _tell(
            say(
                "first start, fetching its parts (one to three minutes)…",
                "premier démarrage, récupération de ses composants (une à trois minutes)…",
            )
        )
        _create()
    _pip(name)
    for kept in (RUNTIME, DEVELOPMENT) if name == DEVELOPMENT else (name,):
        write_stamp(stamp_file(kept), expected_stamp(kept))
    _tell(say("ready.", "prêt."))


def _runs() -> bool:
    """Whether the environment's Python still starts (it does not once the system's was replaced)."""
    try:
        return (
            subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False


def _create() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        version = f"python3.{sys.version_info.minor}-venv"
        raise InstallationProblem(
            say(
                f"this Python comes without its “venv” part; install it (Debian, Ubuntu: apt install {version}).",
                f"ce Python est livré sans « venv » ; installez-le (Debian, Ubuntu : apt install {version}).",
            )
        )
    if os.path.islink(VENV) or os.path.isfile(VENV):
        os.remove(VENV)
    elif os.path.isdir(VENV):
        shutil.rmtree(VENV)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise InstallationProblem(explain(made.stdout + made.stderr))


def _pip(name: str) -> None:
    """Install the lock file; pip's own words go to a log file, a count of parts to a terminal."""
    command = [PYTHON, "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:", "--no-input"]
    command += [
        "--disable-pip-version-check",
        "--retries",
        "2",
        "--progress-bar",
        "off",
        "-r",
        lock_file(name),
    ]
    with open(lock_file(name), encoding="utf-8") as stream:
        wanted = sum("==" in line and not line.startswith((" ", "#")) for line in stream)
    found = 0
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"}
    with (
        open(LOG, "w", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            close_fds=False,
            encoding="utf-8",
            errors="replace",
            env=environment,
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            log.write(line)
            if line.startswith("Collecting ") and sys.stderr.isatty():
                found += 1
                print(f"\rPalier: {min(found, wanted)}/{wanted}", end="\r", file=sys.stderr, flush=True)
    if process.returncode != 0:
        with open(LOG, encoding="utf-8") as log:
            raise InstallationProblem(explain(log.read()))
    os.remove(LOG)


_NO_NETWORK = (
    "connection broken",
    "NewConnectionError",
    "ConnectionError",
    "Temporary failure in name resolution",
    "getaddrinfo failed",
    "ReadTimeout",
    "ConnectTimeout",
    "ProxyError",
)


def explain(output: str) -> str:
    """One sentence with advice from what pip or venv printed before it failed."""
    if "No space left on device" in output:
        return say(
            "the disk is full: free about 1 GB and start again.",
            "le disque est plein : libérez environ 1 Go puis relancez.",
        )
    if "DO NOT MATCH THE HASHES" in output:
        return say(
            "a part that was fetched is not the expected one, so nothing of it was used; start again, "
            "and tell whoever looks after your network if it happens twice.",
            "un composant reçu n’est pas celui attendu, rien n’en a été utilisé ; relancez, "
            "et prévenez la personne qui gère votre réseau si cela se répète.",
        )
    if any(sign in output for sign in _NO_NETWORK):
        return say(
            "its parts could not be fetched: connect this machine to the network and start again.",
            "ses composants n’ont pu être récupérés : connectez cette machine au réseau puis relancez.",
        )
    if "No matching distribution" in output:
        return say(
            f"a part of it is not offered for this machine (Python {sys.version_info.major}."
            f"{sys.version_info.minor}, {sys.platform}); details are in {LOG}.",
            f"un de ses composants n’existe pas pour cette machine (Python {sys.version_info.major}."
            f"{sys.version_info.minor}, {sys.platform}) ; détails dans {LOG}.",
        )
    errors = [line.strip() for line in output.splitlines() if line.strip()]
    last = next(
        (line for line in reversed(errors) if line.lower().startswith("error")), errors[-1] if errors else ""
    )
    return say(
        f"its environment could not be made ({last}).",
        f"son environnement n’a pu être préparé ({last}).",
    )


def _tell(words: str) -> None:
    print(f"Palier: {words}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Keep a second start waiting while one makes the environment; the system frees the lock if we die."""
    with open(VENV + ".lock", "w") as stream:
        # pip holds it too, so that nobody begins anew while it outlives a start that was killed.
        os.set_inheritable(stream.fileno(), True)
        if not _lock(stream, wait=False):
            _tell(
                say(
                    "another start is preparing the environment, waiting for it…",
                    "un autre démarrage prépare l’environnement, attente…",
                )
            )
            _lock(stream, wait=True)
        yield


if sys.platform == "win32":
    import msvcrt
    import time

    def _lock(stream: IO[str], *, wait: bool) -> bool:
        while True:
            try:
                msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
                time.sleep(0.5)
            else:
                return True

else:
    import fcntl

    def _lock(stream: IO[str], *, wait: bool) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
