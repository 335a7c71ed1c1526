"""The side panel's frame, and the host that puts it beside the screen or, where there is little room, over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.buttons import icon_button
from ui.widgets.labels import ElidedLabel

LEAST = 320
MOST = 640
BESIDE_FROM = 1100
"""The width of screen and panel together from which the panel stands beside the screen (a window of 1280)."""


class SidePanel(QFrame):
    """A heading, a close button, and what it shows, which scrolls. Esc closes."""

    closed = Signal()
    """The user closed it."""

    def __init__(self, close_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "raised")
        self.setProperty("line", "left")
        self._title = ElidedLabel(strong=True)
        self._close = icon_button("close", close_text, keys="Esc")
        self._close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 8)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)

    def show_widget(self, widget: QWidget, title: str) -> None:
        """Show this widget; the one before is deleted."""
        old = self._scroll.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self._scroll.setWidget(widget)
        widget.setAutoFillBackground(False)  # the scroll area has just switched it on
        self.set_title(title)  # before it is seen: being seen, it may know a better one
        widget.show()

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def title(self) -> str:
        """The heading."""
        return self._title.text()

    def widget(self) -> QWidget | None:
        """What is shown; None for nothing."""
        found: QWidget | None = self._scroll.widget()
        return found

    def take_widget(self) -> QWidget | None:
        """Stop showing the widget and hand it to the caller."""
        taken: QWidget | None = self._scroll.takeWidget()
        return taken

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


class _Edge(QWidget):
    """The left edge of the panel, to drag it wider."""

    dragged = Signal(int)
    released = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self._from: QPoint | None = None

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            here = event.globalPosition().toPoint()
            self.dragged.emit(self._from.x() - here.x())
            self._from = here

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._from = None
        self.released.emit()


class PanelHost(QWidget):
    """Lays out a screen and the side panel: beside each other, or the panel over the screen's right part."""

    width_changed = Signal(int)
    """The user gave the panel another width."""

    def __init__(self, content: QWidget, panel: SidePanel, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.panel = panel
        self._width = width
        content.setParent(self)
        panel.setParent(self)
        panel.hide()
        self._edge = _Edge(self)
        self._edge.hide()
        self._edge.dragged.connect(self._widen)
        self._edge.released.connect(lambda: self.width_changed.emit(self._width))
        panel.installEventFilter(self)

    @property
    def overlays(self) -> bool:
        """Whether the panel lies over the screen for lack of room."""
        return self.width() < BESIDE_FROM

    def set_open(self, is_open: bool) -> None:
        """Show or hide the panel."""
        self.panel.setVisible(is_open)
        self._lay_out()

    def _widen(self, by: int) -> None:
        self._width = max(LEAST, min(MOST, self._width + by))
        self._lay_out()

    def _lay_out(self) -> None:
        shown = not self.panel.isHidden()
        width = min(max(self._width, LEAST), MOST, max(self.width() - 48, 1))
        area = self.rect()
        aside = shown and not self.overlays
        self.content.setGeometry(area.adjusted(0, 0, -width if aside else 0, 0))
        if shown:
            self.panel.setGeometry(QRect(area.right() + 1 - width, 0, width, area.height()))
            self.panel.raise_()
            self._edge.setGeometry(QRect(area.right() - width - 2, 0, 6, area.height()))
            self._edge.raise_()
        self._edge.setVisible(shown)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.panel and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._lay_out()
        return False
