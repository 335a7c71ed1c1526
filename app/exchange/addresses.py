"""French postal addresses: from the capitals of registers to what one writes on an envelope.

The words here are French whatever the language of the program, because the streets are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.domain.names import clean_name, fold

_SMALL = frozenset("à au aux chez d de des du en et ès l la le les lès lez près sous sur".split())
_CAPITALS = frozenset("HLM HBM ILM ILN PLA PLR PLAI PLUS PLS PSR LLS ZAC ZUP CROUS EHPAD".split())
_LETTERED = frozenset("BAT BT BATIMENT ESC ESCALIER ENTREE HALL TOUR SITE ILOT".split())
"""What a letter A may follow; elsewhere it is “à”, as in “Fours à Chaux”."""
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})")
_WRITTEN_OUT = {
    "ST": "Saint",
    "STE": "Sainte",
    "RSD": "Résidence",
    "RES": "Résidence",
    "RESIDENCE": "Résidence",
    "RESIDENCES": "Résidences",
    "BATIMENT": "Bâtiment",
    "BAT": "Bâtiment",
    "CITE": "Cité",
    "ALLEE": "Allée",
    "GAL": "Général",
    "GENERAL": "Général",
    "MAL": "Maréchal",
    "MARECHAL": "Maréchal",
    "DR": "Docteur",
    "PDT": "Président",
    "PRESIDENT": "Président",
    "ENTREE": "Entrée",
    "EGLISE": "Église",
    "ECOLE": "École",
    "EVECHE": "Évêché",
    "THEATRE": "Théâtre",
    "REPUBLIQUE": "République",
    "LIBERATION": "Libération",
    "RESISTANCE": "Résistance",
    "ETIENNE": "Étienne",
    "EMILE": "Émile",
    "ELISEE": "Élisée",
    "RENE": "René",
    "ANDRE": "André",
    "THERESE": "Thérèse",
    "FREDERIC": "Frédéric",
    "JEROME": "Jérôme",
    "FRANCOIS": "François",
    "HELENE": "Hélène",
}
_STREETS = {
    "R": "rue",
    "AV": "avenue",
    "AVE": "avenue",
    "BD": "boulevard",
    "BLD": "boulevard",
    "BVD": "boulevard",
    "IMP": "impasse",
    "PL": "place",
    "ALL": "allée",
    "ALLEE": "allée",
    "CHE": "chemin",
    "CHEM": "chemin",
    "CH": "chemin",
    "RTE": "route",
    "SQ": "square",
    "CRS": "cours",
    "LOT": "lotissement",
    "RES": "résidence",
    "RSD": "résidence",
    "RESIDENCE": "résidence",
    "CITE": "cité",
    "PASS": "passage",
    "HAM": "hameau",
    "VLA": "villa",
    "FG": "faubourg",
    "ESP": "esplanade",
    "PROM": "promenade",
    "TRA": "traverse",
    "MTE": "montée",
    "MONTEE": "montée",
    "QU": "quai",
}
_OPENING = frozenset(
    "RUE AVENUE BOULEVARD IMPASSE ALLEE QUAI CHEMIN ROUTE SQUARE PLACE RSD RES RESIDENCE".split()
)
_NUMBER = re.compile(r"0*(\d+)\s*([A-Z]{0,6})")
_WORD = re.compile(r"[\w.]+")


@dataclass(frozen=True, slots=True)
class StreetAddress:
    """A place in a street."""

    number: str
    """“14 bis”, “K”, or empty."""
    street: str
    """“rue Pierre Reverdy”."""

    def __str__(self) -> str:
        between = ", " if self.number.startswith("bât.") else " "
        return f"{self.number}{between}{self.street}".strip(", ")


@lru_cache(maxsize=10_000)
def readable(text: str) -> str:
    """Capitals as one writes them: “RUE DE L'EGLISE ST JEAN” becomes “Rue de l’Église Saint-Jean”.

    Text that is written with small and large letters already only loses its double spaces.
    """
    clean = clean_name(text).replace("`", "’").replace("'", "’").replace("´", "’")
    if clean not in (clean.upper(), clean.lower()):
        return clean
    upper = clean.upper()

    def word(found: re.Match[str]) -> str:
        before = upper[: found.start()].split()
        first = not before or upper[found.start() - 1] == "("
        if found.group() == "A" and before and found.end() < len(upper) and before[-1] not in _LETTERED:
            return "à"
        return _word(found.group(), first=first)

    spaced = _WORD.sub(word, upper)
    return re.sub(r"\b(Sainte?) (?=[A-ZÀ-Ý])", r"\1-", spaced)


@lru_cache(maxsize=10_000)
def street_address(number: str, suffix: str, kind: str, street: str) -> StreetAddress:
    """An address from a register's four fields: number, index of repetition, kind and name of the street."""
    name = clean_name(street).upper()
    kind = clean_name(kind).upper()
    opening = name.split(" ", 1)[0]
    if opening in _OPENING:
        kind, _, name = name.partition(" ")
    kind = _STREETS.get(kind, kind.lower())
    written = readable(name)
    if written.split("’")[0].split(" ")[0].lower() in _SMALL:
        written = written[0].lower() + written[1:]
    return StreetAddress(_number(number, suffix), f"{kind} {written}".strip())


def natural_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key by which 2 comes before 10, and 14 before 14 bis."""
    parts = re.findall(r"\d+|[^\d\s]+", fold(text))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def summary(addresses: Iterable[StreetAddress]) -> str:
    """Several addresses in one line, the street with the most first: “2, 4 et 6 rue Turgot ; 1 rue X”."""
    streets: dict[str, list[str]] = {}
    for address in addresses:
        numbers = streets.setdefault(address.street, [])
        if address.number and address.number not in numbers:
            numbers.append(address.number)
    ordered = sorted(streets.items(), key=lambda entry: (-len(entry[1]), natural_order(entry[0])))
    shown = [str(StreetAddress(_numbers(numbers), street)) for street, numbers in ordered[:2]]
    more = len(ordered) - len(shown)
    if more:
        shown.append("1 autre voie" if more == 1 else f"{more} autres voies")
    return " ; ".join(shown)


def _word(word: str, *, first: bool) -> str:
    if word in _CAPITALS or (len(word) < 5 and _ROMAN.fullmatch(word)):
        return word
    if word.rstrip(".") in _WRITTEN_OUT:
        return _WRITTEN_OUT[word.rstrip(".")]
    lower = word.lower()
    if lower in ("rue", "avenue", "boulevard", "impasse") and not first:
        return lower
    if lower in _SMALL:
        return lower.capitalize() if first and len(lower) > 1 else lower.upper() if first else lower
    if any(letter.isdigit() for letter in word):
        return word
    return lower[0].upper() + lower[1:]


def _number(number: str, suffix: str) -> str:
    upper = clean_name(number).upper()
    found = _NUMBER.fullmatch(upper)
    if found is None:
        block = re.fullmatch(r"(?:BT|BAT|BATIMENT)\.?\s*(\w+)", upper)
        return f"bât. {block.group(1)}" if block else upper
    digits, letters = found.groups()
    letters = letters or clean_name(suffix).upper()
    if digits in ("0", "9999"):
        return ""
    if letters in ("BIS", "TER", "QUATER"):
        letters = letters.lower()
    return f"{digits} {letters}".strip()


def _numbers(numbers: list[str]) -> str:
    ordered = sorted(numbers, key=natural_order)
    if len(ordered) > 3:
        return f"{ordered[0]} à {ordered[-1]}"
    return " et ".join(filter(None, (", ".join(ordered[:-1]), ordered[-1]))) if ordered else ""
