"""Puts a year into words."""

from __future__ import annotations

from datetime import datetime

from app.documents.annual.data import AnnualData
from app.documents.annual.phrases import Phrases
from app.documents.annual.sections import (
    agencies,
    axes,
    definitions,
    districts,
    lessons,
    listing,
    money,
    months,
    partners,
    publics,
    reached,
    unreached,
)
from app.documents.annual.summary import caveats, in_short, key_figures
from app.documents.annual.tales import tales, tales_note
from app.documents.annual.view import AnnualView
from app.documents.landlord import printed_on
from app.i18n import Language


def annual_view(data: AnnualData, language: Language, printed_at: datetime) -> AnnualView:
    """The summary in a language."""
    say = Phrases(data, language)
    text, landlord = language.text, data.landlord.name
    title = text("Annual summary {year}", year=str(data.facts.year))
    told = tales(say)
    return AnnualView(
        landlord=landlord,
        title=title,
        subtitle=text("Social-development actions"),
        file_title=f"{title} – {landlord}" if landlord else title,
        footer=f"{title} · {printed_on(language, printed_at)}",
        page=text("Page"),
        running=" · ".join(part for part in (title, landlord) if part),
        in_short=in_short(say),
        key_figures=key_figures(say),
        caveats=caveats(say),
        sections=(months(say), axes(say), publics(say), agencies(say), districts(say), money(say)),
        tales_heading=text("Notable actions"),
        tales_note=tales_note(say),
        tales=told,
        outlook=tuple(
            section
            for section in (
                partners(say),
                reached(say),
                unreached(say),
                lessons(say, frozenset(tale.code for tale in told)),
            )
            if section is not None
        ),
        listing=listing(say),
        definitions=definitions(say),
    )
