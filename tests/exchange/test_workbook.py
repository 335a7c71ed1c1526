"""Workbooks and CSV files hold what the views say, typed, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.exchange.csv_files import csv_files, csv_table
from app.exchange.views import Column, Figure, View
from app.exchange.workbook import workbook
from app.i18n import language
from app.i18n.values import Kind

FRENCH, ENGLISH = language("fr"), language("en")
MADE_AT = datetime(2026, 11, 12, 9, 0)
VIEW = View(
    "Séances",
    (
        Column("Code"),
        Column("Date", Kind.DATE),
        Column("Début", Kind.TIME),
        Column("Mois", Kind.MONTH),
        Column("Présences", Kind.WHOLE),
        Column("Moyenne", Kind.DECIMAL),
        Column("Part", Kind.PERCENT),
        Column("Coût", Kind.MONEY),
        Column("Valeur"),
    ),
    (
        (
            "2026-001/1",
            date(2026, 3, 14),
            time(14, 30),
            date(2026, 3, 1),
            1234,
            7.25,
            0.755,
            Decimal("1234.50"),
            Figure(0.5, Kind.PERCENT),
        ),
        ("0042", None, None, None, 0, None, None, None, "12345678901234567890"),
    ),
    fixed=1,
)
DANGEROUS = ["=1+1", "+33 6 00", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "http://example.org"]


def parts(data: bytes) -> dict[str, str]:
    """The XML files of a workbook."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_cells_keep_their_types() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(workbook([VIEW], "Bilan", FRENCH, MADE_AT)))
    header, first, second = book.get_sheet_by_name("Séances").to_python()
    assert header == [column.title for column in VIEW.columns]
    assert first == [
        "2026-001/1",
        date(2026, 3, 14),
        time(14, 30),
        date(2026, 3, 1),
        1234.0,
        7.25,
        0.755,
        1234.5,
        0.5,
    ]
    assert second == ["0042", "", "", "", 0.0, "", "", "", "12345678901234567890"]


def test_headers_stay_in_sight_and_every_column_can_be_filtered() -> None:
    sheet = parts(workbook([VIEW], "Bilan", FRENCH, MADE_AT))["xl/worksheets/sheet1.xml"]
    assert 'xSplit="1" ySplit="1"' in sheet
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:I3"/>' in sheet
    assert "numberStoredAsText" in sheet


@pytest.mark.parametrize(
    ("speaking", "money", "month"),
    [(FRENCH, "#,##0.00\\ [$€-40C]", "[$-40C]mmmm"), (ENGLISH, "[$€-809]#,##0.00", "[$-809]mmmm")],
)
def test_formats_are_those_of_the_language(speaking: object, money: str, month: str) -> None:
    styles = parts(workbook([VIEW], "Bilan", FRENCH if speaking is FRENCH else ENGLISH, MADE_AT))[
        "xl/styles.xml"
    ]
    assert money in styles
    assert month in styles
    assert "dd/mm/yyyy" in styles


def test_nothing_typed_by_people_becomes_a_formula_or_a_link() -> None:
    view = View("Noms", (Column("Nom"),), tuple((text,) for text in DANGEROUS))
    files = parts(workbook([view], "Bilan", FRENCH, MADE_AT))
    sheet = files["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert sheet.count('t="s"') == len(DANGEROUS) + 1
    assert 'quotePrefix="1"' in files["xl/styles.xml"]
    cells = CalamineWorkbook.from_filelike(BytesIO(workbook([view], "B", FRENCH, MADE_AT)))
    assert [row[0] for row in cells.get_sheet_by_name("Noms").to_python()[1:]] == DANGEROUS


def test_the_same_views_give_the_same_bytes() -> None:
    assert workbook([VIEW], "Bilan", FRENCH, MADE_AT) == workbook([VIEW], "Bilan", FRENCH, MADE_AT)


def test_names_of_sheets_are_such_as_a_workbook_takes() -> None:
    views = [View(name, (Column("A"),), ()) for name in ("a/b:c", "x" * 40, "X" * 40, "Bilan")]
    book = CalamineWorkbook.from_filelike(BytesIO(workbook(views, "B & B", FRENCH, MADE_AT)))
    assert book.sheet_names == ["a-b-c", "x" * 31, f"{'X' * 28} 3", "Bilan"]


def test_text_longer_than_a_cell_takes_is_cut_and_the_rest_is_written() -> None:
    view = View("Notes", (Column("Note", Kind.LONG_TEXT), Column("B")), (("x" * 40_000, "kept"),))
    book = CalamineWorkbook.from_filelike(BytesIO(workbook([view], "Bilan", FRENCH, MADE_AT)))
    assert [len(str(cell)) for cell in book.get_sheet_by_name("Notes").to_python()[1]] == [32_767, 4]


def _lines(data: bytes, delimiter: str) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_csv_is_written_as_a_french_spreadsheet_reads_it() -> None:
    _, first, second = _lines(csv_table(VIEW, FRENCH), ";")
    assert first == [
        "2026-001/1",
        "14/03/2026",
        "14:30",
        "mars 2026",
        "1234",
        "7,2",
        "75,5%",
        "1234,50",
        "50,0%",
    ]
    assert second == ["0042", "", "", "", "0", "", "", "", "12345678901234567890"]


def test_csv_is_written_as_an_english_spreadsheet_reads_it() -> None:
    _, first, _ = _lines(csv_table(VIEW, ENGLISH), ",")
    assert first[3:8] == ["March 2026", "1234", "7.2", "75.5%", "1234.50"]


def test_csv_defuses_what_a_spreadsheet_would_run() -> None:
    view = View(
        "Noms", (Column("Nom"), Column("Solde", Kind.MONEY)), tuple((text, Decimal(-5)) for text in DANGEROUS)
    )
    lines = _lines(csv_table(view, FRENCH), ";")[1:]
    assert [cells[0] for cells in lines] == [f"'{text}" for text in DANGEROUS[:-1]] + DANGEROUS[-1:]
    assert {cells[1] for cells in lines} == {"-5,00"}


def test_each_further_view_stands_beside_the_first_under_its_own_name() -> None:
    views = (View("Actions", (Column("A"),), ()), VIEW, View("Par résidence", (Column("A"),), ()))
    names = [path.name for path, _ in csv_files(views, Path("bilan.csv"), FRENCH)]
    assert names == ["bilan.csv", "bilan-seances.csv", "bilan-par-residence.csv"]


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_at_all_can_be_written_and_read_again(text: str) -> None:
    view = View("Noms", (Column("Nom"), Column("B")), ((text, "kept"),))
    cells = CalamineWorkbook.from_filelike(BytesIO(workbook([view], "Bilan", FRENCH, MADE_AT)))
    (row,) = cells.get_sheet_by_name("Noms").to_python()[1:]
    assert row[1] == "kept"
    if text.isprintable() and "_x" not in text:
        assert row[0] == text
    assert _lines(csv_table(view, FRENCH), ";")[1][1] == "kept"
