"""How Palier looks: colours, sizes, icons and the style sheet made of them."""

from ui.theme.appearance import appearance, apply_theme, current_theme, tabular, text_font
from ui.theme.icons import icon
from ui.theme.tokens import DARK, LIGHT, AxisColours, Theme

__all__ = [
    "DARK",
    "LIGHT",
    "AxisColours",
    "Theme",
    "appearance",
    "apply_theme",
    "current_theme",
    "icon",
    "tabular",
    "text_font",
]
