"""What diplomacy talks about, and the words that tell how: `data/lexicon/topics.yaml`, typed and checked."""

from collections.abc import Mapping
from functools import cache, cached_property

import msgspec

from readout.facts import load_facts
from readout.facts.lexicon import load_lexicon
from readout.model.errors import FactsError
from readout.model.vocabulary import Channel, Strength

FILE = "lexicon/topics.yaml"
ANYTHING = "*"  # up to `WILD` words in a phrase
PLACE = "@"  # a place in a phrase
WILD = 4
SHARED = 3  # letters that an adjective and the name of its state begin with in common

Phrase = tuple[frozenset[str], ...]  # for each word of a phrase the forms that fit


class Area(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An issue area; the fields are explained in the file."""

    label: str
    words: tuple[str, ...]
    placed: str | None = None
    only_placed: bool = False
    before: bool = True
    general: bool = False
    noun: bool = False
    visits: bool = False
    where: bool = False
    adjective_behind: bool = False
    after: tuple[str, ...] = ("in", "of", "on", "around", "over", "for", "from", "towards")

    def filled(self, label: str) -> str | None:
        """What is filled in when the label is this area's with a place; else None."""
        begin, _, rest = (self.placed or "").partition("{")
        end = rest.partition("}")[2]
        if self.placed is None or not (label.startswith(begin) and label.endswith(end)):
            return None
        return label[len(begin) : len(label) - len(end)] or None


class TopicWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The whole file; each field is explained there."""

    areas: tuple[Area, ...]
    about_place: str
    adjectives: dict[str, str]
    strengths: dict[Strength, tuple[str, ...]]
    talked: frozenset[str]
    furthers: frozenset[str]
    fronts: frozenset[str]
    turning: frozenset[str]
    carrying: frozenset[str]
    origins: frozenset[str]
    of_places: frozenset[str]
    only_where: frozenset[str]
    about_states: dict[str, str]
    vague: frozenset[str]
    light: frozenset[str]
    links: frozenset[str]
    including: frozenset[str]
    tails: frozenset[str]
    about: frozenset[str]
    asides: frozenset[str]
    named: frozenset[str]
    offices: frozenset[str]
    official: frozenset[str]
    first_person: frozenset[str]
    own: frozenset[str]
    joint: tuple[str, ...]
    readout: frozenset[str]
    contact: frozenset[Channel]
    carriers: frozenset[Channel]

    @cached_property
    def strength_of(self) -> Mapping[str, Strength]:
        return {lemma: strength for strength, lemmas in self.strengths.items() for lemma in lemmas}

    @cached_property
    def phrases(self) -> Mapping[str, tuple[tuple[Phrase, Area], ...]]:
        """From each form that a phrase may begin with to the phrases, those of most words first."""
        found: dict[str, list[tuple[Phrase, Area]]] = {}
        for area in self.areas:
            for words in area.words:
                phrase = phrase_of(words)
                for form in phrase[0]:
                    found.setdefault(form, []).append((phrase, area))
        return {form: tuple(sorted(rows, key=_fewest_last)) for form, rows in found.items()}

    @cached_property
    def area_of(self) -> Mapping[str, Area]:
        """From the label that an area has without a place."""
        return {area.label: area for area in self.areas}

    @cached_property
    def placed(self) -> tuple[Area, ...]:
        """The areas that take a place into their label."""
        return tuple(area for area in self.areas if area.placed is not None)

    @cached_property
    def area_of_place(self) -> Area | None:
        """The area that a place alone stands for."""
        return next((area for area in self.placed if area.placed == self.about_place), None)

    def adjective(self, state: str) -> str | None:
        """The usual adjective of a state by its alpha-3 code; None when the register has none that decides."""
        return self.adjectives.get(state) or _adjectives().get(state)


def phrase_of(words: str) -> Phrase:
    return tuple(
        frozenset((ANYTHING,)) if ANYTHING in word.split("|") else frozenset(word.split("|")) for word in words.split()
    )


def _fewest_last(row: tuple[Phrase, Area]) -> int:
    return -sum(ANYTHING not in forms for forms in row[0])


@cache
def _adjectives() -> Mapping[str, str]:
    """From alpha-3 code: an adjective that begins as the state's name does if there is one, the shortest of those."""
    facts = load_facts()
    found: dict[str, tuple[tuple[bool, int], str]] = {}
    for words, names in facts.names.items():
        for name in names:
            if name.kind == "adjective" and not name.weak and name.valid_to is None and name.id in facts.states:
                apart = words[:SHARED] != facts.states[name.id].name[:SHARED]
                rank = ((apart, len(words) if not apart else 0), words)
                if name.id not in found or rank[0] < found[name.id][0]:
                    found[name.id] = rank
    return {state: words for state, (_, words) in found.items()}


@cache
def topic_words() -> TopicWords:
    """The file, read once.

    Raises:
        FactsError: It cannot be read as that; two areas have one label or the same words; a phrase begins with a
            wildcard.
    """
    words = load_lexicon("topics", TopicWords)
    check_areas(words.areas, FILE)
    return words


def check_areas(areas: tuple[Area, ...], file: str) -> None:
    """Raises `FactsError` on the first row that is wrong."""
    labels: set[str] = set()
    owners: dict[str, str] = {}
    for area in areas:
        key = f"areas[{area.label}]"
        if area.label in labels:
            raise FactsError(file, key, "a second area of this label")
        labels.add(area.label)
        if area.only_placed and area.placed is None:
            raise FactsError(file, key, "counts only with a place but has no label for one")
        for words in area.words:
            if ANYTHING in words.split()[0]:
                raise FactsError(file, key, f"{words!r} begins with a wildcard")
            if words in owners:
                raise FactsError(file, key, f"{words!r} is also in {owners[words]!r}")
            owners[words] = area.label
