"""What the window says it would undo, in French, after each gesture of the calendar, the panel and the roster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.db.unit_of_work import Done
from app.domain.kinds import AgeBand, Presence, Role, SessionStatus, Sex
from app.domain.slots import Slot
from app.i18n import language
from app.usecases.actions import create_action_with_session
from app.usecases.attendance import add_walk_in, clear_marks, count_heads, finish_marking, mark
from app.usecases.sessions import (
    assign_new_person,
    assign_people,
    copy_sessions,
    edit_session,
    hold_at_new_venue,
    move_session,
    place_again,
    remove_sessions,
    set_session_status,
    shift_sessions,
    unassign_people,
)
from app.workspace import Workspace
from tests.estate import make_estate, plan

TODAY = datetime(2026, 11, 12, 8)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.mark.backends("sqlite")
def test_each_gesture_is_named_in_french(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    one = plan(workspace, estate.cafe, TODAY)
    two = plan(workspace, estate.cafe, TODAY + DAY)
    jeanne, nadia = estate.tenants[0], estate.coordinator
    gestures: tuple[tuple[Callable[..., Done[Any]], tuple[Any, ...], dict[str, Any], str], ...] = (
        (create_action_with_session, ("Atelier", Slot(TODAY, TODAY + HOUR)), {}, "Prévoir « Atelier » le jeu. 12 nov. 8 h"),
        (move_session, (one, Slot(TODAY, TODAY + HOUR)), {}, "Terminer « Café du lundi » à 9 h"),
        (shift_sessions, ([one], HOUR), {}, "Déplacer « Café du lundi » au jeu. 12 nov. 9 h"),
        (shift_sessions, ([one, two], HOUR), {}, "Déplacer 2 séances"),
        (copy_sessions, ([one], DAY), {}, "Copier « Café du lundi » au ven. 13 nov. 10 h"),
        (copy_sessions, ([one, two], DAY), {}, "Copier 2 séances"),
        (edit_session, (one,), {"title": "Accueil"}, "Modifier « Accueil »"),
        (edit_session, (one,), {"venue_id": estate.hall}, "Tenir « Accueil » à : Salle des Tilleuls"),
        (hold_at_new_venue, (one, "Cour"), {}, "Tenir « Accueil » à : Cour"),
        (set_session_status, (two, SessionStatus.CANCELLED), {}, "Annuler la séance « Café du lundi »"),
        (set_session_status, (two, SessionStatus.SKIPPED), {}, "Mettre « Café du lundi » de côté, à replacer"),
        (place_again, (two, Slot(TODAY + 7 * DAY, TODAY + 7 * DAY + HOUR)), {}, "Déplacer « Café du lundi » au jeu. 19 nov. 8 h"),
        (assign_people, (one, [nadia], Role.STAFF), {}, "Affecter Nadia Belkacem à « Accueil »"),
        (assign_people, (one, [nadia], Role.VOLUNTEER), {}, "Changer le rôle de Nadia Belkacem à « Accueil »"),
        (unassign_people, (one, [nadia]), {}, "Retirer Nadia Belkacem de « Accueil »"),
        (assign_new_person, (one, "Luc", "Petit", Role.STAFF), {}, "Affecter Luc Petit à « Accueil »"),
        (mark, (one, {jeanne: Presence.PRESENT}), {}, "Pointer Jeanne Morel comme présent à « Accueil »"),
        (add_walk_in, (one,), {"given_name": "Inès", "family_name": "Garcia"}, "Ajouter Inès Garcia à « Accueil »"),
        (count_heads, (one, Sex.FEMALE, AgeBand.SENIOR, 1), {}, "Compter une personne sans nom à « Accueil »"),
        (finish_marking, (one, ()), {}, "Terminer le pointage de « Accueil »"),
        (clear_marks, (one,), {}, "Effacer le pointage de « Accueil »"),
        (remove_sessions, ([one],), {}, "Retirer « Accueil »"),
    )  # fmt: skip
    wrong = []
    for usecase, arguments, named, words in gestures:
        workspace.change(usecase, *arguments, **named)
        label = workspace.undo_label
        assert label is not None
        said = language("fr").say(label).replace("\u00a0", " ").replace("\u202f", " ")
        if said != words:
            wrong.append((usecase.__name__, said, words))
    assert wrong == []
