"""Where the events and engagements of a record took place, as coordinates."""

from enum import StrEnum
from typing import NamedTuple

from readout.facts import load_facts
from readout.model.record import Engagement, Event, Record
from readout.places import resolve_place


class Located(StrEnum):
    """How exactly a place is known."""

    TOWN = "town"  # its coordinates are known
    COUNTRY = "country only"  # the country is known, and no point in it stands for the place
    UNKNOWN = "place not known"  # the name means no place that is known, or several
    UNTOLD = "no place told"  # the report gives none


class Location(NamedTuple):
    """Where something is: degrees north and east (WGS84) of the middle of its town, None for all but towns."""

    located: Located
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


def locate(item: Event | Engagement, record: Record) -> Location:
    """Where an event or engagement of the record is, by the towns that come with the package.

    The extra `places` would know more towns, but then the same record would give another file on another machine.
    """
    if item.place is None:
        return Location(Located.UNTOLD)
    facts = load_facts()
    named = (item.place_country or "", *(actor.country or "" for actor in record.actors))
    told = sorted({country for country in named if country in facts.states})
    place = resolve_place(item.place, countries=told, facts=facts)
    if place is None or item.place_country not in (None, place.country):
        # what the record says was read with all of the report in view
        return Location(Located.COUNTRY if item.place_country else Located.UNKNOWN, item.place_country)
    if place.latitude is None or place.longitude is None:
        return Location(Located.COUNTRY, place.country)
    return Location(Located.TOWN, place.country, place.latitude, place.longitude)
