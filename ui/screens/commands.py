"""What the program can do by name, for the search field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ui.runtime.language import tr
from ui.screens.base import Context
from ui.screens.catalogue import Entry
from ui.screens.finder import Command


def commands(
    context: Context,
    railed: Sequence[Entry],
    create_new: Callable[[], object],
    print_selection: Callable[[], object],
) -> list[Command]:
    """Going to the screens of the rail, then everything else."""
    shell = context.shell
    dark = context.settings.values.theme == "dark"
    theme, looks = ("light", tr("Light appearance")) if dark else ("dark", tr("Dark appearance"))
    french = context.language.code == "fr"
    return [
        *(
            Command(tr(entry.text), entry.icon, partial(shell.open_screen, entry.name), f"Alt+{number}")
            for number, entry in enumerate(railed, 1)
        ),
        Command(tr("New session"), "new_session", create_new, "Ctrl+N"),
        Command(tr("Print what is selected"), "print", print_selection, "Ctrl+P"),
        Command(tr("Settings"), "settings", partial(shell.open_screen, "settings"), "Ctrl+,"),
        Command(looks, "appearance", partial(shell.choose_theme, theme)),
        Command(
            "Palier in English" if french else "Palier en français",
            "language",
            partial(shell.choose_language, "en" if french else "fr"),
        ),
        Command(tr("Open another workspace"), "open", shell.leave_workspace),
        Command(tr("Keys"), "keyboard", shell.show_keys, "F1"),
    ]
