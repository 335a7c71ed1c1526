"""Puts the facts of attendance sheets into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.documents.attendance.data import AttendanceFacts, Expected, SheetFacts
from app.documents.attendance.view import (
    Foot,
    GridDate,
    GridView,
    Order,
    SheetView,
    Signer,
    SignView,
    TallyRow,
    TallyView,
    Variant,
)
from app.documents.kit.frame import Fact, Head
from app.documents.landlord import Landlord
from app.domain.ids import PersonId, SessionId
from app.domain.kinds import AgeBand, Role, Sex, label
from app.domain.names import fold
from app.i18n import Language
from app.i18n.messages import N_

MOST_DATES = 12
"""Columns of a grid that still leave room to sign."""

_ROLES = {
    Role.TENANT: N_("tenant"),
    Role.STAFF: N_("staff"),
    Role.VOLUNTEER: N_("volunteer"),
    Role.FACILITATOR: N_("facilitator"),
    Role.NEIGHBOUR: N_("visitor"),
}
_GROUPS = (
    (N_("Children"), (AgeBand.CHILD, AgeBand.TEEN)),
    (N_("Adults"), (AgeBand.YOUNG, AgeBand.ADULT)),
    (N_("60 and over"), (AgeBand.SENIOR, AgeBand.ELDER)),
)


def views(
    facts: AttendanceFacts, language: Language, *, variant: Variant = "auto", order: Order = "name"
) -> tuple[SheetView, ...]:
    """The sheets of a batch.

    By itself, a session at which nobody but the team is expected gets a sheet to count on, any other a
    sheet to sign. A grid is made for each action, over at most 12 dates a sheet.
    """
    write = _Writer(facts.landlord, language, order)
    if variant == "grid":
        return tuple(write.grid(part) for part in _cycles(facts.sheets))
    return tuple(
        write.tally(sheet)
        if variant == "count" or (variant == "auto" and not sheet.participants)
        else write.sign(sheet)
        for sheet in facts.sheets
    )


def _cycles(sheets: Sequence[SheetFacts]) -> Iterable[Sequence[SheetFacts]]:
    by_action: dict[object, list[SheetFacts]] = {}
    for sheet in sheets:
        by_action.setdefault(sheet.action.id, []).append(sheet)
    for those in by_action.values():
        parts = -(-len(those) // MOST_DATES)
        for part in range(parts):
            yield those[part * len(those) // parts : (part + 1) * len(those) // parts]


class _Writer:
    def __init__(self, landlord: Landlord, language: Language, order: Order) -> None:
        self._landlord = landlord
        self._language = language
        self._order = order

    def sign(self, sheet: SheetFacts) -> SignView:
        text = self._language.text
        everybody = [*self._sorted(sheet.participants), *sheet.team]
        return SignView(
            session_id=sheet.session.id,
            head=self._head(sheet),
            columns=(
                text("No."),
                text("Surname and given name"),
                text("Residence"),
                text("Comes as"),
                text("Signature"),
                text("Initials*"),
                text("Photo"),
            ),
            signers=self._signers(everybody),
            walk_ins=text("People who came without being expected (tick what applies)"),
            walk_in_columns=(
                text("No."),
                text("Surname and given name"),
                text("Residence"),
                text("Signature"),
            ),
            boxes=(text("W"), text("M"), *(band.value.replace("-", "–") for band in AgeBand)),
            foot=self._foot(sheet, len(everybody)),
        )

    def grid(self, sheets: Sequence[SheetFacts]) -> GridView:
        text, language = self._language.text, self._language
        everybody: dict[PersonId, Expected] = {}
        called: dict[PersonId, set[SessionId]] = {}
        for sheet in sheets:
            for person in (*sheet.participants, *sheet.team):
                everybody.setdefault(person.id, person)
                called.setdefault(person.id, set()).add(sheet.session.id)
        rows = [
            *self._sorted(person for person in everybody.values() if not person.on_duty),
            *sorted((p for p in everybody.values() if p.on_duty), key=lambda person: person.sort_key),
        ]
        return GridView(
            session_ids=tuple(sheet.session.id for sheet in sheets),
            head=self._cycle_head(sheets),
            columns=(text("No."), text("Surname and given name"), text("Residence")),
            dates=tuple(
                GridDate(
                    (
                        text("No. {number}", number=str(sheet.session.number)),
                        language.date(sheet.session.starts_at.date(), "weekday_short"),
                        language.date(sheet.session.starts_at.date(), "day_month"),
                        language.time(sheet.session.starts_at),
                    )
                )
                for sheet in sheets
            ),
            rows=self._signers(rows),
            called=tuple(tuple(sheet.session.id in called[person.id] for sheet in sheets) for person in rows),
            walk_ins=text("Others"),
            present=text("Number present"),
            foot=self._foot(sheets[0], len(rows), several=True),
        )

    def tally(self, sheet: SheetFacts) -> TallyView:
        text = self._language.text
        return TallyView(
            session_id=sheet.session.id,
            head=self._head(sheet, counted=True),
            advice=text(
                "No names. One stroke per person, each person once; cross every fifth stroke. Write the totals at the end."
            ),
            by_age=text("By age and sex"),
            age_columns=(text("Women"), text("Men"), text("Not said")),
            ages=tuple(
                TallyRow(text(group), text(label(band))) for group, bands in _GROUPS for band in bands
            ),
            by_residence=text("By residence"),
            residence_columns=(text("Strokes"), text("Total")),
            residences=(
                *sheet.action.residences[:8],
                text("Other residences"),
                text("Outside the estate"),
            ),
            team_title=text("Team"),
            team=self._signers(sheet.team),
            signature=text("Signature"),
            total=text("Total"),
            foot=self._foot(sheet, 0, counted=True),
        )

    def _head(self, sheet: SheetFacts, *, counted: bool = False) -> Head:
        text, language = self._language.text, self._language
        session, action = sheet.session, sheet.action
        own_title = session.title if session.title != action.title else ""
        number = text(
            "{number} of {last}",
            number=str(session.number),
            last=str(max(action.last_number, session.number)),
        )
        return Head(
            landlord=self._landlord.name,
            branch=session.agency or language.listing(action.agencies),
            sheet=text("Counting sheet") if counted else text("Attendance sheet"),
            code=f"{action.code}/{session.number}",
            title=action.title,
            subtitle=own_title,
            qr=f"{action.code}/{session.number}",
            left=(
                Fact(text("Session"), " · ".join(part for part in (number, sheet.kind) if part)),
                Fact(text("Date"), language.date(session.starts_at.date(), "full"), strong=True),
                Fact(text("Planned times"), language.slot(session.starts_at, session.ends_at), strong=True),
                Fact(text("Actual times"), "", blanks=(text("start"), text("end"))),
                Fact(
                    text("Place"),
                    _lines(session.venue, session.address),
                    write_in=not (session.venue or session.address),
                ),
            ),
            right=(
                Fact(
                    text("District"),
                    language.listing(f"{name} ({code})" for name, code in session.districts)
                    or text("not in a priority district"),
                ),
                Fact(
                    text("Led by"),
                    "\n".join(_with(member.name, member.organisation) for member in session.facilitators),
                    write_in=not session.facilitators,
                ),
                Fact(
                    text("Coordinator"),
                    _with(action.coordinator, action.coordinator_phone),
                    write_in=not action.coordinator,
                ),
                Fact(text("Funders"), language.listing(action.funders) or text("none named")),
            ),
            running=" · ".join(
                (
                    f"{action.code}/{session.number}",
                    action.title,
                    language.date(session.starts_at.date(), "full"),
                )
            ),
        )

    def _cycle_head(self, sheets: Sequence[SheetFacts]) -> Head:
        text, language = self._language.text, self._language
        action = sheets[0].action
        first, last = sheets[0].session, sheets[-1].session
        places = dict.fromkeys(sheet.session.venue for sheet in sheets if sheet.session.venue)
        leaders = dict.fromkeys(
            _with(member.name, member.organisation)
            for sheet in sheets
            for member in sheet.session.facilitators
        )
        districts = dict.fromkeys(
            f"{name} ({code})" for sheet in sheets for name, code in sheet.session.districts
        )
        code = f"{action.code}/{first.number}–{last.number}"
        return Head(
            landlord=self._landlord.name,
            branch=language.listing(action.agencies),
            sheet=text("Attendance sheet of a cycle"),
            code=code,
            title=action.title,
            subtitle="",
            qr=f"{action.code}/{first.number}-{last.number}",
            left=(
                Fact(
                    text("Sessions"),
                    text(
                        "{first} to {last} of {all}",
                        first=str(first.number),
                        last=str(last.number),
                        all=str(max(action.last_number, last.number)),
                    ),
                ),
                Fact(
                    text("Dates"),
                    text(
                        "from {first} to {last}",
                        first=first.starts_at.date(),
                        last=last.starts_at.date(),
                    ),
                    strong=True,
                ),
                Fact(text("Place"), language.listing(places), write_in=not places),
            ),
            right=(
                Fact(text("District"), language.listing(districts) or text("not in a priority district")),
                Fact(text("Led by"), language.listing(leaders), write_in=not leaders),
                Fact(
                    text("Coordinator"),
                    _with(action.coordinator, action.coordinator_phone),
                    write_in=not action.coordinator,
                ),
                Fact(text("Funders"), language.listing(action.funders) or text("none named")),
            ),
            running=f"{code} · {action.title}",
        )

    def _foot(
        self, sheet: SheetFacts, expected: int, *, counted: bool = False, several: bool = False
    ) -> Foot:
        text, language = self._language.text, self._language
        totals: tuple[tuple[str, str], ...] = (
            (text("Expected"), str(expected)),
            (text("Number present"), ""),
            (text("Of them new"), ""),
            (text(label(Sex.FEMALE)), ""),
            (text(label(Sex.MALE)), ""),
            (text("60 and over"), ""),
        )
        if counted:
            totals = ((text("Children"), ""), (text("Adults"), ""), *totals[3:], (text("Total"), ""))
        if several:
            totals = (totals[0], (text("Different people"), ""), (text("Presences"), ""), *totals[2:])
        return Foot(
            totals=totals,
            signatures=(text("Facilitator’s signature"), text("Coordinator’s signature")),
            remarks=text("Remarks (facts only)"),
            notice="" if counted and not sheet.team else self._notice(sheet, language),
            proxy=""
            if counted
            else text(
                "* Somebody who cannot or does not wish to sign: the facilitator writes their own initials here."
            ),
        )

    def _notice(self, sheet: SheetFacts, language: Language) -> str:
        contact = self._landlord.privacy_contact or sheet.action.coordinator
        sentences = [
            language.text(
                "{landlord} notes who came in order to run “{action}”, to show its funders that it took place and to draw up figures without names.",
                landlord=self._landlord.name or language.text("The landlord"),
                action=sheet.action.title,
            ),
            language.plural(
                "Only the social-development team sees these names, and whoever has the right to check its accounts; they are made anonymous {n} month after your last visit.",
                "Only the social-development team sees these names, and whoever has the right to check its accounts; they are made anonymous {n} months after your last visit.",
                self._landlord.retention_months,
            ),
            language.text("You are free to come and free to sign."),
            language.text(
                "To see, correct or erase what is kept about you, or to object: {contact}.",
                contact=contact or language.text("ask the coordinator"),
            ),
            language.text("You may complain to the CNIL (cnil.fr)."),
        ]
        return " ".join(sentences)

    def _sorted(self, people: Iterable[Expected]) -> list[Expected]:
        if self._order == "residence":
            return sorted(people, key=lambda p: (not p.residence, fold(p.residence), p.sort_key))
        return sorted(people, key=lambda person: person.sort_key)

    def _signers(self, people: Iterable[Expected]) -> tuple[Signer, ...]:
        text = self._language.text
        return tuple(
            Signer(
                str(number),
                person.name,
                person.residence or ("" if person.on_duty else text("outside the estate")),
                text(_ROLES[person.role]),
                person.photo,
            )
            for number, person in enumerate(people, start=1)
        )


def _with(name: str, more: str) -> str:
    return f"{name} – {more}" if name and more else name or more


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
