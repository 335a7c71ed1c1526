"""What every sheet says of the landlord, and of when it was printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.i18n import Language
from app.queries.reference import stored_settings
from app.usecases.settings import DEFAULTS


@dataclass(frozen=True, slots=True)
class Landlord:
    """The landlord's settings that sheets print."""

    name: str
    privacy_contact: str
    retention_months: int
    volunteer_hour: str
    small_group: int
    """Groups of fewer people are not shown where their members could be recognised."""


def landlord(connection: Connection) -> Landlord:
    """The landlord of the workspace."""
    settings = DEFAULTS | stored_settings(connection)
    return Landlord(
        settings["landlord"],
        settings["privacy_contact"],
        int(settings["retention_months"]),
        str(settings["volunteer_hour"]),
        int(settings["small_group"]),
    )


def printed_on(language: Language, moment: datetime) -> str:
    """When a sheet was printed, in words."""
    return language.text(
        "Printed on {day} at {time}",
        day=language.date(moment.date(), "long"),
        time=language.time(moment),
    )
