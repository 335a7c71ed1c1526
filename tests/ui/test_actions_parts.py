"""The other tabs of an action: rehearsals, impact, money, paper, history."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.ids import ActionId
from app.domain.kinds import MoneySide, Readiness
from app.domain.plays import Play, PlayScene
from app.queries.actions import ActionDetail, MoneyRow, action_detail
from app.queries.history import action_history
from app.queries.productions import production_detail
from app.usecases.actions import save_money_line
from app.usecases.productions import import_play
from app.usecases.sessions import remove_sessions
from app.workspace import Workspace
from tests.estate import make_estate, plan
from tests.statements import count_statements
from tests.ui.desk import Desk
from ui.models.rows import RowModel
from ui.screens.actions import ActionsScreen
from ui.screens.actions.history import HistoryTab
from ui.screens.actions.impact import ImpactTab
from ui.screens.actions.money import MoneyTab
from ui.screens.actions.paper import PaperTab
from ui.screens.actions.rehearsals import RehearsalsTab
from ui.screens.actions.tab import Tab

NOW = datetime(2026, 11, 12, 9, 0)
DAY = timedelta(days=1)


def tab_of(desk: Desk, name: str) -> Tab:
    screen = desk.screen("actions", ActionsScreen)
    desk.bench.open_action(desk.estate.theatre, name)
    screen.refresh()
    return screen.page.tab(name)


def stored(desk: Desk) -> ActionDetail:
    detail = desk.workspace.read(action_detail, desk.estate.theatre, NOW)
    assert detail is not None
    return detail


def test_an_objective_is_added_and_written_where_it_stands(desk: Desk) -> None:
    tab = tab_of(desk, "impact")
    assert isinstance(tab, ImpactTab)
    QTest.mouseClick(tab.add, Qt.MouseButton.LeftButton)
    desk.until(lambda: tab.table.state() is tab.table.State.EditingState)
    desk.type("Jouer ensemble")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: stored(desk).objectives[0].aim == "Jouer ensemble")
    index = tab.objectives.index(0, tab.objectives.column_of("reached"))
    tab.objectives.setData(index, "partly")
    desk.until(lambda: stored(desk).objectives[0].reached == "partly")
    tab.table.selectRow(0)
    tab.table.setFocus()
    desk.press(Qt.Key.Key_Delete)
    desk.until(lambda: not stored(desk).objectives)
    desk.undo()
    assert stored(desk).objectives[0].aim == "Jouer ensemble"


def test_what_is_being_typed_in_a_cell_survives_news_from_elsewhere(desk: Desk) -> None:
    line = desk.workspace.change(
        save_money_line, desk.estate.theatre, None, side=MoneySide.EXPENSE, account="60", label="Bois"
    ).result
    tab = tab_of(desk, "money")
    assert isinstance(tab, MoneyTab)
    table = tab.tables[MoneySide.EXPENSE]
    table.edit_cell(line, 1)
    desk.type("Costumes et")
    desk.workspace.change(save_money_line, desk.estate.theatre, line, forecast=Decimal(900))
    desk.screen("actions", ActionsScreen).refresh()
    desk.type(" bois")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: stored(desk).money[0].label == "Costumes et bois")
    assert stored(desk).money[0].forecast == 900


def test_lessons_are_saved_as_the_field_is_left(desk: Desk) -> None:
    tab = tab_of(desk, "impact")
    assert isinstance(tab, ImpactTab)
    tab.field("lessons").setFocus()
    desk.type("Commencer plus tot.")
    desk.press(Qt.Key.Key_Tab)
    assert stored(desk).lessons == "Commencer plus tot."


def test_an_end_before_the_start_is_refused_under_its_field(desk: Desk) -> None:
    tab = tab_of(desk, "impact")
    assert isinstance(tab, ImpactTab)
    for name, typed in (("starts_on", "1/3/2026"), ("ends_on", "1/2/2026")):
        tab.field(name).setFocus()
        desk.type(typed)
        desk.press(Qt.Key.Key_Return)
    assert stored(desk).ends_on is None
    assert "The end must come after the start" in desk.told()


def has_rows(model: RowModel[MoneyRow]) -> bool:
    return bool(model.rows)


def test_a_budget_says_whether_it_balances(desk: Desk) -> None:
    tab = tab_of(desk, "money")
    assert isinstance(tab, MoneyTab)
    assert tab.balance == "Nothing is budgeted yet. Start with what it costs."
    for side, amount in ((MoneySide.EXPENSE, "1 250,50"), (MoneySide.INCOME, "1000")):
        QTest.mouseClick(tab.add_buttons[side], Qt.MouseButton.LeftButton)
        model = tab.models[side]
        desk.until(partial(has_rows, model))
        model.setData(model.index(0, model.column_of("forecast")), amount)
    desk.until(lambda: tab.balance == "€250.50 of the forecast expenses have no income yet.")
    income = tab.models[MoneySide.INCOME]
    income.setData(income.index(0, income.column_of("forecast")), "1250.50 €")
    desk.until(lambda: tab.balance == "The forecast balances.")
    income.setData(income.index(0, income.column_of("forecast")), "beaucoup")
    assert desk.told() == "Type an amount, such as 1250 or 1 250,50."
    assert stored(desk).row.title == "Le Malade imaginaire"


def stage(workspace: Workspace, action: ActionId) -> None:
    play = Play(
        "Le Malade imaginaire",
        "Molière",
        (
            PlayScene("I.1", "I", "Argan fait ses comptes", 900, {"Argan": 900}),
            PlayScene("I.2", "I", "Toinette accourt", 400, {"Argan": 200, "Toinette": 200, "Béline": 0}),
        ),
    )
    workspace.change(import_play, action, play)


def test_roles_are_cast_one_after_the_other_from_the_keyboard(desk: Desk) -> None:
    stage(desk.workspace, desk.estate.theatre)
    tab = tab_of(desk, "rehearsals")
    assert isinstance(tab, RehearsalsTab)
    assert tab.player.placeholderText() == "Who plays Argan? Type a name…"
    tab.player.setFocus()
    desk.type("zah")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: tab.player.placeholderText() == "Who plays Toinette? Type a name…")
    desk.type("diaye")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: sum(bool(row.players) for row in tab.cast.rows) == 2)
    scene = tab.scenes.rows[1]
    cells = tab.scenes.index_of(scene.id, tab.scenes.column_of("cast"))
    assert cells.data() == "ÉZ AN ?"


def test_a_play_is_staged_from_a_file_and_the_tab_for_rehearsals_appears(desk: Desk, tmp_path: Path) -> None:
    play = Path(__file__).parents[2] / "resources" / "plays" / "malade_imaginaire.json"
    desk.screen("actions", ActionsScreen)
    desk.bench.open_action(desk.estate.theatre)
    page = desk.screen("actions", ActionsScreen).page
    broken = tmp_path / "broken.json"
    broken.write_bytes(b"\xff\xfe no play")
    page.head.stage_play(broken)
    assert desk.told() == "This file is not a play: it is not written as JSON."
    assert not page.bar.isTabVisible(page.names.index("rehearsals"))
    page.head.stage_play(play)
    desk.until(lambda: page.bar.isTabVisible(page.names.index("rehearsals")))
    found = desk.workspace.read(production_detail, desk.estate.theatre, NOW.date())
    assert found is not None and found.scenes and found.cast


def test_how_well_a_scene_is_known_is_chosen_in_its_row(desk: Desk) -> None:
    stage(desk.workspace, desk.estate.theatre)
    tab = tab_of(desk, "rehearsals")
    assert isinstance(tab, RehearsalsTab)
    index = tab.scenes.index(0, tab.scenes.column_of("readiness"))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Reading"
    tab.scenes.setData(index, Readiness.KNOWN.value)
    desk.until(lambda: tab.scenes.rows[0].readiness is Readiness.KNOWN)
    assert tab.scenes.index(0, index.column()).data() == "●●●○"


def test_the_paper_of_an_action_counts_the_sheets_that_are_missing(desk: Desk) -> None:
    for number in range(3):
        plan(desk.workspace, desk.estate.theatre, NOW + (number + 1) * DAY)
    plan(desk.workspace, desk.estate.theatre, NOW - DAY)
    tab = tab_of(desk, "paper")
    assert isinstance(tab, PaperTab)
    assert tab.note("attendance") == "3 sessions to come, 3 without a printed sheet"


def test_the_history_tells_of_everything_that_belonged_to_the_action_even_when_it_is_gone(desk: Desk) -> None:
    session = plan(desk.workspace, desk.estate.theatre, NOW + DAY)
    desk.workspace.change(remove_sessions, [session])
    desk.workspace.change(
        save_money_line, desk.estate.theatre, None, side=MoneySide.EXPENSE, account="60", label="Bois"
    )
    plan(desk.workspace, desk.estate.cafe, NOW + DAY)
    tab = tab_of(desk, "history")
    assert isinstance(tab, HistoryTab)
    desk.until(lambda: tab.model.rows)
    said = [tab.model.index(row, 1).data() for row in range(len(tab.model.rows))]
    assert said == [
        "Change the money of “Le Malade imaginaire”",
        "Remove “Le Malade imaginaire”",
        "Plan “Le Malade imaginaire” on Fri 13 Nov 09:00",
        "Create the action “Le Malade imaginaire”",
    ]
    desk.workspace.undo()
    desk.workspace.undo()
    desk.screen("actions", ActionsScreen).refresh()
    assert tab.model.index(0, 1).data().startswith("Taken back: Change the money")


def test_history_and_play_are_each_read_in_a_fixed_number_of_statements(workspace: Workspace) -> None:
    estate = make_estate(workspace)
    stage(workspace, estate.theatre)
    with count_statements(workspace) as sent:
        assert len(workspace.read(action_history, estate.theatre)) == 2
    assert len(sent) == 1
    with count_statements(workspace) as sent:
        found = workspace.read(production_detail, estate.theatre, NOW.date())
    assert found is not None and [row.code for row in found.scenes] == ["I.1", "I.2"]
    assert [(row.name, row.scenes, row.words) for row in found.cast] == [
        ("Argan", 2, 1100),
        ("Toinette", 1, 200),
        ("Béline", 1, 0),
    ]
    assert len(sent) <= 8
