"""Yardstick: a process that loads Qt and SQLAlchemy, shows an empty main window and says so."""

from __future__ import annotations

import os
import sys

import sqlalchemy
import sqlalchemy.orm  # noqa: F401
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class EmptyWindow(QMainWindow):
    """Ends the process once it is painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        sys.stdout.write("painted\n")
        sys.stdout.flush()
        os._exit(0)


def main() -> None:
    """Show the window."""
    app = QApplication(sys.argv[:1])
    window = EmptyWindow()
    window.resize(1280, 800)
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
