"""The tables on an action's page: sessions, people, team, partners, objectives, money, scenes, cast, history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from app.domain.ids import CharacterId
from app.domain.kinds import EnrolmentStatus, PartnerRole, Readiness, SessionStatus, label
from app.domain.names import initials
from app.i18n import Language
from app.queries.actions import EnrolledPerson, MoneyRow, ObjectiveRow, PartnerRow
from app.queries.history import HistoryLine
from app.queries.productions import CastRow, SceneRow
from app.queries.rows import SessionRow
from app.queries.team import TeamMember
from ui.models.people import age_text
from ui.models.rows import Column
from ui.models.sessions import paper_text

_SESSION_INKS = {
    SessionStatus.OPTION: "warning",
    SessionStatus.PLANNED: "text",
    SessionStatus.HELD: "success",
    SessionStatus.CANCELLED: "text_faint",
    SessionStatus.SKIPPED: "warning",
}
REACHED = ("", "yes", "partly", "no")


def session_columns(language: Language, clock: Callable[[], datetime]) -> tuple[Column[SessionRow], ...]:
    """Sessions of a plan, by date."""
    return (
        Column(
            "date",
            language.text("Date"),
            lambda row: f"{language.date(row.starts_at.date(), 'day')} {row.starts_at.year}",
            sort=lambda row: row.starts_at,
            axis=lambda row: row.axis,
            width=150,
        ),
        Column(
            "time",
            language.text("Time"),
            lambda row: f"{language.clock(row.starts_at)} – {language.clock(row.ends_at)}",
            sort=lambda row: (row.starts_at.time(), row.ends_at.time()),
            width=116,
        ),
        Column("title", language.text("Title"), lambda row: row.title, width=200),
        Column("venue", language.text("Place"), lambda row: row.place, width=130),
        Column(
            "status",
            language.text("Status"),
            lambda row: paper_text(row, language, clock()),
            ink=lambda row: _SESSION_INKS[row.status],
            width=120,
        ),
        Column(
            "expected",
            language.text("Expected"),
            lambda row: language.number(row.expected) if row.expected else "",
            sort=lambda row: row.expected,
            numeric=True,
            width=84,
        ),
    )


def enrolled_columns(language: Language, today: date) -> tuple[Column[EnrolledPerson], ...]:
    """People enrolled in an action, then those who wait."""
    return (
        Column("name", language.text("Name"), lambda row: row.person.register_name, width=200),
        Column("standing", language.text("Standing"), partial(_standing, language), ink=_standing_ink, width=120),
        Column("residence", language.text("Residence"), lambda row: row.person.residence, width=160),
        Column(
            "age", language.text("Age"), lambda row: age_text(row.person, today, language), numeric=True, width=76
        ),
        Column("phone", language.text("Telephone"), lambda row: row.person.phone, width=128),
        Column("needs", language.text("To mind"), partial(_to_mind, language), width=160),
    )  # fmt: skip


def _standing(language: Language, row: EnrolledPerson) -> str:
    if row.status is EnrolmentStatus.WAITING:
        return language.text("waiting, {place}", place=row.position)
    return language.text("enrolled")


def _standing_ink(row: EnrolledPerson) -> str:
    return "warning" if row.status is EnrolmentStatus.WAITING else "text_muted"


def _to_mind(language: Language, row: EnrolledPerson) -> str:
    person = row.person
    parts = [
        language.text("no photos") if person.photo_consent is False else "",
        language.text("large print") if person.large_print else "",
        person.needs,
    ]
    return " · ".join(part for part in parts if part)


def team_columns(language: Language) -> tuple[Column[TeamMember], ...]:
    """Who works for an action."""
    return (
        Column("name", language.text("Name"), lambda row: row.person.name, width=200),
        Column("role", language.text("Role"), lambda row: language.text(label(row.role)), width=130),
        Column(
            "sessions",
            language.text("Sessions"),
            lambda row: language.number(row.sessions),
            sort=lambda row: row.sessions,
            numeric=True,
            width=88,
        ),
        Column(
            "next",
            language.text("Next"),
            lambda row: language.date(row.next_session.date(), "day") if row.next_session else "",
            sort=lambda row: row.next_session,
            width=110,
        ),
        Column("phone", language.text("Telephone"), lambda row: row.person.phone, width=130),
    )


def partner_columns(language: Language) -> tuple[Column[PartnerRow], ...]:
    """Organisations with a part in an action; edited in the table."""
    return (
        Column("name", language.text("Partner"), lambda row: row.name, width=200),
        Column(
            "role",
            language.text("Role"),
            lambda row: language.text(label(row.role)),
            edit=lambda row: row.role.value,
            choices=[(role.value, language.text(label(role))) for role in PartnerRole],
            width=130,
        ),
        Column(
            "contribution",
            language.text("Contribution"),
            lambda row: row.contribution,
            edit=lambda row: row.contribution,
            width=260,
        ),
        Column(
            "share",
            language.text("Share"),
            lambda row: "" if row.share is None else language.percent(Decimal(row.share) / 100),
            edit=lambda row: "" if row.share is None else str(row.share),
            numeric=True,
            width=80,
        ),
    )


def objective_columns(language: Language) -> tuple[Column[ObjectiveRow], ...]:
    """What an action wants to reach; edited in the table."""
    words = {
        "": "",
        "yes": language.text("Reached"),
        "partly": language.text("Partly reached"),
        "no": language.text("Not reached"),
    }
    inks = {"yes": "success", "partly": "warning", "no": "danger"}
    return (
        Column("aim", language.text("Objective"), lambda row: row.aim, edit=lambda row: row.aim, width=260),
        Column("indicator", language.text("Indicator"), lambda row: row.indicator, edit=lambda row: row.indicator, width=180),
        Column("target", language.text("Target"), lambda row: row.target, edit=lambda row: row.target, width=110),
        Column("result", language.text("Result"), lambda row: row.result, edit=lambda row: row.result, width=110),
        Column(
            "reached",
            language.text("Reached?"),
            lambda row: words.get(row.reached, row.reached),
            ink=lambda row: inks.get(row.reached, "text"),
            edit=lambda row: row.reached,
            choices=[(key, words[key] or language.text("Still open")) for key in REACHED],
            width=130,
        ),
    )  # fmt: skip


def money_columns(language: Language, accounts: Sequence[tuple[str, str]]) -> tuple[Column[MoneyRow], ...]:
    """Lines of one side of a budget; edited in the table."""
    names = dict(accounts)
    return (
        Column(
            "account",
            language.text("Account"),
            lambda row: f"{row.account} {names.get(row.account[:2], '')}".strip(),
            edit=lambda row: row.account[:2],
            choices=[(code, f"{code} {name}") for code, name in accounts],
            width=220,
        ),
        Column(
            "label", language.text("What for"), lambda row: row.label, edit=lambda row: row.label, width=220
        ),
        Column(
            "forecast",
            language.text("Forecast"),
            lambda row: language.money(row.forecast),
            sort=lambda row: row.forecast,
            edit=lambda row: language.number(row.forecast, 2),
            numeric=True,
            width=116,
        ),
        Column(
            "actual",
            language.text("Actual"),
            lambda row: "" if row.actual is None else language.money(row.actual),
            sort=lambda row: row.actual,
            edit=lambda row: "" if row.actual is None else language.number(row.actual, 2),
            numeric=True,
            width=116,
        ),
    )


def income_columns(language: Language, accounts: Sequence[tuple[str, str]]) -> tuple[Column[MoneyRow], ...]:
    """Income has one column more: whose money it is."""
    own, others = language.text("Our own"), language.text("From outside")
    account, what, forecast, actual = money_columns(language, accounts)
    source: Column[MoneyRow] = Column(
        "landlord",
        language.text("Whose"),
        lambda row: row.organisation or (own if row.landlord else others),
        edit=lambda row: "own" if row.landlord else "outside",
        choices=[("own", own), ("outside", others)],
        width=116,
    )
    return account, what, source, forecast, actual


def scene_columns(language: Language, cast: Mapping[CharacterId, CastRow]) -> tuple[Column[SceneRow], ...]:
    """Scenes of a play with who is in them."""
    return (
        Column("code", language.text("Scene"), lambda row: row.code, width=60),
        Column("title", language.text("Title"), lambda row: row.title, width=180),
        Column(
            "cast",
            language.text("Who is in it"),
            lambda row: " ".join(_player_initials(cast, character) for character in row.characters),
            tooltip=lambda row: "\n".join(_player_name(language, cast, each) for each in row.characters),
            width=130,
        ),
        Column(
            "sessions",
            language.text("Worked"),
            lambda row: language.number(row.sessions) if row.sessions else "",
            sort=lambda row: row.sessions,
            numeric=True,
            width=92,
        ),
        Column(
            "readiness",
            language.text("Known"),
            lambda row: f"{'●' * _dots(row.readiness)}{'○' * (4 - _dots(row.readiness))}",
            tooltip=lambda row: language.text(label(row.readiness)),
            spoken=lambda row: language.text(label(row.readiness)),
            sort=lambda row: _dots(row.readiness),
            edit=lambda row: row.readiness.value,
            choices=[(each.value, language.text(label(each))) for each in Readiness],
            width=92,
        ),
    )  # fmt: skip


def _dots(readiness: Readiness) -> int:
    return list(Readiness).index(readiness) + 1


def _player_initials(cast: Mapping[CharacterId, CastRow], character: CharacterId) -> str:
    players = cast[character].players if character in cast else ()
    return "/".join(initials(each.given_name, each.family_name) for each in players) or "?"


def _player_name(language: Language, cast: Mapping[CharacterId, CastRow], character: CharacterId) -> str:
    row = cast.get(character)
    if row is None:
        return ""
    players = ", ".join(each.name for each in row.players) or language.text("not cast yet")
    return f"{row.name}: {players}"


def cast_columns(language: Language) -> tuple[Column[CastRow], ...]:
    """Characters and who plays them."""
    return (
        Column("name", language.text("Character"), lambda row: row.name, width=140),
        Column(
            "players",
            language.text("Played by"),
            lambda row: ", ".join(each.name for each in row.players) or language.text("not cast yet"),
            ink=lambda row: "text" if row.players else "warning",
            width=180,
        ),
        Column(
            "understudies",
            language.text("Understudy"),
            lambda row: ", ".join(each.name for each in row.understudies),
            ink=lambda row: "text_muted",
            width=140,
        ),
        Column(
            "size",
            language.text("Words"),
            lambda row: language.number(row.words),
            sort=lambda row: row.words,
            tooltip=lambda row: language.plural("in {n} scene", "in {n} scenes", row.scenes),
            numeric=True,
            width=76,
        ),
    )


def history_columns(language: Language) -> tuple[Column[HistoryLine], ...]:
    """What was done, and by whom."""

    def moment(row: HistoryLine) -> datetime:
        return row.made_at.astimezone().replace(tzinfo=None)

    def what(row: HistoryLine) -> str:
        said = language.say(row.label)
        if row.undone:
            return language.text("Taken back: {step}", step=said)
        return language.text("Done again: {step}", step=said) if row.redone else said

    return (
        Column(
            "made_at",
            language.text("When"),
            lambda row: f"{language.date(moment(row).date(), 'day')} {language.clock(moment(row))}",
            sort=lambda row: row.sequence,
            ink=lambda row: "text_muted",
            width=150,
        ),
        Column("what", language.text("What"), what, width=400),
        Column("author", language.text("By whom"), lambda row: row.author, width=140),
    )
