"""The field for a session's venue: typed, found among the known ones, or new; taken ones say by what."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

from app.domain.ids import VenueId
from app.domain.names import fold
from app.i18n.messages import N_
from app.queries.choices import Choice
from ui.runtime.language import tr
from ui.screens.base import Context
from ui.screens.pickers import Picker
from ui.widgets.entries import asks_to_undo
from ui.widgets.search import Completion

_MOST = 12


class VenueEntry(Picker):
    """`edited` carries the id of the venue chosen, or None; `create_requested` the name of one not known yet."""

    edited = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("No venue yet"), creates=N_("New venue “{text}”"), keep_text=True)
        self.setProperty("look", "")  # it stands among the fields of a form
        self._value: VenueId | None = None
        self._shown = ""
        self._venues: tuple[Choice, ...] = ()
        self._in_use: Mapping[VenueId, str] = {}
        self.picked.connect(self._become)
        self.create_requested.connect(self._restore)  # until the new one is there

    def set_venues(self, venues: tuple[Choice, ...], taken: Mapping[VenueId, str]) -> None:
        """Offer these; `taken` says by which session a venue is in use at that time."""
        self._venues, self._in_use = venues, taken

    def value(self) -> VenueId | None:
        """The venue."""
        return self._value

    def set_value(self, value: VenueId | None) -> None:
        """Show one of the venues without telling anyone; not while the user is typing another one."""
        self._value = value
        typing = self.hasFocus() and self.text() != self._shown
        self._shown = next((named(each) for each in self._venues if each.id == value), "")
        if not typing:
            self._restore()

    def answers(self, text: str) -> None:
        typed = [] if text == self._shown else fold(text).split()
        found = [each for each in self._venues if all(word in fold(named(each)) for word in typed)]
        found.sort(
            key=lambda each: (VenueId(each.id) in self._in_use, bool(typed) and not _begins(each, typed))
        )
        self.show_answers(
            [Completion(VenueId(each.id), each.label, self._detail(each), "venue") for each in found[:_MOST]]
        )

    def _detail(self, venue: Choice) -> str:
        taken = self._in_use.get(VenueId(venue.id))
        return tr("taken by “{title}”", title=taken) if taken is not None else venue.detail

    def _ask(self, text: str) -> None:
        if text:
            self.answers(text)
        elif self.hasFocus() and self._shown:
            self.close_completions()

    def _become(self, venue: VenueId | None) -> None:
        changed = venue != self._value
        self.set_value(venue)
        self._restore()
        if changed:
            self.edited.emit(venue)

    def _restore(self) -> None:
        self.blockSignals(True)
        self.setText(self._shown)
        self.setCursorPosition(0)
        self.blockSignals(False)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if asks_to_undo(event) and self.text() == self._shown:
            event.ignore()  # nothing was typed, so the program's own undo is meant
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.text().strip():
            self._become(None)
        elif key == Qt.Key.Key_Down and not self.completions():
            self.answers(self.text().strip() or self._shown)
        elif key == Qt.Key.Key_Escape and not self.completions() and self.text() != self._shown:
            self._restore()
            self.selectAll()
        elif key == Qt.Key.Key_Escape and not self.completions():
            event.ignore()  # the panel closes
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is Qt.FocusReason.PopupFocusReason:
            return
        if not self.text().strip():
            self._become(None)
        else:
            self._restore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.completions() and self.text() == self._shown:
            self.answers(self._shown)


def named(venue: Choice) -> str:
    """A venue with its residence."""
    return f"{venue.label} – {venue.detail}" if venue.detail else venue.label


def _begins(venue: Choice, typed: list[str]) -> bool:
    return fold(venue.label).startswith(typed[0])
