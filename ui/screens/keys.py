"""The sheet of keys on F1."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.runtime.language import tr
from ui.widgets.buttons import push_button
from ui.widgets.labels import PlainLabel


def key_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The keys by where they work: what each group is called, then keys and what they do."""
    return [
        (
            tr("Everywhere"),
            [
                ("Alt+1 … Alt+6", tr("Go to a screen")),
                ("Ctrl+K", tr("Search and commands")),
                ("Ctrl+N", tr("New session, or a new one of what the screen shows")),
                ("Ctrl+P", tr("Print what is selected")),
                ("Ctrl+Z", tr("Undo")),
                (_either("Ctrl+Shift+Z", "Ctrl+Y"), tr("Do again")),
                ("Ctrl+F", tr("Search on this screen")),
                ("Esc", tr("One level back")),
                ("F1", tr("This sheet")),
            ],
        ),
        (
            tr("In the calendar"),
            [
                ("D  W  F  M  A", tr("Day, week, work week, month, agenda")),
                ("T", tr("Today")),
                (tr("Arrows"), tr("Move; with Shift, select more")),
                (_either("Enter", tr("Double click")), tr("Open")),
                (tr("Alt+arrows"), tr("Move the session by one step")),
                (tr("Alt+Shift+arrows"), tr("Make the session longer or shorter")),
                (tr("Ctrl+arrows"), tr("Copy the session")),
                ("F2", tr("Rename")),
                (tr("Del"), tr("Delete")),
            ],
        ),
    ]


class KeySheet(QDialog):
    """Shows the keys; any of Esc, Enter and F1 closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        columns = QHBoxLayout()
        columns.setSpacing(48)
        for name, keys in key_groups():
            grid = QGridLayout()
            grid.setHorizontalSpacing(24)
            grid.setVerticalSpacing(8)
            grid.addWidget(PlainLabel(name, strong=True), 0, 0, 1, 2)
            for row, (key, does) in enumerate(keys, 1):
                grid.addWidget(PlainLabel(key, ink="accent", strong=True), row, 0)
                grid.addWidget(PlainLabel(does), row, 1)
            grid.setRowStretch(len(keys) + 1, 1)
            columns.addLayout(grid)
        close = push_button(tr("Close"), kind="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(24)
        column.addLayout(columns)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _either(one: str, other: str) -> str:
    return tr("{one} or {other}", one=one, other=other)
