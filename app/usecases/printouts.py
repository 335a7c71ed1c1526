"""The register of what was printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.db.tables import Printout
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.ids import ActionId, PersonId, SessionId
from app.i18n.messages import Message


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet that was printed or saved: which document, of what, and a fingerprint of what it said."""

    document: str
    action_id: ActionId | None = None
    session_id: SessionId | None = None
    person_id: PersonId | None = None
    fingerprint: str = ""


def record_printouts(uow: UnitOfWork, sheets: Iterable[Printed]) -> Done[int]:
    """Enter sheets into the register; returns how many."""
    rows = [
        {
            "id": uow.new_id(),
            "document": sheet.document,
            "action_id": sheet.action_id,
            "session_id": sheet.session_id,
            "person_id": sheet.person_id,
            "printed_at": uow.now_utc,
            "fingerprint": sheet.fingerprint,
        }
        for sheet in sheets
    ]
    uow.insert_many(Printout, rows)
    name = (
        Message("Note {count} sheets as printed", count=len(rows))
        if len(rows) > 1
        else Message("Note a sheet as printed")
    )
    return Done(name, len(rows))
