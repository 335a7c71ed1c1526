"""The appearance in force: which theme, which fonts, and the one place that applies them to the application."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.stylesheet import style_sheet
from ui.theme.tokens import DARK, LIGHT, THEMES, Theme

ThemeName = Literal["light", "dark", "system"]
TextSize = Literal["small", "normal", "large"]

_SMALLEST_TEXT = 13
_IMAGES = Path(__file__).parent / "images"


class Appearance(QObject):
    """Holds the current theme and says when it changes; the one instance is `appearance`."""

    theme_changed = Signal(object)
    """Emitted with the new `Theme` after the application wears it; painted views redraw."""

    def __init__(self) -> None:
        super().__init__()
        self.theme: Theme = LIGHT
        self.text_size = _SMALLEST_TEXT
        """The height of normal text in logical pixels."""
        self._followed: QApplication | None = None
        self._base_font: QFont | None = None

    def apply(self, app: QApplication, name: ThemeName) -> Theme:
        """Dress the application; "system" follows the desktop's light or dark from now on."""
        hints = app.styleHints()
        if self._followed is not None:
            hints.colorSchemeChanged.disconnect(self._follow)
            self._followed = None
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(
            name, Qt.ColorScheme.Unknown
        )
        hints.setColorScheme(scheme)
        if name == "system":
            self._followed = app
            hints.colorSchemeChanged.connect(self._follow)
        self._wear(app, _system_theme(app) if name == "system" else THEMES[name])
        return self.theme

    def _follow(self) -> None:
        if self._followed is not None:
            self._wear(self._followed, _system_theme(self._followed))

    def _wear(self, app: QApplication, theme: Theme) -> None:
        if self._base_font is None:
            self._base_font = app.font()
            self.text_size = max(_SMALLEST_TEXT, QFontInfo(self._base_font).pixelSize())
        QDir.setSearchPaths("theme", [str(_IMAGES)])
        font = QFont(self._base_font)
        font.setPixelSize(self.text_size)
        self.theme = theme
        app.setStyle("Fusion")
        app.setFont(font)
        app.setPalette(_palette(theme))
        app.setStyleSheet(style_sheet(theme, self.text_size))
        self.theme_changed.emit(theme)


appearance = Appearance()


def apply_theme(app: QApplication, name: ThemeName) -> Theme:
    """Dress the application in "light", "dark" or whatever the "system" prefers; returns the theme worn."""
    return appearance.apply(app, name)


def current_theme() -> Theme:
    """The theme in force, for code that paints."""
    return appearance.theme


def text_font(size: TextSize = "normal", *, strong: bool = False) -> QFont:
    """The interface font in one of the three sizes and two weights, for code that paints."""
    font = QApplication.font()
    font.setPixelSize(text_pixels(size))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


def text_pixels(size: TextSize) -> int:
    """The height in logical pixels of one of the three text sizes."""
    return {
        "small": appearance.text_size - 1,
        "normal": appearance.text_size,
        "large": round(appearance.text_size * 1.55),
    }[size]


def tabular(font: QFont) -> QFont:
    """The same font with figures of equal width, for columns of times and numbers."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures


def _system_theme(app: QApplication) -> Theme:
    return DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def _palette(theme: Theme) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    colours = {
        roles.Window: theme.surface,
        roles.WindowText: theme.text,
        roles.Base: theme.surface_raised,
        roles.AlternateBase: theme.surface,
        roles.Text: theme.text,
        roles.PlaceholderText: theme.text_faint,
        roles.Button: theme.surface_raised,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.danger,
        roles.ToolTipBase: theme.surface_raised,
        roles.ToolTipText: theme.text,
        roles.Highlight: theme.selection,
        roles.HighlightedText: theme.text,
        roles.Accent: theme.accent,
        roles.Link: theme.accent,
        roles.LinkVisited: theme.accent,
        roles.Light: theme.surface_raised,
        roles.Midlight: theme.hairline,
        roles.Mid: theme.hairline,
        roles.Dark: theme.border,
        roles.Shadow: theme.shadow,
    }
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.text_faint))
    return palette
