"""Conflicts in words, and the buttons that lead out of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.conflicts import Clash, ClashKind, WayOut, WayOutKind
from app.domain.ids import PersonId, VenueId
from app.i18n import Language
from ui.runtime.language import tr
from ui.theme.icons import icon
from ui.widgets.buttons import push_button
from ui.widgets.labels import PlainLabel


def clash_words(clash: Clash, names: Mapping[PersonId, str]) -> str:
    """A clash in one line: “Nadia Belkacem is also expected at “Café du lundi” at 14:00”."""
    other = clash.other
    at = other.slot.starts_at.time()
    if clash.kind is ClashKind.VENUE:
        return tr("{venue} is taken by “{title}” at {time}", venue=other.venue, title=other.title, time=at)
    people = sorted(names.get(person, "?") for person in clash.people)
    if len(people) == 1:
        return tr(
            "{person} is also expected at “{title}” at {time}", person=people[0], title=other.title, time=at
        )
    return tr(
        "{count} people are also expected at “{title}” at {time}",
        count=len(people),
        title=other.title,
        time=at,
    )


def way_out_words(way: WayOut, language: Language, venues: Mapping[VenueId, str]) -> str:
    """A way out as a button says it: “At 16:00”, “In Salle commune”, “On Tue 17 Nov”."""
    if way.kind is WayOutKind.TIME:
        return tr("At {time}", time=way.slot.starts_at.time())
    if way.kind is WayOutKind.DAY:
        return tr("On {day}", day=language.date(way.slot.day, "day"))
    return tr("In {venue}", venue=venues.get(way.venue_id, "?") if way.venue_id else "?")


class ClashBox(QWidget):
    """Says what a session collides with and offers the nearest ways out; hidden where nothing collides."""

    chosen = Signal(object)
    """The `WayOut` that was clicked."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.setProperty("ground", "warning")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 8)
        self._layout.setSpacing(4)
        self.hide()

    def show_clashes(
        self,
        clashes: tuple[Clash, ...],
        names: Mapping[PersonId, str],
        ways: tuple[WayOut, ...],
        venues: Mapping[VenueId, str],
    ) -> None:
        """Say these; none hides the box."""
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for clash in clashes[:4]:
            self._layout.addWidget(_line(clash_words(clash, names)))
        if ways:
            self._layout.addWidget(PlainLabel(tr("Nearest free:"), size="small", ink="muted"))
        for way in ways:
            button = push_button(way_out_words(way, self._language, venues), icon_name="forward")
            button.clicked.connect(lambda _=False, way=way: self.chosen.emit(way))
            self._layout.addWidget(button)
        self.setVisible(bool(clashes))


def _line(words: str) -> QWidget:
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    sign = PlainLabel()
    sign.setPixmap(icon("conflict", "warning").pixmap(18, 18))
    layout.addWidget(sign)
    layout.addWidget(PlainLabel(words, wrap=True), 1)
    return line
