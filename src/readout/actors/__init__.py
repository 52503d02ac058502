"""Who is in the report: every mention of a person, state, organisation and group, joined and resolved."""

from readout.actors.assemble import cast_of
from readout.actors.cast import Cast, Mention
from readout.actors.coreference import join_persons
from readout.actors.joint import join_by_countries
from readout.actors.others import find_others
from readout.actors.people import find_people
from readout.actors.phrase import Phrase, resolve_phrase
from readout.actors.scene import scene_of
from readout.facts import Facts
from readout.parse import Parsed

__all__ = ["Cast", "Mention", "Phrase", "find_actors", "resolve_phrase"]


def find_actors(parsed: Parsed, facts: Facts | None = None) -> Cast:
    """The actors of a report, one for each cluster of mentions, resolved as of the day it was published.

    Args:
        facts: The register to resolve by; the package's if none is given.
    """
    scene = scene_of(parsed, facts)
    persons = join_persons(scene, find_people(scene))
    others = join_by_countries(scene, persons, find_others(scene))
    return cast_of(scene, persons, others)
