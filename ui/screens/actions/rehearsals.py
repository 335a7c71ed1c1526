"""What an action rehearses: its scenes with who is in them, and who plays whom; type a name, Enter, the next role."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from app.domain.ids import CharacterId, PersonId
from app.domain.kinds import Readiness
from app.i18n.messages import N_
from app.queries.action_page import ActionPage
from app.queries.people import PersonRow
from app.queries.productions import CastRow, SceneRow
from app.usecases.productions import cast_character, set_readiness, uncast_character
from app.workspace import Outcome
from ui.models.action_tables import cast_columns, scene_columns
from ui.models.rows import RowModel
from ui.runtime.language import ntr, tr
from ui.screens.actions.tab import Tab, framed
from ui.screens.base import Context, Selection
from ui.screens.pickers import PersonPicker
from ui.theme import icon
from ui.widgets.blocks import SectionHeader
from ui.widgets.buttons import push_button
from ui.widgets.forms import CheckEntry
from ui.widgets.labels import ElidedLabel
from ui.widgets.tables import RowView

_BESIDE_FROM, _HIGH = 700, 460


class RehearsalsTab(Tab):
    """Scenes at the left, the cast at the right; under each other where it is narrow."""

    name = "rehearsals"
    word = N_("Rehearsals")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._cast_by_id: dict[CharacterId, CastRow] = {}
        self.scenes: RowModel[SceneRow] = RowModel(
            scene_columns(context.language, self._cast_by_id), lambda row: row.id, self
        )
        self.scenes.edited.connect(self._set_readiness)
        self.scene_table = RowView(tr("Scenes"))
        self.scene_table.set_model(self.scenes)
        self.scene_table.set_columns(
            [column.width for column in self.scenes.columns], 1, given_up=(3, 2), least=110
        )
        triggers = QAbstractItemView.EditTrigger
        self.scene_table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.player = PersonPicker(context, "", known=self._plays)
        self.player.picked.connect(self._cast_person)
        self.cast: RowModel[CastRow] = RowModel(cast_columns(context.language), lambda row: row.id, self)
        self.cast_table = RowView(tr("Cast"))
        self.cast_table.set_model(self.cast)
        self.cast_table.set_columns(
            [column.width for column in self.cast.columns], 1, given_up=(2, 3), least=120
        )
        self.cast_table.chosen.connect(self._name_role)
        self.cast_table.opened.connect(lambda _: self.player.setFocus())
        self.cast_table.removal_requested.connect(self._uncast)
        self.cast_table.menu_requested.connect(self._show_menu)
        self.understudy = CheckEntry(tr("as understudy"))
        self._work = ElidedLabel(ink="muted")
        sheet = push_button(tr("Print the rehearsal schedule"), icon_name="print")
        sheet.clicked.connect(lambda: context.shell.print_sheet("rehearsals", action_id=self.action_id))
        head = QHBoxLayout()
        head.addWidget(self._work, 1)
        head.addWidget(sheet)
        self._cast_head = SectionHeader(tr("Cast"))
        left, right = QWidget(), QWidget()
        for side, widgets in (
            (left, (SectionHeader(tr("Scenes")), framed(self.scene_table))),
            (right, (self._cast_head, framed(self.cast_table), self.player, self.understudy)),
        ):
            column = QVBoxLayout(side)
            column.setContentsMargins(0 if side is left else 12, 0, 12 if side is left else 0, 8)
            column.setSpacing(8)
            for widget in widgets:
                column.addWidget(
                    widget, int(isinstance(widget, QFrame) and widget.property("role") == "card")
                )
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setSizes([540, 460])
        column = self.column()
        column.addLayout(head)
        column.addWidget(self.splitter, 1)
        self._name_role(None)

    def fill(self, page: ActionPage) -> None:
        play = page.production
        if play is None:
            return
        self._cast_by_id.clear()
        self._cast_by_id.update({row.id: row for row in play.cast})
        # The cells of scenes are made of the cast as well.
        self.scenes.set_rows(play.scenes)
        self.scenes.repaint()
        self.cast.set_rows(play.cast)
        parts = [play.work, play.author]
        if play.director:
            parts.append(tr("directed by {name}", name=play.director))
        self._work.setText(" · ".join(part for part in parts if part))
        missing = sum(not row.players for row in play.cast)
        self._cast_head.set_text(
            tr("Cast"), ntr("{n} role still to cast", "{n} roles still to cast", missing) if missing else ""
        )
        if self.cast_table.current_id() is None and play.cast:
            first = next((row for row in play.cast if not row.players), play.cast[0])
            self.cast_table.select_id(first.id)
        self._name_role(self.cast_table.current_id())

    def arrive(self) -> bool:
        self.cast_table.setFocus()
        return True

    def focus_search(self) -> bool:
        self.player.setFocus()
        return True

    def selection(self) -> Selection | None:
        return None

    def _name_role(self, character_id: CharacterId | None) -> None:
        row = self._cast_by_id.get(character_id) if character_id is not None else None
        words = (
            tr("Who plays {character}? Type a name…", character=row.name)
            if row
            else tr("Choose a role first")
        )
        self.player.setPlaceholderText(words)
        self.player.setAccessibleName(words)
        self.player.setEnabled(row is not None)

    def _plays(self, person_id: PersonId) -> str:
        names = [
            row.name for row in self._cast_by_id.values() if person_id in {each.id for each in row.players}
        ]
        return ", ".join(names)

    def _cast_person(self, person: PersonRow) -> None:
        character_id = self.cast_table.current_id()
        if character_id is not None:
            self.change(
                cast_character,
                character_id,
                person.id,
                understudy=self.understudy.value(),
                then=self._next_role,
            )

    def _next_role(self, _outcome: Outcome[Any]) -> None:
        self.understudy.set_value(False)
        rows = self.cast.rows
        at = next((place for place, row in enumerate(rows) if row.id == self.cast_table.current_id()), -1)
        free = [row for row in rows[at + 1 :] if not row.players]
        if free:
            self.cast_table.select_id(free[0].id)
        self.player.setFocus()

    def _uncast(self, ids: list[CharacterId]) -> None:
        row = self._cast_by_id.get(ids[0])
        everybody = (*row.understudies, *row.players) if row else ()
        if row is not None and everybody:
            self.change(uncast_character, row.id, everybody[0].id)

    def _set_readiness(self, row: SceneRow, _key: str, value: str) -> None:
        self.change(set_readiness, row.id, Readiness(value))

    def _show_menu(self, ids: list[CharacterId], place: QPoint) -> None:
        row = self._cast_by_id.get(ids[0])
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for person in (*row.players, *row.understudies):
            menu.addAction(
                icon("person"),
                tr("Open {person}", person=person.name).replace("&", "&&"),
                lambda person=person: self.context.shell.open_person(person.id),
            )
            menu.addAction(
                icon("delete"),
                tr("{person} no longer plays {character}", person=person.name, character=row.name).replace(
                    "&", "&&"
                ),
                lambda person=person: self.change(uncast_character, row.id, person.id),
            )
        if menu.actions():
            menu.popup(place)

    # Qt overrides

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE_FROM or self.height() < _HIGH
        self.splitter.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
