"""How the written names of persons are made comparable."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from readout.facts.lexicon import parse_lexicon
from readout.facts.tables import DATA

DROPPED = re.compile("['\u2018\u2019\u02bc\u02bb`-]")
PAUSES = re.compile("[.,]")
NUMERAL = re.compile("[ivx]+")


class PersonNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`person_names.yaml`."""

    suffixes: frozenset[str]
    particles: frozenset[str]
    letters: dict[str, str]
    romanisations: list[tuple[str, str]]


@cache
def load_person_names() -> PersonNames:
    """Raises `FactsError` naming file and key."""
    path = DATA / "facts" / "person_names.yaml"
    return parse_lexicon(path.read_text(encoding="utf-8"), PersonNames, path.name)


def folded(name: str) -> list[str]:
    """The words of a name in lower case, without accents, hyphens, apostrophes, full stops and initials.

    NFKD, then combining marks dropped; letters that Unicode does not decompose are spelled in ASCII.
    """
    name = name.lower()
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
        name = name.translate(ascii_letters())
    words = PAUSES.sub(" ", DROPPED.sub("", name)).split()
    whole = [word for word in words if len(word) > 1]
    return whole if len(whole) > 1 else words


@cache
def ascii_letters() -> dict[int, str]:
    return str.maketrans(load_person_names().letters)


def full_key(words: Sequence[str]) -> str:
    """The whole name as one string, so that "Jae-in", "Jae In" and "Jaein" agree."""
    return "".join(words)


def family_keys(name: str, order: str) -> Iterator[str]:
    """The keys under which the press may use a name alone.

    Args:
        order: As the country writes its names: "family_first", "two_surnames" (father's and mother's),
            "given_name" (used alone like a family name), or "" (family name last).
    """
    words = folded(name)
    while len(words) > 1 and words[-1] in load_person_names().suffixes:
        words.pop()
    if not words:
        return
    yield words[-1]
    yield from unhyphened(name)
    yield from with_particles(words)
    if len(words) > 1 and (order or NUMERAL.fullmatch(words[-1])):  # a numeral: a monarch, "Charles III"
        yield from in_order(words, order)


def unhyphened(name: str) -> Iterator[str]:
    """ "Al-Thani" also as Thani."""
    last = name.split()[-1]
    for part in last.split("-")[1:]:
        yield full_key(folded(part))


def with_particles(words: Sequence[str]) -> Iterator[str]:
    start = len(words) - 1
    while start > 1 and words[start - 1] in load_person_names().particles:
        start -= 1
        yield full_key(words[start:])


def in_order(words: Sequence[str], order: str) -> Iterator[str]:
    if order == "two_surnames":
        if len(words) > 2:
            yield words[-2]
            yield full_key(words[-2:])
        return
    yield words[0]
    if order == "family_first":  # the register may have it in either order, and the text too
        yield full_key([*words[1:], words[0]])
        yield full_key([words[-1], *words[:-1]])


def spelling_key(words: Sequence[str]) -> str:
    """A coarser key that romanisations of one name share: "Zelensky" and "Zelenskyy"."""
    return " ".join(map(plain_spelling, words))


@cache
def plain_spelling(word: str) -> str:
    for pattern, plain in romanisations():
        word = pattern.sub(plain, word)
    return word


@cache
def romanisations() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), plain) for pattern, plain in load_person_names().romanisations)
