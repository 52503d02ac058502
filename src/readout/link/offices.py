"""Actors of two reports who may be one by the office that they hold, though the register does not know them both."""

from collections.abc import Iterable

from readout.actors.lexicon import actor_words
from readout.actors.persons import LEADER, VAGUE_OFFICES
from readout.facts import load_facts
from readout.facts.folding import folded
from readout.link.same_actor import side_of
from readout.model.record import Actor
from readout.model.vocabulary import ActorKind

LETTERS = ((9, 2), (5, 1))  # of the shorter name, and how many of them may be others

Office = tuple[str, str, str]  # side, key of the office in the register, name of who holds it or ""


def offices_of(actors: Iterable[Actor]) -> tuple[Office, ...]:
    """The offices that one person holds at a time, of those who take part; sorted.

    Of several offices that a title can mean in the actor's country all are given; of no office is a plain "minister".
    """
    found: set[Office] = set()
    for actor in actors:
        if actor.kind in (ActorKind.PERSON, ActorKind.OFFICE):
            name = " ".join(folded(actor.name)) if actor.kind is ActorKind.PERSON else ""
            found.update((side_of(actor), office, name) for office in _held_by(actor))
    return tuple(sorted(found))


def sides_in_common(one: Iterable[Office], other: Iterable[Office]) -> frozenset[str]:
    """Sides of which both reports have the same office, held by nobody named or by people of nearly the same name."""
    of_other = tuple(other)
    return frozenset(
        side
        for side, office, name in one
        for its_side, its_office, its_name in of_other
        if (side, office) == (its_side, its_office) and _may_be_one(name, its_name)
    )


def _held_by(actor: Actor) -> set[str]:
    words = (actor.office or (actor.name if actor.kind is ActorKind.OFFICE else "")).lower()
    titles = load_facts().titles.get(words, ())
    held = {title.office for title in titles if not title.countries or actor.country in title.countries}
    return held - actor_words().shared_offices - VAGUE_OFFICES - {LEADER}


def _may_be_one(name: str, other: str) -> bool:
    words, of_other = set(name.split()), set(other.split())
    if words <= of_other or of_other <= words:  # one is not named, or by a part of the name
        return True
    short, long = sorted((name.replace(" ", ""), other.replace(" ", "")), key=len)
    most = next((letters for length, letters in LETTERS if len(short) >= length), 0)
    return len(long) - len(short) <= most and _letters_apart(short, long) <= most


def _letters_apart(one: str, other: str) -> int:
    """How many letters have to be put in, left out or changed (Levenshtein's distance)."""
    above = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        row = [number]
        for place, its in enumerate(other, start=1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (letter != its)))
        above = row
    return above[-1]
