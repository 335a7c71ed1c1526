"""How far a long command is, told on a terminal and nowhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from app.i18n import Language

_PATIENCE = 0.6
"""Seconds before anything is told: what is done sooner needs no telling."""


def progress(speaking: Language) -> Callable[[int, int], None] | None:
    """Tells the share that is done, on one line that goes away at the end; None without a terminal."""
    if not sys.stderr.isatty():
        return None
    started = time.monotonic()
    told = ""

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - started < _PATIENCE:
            return
        gone = f"\r{' ' * len(told)}\r"
        told = speaking.text("{share} done", share=speaking.percent(done / total)) if done < total else ""
        print(gone, told, sep="", end="", file=sys.stderr, flush=True)

    return tell
