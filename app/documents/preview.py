"""Pages as pictures: the preview and the printer show the very bytes that are saved."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Self

import pypdfium2

POINTS_PER_INCH = 72.0

_pdfium = Lock()
"""The library is not made for two threads at once."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn: four bytes a pixel (blue, green, red, unused), rows of `width * 4` bytes from the top."""

    width: int
    height: int
    pixels: bytes


class Preview:
    """An open PDF; safe to use from several threads. Close it when done."""

    def __init__(self, data: bytes) -> None:
        with _pdfium:
            self._document: pypdfium2.PdfDocument | None = pypdfium2.PdfDocument(data)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(page) for page in range(len(self._document))
            )
            """Each page's width and height in points."""

    def picture(self, page: int, dots_per_inch: float) -> Picture | None:
        """A page, from 0, at a resolution; None once the preview is closed, as happens to a late thread."""
        with _pdfium:
            if self._document is None:
                return None
            drawn = self._document[page].render(
                scale=dots_per_inch / POINTS_PER_INCH, rev_byteorder=False, prefer_bgrx=True
            )
            return Picture(drawn.width, drawn.height, bytes(drawn.buffer))

    def close(self) -> None:
        """Let go of the document."""
        with _pdfium:
            if self._document is not None:
                self._document.close()
                self._document = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
