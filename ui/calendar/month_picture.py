"""The month made ready for painting: every text cut to its room, every colour chosen, once per layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainterPath

from app.domain.holidays import DayMark
from app.domain.kinds import SessionStatus
from app.i18n import Language
from app.layout import (
    Box,
    Density,
    MonthDay,
    MonthFrame,
    MonthItem,
    MonthLayout,
    MonthLine,
    is_bar,
    last_day,
    month_layout,
    share_line,
)
from app.queries.rows import SessionRow
from ui.calendar.ink import Ink, SessionInk, add_dot, add_tick, face
from ui.calendar.settings import ViewSettings
from ui.calendar.words import Words, grouped
from ui.models.sessions import Paper, paper_state

STRIPE = 3
_USUAL_TEXT = 13
_INSET = 8
_MARK_ROOM = 12
_APART = 6
_NOTHING, _SKIPPED = Paper.NOTHING, SessionStatus.SKIPPED


class LinePicture(NamedTuple):
    """One session's line."""

    row: SessionRow
    line: MonthLine
    box: QRect
    ink: SessionInk
    words: tuple[Words, ...]
    paper: Paper


@dataclass(frozen=True, slots=True)
class DayPicture:
    """One day's cell."""

    cell: MonthDay
    box: QRect
    head: QRect
    ground: QColor
    holiday: bool
    school: bool
    number: QRect
    words: tuple[Words, ...]
    more: Words | None


@dataclass(frozen=True, slots=True)
class Shapes:
    """What lies under the texts of sessions, gathered by colour."""

    fills: tuple[tuple[QColor, list[QRectF]], ...]
    stripes: tuple[tuple[QColor, list[QRectF]], ...]
    ticks: QPainterPath
    dots: QPainterPath


@dataclass(frozen=True, slots=True)
class MonthPicture:
    """All that is painted of a month; lines by the place of their session in the model."""

    layout: MonthLayout
    gutter: tuple[tuple[QRect, Words], ...]
    days: tuple[DayPicture, ...]
    lines: tuple[LinePicture, ...]
    places: dict[int, QRect]
    today: date
    texts: tuple[Words, ...]
    """All texts in the order in which they are painted quickest."""
    shapes: Shapes


def densities(text: int) -> tuple[Density, ...]:
    """The sizes of text to try for an interface text of `text` pixels, from the roomiest to the tightest."""
    scale = max(text, _USUAL_TEXT) / _USUAL_TEXT
    steps = ((13, 21, 26), (13, 19, 24), (13, 17, 22), (12, 16, 20), (12, 15, 19), (11, 14, 18))
    return tuple(Density(round(a * scale), round(b * scale), round(c * scale)) for a, b, c in steps)


def month_picture(
    month: date,
    size: tuple[int, int],
    rows: Sequence[SessionRow],
    marks: dict[date, DayMark],
    settings: ViewSettings,
    ink: Ink,
    language: Language,
    now: datetime,
    text: int,
) -> MonthPicture:
    """The picture of a month in a viewport of `size`, with an interface text of `text` pixels."""
    scale = max(text, _USUAL_TEXT) / _USUAL_TEXT
    frame = MonthFrame(
        month=month,
        width=size[0],
        height=size[1],
        header=round(28 * scale),
        gutter=round(28 * scale) if settings.week_numbers else 0,
        weekend_share=settings.weekend_share,
        first_weekday=settings.first_weekday,
    )
    items = [_item(row) for row in rows]
    layout = month_layout(frame, items, densities(text))
    pens = _Pens(layout.density.text, ink, language, now)
    school_seen: set[str] = set()
    days = tuple(
        pens.day(cell, marks.get(cell.day), index, school_seen) for index, cell in enumerate(layout.days)
    )
    lines = tuple(pens.line(rows[line.item], line, layout) for line in layout.lines)
    places: dict[int, QRect] = {}
    for line in layout.lines:
        places.setdefault(line.item, rect(line.box))
    more = {cell.day: rect(cell.more) for cell in layout.days if cell.more is not None}
    if more:
        for index, item in enumerate(items):
            if index not in places and max(item.first, layout.first) in more:
                places[index] = more[max(item.first, layout.first)]
    header, gutter = pens.header(layout), pens.gutter(layout)
    texts = [*header, *(words for _, words in gutter)]
    for day in days:
        texts.extend(day.words)
        if day.more is not None:
            texts.append(day.more)
    for picture in lines:
        texts.extend(picture.words)
    return MonthPicture(layout, gutter, days, lines, places, now.date(), grouped(texts), _shapes(lines))


def _shapes(lines: Sequence[LinePicture]) -> Shapes:
    fills: dict[int, tuple[QColor, list[QRectF]]] = {}
    stripes: dict[int, tuple[QColor, list[QRectF]]] = {}
    ticks, dots = QPainterPath(), QPainterPath()
    for picture in lines:
        box, colours = picture.box, picture.ink
        x, y, width, height = box.x(), box.y(), box.width(), box.height()
        if colours.fill is not None:
            fills.setdefault(id(colours), (colours.fill, []))[1].append(QRectF(x, y, width, height))
        if not picture.line.from_before:
            stripe = QRectF(x + 1, y + 1, STRIPE, height - 2)
            stripes.setdefault(id(colours), (colours.stripe, []))[1].append(stripe)
        if picture.paper is Paper.MARKED:
            add_tick(ticks, x + width - 3, y + height // 2)
        elif picture.paper is Paper.TO_MARK:
            add_dot(dots, x + width - 3, y + height // 2)
    return Shapes(tuple(fills.values()), tuple(stripes.values()), ticks, dots)


def rect(box: Box) -> QRect:
    """A box as Qt has it."""
    return QRect(box.x, box.y, box.width, box.height)


def _item(row: SessionRow) -> MonthItem:
    day = row.starts_at.date()
    if day == row.ends_at.date():
        return MonthItem(day, day, False)
    slot = row.slot
    bar = is_bar(slot)
    return MonthItem(slot.day, last_day(slot) if bar else slot.day, bar)


class _Pens:
    """The faces and colours of one picture."""

    def __init__(self, text: int, ink: Ink, language: Language, now: datetime) -> None:
        self.ink = ink
        self.language = language
        self.now = now
        self.plain = face(text)
        self.strong = face(text, strong=True)
        self.looks = {
            SessionStatus.CANCELLED: face(text, struck=True),
            SessionStatus.SKIPPED: face(text, italic=True),
        }
        self.small = face(max(text - 1, 11))
        self.number = face(text + 1, strong=True)
        self.number_far = face(text + 1)
        self.time_room = self.strong.width("00:00") + 5
        self.least = 7 * text

    def line(self, row: SessionRow, line: MonthLine, layout: MonthLayout) -> LinePicture:
        cell = layout.day(line.day)
        near = line.days > 1 or cell is None or cell.in_month
        status = row.status
        colours = self.ink.session(row.axis, status, near)
        paper = paper_state(row, self.now)
        x, y, height = line.box.x, line.box.y, line.box.height - 1
        box = QRect(x, y, line.box.width, height)
        room = line.box.width - 4 - _INSET
        if paper is not _NOTHING or status is _SKIPPED:
            room -= _MARK_ROOM
        x += _INSET
        plain = self.plain
        baseline = plain.baseline(y, height)
        words = []
        if not line.from_before:
            words.append(Words(self.strong, colours.text, x, baseline, self.language.clock(row.starts_at)))
            x += self.time_room
            room -= self.time_room
        look = self.looks.get(status, plain)
        title, place = row.title, row.place
        width, place_width = look.width(title), plain.width(place)
        if width + _APART + place_width > room:
            title_room, place_room = share_line(width, place_width, max(room, 0), _APART, self.least)
            title = look.cut(title, int(title_room))
            width = look.width(title)
            place = plain.cut(place, room - width - _APART) if place_room else ""
        if title:
            words.append(Words(look, colours.text, x, baseline, title))
        if place:
            words.append(Words(plain, colours.muted, x + width + _APART, baseline, place))
        return LinePicture(row, line, box, colours, tuple(words), paper)

    def day(self, cell: MonthDay, mark: DayMark | None, index: int, school_seen: set[str]) -> DayPicture:
        ink, head = self.ink, rect(cell.head)
        today = cell.day == self.now.date()
        number = self.number if cell.in_month else self.number_far
        text = str(cell.day.day)
        if cell.day.day == 1 or (index == 0 and not cell.in_month):
            text = self.language.date(cell.day, "day_month")
        baseline = number.baseline(head.y() + 3, head.height() - 3)
        width = number.width(text)
        plate = QRect(head.x() + 3, head.y() + 4, max(width + 8, head.height() - 4), head.height() - 5)
        x = plate.x() + (plate.width() - width) // 2 if today else head.x() + _INSET
        colour = ink.accent_text if today else ink.text if cell.in_month else ink.faint
        words = [Words(number, colour, x, baseline, text)]
        x = (plate.right() if today else x + width) + 8
        holiday = mark.public_holiday if mark else ""
        school = mark.school_holiday if mark else ""
        shown = [holiday] if holiday else []
        if school and school not in school_seen:
            school_seen.add(school)
            shown.append(school)
        names = self.small.cut(" · ".join(shown), max(head.right() - 6 - x, 0)) if shown else ""
        if len(names) > 1:
            colour = ink.text if holiday and cell.in_month else ink.muted
            words.append(Words(self.small, colour, x, baseline, names))
        more = None
        if cell.more is not None:
            more_box = rect(cell.more)
            text = self.language.text("+{n} more", n=cell.hidden)
            more = Words(
                self.strong,
                ink.accent,
                more_box.x() + _INSET,
                self.strong.baseline(more_box.y(), more_box.height()),
                self.strong.cut(text, more_box.width() - _INSET - 2),
            )
        ground = ink.raised
        if cell.day.weekday() >= 5:
            ground = ink.weekend
        if not cell.in_month:
            ground = ink.surface
        if today:
            ground = ink.today_wash
        return DayPicture(
            cell, rect(cell.box), head, ground, bool(holiday), bool(school), plate, tuple(words), more
        )

    def header(self, layout: MonthLayout) -> tuple[Words, ...]:
        height = layout.frame.header
        words = []
        current = self.now.date().weekday() if self._shows_today(layout) else -1
        for cell in layout.days[:7]:
            today = cell.day.weekday() == current
            look = self.strong
            name = self.language.date(cell.day, "weekday")
            if look.width(name) > cell.box.width - 2 * _INSET:
                name = self.language.date(cell.day, "weekday_short")
            colour = self.ink.today if today else self.ink.muted
            words.append(Words(look, colour, cell.box.x + _INSET, look.baseline(0, height), name))
        return tuple(words)

    def gutter(self, layout: MonthLayout) -> tuple[tuple[QRect, Words], ...]:
        width = layout.frame.gutter
        if not width:
            return ()
        found = []
        for week in layout.weeks:
            box = QRect(0, week[0].box.y, width, week[0].box.height)
            thursday = next(cell.day for cell in week if cell.day.weekday() == 3)
            text = str(thursday.isocalendar().week)
            head = week[0].head
            baseline = self.number_far.baseline(head.y + 3, head.height - 3)
            x = (width - self.small.width(text)) // 2
            found.append((box, Words(self.small, self.ink.faint, x, baseline, text)))
        return tuple(found)

    def _shows_today(self, layout: MonthLayout) -> bool:
        return layout.first <= self.now.date() <= layout.last
