"""Identities: version 7 UUIDs made by the client, sortable by time, never reused."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from random import Random
from typing import NewType
from uuid import UUID

AgencyId = NewType("AgencyId", UUID)
DistrictId = NewType("DistrictId", UUID)
ResidenceId = NewType("ResidenceId", UUID)
StairwellId = NewType("StairwellId", UUID)
VenueId = NewType("VenueId", UUID)
OrganisationId = NewType("OrganisationId", UUID)
PersonId = NewType("PersonId", UUID)
ActionId = NewType("ActionId", UUID)
SessionId = NewType("SessionId", UUID)
SceneId = NewType("SceneId", UUID)
CharacterId = NewType("CharacterId", UUID)
ProductionId = NewType("ProductionId", UUID)

NewId = Callable[[], UUID]


def uuid7(milliseconds: int, random: int) -> UUID:
    """The version 7 UUID of a Unix time in milliseconds and 74 random bits (RFC 9562, 5.7)."""
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (random >> 62 & 0xFFF) << 64
    value |= 0b10 << 62 | random & (1 << 62) - 1
    return UUID(int=value)


def new_id() -> UUID:
    """A new identity of this moment."""
    return uuid7(time.time_ns() // 1_000_000, secrets.randbits(74))


def seeded_ids(seed: int) -> NewId:
    """Identities that come out the same for the same seed, in increasing order (demonstration, tests)."""
    random = Random(seed)
    milliseconds = 1_700_000_000_000

    def make() -> UUID:
        nonlocal milliseconds
        milliseconds += 1
        return uuid7(milliseconds, random.getrandbits(74))

    return make
