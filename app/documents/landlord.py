"""What every sheet says of the landlord."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from app.queries.reference import stored_settings
from app.usecases.settings import DEFAULTS


@dataclass(frozen=True, slots=True)
class Landlord:
    """The landlord's settings that sheets print."""

    name: str
    privacy_contact: str
    retention_months: int
    volunteer_hour: str


def landlord(connection: Connection) -> Landlord:
    """The landlord of the workspace."""
    settings = DEFAULTS | stored_settings(connection)
    return Landlord(
        settings["landlord"],
        settings["privacy_contact"],
        int(settings["retention_months"]),
        str(settings["volunteer_hour"]),
    )
