"""First-order divisions that reports write behind a town: "Ohio", "D.C.", "Ontario"."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

import msgspec

from readout.facts.lexicon import parse_lexicon
from readout.facts.tables import DATA, read_table


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/places/words.yaml`: words beside the name of a place.

    Attributes:
        openings: Before a name; what they make of it lies in the same place, or close by.
        divisions: Behind it, or with "of" before it; the division has its country but no point.
    """

    openings: tuple[str, ...]
    divisions: tuple[str, ...]

    def inner(self, words: str) -> str:
        """ "northern Syria" without its first word; empty when there is nothing to leave out."""
        return _after(words, self.openings)

    def divided(self, words: str) -> str:
        """ "Anbar province" and "the province of Anbar" without those words; empty when they are not there."""
        name, _, last = words.rpartition(" ")
        return name if last.lower() in self.divisions else _after(words, [f"{each} of" for each in self.divisions])


def _after(words: str, openings: Iterable[str]) -> str:
    words = words[4:] if words[:4].lower() == "the " else words
    there = [opening for opening in openings if words.lower().startswith(f"{opening} ")]
    return words[len(max(there, key=len)) + 1 :].strip() if there else ""


@cache
def place_words() -> PlaceWords:
    """Raises `FactsError` naming file and key."""
    path = DATA / "places" / "words.yaml"
    return parse_lexicon(path.read_text(encoding="utf-8"), PlaceWords, f"places/{path.name}")


@cache
def regions() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """From a name as written to country and GeoNames code of the divisions that it names.

    Raises:
        FactsError: The table lacks a column, or a name of a division is there twice.
    """
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for place, row in read_table(DATA / "places" / "regions.csv", ("words", "country", "code", "source")):
        division = (row["country"], row["code"])
        if division in found[row["words"]]:
            raise place.wrong("words", f"{row['words']!r} is there twice")
        found[row["words"]].append(division)
    return {words: tuple(divisions) for words, divisions in found.items()}
