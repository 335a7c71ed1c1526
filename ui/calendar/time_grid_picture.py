"""Days and hours made ready for painting: every text wrapped or cut to its room, once per layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from app.domain.holidays import DayMark
from app.domain.kinds import SessionStatus
from app.i18n import Language
from app.layout import (
    DAY_MINUTES,
    GridBlock,
    LaneBar,
    TimeGrid,
    day_blocks,
    day_weights,
    lane_bars,
    share_line,
    wrap,
)
from app.queries.rows import SessionRow
from ui.calendar.ink import Face, Ink, SessionInk, face
from ui.calendar.month_picture import rect
from ui.calendar.settings import ViewSettings
from ui.calendar.words import Words
from ui.models.sessions import Paper, expected_text, paper_state

_LEFT = 9
_RIGHT = 5
_TOP = 3
_MARK_ROOM = 12
_MOST_LANES = 4
_MOST_TITLE_LINES = 4
_NARROW = 56
_USUAL_TEXT = 13


@dataclass(frozen=True, slots=True)
class BlockPicture:
    """The part of a session on one day, in coordinates of the plane (y 0 is midnight)."""

    row: SessionRow
    block: GridBlock
    box: QRect
    ink: SessionInk
    words: tuple[Words, ...]
    paper: Paper


@dataclass(frozen=True, slots=True)
class BarPicture:
    """A session of several days in the head, in coordinates of the viewport."""

    row: SessionRow
    bar: LaneBar
    box: QRect
    ink: SessionInk
    words: tuple[Words, ...]
    paper: Paper


@dataclass(frozen=True, slots=True)
class HeadPicture:
    """The head of a day."""

    day: date
    box: QRect
    plate: QRect
    """Behind the number of today."""
    words: tuple[Words, ...]
    holiday: bool
    school: bool


@dataclass(frozen=True, slots=True)
class GridPicture:
    """All that is painted of a span of days."""

    grid: TimeGrid
    days: tuple[date, ...]
    body: QRect
    """Where the hours show; above it are the heads, left of it the names of the hours."""
    heads: tuple[HeadPicture, ...]
    lanes: QRect
    blocks: tuple[BlockPicture, ...]
    bars: tuple[BarPicture, ...]
    more: tuple[tuple[date, QRect, Words], ...]
    hours: tuple[Words, ...]
    work: tuple[int, int]
    """The heights in the plane between which the working hours lie."""
    places: dict[int, tuple[QRect, bool]]
    """Where the first part of a session is, and whether that is in the plane; by its place in the model."""


def grid_picture(
    days: Sequence[date],
    size: tuple[int, int],
    hour: float | None,
    rows: Sequence[SessionRow],
    marks: dict[date, DayMark],
    settings: ViewSettings,
    ink: Ink,
    language: Language,
    now: datetime,
    text: int,
) -> GridPicture:
    """The picture of consecutive days in a viewport of `size`; `hour` is its height, None for what fits."""
    pens = _Pens(text, ink, language, now)
    slots = [row.slot for row in rows]
    bars = lane_bars(slots, days[0], len(days))
    gutter = pens.hour_room
    named = any(mark.public_holiday or mark.school_holiday for day in days if (mark := marks.get(day)))
    number_row = pens.scaled(38)
    names_row = pens.scaled(18) if named else 0
    lane_count = min(1 + max((bar.lane for bar in bars), default=-1), _MOST_LANES)
    lane_pitch = pens.scaled(20)
    top = number_row + names_row
    lanes = QRect(gutter, top, size[0] - gutter, lane_count * lane_pitch + (4 if lane_count else 0))
    body = QRect(gutter, lanes.bottom() + 1, size[0] - gutter, max(size[1] - lanes.bottom() - 1, 1))
    if hour is None:
        working = max(_minute(settings.day_end) - _minute(settings.day_start), 60) / 60
        hour = min(max((body.height() - 8) / working, pens.scaled(44)), pens.scaled(92))
    parts = day_blocks(slots, days[0], len(days), _shortest(hour, pens))
    weights = day_weights(days, parts, settings.weekend_share)
    grid = TimeGrid.across(days[0], weights, gutter, size[0] - gutter, hour)
    counts = [0] * len(days)
    blocks = []
    places: dict[int, tuple[QRect, bool]] = {}
    for block in parts:
        picture = pens.block(rows[block.item], block, rect(grid.box(block)))
        blocks.append(picture)
        counts[block.day] += not block.from_before
        places.setdefault(block.item, (picture.box, True))
    shown, more = _lanes(bars, len(days), lane_count)
    bar_pictures = []
    for bar in shown:
        box = QRect(
            grid.x_edges[bar.first] + (0 if bar.from_before else 2),
            top + bar.lane * lane_pitch + 2,
            0,
            lane_pitch - 2,
        )
        box.setRight(grid.x_edges[bar.last + 1] - (1 if bar.goes_on else 4))
        bar_pictures.append(pens.bar(rows[bar.item], bar, box))
        places.setdefault(bar.item, (box, False))
    overflow = []
    for index, count in enumerate(more):
        if count:
            left = grid.x_edges[index]
            box = QRect(left, top + (lane_count - 1) * lane_pitch, grid.x_edges[index + 1] - left, lane_pitch)
            overflow.append((days[index], box, pens.more(box, count)))
    school_seen: set[str] = set()
    heads = tuple(
        pens.head(
            day,
            QRect(grid.x_edges[index], 0, grid.x_edges[index + 1] - grid.x_edges[index], top),
            number_row,
            marks.get(day),
            counts[index],
            school_seen,
        )
        for index, day in enumerate(days)
    )
    return GridPicture(
        grid,
        tuple(days),
        body,
        heads,
        lanes,
        tuple(blocks),
        tuple(bar_pictures),
        tuple(overflow),
        pens.hours(grid, gutter),
        (grid.y(_minute(settings.day_start)), grid.y(_minute(settings.day_end))),
        places,
    )


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _shortest(hour: float, pens: _Pens) -> int:
    """As many minutes as one line of text is high, so that the shortest session can still be read."""
    return min(max(15, round((pens.pitch + 2) * 60 / hour / 5) * 5), DAY_MINUTES)


def _lanes(bars: Sequence[LaneBar], days: int, lane_count: int) -> tuple[list[LaneBar], list[int]]:
    """The bars that have a lane, and how many each day hides."""
    too_many = any(bar.lane >= lane_count for bar in bars)
    limit = lane_count - 1 if too_many else lane_count
    hidden = [0] * days
    for bar in bars:
        if bar.lane >= limit:
            for day in range(bar.first, bar.last + 1):
                hidden[day] += 1
    return [bar for bar in bars if bar.lane < limit], hidden


class _Pens:
    """The faces and colours of one picture."""

    def __init__(self, text: int, ink: Ink, language: Language, now: datetime) -> None:
        self._scale = max(text, _USUAL_TEXT) / _USUAL_TEXT
        self.ink = ink
        self.language = language
        self.now = now
        size = self.scaled(12)
        self.pitch = size + 4
        self.plain = face(size)
        self.strong = face(size, strong=True)
        self.small = face(max(size - 1, 11))
        self.number = face(self.scaled(20), strong=True)
        self.titles = {
            SessionStatus.CANCELLED: face(size, struck=True),
            SessionStatus.SKIPPED: face(size, italic=True, strong=True),
        }
        self.hour_room = max(self.small.width(language.time(time(20))), self.small.width("00:00")) + 14

    def scaled(self, pixels: int) -> int:
        """A length that grows with the text."""
        return round(pixels * self._scale)

    def block(self, row: SessionRow, block: GridBlock, box: QRect) -> BlockPicture:
        colours = self.ink.session(row.axis, row.status)
        paper = paper_state(row, self.now)
        words = self._block_words(row, box, colours, self._marked(row, paper))
        return BlockPicture(row, block, box, colours, words, paper)

    def bar(self, row: SessionRow, bar: LaneBar, box: QRect) -> BarPicture:
        colours = self.ink.session(row.axis, row.status)
        paper = paper_state(row, self.now)
        room = box.width() - _LEFT - _RIGHT - (_MARK_ROOM if self._marked(row, paper) else 0)
        words = self._single(
            row, box.x() + _LEFT, box.y(), box.height(), room, colours, clock=not bar.from_before
        )
        return BarPicture(row, bar, box, colours, words, paper)

    def more(self, box: QRect, count: int) -> Words:
        text = self.language.text("+{n} more", n=count)
        baseline = self.strong.baseline(box.y(), box.height())
        shown = self.strong.cut(text, box.width() - _LEFT)
        return Words(self.strong, self.ink.accent, box.x() + _LEFT, baseline, shown)

    def head(
        self, day: date, box: QRect, number_row: int, mark: DayMark | None, count: int, seen: set[str]
    ) -> HeadPicture:
        ink, language = self.ink, self.language
        today = day == self.now.date()
        number = str(day.day)
        width = self.number.width(number)
        plate = QRect(box.x() + 6, box.y() + 6, max(width + 14, number_row - 10), number_row - 10)
        x = plate.x() + (plate.width() - width) // 2 if today else box.x() + _LEFT
        baseline = self.number.baseline(box.y() + 6, number_row - 10)
        words = [Words(self.number, ink.accent_text if today else ink.text, x, baseline, number)]
        x = plate.right() + 7 if today else x + width + 7
        room = box.right() - _RIGHT - x
        name = language.date(day, "weekday")
        if self.plain.width(name) > room:
            name = language.date(day, "weekday_short")
        words.append(
            Words(self.plain, ink.today if today else ink.muted, x, baseline, self.plain.cut(name, room))
        )
        room -= self.plain.width(name) + 12
        total = language.plural("{n} session", "{n} sessions", count) if count else ""
        if total and self.small.width(total) <= room:
            words.append(
                Words(self.small, ink.muted, box.right() - _RIGHT - self.small.width(total), baseline, total)
            )
        names = [mark.public_holiday] if mark and mark.public_holiday else []
        if mark and mark.school_holiday and mark.school_holiday not in seen:
            seen.add(mark.school_holiday)
            names.append(mark.school_holiday)
        if names:
            text = self.small.cut(" · ".join(names), box.width() - _LEFT - _RIGHT)
            line = self.small.baseline(box.y() + number_row - 2, self.scaled(18))
            words.append(
                Words(
                    self.small,
                    ink.text if mark and mark.public_holiday else ink.muted,
                    box.x() + _LEFT,
                    line,
                    text,
                )
            )
        holiday = bool(mark and mark.public_holiday)
        return HeadPicture(day, box, plate, tuple(words), holiday, bool(mark and mark.school_holiday))

    def hours(self, grid: TimeGrid, gutter: int) -> tuple[Words, ...]:
        found = []
        for hour in range(1, 24):
            text = self.language.time(time(hour))
            baseline = grid.y(hour * 60) + self.small.metrics.ascent() // 2 - 1
            found.append(
                Words(self.small, self.ink.faint, gutter - 7 - self.small.width(text), baseline, text)
            )
        return tuple(found)

    def _marked(self, row: SessionRow, paper: Paper) -> bool:
        return paper is not Paper.NOTHING or row.status is SessionStatus.SKIPPED

    def _block_words(
        self, row: SessionRow, box: QRect, colours: SessionInk, marked: bool
    ) -> tuple[Words, ...]:
        left = box.x() + _LEFT
        room = box.width() - _LEFT - _RIGHT
        lines = (box.height() - 2) // self.pitch
        mark_room = _MARK_ROOM if marked and room > 3 * _MARK_ROOM else 0
        if room < 12:
            return ()
        if lines <= 1:
            wide = room >= 2 * _NARROW
            return self._single(
                row, left, box.y(), min(box.height(), self.pitch + 3), room - mark_room, colours, clock=wide
            )
        title_face = self.titles.get(row.status, self.strong if room >= _NARROW else self.plain)
        keep = 1 if lines < 4 else 2
        title = wrap(
            row.title, room, title_face.width, min(max(lines - keep, 1), _MOST_TITLE_LINES), mark_room
        )
        words = self._lines(title_face, colours.text, left, box.y() + _TOP, title)
        y = box.y() + _TOP + len(title) * self.pitch
        rest = lines - len(title)
        for look, colour, text, most in self._details(row, room, colours, rest):
            found = wrap(text, room, look.width, min(most, rest))
            words += self._lines(look, colour, left, y, found)
            rest -= len(found)
            y += len(found) * self.pitch
        return tuple(words)

    def _details(
        self, row: SessionRow, room: int, colours: SessionInk, rest: int
    ) -> list[tuple[Face, QColor, str, int]]:
        """What follows the title: the hours, the place, the people; a text and the lines it may take."""
        hours = f"{self.language.clock(row.starts_at)}–{self.language.clock(row.ends_at)}"
        if self.plain.width(hours) > room:
            hours = self.language.clock(row.starts_at)
        people = expected_text(row.expected, self.language) if row.expected else ""
        together = f"{hours} · {people}"
        if people and self.plain.width(together) <= room:
            hours, people = together, ""
        elif self.plain.width(people) > room:
            people = self.language.plural("{n} exp.", "{n} exp.", row.expected)
        if rest == 1 and row.place and self.plain.width(f"{hours} · ") + 4 * _LEFT <= room:
            return [(self.plain, colours.muted, f"{hours} · {row.place}", 1)]
        return [
            (self.plain, colours.muted, hours, 1),
            (self.plain, colours.text, row.place, 2 if people else 3),
            (self.plain, colours.muted, people, 1),
            (self.plain, colours.muted, row.coordinator, 1),
        ]

    def _lines(self, look: Face, colour: QColor, left: int, top: int, lines: Sequence[str]) -> list[Words]:
        return [
            Words(look, colour, left, look.baseline(top + number * self.pitch, self.pitch), line)
            for number, line in enumerate(lines)
        ]

    def _single(
        self, row: SessionRow, x: int, y: int, height: int, room: int, colours: SessionInk, *, clock: bool
    ) -> tuple[Words, ...]:
        look = self.titles.get(row.status, self.strong)
        baseline = look.baseline(y, height)
        words = []
        if clock:
            start = self.language.clock(row.starts_at)
            words.append(Words(self.plain, colours.text, x, baseline, start))
            x += self.plain.width(start) + 6
            room -= self.plain.width(start) + 6
        title_room, place_room = share_line(
            look.width(row.title), self.plain.width(row.place), max(room, 0), 6, self.scaled(84)
        )
        title = look.cut(row.title, int(title_room))
        words.append(Words(look, colours.text, x, baseline, title))
        if place_room:
            x += look.width(title) + 6
            left = room - look.width(title) - 6
            words.append(Words(self.plain, colours.muted, x, baseline, self.plain.cut(row.place, int(left))))
        return tuple(words)


def consecutive(first: date, count: int) -> tuple[date, ...]:
    """`count` days from `first` on."""
    return tuple(first + timedelta(days=offset) for offset in range(count))
