"""Joins the words that mean one person: names first, then titles, counterparts, pairs and pronouns in order of text."""

from collections.abc import Sequence

from readout.actors.names import join_names
from readout.actors.people import PersonWords
from readout.actors.pronouns import read_first_person, read_pair, read_pronoun
from readout.actors.scene import Scene
from readout.actors.titles import read_title, take_office_of_owner
from readout.actors.told import Persons


def join_persons(scene: Scene, words: Sequence[PersonWords]) -> Persons:
    """Every mention of a person, or of several, with the persons it means."""
    known = Persons(scene)
    join_names(known, words)
    _read_rest(known, words)
    read_first_person(known)
    return known


def _read_rest(known: Persons, words: Sequence[PersonWords]) -> None:
    """In order of text, so that each finds what was told before it."""
    untold = {each.first: each for each in words if not each.name}
    named = {each.first: each for each in words if each.counterpart and each.name}
    for token in known.scene.parsed.tokens:
        number = token.number
        if number in untold:
            read_title(known, untold[number])
        elif number in named:
            take_office_of_owner(known, named[number])
        elif number not in known.scene.taken and read_pair(known, number):
            continue
        if token.pos == "PRON" or token.dep == "poss":
            read_pronoun(known, token)
