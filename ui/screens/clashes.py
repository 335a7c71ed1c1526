"""Conflicts in words, and the buttons that lead out of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.conflicts import Clash, ClashKind, WayOut, WayOutKind
from app.domain.ids import PersonId, VenueId
from app.i18n import Language
from ui.runtime.language import current_language, ntr, tr
from ui.theme.icons import icon
from ui.widgets.buttons import push_button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import PlainLabel

_NAMED = 3
"""Up to how many people are named in one line."""
_SAID = 4


def clash_words(clash: Clash, names: Mapping[PersonId, str]) -> str:
    """A clash in one line: “Nadia Belkacem is also expected at “Café du lundi” at 14:00 (Salle commune)”."""
    other = clash.other
    at = other.slot.starts_at.time()
    if clash.kind is ClashKind.VENUE:
        return tr("{venue} is taken by “{title}” at {time}", venue=other.venue, title=other.title, time=at)
    people = sorted(names.get(person, "?") for person in clash.people)
    if len(people) > _NAMED:
        text = tr(
            "{count} people are also expected at “{title}” at {time}",
            count=len(people),
            title=other.title,
            time=at,
        )
    elif len(people) > 1:
        text = tr(
            "{people} are also expected at “{title}” at {time}",
            people=current_language().listing(people),
            title=other.title,
            time=at,
        )
    else:
        text = tr(
            "{person} is also expected at “{title}” at {time}", person=people[0], title=other.title, time=at
        )
    return tr("{text} ({venue})", text=text, venue=other.venue) if other.venue else text


def way_out_words(way: WayOut, language: Language, venues: Mapping[VenueId, str]) -> str:
    """A way out as a button says it: “At 16:00”, “In Salle commune”, “On Tue 17 Nov”."""
    if way.kind is WayOutKind.TIME:
        return tr("At {time}", time=way.slot.starts_at.time())
    if way.kind is WayOutKind.DAY:
        return tr("On {day}", day=language.date(way.slot.day, "day"))
    return tr("In {venue}", venue=venues.get(way.venue_id, "?") if way.venue_id else "?")


class ClashBox(QFrame):
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
        *,
        aside: bool = False,
    ) -> None:
        """Say these; none hides the box. A session that was put `aside` gets proposals without a clash."""
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for clash in clashes[:_SAID]:
            self._layout.addWidget(_line(clash_words(clash, names)))
        more = len(clashes) - _SAID
        if more > 0:
            words = ntr("and {n} more conflict", "and {n} more conflicts", more)
            self._layout.addWidget(PlainLabel(words, size="small", ink="muted"))
        if ways:
            words = tr("Place it again, everybody is free:") if aside else tr("Nearest free:")
            self._layout.addWidget(PlainLabel(words, size="small", ink="muted"))
        out = QWidget()
        flow = FlowLayout(out)
        for way in ways:
            button = push_button(way_out_words(way, self._language, venues))
            button.clicked.connect(lambda _=False, way=way: self.chosen.emit(way))
            flow.addWidget(button)
        self._layout.addWidget(out)
        self.setVisible(bool(clashes or ways))


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
