"""Finds the verbs and nouns that can name an event: whatever stands in the lexicon, with the words it must stand with."""

from collections.abc import Iterator
from dataclasses import dataclass

from readout.events.lexicon import Entry
from readout.events.reading import Reading
from readout.events.syntax import objects, prepositions
from readout.model.span import Span, hull
from readout.parse import Parsed, Token

AROUND = ("prt", "prep", "advmod", "dobj", "attr", "nsubjpass", "acomp", "oprd", "dative", "npadvmod", "advcl", "xcomp", "agent", "mark")
NOUN_SLOTS = ("dobj", "attr", "nsubjpass", "oprd", "pobj", "conj", "nsubj", "compound")


@dataclass(frozen=True)
class Candidate:
    """Words that can name an event.

    Attributes:
        token: The verb or noun.
        entries: Rows that fit the words, the best first.
        light: The verb that carries a noun, such as "held" in "held talks".
        role: What the light verb says: act, receive, stop, plan; empty for a verb or a noun alone.
        objects: What the verb acts on, the nouns behind "a series of" included.
        near: The same, or without any the nouns after its prepositions: what the rows' own nouns are looked for among.
    """

    token: Token
    entries: tuple[Entry, ...]
    light: Token | None = None
    role: str = ""
    objects: tuple[Token, ...] = ()
    near: tuple[Token, ...] = ()

    @property
    def verb(self) -> Token:
        """The word that carries tense and negation."""
        return self.light or self.token

    def trigger(self, entry: Entry) -> Span:
        """The words that name it, light verb or matched object included."""
        matched = [each for each in self.near if each.lemma in entry.row.objects or each.lemma in entry.rest]
        parts = [self.token, *([self.light] if self.light else []), *matched[:1]]
        whole = hull(part.span for part in parts)
        return whole if whole.stop - whole.start <= LONGEST else self.token.span


LONGEST = 60  # code points of a trigger; beyond it the parts stand too far apart to be one


def find_candidates(reading: Reading) -> Iterator[Candidate]:
    """In order of text. Each token is looked at once."""
    parsed, lexicon = reading.parsed, reading.lexicon
    for token in parsed.tokens:
        if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
            entries = lexicon.verbs.get(token.lemma.lower())
            if entries:
                yield from _verb(reading, token, entries)
        elif token.pos in ("NOUN", "PROPN") and token.number not in reading.cast.by_head:
            entries = lexicon.nouns.get(token.lemma.lower())
            if entries:
                yield from _noun(reading, token, entries)


def _verb(reading: Reading, token: Token, entries: tuple[Entry, ...]) -> Iterator[Candidate]:
    parsed = reading.parsed
    if token.dep in ("amod", "csubj") or (token.dep == "nsubj" and token.tag == "VBG"):
        return
    acted_on = tuple(_opened(reading, objects(parsed, token)))
    beside = {each.lemma.lower() for each in parsed.dependents(token, *AROUND)} | {each.text.lower() for each in parsed.dependents(token, *AROUND)}
    beside |= {each.lemma for each in acted_on}
    words = acted_on or tuple(pobj for prep in prepositions(parsed, token) for pobj in parsed.dependents(prep, "pobj"))
    if not set(reading.lexicon.words.realis.failing).isdisjoint({token.lemma}):
        beside |= {each.lemma for each in parsed.dependents(token, "xcomp")}
    lemmas = {form for each in words for form in (each.lemma.lower(), each.text.lower())}
    lemmas |= {f"{each.lemma} {noun.lemma}" for noun in words for each in parsed.dependents(noun, "compound")}
    particles = {each.text.lower() for each in parsed.dependents(token, "prt")}
    phrasal = any(entry.rest and particles.issuperset(entry.rest[:1]) for entry in entries)
    fitting = tuple(entry for entry in entries if beside.issuperset(entry.rest) and _fits(entry, lemmas) and not (entry.row.bare and acted_on) and (entry.rest or not phrasal))
    if fitting:
        yield Candidate(token, fitting, objects=acted_on, near=words)


def _fits(entry: Entry, lemmas: set[str]) -> bool:
    row = entry.row
    return (not row.objects or not lemmas.isdisjoint(row.objects)) and lemmas.isdisjoint(row.unless)


def _opened(reading: Reading, heads: tuple[Token, ...]) -> Iterator[Token]:
    """The heads, and behind those that only count or measure what they count."""
    for head in heads:
        yield head
        if head.lemma.lower() in reading.lexicon.words.transparent:
            for prep in reading.parsed.dependents(head, "prep"):
                if prep.text.lower() in ("of", "for", "in"):
                    yield from reading.parsed.dependents(prep, "pobj")


def _noun(reading: Reading, token: Token, entries: tuple[Entry, ...]) -> Iterator[Candidate]:
    if token.dep not in NOUN_SLOTS or token.dep == "compound":
        return
    light = _light(reading, token)
    if light is not None:
        yield Candidate(token, entries, light[0], light[1])
        return
    own = tuple(entry for entry in entries if entry.row.own)
    if own:
        yield Candidate(token, own)


def _light(reading: Reading, noun: Token) -> tuple[Token, str] | None:
    """The light verb that carries the noun, and what it says."""
    parsed, words = reading.parsed, reading.lexicon.words.light
    for participle in parsed.dependents(noun, "acl", "relcl"):
        if participle.lemma in words.act and participle.tag in ("VBN", "VBD"):
            return participle, "act"
        if participle.lemma in words.receive and participle.tag in ("VBN", "VBD"):
            return participle, "receive"
    top = _top(reading, noun)
    verb = parsed.tokens[top.head]
    if top.dep == "pobj" and verb.text.lower() in ("in", "on", "for", "into", "off", "out"):
        verb = parsed.tokens[verb.head]
        if verb.lemma not in ("engage", "arrive", "embark", "participate", "be", "call", "go", "leave", "enter"):
            return None
    elif top.dep not in ("dobj", "attr", "nsubjpass", "oprd"):
        return None
    for role, lemmas in (("act", words.act), ("receive", words.receive), ("stop", words.stop), ("plan", words.plan)):
        if verb.lemma in lemmas and verb.pos in ("VERB", "AUX"):
            return verb, role
    return None


def _top(reading: Reading, noun: Token) -> Token:
    """The noun, or the one before it that only counts it or that it is joined to: "a round of talks"."""
    parsed: Parsed = reading.parsed
    while True:
        above = parsed.tokens[noun.head]
        if noun.dep == "conj" and above.pos == "NOUN":
            noun = above
        elif noun.dep == "pobj" and above.text.lower() == "of" and parsed.tokens[above.head].lemma in reading.lexicon.words.transparent:
            noun = parsed.tokens[above.head]
        else:
            return noun
