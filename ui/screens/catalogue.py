"""Which screens and panels there are, and where; each is imported when it is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from app.i18n.messages import N_
from ui.screens.base import Context, Panel, Screen, ScreenName


@dataclass(frozen=True, slots=True)
class Entry:
    """A screen: its name, word, icon, and where its class is."""

    name: ScreenName
    text: str
    icon: str
    module: str
    made_by: str
    in_rail: bool = True


SCREENS = (
    Entry("today", N_("Today"), "today", "ui.screens.today", "TodayScreen"),
    Entry("calendar", N_("Calendar"), "calendar", "ui.screens.calendar", "CalendarScreen"),
    Entry("actions", N_("Actions"), "actions", "ui.screens.actions", "ActionsScreen"),
    Entry("people", N_("People"), "people", "ui.screens.people", "PeopleScreen"),
    Entry("residences", N_("Residences"), "residences", "ui.screens.residences", "ResidencesScreen"),
    Entry("reports", N_("Reports"), "reports", "ui.screens.reports", "ReportsScreen"),
    Entry("marking", N_("Attendance"), "task", "ui.screens.marking", "MarkingScreen", in_rail=False),
    Entry("settings", N_("Settings"), "settings", "ui.screens.settings", "SettingsScreen", in_rail=False),
)
_PANELS = {
    "session": ("ui.screens.panels.session", "SessionPanel"),
    "person": ("ui.screens.panels.person", "PersonPanel"),
    "residence": ("ui.screens.panels.residence", "ResidencePanel"),
}


def screens() -> dict[ScreenName, Entry]:
    """The screens of this build, by name."""
    return {entry.name: entry for entry in SCREENS if find_spec(entry.module) is not None}


def make_screen(entry: Entry, context: Context) -> Screen:
    """A new screen."""
    made: Screen = getattr(import_module(entry.module), entry.made_by)(context)
    return made


def make_panel(kind: str, context: Context, item_id: Any) -> Panel:
    """A new side panel for one thing."""
    module, made_by = _PANELS[kind]
    made: Panel = getattr(import_module(module), made_by)(context, item_id)
    return made
