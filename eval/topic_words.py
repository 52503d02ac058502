"""What the words of a topic tell: its content words, the states in its label, and the rows of topics.yaml it is of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from readout.engagements.topic_lexicon import ANYTHING, PLACE, Area, Phrase, phrase_of, topic_words
from readout.facts import load_facts

AREAS = Path(__file__).parent / "gold" / "issue_areas.yaml"
WORD = re.compile(r"[^\W_]+")
PASSED_OVER = frozenset(("a", "an", "s", "the"))
STATE = frozenset(("name", "adjective", "demonym", "demonym_plural"))
LONGEST_NAME = 5  # words of the name of a state
WILD = 4  # words under one wildcard of a phrase
SAME_LETTERS = 7


@dataclass(frozen=True)
class TopicInWords:
    """A topic as the rule sees it.

    Attributes:
        words: What its spans cover.
        area: The issue area that the gold gives it; None of a prediction.
    """

    label: str
    words: tuple[str, ...] = ()
    area: str | None = None

    @cached_property
    def rows(self) -> frozenset[str]:
        """Labels of the rows of topics.yaml that have words in the topic."""
        return frozenset(row for text in (self.label, *self.words) for row in rows_of(text))

    @cached_property
    def areas(self) -> frozenset[str]:
        """Issue areas; all of them when it has words of a row that stands in none."""
        if self.area is not None:
            return frozenset((self.area,))
        areas = issue_areas()
        found = [{name for name, rows in areas.items() if row in rows} or set(areas) for row in self.rows]
        return frozenset().union(*found)

    @cached_property
    def states(self) -> frozenset[str]:
        """Alpha-3 codes of the states that the label names, by noun or adjective."""
        return frozenset(state for _, state in _named(self.label))

    @cached_property
    def content(self) -> tuple[str, ...]:
        """Content words of label and words."""
        return tuple(dict.fromkeys(word for text in (self.label, *self.words) for word in content_of(text)))


def content_of(text: str) -> list[str]:
    """Words that are neither light nor of the name of a state, in order, without the ending of a plural."""
    places = {number for numbers, _ in _named(text) for number in numbers}
    kept = (word for number, word in enumerate(words_of(text)) if number not in places)
    return [singular(word) for word in kept if not {word, singular(word)} & _light()]


def same_word(one: str, other: str) -> bool:
    return one == other or (len(one) >= SAME_LETTERS and one[:SAME_LETTERS] == other[:SAME_LETTERS])


def words_of(text: str) -> list[str]:
    return [word for word in WORD.findall(text.lower()) if word not in PASSED_OVER]


def singular(word: str) -> str:
    """The word without the ending of a plural.

    >>> [singular(word) for word in ("talks", "ties", "countries", "crisis", "gas")]
    ['talk', 'tie', 'country', 'crisis', 'gas']
    """
    if len(word) <= 3 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes")) else word[:-1]


def is_general(row: str) -> bool:
    """Whether a row of topics.yaml tells no more than of which place something is."""
    area = topic_words().area_of.get(row)
    return area is not None and area.general


def rows_of(text: str) -> frozenset[str]:
    """Labels of the rows whose label or phrases are in the words; longer phrases first, no word in two."""
    words = words_of(text)
    places = {numbers[0]: len(numbers) for numbers, _ in _named(text)}
    found = [
        (fixed, row)
        for start in range(len(words))
        for phrase, row in _phrases()
        if (fixed := _fitting(words, places, start, phrase)) is not None
    ]
    taken: set[int] = set()
    rows = set()
    for fixed, row in sorted(found, key=lambda each: (-len(each[0]), each)):
        if not taken.intersection(fixed):
            taken.update(fixed)
            rows.add(row)
    return frozenset(rows)


def _fitting(words: Sequence[str], places: Mapping[int, int], start: int, phrase: Phrase) -> tuple[int, ...] | None:
    """Numbers of the words that a phrase has when it begins at `start`, those under wildcards left out."""
    at, wild = start, 0
    fixed: list[int] = []
    for forms in phrase:
        if ANYTHING in forms:
            wild = WILD
            continue
        while not (step := _step(words, places, at, forms)) and wild and at < len(words):
            at, wild = at + 1, wild - 1
        if not step:
            return None
        fixed.extend(range(at, at + step))
        at, wild = at + step, 0
    return tuple(fixed)


def _step(words: Sequence[str], places: Mapping[int, int], at: int, forms: frozenset[str]) -> int:
    if at >= len(words):
        return 0
    if PLACE in forms and at in places:
        return places[at]
    return 1 if {words[at], singular(words[at])} & forms else 0


@cache
def _phrases() -> tuple[tuple[Phrase, str], ...]:
    """Every phrase and the label of its row; the labels are phrases too."""
    rows: Iterable[Area] = topic_words().areas
    found = {(phrase_of(text), area.label) for area in rows for text in (*area.words, *_labels(area))}
    return tuple(sorted(found, key=lambda each: (each[1], [sorted(forms) for forms in each[0]])))


def _labels(area: Area) -> Iterator[str]:
    yield " ".join(words_of(area.label))
    if area.placed is not None:
        filled = area.placed.format(adjective=PLACE, place=PLACE, pair=f"{PLACE} {PLACE}")
        yield " ".join(word for word in filled.lower().split() if word not in PASSED_OVER)


@cache
def _named(text: str) -> tuple[tuple[tuple[int, ...], str], ...]:
    """Numbers of the words that name a state, longest names first, and its code."""
    parts = [part for part in WORD.finditer(text) if part[0].lower() not in PASSED_OVER]
    found: list[tuple[tuple[int, ...], str]] = []
    at = 0
    while at < len(parts):
        for stop in range(min(len(parts), at + LONGEST_NAME), at, -1):
            state = _state(text[parts[at].start() : parts[stop - 1].end()])
            if state is not None:
                found.append((tuple(range(at, stop)), state))
                at = stop - 1
                break
        at += 1
    return tuple(found)


def _state(words: str) -> str | None:
    facts = load_facts()
    names = [name for name in facts.named(words) if name.kind in STATE and name.id in facts.states]
    return names[0].id if names else None


@cache
def issue_areas() -> Mapping[str, frozenset[str]]:
    """From each issue area to the labels of the rows that stand in it."""
    return {name: frozenset(rows) for name, rows in _file()["areas"].items()}


@cache
def _light() -> frozenset[str]:
    return frozenset(_file()["light"])


@cache
def _file() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(AREAS.read_text(encoding="utf-8"))
    return told
