"""The kit that sheets are drawn with."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.kit.fonts import Face, typeset, visible, width
from app.documents.kit.paper import MM, Paper
from app.documents.kit.table import Table, TableColumn, draw_table
from app.documents.kit.text import Fitted, Style, fitted, parted, wrapped
from tests.documents.naughty import NAMES
from tests.documents.reading import assert_within_pages, fonts, pages, whole_text

words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=80)


def blank_paper(**more: str) -> Paper:
    paper = Paper(title="Test", language=more.get("language", "en"))
    paper.begin_sheet(outline="Test", footer="Foot", page_of="Page")
    return paper


@given(words, st.floats(20, 400), st.sampled_from(Face))
@settings(max_examples=150)
def test_wrapped_lines_fit_and_no_character_is_lost(text: str, room: float, face: Face) -> None:
    style = Style(10, face)
    lines = wrapped(text, style, room)
    for line in lines:
        assert width(line, face, 10) <= room + 0.01 or len(line) == 1
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(words, st.floats(40, 300), st.integers(1, 3))
@settings(max_examples=150)
def test_fitted_text_shrinks_no_further_than_its_floor(text: str, room: float, most: int) -> None:
    result = fitted(text, Style(12, floor=7), room, most)
    assert 7 <= result.style.size <= 12
    for line in result.lines:
        assert width(line, Face.REGULAR, result.style.size) <= room + 0.01 or len(line) == 1
    if len(result.lines) > most:
        assert result.style.size == 7


def test_a_heading_shrinks_rather_than_part_a_word() -> None:
    style = Style(8, Face.BOLD, floor=5)
    room = width("Personnes", Face.BOLD, 7)
    assert fitted("Personnes sans nom", style, room, 3).lines[0] == "Personnes"


@given(st.lists(st.integers(0, 200), min_size=1, max_size=4), st.floats(30, 120), st.floats(60, 400))
def test_a_row_longer_than_a_page_goes_on_without_losing_a_line(
    lengths: list[int], first: float, later: float
) -> None:
    style = Style(10)
    cells = [Fitted(tuple(f"{n}.{k}" for k in range(length)), style) for n, length in enumerate(lengths)]
    parts = parted(cells, first, later)
    for column, cell in enumerate(cells):
        assert tuple(line for part in parts for line in part[column].lines) == cell.lines
    for number, part in enumerate(parts):
        room = first if number == 0 else later
        assert all(cell.height <= room + 0.02 or len(cell.lines) == 1 for cell in part)


@pytest.mark.parametrize("text", NAMES)
def test_any_text_can_be_drawn_and_stays_on_the_page(text: str) -> None:
    paper = blank_paper()
    paper.paragraph(text, Style(12))
    paper.paragraph(text, Style(12, Face.BOLD))
    table = Table((TableColumn("A", 1), TableColumn("B", 3, "right")), ((text, text), ("last", "row")))
    draw_table(paper, table)
    paper.end_sheet()
    data = paper.data()
    assert_within_pages(data)
    assert "last" in whole_text(data)


@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Phương Thảo", "Łukasz Żółć", "Αλέξανδρος Παπαδόπουλος", "Екатерина Щербакова"]
)
def test_names_of_other_alphabets_are_written_in_the_wide_font(name: str) -> None:
    paper = blank_paper()
    paper.paragraph(name, Style(12))
    paper.end_sheet()
    data = paper.data()
    assert name in whole_text(data)
    assert all("+" in font for font in fonts(data))


def test_a_character_that_no_font_has_is_visibly_replaced() -> None:
    assert typeset("李", Face.REGULAR).runs[0].text == "\N{REPLACEMENT CHARACTER}"
    assert len(typeset("李小龍", Face.REGULAR).runs[0].text) == 3


def test_marks_of_direction_and_control_characters_are_not_drawn() -> None:
    assert visible("a\u202eb\x00c\ufeff") == "abc"
    assert visible("a\tb\nc") == "a b c"
    assert visible("e\u0301") == "é"


def test_a_letter_and_its_marks_come_from_one_font() -> None:
    runs = typeset("aq\u0331b", Face.REGULAR).runs
    assert [run.text for run in runs] == ["a", "q\u0331", "b"]


def test_the_foot_counts_the_pages_of_each_sheet_by_itself() -> None:
    paper = Paper(title="Test", language="en")
    for sheets in (2, 1):
        paper.begin_sheet(outline="x", footer="", page_of="Page")
        for _ in range(sheets - 1):
            paper.next_page()
        paper.end_sheet()
    found = [" ".join(page.text.split()) for page in pages(paper.data())]
    assert found == ["Page 1 / 2", "Page 2 / 2", "Page 1 / 1"]


def test_a_table_repeats_its_head_on_every_page_and_keeps_headings_with_their_rows() -> None:
    paper = blank_paper()
    rows: list[tuple[str, ...]] = []
    for group in range(30):
        rows.append((f"Group{group}",))
        rows.extend((f"row{group}.{n}", "x\ny") for n in range(4))
    draw_table(paper, Table((TableColumn("Head", 1), TableColumn("Other", 1)), tuple(rows)))
    paper.end_sheet()
    found = pages(paper.data())
    assert len(found) > 2
    for page in found:
        assert "Head" in page.text
        lowest = max(
            (word for word in page.words if word.text.startswith(("Group", "row"))), key=lambda word: word.top
        )
        assert lowest.text.startswith("row")


def test_files_say_their_title_and_language() -> None:
    data = {}
    for language in ("fr", "en"):
        paper = blank_paper(language=language)
        paper.end_sheet()
        data[language] = paper.data()
    assert b"/Lang (fr-FR)" in data["fr"]
    assert b"/Lang (en-GB)" in data["en"]
    assert b"/Title (Test)" in data["fr"]


def test_a_code_is_drawn_within_its_square() -> None:
    paper = blank_paper()
    paper.code(100, 100, 17 * MM, "2026-042/7")
    paper.end_sheet()
    assert_within_pages(paper.data())
