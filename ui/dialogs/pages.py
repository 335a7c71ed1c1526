"""Pages of a sheet under each other, drawn when they come into sight."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea

from app.documents.preview import POINTS_PER_INCH, Picture, Preview
from ui.runtime.tasks import Runner
from ui.theme.appearance import current_theme

_GAP = 16
_WIDEST = 900


class PagesView(QAbstractScrollArea):
    """Shows a PDF; the pages fit the width."""

    def __init__(self, runner: Runner, name: str) -> None:
        super().__init__()
        self._runner = runner
        self._preview: Preview | None = None
        self._boxes: list[QRect] = []
        self._images: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._ask)

    def set_preview(self, preview: Preview | None) -> None:
        """Show these pages; the ones before are closed."""
        if self._preview is not None:
            self._preview.close()
        self._preview = preview
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def pages(self) -> int:
        """How many pages are shown."""
        return len(self._boxes)

    def current_page(self) -> int:
        """The number, from 0, of the page in the middle of the sight."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return next(
            (page for page, box in enumerate(self._boxes) if box.bottom() + _GAP >= middle),
            max(len(self._boxes) - 1, 0),
        )

    def _lay_out(self) -> None:
        self._images.clear()
        self._asked.clear()
        self._boxes = []
        if self._preview is not None and self._preview.sizes:
            widest = max(width for width, _ in self._preview.sizes)
            room = min(self.viewport().width() - 2 * _GAP, _WIDEST)
            top = _GAP
            for width, height in self._preview.sizes:
                across = round(room * width / widest)
                down = round(across * height / width)
                self._boxes.append(QRect((self.viewport().width() - across) // 2, top, across, down))
                top += down + _GAP
        whole = self._boxes[-1].bottom() + _GAP if self._boxes else 0
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, whole - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        self._ask()
        self.viewport().update()

    def _ask(self) -> None:
        """Have the pages in sight drawn, beside the main thread."""
        if self._preview is None or not self.isVisible():
            return
        seen = QRect(0, self.verticalScrollBar().value(), self.viewport().width(), self.viewport().height())
        for page, box in enumerate(self._boxes):
            if page not in self._asked and box.intersects(seen):
                self._asked.add(page)
                resolution = (
                    box.width() * self.devicePixelRatioF() / self._preview.sizes[page][0] * POINTS_PER_INCH
                )
                preview = self._preview
                self._runner.render(
                    preview.picture,
                    page,
                    resolution,
                    then=partial(self._drawn, preview, page),
                    owner=self,
                )
        self.viewport().update()

    def _drawn(self, preview: Preview, page: int, picture: Picture) -> None:
        if preview is self._preview:
            self._images[page] = image_of(picture)
            self.viewport().update()

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(theme.surface_sunken))
        painter.translate(0, -self.verticalScrollBar().value())
        for page, box in enumerate(self._boxes):
            painter.fillRect(box, QColor("white"))
            if page in self._images:
                painter.drawImage(box, self._images[page])
            painter.setPen(QColor(theme.hairline))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(640, 760)


def image_of(picture: Picture) -> QImage:
    """A page's picture as Qt takes it; it holds a copy of the pixels."""
    shown = QImage(
        picture.pixels, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGB32
    )
    return shown.copy()
