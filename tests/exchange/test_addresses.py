"""Addresses of registers as one writes them on an envelope."""

from __future__ import annotations

import pytest

from app.exchange.addresses import StreetAddress, natural_order, readable, street_address, summary


@pytest.mark.parametrize(
    ("register", "written"),
    [
        ("RESIDENCE VIOLLET LE DUC", "Résidence Viollet le Duc"),
        ("RESIDENCE   LEON  JOUHAUX", "Résidence Leon Jouhaux"),
        ("SAINT JEAN ST PIERRE (52 HLM)", "Saint-Jean Saint-Pierre (52 HLM)"),
        ("L`ORION", "L’Orion"),
        ("RESIDENCE DE L'ANGEL", "Résidence de l’Angel"),
        ("LE CLOS DES AMANDIERS III", "Le Clos des Amandiers III"),
        ("FOURS A CHAUX", "Fours à Chaux"),
        ("BATIMENT A NORD", "Bâtiment A Nord"),
        ("SAINT-PAUL-DE-FENOUILLET", "Saint-Paul-de-Fenouillet"),
        ("narbonne", "Narbonne"),
        ("Villeurbanne", "Villeurbanne"),
        ("", ""),
    ],
)
def test_capitals_become_what_one_writes(register: str, written: str) -> None:
    assert readable(register) == written


@pytest.mark.parametrize(
    ("fields", "written"),
    [
        (("16", "", "R", "VOLTAIRE"), "16 rue Voltaire"),
        (("0007", "BIS", "AV", "DU PEYROU"), "7 bis avenue du Peyrou"),
        (("14BIS", "", "AVENUE", "GAL LECLERC"), "14 bis avenue Général Leclerc"),
        (("2 B", "", "RUE", "TURGOT"), "2 B rue Turgot"),
        (("20", "", "", "QUAI D'ALSACE"), "20 quai d’Alsace"),
        (("3", "", "RUE", "IMPASSE DES CEPS"), "3 impasse des Ceps"),
        (("K", "", "RUE", "THEOPHILE HELENA"), "K rue Theophile Helena"),
        (("BT B", "", "RUE", "RSD JOUHAUX"), "bât. B, résidence Jouhaux"),
        (("", "", "RUE", "LEVASSOR"), "rue Levassor"),
        (("9999", "", "", ""), ""),
    ],
)
def test_four_fields_become_an_address(fields: tuple[str, str, str, str], written: str) -> None:
    assert str(street_address(*fields)) == written


def test_numbers_are_ordered_as_one_counts() -> None:
    assert sorted(["14 bis", "2", "14", "10", "1"], key=natural_order) == ["1", "2", "10", "14", "14 bis"]


def test_several_addresses_are_told_in_one_line() -> None:
    turgot = [StreetAddress(number, "rue Turgot") for number in ("6", "2", "4", "2")]
    assert summary(turgot) == "2, 4 et 6 rue Turgot"
    assert summary([*turgot, StreetAddress("8", "rue Turgot")]) == "2 à 8 rue Turgot"
    others = [StreetAddress("1", f"rue {name}") for name in "ABC"]
    assert summary([*turgot, *others]) == "2, 4 et 6 rue Turgot ; 1 rue A ; 2 autres voies"
