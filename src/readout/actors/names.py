"""Joins the named mentions of each person, and asks the register who that is."""

from collections.abc import Iterable

from readout.actors.people import PersonWords
from readout.actors.persons import VAGUE_OFFICES, Person, look_up, name_words
from readout.actors.told import Persons, Told


def join_names(known: Persons, words: Iterable[PersonWords]) -> None:
    """Give every named mention its person, then ask the register who that is."""
    for each in words:
        if each.name:
            known.tell(each, known.person_named(each), "name" if not each.title else "title and name")
    _join_bare_names(known)
    _share_countries(known)
    for person in known.persons:
        look_up(person, known.day, known.scene.facts, known.scene.countries)
        if person.country is None and person.titles and _is_of_home(known, person):
            person.country = known.scene.home
            person.reasons["country"] = (0, 0, "dateline")


def _is_of_home(known: Persons, person: Person) -> bool:
    """A minister without a country is of the one that the report is filed from, if it is the most about that."""
    home = known.scene.home
    most = max(known.scene.countries.values(), default=0)
    holds = set(person.offices) - VAGUE_OFFICES
    return home is not None and bool(holds) and not person.changed and known.scene.countries[home] == most


def _join_bare_names(known: Persons) -> None:
    """Family names of persons told with title or full name, which the parser may take for anything."""
    tokens = known.scene.parsed.tokens
    for token in tokens:
        number = token.number
        if not token.text[0].isupper() or number in known.scene.taken or number in known.scene.names_from:
            continue
        words = name_words(token.text, known.scene.words.honorifics)
        if len(words) != 1 or len(words[0]) < 3:
            continue
        person = known.last_called(words)
        if person is not None and token.pos in ("PROPN", "NOUN", "X", "ADJ"):
            known.scene.take(number, number + 1)
            known.add(Told(number, number + 1, number, (person,), (), "name", "name told before"))


def _share_countries(known: Persons) -> None:
    """ "Afghan President Ghani and Chairman Abdullah": the second has the country of the first."""
    tokens = known.scene.parsed.tokens
    for before, told in zip(known.told, known.told[1:], strict=False):
        if len(before.persons) != 1 or len(told.persons) != 1 or known.scene.low(told.first - 1) != "and":
            continue
        person, other = told.persons[0], before.persons[0]
        joined = told.first - 1 == before.last and tokens[told.first].pos != "DET"
        if joined and person.country is None and person.titles and other.country is not None:
            person.country, person.organisation = other.country, other.organisation
            person.reasons["country"] = (before.first, told.last, "country of the person before")
