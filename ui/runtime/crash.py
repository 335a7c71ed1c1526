"""Crash reports: what a bug leaves behind, without a word of anyone's data.

A report names the error's class and the lines of code it passed through. It leaves out the error's text and all
values, since either may hold a tenant's name.
"""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtCore import qVersion

_KEPT = 20
_ROOT = Path(__file__).resolve().parents[2]


def report_folder() -> Path:
    """Where reports are kept."""
    return user_log_path("Palier", appauthor=False)


def write_report(error: BaseException, folder: Path | None = None) -> Path | None:
    """Write a report of the error and return its path; None where even that cannot be written."""
    folder = folder or report_folder()
    moment = datetime.now(UTC)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"crash-{moment:%Y%m%d-%H%M%S-%f}.txt"
        path.write_text(report_text(error, moment), encoding="utf-8")
        for old in sorted(folder.glob("crash-*.txt"))[:-_KEPT]:
            old.unlink()
    except OSError:
        return None
    return path


def report_text(error: BaseException, moment: datetime) -> str:
    """The text of a report."""
    lines = [
        f"Palier, {moment:%Y-%m-%d %H:%M:%S} UTC",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        f"Thread {threading.current_thread().name}",
        "",
    ]
    link: BaseException | None = error
    seen: set[int] = set()
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def install(on_crash: Callable[[BaseException], None]) -> None:
    """From now on errors that nobody caught, in any thread, reach `on_crash` instead of the console."""

    def from_main(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, None)
            return
        on_crash(error)

    def from_thread(details: threading.ExceptHookArgs) -> None:
        if details.exc_value is not None:
            on_crash(details.exc_value)

    sys.excepthook = from_main
    threading.excepthook = from_thread


def _short(filename: str) -> str:
    path = Path(filename)
    with suppress(ValueError):
        return path.relative_to(_ROOT).as_posix()
    return "/".join(path.parts[-2:])
