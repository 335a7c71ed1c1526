"""A process on a disk that takes no more bytes: `python -m tests.db.cramped FILE`.

Adds people until that fails, says the number of each, and at last the sentence that the user reads.
"""

from __future__ import annotations

import resource
import signal
import sys
from itertools import count
from pathlib import Path

from app.domain.errors import PalierError
from app.usecases.people import create_person
from app.workspace import Workspace


def main(file: str) -> None:
    """Add people until the disk refuses."""
    with Workspace.open(file) as workspace:
        workspace.change(create_person, "Jeanne", "Morel")
        sys.stdout.write("1\n")
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        most = Path(f"{file}-wal").stat().st_size + 100_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        for number in count(2):
            try:
                workspace.change(create_person, "Jeanne", "Morel")
            except PalierError as problem:
                sys.stdout.write(f"{problem}\n")
                return
            sys.stdout.write(f"{number}\n")


if __name__ == "__main__":
    main(sys.argv[1])
