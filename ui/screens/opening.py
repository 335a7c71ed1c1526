"""What the window shows while a workspace opens: the program's mark, and after a while how far it is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.runtime.language import tr
from ui.theme.icons import program_icon
from ui.widgets.labels import PlainLabel
from ui.widgets.progress import ProgressStrip


class OpeningPage(QWidget):
    """Calm at first: most workspaces open before anything needs to be said."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        mark = QLabel()
        mark.setPixmap(program_icon().pixmap(QSize(56, 56), self.devicePixelRatio()))
        self.progress = ProgressStrip(tr("Cancel"))
        room = QWidget()  # keeps its height, so that the mark stays where it is
        room.setFixedHeight(40)
        inside = QVBoxLayout(room)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(PlainLabel("Palier", size="large", strong=True), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(room)
        column.addStretch(3)
