"""The theme: readable, distinct, and complete."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme import appearance, apply_theme, icon
from ui.theme.appearance import text_pixels
from ui.theme.icons import ICONS, glyph_names
from ui.theme.tokens import AXIS_CODES, DARK, LIGHT, Theme, contrast, text_pairs


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_all_text_reaches_a_contrast_of_four_and_a_half_on_every_ground_it_is_used_on(theme: Theme) -> None:
    faint = {what: contrast(ink, ground) for what, ink, ground in text_pairs(theme)}
    assert {what: ratio for what, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_outlines_of_controls_and_the_focus_ring_reach_a_contrast_of_three(theme: Theme) -> None:
    for ink in (theme.border, theme.focus, theme.accent):
        for ground in (theme.surface, theme.surface_raised, theme.surface_sunken):
            assert contrast(ink, ground) >= 3, (ink, ground)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_eight_axes_and_the_unknown_one_have_nine_different_stripes(theme: Theme) -> None:
    stripes = {theme.axis(code).stripe for code in (*AXIS_CODES, "elsewhere")}
    assert len(stripes) == 9


def test_the_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_icon_is_a_glyph_of_the_font() -> None:
    assert {name: glyph for name, glyph in ICONS.items() if glyph not in glyph_names()} == {}


def test_an_icon_takes_the_colour_of_the_theme_each_time_it_is_painted(
    qapp: QApplication, qtbot: QtBot
) -> None:
    def strongest(shown: QIcon) -> set[str]:
        image = shown.pixmap(QSize(32, 32)).toImage()
        pixels = (image.pixelColor(x, y) for x in range(32) for y in range(32))
        return {colour.name() for colour in pixels if colour.alpha() == 255}

    shown = icon("calendar", "accent")
    apply_theme(qapp, "light")
    assert LIGHT.accent in strongest(shown)
    apply_theme(qapp, "dark")
    assert DARK.accent in strongest(shown)


def test_a_change_of_theme_is_announced_and_dresses_the_application(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, "light")
    with qtbot.waitSignal(appearance.theme_changed) as announced:
        apply_theme(qapp, "dark")
    assert announced.args == [DARK]
    assert qapp.palette().window().color().name() == DARK.surface
    assert "$" not in qapp.styleSheet()


def test_text_has_three_sizes(qapp: QApplication) -> None:
    assert text_pixels("small") < text_pixels("normal") < text_pixels("large")
