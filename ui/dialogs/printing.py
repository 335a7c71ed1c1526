"""Printing: the page itself on the left, choices on the right, one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QKeyEvent, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.documents import (
    AnnualRequest,
    AttendanceRequest,
    ImpactRequest,
    Pages,
    RehearsalsRequest,
    Request,
    render,
)
from app.documents.preview import Preview
from app.domain.errors import PalierError
from app.domain.ids import ActionId, PersonId, SessionId
from app.exchange.files import atomic_write
from app.i18n import LANGUAGES, Language, Message, language
from app.usecases.printouts import record_printouts
from ui.dialogs.pages import PagesView, image_of
from ui.runtime.language import ntr, say, tr
from ui.runtime.tasks import Runner
from ui.widgets.blocks import EmptyState
from ui.widgets.buttons import push_button
from ui.widgets.entries import Choice
from ui.widgets.forms import CheckEntry, FieldRow, Form
from ui.widgets.labels import PlainLabel

Sheet = Literal["attendance", "rehearsals", "impact", "annual"]

_PRINTED_AT = 300
"""Dots per inch of a page sent to the printer."""
_TITLES = {
    "attendance": Message("Attendance sheets"),
    "rehearsals": Message("Rehearsal schedule"),
    "impact": Message("Impact sheet"),
    "annual": Message("Annual summary"),
}
_SIDE = 300


class PrintDialog(QDialog):
    """Shows a sheet as it will come out; prints it or saves it, and enters it in the register.

    `sheet` is a kind of sheet; the parameters are those of its request in `app.documents`.
    """

    def __init__(
        self, context: Any, sheet: Sheet, *, parent: QWidget | None = None, **parameters: Any
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._runner: Runner = context.runner
        self._sheet = sheet
        self._parameters = parameters
        self.pages: Pages | None = None
        self.setWindowTitle(say(_TITLES[sheet]))
        self.view = PagesView(self._runner, tr("Preview"))
        self._empty = EmptyState("print", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self._count = PlainLabel(ink="muted")
        self._form = Form()
        self._language = Choice()
        self._language.set_options([("fr", "Français"), ("en", "English")])
        self._language.set_value(context.language.code)
        self._row(tr("Language of the sheet"), self._language)
        self.choices: dict[str, Any] = {}
        self._add_choices()
        self._print = push_button(tr("Print…"), kind="primary", icon_name="print")
        self._print.clicked.connect(self._ask_printer)
        self._save = push_button(tr("Save as PDF…"), icon_name="download")
        self._save.clicked.connect(self._ask_file)
        self._close = push_button(tr("Close"), kind="quiet")
        self._close.clicked.connect(self.reject)
        self._lay_out()
        self.draw()

    @property
    def language(self) -> Language:
        """The sheet's own language."""
        code = self._language.value()
        return language(code if code in LANGUAGES else self._context.language.code)

    def request(self) -> Request:
        """What is asked for, with the choices made."""
        given = self._parameters
        if self._sheet == "rehearsals":
            people: Sequence[PersonId] = given.get("person_ids", ())
            return RehearsalsRequest(
                ActionId(given["action_id"]), tuple(people), self.choices["all_people"].value()
            )
        if self._sheet == "impact":
            return ImpactRequest(ActionId(given["action_id"]))
        if self._sheet == "annual":
            return AnnualRequest(int(given["year"]))
        sessions: Sequence[SessionId] = given.get("session_ids", ())
        day: date | None = given.get("day")
        return AttendanceRequest(
            session_ids=tuple(sessions),
            action_id=given.get("action_id"),
            day=day,
            variant=self.choices["variant"].value(),
        )

    def draw(self) -> None:
        """Draw the sheet anew."""
        self._print.setEnabled(False)
        self._save.setEnabled(False)
        workspace = self._runner.workspace
        if workspace is None:
            return
        work: Callable[..., Pages] = workspace.read
        self._runner.run(
            work,
            render,
            self.request(),
            self.language,
            printed_at=self._context.clock(),
            then=self._show,
            failed=self._refused,
            owner=self,
            label=Message("Drawing the sheets"),
            watch="progress",
        )

    def save(self, path: Path) -> None:
        """Write the very bytes shown to a file."""
        if self.pages is not None:
            self._runner.render(
                atomic_write,
                path,
                self.pages.data,
                then=partial(self._kept, path),
                failed=self._refused,
                owner=self,
            )

    def print_to(self, printer: QPrinter) -> None:
        """Send the pages to a printer, all or those chosen in its dialog."""
        if self.pages is None:
            return
        first, last = printer.fromPage() or 1, printer.toPage() or self.pages.count
        printer.setResolution(_PRINTED_AT)
        painter = QPainter()
        with Preview(self.pages.data) as preview:
            for number in range(first, last + 1):
                width, height = preview.sizes[number - 1]
                _set_page(printer, width, height)
                if number == first:
                    if not painter.begin(printer):
                        self._context.shell.tell_problem(
                            Message("The printer does not answer: check that it is on, then try again.")
                        )
                        return
                else:
                    printer.newPage()
                picture = image_of(preview.picture(number - 1, _PRINTED_AT))
                painter.drawImage(QRectF(0, 0, width / 72 * _PRINTED_AT, height / 72 * _PRINTED_AT), picture)
        painter.end()
        self._register()

    def _add_choices(self) -> None:
        if self._sheet == "attendance":
            variant = Choice()
            variant.set_options(
                [
                    ("auto", tr("One sheet a session")),
                    ("grid", tr("Several dates on one sheet")),
                    ("count", tr("Counting sheet, without names")),
                ]
            )
            variant.set_value(self._parameters.get("variant", "auto"))
            self._row(tr("Sort of sheet"), variant)
            self.choices["variant"] = variant
        elif self._sheet == "rehearsals":
            everybody = CheckEntry(tr("A large-type sheet for each person"))
            everybody.set_value(bool(self._parameters.get("all_people")))
            self._row("", everybody)
            self.choices["all_people"] = everybody

    def _row(self, label: str, field: QWidget) -> None:
        row: FieldRow = self._form.add(label, field)
        row.edited.connect(lambda _: self.draw())

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(16, 16, 16, 16)
        side.setSpacing(12)
        side.addWidget(PlainLabel(say(_TITLES[self._sheet]), size="large", strong=True))
        side.addWidget(self._count)
        side.addWidget(self._form)
        side.addStretch(1)
        for button in (self._print, self._save, self._close):
            side.addWidget(button)
        panel = QWidget()
        panel.setFixedWidth(_SIDE)
        panel.setLayout(side)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(panel)
        self.resize(1080, 760)

    def _show(self, pages: Pages) -> None:
        self.pages = pages
        self.view.set_preview(Preview(pages.data))
        self._stack.setCurrentWidget(self.view)
        self._count.setText(ntr("{n} page", "{n} pages", pages.count))
        self._print.setEnabled(True)
        self._save.setEnabled(True)
        self._print.setFocus()

    def _refused(self, problem: PalierError) -> None:
        self._empty.set_words(say(problem.message))
        self._stack.setCurrentWidget(self._empty)
        self._count.setText("")

    def _ask_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._name())
        chooser = QPrintDialog(printer, self)
        if self.pages is not None:
            chooser.setMinMax(1, self.pages.count)
        if chooser.exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer)

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save as PDF…"), str(Path.home() / f"{self._name()}.pdf"), tr("PDF (*.pdf)")
        )
        if chosen:
            self.save(Path(chosen).with_suffix(".pdf"))

    def _kept(self, path: Path, _written: object) -> None:
        self._context.shell.tell(Message("Written to {file}", file=str(path)))
        self._register()

    def _register(self) -> None:
        if self.pages is not None and self.pages.sheets:
            self._runner.change(record_printouts, self.pages.sheets, tell=False)
        self.accept()

    def _name(self) -> str:
        return f"{say(_TITLES[self._sheet])} {self._context.clock():%Y-%m-%d}"

    # Qt overrides

    def done(self, result: int) -> None:
        self.view.set_preview(None)
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_P:
            self._ask_printer()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_S:
            self._ask_file()
        else:
            super().keyPressEvent(event)


def _set_page(printer: QPrinter, width: float, height: float) -> None:
    """Take a page's size in points, and no margins: the sheet has its own."""
    upright = width <= height
    size = QSizeF(min(width, height), max(width, height))
    orientation = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
    printer.setFullPage(True)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(size, QPageSize.Unit.Point, matchPolicy=QPageSize.SizeMatchPolicy.FuzzyMatch),
            orientation,
            QMarginsF(),
        )
    )
