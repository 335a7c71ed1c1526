"""The pictures of the README, taken of the real window over the demonstration: always the same day, no display needed.

    ./check screenshots [FOLDER]

writes docs/screenshots/*.png (or into FOLDER), 1440 by 900, less than 200 kB each. They change only where the program
or the demonstration does.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, TypeVar, cast

os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.demonstration import create_demonstration
from app.queries.action_list import action_list
from app.queries.actions import action_detail
from app.queries.sessions import sessions_to_mark
from app.queries.today import today as today_facts
from ui.dialogs.printing import PrintDialog
from ui.main_window import MainWindow
from ui.runtime.language import set_language
from ui.runtime.settings import Settings
from ui.runtime.tasks import InlineRunner
from ui.runtime.waiting import rest
from ui.screens.calendar import CalendarScreen
from ui.screens.workbench import Workbench
from ui.theme.appearance import ThemeName, apply_theme

T = TypeVar("T")

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 12)
SIZE = (1440, 900)
MOST_BYTES = 200_000
_CUTS = ("AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf")


def main(arguments: list[str]) -> int:
    """Take all of them; tells the size of each."""
    folder = Path(arguments[0]) if arguments else ROOT / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["palier"])
    for cut in _CUTS:
        # A font that comes with the program, so that the pictures do not depend on the machine's.
        with as_file(files("fontpkg_atkinson_hyperlegible").joinpath("files", cut)) as font:
            family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(font)))[0]
    app.setFont(QFont(family, 10))
    with tempfile.TemporaryDirectory(prefix="palier-pictures-") as place:
        studio = Studio(app, Path(place), folder)
        with studio.window("fr", "light", welcome=True):
            studio.take("welcome")
        with studio.window("fr", "light"):
            studio.take_main()
        with studio.window("fr", "dark"):
            studio.take_calendar("month", "calendar-month-dark")
        with studio.window("en", "light"):
            studio.take_calendar("month", "calendar-month-english")
    heavy = [path.name for path in folder.glob("*.png") if path.stat().st_size > MOST_BYTES]
    if heavy:
        print(f"too heavy for a README: {', '.join(heavy)}", file=sys.stderr)
    return 1 if heavy else 0


class Studio:
    """Opens the window over a demonstration made for the pictures, and takes them."""

    def __init__(self, app: QApplication, place: Path, folder: Path) -> None:
        self._app = app
        self._place = place
        self._folder = folder
        self._runner = InlineRunner()
        self._window: MainWindow | None = None

    @contextmanager
    def window(self, language: str, theme: ThemeName, *, welcome: bool = False) -> Iterator[None]:
        """The window in a language and a theme; closed afterwards."""
        apply_theme(self._app, theme)
        set_language(language)
        self._runner = InlineRunner()
        settings = Settings(self._place / f"settings-{language}-{theme}-{welcome}.json")
        window = self._window = MainWindow(self._runner, settings, lambda: NOW)
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        if welcome:
            window.show_welcome()
        else:
            window.start(str(self._demonstration(language, theme)))
            self._rest()
        yield
        window.close()
        window.deleteLater()
        self._window = None
        self._app.processEvents()

    @property
    def bench(self) -> Workbench:
        """The shell of the open workspace."""
        assert self._window is not None
        assert self._window.bench is not None
        return self._window.bench

    def take_main(self) -> None:
        """Those in the usual language and theme."""
        facts = self._ask(today_facts, NOW)
        theatre = next(row for row in self._ask(action_list, NOW, "fr").rows if row.has_production)
        detail = self._ask(action_detail, theatre.id, NOW)
        assert detail is not None
        person = next(each.person for each in detail.people if each.person.residence_id is not None)
        home = person.residence_id
        to_mark = next(row for row in self._ask(sessions_to_mark, NOW) if row.expected >= 10)
        self.bench.open_screen("today")
        self.take("today")
        self.take_calendar("month", "calendar-month")
        self.bench.open_session(facts.collisions[0].session.id)
        self.take_calendar("week", "calendar-week", day=facts.collisions[0].session.starts_at.date())
        self.bench.close_panel()
        self.bench.open_action(theatre.id)
        self.take("action")
        self.bench.open_screen("people")
        self.bench.open_person(person.id)
        self.take("people")
        self.bench.close_panel()
        self.bench.open_screen("residences")
        if home is not None:
            self.bench.open_residence(home)
        self.take("residences")
        self.bench.close_panel()
        self.bench.open_screen("reports")
        self.take("reports")
        self.bench.open_marking(to_mark.id)
        self._rest()
        for key in (Qt.Key.Key_P, Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_P, Qt.Key.Key_E):
            QTest.keyClick(cast(QWidget, QApplication.focusWidget()), key)
        self.take("marking")
        self.bench.print_sheet("attendance", session_ids=(facts.following[1].id,))
        (dialog,) = self.bench.findChildren(PrintDialog)
        dialog.resize(1200, 860)
        self.take("print", dialog)
        dialog.reject()

    def take_calendar(self, view: str, name: str, day: date = TODAY) -> None:
        """The calendar in one of its views."""
        screen = self.bench.open_screen("calendar")
        assert isinstance(screen, CalendarScreen)
        screen.show_view(view)
        screen.show_day(day)
        self.take(name)

    def take(self, name: str, of: QWidget | None = None) -> None:
        """Write what the window, or a dialog over it, shows now."""
        self._rest()
        widget = of or self._window
        assert widget is not None
        small = _with_own_palette(widget.grab().toImage())
        path = self._folder / f"{name}.png"
        if not small.save(str(path), quality=0):
            raise OSError(f"{path} cannot be written")
        print(f"{path.name}: {path.stat().st_size // 1000} kB")

    def _rest(self) -> None:
        rest(self._runner)

    def _ask(self, query: Callable[..., T], *arguments: Any) -> T:
        workspace = self._runner.workspace
        assert workspace is not None
        return workspace.read(query, *arguments)

    def _demonstration(self, language: str, theme: str) -> Path:
        """A fresh one for each window: marking in one leaves nothing to undo in the next."""
        made = self._place / f"{language}.palier"
        if not made.exists():
            create_demonstration(str(made), today=TODAY, language=language)
        name = {"fr": "Habitat des Deux-Rives", "en": "Two Rivers Housing"}[language]
        path = self._place / theme / f"{name}.palier"
        path.parent.mkdir(exist_ok=True)
        return Path(shutil.copy(made, path))


def _with_own_palette(image: QImage) -> QImage:
    """The same picture in its 256 most used colours: surfaces stay exact, the file is a quarter of the size."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    used = Counter(memoryview(bytes(plain.constBits())).cast("I"))
    palette = [colour for colour, _ in sorted(used.items(), key=lambda each: (-each[1], each[0]))[:256]]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, palette, flags)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
