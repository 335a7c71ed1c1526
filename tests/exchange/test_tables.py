"""Tables are read in whatever form other programs write them, and anything else is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import PalierError, UnreadableFile
from app.exchange.tables import read_table

LINES = (("Nom", "Commune"), ("Les Érables", "Besançon"), ("L’Œillet", "Saint-Œdipe"))


def _written(separator: str, end: str = "\r\n") -> str:
    return "".join(separator.join(line) + end for line in LINES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators_are_recognised(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(_written(separator).encode(encoding))
    table = read_table(path)
    assert [line.cells for line in table.lines] == [*LINES[1:]]
    assert table.cell(table.lines[0], "COMMUNE") == "Besançon"
    assert table.cell(table.lines[0], "absent") == ""


def test_quoted_cells_may_hold_separators_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('nom;note\n"A;B";"one\ntwo"\n\n  C ;d\n', encoding="utf-8")
    table = read_table(path)
    assert [(line.number, line.cells) for line in table.lines] == [(2, ("A;B", "one\ntwo")), (5, ("C", "d"))]


def test_stray_quotation_marks_are_taken_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('nom;note\n"Le "Clos" vert";x\n', encoding="utf-8")
    assert read_table(path).lines[0].cells[1] == "x"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"a;b\n", "no lines below"),
        (b"a sentence\nanother\n", "not a table"),
        (b"a;b;c\n1;2;3\n4;5", "cut short"),
        (b'a;b\n1;"2', "cut short"),
        (b"PK\x03\x04rest of a workbook", "workbook or an archive"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "workbook or an archive"),
        (b"SQLite format 3\0" + bytes(range(256)), "not a table in text form"),
        (b"%PDF-1.7\n" + bytes(range(1, 32)) * 50, "not a table in text form"),
        (b"\xff\xfea;b\n1", "not a table in text form"),
    ],
)
def test_what_is_no_whole_table_is_refused_with_its_reason(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=said):
        read_table(path)


@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_reading_fail_in_another_way(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "file.csv"
    path.write_bytes(content)
    try:
        table = read_table(path)
    except PalierError:
        return
    assert table.lines
