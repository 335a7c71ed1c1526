"""Residences are read from files of the State's register of social housing (RPLS)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import UnreadableFile
from app.domain.estate import ResidenceRecord, StairwellRecord
from app.exchange.rpls import EstateFile, read_rpls

COLUMNS = (
    "DEPCOM;CODEPOSTAL;LIBCOM;NUMVOIE;INDREP;TYPVOIE;NOMVOIE;ESC;ENTREE;BAT;IMMEU;COMPLGEO;LIEUDIT;QPV;"
    "TYPECONST;CONSTRUCT;nb"
)
REAL = Path(__file__).parents[3] / "shared" / "data" / "estate" / "rpls_narbonne_first600.csv"


def read(tmp_path: Path, *lines: str, columns: str = COLUMNS) -> EstateFile:
    path = tmp_path / "rpls.csv"
    path.write_text("\n".join((columns, *lines)) + "\n", encoding="utf-8")
    return read_rpls(path)


def only(file: EstateFile) -> ResidenceRecord:
    (record,) = file.records
    return record


def test_lines_of_one_programme_are_one_residence(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        "11262;11100;NARBONNE;3;;RUE;ROMAIN;2;;;;RESIDENCE MISTRAL;;2;C;1995;14.0",
        "11262;11100;NARBONNE;1;;RUE;ROMAIN;1;;;;RESIDENCE   MISTRAL;;2;C;1995;20",
    )
    assert only(file) == ResidenceRecord(
        code="11262-MISTRAL",
        name="Résidence Mistral",
        address="1 et 3 rue Romain",
        postal_code="11100",
        commune="Narbonne",
        dwellings=34,
        built=1995,
        priority=False,
        stairwells=(
            StairwellRecord("1 rue Romain (esc. 1)", 20),
            StairwellRecord("3 rue Romain (esc. 2)", 14),
        ),
    )
    assert file.problems == ()


def test_without_a_name_an_address_is_a_residence(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        "11262;11100;NARBONNE;16;;R;VOLTAIRE;;;;;;;1;C;1851;19.0",
        "11262;11100;NARBONNE;16;;RUE;VOLTAIRE;;;;;;;1;C;1851;1",
    )
    record = only(file)
    assert (record.code, record.name, record.dwellings) == ("11262-16-RUE-VOLTAIRE", "16 rue Voltaire", 20)
    assert record.priority


def test_a_building_or_a_residence_named_in_the_place_gives_the_name(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        "11262;11100;NARBONNE;28;;RUE;VIDAL;0;;B;LES CIGALES;;;2;C;1984;14",
        "11262;11100;NARBONNE;26;;RUE;VIDAL;0;;C;LES CIGALES;;;2;C;1984;14",
        "11262;11100;NARBONNE;8;;R;EUDE;;;;;;APT N.16 BAT A - RES ST VINCENT;1;C;1851;32",
    )
    assert [record.name for record in file.records] == ["Les Cigales", "Résidence Saint-Vincent"]
    assert [stairwell.name for stairwell in file.records[0].stairwells] == [
        "26 rue Vidal (bât. C)",
        "28 rue Vidal (bât. B)",
    ]


def test_programmes_that_would_be_called_alike_keep_their_number(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        "11262;11100;NARBONNE;6;;AVENUE;DU PORT;;;;;6 PLA LA PLAGE;;2;I;1996;6",
        "11262;11100;NARBONNE;8;;AVENUE;DU PORT;;;;;32 PLA LA PLAGE;;2;I;1986;32",
        "11262;11100;NARBONNE;9;;AVENUE;DU PORT;;;;;29 PLA RESIDENCE CAPELLE;;2;I;1986;29",
    )
    assert [record.name for record in file.records] == [
        "La Plage (6 PLA)",
        "La Plage (32 PLA)",
        "Résidence Capelle",
    ]
    assert len({record.code for record in file.records}) == 3


def test_a_line_is_a_dwelling_where_there_is_no_count(tmp_path: Path) -> None:
    columns = "DEPCOM,CODEPOSTAL,LIBCOM,NUMVOIE,TYPVOIE,NOMVOIE,PROGRAMME,ESC"
    lines = ["69266,69100,VILLEURBANNE,4,CRS,DE LA REPUBLIQUE,LE TONKIN,A"] * 3
    lines += ["69266,69100,VILLEURBANNE,4,CRS,DE LA REPUBLIQUE,LE TONKIN,B"] * 2
    record = only(read(tmp_path, *lines, columns=columns))
    assert (record.dwellings, record.address) == (5, "4 cours de la République")
    assert record.stairwells == (StairwellRecord("Esc. A", 3), StairwellRecord("Esc. B", 2))


def test_a_long_name_gets_a_short_code_of_its_own(tmp_path: Path) -> None:
    lines = [
        f"11262;11100;NARBONNE;1;;RUE;X;;;;;SAINT JEAN SAINT PIERRE (50 HLM {block} DU HAUT);;2;C;1978;50"
        for block in ("ALARIC", "VERDOUBLE")
    ]
    codes = [record.code for record in read(tmp_path, *lines).records]
    assert len(set(codes)) == 2
    assert all(len(code) <= 40 and code.isascii() for code in codes)


@pytest.mark.parametrize(
    ("line", "column", "left_out"),
    [
        ("11262;11100;NARBONNE;1;;RUE;X;;;;;LES ROSES;;2;C;1972;many", "nb", True),
        ("11262;11100;NARBONNE;1;;RUE;X;;;;;LES ROSES;;2;C;1972;-3", "nb", True),
        ("11262;11100;;1;;RUE;X;;;;;LES ROSES;;2;C;1972;3", "LIBCOM", True),
        ("11262;11100;NARBONNE;1;;;;;;;;;;2;C;1972;3", "NOMVOIE", True),
        ("11262;11100;NARBONNE;1;;RUE;X", "", True),
        ("11262;ABC;NARBONNE;1;;RUE;X;;;;;LES ROSES;;2;C;1972;3", "CODEPOSTAL", False),
        ("11262;11100;NARBONNE;1;;RUE;X;;;;;LES ROSES;;2;C;19xx;3", "CONSTRUCT", False),
        ("11262;11100;NARBONNE;1;;RUE;X;;;;;LES ROSES;;oui;C;1972;3", "QPV", False),
    ],
)
def test_what_is_wrong_with_a_line_is_told_with_its_place(
    tmp_path: Path, line: str, column: str, left_out: bool
) -> None:
    sound = "11262;11100;NARBONNE;1;;RUE;X;;;;;LES LILAS;;2;C;1972;3"
    file = read(tmp_path, sound, line)
    (problem,) = file.problems
    assert (problem.line, problem.column, problem.left_out) == (3, column, left_out)
    assert len(file.records) == (1 if left_out else 2)


def test_a_residence_half_in_a_district_counts_where_most_lies(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        "11262;11100;NARBONNE;1;;RUE;X;;;;;LES ROSES;;1;C;1972;30",
        "11262;11100;NARBONNE;2;;RUE;X;;;;;LES ROSES;;2;C;1972;10",
    )
    assert only(file).priority
    assert [problem.column for problem in file.problems] == ["QPV"]


def test_a_postal_code_that_a_spreadsheet_shortened_is_restored(tmp_path: Path) -> None:
    record = only(read(tmp_path, "01053;1000;BOURG EN BRESSE;1;;RUE;X;;;;;LES ROSES;;2;C;1972;3"))
    assert (record.postal_code, record.commune) == ("01000", "Bourg en Bresse")


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="not an RPLS file") as refused:
        read(tmp_path, "a;b", columns="nom;commune")
    assert dict(refused.value.message.fields)["columns"] == "CODEPOSTAL, LIBCOM, NOMVOIE"


def test_the_real_register_of_a_town_becomes_its_residences() -> None:
    if not REAL.exists():
        pytest.skip("the register's extract is not on this machine")
    file = read_rpls(REAL)
    assert (file.lines, file.left_out) == (600, 0)
    assert sum(record.dwellings for record in file.records) == 2964
    by_code = {record.code: record for record in file.records}
    assert len(by_code) == len(file.records) == 107
    duc = by_code["11262-VIOLLET-LE-DUC"]
    assert (duc.name, duc.address) == ("Résidence Viollet le Duc", "1 rue Viollet le Duc")
    assert (duc.dwellings, duc.built, duc.priority) == (9, 1930, True)
    assert len(by_code["11262-PASTOURET-184"].stairwells) == 21
    assert all(len(record.code) <= 40 and record.address for record in file.records)
