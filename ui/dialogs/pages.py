"""Pages of a sheet under each other, drawn when they come into sight."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea

from app.documents.preview import POINTS_PER_INCH, Picture, Preview
from ui.runtime.tasks import Runner, Task
from ui.theme.appearance import current_theme

_GAP = 16
_WIDEST = 900
_KEPT = 2
"""Pages that stay drawn on either side of those in sight."""


class PagesView(QAbstractScrollArea):
    """Shows a PDF; each page fits the width. Only pages in sight are drawn, and only those near it are kept."""

    page_changed = Signal(int)
    """Another page, from 0, is in the middle of the sight."""

    def __init__(self, runner: Runner, name: str) -> None:
        super().__init__()
        self._runner = runner
        self._preview: Preview | None = None
        self._boxes: list[QRect] = []
        self._images: dict[int, QImage] = {}
        self._tasks: dict[int, Task[Picture | None]] = {}
        self._current = 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(160)
        self.verticalScrollBar().valueChanged.connect(self._moved)

    def set_preview(self, preview: Preview | None) -> None:
        """Show these pages from the first one on; those before are closed."""
        if self._preview is not None:
            self._preview.close()
        self._preview = preview
        self._forget()
        self.verticalScrollBar().setValue(0)
        self._lay_out()

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

    def image(self, page: int) -> QImage | None:
        """A page as it is drawn by now."""
        return self._images.get(page)

    def box(self, page: int) -> QRect:
        """Where a page lies, from the top of all pages."""
        return self._boxes[page]

    def _lay_out(self) -> None:
        self._boxes = []
        if self._preview is not None and self._preview.sizes:
            room = max(min(self.viewport().width() - 2 * _GAP, _WIDEST), 80)
            top = _GAP
            for width, height in self._preview.sizes:
                down = round(room * height / width)
                self._boxes.append(QRect((self.viewport().width() - room) // 2, top, room, down))
                top += down + _GAP
        whole = self._boxes[-1].bottom() + _GAP if self._boxes else 0
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, whole - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._ask()

    def _moved(self) -> None:
        self._ask()
        if self.current_page() != self._current:
            self._current = self.current_page()
            self.page_changed.emit(self._current)

    def _ask(self) -> None:
        """Have the pages in sight drawn, beside the main thread; let go of those far from it."""
        self.viewport().update()
        if self._preview is None or not self.isVisible():
            return
        seen = QRect(0, self.verticalScrollBar().value(), self.viewport().width(), self.viewport().height())
        wanted = [page for page, box in enumerate(self._boxes) if box.intersects(seen)]
        if not wanted:
            return
        for page in [page for page in self._tasks if page not in wanted]:
            self._tasks.pop(page).cancel()
        near = range(wanted[0] - _KEPT, wanted[-1] + _KEPT + 1)
        self._images = {page: image for page, image in self._images.items() if page in near}
        for page in wanted:
            if page not in self._tasks and not self._sharp(page):
                preview = self._preview
                self._tasks[page] = self._runner.render(
                    preview.picture,
                    page,
                    self._across(page) / preview.sizes[page][0] * POINTS_PER_INCH,
                    then=partial(self._drawn, preview, page),
                    owner=self,
                )

    def _across(self, page: int) -> float:
        """The width of a page in the screen's own pixels."""
        return self._boxes[page].width() * self.devicePixelRatioF()

    def _sharp(self, page: int) -> bool:
        """Whether a page is drawn in the size in which it is shown."""
        image = self._images.get(page)
        return image is not None and abs(image.width() - self._across(page)) <= 1

    def _drawn(self, preview: Preview, page: int, picture: Picture | None) -> None:
        if preview is self._preview and picture is not None:
            image = image_of(picture)
            image.setDevicePixelRatio(self.devicePixelRatioF())
            self._images[page] = image
            self.viewport().update()

    def _forget(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._images.clear()
        self._current = 0

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        top = self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme.surface_sunken))
        painter.translate(0, -top)
        shown = event.rect().translated(0, top)
        for page, box in enumerate(self._boxes):
            if not box.adjusted(-1, -1, 1, 1).intersects(shown):
                continue
            painter.fillRect(box, QColor("white"))
            image = self._images.get(page)
            if image is not None:
                # In its own size a picture is laid on pixel by pixel; one of before a change of size is stretched.
                sharp = self._sharp(page)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not sharp)
                size = image.deviceIndependentSize()
                painter.drawImage(QRectF(box.topLeft(), size) if sharp else QRectF(box), image)
            painter.setPen(QColor(theme.hairline))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._lay_out()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(640, 760)


def image_of(picture: Picture) -> QImage:
    """A page's picture as Qt takes it; it holds a copy of the pixels."""
    shown = QImage(
        picture.pixels, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGB32
    )
    return shown.copy()
