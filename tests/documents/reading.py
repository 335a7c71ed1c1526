"""Reads pages back: their words, where they stand, and how large they are."""

from __future__ import annotations

import re
from ctypes import c_double
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page read back."""

    width: float
    height: float
    text: str
    words: tuple[Word, ...]

    def word(self, text: str) -> Word:
        """The first word that reads so."""
        return next(word for word in self.words if word.text == text)


def pages(data: bytes) -> list[Page]:
    """Every page of a file."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def whole_text(data: bytes) -> str:
    """All words of all pages, spaces evened out."""
    return " ".join(" ".join(page.text.split()) for page in pages(data))


def assert_within_pages(data: bytes, margin_mm: float = 5.0) -> None:
    """Every character stands on its page, clear of its edges."""
    for number, page in enumerate(pages(data), start=1):
        margin = margin_mm * POINTS_PER_MM
        for word in page.words:
            inside = (
                word.left >= margin
                and word.top >= margin
                and word.right <= page.width - margin
                and word.bottom <= page.height - margin
            )
            assert inside, f"page {number}: {word}"


def fonts(data: bytes) -> set[str]:
    """The names of the fonts that are embedded."""
    return {name.decode() for name in re.findall(rb"/FontName /([\w+-]+)", data)}


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    textpage = page.get_textpage()
    words: list[Word] = []
    letters: list[tuple[str, float, float, float, float, float]] = []

    def close() -> None:
        if letters:
            words.append(
                Word(
                    "".join(letter[0] for letter in letters),
                    min(letter[1] for letter in letters),
                    min(letter[2] for letter in letters),
                    max(letter[3] for letter in letters),
                    max(letter[4] for letter in letters),
                    letters[0][5],
                )
            )
            letters.clear()

    for index in range(textpage.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(textpage, index))
        if character.isspace() or character == "\x00":
            close()
            continue
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        size = pdfium.FPDFText_GetFontSize(textpage, index)
        box = (left.value, height - top.value, right.value, height - bottom.value)
        if letters and (abs(box[1] - letters[-1][2]) > 4 * size or box[0] - letters[-1][3] > size):
            close()
        letters.append((character, *box, size))
    close()
    text = textpage.get_text_range()
    textpage.close()
    return Page(width, height, text, tuple(words))
