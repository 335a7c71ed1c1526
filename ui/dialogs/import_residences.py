"""Taking in residences from a file: what would be new, changed or left out stands there before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import PalierError
from app.domain.estate import EstatePlan
from app.exchange.rpls import EstateFile, read_rpls
from app.i18n import Language, Message
from app.i18n.messages import N_
from app.queries.estate_import import plan_import
from app.usecases.residences import import_residences
from app.workspace import Outcome
from ui.models.rows import Column, RowModel
from ui.runtime.language import ntr, say, tr
from ui.runtime.tasks import Runner
from ui.widgets.blocks import EmptyState
from ui.widgets.buttons import push_button
from ui.widgets.labels import PlainLabel
from ui.widgets.segments import Segment, SegmentedControl
from ui.widgets.tables import RowView

_FIELDS = {
    "address": N_("Address"),
    "postal_code": N_("Postal code"),
    "commune": N_("Commune"),
    "dwellings": N_("Dwellings"),
    "built": N_("Year of building"),
    "priority": N_("Priority district"),
    "stairwells": N_("Stairwells"),
}


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A line of the preview: a residence and what happens to it, or a line of the file and what is wrong."""

    number: int
    name: str
    place: str
    detail: str


class ImportResidencesDialog(QDialog):
    """Choose a file, look at what it would change, take it in as one step that can be undone."""

    def __init__(
        self, runner: Runner, language: Language, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._language = language
        self._today = today
        self._estate: EstateFile | None = None
        self.plan: EstatePlan | None = None
        self.setWindowTitle(tr("Import residences"))
        self.setMinimumSize(560, 400)
        self.resize(860, 560)
        self.empty = EmptyState(
            "import",
            tr("Take in your residences from an RPLS file."),
            tr("Choose a file…"),
            detail=tr(
                "That is the State’s register of social housing, as a table (CSV). "
                "Nothing is changed before you have seen what would be."
            ),
        )
        self.empty.requested.connect(self.choose_file)
        self._summary = PlainLabel(wrap=True, strong=True)
        self._problem = PlainLabel(wrap=True, ink="danger")
        self._problem.hide()
        self.parts = SegmentedControl(
            [
                Segment("new", tr("New")),
                Segment("changed", tr("Changed")),
                Segment("problems", tr("Problems")),
            ],
            name=tr("Part of the preview"),
        )
        self.parts.chosen.connect(lambda _: self._show_part())
        self.model: RowModel[PreviewLine] = RowModel(_columns(), lambda row: row.number, self)
        self.table = RowView(tr("Preview"))
        self.table.set_model(self.model)
        self.table.set_columns([column.width for column in self.model.columns], 2)
        preview = QWidget()
        column = QVBoxLayout(preview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._summary)
        column.addWidget(self.parts, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(preview)
        self._other = push_button(tr("Choose another file…"), kind="quiet", icon_name="open")
        self._other.clicked.connect(self.choose_file)
        self._other.hide()
        cancel = push_button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.accept_button = push_button(tr("Import"), kind="primary", icon_name="import")
        self.accept_button.setEnabled(False)
        self.accept_button.clicked.connect(self._import)
        buttons = QHBoxLayout()
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self._problem)
        layout.addWidget(self._stack, 1)
        layout.addLayout(buttons)

    @property
    def problem(self) -> str:
        """What is wrong with the file; empty for nothing."""
        return "" if self._problem.isHidden() else self._problem.text()

    def choose_file(self) -> None:
        """Let the user choose a file, then read it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Import residences"), "", f"{tr('Tables')} (*.csv *.txt);;{tr('All files')} (*)"
        )
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a file and compare it with the workspace; nothing is written."""
        self._problem.hide()
        self._runner.render(
            read_rpls,
            path,
            then=self._compare,
            failed=self._refused,
            owner=self,
            label=Message("Reading “{name}”", name=path.name),
        )

    def _compare(self, estate: EstateFile) -> None:
        self._estate = estate
        self._runner.read(
            plan_import, estate.records, self._today, then=self._show_plan, failed=self._refused, owner=self
        )

    def _show_plan(self, plan: EstatePlan) -> None:
        self.plan = plan
        if self._estate is None:
            return
        number = self._language.number
        self._summary.setText(
            tr(
                "“{name}”: {new} new, {changed} changed, {unchanged} as they are; {problems} lines with a problem.",
                name=self._estate.name,
                new=number(len(plan.new)),
                changed=number(len(plan.changed)),
                unchanged=number(plan.unchanged),
                problems=number(len(self._estate.problems)),
            )
        )
        self._stack.setCurrentIndex(1)
        self._other.show()
        self.accept_button.setEnabled(plan.changes_something)
        count = len(plan.new) + len(plan.changed)
        self.accept_button.setText(
            ntr("Import {n} residence", "Import {n} residences", count) if count else tr("Nothing to import")
        )
        self.parts.select("new" if plan.new else "changed" if plan.changed else "problems")
        self._show_part()

    def _show_part(self) -> None:
        self.model.set_rows(self.lines(self.parts.current()))

    def lines(self, part: str) -> Sequence[PreviewLine]:
        """The lines of a part of the preview: `new`, `changed` or `problems`."""
        if self.plan is None or self._estate is None:
            return ()
        if part == "new":
            return [
                PreviewLine(
                    place,
                    record.name,
                    record.commune,
                    ntr("{n} dwelling", "{n} dwellings", record.dwellings),
                )
                for place, record in enumerate(self.plan.new)
            ]
        if part == "changed":
            return [
                PreviewLine(
                    place,
                    change.record.name,
                    change.record.commune,
                    "; ".join(
                        tr(
                            "{field}: {before} → {after}",
                            field=tr(_FIELDS.get(each.field, each.field)),
                            before=each.before or "–",
                            after=each.after,
                        )
                        for each in change.fields
                    ),
                )
                for place, change in enumerate(self.plan.changed)
            ]
        return [
            PreviewLine(
                place,
                tr("Line {number}", number=problem.line),
                problem.column,
                say(problem.reason) + (f" {tr('The line is left out.')}" if problem.left_out else ""),
            )
            for place, problem in enumerate(self._estate.problems)
        ]

    def _import(self) -> None:
        if self.plan is not None and self._estate is not None:
            self.accept_button.setEnabled(False)
            self._runner.change(
                import_residences,
                self.plan,
                self._estate.name,
                then=self._imported,
                failed=self._refused,
                owner=self,
            )

    def _imported(self, _outcome: Outcome[EstatePlan]) -> None:
        self.accept()

    def _refused(self, error: PalierError) -> None:
        self._problem.setText(say(error.message))
        self._problem.show()
        self.accept_button.setEnabled(self.plan is not None and self.plan.changes_something)


def _columns() -> tuple[Column[PreviewLine], ...]:
    return (
        Column("name", tr("Residence"), lambda row: row.name, width=240),
        Column("place", tr("Commune"), lambda row: row.place, width=150),
        Column("detail", tr("What happens"), lambda row: row.detail, width=240),
    )
