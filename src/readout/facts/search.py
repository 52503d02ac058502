"""Finds what the register has under a name in any spelling, and who held an office named in words."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from readout.facts.facts import Facts
from readout.facts.folding import folded, full_key, spelling_key
from readout.facts.terms import Holder, Name

STATE_KINDS = frozenset({"name", "adjective", "demonym", "demonym_plural"})
THING_KINDS = frozenset({"organisation", "ministry", "armed_group"})


@dataclass(frozen=True, slots=True)
class Found:
    """A person with all holdings, or a thing with the names by which it was found."""

    id: str
    name: str
    kind: str
    country: str | None
    holdings: tuple[Holder, ...] = ()
    names: tuple[Name, ...] = ()


def search(facts: Facts, name: str, *, ambassadors: bool = False) -> tuple[Found, ...]:
    """Persons, then things, that are called so: exactly, else in another spelling, else with these words among others.

    Compared without accents, capitals, hyphens and apostrophes. Where nothing else is found, ambassadors are looked at
    even if they are not asked for.
    """
    holders = facts.people(name)
    things = tuple(things_called(facts, name))
    if ambassadors or not (holders or things):
        holders = (*holders, *facts.ambassadors(name))
    return (*persons_of(holders), *things)


def persons_of(holders: Iterable[Holder]) -> Iterator[Found]:
    """Each person once with all holdings in order of time; persons in order of the register."""
    found: dict[str, list[Holder]] = {}
    for holder in holders:
        found.setdefault(holder.id, []).append(holder)
    for key, holdings in found.items():
        first, ordered = holdings[0], sorted(holdings, key=lambda holder: (holder.start, holder.office))
        yield Found(key, first.name, "person", first.country or first.org, tuple(ordered))


def things_called(facts: Facts, name: str) -> Iterator[Found]:
    """Each state, organisation, body or group once, in order of the register's names."""
    found: dict[str, list[Name]] = {}
    for entry in _names_like(facts, name):
        names = found.setdefault(entry.id, [])
        if entry not in names:  # "Côte d'Ivoire" is also a key without its accent
            names.append(entry)
    for key, names in found.items():
        kind = next((entry.kind for entry in names if entry.kind in THING_KINDS), _kind_of(facts, key))
        yield Found(key, names[0].shown, kind, names[0].country, names=tuple(names))


def _kind_of(facts: Facts, key: str) -> str:
    return "state" if key in facts.states else "organisation"


def _names_like(facts: Facts, name: str) -> list[Name]:
    words = folded(name)
    if words[:1] == ["the"]:
        words = words[1:]
    if not words:
        return []
    asked, key, spelling = set(words), full_key(words), spelling_key(words)
    ways: tuple[Callable[[list[str]], bool], ...] = (
        lambda other: full_key(other) == key,
        lambda other: spelling_key(other) == spelling,
        asked.issubset,
    )
    known = [(folded(each), names) for each, names in facts.names.items()]
    for agrees in ways:
        found = [entry for other, names in known if agrees(other) for entry in names]
        if found:
            return found
    return []


def office_named(facts: Facts, office: str, country: str) -> str | None:
    """The key of an office, given as such or as a title in words; None when the register knows neither.

    Of the offices that a title can mean, that of the country goes before that of any country.
    """
    words = " ".join(office.lower().replace("_", " ").split())
    titles = [title for title in facts.titles.get(words, ()) if country in title.countries or not title.countries]
    titles.sort(key=lambda title: country not in title.countries)
    key = words.replace(" ", "_")
    if key in facts.offices:
        return key
    return titles[0].office if titles else None


def offices_like(facts: Facts, office: str) -> list[str]:
    """Titles and keys of offices that are spelled much like that."""
    known = sorted({*facts.titles, *(key.replace("_", " ") for key in facts.offices)})
    return get_close_matches(office.lower().replace("_", " "), known, n=3)


def places_named(facts: Facts, words: str) -> tuple[str, ...]:
    """The states and organisations that a code, name, adjective or other word for one can mean, the likeliest only."""
    code = words.upper()
    if code in facts.states:
        return (code,)
    ids = {key.upper(): key for key in facts.organisations}
    if code in ids:
        return (ids[code],)
    names = facts.named(words) or facts.named(words.title()) or tuple(_names_like(facts, words))
    places = [name for name in names if name.id in facts.states or name.id in facts.organisations]
    ways: tuple[Callable[[Name], bool], ...] = (
        lambda name: name.kind in STATE_KINDS and not name.weak,
        lambda name: not name.weak,
        lambda name: True,
    )
    for counts in ways:
        found = tuple(dict.fromkeys(name.id for name in places if counts(name)))
        if found:
            return found
    return ()
