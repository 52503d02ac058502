"""Who is in the report: every mention of a person, state, organisation and group, joined and resolved."""

from readout.actors.assemble import cast_of
from readout.actors.cast import Cast, Mention
from readout.actors.coreference import Persons
from readout.actors.others import find_others
from readout.actors.people import find_people
from readout.actors.phrase import Phrase, resolve_phrase
from readout.actors.scene import scene_of
from readout.parse import Parsed

__all__ = ["Cast", "Mention", "Phrase", "find_actors", "resolve_phrase"]


def find_actors(parsed: Parsed) -> Cast:
    """The actors of a report, one for each cluster of mentions, resolved as of the day it was published."""
    scene = scene_of(parsed)
    words = find_people(scene)
    persons = Persons(scene)
    persons.join_names(words)
    persons.join_rest(words)
    persons.join_first_person()
    return cast_of(scene, persons, find_others(scene))
