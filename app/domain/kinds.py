"""The closed lists that the rules depend on, and how each value is called.

Lists that a landlord may edit (axes, kinds of action and of session, reasons) are reference data in
the database; these here are not.
"""

from __future__ import annotations

from enum import StrEnum

from app.i18n.messages import N_


class Role(StrEnum):
    """What a person is to the landlord or to an action."""

    TENANT = "tenant"
    STAFF = "staff"
    VOLUNTEER = "volunteer"
    FACILITATOR = "facilitator"
    NEIGHBOUR = "neighbour"


class ActionStatus(StrEnum):
    """Where an action stands, from idea to account."""

    IDEA = "idea"
    REVIEW = "review"
    APPROVED = "approved"
    RUNNING = "running"
    FINISHED = "finished"
    ABANDONED = "abandoned"


class SessionStatus(StrEnum):
    """What became of a session's date."""

    OPTION = "option"
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


class EnrolmentStatus(StrEnum):
    """A person's place in an action."""

    ENROLLED = "enrolled"
    WAITING = "waiting"
    LEFT = "left"


class Presence(StrEnum):
    """What the roster says of a person; no row means unknown, which is not absent."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class Sex(StrEnum):
    """As funders ask for it; None where it is not known."""

    FEMALE = "f"
    MALE = "m"


class AgeBand(StrEnum):
    """The landlord's own bands (domain.md 2.2); other band sets are derived from the year of birth."""

    CHILD = "0-11"
    TEEN = "12-17"
    YOUNG = "18-25"
    ADULT = "26-59"
    SENIOR = "60-74"
    ELDER = "75+"


class OrganisationKind(StrEnum):
    """What sort of body a partner is."""

    LANDLORD = "landlord"
    ASSOCIATION = "association"
    COMPANY = "company"
    PUBLIC_BODY = "public_body"
    FOUNDATION = "foundation"


class PartnerRole(StrEnum):
    """What an organisation does in an action."""

    PARTNER = "partner"
    FUNDER = "funder"
    LANDLORD = "landlord"
    CONTRACTOR = "contractor"


class MoneySide(StrEnum):
    """The two columns of a budget."""

    EXPENSE = "expense"
    INCOME = "income"


class DistrictKind(StrEnum):
    """Sorts of priority district."""

    QPV = "qpv"
    QPM = "qpm"
    OTHER = "other"


class Channel(StrEnum):
    """How a person prefers to be reached."""

    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"
    TEXT = "text"


class Readiness(StrEnum):
    """How well a scene is known."""

    READING = "reading"
    BLOCKING = "blocking"
    KNOWN = "known"
    RUN = "run"


class ReferenceList(StrEnum):
    """The lists that a landlord edits."""

    AXIS = "axis"
    ACTION_KIND = "action_kind"
    SESSION_KIND = "session_kind"
    REASON = "reason"


_LABELS: dict[StrEnum, str] = {
    Role.TENANT: N_("tenant"),
    Role.STAFF: N_("staff"),
    Role.VOLUNTEER: N_("volunteer"),
    Role.FACILITATOR: N_("facilitator"),
    Role.NEIGHBOUR: N_("neighbour"),
    ActionStatus.IDEA: N_("Idea"),
    ActionStatus.REVIEW: N_("Under review"),
    ActionStatus.APPROVED: N_("Approved"),
    ActionStatus.RUNNING: N_("Running"),
    ActionStatus.FINISHED: N_("Finished"),
    ActionStatus.ABANDONED: N_("Abandoned"),
    SessionStatus.OPTION: N_("Option"),
    SessionStatus.PLANNED: N_("Planned"),
    SessionStatus.HELD: N_("Held"),
    SessionStatus.CANCELLED: N_("Cancelled"),
    SessionStatus.SKIPPED: N_("To place again"),
    EnrolmentStatus.ENROLLED: N_("Enrolled"),
    EnrolmentStatus.WAITING: N_("Waiting list"),
    EnrolmentStatus.LEFT: N_("Left the action"),
    Presence.PRESENT: N_("Present"),
    Presence.ABSENT: N_("Absent"),
    Presence.EXCUSED: N_("Excused"),
    Sex.FEMALE: N_("Women"),
    Sex.MALE: N_("Men"),
    AgeBand.CHILD: N_("0 to 11"),
    AgeBand.TEEN: N_("12 to 17"),
    AgeBand.YOUNG: N_("18 to 25"),
    AgeBand.ADULT: N_("26 to 59"),
    AgeBand.SENIOR: N_("60 to 74"),
    AgeBand.ELDER: N_("75 and over"),
    OrganisationKind.LANDLORD: N_("Landlord"),
    OrganisationKind.ASSOCIATION: N_("Association"),
    OrganisationKind.COMPANY: N_("Company"),
    OrganisationKind.PUBLIC_BODY: N_("Public body"),
    OrganisationKind.FOUNDATION: N_("Foundation"),
    PartnerRole.PARTNER: N_("Partner"),
    PartnerRole.FUNDER: N_("Funder"),
    PartnerRole.LANDLORD: N_("Co-landlord"),
    PartnerRole.CONTRACTOR: N_("Contractor"),
    MoneySide.EXPENSE: N_("Expenses"),
    MoneySide.INCOME: N_("Income"),
    DistrictKind.QPV: N_("Priority district (QPV)"),
    DistrictKind.QPM: N_("Second-rank district (QPM)"),
    DistrictKind.OTHER: N_("Other district"),
    Channel.PHONE: N_("Telephone"),
    Channel.LETTER: N_("Letter"),
    Channel.EMAIL: N_("E-mail"),
    Channel.TEXT: N_("Text message"),
    Readiness.READING: N_("Reading"),
    Readiness.BLOCKING: N_("Blocking"),
    Readiness.KNOWN: N_("Known by heart"),
    Readiness.RUN: N_("Run-through"),
    ReferenceList.AXIS: N_("Axes"),
    ReferenceList.ACTION_KIND: N_("Kinds of action"),
    ReferenceList.SESSION_KIND: N_("Kinds of session"),
    ReferenceList.REASON: N_("Reasons"),
}


def label(value: StrEnum) -> str:
    """The message id of a value's name, for `Language.text`."""
    return _LABELS[value]


def age_band(birth_year: int, in_year: int) -> AgeBand:
    """The band of a person's age at the end of a year (the year of birth is all that is kept)."""
    age = in_year - birth_year
    for limit, band in (
        (12, AgeBand.CHILD),
        (18, AgeBand.TEEN),
        (26, AgeBand.YOUNG),
        (60, AgeBand.ADULT),
        (75, AgeBand.SENIOR),
    ):
        if age < limit:
            return band
    return AgeBand.ELDER
