"""People as tables show them, page by page; how a person reads as a sentence; how people are dragged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, Signal

from app.domain.ids import PersonId
from app.domain.kinds import Channel, EnrolmentStatus, label
from app.i18n import N_, Language
from app.queries.people import PersonDetail, PersonRow
from app.queries.people_list import ListedPerson, PeopleOrder
from ui.models.rows import Column, Index, RowModel

PEOPLE_MIME = "application/x-palier-people"
"""People that are dragged or copied: their ids in hexadecimal, parted by spaces."""

PAGE = 500
"""People read at a time."""


def people_mime(rows: Iterable[PersonRow]) -> QMimeData:
    """What is dragged or copied for these people; as text, their names."""
    people = list(rows)
    mime = QMimeData()
    mime.setData(PEOPLE_MIME, " ".join(person.id.hex for person in people).encode())
    mime.setText("\n".join(person.name for person in people))
    return mime


def people_in(mime: QMimeData) -> tuple[PersonId, ...]:
    """The people that are dragged or pasted; empty where it is something else."""
    if not mime.hasFormat(PEOPLE_MIME):
        return ()
    words = bytes(mime.data(PEOPLE_MIME).data()).decode("ascii", "replace").split()
    try:
        return tuple(PersonId(UUID(hex=word)) for word in words)
    except ValueError:
        return ()


def age_text(person: PersonRow, today: date, language: Language) -> str:
    """How old somebody is this year, “72”, or the band, “60 to 74”; empty where neither is known."""
    if person.birth_year is not None:
        return language.number(today.year - person.birth_year)
    return "" if person.age_band is None else language.text(label(person.age_band))


def roles_text(person: PersonRow, language: Language) -> str:
    """“tenant, volunteer”."""
    return ", ".join(language.text(label(role)) for role in person.roles)


def moment_text(moment: datetime | None, today: date, language: Language) -> str:
    """A day, with its year where it is not this one; empty for None."""
    if moment is None:
        return ""
    return language.date(moment.date(), "day_month" if moment.year == today.year else "medium")


def spoken_day(day: date, today: date, language: Language) -> str:
    """A day as one says it in a sentence: “12 November”, with the year where it is not this one."""
    written = language.date(day, "long")
    return written.removesuffix(f" {day.year}") if day.year == today.year else written


def person_sentence(detail: PersonDetail, language: Language, today: date) -> str:
    """A person in one sentence: what they are, where and since when, how involved, what to mind."""
    parts = [
        _who(detail, language, today),
        _involved(detail, language),
        _seen(detail, language, today),
        *_to_mind(detail, language),
    ]
    sentence = "; ".join(part for part in parts if part)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _who(detail: PersonDetail, language: Language, today: date) -> str:
    row = detail.row
    roles = language.listing(language.text(label(role)) for role in row.roles)
    if not row.residence:
        return roles or language.text("lives outside the estate")
    since = next(
        (
            stay.valid_from
            for stay in detail.residences
            if stay.residence_id == row.residence_id and (stay.valid_to is None or stay.valid_to >= today)
        ),
        None,
    )
    roles = roles or language.text("resident")
    if since is None:
        return language.text("{roles} at {residence}", roles=roles, residence=row.residence)
    return language.text(
        "{roles} at {residence} since {year}", roles=roles, residence=row.residence, year=str(since.year)
    )


def _involved(detail: PersonDetail, language: Language) -> str:
    enrolled = sum(action.status is EnrolmentStatus.ENROLLED for action in detail.actions)
    waiting = sum(action.status is EnrolmentStatus.WAITING for action in detail.actions)
    parts = []
    if enrolled:
        parts.append(language.plural("in one action", "in {n} actions", enrolled))
    if waiting:
        parts.append(language.plural("waiting for one action", "waiting for {n} actions", waiting))
    return language.listing(parts) if parts else language.text("in no action at present")


def _seen(detail: PersonDetail, language: Language, today: date) -> str:
    if detail.last_seen is None:
        return language.text("not met yet")
    day = detail.last_seen.date()
    if day == today:
        return language.text("last seen today")
    return language.text("last seen on {day}", day=spoken_day(day, today, language))


def _to_mind(detail: PersonDetail, language: Language) -> list[str]:
    row = detail.row
    prefers = {
        Channel.PHONE: N_("prefers the telephone"),
        Channel.LETTER: N_("prefers letters"),
        Channel.EMAIL: N_("prefers e-mail"),
        Channel.TEXT: N_("prefers text messages"),
    }
    parts = []
    if row.do_not_contact:
        parts.append(language.text("does not want to be contacted"))
    elif detail.channel is not None:
        parts.append(language.text(prefers[detail.channel]))
    if row.large_print:
        parts.append(language.text("reads large print"))
    if row.photo_consent is not None:
        parts.append(language.text("photos allowed") if row.photo_consent else language.text("no photos"))
    return parts


NAME, RESIDENCE, ROLES, PHONE, AGE, LAST_SEEN = range(6)
"""The columns of `PeopleModel`."""

_ORDERS = {
    NAME: PeopleOrder.NAME,
    RESIDENCE: PeopleOrder.RESIDENCE,
    AGE: PeopleOrder.AGE,
    LAST_SEEN: PeopleOrder.LAST_SEEN,
}


class PeopleModel(RowModel[ListedPerson]):
    """Everybody whom a filter shows; rows come a page at a time as the view nears its end."""

    page_wanted = Signal(list)
    """The numbers of the people whose rows come next; answer with `append`."""
    order_wanted = Signal(object, bool)
    """Sort by this `PeopleOrder`, descending or not: only the database knows everybody."""

    def __init__(self, language: Language, today: date, parent: QObject | None = None) -> None:
        super().__init__(_columns(language, today), lambda row: row.person.id, parent)
        self._numbers: tuple[int, ...] = ()
        self._asked = False

    @property
    def total(self) -> int:
        """How many people the filter shows in all."""
        return len(self._numbers)

    def start(self, numbers: Sequence[int], rows: Sequence[ListedPerson]) -> None:
        """Show these people; `rows` are the first of them."""
        self._asked = False
        same = tuple(numbers) == self._numbers
        self._numbers = tuple(numbers)
        if not same or tuple(rows) != tuple(self._rows):
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()

    def append(self, rows: Sequence[ListedPerson]) -> None:
        """Show the page that was wanted."""
        self._asked = False
        known = {row.person.id for row in self._rows}
        fresh = [row for row in rows if row.person.id not in known]
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()

    # Qt overrides

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._asked and len(self._rows) < len(self._numbers)

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.page_wanted.emit(list(self._numbers[len(self._rows) : len(self._rows) + PAGE]))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column in _ORDERS:
            self.order_wanted.emit(_ORDERS[column], order is Qt.SortOrder.DescendingOrder)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [PEOPLE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        return people_mime(self._rows[row].person for row in rows)


def _columns(language: Language, today: date) -> tuple[Column[ListedPerson], ...]:
    return (
        Column("name", language.text("Name"), lambda row: row.person.register_name, width=220),
        Column("residence", language.text("Residence"), lambda row: row.person.residence, width=180),
        Column("roles", language.text("Roles"), lambda row: roles_text(row.person, language), width=130),
        Column("phone", language.text("Telephone"), lambda row: row.person.phone, width=130),
        Column(
            "age", language.text("Age"), lambda row: age_text(row.person, today, language), numeric=True, width=80
        ),
        Column(
            "last_seen",
            language.text("Last seen"),
            lambda row: moment_text(row.last_seen, today, language),
            ink=lambda row: "text_muted",
            width=132,
        ),
    )  # fmt: skip
