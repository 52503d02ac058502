"""The words that name events: `data/lexicon/events.yaml`, read, checked against the ontology and indexed by lemma."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec

from readout.facts import Ontology, load_ontology
from readout.facts.lexicon import load_lexicon
from readout.model.errors import FactsError
from readout.model.vocabulary import ActorKind, EventType

FILE = "lexicon/events.yaml"


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that name one type of event. What the fields mean is said at the head of the file."""

    words: tuple[str, ...]
    type: EventType
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    recipients: tuple[str, ...] | None = None
    reciprocal: bool = False
    modal: bool = False
    own: bool = False
    clause: bool = False
    bare: bool = False
    speaker: bool = False
    needs: Literal["recipient", "other", "content", "subject"] | None = None
    actor: tuple[ActorKind, ...] = ()
    strength: float = 0.8


class Light(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that add little to a noun naming an event, by what they say of it.

    Attributes:
        within: Verbs that carry the noun after one of the `prepositions` ("engaged in talks").
        givers: Prepositions that name who acts under a verb of receiving.
    """

    act: frozenset[str]
    within: frozenset[str]
    prepositions: frozenset[str]
    givers: frozenset[str]
    receive: frozenset[str]
    stop: frozenset[str]
    plan: frozenset[str]


class RealisWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lemmas that say whether what they govern happened."""

    negative: frozenset[str]
    failing: frozenset[str]
    planning: frozenset[str]
    willing: frozenset[str]
    wishing: frozenset[str]
    will: frozenset[str]
    would: frozenset[str]
    may: frozenset[str]
    must: frozenset[str]
    bound: dict[str, str]
    able: frozenset[str]
    forthcoming: frozenset[str]
    conditional: frozenset[str]
    necessary: frozenset[str]


class Modality(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a type becomes under a mood other than plain fact; a type left out is not coded then."""

    future: dict[EventType, EventType]
    negated: dict[EventType, EventType]
    conceding: frozenset[str]
    stopped: frozenset[EventType]
    refused: dict[EventType, EventType]
    willing: dict[EventType, EventType]


class EventWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is written."""

    recipients: dict[EventType, tuple[str, ...]]
    where: frozenset[str]
    cameo: dict[EventType, str]
    through: frozenset[str]
    transparent: frozenset[str]
    plain: frozenset[str]
    light: Light
    realis: RealisWords
    modality: Modality
    verbal: frozenset[EventType]
    holding: frozenset[EventType]
    given: frozenset[EventType]
    aimed: frozenset[EventType]
    on_ground: frozenset[EventType]
    by_the_ground: frozenset[EventType]
    counted: frozenset[EventType]
    converted: dict[EventType, dict[EventType, str]]
    places: frozenset[str]
    towards: frozenset[str]
    owning: frozenset[str]
    residing: frozenset[str]
    reasons: frozenset[str]
    contexts: dict[str, frozenset[str]]
    currencies: dict[str, str]
    numbers: dict[str, float]
    multiples: dict[str, float]
    verbs: tuple[Row, ...]
    nouns: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row under one of its words: `rest` has the lemmas beside the first, `name` says which row it is."""

    rest: tuple[str, ...]
    row: Row
    name: str


@dataclass(frozen=True)
class EventLexicon:
    """The words indexed by (first) lemma.

    Of a lemma rows with objects come first, then phrases, then single words, each in the order of the file.
    """

    words: EventWords
    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]

    def recipients(self, row: Row) -> tuple[str, ...]:
        return self.words.recipients[row.type] if row.recipients is None else row.recipients


@cache
def event_lexicon() -> EventLexicon:
    """The package's lexicon, read once.

    Raises:
        FactsError: A row names a mode, context or code that the ontology has not, or a strength that is no probability.
    """
    words = load_lexicon("events", EventWords)
    ontology = load_ontology()
    return EventLexicon(words, indexed(words.verbs, "verbs", ontology), indexed(words.nouns, "nouns", ontology))


def indexed(rows: Iterable[Row], part: str, ontology: Ontology) -> dict[str, tuple[Entry, ...]]:
    """From first lemma to the rows that it begins. Raises `FactsError` as `event_lexicon` does."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for number, row in enumerate(rows):
        check(row, f"{part}[{number}]", ontology)
        for phrase in row.words:
            first, *rest = phrase.split()
            found[first].append(Entry(tuple(rest), row, f"{part}[{number}] {row.words[0]}"))
    return {lemma: tuple(sorted(entries, key=_rank)) for lemma, entries in found.items()}


def _rank(entry: Entry) -> tuple[bool, int]:
    return not entry.row.objects, -len(entry.rest)


def check(row: Row, key: str, ontology: Ontology) -> None:
    problems = {
        "mode": row.mode is not None and (row.type, row.mode) not in ontology.modes,
        "cameo": row.cameo is not None and row.cameo not in ontology.cameo,
        "contexts": any(context not in ontology.contexts for context in row.contexts),
        "strength": not 0 < row.strength < 1,
    }
    for name, wrong in problems.items():
        if wrong:
            raise FactsError(FILE, f"{key}.{name}", f"{getattr(row, name)!r} is not in the ontology or range")
