"""Puts the facts of rehearsals into words: the general table, and a large-type sheet for each person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app.documents.kit.frame import Fact, Head
from app.documents.kit.table import Table, TableColumn
from app.documents.rehearsals.data import Part, Rehearsal, RehearsalFacts, SceneFacts
from app.documents.rehearsals.view import DateBlock, FridgeView, MatrixRow, SceneRow, ScheduleView
from app.domain.ids import PersonId
from app.domain.kinds import Readiness, SessionStatus, label
from app.i18n import Language

_MANY = 5
"""Fewer people are named one by one."""


def schedule_view(facts: RehearsalFacts, language: Language) -> ScheduleView:
    """The general table."""
    return _Writer(facts, language).schedule()


def fridge_views(
    facts: RehearsalFacts, language: Language, today: date, person_ids: Iterable[PersonId] | None = None
) -> tuple[FridgeView, ...]:
    """A sheet for each of these people, or for everybody who is called from today on, by name."""
    write = _Writer(facts, language)
    if person_ids is None:
        coming = [rehearsal for rehearsal in facts.rehearsals if rehearsal.session.starts_at.date() >= today]
        chosen = {person_id for rehearsal in coming for person_id in rehearsal.called}
    else:
        chosen = set(person_ids)
    return tuple(write.fridge(person_id, today) for person_id in facts.people if person_id in chosen)


class _Writer:
    def __init__(self, facts: RehearsalFacts, language: Language) -> None:
        self._facts = facts
        self._language = language
        self._part_of = {part.name: part for part in facts.parts}

    def schedule(self) -> ScheduleView:
        text, facts = self._language.text, self._facts
        return ScheduleView(
            action_id=facts.action.id,
            head=self._head(),
            nothing="" if facts.rehearsals else text("No session is planned yet."),
            sessions=self._sessions() if facts.rehearsals else None,
            cast_title=text("Cast"),
            cast=self._cast() if facts.parts else None,
            scenes_title=text("Scenes"),
            scene_columns=(
                text("Scene"),
                text("Title"),
                text("On stage"),
                text("Worked in sessions"),
                text("How well it is known"),
            ),
            scenes=tuple(self._scene(scene) for scene in facts.scenes),
            matrix_title=text("Who is called when"),
            matrix_columns=tuple(
                (
                    str(rehearsal.session.number),
                    self._language.date(rehearsal.session.starts_at.date(), "day_month"),
                )
                for rehearsal in facts.rehearsals
            ),
            matrix=tuple(self._matrix()),
        )

    def fridge(self, person_id: PersonId, today: date) -> FridgeView:
        text, facts = self._language.text, self._facts
        title = facts.work or facts.action.title
        own = [
            rehearsal
            for rehearsal in facts.rehearsals
            if person_id in rehearsal.called and rehearsal.session.starts_at.date() >= today
        ]
        name = facts.people[person_id].name
        return FridgeView(
            action_id=facts.action.id,
            person_id=person_id,
            name=name,
            title=title,
            intro=self._language.plural("Your date", "Your {n} dates", len(own))
            if own
            else text("No date is planned for you at the moment."),
            dates=tuple(self._date(rehearsal, person_id) for rehearsal in own),
            access_title=text("How to get in"),
            access=tuple(
                {
                    rehearsal.session.venue: (rehearsal.session.venue, rehearsal.session.access)
                    for rehearsal in own
                    if rehearsal.session.access
                }.values()
            ),
            call=text("A question? You cannot come? Call:"),
            who=facts.action.coordinator or facts.landlord.name,
            phone=facts.action.coordinator_phone,
            running=f"{name} · {title}",
        )

    def _head(self) -> Head:
        text, language, facts = self._language.text, self._language, self._facts
        shows = [r for r in facts.rehearsals if r.session.kind == "performance"]
        dates = [
            text(
                "{day} at {time}, {place}",
                day=language.date(show.session.starts_at.date(), "full"),
                time=language.time(show.session.starts_at),
                place=show.session.venue or text("place not known yet"),
            )
            for show in shows
        ]
        staged = [part for part in (facts.director, *facts.companies) if part]
        return Head(
            landlord=facts.landlord.name,
            branch=language.listing(facts.action.agencies),
            sheet=text("Rehearsal schedule"),
            code=facts.action.code,
            title=facts.work or facts.action.title,
            subtitle=facts.action.title if facts.work and facts.work != facts.action.title else "",
            left=(
                *((Fact(text("Author"), facts.author),) if facts.author else ()),
                Fact(text("Staged by"), " – ".join(staged) or text("not known yet")),
                Fact(text("Residences"), language.listing(facts.action.residences) or text("none named")),
            ),
            right=(
                Fact(
                    text("Performance") if len(dates) < 2 else text("Performances"),
                    "\n".join(dates) or text("not planned yet"),
                    strong=bool(dates),
                ),
                Fact(
                    text("Coordinator"),
                    " – ".join(p for p in (facts.action.coordinator, facts.action.coordinator_phone) if p)
                    or text("not known yet"),
                ),
            ),
            running=" · ".join((facts.action.code, facts.work or facts.action.title)),
        )

    def _sessions(self) -> Table:
        text, language = self._language.text, self._language
        columns = (
            TableColumn(text("No."), 0.5, "right"),
            TableColumn(text("Date"), 1.5),
            TableColumn(text("Time"), 1.6),
            TableColumn(text("Place"), 2.4),
            TableColumn(text("Kind"), 1.5),
            TableColumn(text("Scenes worked"), 2.2),
            TableColumn(text("Called"), 5),
        )
        by_month: dict[date, list[Rehearsal]] = {}
        for rehearsal in self._facts.rehearsals:
            by_month.setdefault(rehearsal.session.starts_at.date().replace(day=1), []).append(rehearsal)
        rows: list[tuple[str, ...]] = []
        for first, those in by_month.items():
            month = language.date(first, "month")
            rows.append((month[:1].upper() + month[1:],))
            rows.extend(self._row(rehearsal) for rehearsal in those)
        return Table(columns, tuple(rows))

    def _row(self, rehearsal: Rehearsal) -> tuple[str, ...]:
        session, language = rehearsal.session, self._language
        kind = rehearsal.kind
        if session.status is SessionStatus.OPTION:
            kind = f"{kind} ({language.text('to be confirmed')})"
        return (
            str(session.number),
            language.date(session.starts_at.date(), "day"),
            language.slot(session.starts_at, session.ends_at),
            session.venue,
            kind,
            self._scenes_worked(rehearsal),
            self._called(rehearsal),
        )

    def _scenes_worked(self, rehearsal: Rehearsal) -> str:
        """Codes of scenes, neighbours as a span: “I.1–I.4, II.2”."""
        if self._facts.scenes and len(rehearsal.scenes) == len(self._facts.scenes):
            return self._language.text("the whole play")
        order = {scene.id: number for number, scene in enumerate(self._facts.scenes)}
        spans = _spans(sorted(order[scene.id] for scene in rehearsal.scenes))
        return _said(spans, [scene.code for scene in self._facts.scenes])

    def _called(self, rehearsal: Rehearsal) -> str:
        """Names of those who are called; all who play, or all who are enrolled, in two words."""
        text, people = self._language.text, self._facts.people
        playing = {player for part in self._facts.parts for player in part.players}
        together: set[PersonId] = set()
        words = []
        if len(playing) >= _MANY and playing <= set(rehearsal.called):
            together, words = playing, [text("the whole cast")]
        if not rehearsal.scenes and len(rehearsal.called) >= _MANY:
            together = {person_id for person_id, role in rehearsal.called.items() if role is None}
            words = [text("everybody enrolled")]
        named = [
            player.name
            for player in people.values()
            if player.id in rehearsal.called and player.id not in together
        ]
        return ", ".join([*words, *named])

    def _cast(self) -> Table:
        text, people = self._language.text, self._facts.people
        columns = (
            TableColumn(text("Character"), 2),
            TableColumn(text("Played by"), 3),
            TableColumn(text("Understudies"), 3),
        )
        rows = tuple(
            (
                part.name,
                ", ".join(f"{people[key].name} ({people[key].initials})" for key in part.players)
                or text("nobody yet"),
                ", ".join(people[key].name for key in part.understudies),
            )
            for part in self._facts.parts
        )
        return Table(columns, rows)

    def _scene(self, scene: SceneFacts) -> SceneRow:
        rehearsals = self._facts.rehearsals
        spans = _spans(
            [
                number
                for number, rehearsal in enumerate(rehearsals)
                if any(worked.id == scene.id for worked in rehearsal.scenes)
            ]
        )
        sessions = _said(spans, [str(rehearsal.session.number) for rehearsal in rehearsals])
        return SceneRow(
            scene.code,
            scene.title,
            ", ".join(self._played(name) for name in scene.parts),
            sessions or self._language.text("none yet"),
            list(Readiness).index(scene.readiness) + 1,
            self._language.text(label(scene.readiness)),
        )

    def _played(self, name: str) -> str:
        part = self._part_of.get(name)
        players = [self._facts.people[player].initials for player in part.players] if part else []
        return f"{name} ({', '.join(players)})" if players else name

    def _matrix(self) -> Iterable[MatrixRow]:
        text = self._language.text
        for player in self._facts.people.values():
            marks = tuple(player.id in rehearsal.called for rehearsal in self._facts.rehearsals)
            plays = [part.name for part in self._facts.parts if player.id in part.players]
            stands_in = [
                text("understudy of {part}", part=part.name)
                for part in self._facts.parts
                if player.id in part.understudies
            ]
            duties = {
                rehearsal.called[player.id]
                for rehearsal in self._facts.rehearsals
                if player.id in rehearsal.called
            }
            works = [text(label(role)) for role in sorted(role for role in duties if role is not None)]
            if any(marks):
                yield MatrixRow(player.name, ", ".join([*plays, *stands_in, *works]), marks)

    def _date(self, rehearsal: Rehearsal, person_id: PersonId) -> DateBlock:
        text, language, session = self._language.text, self._language, rehearsal.session
        day = language.date(session.starts_at.date(), "full")
        kind = rehearsal.kind
        if session.status is SessionStatus.OPTION:
            kind = f"{kind} ({text('to be confirmed')})"
        lines = [
            *self._own_scenes(rehearsal, person_id),
            *([(text("Please note:"), session.note)] if session.note else []),
        ]
        return DateBlock(
            day=day[:1].upper() + day[1:],
            time=" – ".join(part for part in (self._span(session.starts_at, session.ends_at), kind) if part),
            place=session.venue or text("The place is not known yet."),
            address=session.address,
            lines=tuple(lines),
        )

    def _span(self, starts_at: datetime, ends_at: datetime) -> str:
        if starts_at.date() != ends_at.date():
            return self._language.slot(starts_at, ends_at)
        return self._language.text("from {start} to {end}", start=starts_at.time(), end=ends_at.time())

    def _own_scenes(self, rehearsal: Rehearsal, person_id: PersonId) -> list[tuple[str, str]]:
        """The parts a person plays in a session, with the scenes of each."""
        text = self._language.text
        found: list[tuple[Part, list[str]]] = []
        for part in self._facts.parts:
            if person_id in part.players:
                scenes = [scene.code for scene in rehearsal.scenes if part.name in scene.parts]
                if scenes:
                    found.append((part, scenes))
        if not found:
            return []
        said = [
            self._language.plural(
                "{part}, scene {scenes}",
                "{part}, scenes {scenes}",
                len(scenes),
                part=part.name,
                scenes=self._language.listing(scenes),
            )
            for part, scenes in found
        ]
        return [(text("You play:"), "\n".join(said))]


def _spans(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Increasing numbers as spans of three and more neighbours, and as single numbers."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return [
        part
        for first, last in spans
        for part in ([(first, last)] if last - first > 1 else [(n, n) for n in range(first, last + 1)])
    ]


def _said(spans: Iterable[tuple[int, int]], names: Sequence[str]) -> str:
    return ", ".join(
        names[first] if first == last else f"{names[first]}–{names[last]}" for first, last in spans
    )
