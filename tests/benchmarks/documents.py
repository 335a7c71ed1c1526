"""Sheets: attendance sheets beside the same table drawn straight on a canvas, and a year out of ten."""

from __future__ import annotations

import tempfile
import time
from datetime import datetime
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import Connection, select

from app.db.tables import Action, Session
from app.documents import AnnualRequest, AttendanceRequest, render
from app.documents.attendance import load, views
from app.documents.attendance.measures import MARGINS, ROW, SIGN_COLUMNS, WALK_IN_COLUMNS
from app.documents.attendance.view import SignView
from app.documents.kit.fonts import Face, font_name
from app.documents.kit.paper import MM
from app.domain.ids import SessionId
from app.i18n import language
from app.workspace import Workspace
from tests.benchmarks.decade import FIRST_YEAR, YEARS, write_decade
from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.timing import median, times

_AT = datetime(2026, 11, 12, 9)
_SHEETS = 100
_FRENCH = language("fr")


def measure() -> list[Figure]:
    """Pages of attendance sheets by second, and the annual summary of one year of a file of ten."""
    with (
        tempfile.TemporaryDirectory(prefix="palier-bench-") as folder,
        write_decade(Path(folder) / "decade.palier") as workspace,
    ):
        return [_attendance(workspace), _annual(workspace)]


def _attendance(workspace: Workspace) -> Figure:
    chosen = workspace.read(_some_sessions)
    request = AttendanceRequest(chosen)
    pages = workspace.read(render, request, _FRENCH, printed_at=_AT).count
    sheets = [
        view
        for view in views(workspace.read(load, "fr", session_ids=chosen), _FRENCH)
        if isinstance(view, SignView)
    ]
    ours, straight = [], []
    for _ in range(5):  # in turns, so that both meet the same moods of the machine
        ours += times(lambda: workspace.read(render, request, _FRENCH, printed_at=_AT), 1)
        straight += times(lambda: draw_straight(sheets), 1)
    value, yardstick = (pages * 1000 / median(found) for found in (ours, straight))
    return Figure(
        f"Attendance sheets, {_SHEETS} sessions of 25 people, read from the file and drawn",
        value,
        "pages/s",
        "at least 0.6 times the yardstick",
        value >= 0.6 * yardstick,
        "the same words and lines straight on a ReportLab canvas",
        yardstick,
    )


def _annual(workspace: Workspace) -> Figure:
    request = AnnualRequest(FIRST_YEAR + YEARS // 2)
    workspace.read(render, request, _FRENCH, printed_at=_AT)  # statements and fonts are ready
    found = times(lambda: workspace.read(render, request, _FRENCH, printed_at=_AT), 5)
    return at_most(
        "Annual summary of one year of ten (17,000 sessions, 204,000 marks), counted and drawn",
        median(found),
        "ms",
        1000,
    )


def _some_sessions(connection: Connection) -> tuple[SessionId, ...]:
    rows = connection.execute(
        select(Session.id).join(Action, Action.id == Session.action_id).order_by(Action.code, Session.number)
    )
    return tuple(SessionId(row.id) for row in rows.fetchmany(_SHEETS))


def draw_straight(sheets: list[SignView]) -> bytes:
    """What an attendance sheet shows, with nothing fitted, wrapped, looked up or kept together."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    regular, bold = font_name(Face.REGULAR), font_name(Face.BOLD)
    for view in sheets:
        y = _straight_head(canvas, view, regular, bold)
        for signer in view.signers:
            if y < 20 * MM:
                canvas.showPage()
                y = A4[1] - 20 * MM
            x = MARGINS[3] * MM
            cells = (signer.number, signer.name, signer.residence, signer.role, "", "", "")
            for number, (text, across) in enumerate(zip(cells, SIGN_COLUMNS, strict=True)):
                if text:
                    canvas.setFont(bold if number == 1 else regular, 10)
                    canvas.drawString(x + 3, y - ROW / 2 - 3, text)
                canvas.line(x, y, x, y - ROW)
                x += across
            canvas.line(x, y, x, y - ROW)
            y -= ROW
            canvas.line(MARGINS[3] * MM, y, x, y)
        _straight_foot(canvas, view, y, regular, bold)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _straight_head(canvas: Canvas, view: SignView, regular: str, bold: str) -> float:
    y = A4[1] - 15 * MM
    head = view.head
    for text in (head.landlord, head.branch, head.sheet, head.code, head.title, *view.columns):
        canvas.setFont(bold, 10)
        canvas.drawString(MARGINS[3] * MM, y, text)
        y -= 8
    for fact in (*head.left, *head.right):
        canvas.setFont(regular, 7.5)
        canvas.drawString(MARGINS[3] * MM, y, fact.label)
        canvas.setFont(regular, 10)
        canvas.drawString(MARGINS[3] * MM + 60, y, fact.value.replace("\n", ", "))
        y -= 10
    return y


def _straight_foot(canvas: Canvas, view: SignView, y: float, regular: str, bold: str) -> None:
    left = MARGINS[3] * MM
    if y < 170 * MM:
        canvas.showPage()
        y = A4[1] - 20 * MM
    canvas.setFont(bold, 8)
    for text in (view.walk_ins, *view.walk_in_columns, *view.boxes):
        canvas.drawString(left, y, text)
    for _ in range(10):
        x = left
        for across in WALK_IN_COLUMNS:
            canvas.line(x, y, x, y - ROW)
            x += across
        for box in range(len(view.boxes)):
            canvas.rect(left + 80 * MM + box * 7 * MM, y - 6 * MM, 3.6 * MM, 3.6 * MM)
        y -= ROW
        canvas.line(left, y, x, y)
    for text, known in view.foot.totals:
        canvas.drawString(left, y, text)
        canvas.drawString(left, y - 10, known)
        canvas.rect(left, y - 10 * MM, 30 * MM, 10 * MM)
    canvas.setFont(regular, 7.5)
    words = view.foot.notice
    for start in range(0, len(words), 140):
        canvas.drawString(left, y - 60 - start / 14, words[start : start + 140])


if __name__ == "__main__":
    started = time.perf_counter()
    for figure in measure():
        print(figure)
    print(f"{time.perf_counter() - started:.0f} s")
