"""The types of places, and how their written names are made comparable."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from readout.facts.folding import ascii_letters

DROPPED = re.compile("['\u2018\u2019\u02bb\u02bc`.]")
PARTED = re.compile(r"[\s\u2010-\u2015-]+")


class PlaceKind(StrEnum):
    COUNTRY = "country"  # a state or territory by its own name; no coordinates
    CAPITAL = "capital"  # a capital of the register
    CITY = "city"  # a town with coordinates
    AREA = "area"  # a region, or a place of which only the country is known; no coordinates


@dataclass(frozen=True, slots=True)
class Place:
    """Where a place is.

    Attributes:
        name: As it was asked for.
        country: ISO 3166-1 alpha-3, as in the register of states.
        latitude: Degrees north (WGS84) of its middle; None where only the country is known.
        longitude: Degrees east; None together with `latitude`.
        source: "geonames" where the coordinates are from there, else "register".
        by: The rule that told the country.
    """

    name: str
    country: str
    latitude: float | None
    longitude: float | None
    kind: PlaceKind
    source: str
    by: str


@dataclass(frozen=True, slots=True)
class Town:
    """A town of the gazetteer under one of its names.

    Attributes:
        country: ISO 3166-1 alpha-3.
        region: GeoNames code of its first-order division, such as "TX".
        own_name: Whether this is its main name, rather than another spelling, language or time.
    """

    id: int
    country: str
    region: str
    latitude: float
    longitude: float
    population: int
    own_name: bool


@lru_cache(maxsize=4096)
def place_key(name: str) -> str:
    """The name in lower-case ASCII without accents, apostrophes and stops; hyphens are spaces, "St" is "saint",
    a leading "the" is dropped."""
    name = name.lower().removeprefix("the ")
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        name = name.translate(ascii_letters())
    words = PARTED.split(DROPPED.sub("", name).strip())
    return " ".join("saint" if word == "st" else word for word in words)
