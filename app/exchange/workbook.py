"""Workbooks (XLSX): a sheet for each view, made to be read, filtered and printed as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.exchange.views import FORMULA_STARTS, Column, Figure, View
from app.i18n import Language
from app.i18n.values import Kind, Value

_INK, _ACCENT, _LINE = "#1F2330", "#4350AF", "#DDE0EA"
_LONGEST_TEXT = 32_767
"""Characters that a cell takes."""

_NARROWEST, _WIDEST, _WRAPPED = 9.0, 46.0, 60.0
"""Widths of columns, in characters; longer text is wrapped."""


def workbook(views: Sequence[View], title: str, language: Language, made_at: datetime) -> bytes:
    """A workbook as bytes; the same views and moment give the same bytes."""
    stream = BytesIO()
    book = Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "dd/mm/yyyy",
            "default_format_properties": {"font_name": "Calibri", "font_size": 11, "font_color": _INK},
        },
    )
    book.set_properties({"title": title, "author": "Palier", "comments": "", "created": made_at})
    formats = _Formats(book, language)
    for view, name in zip(views, _sheet_names(views), strict=True):
        _sheet(book.add_worksheet(name), view, formats, title)
    book.close()
    data = stream.getvalue()
    _check(data)
    return data


class _Formats:
    """The cell formats, each made once."""

    def __init__(self, book: Workbook, language: Language) -> None:
        self._book = book
        self._made: dict[tuple[Kind, bool], Format] = {}
        locale = "40C" if language.code == "fr" else "809"
        self._patterns = {
            Kind.WHOLE: "#,##0",
            Kind.DECIMAL: "#,##0.0",
            Kind.PERCENT: "0.0\\ %" if language.code == "fr" else "0.0%",
            Kind.MONEY: "#,##0.00\\ [$€-40C]" if language.code == "fr" else "[$€-809]#,##0.00",
            Kind.DATE: "dd/mm/yyyy",
            Kind.TIME: "hh:mm",
            Kind.MONTH: f"[$-{locale}]mmmm\\ yyyy",
        }
        self.header = book.add_format(
            {
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": _ACCENT,
                "text_wrap": True,
                "align": "left",
                "valign": "vcenter",
                "border": 1,
                "border_color": _ACCENT,
                "indent": 1,
            }
        )

    def cell(self, kind: Kind, *, quoted: bool = False) -> Format:
        """The format of a kind; `quoted` marks text that a spreadsheet must not take for a formula."""
        if (kind, quoted) not in self._made:
            properties: dict[str, Any] = {"valign": "top", "bottom": 1, "bottom_color": _LINE}
            if kind in self._patterns:
                properties["num_format"] = self._patterns[kind]
            if kind in (Kind.TEXT, Kind.LONG_TEXT):
                properties |= {"text_wrap": True, "num_format": "@"}
            if kind in (Kind.DATE, Kind.TIME, Kind.MONTH):
                properties["align"] = "left"
            if quoted:
                properties["quote_prefix"] = True
            self._made[kind, quoted] = self._book.add_format(properties)
        return self._made[kind, quoted]


def _sheet(sheet: Worksheet, view: View, formats: _Formats, title: str) -> None:
    for place, column in enumerate(view.columns):
        sheet.write_string(0, place, column.title, formats.header)
        width = _width(column, [row[place] for row in view.rows])
        sheet.set_column(place, place, width)
    sheet.set_row(0, 32 if any(len(column.title) > 14 for column in view.columns) else 22)
    for line, row in enumerate(view.rows, start=1):
        for place, (column, value) in enumerate(zip(view.columns, row, strict=True)):
            if isinstance(value, Figure):
                _write(sheet, line, place, value.value, value.kind, formats)
            else:
                _write(sheet, line, place, value, column.kind, formats)
    last = max(len(view.rows), 1)
    sheet.autofilter(0, 0, last, len(view.columns) - 1)
    sheet.freeze_panes(1, view.fixed)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})  # codes are text and stay so
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_header(f"&L{_printed(title)}&R&A")
    sheet.set_footer("&R&P / &N")


def _write(sheet: Worksheet, line: int, place: int, value: Value, kind: Kind, formats: _Formats) -> None:
    match value:
        case None | "":
            sheet.write_blank(line, place, None, formats.cell(kind))
        case str():
            quoted = value.startswith(FORMULA_STARTS)
            text_kind = kind if kind in (Kind.TEXT, Kind.LONG_TEXT) else Kind.TEXT
            sheet.write_string(line, place, value[:_LONGEST_TEXT], formats.cell(text_kind, quoted=quoted))
        case Decimal() | int() | float():
            sheet.write_number(line, place, float(value), formats.cell(kind))
        case date():  # moments included
            sheet.write_datetime(line, place, value, formats.cell(kind))
        case _:
            sheet.write_datetime(line, place, value, formats.cell(kind))


def _width(column: Column, values: Sequence[Value | Figure]) -> float:
    if column.kind is Kind.LONG_TEXT:
        return _WRAPPED
    longest_word = max((len(word) for word in column.title.split()), default=0)
    needed = max(longest_word + 4, min(len(column.title) + 4, 18))
    measures: dict[Kind, Callable[[Value], int]] = {
        Kind.MONEY: lambda value: len(f"{value:,.2f}") + 3,
        Kind.WHOLE: lambda value: len(f"{value:,}") + 1,
    }
    for each in values:
        value, kind = (each.value, each.kind) if isinstance(each, Figure) else (each, column.kind)
        if value is None:
            continue
        if isinstance(value, str):
            needed = max(needed, max((len(part) for part in value.split("\n")), default=0) + 2)
        elif kind in measures:
            needed = max(needed, measures[kind](value))
        else:
            needed = max(needed, 15 if kind is Kind.MONTH else 11)
    return max(_NARROWEST, min(float(needed), _WIDEST))


def _sheet_names(views: Sequence[View]) -> list[str]:
    """Names that a workbook takes: at most 31 characters, none of []:*?/\\, no two alike."""
    names: list[str] = []
    for view in views:
        name = "".join("-" if letter in "[]:*?/\\" else letter for letter in view.name).strip("' ")[:31]
        while name.casefold() in (taken.casefold() for taken in names):
            name = f"{name[:28]} {len(names) + 1}"
        names.append(name)
    return names


def _printed(text: str) -> str:
    """Text for the head of a printed page, where & begins a command."""
    return text.replace("&", "&&")[:200]


def _check(data: bytes) -> None:
    """What leaves here opens; a workbook that does not is a bug and must not replace a good file."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            broken = archive.testzip()
    except BadZipFile as problem:
        raise RuntimeError("the workbook was not made whole") from problem
    if broken is not None:
        raise RuntimeError(f"the workbook was not made whole: {broken}")
