"""One walk over the tokens that finds the names and titles that the register knows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from readout.facts import Facts, Name, Title
from readout.facts.folding import folded
from readout.model.span import Span
from readout.parse import Parsed, Token

Entry = TypeVar("Entry")
Forms = Callable[[str], tuple[str, ...]]
MOST_TITLE_WORDS = 7  # tokens
MOST_NAME_WORDS = 5  # of a name that begins like a title
CAPITALS = 3  # a word of more capitals than this is read as a shouted name, not as an acronym


@dataclass(frozen=True, slots=True)
class Found(Generic[Entry]):
    """Register entries for the tokens `first` to `last`, half-open."""

    first: int
    last: int
    entries: tuple[Entry, ...]


def scan_names(parsed: Parsed, facts: Facts) -> tuple[Found[Name], ...]:
    """The longest known names, none overlapping; of entries with dates only those of the report's time."""
    day = date.fromisoformat(parsed.document.published) if parsed.document.published else None
    found = []
    for first, last, entries in _longest(parsed, facts.names, facts.most_words + 3, _name_forms):
        valid = tuple(entry for entry in entries if _valid(entry, day))
        if valid:
            found.append(Found(first, last, valid))
    return tuple(found)


def scan_titles(parsed: Parsed, facts: Facts) -> tuple[Found[Title], ...]:
    """The longest known titles of office, in any case, none overlapping."""
    return tuple(
        Found(first, last, entries)
        for first, last, entries in _longest(parsed, facts.titles, MOST_TITLE_WORDS, _title_forms)
        if not _is_given_name(parsed, facts, first, entries)
    )


def _is_given_name(parsed: Parsed, facts: Facts, first: int, entries: Sequence[Title]) -> bool:
    """Whether a title that only one country has begins a name that the register knows ("Shah Mahmood Qureshi").

    Only of such titles is it asked: others, as in "President Joe Biden", begin no name and tell no country.
    """
    if not parsed.tokens[first].text[0].isupper() or any(len(entry.countries) != 1 for entry in entries):
        return False
    stop = first
    while stop < len(parsed.tokens) and stop - first < MOST_NAME_WORDS and parsed.tokens[stop].text[0].isupper():
        stop += 1
    start = parsed.tokens[first].start
    names = (folded(parsed.words(Span(start, parsed.tokens[last].stop))) for last in range(first + 1, stop))
    return any(folded(holder.name) == name for name in names for holder in facts.people(" ".join(name)))


def _longest(
    parsed: Parsed, known: Mapping[str, tuple[Entry, ...]], most: int, forms: Forms
) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
    tokens = parsed.tokens
    place = 0
    while place < len(tokens):
        hit = _at(parsed.text, tokens, place, known, most, forms) if tokens[place].text[0].isalnum() else None
        if hit is None:
            place += 1
        else:
            yield place, *hit
            place = hit[0]


def _at(
    text: str, tokens: Sequence[Token], first: int, known: Mapping[str, tuple[Entry, ...]], most: int, forms: Forms
) -> tuple[int, tuple[Entry, ...]] | None:
    sentence = tokens[first].sentence
    last = min(first + most, len(tokens))
    while last > first and tokens[last - 1].sentence != sentence:
        last -= 1
    for stop in range(last, first, -1):
        for form in forms(text[tokens[first].start : tokens[stop - 1].stop]):
            entries = known.get(form)
            if entries:
                return stop, entries
    return None


def _name_forms(words: str) -> tuple[str, ...]:
    """A name as written and, when it is shouted, as a title ("ISLAMABAD" is Islamabad). None for small letters."""
    if not any(letter.isupper() for letter in words[:3]):
        return ()
    written = _plain(words)
    if len(written) > CAPITALS and written.isupper():
        return written, written.title()
    return (written,)


def _title_forms(words: str) -> tuple[str, ...]:
    return (_plain(words).lower(),)


def _plain(words: str) -> str:
    return " ".join(words.replace("’", "'").split())


def _valid(name: Name, day: date | None) -> bool:
    return day is None or (
        (name.valid_from is None or name.valid_from <= day) and (name.valid_to is None or day <= name.valid_to)
    )
