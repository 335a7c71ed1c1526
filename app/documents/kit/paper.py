"""Pages of paper: a canvas with its origin at the top left, a pen, and a footer that counts the pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from io import BytesIO
from itertools import groupby
from typing import Any, Literal

from reportlab import rl_config
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfgen.canvas import Canvas

from app.documents.kit.fonts import Face, Run, Typeset, font_name, typeset, width
from app.documents.kit.text import Fitted, Style, fitted, wrapped

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
Align = Literal["left", "centre", "right"]
Ink = float | tuple[float, float, float]

ACCENT: Ink = (0.09, 0.25, 0.38)
"""Deep blue that prints as dark grey."""
HAIRLINE = 0.4
_FOOTER = Style(7.5, ink=0.3)
_TITLE = "Palier"
_MASK = 0
"""Any of the eight masks can be read; to weigh them all takes longer than to draw the whole sheet."""

rl_config.useA85 = 0  # streams as they are: a fifth smaller, and quicker than as text


class Paper:
    """The pages of one file. Coordinates are points from the top left corner of the page.

    A file holds one sheet after another; each counts its own pages. `y` is where the next thing goes.
    """

    def __init__(self, *, title: str, language: str, subject: str = "") -> None:
        self._buffer = BytesIO()
        settings: dict[str, Any] = {
            "invariant": 1,  # the same input gives the same bytes
            "pageCompression": 1,
            "initialFontName": font_name(Face.REGULAR),  # else every page names a font that is not embedded
            "lang": "fr-FR" if language == "fr" else "en-GB",
        }
        self._canvas = Canvas(self._buffer, A4, **settings)
        self._canvas.setTitle(title)
        self._canvas.setSubject(subject)
        self._canvas.setAuthor("")
        self._canvas.setCreator(_TITLE)
        self._sheets = self._marks = 0
        self.pages = 0
        self.sheet_page = 0
        self._footer: tuple[str, str] = ("", "")
        self._running: Callable[[], None] | None = None
        self._pen: tuple[object, ...] = ()
        self._ink: Ink | None = None
        self._codes: dict[tuple[str, float, str], str] = {}
        self.width, self.height = A4
        self.left = self.right = self.top = self.bottom = self.y = 0.0
        self._foot = 0.0
        self._margins = (0.0, 0.0, 0.0, 0.0)

    # --- pages ---------------------------------------------------------------------------------

    def begin_sheet(
        self,
        *,
        outline: str,
        footer: str,
        page_of: str,
        landscape: bool = False,
        margins: tuple[float, float, float, float] = (12, 15, 12, 15),
        running: Callable[[], None] | None = None,
    ) -> None:
        """Begin a sheet on a new page.

        `footer` stands at the foot of every page and `page_of` before its number (“Page”); `running` draws
        the head of the pages after the first. Margins are top, right, bottom and left in millimetres.
        """
        self._sheets += 1
        self.sheet_page = 0
        self._footer = (footer, page_of)
        self._running = running
        self._margins = margins
        self._lay(landscape)
        self._new_page()
        self._canvas.bookmarkPage(f"sheet{self._sheets}")
        self._canvas.addOutlineEntry(outline, f"sheet{self._sheets}")

    def mark(self, heading: str) -> None:
        """List this place in the file's table of contents, under the sheet."""
        self._marks += 1
        name = f"mark{self._marks}"
        self._canvas.bookmarkHorizontal(name, 0, self.height - self.y)
        self._canvas.addOutlineEntry(heading, name, level=1)

    def end_sheet(self) -> None:
        """End the sheet; now the number of its pages is known, and stands in every footer."""
        self._end_page()
        canvas = self._canvas
        canvas.beginForm(f"pages{self._sheets}")
        self._forget_pen()
        self._set_ink(_FOOTER.ink)
        # A form is clipped at its own origin.
        self._runs(0, _FOOTER.size, typeset(str(self.sheet_page), _FOOTER.face), _FOOTER)
        canvas.endForm()
        self._forget_pen()

    def next_page(self, *, landscape: bool | None = None) -> None:
        """Go on with the sheet on another page, upright or broad; as the last one if nothing is said."""
        self._end_page()
        if landscape is not None:
            self._lay(landscape)
        self._new_page()
        if self._running is not None:
            self._running()

    @property
    def room(self) -> float:
        """Height left on the page."""
        return self.bottom - self.y

    def reserve(self, height: float) -> float:
        """Keep the lowest part of this page for something else; returns where it begins."""
        self.bottom -= height
        return self.bottom

    @property
    def measure(self) -> float:
        """Width between the margins."""
        return self.right - self.left

    def need(self, height: float) -> bool:
        """Go to another page where less than this height is left; returns whether it did."""
        if height <= self.room + 0.01:
            return False
        self.next_page()
        return True

    def data(self) -> bytes:
        """The finished file."""
        self._canvas.save()
        return self._buffer.getvalue()

    def _lay(self, landscape: bool) -> None:
        self.width, self.height = (A4[1], A4[0]) if landscape else A4
        top, right, bottom, left = (side * MM for side in self._margins)
        self.left, self.right = left, self.width - right
        self.top, self._foot = top, self.height - bottom - 4 * MM

    def _new_page(self) -> None:
        self._canvas.setPageSize((self.width, self.height))
        self._forget_pen()
        self.pages += 1
        self.sheet_page += 1
        self.y = self.top
        self.bottom = self._foot

    def _end_page(self) -> None:
        footer, page_of = self._footer
        y = self._foot + 2.2 * MM
        text = f"{page_of} {self.sheet_page} / "
        slot = width("00", Face.REGULAR, _FOOTER.size)
        self.line_of_text(self.right - slot, y, text, _FOOTER, "right")
        room = self.measure - slot - width(text, Face.REGULAR, _FOOTER.size) - 6
        line = fitted(footer, Style(_FOOTER.size, ink=_FOOTER.ink, floor=5), room)
        for number, part in enumerate(line.lines):
            self.line_of_text(self.left, y + number * line.style.leading, part, line.style)
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(self.right - slot, self.height - y - _FOOTER.leading / 2 - _FOOTER.size * 1.34)
        canvas.doForm(f"pages{self._sheets}")
        canvas.restoreState()
        canvas.showPage()

    # --- text ----------------------------------------------------------------------------------

    def line_of_text(self, x: float, y: float, text: str, style: Style, align: Align = "left") -> None:
        """One line, its line box from `y` down; `x` is its left edge, middle or right edge."""
        if not text:
            return
        line = typeset(text, style.face)
        size = style.size
        if align == "right":
            x -= line.width * size
        elif align == "centre":
            x -= line.width * size / 2
        self._set_ink(style.ink)
        self._runs(x, self.height - y - style.leading / 2 - size * 0.34, line, style)

    def _runs(self, x: float, baseline: float, line: Typeset, style: Style) -> None:
        literal = self._canvas.addLiteral
        for run in line.runs:
            code = self._codes.get((run.font, style.size, run.text))
            if code is None:
                code = self._code_of(run, style.size)
            if run.stroked:
                weight = style.size * 0.035
                literal(f"q {weight:.3f} w {style.ink:.3f} {style.ink:.3f} {style.ink:.3f} RG 2 Tr")
            literal(f"BT 1 0 0 1 {x:.3f} {baseline:.3f} Tm{code}")
            if run.stroked:
                literal("0 Tr Q")
            x += run.width * style.size

    def _code_of(self, run: Run, size: float) -> str:
        """What draws a run of text, but for its place; kept, since a batch says the same words often."""
        text = self._canvas.beginText(0, 0)
        text.setFont(run.font, size)
        text.textOut(run.text)
        code = str(text.getCode()).removeprefix("BT 1 0 0 1 0 0 Tm")
        self._codes[run.font, size, run.text] = code
        return code

    def lines(self, x: float, y: float, text: Fitted, align: Align = "left") -> float:
        """Fitted lines one under another from `y` down; returns where they end."""
        for line in text.lines:
            self.line_of_text(x, y, line, text.style, align)
            y += text.style.leading
        return y

    def paragraph(self, text: str, style: Style, *, indent: float = 0.0, after: float = 0.0) -> None:
        """Running text over the measure from `y` on, over as many pages as it takes."""
        for line in wrapped(text, style, self.measure - indent):
            self.need(style.leading)
            self.line_of_text(self.left + indent, self.y, line, style)
            self.y += style.leading
        self.y += after

    # --- lines and shapes ----------------------------------------------------------------------

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, weight: float = HAIRLINE, ink: Ink = 0.55
    ) -> None:
        """A straight line."""
        self.rules([(x1, y1, x2, y2)], weight, ink)

    def rules(
        self, lines: Sequence[tuple[float, float, float, float]], weight: float = HAIRLINE, ink: Ink = 0.55
    ) -> None:
        """Many straight lines at once."""
        self._set_pen(weight, ink)
        height = self.height
        drawn = " ".join(
            f"{x1:.3f} {height - y1:.3f} m {x2:.3f} {height - y2:.3f} l" for x1, y1, x2, y2 in lines
        )
        self._canvas.addLiteral(f"{drawn} S")

    def box(
        self,
        x: float,
        y: float,
        across: float,
        down: float,
        *,
        weight: float = HAIRLINE,
        ink: Ink | None = 0.55,
        fill: Ink | None = None,
        radius: float = 0.0,
    ) -> None:
        """A rectangle with its top left corner at (x, y)."""
        if ink is not None:
            self._set_pen(weight, ink)
        if fill is not None:
            self._set_ink(fill)
        foot = self.height - y - down
        if radius:
            self._canvas.roundRect(
                x, foot, across, down, radius, stroke=int(ink is not None), fill=int(fill is not None)
            )
            return
        paint = "B" if ink is not None and fill is not None else "S" if fill is None else "f"
        self._canvas.addLiteral(f"{x:.3f} {foot:.3f} {across:.3f} {down:.3f} re {paint}")

    def dot(self, x: float, y: float, radius: float, *, filled: bool = True, ink: Ink = 0.0) -> None:
        """A circle, full or empty."""
        self._set_pen(0.7, ink)
        if filled:
            self._set_ink(ink)
        self._canvas.circle(x, self.height - y, radius, stroke=1, fill=int(filled))

    def tick(self, x: float, y: float, size: float, ink: Ink = 0.0) -> None:
        """A tick mark in a square with its top left corner at (x, y)."""
        self._set_pen(size * 0.13, ink)
        path = self._canvas.beginPath()
        path.moveTo(x + size * 0.12, self.height - y - size * 0.55)
        path.lineTo(x + size * 0.4, self.height - y - size * 0.85)
        path.lineTo(x + size * 0.9, self.height - y - size * 0.18)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def curve(self, points: Sequence[tuple[float, float]], weight: float, ink: Ink) -> None:
        """A line through points."""
        self._set_pen(weight, ink)
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def area(self, points: Sequence[tuple[float, float]], fill: Ink) -> None:
        """A filled polygon."""
        self._set_ink(fill)
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        path.close()
        self._canvas.drawPath(path, stroke=0, fill=1)

    def upright(self, x: float, y: float, text: str, style: Style) -> None:
        """One line that reads upwards from (x, y); `x` is the middle of its line box."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x + style.size * 0.34, self.height - y)
        canvas.rotate(90)
        self._set_ink(style.ink)
        self._runs(0, 0, typeset(text, style.face), style)
        canvas.restoreState()
        self._forget_pen()

    def code(self, x: float, y: float, size: float, text: str) -> None:
        """A QR code of a short text, with its quiet zone, in a square with its top left corner at (x, y)."""
        modules, bars = _qr_code(text)
        step = size / (modules + 4)
        self._set_ink(0.0)
        drawn = " ".join(
            f"{x + (start + 2) * step:.3f} {self.height - y - (row + 3) * step:.3f} {length * step:.3f} {step:.3f} re"
            for row, start, length in bars
        )
        self._canvas.addLiteral(f"{drawn} f")

    # --- the pen -------------------------------------------------------------------------------

    def _set_pen(self, weight: float, ink: Ink) -> None:
        if self._pen != (weight, ink):
            self._pen = (weight, ink)
            red, green, blue = _rgb(ink)
            self._canvas.addLiteral(f"{weight:.3f} w {red:.3f} {green:.3f} {blue:.3f} RG")

    def _set_ink(self, ink: Ink) -> None:
        if self._ink != ink:
            self._ink = ink
            red, green, blue = _rgb(ink)
            self._canvas.addLiteral(f"{red:.3f} {green:.3f} {blue:.3f} rg")

    def _forget_pen(self) -> None:
        """What was set no longer holds: set it again with the next line."""
        self._pen, self._ink = (), None


@lru_cache(maxsize=2_000)
def _qr_code(text: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """How many modules a side of the code has, and its dark bars: row, first column, length."""
    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    code.makeImpl(False, _MASK)
    modules = code.getModuleCount()
    bars: list[tuple[int, int, int]] = []
    for row in range(modules):
        for dark, columns in groupby(range(modules), key=partial(code.isDark, row)):
            if dark:
                first, *rest = columns
                bars.append((row, first, 1 + len(rest)))
    return modules, tuple(bars)


def _rgb(ink: Ink) -> tuple[float, float, float]:
    return ink if isinstance(ink, tuple) else (ink, ink, ink)
