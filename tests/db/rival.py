"""Another client as a process of its own: `python -m tests.db.rival LOCATION AUTHOR HOW_MANY`.

Adds people one by one and says the number of each on a line of its own once it is saved.
"""

from __future__ import annotations

import sys

from app.usecases.people import create_person
from app.workspace import Workspace


def say(word: object) -> None:
    """Tell the test."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(location: str, author: str, how_many: int) -> None:
    """Add people and say so."""
    with Workspace.open(location, author=author) as workspace:
        say("ready")
        sys.stdin.readline()
        for number in range(1, how_many + 1):
            workspace.change(create_person, author, f"Morel {number}")
            say(number)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
