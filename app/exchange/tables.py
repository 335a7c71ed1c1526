"""Tables in text files (CSV) as other programs write them: any usual encoding, any usual separator."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path

from app.domain.errors import UnreadableFile
from app.domain.names import fold
from app.exchange.files import read_bytes

LARGEST = 64_000_000
"""Bytes; the national register's file of a whole region stays below."""

_SEPARATORS = ";,\t"
_folded = lru_cache(maxsize=200)(fold)  # the same few names are asked for on every line
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its number in the file, from 1, and its cells without surrounding space."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table as text."""

    name: str
    columns: dict[str, int]
    """Where each column stands, by its folded name; of two with one name the first counts."""
    width: int
    lines: tuple[Line, ...]
    """All lines below the first that hold anything."""

    def cell(self, line: Line, *names: str) -> str:
        """What a line says in the first of these columns that the table has; empty where it has none."""
        for name in names:
            place = self.columns.get(_folded(name))
            if place is not None:
                return line.cells[place] if place < len(line.cells) else ""
        return ""


def read_table(path: Path) -> TableFile:
    """Read a table whose first line names the columns.

    Raises `EnvironmentProblem` where the file cannot be read, and `UnreadableFile` where it is no
    table, holds no lines, or breaks off in the middle of one.
    """
    data = read_bytes(path, LARGEST)
    text = _decoded(data, path.name)
    separator = _separator(text)
    lines = _lines(text, separator, path.name)
    if not lines:
        raise UnreadableFile("“{name}” is empty: choose another file.", name=path.name)
    header, *rest = lines
    if len(header.cells) < 2:
        raise UnreadableFile(
            "“{name}” is not a table: its first line should name the columns.", name=path.name
        )
    if not rest:
        raise UnreadableFile("“{name}” names its columns but has no lines below them.", name=path.name)
    if len(rest[-1].cells) < len(header.cells) and not text.endswith(("\n", "\r")):
        raise _cut_short(path.name, rest[-1].number)
    columns: dict[str, int] = {}
    for place, name in enumerate(header.cells):
        columns.setdefault(fold(name), place)
    return TableFile(path.name, columns, len(header.cells), tuple(rest))


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableFile(
            "“{name}” is a workbook or an archive: save it as a CSV file, then take that.", name=name
        )
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise _not_text(name) from None
    if b"\0" in data or _mostly_control(data):
        raise _not_text(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # What Windows programs in Western Europe write; five of its bytes mean nothing.
        return data.decode("cp1252", errors="replace")


def _mostly_control(data: bytes) -> bool:
    sample = data[:65_536]
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1a\x1b" for byte in sample)
    return control * 100 > len(sample)


def _separator(text: str) -> str:
    first = text.lstrip("\r\n").splitlines()[0] if text.strip() else ""
    outside = "".join(first.split('"')[::2])
    return max(_SEPARATORS, key=outside.count)


def _lines(text: str, separator: str, name: str) -> list[Line]:
    try:
        return _parsed(text, separator, strict=True)
    except csv.Error as problem:
        if "unexpected end of data" in str(problem):
            raise _cut_short(name, text.count("\n") + 1) from None
    try:
        return _parsed(text, separator, strict=False)  # stray quotation marks, as people write them
    except csv.Error:
        raise _not_text(name) from None


def _parsed(text: str, separator: str, *, strict: bool) -> list[Line]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict)
    lines: list[Line] = []
    first = 1
    for cells in reader:
        clean = tuple(cell.strip() for cell in cells)
        if any(clean):
            lines.append(Line(first, clean))
        first = reader.line_num + 1
    return lines


def _cut_short(name: str, line: int) -> UnreadableFile:
    return UnreadableFile(
        "“{name}” is cut short: line {line} breaks off in the middle. Get the file again.",
        name=name,
        line=str(line),
    )


def _not_text(name: str) -> UnreadableFile:
    return UnreadableFile("“{name}” is not a table in text form (CSV): choose another file.", name=name)
