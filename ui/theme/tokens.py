"""The colours and sizes from which everything on screen is made.

Light and dark are designed apart. Text reaches a contrast of 4.5:1 on every surface it is used on (WCAG 2.2,
1.4.3); a test computes it over `text_pairs`. Axis hues are those of Okabe and Ito, which stay apart for
colour-blind eyes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache

GRID = 4
"""Every distance is a multiple of this many logical pixels."""
GAP = 8
"""The usual gap between things that belong together."""
SPACE = 16
"""The usual gap between groups, and the margin of a page."""
CORNER = 6
"""The radius of corners."""
ROW = 32
"""The height of a row and of a control."""
ROW_DENSE = 28
"""The height of a row in long lists."""

AXIS_CODES = ("1", "2", "3", "4", "5", "6", "7", "8")
_AXIS_STRIPES = {
    "1": "#e69f00",
    "2": "#56b4e9",
    "3": "#009e73",
    "4": "#f0e442",
    "5": "#0072b2",
    "6": "#d55e00",
    "7": "#cc79a7",
    "8": "#4a4e57",
}


@dataclass(frozen=True, slots=True)
class AxisColours:
    """How the sessions of one axis are painted."""

    stripe: str
    """The full colour, for a stripe, a dot or a bar; never under text."""
    tint: str
    """The background of a session."""
    text: str
    """Text on the tint."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of one appearance, as `#rrggbb`."""

    name: str
    surface: str
    """The background of a screen."""
    surface_raised: str
    """What lies on the screen: lists, fields, panels, menus."""
    surface_sunken: str
    """What the screen lies in: rail, headers, wells."""
    hairline: str
    """One-pixel lines between things."""
    border: str
    """The outline of a control that can be filled in or ticked (3:1 against its surroundings)."""
    text: str
    text_muted: str
    """Second-rank text: labels, units, places."""
    text_faint: str
    """Third-rank text: placeholders, what is out of the month."""
    accent: str
    """What can be done; also readable as text."""
    accent_hover: str
    accent_text: str
    """Text on the accent."""
    accent_soft: str
    """The background of what is chosen or hovered, in the accent's hue."""
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    today: str
    """The ring and the figure of today."""
    weekend: str
    """The background of Saturdays and Sundays."""
    holiday_tint: str
    """The background of a public holiday's head."""
    school_holiday: str
    """The band of school holidays."""
    selection: str
    """The background of selected rows; text keeps its colour."""
    hover: str
    """The background of a row or a quiet button under the pointer."""
    focus: str
    """The ring around what has the keyboard."""
    shadow: str
    """The scrim under an overlaying panel."""

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than its background."""
        return self.name == "dark"

    def axis(self, code: str) -> AxisColours:
        """The colours of an axis by its code, "1" to "8"; any other code is neutral."""
        return _axis(code if code in AXIS_CODES else "", self.is_dark)

    def colour(self, role: str) -> str:
        """The colour with this token's name; raises `AttributeError` for a name that is none."""
        value: str = getattr(self, role)
        return value


LIGHT = Theme(
    name="light",
    surface="#f8f8f6",
    surface_raised="#ffffff",
    surface_sunken="#f0f0ec",
    hairline="#e2e1dc",
    border="#85888f",
    text="#1f232a",
    text_muted="#545a64",
    text_faint="#656a73",
    accent="#4350af",
    accent_hover="#35418f",
    accent_text="#ffffff",
    accent_soft="#e8eaf8",
    danger="#b3261e",
    danger_soft="#fbe9e7",
    warning="#855000",
    warning_soft="#fcf0da",
    success="#1d6a39",
    success_soft="#e3f2e7",
    today="#4350af",
    weekend="#f3f3f0",
    holiday_tint="#fae8da",
    school_holiday="#b79bd6",
    selection="#dfe3f7",
    hover="#efefeb",
    focus="#4350af",
    shadow="#1f232a",
)

DARK = Theme(
    name="dark",
    surface="#1b1c20",
    surface_raised="#232429",
    surface_sunken="#151619",
    hairline="#35373e",
    border="#7d818b",
    text="#e6e7ea",
    text_muted="#b0b4bc",
    text_faint="#989da6",
    accent="#a9b4f7",
    accent_hover="#c2caff",
    accent_text="#161a38",
    accent_soft="#2b3052",
    danger="#ff9a91",
    danger_soft="#452220",
    warning="#efb661",
    warning_soft="#3d2f17",
    success="#82ca95",
    success_soft="#1e3726",
    today="#a9b4f7",
    weekend="#18191c",
    holiday_tint="#44301f",
    school_holiday="#7a63a0",
    selection="#333a66",
    hover="#2c2e35",
    focus="#b9c2ff",
    shadow="#000000",
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}

_TEXTS = ("text", "text_muted", "text_faint", "accent", "danger", "warning", "success")
_SURFACES = ("surface", "surface_raised", "surface_sunken")
_PAIRS = (
    *((ink, ground) for ink in _TEXTS for ground in _SURFACES),
    *(("text", ground) for ground in ("accent_soft", "selection", "hover", "weekend", "holiday_tint")),
    *(("text", ground) for ground in ("danger_soft", "warning_soft", "success_soft")),
    *(("text_muted", ground) for ground in ("accent_soft", "selection", "hover", "weekend", "holiday_tint")),
    *(("text_faint", ground) for ground in ("hover", "weekend")),
    ("accent", "accent_soft"),
    ("accent", "selection"),
    ("accent", "hover"),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("danger", "danger_soft"),
    ("danger", "hover"),
    ("warning", "warning_soft"),
    ("success", "success_soft"),
)


def text_pairs(theme: Theme) -> Iterator[tuple[str, str, str]]:
    """Each text colour with each background it is used on: what it is, ink, ground."""
    for ink, ground in _PAIRS:
        yield f"{ink} on {ground}", theme.colour(ink), theme.colour(ground)
    for code in ("", *AXIS_CODES):
        colours = theme.axis(code)
        yield f"text of axis {code or 'unknown'} on its tint", colours.text, colours.tint


def contrast(ink: str, ground: str) -> float:
    """The contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """The colour with `share` (0 to 1) of the other one mixed in."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def token_names() -> list[str]:
    """The names of all colours of a theme."""
    return [field.name for field in fields(Theme) if field.name != "name"]


@cache
def _axis(code: str, dark: bool) -> AxisColours:
    stripe = _AXIS_STRIPES.get(code, "#9a9da4")
    if dark:
        stripe = {"8": "#d7d9de", "": "#7d818b", "5": "#2f93d4"}.get(code, stripe)
        return AxisColours(stripe, mix(stripe, DARK.surface_raised, 0.74), mix(stripe, "#ffffff", 0.74))
    return AxisColours(stripe, mix(stripe, "#ffffff", 0.82), mix(stripe, LIGHT.text, 0.78))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
