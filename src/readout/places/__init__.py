"""Where a place is: its country and coordinates by the name that a report gives it, or None where that is not sure."""

from readout.places.gazetteer import Gazetteer, known_towns, load_gazetteer
from readout.places.place import Place, PlaceKind, Town
from readout.places.resolve import resolve_place

__all__ = ["Gazetteer", "Place", "PlaceKind", "Town", "known_towns", "load_gazetteer", "resolve_place"]
