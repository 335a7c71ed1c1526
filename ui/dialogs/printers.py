"""Pages on their way to a printer, beside the main thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.documents.preview import POINTS_PER_INCH, Preview
from app.domain.errors import EnvironmentProblem
from ui.dialogs.pages import image_of

RESOLUTION = 300
"""Dots per inch of a page sent to the printer."""


def chosen_pages(printer: QPrinter, count: int) -> tuple[int, ...]:
    """The pages, from 1 and in the order to print them, that were chosen in the printer's dialog."""
    ranges = printer.pageRanges()
    numbers = tuple(number for number in range(1, count + 1) if ranges.isEmpty() or ranges.contains(number))
    return numbers[::-1] if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst else numbers


def send(
    data: bytes, printer: QPrinter, numbers: Sequence[int], *, progress: Callable[[int, int], None]
) -> None:
    """Print these pages, from 1, of a PDF, each in its own size and orientation.

    Raises `EnvironmentProblem` where the printer does not take them. Whatever `progress` raises ends the work.
    """
    printer.setResolution(RESOLUTION)
    printer.setFullPage(True)
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    wanted = tuple(numbers) * copies
    painter = QPainter()
    done = False
    try:
        with Preview(data) as preview:
            for place, number in enumerate(wanted):
                progress(place, len(wanted))
                width, height = preview.sizes[number - 1]
                printer.setPageLayout(_layout(width, height))
                if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
                    raise EnvironmentProblem(
                        "The printer does not answer: check that it is on, then try again."
                    )
                picture = preview.picture(number - 1, RESOLUTION)
                if picture is not None:
                    across, down = (side / POINTS_PER_INCH * RESOLUTION for side in (width, height))
                    painter.drawImage(QRectF(0, 0, across, down), image_of(picture))
        done = True
    finally:
        if painter.isActive():
            if not done:
                printer.abort()
            painter.end()


def _layout(width: float, height: float) -> QPageLayout:
    """A page's size in points, and no margins: the sheet has its own."""
    upright = width <= height
    size = QSizeF(min(width, height), max(width, height))
    return QPageLayout(
        QPageSize(size, QPageSize.Unit.Point, matchPolicy=QPageSize.SizeMatchPolicy.FuzzyMatch),
        QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape,
        QMarginsF(),
    )
