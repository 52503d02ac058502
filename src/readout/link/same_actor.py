"""Whether two actors, of one record or of two, are the same one."""

from readout.facts.folding import folded, full_key
from readout.model.record import Actor
from readout.model.vocabulary import ActorKind

UNNAMED = (ActorKind.STATE, ActorKind.OFFICE, ActorKind.GROUP)  # told without the name of anybody who acted
NO_STATE = "IGO"  # the country that intergovernmental bodies have in a record


def side_of(actor: Actor) -> str:
    """The side an actor stands on: its country; of a body of several states or somebody without one, the name."""
    if actor.country is not None and actor.country != NO_STATE:
        return actor.country
    return " ".join(folded(actor.name)) or actor.key


def same_actor(one: Actor, other: Actor) -> bool:
    """By the register's id when both have one, else state with state, office with office of one country, else by name.

    Names agree when they are equal after folding, or when one is the last word of the other and the countries agree.
    """
    if one.person and other.person:
        return one.person == other.person
    if one.country != other.country and one.country and other.country:
        return False
    if ActorKind.STATE in (one.kind, other.kind):
        return one.kind is other.kind and one.country is not None and one.country == other.country
    if one.kind is other.kind is ActorKind.OFFICE:
        return one.country == other.country and _same_words(one.office or one.name, other.office or other.name)
    return _same_words(one.name, other.name) or (one.country == other.country and _is_last_word(one.name, other.name))


def may_be_same(one: Actor, other: Actor) -> bool:
    """Whether they are the same, or one is the state, an office or people of the side that the other one is of."""
    return same_actor(one, other) or (side_of(one) == side_of(other) and (one.kind in UNNAMED or other.kind in UNNAMED))


def _same_words(one: str, other: str) -> bool:
    return full_key(folded(one)) == full_key(folded(other))


def _is_last_word(one: str, other: str) -> bool:
    words, of_other = folded(one), folded(other)
    if not words or not of_other or min(len(words), len(of_other)) > 1:
        return False
    return words[-1] == of_other[-1]
