"""The side panel of a person: a sentence first, then everything that is kept of them, edited in place."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.ids import ActionId, PersonId
from app.domain.kinds import AgeBand, Channel, EnrolmentStatus, Role, Sex, label
from app.queries.choices import Choice
from app.queries.people import PersonAction, PersonDetail, person_detail
from app.usecases.enrolments import enrol_people
from app.usecases.people import edit_person, move_person, remove_person, set_role
from app.workspace import Outcome
from ui.models.people import person_sentence
from ui.runtime.language import ntr, tr
from ui.screens.base import Context, Panel
from ui.screens.pickers import ActionPicker, ResidencePicker
from ui.screens.saving import save_as_left
from ui.screens.session_lines import Line
from ui.widgets.blocks import SectionHeader
from ui.widgets.buttons import push_button
from ui.widgets.entries import Choice as ChoiceEntry
from ui.widgets.entries import NumberEntry, TextEntry
from ui.widgets.forms import CheckEntry, FieldRow, Form, NoteEntry
from ui.widgets.labels import ElidedLabel, PlainLabel

# A list to choose from gives back the plain text of a key.
_KINDS = {"sex": Sex, "age_band": AgeBand, "channel": Channel}


class PersonPanel(Panel):
    """One person."""

    interested_in = frozenset(
        {
            "person",
            "person_role",
            "person_residence",
            "enrolment",
            "attendance",
            "action",
            "session",
            "residence",
        }
    )

    def __init__(self, context: Context, person_id: PersonId) -> None:
        super().__init__(context)
        self.person_id = person_id
        self.detail: PersonDetail | None = None
        self._rows: dict[str, FieldRow] = {}
        self._sentence = PlainLabel(wrap=True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._gone = PlainLabel(tr("This person is no longer in the workspace."), ink="muted", wrap=True)
        self._gone.hide()
        self._body = QWidget()
        self._form = Form(unreadable=tr("Type a whole number."))
        self._stays = _list()
        self._actions = _list()
        self._roles: dict[Role, CheckEntry] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._sentence)
        column.addWidget(self._gone)
        column.addWidget(self._body)
        column.addStretch(1)
        self._lay_out()

    def title(self) -> str:
        return self.detail.row.name if self.detail is not None else tr("Person")

    def refresh(self) -> None:
        self.context.runner.read(
            person_detail, self.person_id, self.context.today, then=self._show, owner=self
        )

    def flush(self) -> None:
        self._form.flush()

    def rename(self) -> None:
        """Put the keyboard into the name."""
        field = self._rows["given_name"].field
        field.setFocus(Qt.FocusReason.TabFocusReason)

    def field(self, name: str) -> QWidget:
        """The field of one of the person's columns."""
        return self._rows[name].field

    def choose(self, name: str, key: Any) -> None:
        """Pick an entry of a field that is a list, as a click would."""
        field = self.field(name)
        assert isinstance(field, ChoiceEntry)
        keys = [field.itemData(place) for place in range(field.count())]
        field.setCurrentIndex(keys.index(key))
        field.activated.emit(field.currentIndex())

    def role(self, role: Role) -> CheckEntry:
        """The tick box of a role."""
        return self._roles[role]

    @property
    def is_gone(self) -> bool:
        """Whether the person is no longer there."""
        return not self._gone.isHidden()

    def _lay_out(self) -> None:
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        self._enrol = ActionPicker(self.context, tr("Enrol in an action…"))
        self._enrol.picked.connect(self._enrol_in)
        self._participation = SectionHeader(tr("Actions"))
        body.addWidget(self._participation)
        body.addWidget(self._actions)
        body.addWidget(self._enrol)
        body.addWidget(SectionHeader(tr("Details")))
        self._fill_form()
        body.addWidget(self._form)
        body.addWidget(SectionHeader(tr("What they are")))
        self._fill_roles(body)
        body.addWidget(SectionHeader(tr("Where they live")))
        body.addWidget(self._stays)
        self._home = ResidencePicker(self.context, tr("Moved to…"))
        self._home.picked.connect(self._move)
        body.addWidget(self._home)
        self._leave = push_button(tr("No longer lives in one of our residences"), kind="link")
        self._leave.clicked.connect(
            lambda: self.context.runner.change(move_person, self.person_id, None, owner=self)
        )
        body.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignLeft)
        body.addSpacing(8)
        remove = push_button(tr("Remove this person"), kind="danger", icon_name="delete")
        remove.clicked.connect(self._remove)
        body.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)

    def _fill_form(self) -> None:
        language = self.context.language
        sexes = [(None, tr("Not known")), (Sex.FEMALE, tr("Woman")), (Sex.MALE, tr("Man"))]
        bands = [(None, tr("Not known")), *((band, language.text(label(band))) for band in AgeBand)]
        channels = [(None, tr("No preference")), *((each, language.text(label(each))) for each in Channel)]
        photos = [(None, tr("Not asked yet")), (True, tr("Allowed")), (False, tr("Refused"))]
        add, line = self._add, self._add_line
        line(("given_name", tr("Given name"), TextEntry()), ("family_name", tr("Family name"), TextEntry()))
        line(("phone", tr("Telephone"), TextEntry()), ("channel", tr("Prefers"), _choice(channels)))
        add("email", tr("E-mail"), TextEntry())
        line(
            ("sex", tr("Sex"), _choice(sexes)),
            ("birth_year", tr("Year of birth"), NumberEntry(least=1850, most=2200)),
        )
        add("age_band", tr("Age band, where the year is not known"), _choice(bands))
        add(
            "needs",
            tr("Practical needs"),
            NoteEntry(lines=1),
            tr("Needs, never a diagnosis: “ground floor”, “hears badly”"),
        )
        add("photo_consent", tr("Photos"), _choice(photos))
        add("large_print", "", CheckEntry(tr("Reads large print")))
        add("do_not_contact", "", CheckEntry(tr("Does not want to be contacted")))
        add("job", tr("Job or function"), TextEntry())
        add("note", tr("Note"), NoteEntry(lines=2))

    def _add(self, name: str, words: str, field: QWidget, note: str = "") -> None:
        self._bind(name, self._form.add(words, field, note=note))

    def _add_line(self, *fields: tuple[str, str, QWidget]) -> None:
        rows = self._form.add_line(*((words, field) for _, words, field in fields))
        for (name, _, _), row in zip(fields, rows, strict=True):
            self._bind(name, row)

    def _bind(self, name: str, row: FieldRow) -> None:
        self._rows[name] = row
        save_as_left(self.context, row, partial(self._edit, name))

    def _edit(self, name: str, value: Any) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
        version = self.detail.row.version if self.detail is not None else None
        if value is not None and name in _KINDS:
            value = _KINDS[name](value)
        return edit_person, (self.person_id,), {"seen_version": version, name: value}

    def _fill_roles(self, body: QVBoxLayout) -> None:
        for role in Role:
            words = tr(label(role))
            box = CheckEntry(f"{words[:1].upper()}{words[1:]}")
            box.edited.connect(partial(self._set_role, role))
            self._roles[role] = box
            body.addWidget(box)

    def _show(self, detail: PersonDetail | None) -> None:
        self.detail = detail
        self._gone.setVisible(detail is None)
        self._body.setVisible(detail is not None)
        self._sentence.setVisible(detail is not None)
        self.title_changed.emit()
        if detail is None:
            return
        language, today = self.context.language, self.context.today
        self._sentence.setText(person_sentence(detail, language, today))
        for name, row in self._rows.items():
            stored = getattr(detail.row, name) if hasattr(detail.row, name) else getattr(detail, name)
            row.set_value(stored)
        self._rows["age_band"].setVisible(detail.row.birth_year is None)
        since = {span.role: span.valid_from for span in reversed(detail.roles) if span.valid_to is None}
        for role, box in self._roles.items():
            words = tr(label(role))
            begun = since.get(role)
            if role in detail.row.roles and begun is not None:
                words = tr("{role}, since {day}", role=words, day=begun)
            box.setText(f"{words[:1].upper()}{words[1:]}".replace("&", "&&"))
            box.set_value(role in detail.row.roles)
        self._show_stays(detail)
        self._show_actions(detail)

    def _show_stays(self, detail: PersonDetail) -> None:
        lines: list[QWidget] = []
        for stay in detail.residences:
            line = Line(stay.residence)
            layout = QHBoxLayout(line)
            layout.setContentsMargins(8, 4, 8, 4)
            layout.addWidget(ElidedLabel(stay.residence), 1)
            layout.addWidget(
                PlainLabel(self._span(stay.valid_from, stay.valid_to), size="small", ink="muted")
            )
            line.opened.connect(partial(self.context.shell.open_residence, stay.residence_id))
            lines.append(line)
        if not lines:
            lines.append(
                PlainLabel(tr("In none of our residences, as far as is known."), ink="muted", wrap=True)
            )
        _fill(self._stays, lines)
        self._leave.setVisible(detail.row.residence_id is not None)

    def _span(self, first: Any, last: Any) -> str:
        language = self.context.language
        if first is None and last is None:
            return ""
        if last is None:
            return tr("since {day}", day=language.date(first, "medium"))
        if first is None:
            return tr("until {day}", day=language.date(last, "medium"))
        return tr(
            "{first} to {last}", first=language.date(first, "medium"), last=language.date(last, "medium")
        )

    def _show_actions(self, detail: PersonDetail) -> None:
        lines: list[QWidget] = [self._action_line(action) for action in detail.actions]
        if not lines:
            lines.append(PlainLabel(tr("In no action so far."), ink="muted", wrap=True))
        _fill(self._actions, lines)
        note = ntr("{n} presence", "{n} presences", detail.presences) if detail.presences else ""
        self._participation.set_text(tr("Actions"), note)

    def _action_line(self, action: PersonAction) -> Line:
        line = Line(f"{action.code} {action.title}")
        layout = QVBoxLayout(line)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(0)
        layout.addWidget(ElidedLabel(action.title))
        parts = [action.code]
        if action.status is not EnrolmentStatus.ENROLLED:
            parts.append(tr(label(action.status)))
        if action.presences:
            parts.append(ntr("{n} presence", "{n} presences", action.presences))
        layout.addWidget(ElidedLabel(" · ".join(parts), size="small", ink="muted"))
        line.opened.connect(partial(self.context.shell.open_action, ActionId(action.action_id), "people"))
        return line

    def _enrol_in(self, choice: Choice) -> None:
        self.context.runner.change(enrol_people, ActionId(choice.id), [self.person_id], owner=self)

    def _set_role(self, role: Role, holds: bool) -> None:
        self.context.runner.change(set_role, self.person_id, role, holds, owner=self)

    def _move(self, choice: Choice) -> None:
        self.context.runner.change(move_person, self.person_id, choice.id, owner=self)

    def _remove(self) -> None:
        self.context.runner.change(remove_person, self.person_id, then=self._removed, owner=self)

    def _removed(self, _outcome: Outcome[Any]) -> None:
        self.context.shell.close_panel()


def _choice(options: list[tuple[Any, str]]) -> ChoiceEntry:
    field = ChoiceEntry()
    field.set_options(options)
    return field


def _list() -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return holder


def _fill(holder: QWidget, lines: list[QWidget]) -> None:
    layout = holder.layout()
    assert layout is not None
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    for line in lines:
        layout.addWidget(line)
