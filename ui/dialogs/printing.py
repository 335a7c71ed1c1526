"""Printing: the page itself on the left, choices on the right, one button."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.documents import Pages, render
from app.documents.preview import Preview
from app.domain.errors import PalierError
from app.exchange.files import atomic_write
from app.i18n import Message
from app.usecases.printouts import Printed, record_printouts
from app.workspace import Outcome
from ui.dialogs.pages import PagesView
from ui.dialogs.printers import chosen_pages, send
from ui.dialogs.sheets import SheetName, Surroundings, Teller, sheet_form
from ui.runtime.language import ntr, say, tr
from ui.runtime.tasks import Runner, Task
from ui.widgets.blocks import EmptyState
from ui.widgets.buttons import push_button
from ui.widgets.labels import PlainLabel
from ui.widgets.progress import ProgressStrip

_TITLES = {
    "attendance": Message("Attendance sheets"),
    "rehearsals": Message("Rehearsal schedule"),
    "impact": Message("Impact sheet"),
    "annual": Message("Annual summary"),
}
_SIDE = 300
_SIZE = QSize(1080, 760)
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class PrintDialog(QDialog):
    """Shows a sheet as it will come out; prints it or saves it, and enters it in the register.

    `sheet` is a kind of sheet; the parameters are those of its request in `app.documents`.
    """

    def __init__(
        self, context: Surroundings, sheet: SheetName, *, parent: QWidget | None = None, **parameters: Any
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._runner: Runner = context.runner
        self._task: Task[Any] | None = None
        self._saving: Task[Any] | None = None
        self._closed = False
        self.pages: Pages | None = None
        self.setWindowTitle(say(_TITLES[sheet]))
        self.view = PagesView(self._runner, tr("Preview"))
        self.view.page_changed.connect(self._count_pages)
        self.empty = EmptyState("print", "")
        self.empty.requested.connect(self.draw)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.progress = ProgressStrip(tr("Cancel"))
        self.progress.cancel_requested.connect(self.stop)
        self._count = PlainLabel(ink="muted")
        self._problem = PlainLabel(wrap=True, ink="danger")
        self._problem.hide()
        self.form = sheet_form(context, sheet, parameters)
        self.form.chosen.connect(self.draw)
        self.print_button = push_button(tr("Print…"), kind="primary", icon_name="print", keys="Ctrl+P")
        self.print_button.clicked.connect(self.ask_printer)
        self.save_button = push_button(tr("Save as PDF…"), icon_name="download", keys="Ctrl+S")
        self.save_button.clicked.connect(self.ask_file)
        self.close_button = push_button(tr("Close"), kind="quiet", keys="Esc")
        self.close_button.clicked.connect(self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self.ask_printer)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self).activated.connect(self.ask_file)
        self._lay_out(say(_TITLES[sheet]))
        self._runner.slowed.connect(self._slowed)
        self._runner.progressed.connect(self._progressed)
        self._runner.ended.connect(self._ended)
        self.draw()

    def draw(self) -> None:
        """Draw the sheet anew, with the choices made by now."""
        self._drop_task()
        self._say_problem("")
        self.pages = None
        self._allow(False)
        workspace = self._runner.workspace
        if workspace is None:
            return
        self._task = self._runner.run(
            workspace.read,
            render,
            self.form.request(),
            self.form.language,
            printed_at=self._context.clock(),
            then=self._show,
            failed=self._refused,
            owner=self,
            label=Message("Drawing the sheets"),
            watch="progress",
        )

    def save(self, path: Path) -> None:
        """Write the very bytes shown to a file, then enter the sheets in the register."""
        if self.pages is None:
            return
        self._say_problem("")
        self._allow(False)
        self._context.settings.choose("print.folder", str(path.parent))
        pages = self.pages

        def written(_: object) -> None:
            # A file that is there goes into the register even if the dialog was closed meanwhile.
            done = Message("Written to {file}", file=str(path))
            _enter(self._runner, self._context.shell, pages.sheets, done)
            if isValid(self) and not self._closed:
                self.accept()

        def not_written(problem: PalierError) -> None:
            if isValid(self) and not self._closed:
                self._not_done(problem)
            else:
                self._context.shell.tell_problem(problem.message)

        self._saving = self._runner.render(
            atomic_write,
            path,
            pages.data,
            then=written,
            failed=not_written,
            label=Message("Writing the file"),
        )

    def print_to(self, printer: QPrinter) -> None:
        """Send the pages to a printer, all or those chosen in its dialog, then enter them in the register."""
        if self.pages is None:
            return
        self._say_problem("")
        self._allow(False)
        numbers = chosen_pages(printer, self.pages.count)
        self._task = self._runner.render(
            send,
            self.pages.data,
            printer,
            numbers,
            then=partial(self._sent, self.pages.sheets_on(frozenset(numbers)), len(numbers)),
            failed=self._not_done,
            owner=self,
            label=Message("Sending the pages to the printer"),
            watch="progress",
        )

    def stop(self) -> None:
        """Cancel what is under way: drawing, printing or saving."""
        drawing = self.pages is None
        self._drop_task()
        if drawing:
            self.view.set_preview(None)
            self.empty.set_words(tr("Drawing was stopped."), tr("Draw again"))
            self._stack.setCurrentWidget(self.empty)
        else:
            self._allow(True)
            self._say_problem(tr("Stopped. What had left for the printer may still come out."))

    def ask_printer(self) -> None:
        """Let the user choose a printer."""
        if self.print_button.isEnabled() and self.pages is not None:
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            printer.setDocName(self.pages.name)
            chooser = QPrintDialog(printer, self)
            chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            chooser.setMinMax(1, self.pages.count)
            chooser.accepted.connect(partial(self.print_to, printer))
            QDialog.open(chooser)  # its own `open` wants a slot by its name

    def ask_file(self) -> None:
        """Let the user choose where to save."""
        if self.save_button.isEnabled() and self.pages is not None:
            folder = Path(self._context.settings.choice("print.folder") or Path.home())
            chooser = QFileDialog(self, tr("Save as PDF"), str(folder if folder.is_dir() else Path.home()))
            chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            chooser.setNameFilter(tr("PDF (*.pdf)"))
            chooser.setDefaultSuffix("pdf")
            chooser.selectFile(f"{_NOT_IN_NAMES.sub('-', self.pages.name)[:120]}.pdf")
            chooser.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
            chooser.open()

    def _lay_out(self, title: str) -> None:
        choices = QScrollArea()
        choices.setFrameShape(QFrame.Shape.NoFrame)
        choices.setWidgetResizable(True)
        choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        choices.setWidget(self.form)
        side = QVBoxLayout()
        side.setContentsMargins(16, 16, 16, 16)
        side.setSpacing(8)
        side.addWidget(PlainLabel(title, size="large", strong=True))
        side.addWidget(self._count)
        side.addSpacing(8)
        side.addWidget(choices, 1)
        side.addWidget(self._problem)
        for button in (self.print_button, self.save_button, self.close_button):
            side.addWidget(button)
        panel = QWidget()
        panel.setFixedWidth(_SIDE)
        panel.setLayout(side)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.addWidget(self.progress)
        foot.addStretch(1)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        self._foot.hide()
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._stack, 1)
        left.addWidget(self._foot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, 1)
        layout.addWidget(panel)
        room = self.screen().availableGeometry().size()
        self.resize(_SIZE.boundedTo(QSize(room.width() - 32, room.height() - 48)))

    def _show(self, pages: Pages) -> None:
        if self._closed:
            return
        self.pages = pages
        self.view.set_preview(Preview(pages.data))
        self._stack.setCurrentWidget(self.view)
        self._count_pages()
        self._allow(True)
        if not self.form.isAncestorOf(self.focusWidget() or self):
            self.print_button.setFocus()

    def _refused(self, problem: PalierError) -> None:
        """There is nothing to show; the sentence says why."""
        self.view.set_preview(None)
        self.empty.set_words(say(problem.message))
        self._stack.setCurrentWidget(self.empty)
        self._count.setText("")

    def _not_done(self, problem: PalierError) -> None:
        """The pages are as good as before; the sentence says what to do."""
        self._allow(True)
        self._say_problem(say(problem.message))

    def _sent(self, sheets: tuple[Printed, ...], pages: int, _sent: object) -> None:
        done = (
            Message("{count} pages sent to the printer", count=pages)
            if pages > 1
            else Message("One page sent to the printer")
        )
        _enter(self._runner, self._context.shell, sheets, done)
        self.accept()

    def _allow(self, allowed: bool) -> None:
        self.print_button.setEnabled(allowed)
        self.save_button.setEnabled(allowed)

    def _say_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _count_pages(self, page: int = 0) -> None:
        count = self.view.pages()
        if count > 1 and page:
            self._count.setText(tr("Page {page} of {count}", page=page + 1, count=count))
        else:
            self._count.setText(ntr("{n} page", "{n} pages", count))

    def _drop_task(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._hide_progress()

    def _slowed(self, task: Task[Any]) -> None:
        if task in (self._task, self._saving):
            self.progress.begin(say(task.label or Message("One moment…")), cancellable=task is self._task)
            self._foot.show()

    def _progressed(self, task: Task[Any], done: int, total: int) -> None:
        if task is self._task:
            self.progress.advance(done, total)

    def _ended(self, task: Task[Any]) -> None:
        if task in (self._task, self._saving):
            self._hide_progress()

    def _hide_progress(self) -> None:
        self.progress.finish()
        self._foot.hide()

    # Qt overrides

    def done(self, result: int) -> None:
        self._closed = True
        self._drop_task()
        self.view.set_preview(None)
        super().done(result)


def _enter(runner: Runner, shell: Teller, sheets: tuple[Printed, ...], done: Message) -> None:
    """Enter sheets in the register; the paper is out, whatever becomes of the entry."""

    def entered(_outcome: Outcome[int]) -> None:
        shell.tell(done, undo=True)

    def not_entered(problem: PalierError) -> None:
        shell.tell_problem(Message("The sheets are not in the register: {problem}", problem=problem.message))

    if sheets:
        runner.change(record_printouts, sheets, then=entered, failed=not_entered, tell=False)
    else:
        shell.tell(done)
