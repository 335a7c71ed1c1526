"""Views as CSV files that a spreadsheet in the reader's language opens without questions."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import StringIO
from pathlib import Path

from app.domain.names import fold
from app.exchange.views import FORMULA_STARTS, Figure, View
from app.i18n import Language
from app.i18n.values import Kind, Value


def csv_files(views: Sequence[View], first: Path, language: Language) -> tuple[tuple[Path, bytes], ...]:
    """A file for each view: the first view in `first`, every other beside it under its own name.

    `bilan.csv` comes with `bilan-seances.csv` and so on.
    """
    files = [(first, csv_table(views[0], language))]
    for view in views[1:]:
        name = re.sub(r"[^a-z0-9]+", "-", fold(view.name)).strip("-")
        files.append((first.with_name(f"{first.stem}-{name}{first.suffix}"), csv_table(view, language)))
    return tuple(files)


def csv_table(view: View, language: Language) -> bytes:
    """A view as CSV: UTF-8 with a byte order mark, as Excel wants it to see the accents.

    French: separated by semicolons, with decimal commas. English: commas and points. Text that a
    spreadsheet would take for a formula gets an apostrophe in front.
    """
    stream = StringIO()
    french = language.code == "fr"
    writer = csv.writer(stream, delimiter=";" if french else ",", lineterminator="\r\n")
    writer.writerow([_text(column.title) for column in view.columns])
    for row in view.rows:
        cells = []
        for column, value in zip(view.columns, row, strict=True):
            if isinstance(value, Figure):
                cells.append(_cell(value.value, value.kind, language))
            else:
                cells.append(_cell(value, column.kind, language))
        writer.writerow(cells)
    return stream.getvalue().encode("utf-8-sig")


def _cell(value: Value, kind: Kind, language: Language) -> str:
    match value:
        case None:
            return ""
        case str():
            return _text(value)
        case datetime() | date():
            return language.date(value, "month" if kind is Kind.MONTH else "short")
        case time():
            return language.clock(value)
        case _:
            return _number(value, kind, "," if language.code == "fr" else ".")


def _number(value: int | float | Decimal, kind: Kind, point: str) -> str:
    match kind:
        case Kind.WHOLE:
            return str(int(value))
        case Kind.PERCENT:
            return f"{value * 100:.1f}%".replace(".", point)
        case Kind.MONEY:
            return f"{value:.2f}".replace(".", point)
        case _:
            return f"{value:.1f}".replace(".", point)


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
