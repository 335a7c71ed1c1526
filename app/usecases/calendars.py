"""Taking in a calendar of another program as one step."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from app.db.tables import Action, Session, Venue
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.calendars import CalendarPlan, SessionRecord
from app.domain.ids import ActionId
from app.domain.kinds import ActionStatus
from app.domain.names import fold
from app.i18n.messages import Message

_AXIS = "7"
"""The axis of actions that nobody has placed yet, as for any new action."""


def import_calendar(
    uow: UnitOfWork, plan: CalendarPlan, source: str, action_id: ActionId | None = None
) -> Done[CalendarPlan]:
    """Take in the sessions that a plan says are new, as one step; `source` is the file's name.

    They go to the action given, else each series to the action of its title, which is made where
    there is none, with the code of the year of its first session. Sessions that came in since the
    plan was made are left as they are.
    """
    if action_id is not None:
        uow.get(Action, action_id)
    present = {row.uid for row in uow.all(Session, Session.uid != "")}
    records = sorted((each for each in plan.new if each.uid not in present), key=lambda each: each.starts_at)
    titles = _actions(uow, records) if action_id is None else {}
    venues = _venues(uow, records)
    numbers: dict[UUID, int] = {}
    rows = []
    for record in records:
        if action_id is None:
            home, title = titles[fold(record.series)]
        else:
            home, title = action_id, ""
        if home not in numbers:
            numbers[home] = uow.next_number(Session.number, Session.action_id == home)
        rows.append(
            {
                "id": uow.new_id(),
                "action_id": home,
                "number": numbers[home],
                "title": "" if record.title == title else record.title,
                "status": record.status,
                "starts_at": record.starts_at,
                "ends_at": record.ends_at,
                "venue_id": venues.get(fold(record.venue)),
                "note": record.note,
                "uid": record.uid,
            }
        )
        numbers[home] += 1
    uow.insert_many(Session, rows)
    return Done(Message("Import {count} sessions from “{source}”", count=len(rows), source=source), plan)


def _actions(uow: UnitOfWork, records: Iterable[SessionRecord]) -> dict[str, tuple[UUID, str]]:
    """Id and title of the action of each series, by folded title; of several alike the newest."""
    uow.next_number(Action.version)  # takes the lock that keeps two clients from the same code
    known = uow.all(Action, order=Action.code)
    found: dict[str, tuple[UUID, str]] = {fold(row.title): (row.id, row.title) for row in known}
    codes = {row.code for row in known}
    numbers: dict[int, int] = {}
    new = []
    for record in records:
        if fold(record.series) in found:
            continue
        year = record.starts_at.year
        numbers[year] = numbers.get(year, 0) + 1
        while (code := f"{year}-{numbers[year]:03}") in codes:
            numbers[year] += 1
        action_id = uow.new_id()
        found[fold(record.series)] = (action_id, record.series)
        new.append(
            {
                "id": action_id,
                "code": code,
                "title": record.series,
                "axis": _AXIS,
                "status": ActionStatus.RUNNING if record.starts_at <= uow.now else ActionStatus.APPROVED,
            }
        )
    uow.insert_many(Action, new)
    return found


def _venues(uow: UnitOfWork, records: Iterable[SessionRecord]) -> dict[str, UUID]:
    """The venue of each place, by folded name, made where there is none."""
    found: dict[str, UUID] = {fold(row.name): row.id for row in uow.all(Venue)}
    new = []
    for record in records:
        key = fold(record.venue)
        if record.venue and key not in found:
            found[key] = uow.new_id()
            new.append({"id": found[key], "name": record.venue})
    uow.insert_many(Venue, new)
    found.pop("", None)
    return found
