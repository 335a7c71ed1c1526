"""Settings: what the landlord is called on paper, language, looks, and where the data is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.queries.reference import stored_settings
from app.usecases.settings import DEFAULTS, change_settings
from ui.runtime.language import tr
from ui.screens.base import Context, Screen
from ui.widgets.blocks import Hairline, SectionHeader
from ui.widgets.buttons import push_button
from ui.widgets.entries import Choice, NumberEntry, TextEntry
from ui.widgets.forms import CheckEntry, FieldRow, Form
from ui.widgets.labels import PlainLabel

_WIDTH = 560


class SettingsScreen(Screen):
    """One page; each value is kept as its field is left."""

    name = "settings"
    interested_in = frozenset({"setting"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._stored: dict[str, FieldRow] = {}
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 32)
        column.setSpacing(8)
        for part in (self._landlord(), Hairline(), self._looks(), Hairline(), self._workspace()):
            part.setMaximumWidth(_WIDTH)
            column.addWidget(part)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def title(self) -> str:
        return tr("Settings")

    def refresh(self) -> None:
        self.context.runner.read(stored_settings, then=self._show, key="settings")

    def _landlord(self) -> QWidget:
        form = Form(unreadable=tr("This cannot be read."))
        form.add_widget(SectionHeader(tr("The landlord"), tr("for everybody who works in this workspace")))
        self._store("landlord", form.add(tr("Name, as printed on paper"), TextEntry()))
        self._store(
            "privacy_contact",
            form.add(
                tr("Whom to write to about personal data"),
                TextEntry(),
                note=tr("Printed at the foot of each sheet that tenants fill in."),
            ),
        )
        zones = Choice()
        zones.set_options([(zone, tr("Zone {zone}", zone=zone)) for zone in ("A", "B", "C")])
        zone_row, months_row = form.add_line(
            (tr("School holidays"), zones),
            (tr("Months that people stay named after they last came"), NumberEntry(least=1, most=120)),
        )
        self._store("school_zone", zone_row)
        self._store("retention_months", months_row)
        return form

    def _looks(self) -> QWidget:
        settings, shell = self.context.settings, self.context.shell
        form = Form()
        form.add_widget(SectionHeader(tr("This computer")))
        language = Choice()
        language.set_options([("fr", "Français"), ("en", "English")])
        language.set_value(self.context.language.code)
        language.edited.connect(shell.choose_language)
        theme = Choice()
        theme.set_options([("system", tr("As the computer")), ("light", tr("Light")), ("dark", tr("Dark"))])
        theme.set_value(settings.values.theme)
        theme.edited.connect(shell.choose_theme)
        form.add_line((tr("Language"), language), (tr("Appearance"), theme))
        narrow = CheckEntry(tr("Narrow weekends in the month"))
        narrow.set_value(settings.values.weekend_narrow)
        narrow.edited.connect(lambda on: settings.set(weekend_narrow=on))
        form.add_widget(narrow)
        return form

    def _workspace(self) -> QWidget:
        form = Form()
        form.add_widget(SectionHeader(tr("The workspace")))
        workspace = self.context.runner.workspace
        where = PlainLabel(workspace.location if workspace else "", ink="muted", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.add_widget(where)
        line = QWidget()
        buttons = QHBoxLayout(line)
        buttons.setContentsMargins(0, 0, 0, 0)
        other = push_button(tr("Open another workspace"), icon_name="open")
        other.clicked.connect(self.context.shell.leave_workspace)
        keys = push_button(tr("Keys"), icon_name="keyboard", keys="F1")
        keys.clicked.connect(self.context.shell.show_keys)
        buttons.addWidget(other)
        buttons.addWidget(keys)
        buttons.addStretch()
        form.add_widget(line)
        return form

    def _store(self, name: str, row: FieldRow) -> None:
        self._stored[name] = row
        row.edited.connect(lambda value: self._change(name, value))

    def _change(self, name: str, value: Any) -> None:
        self.context.runner.change(
            change_settings,
            then=lambda _: None,
            owner=self,
            **{name: DEFAULTS[name] if value is None else value},
        )

    def _show(self, stored: dict[str, Any]) -> None:
        for name, row in self._stored.items():
            row.set_value(stored.get(name, DEFAULTS[name]))
