"""Where the keyboard can stand in the time grid: on every session, and on every free half-hour between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.queries.rows import SessionRow

_HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Stop:
    """A place for the keyboard: a session, or a free half-hour where `row` is None."""

    moment: datetime
    row: SessionRow | None


def day_stops(rows: Sequence[SessionRow], day: date) -> list[Stop]:
    """The stops of a day in the order of time; sessions that run on from the day before stand at its start."""
    midnight = datetime.combine(day, time())
    end = midnight + timedelta(days=1)
    here = [row for row in rows if row.starts_at < end and row.ends_at > midnight]
    stops = [Stop(max(row.starts_at, midnight), row) for row in here]
    for half in range(48):
        moment = midnight + half * _HALF_HOUR
        if not any(row.starts_at < moment + _HALF_HOUR and row.ends_at > moment for row in here):
            stops.append(Stop(moment, None))
    return sorted(stops, key=lambda stop: stop.moment)


def stop_at(rows: Sequence[SessionRow], moment: datetime) -> Stop:
    """The stop at a moment: the session then, the one that started last, else the free half-hour."""
    going = [row for row in rows if row.starts_at < moment + _HALF_HOUR and row.ends_at > moment]
    if not going:
        return Stop(moment, None)
    row = max(going, key=lambda row: row.starts_at)
    return Stop(max(row.starts_at, datetime.combine(moment.date(), time())), row)


def next_stop(
    rows: Sequence[SessionRow],
    moment: datetime,
    current: SessionRow | None,
    *,
    down: bool,
    sessions_only: bool,
) -> Stop | None:
    """The stop after, or before, the one at `moment` on the same day; None at the end of the day."""
    stops = day_stops(rows, moment.date())
    if current is not None:
        place = next(
            (n for n, stop in enumerate(stops) if stop.row is not None and stop.row.id == current.id), -1
        )
    else:
        place = next((n for n, stop in enumerate(stops) if stop.row is None and stop.moment == moment), -1)
    if place < 0:
        later = [stop for stop in stops if stop.moment >= moment]
        earlier = [stop for stop in stops if stop.moment < moment]
        candidates = later if down else earlier[::-1]
    else:
        candidates = stops[place + 1 :] if down else stops[:place][::-1]
    return next((stop for stop in candidates if stop.row is not None or not sessions_only), None)
