"""Which place a name means, weighed by the register, by size, and by the countries that the report names.

A far-away namesake is worse than no answer: where two places claim a name and neither is clearly the one meant, the
answer is None.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import cos, hypot, radians

from readout.facts import Facts, Name
from readout.places.gazetteer import Gazetteer, known_towns
from readout.places.place import Place, PlaceKind, Town, place_key
from readout.places.regions import place_words, regions

MARGIN = 10  # a town is meant without more said when it is this many times larger than every namesake
KNOWN_MARGIN = 2  # the same of a place that the register knows, when the report does not name the namesake's country
LARGE = 100_000  # inhabitants of a town that is meant, or disputes a name, without support by the report
NEAR = 0.7  # degrees, some 75 km: rows of one city and its districts
HISTORICAL = "historical"


def resolve_place(
    name: str, *, countries: Collection[str] = (), facts: Facts, gazetteer: Gazetteer | None = None
) -> Place | None:
    """The place that a name in a report means; None when it is not known, a building, or not clear.

    Args:
        name: As written: "Kyiv", "Washington, D.C.", "Dayton, Ohio", "northern Syria".
        countries: Alpha-3 codes of the countries that the report names. They decide between namesakes, but "Paris" in
            a report about the United States is still the one in France.
        gazetteer: By default the towns of the names in the register; `load_gazetteer()` knows many more.

    Raises:
        FactsError: A table of places is damaged.
    """
    search = Search(facts, gazetteer or known_towns(), frozenset(countries))
    head, *holders = [part for part in (part.strip() for part in name.split(",")) if part] or [""]
    found = search.inside(head, holders) if holders else search.alone(head)
    return None if found is None else replace(found, name=name)


@dataclass(frozen=True)
class Claims:
    """What the register knows under some words.

    Attributes:
        states: Countries of that name.
        places: From each country where it has a place of that name to whether that is the capital.
        others: Whether it means anything else: a seat of government, a ministry, a company.
    """

    states: tuple[str, ...]
    places: dict[str, bool]
    others: tuple[Name, ...]


class Search:
    """Looks names up with one report's countries in mind."""

    def __init__(self, facts: Facts, gazetteer: Gazetteer, countries: frozenset[str]) -> None:
        self._facts = facts
        self._gazetteer = gazetteer
        self._countries = countries

    def alone(self, words: str) -> Place | None:
        """A name without a country or region behind it."""
        claims = self._claims(words)
        if claims.states:
            return self._state(words, claims.states)
        if claims.places:
            return self._registered(words, claims.places)
        if claims.others:
            return self._seat(words, claims.others)
        return self._unregistered(words) or self._within(words)

    def _within(self, words: str) -> Place | None:
        """A name with words beside it: "northern Syria", "Anbar province"."""
        if inner := place_words().inner(words):
            return self.alone(inner)
        whole = self.alone(name) if (name := place_words().divided(words)) else None
        return whole and Place(words, whole.country, None, None, PlaceKind.AREA, "register", whole.by)

    def inside(self, head: str, holders: Sequence[str]) -> Place | None:
        """ "Dayton, Ohio": a name with the region or country that holds it, or both, behind it."""
        divisions = [regions().get(holder, ()) for holder in holders]
        states = [self._claims(holder).states for holder in holders]
        weaker = [tuple(self._claims(holder).places) for holder in holders]
        land = _shared([*map(set, states)], [{country for country, _ in each} for each in divisions])
        known = bool(land)
        land = land or _shared([*map(set, weaker)], [])
        exact = {division for each in divisions for division in each if division[0] in land}
        claims = self._claims(head)
        own = {*claims.places, *(country for country, _ in regions().get(head, ()))} & land
        towns = [town for town in self._gazetteer.named(head) if town.country in land]
        lying = [town for town in towns if (town.country, town.region) in exact]
        if any(town.own_name for town in lying):
            towns, own = lying, {town.country for town in lying}
        by = "named with its country or region"
        told = {*own, *(town.country for town in towns)}
        country = self._decided(sorted(told))
        if country is not None:
            return self._place(head, country, towns, by, capital=claims.places.get(country, False))
        if told or claims.states or claims.others or not known or len(land) != 1:
            return None
        return self._place(head, land.pop(), (), by)

    def _claims(self, words: str) -> Claims:
        names = self._facts.named(words)
        named = [name for name in names if name.country in self._facts.states and name.kind in ("name", "capital")]
        present = [name for name in named if self._facts.states[name.country or ""].status != HISTORICAL] or named
        states = dict.fromkeys(name.country or "" for name in present if name.kind == "name" and not name.weak)
        places = {country: False for country, _ in regions().get(words, ())}
        places |= dict.fromkeys(capitals(self._facts).get(place_key(words), ()), True)
        for name in present:
            places[name.country or ""] = places.get(name.country or "", False) or name.kind == "capital"
        return Claims(tuple(states), places, () if places else names)

    def _state(self, words: str, states: Sequence[str]) -> Place | None:
        told = self._decided(states)
        return Place(words, told, None, None, PlaceKind.COUNTRY, "register", "country by name") if told else None

    def _registered(self, words: str, places: dict[str, bool]) -> Place | None:
        """A place of the register, where no namesake disputes it."""
        towns = self._gazetteer.named(words)
        sizes = {town.country: town.population for town in reversed(towns) if town.country in places}
        largest = max(sizes.values(), default=0)
        own = [land for land in places if largest < LARGE or sizes.get(land, 0) * MARGIN > largest]
        rivals = self._rivals(
            [town for town in towns if town.country not in places],
            largest,
            sure=any(places[land] and land in self._countries for land in own),
        )
        claimed = tuple(dict.fromkeys([*own, *rivals]))
        told = self._decided(claimed)
        if told is None or (not largest and self._countries and told not in self._countries):
            return None  # an area without a town of its name, in a country that the report does not name
        by = "register" if len(claimed) == 1 else "country that the report names"
        return self._place(words, told, towns, by, capital=places.get(told, False))

    def _rivals(self, towns: Iterable[Town], largest: int, *, sure: bool) -> list[str]:
        """Countries with a large namesake: nearly as large, or in a country that the report names.

        Args:
            largest: Inhabitants of the place of the register.
            sure: That is a capital and the report names its country too.
        """
        large = [town for town in towns if town.own_name and town.population >= LARGE]
        return [
            town.country
            for town in large
            if town.population * KNOWN_MARGIN >= largest
            or (town.population * MARGIN > largest and town.country in self._countries and not sure)
        ]

    def _seat(self, words: str, names: Iterable[Name]) -> Place | None:
        """A town that stands for a government ("Entebbe"); a building or an office is no place."""
        lands = {name.country for name in names if name.kind in ("seat", "metonym")}
        towns = [
            town
            for town in self._gazetteer.named(words)
            if town.own_name and town.country in lands and town.population >= LARGE
        ]
        return self._place(words, towns[0].country, towns, "register") if towns else None

    def _unregistered(self, words: str) -> Place | None:
        """A town that the register does not know: large and without a rival, or in a country that the report names."""
        towns = [town for town in self._gazetteer.named(words) if town.own_name or town.population >= LARGE]
        if not towns or not words[:1].isupper():
            return None
        rivals = [
            town
            for town in towns
            if town.population * MARGIN > towns[0].population or town.own_name > towns[0].own_name
        ]
        claimed = dict.fromkeys(town.country for town in rivals)
        if len(claimed) == 1 and towns[0].population >= LARGE:
            return self._place(words, towns[0].country, towns, "size")
        told = [country for country in claimed if country in self._countries]
        return self._place(words, told[0], towns, "country that the report names") if len(told) == 1 else None

    def _decided(self, claimed: Sequence[str]) -> str | None:
        """The only country there is, or the only one of them that the report names."""
        named = claimed if len(claimed) == 1 else [country for country in claimed if country in self._countries]
        return named[0] if len(named) == 1 else None

    def _place(self, words: str, country: str, towns: Iterable[Town], by: str, *, capital: bool = False) -> Place:
        town = _clear([town for town in towns if town.country == country])
        if town is None:
            kind = PlaceKind.CAPITAL if capital else PlaceKind.AREA
            return Place(words, country, None, None, kind, "register", by)
        kind = PlaceKind.CAPITAL if capital else PlaceKind.CITY
        return Place(words, country, town.latitude, town.longitude, kind, "geonames", by)


@cache
def capitals(facts: Facts) -> Mapping[str, tuple[str, ...]]:
    """From the key of a present capital to its states, so that "San Jose" is also San José."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for state in facts.states.values():
        if state.capital and state.status != HISTORICAL:
            found[place_key(state.capital)] += (state.alpha3,)
    return dict(found)


def _clear(towns: Sequence[Town]) -> Town | None:
    """Of towns of one name in one country the one that is far larger than those that lie elsewhere."""
    first = next((town for town in towns if town.own_name), towns[0] if towns else None)
    if first is None:
        return None
    rivals = [
        town
        for town in towns
        if town.population * (MARGIN if town.own_name == first.own_name else 1) > first.population
    ]
    return None if any(_apart(first, town) for town in rivals) else first


def _apart(one: Town, other: Town) -> bool:
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return hypot(one.latitude - other.latitude, east) > NEAR


def _shared(*readings: Sequence[set[str]]) -> set[str]:
    """The countries that each holder may mean, one reading or another of it; what means none is passed over."""
    sets = [set().union(*each) for each in zip(*(each for each in readings if each), strict=True)]
    told = [each for each in sets if each]
    return set.intersection(*told) if told else set()
