"""Where an event was, with what the gazetteer says of a town: what formats with columns for places ask."""

from typing import NamedTuple

from readout.export.located import Located, locate
from readout.facts import load_facts
from readout.model.record import Event, Record
from readout.places import known_towns
from readout.places.place import Town, place_key
from readout.places.regions import regions

COUNTRY_WITH_STATES = "USA"  # whose divisions GDELT and GeoNames give the same code


class Where(NamedTuple):
    """The place of an event; what is not known is None.

    Attributes:
        town: The town's name as written, without what stands behind a comma; None where the place is no town.
        country: ISO 3166-1 alpha-3.
        latitude: Degrees north (WGS84).
        longitude: Degrees east.
        geonames: The town's id there.
        state: Letters of the state of the United States that it is, or that the town is in.
        capital: Whether it is the capital of its country.
    """

    town: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    state: str | None = None
    capital: bool = False


def where(event: Event, record: Record) -> Where:
    """Where the event was; nothing where the report does not tell, or the name is not known."""
    found = locate(event, record)
    head = (event.place or "").split(",")[0].strip()
    if found.located is Located.COUNTRY:
        return Where(country=found.country, state=_state(head) if found.country == COUNTRY_WITH_STATES else None)
    if found.located is not Located.TOWN:
        return Where(country=found.country)
    point = (found.country, found.latitude, found.longitude)
    town = next((each for each in known_towns().named(head) if point == _point(each)), None)
    state = load_facts().states.get(found.country or "")
    return Where(
        town=head,
        country=found.country,
        latitude=found.latitude,
        longitude=found.longitude,
        geonames=town.id if town else None,
        state=town.region if town and town.country == COUNTRY_WITH_STATES else None,
        capital=bool(state and state.capital and place_key(state.capital) == place_key(head)),
    )


def _point(town: Town) -> tuple[str, float, float]:
    return (town.country, town.latitude, town.longitude)


def _state(name: str) -> str | None:
    """The letters of the state of that name; None where it names no division, or one elsewhere too."""
    found = regions().get(name, ())
    return found[0][1] if len(found) == 1 and found[0][0] == COUNTRY_WITH_STATES else None
