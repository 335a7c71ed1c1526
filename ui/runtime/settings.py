"""What this computer remembers of its user: language, looks, places. Nothing about tenants."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from PySide6.QtCore import QObject, Signal

_RECENT = 8


@dataclass(frozen=True, slots=True)
class Values:
    """The settings and what they are before anyone chose."""

    language: str = ""
    """`fr` or `en`; empty until chosen: the desktop's."""
    theme: str = "system"
    """`light`, `dark` or `system`."""
    last_workspace: str = ""
    """Path or address, opened at the next start; empty for the welcome page."""
    recent: tuple[str, ...] = ()
    """Paths and addresses opened lately, the latest first."""
    geometry: str = ""
    """The window's place and size, as Qt writes it, in base 64."""
    rail_folded: bool = False
    panel_width: int = 380
    weekend_narrow: bool = True
    columns: dict[str, list[int]] = field(default_factory=dict)
    """Widths in logical pixels of a table's columns, by the table's name."""
    choices: dict[str, str] = field(default_factory=dict)
    """Small memories of the screens (last view, folded filters), by a name of theirs."""


class Settings(QObject):
    """The settings of this computer, in one JSON file; each change is written at once.

    A file that cannot be read counts as absent, a value of the wrong type as not chosen; a folder that cannot be
    written makes the settings last until the program ends.
    """

    changed = Signal(str)
    """A setting with this name has a new value."""

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path or settings_path()
        self.values = _read(self.path)

    def set(self, **values: Any) -> None:
        """Give settings new values by their names in `Values`, and keep them."""
        news = [name for name, value in values.items() if getattr(self.values, name) != value]
        if news:
            self.values = replace(self.values, **values)
            self._write()
            for name in news:
                self.changed.emit(name)

    def remember_workspace(self, location: str) -> None:
        """Open this one at the next start, and head the list of recent ones with it."""
        others = tuple(known for known in self.values.recent if known != location)
        self.set(last_workspace=location, recent=(location, *others)[:_RECENT])

    def forget_workspace(self, location: str) -> None:
        """Take a location off the list of recent ones."""
        last = "" if self.values.last_workspace == location else self.values.last_workspace
        self.set(
            recent=tuple(known for known in self.values.recent if known != location), last_workspace=last
        )

    def choice(self, name: str, default: str = "") -> str:
        """A small memory of a screen."""
        return self.values.choices.get(name, default)

    def choose(self, name: str, value: str) -> None:
        """Keep a small memory of a screen."""
        self.set(choices={**self.values.choices, name: value})

    def set_columns(self, table: str, widths: list[int]) -> None:
        """Keep the widths of a table's columns."""
        self.set(columns={**self.values.columns, table: widths})

    def _write(self) -> None:
        beside = self.path.with_name(self.path.name + ".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(asdict(self.values), ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(beside, self.path)
        except OSError:
            return


def settings_path() -> Path:
    """Where the settings are kept."""
    return user_config_path("Palier", appauthor=False) / "settings.json"


def _read(path: Path) -> Values:
    try:
        known: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Values()
    if not isinstance(known, dict):
        return Values()
    usual = Values()
    good: dict[str, Any] = {}
    for each in fields(Values):
        value = known.get(each.name)
        if each.name == "recent" and isinstance(value, list):
            good["recent"] = tuple(item for item in value if isinstance(item, str))
        elif type(value) is type(getattr(usual, each.name)):
            good[each.name] = value
    return replace(usual, **good)
