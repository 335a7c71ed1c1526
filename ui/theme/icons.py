"""Icons by names of our own, drawn from the Material Design glyphs that qtawesome carries.

Importing qtawesome costs 230 ms, most of it for fonts and bindings that are not used here; loading the one font
file and its table of names costs 15 ms, and happens when the first icon is painted. Icons take their colour from
the current theme each time they are painted, so a change of theme needs no new icons.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from ui.theme.appearance import appearance

ICONS = {
    # screens
    "today": "calendar-today-outline",
    "calendar": "calendar-month-outline",
    "actions": "clipboard-list-outline",
    "people": "account-group-outline",
    "residences": "office-building-outline",
    "rehearsals": "drama-masks",
    "reports": "chart-box-outline",
    "ideas": "lightbulb-outline",
    "settings": "cog-outline",
    "menu": "menu",
    # verbs
    "undo": "undo-variant",
    "redo": "redo-variant",
    "print": "printer-outline",
    "search": "magnify",
    "close": "close",
    "add": "plus",
    "remove": "minus",
    "edit": "pencil-outline",
    "delete": "trash-can-outline",
    "copy": "content-copy",
    "filter": "filter-variant",
    "sort": "sort-ascending",
    "more": "dots-horizontal",
    "open": "folder-open-outline",
    "open_beside": "open-in-new",
    "export": "file-export-outline",
    "import": "file-import-outline",
    "download": "download-outline",
    "upload": "upload-outline",
    "swap": "swap-horizontal",
    "drag": "drag-vertical",
    "columns": "view-column-outline",
    "sync": "sync",
    "new_file": "file-plus-outline",
    "play": "play-circle-outline",
    "link": "link-variant",
    # directions
    "previous": "chevron-left",
    "next": "chevron-right",
    "down": "chevron-down",
    "up": "chevron-up",
    "back": "arrow-left",
    "forward": "arrow-right",
    # states
    "done": "check",
    "success": "check-circle-outline",
    "warning": "alert-outline",
    "error": "alert-circle-outline",
    "information": "information-outline",
    "help": "help-circle-outline",
    "waiting": "progress-clock",
    "offline": "cloud-off-outline",
    "lock": "lock-outline",
    "privacy": "shield-lock-outline",
    "pin": "pin-outline",
    "star": "star-outline",
    "flag": "flag-outline",
    "dot": "circle-medium",
    # the work
    "session": "calendar-clock-outline",
    "new_session": "calendar-plus",
    "series": "calendar-refresh-outline",
    "cancelled": "calendar-remove-outline",
    "marked": "calendar-check-outline",
    "conflict": "calendar-alert",
    "repeat": "repeat",
    "time": "clock-outline",
    "place": "map-marker-outline",
    "venue": "door-open",
    "residence": "home-outline",
    "agency": "domain",
    "person": "account-outline",
    "add_person": "account-plus-outline",
    "present": "account-check-outline",
    "unknown": "account-question-outline",
    "absent": "account-off-outline",
    "staff": "account-tie-outline",
    "volunteer": "heart-outline",
    "family": "human-male-female-child",
    "partner": "handshake-outline",
    "money": "currency-eur",
    "cash": "cash",
    "phone": "phone-outline",
    "email": "email-outline",
    "letter_box": "mailbox-outline",
    "photo": "camera-outline",
    "no_photo": "camera-off-outline",
    "access": "wheelchair-accessibility",
    "walk": "walk",
    "bus": "bus",
    "sheet": "file-document-outline",
    "task": "clipboard-check-outline",
    "note": "note-text-outline",
    "tag": "tag-outline",
    "target": "target",
    "history": "history",
    "reminder": "bell-outline",
    "percent": "percent-outline",
    "impact": "chart-line",
    "table": "table",
    "image": "image-outline",
    "scan": "scanner",
    "large_type": "format-size",
    "school": "school-outline",
    "tray": "tray-full",
    # views and settings
    "view_list": "view-list-outline",
    "view_week": "view-week-outline",
    "view_day": "view-day-outline",
    "view_agenda": "view-agenda-outline",
    "view_timeline": "chart-gantt",
    "show": "eye-outline",
    "hide": "eye-off-outline",
    "language": "translate",
    "appearance": "theme-light-dark",
    "keyboard": "keyboard-outline",
    "database": "database-outline",
}


def icon(name: str, role: str = "text_muted") -> QIcon:
    """The icon with this name of ours, in the theme colour `role`; raises `KeyError` for a name that is none.

    Disabled, it is drawn at 40 %; switched on (checked), in the accent.
    """
    return _icon(ICONS[name], role)


def program_icon() -> QIcon:
    """The program's own mark; it needs no theme in force."""
    return QIcon(str(Path(__file__).parent / "images" / "palier.svg"))


def glyph_names() -> dict[str, str]:
    """Every glyph the font has, by its name; the value is its code point in hexadecimal."""
    return dict(_charmap())


@cache
def _icon(glyph: str, role: str) -> QIcon:
    return QIcon(_GlyphEngine(glyph, role))


class _GlyphEngine(QIconEngine):
    """Paints one glyph at whatever size and pixel ratio is asked for; in a wider box at its left."""

    def __init__(self, glyph: str, role: str) -> None:
        super().__init__()
        self._glyph = glyph
        self._role = role

    # Qt overrides

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        theme = appearance.theme
        role = "accent" if state is QIcon.State.On and self._role == "text_muted" else self._role
        font = QFont(_family())
        font.setPixelSize(min(rect.width(), rect.height()))
        wide = rect.width() > rect.height()
        side = Qt.AlignmentFlag.AlignLeft if wide else Qt.AlignmentFlag.AlignHCenter
        painter.save()
        painter.setOpacity(0.4 if mode is QIcon.Mode.Disabled else 1.0)
        painter.setFont(font)
        painter.setPen(QColor(theme.colour(role)))
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, chr(int(_charmap()[self._glyph], 16)))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._glyph, self._role)


@cache
def _fonts() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("qtawesome, which carries the icon font, is not installed")
    return Path(spec.submodule_search_locations[0]) / "fonts"


@cache
def _charmap() -> dict[str, str]:
    (path,) = _fonts().glob("materialdesignicons6-webfont-charmap-*.json")
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return names


@cache
def _family() -> str:
    (path,) = _fonts().glob("materialdesignicons6-webfont-*.ttf")
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))[0]
