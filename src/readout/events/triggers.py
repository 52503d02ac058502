"""Finds the verbs and nouns that can name an event: what stands in the lexicon, with the words it must stand with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from readout.events.lexicon import Entry
from readout.events.reading import Reading
from readout.events.syntax import objects, prepositions
from readout.model.span import Span, hull
from readout.parse import Parsed, Token

# Labels under a verb of what may belong to a phrase with it, and labels of a noun that a light verb carries.
BESIDE = (
    *("prt", "prep", "agent", "dative", "advmod", "npadvmod", "mark"),
    *("dobj", "attr", "oprd", "acomp", "nsubjpass", "advcl", "xcomp"),
)
CARRIED = ("dobj", "attr", "nsubjpass", "oprd")
ALONE = (*CARRIED, "pobj", "conj", "nsubj")
ANY = "*"  # in a row's objects: any object
LONGEST = 60  # code points of a trigger; beyond it the parts stand too far apart to be one
STEPS = 8  # nouns that are climbed over from a noun to its verb


@dataclass(frozen=True)
class Candidate:
    """Words that can name an event.

    Attributes:
        token: The verb or noun.
        entries: Rows that fit the words, the best first.
        light: The verb that carries a noun, such as "held" in "held talks".
        role: What the light verb says: act, receive, stop, plan; empty for a verb or a noun alone.
        objects: What the verb acts on, the nouns behind "a series of" included.
        near: The same, or without any the nouns after its prepositions: where rows look for their nouns.
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
        wanted = {*entry.row.objects, *entry.rest}
        matched = [each for each in self.near if each.lemma in wanted or ANY in wanted]
        parts = [self.token, *([self.light] if self.light else []), *matched[:1]]
        whole = hull(part.span for part in parts)
        return whole if whole.stop - whole.start <= LONGEST else self.token.span


def find_candidates(reading: Reading) -> Iterator[Candidate]:
    """In order of text. Only tokens whose lemma the lexicon has are looked at closely."""
    parsed, lexicon = reading.parsed, reading.lexicon
    for token in parsed.tokens:
        if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
            entries = lexicon.verbs.get(token.lemma.lower()) or _unlemmatised(token, lexicon.verbs)
            if entries and not _is_no_predicate(reading, token):
                yield from _verb(reading, token, entries)
        elif token.pos in ("NOUN", "PROPN") and token.dep in ALONE and token.number not in reading.cast.by_head:
            forms = _forms(parsed, token)
            entries = next((lexicon.nouns[form] for form in forms if form in lexicon.nouns), ())
            if entries:
                yield from _noun(reading, token, entries)


def _unlemmatised(token: Token, verbs: Mapping[str, tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """The entries of a past form whose lemma the parser got wrong ("stag" for "staged")."""
    past = token.text.lower() if token.tag in ("VBD", "VBN") else ""
    return verbs.get(past.removesuffix("d")) or verbs.get(past.removesuffix("ed")) or ()


def _is_no_predicate(reading: Reading, verb: Token) -> bool:
    """Whether the verb stands as an adjective or a subject, or only says why or how another thing was done."""
    if verb.dep in ("amod", "csubj") or (verb.dep == "nsubj" and verb.tag == "VBG"):
        return True
    return verb.dep == "pcomp" and reading.parsed.tokens[verb.head].text.lower() in reading.lexicon.words.reasons


def _verb(reading: Reading, token: Token, entries: tuple[Entry, ...]) -> Iterator[Candidate]:
    parsed = reading.parsed
    acted_on = tuple(_opened(reading, objects(parsed, token)))
    near = acted_on or tuple(pobj for prep in prepositions(parsed, token) for pobj in parsed.dependents(prep, "pobj"))
    nouns = {form for each in near for form in _forms(parsed, each)} | ({ANY} if acted_on else set())
    beside = _words_beside(parsed, token) | {each.lemma for each in acted_on}
    particles = {each.text.lower() for each in parsed.dependents(token, "prt")}
    phrasal = any(entry.rest and particles.issuperset(entry.rest[:1]) for entry in entries)
    fitting = tuple(
        entry
        for entry in entries
        if beside.issuperset(entry.rest)
        and (entry.rest or not phrasal)
        and not (entry.row.bare and acted_on)
        and (not entry.row.objects or not nouns.isdisjoint(entry.row.objects))
        and nouns.isdisjoint(entry.row.unless)
    )
    if fitting:
        yield Candidate(token, fitting, objects=acted_on, near=near)


def _words_beside(parsed: Parsed, verb: Token) -> set[str]:
    """What may complete a phrase; the "on" of "called him on Friday" makes no "call on"."""
    return {
        form
        for each in parsed.dependents(verb, *BESIDE)
        if each.dep != "prep" or all(pobj.entity not in ("DATE", "TIME") for pobj in parsed.dependents(each, "pobj"))
        for form in (each.lemma.lower(), each.text.lower())
    }


def _forms(parsed: Parsed, noun: Token) -> Iterator[str]:
    """How the lexicon may have the noun: alone, after a noun or adjective, or after a hyphen ("cease-fire")."""
    if noun.number > 1 and parsed.tokens[noun.number - 1].text == "-":
        yield f"{parsed.tokens[noun.number - 2].lemma.lower()}-{noun.lemma.lower()}"
    for each in parsed.dependents(noun, "compound", "amod"):
        yield f"{each.lemma.lower()} {noun.lemma.lower()}"
    yield noun.lemma.lower()
    yield noun.text.lower()


def _opened(reading: Reading, heads: tuple[Token, ...]) -> Iterator[Token]:
    """The heads, and behind those that only count or measure what they count."""
    parsed, words = reading.parsed, reading.lexicon.words
    for head in heads:
        yield head
        if head.lemma.lower() in words.transparent:
            for prep in parsed.dependents(head, "prep"):
                if prep.text.lower() in words.through:
                    yield from parsed.dependents(prep, "pobj")


def _noun(reading: Reading, token: Token, entries: tuple[Entry, ...]) -> Iterator[Candidate]:
    light, role = _light(reading, token)
    if light is not None:
        yield Candidate(token, entries, light, role)
        return
    own = tuple(entry for entry in entries if entry.row.own)
    if own:
        yield Candidate(token, own)


def _light(reading: Reading, noun: Token) -> tuple[Token | None, str]:
    """The light verb that carries the noun, and what it says."""
    parsed, words = reading.parsed, reading.lexicon.words.light
    for participle in parsed.dependents(noun, "acl", "relcl"):
        if participle.tag in ("VBN", "VBD") and participle.lemma in words.act | words.receive:
            return participle, "act" if participle.lemma in words.act else "receive"
    top = _top(reading, noun)
    verb = parsed.tokens[top.head]
    if top.dep == "pobj" and verb.text.lower() in words.prepositions:
        verb = parsed.tokens[verb.head]
        if verb.lemma not in words.within:
            return None, ""
    elif top.dep not in CARRIED:
        return None, ""
    roles = {"act": words.act, "receive": words.receive, "stop": words.stop, "plan": words.plan}
    role = next((role for role, lemmas in roles.items() if verb.lemma in lemmas), "")
    return (verb, role) if role and verb.pos in ("VERB", "AUX") else (None, "")


def _top(reading: Reading, noun: Token) -> Token:
    """The noun, or the one before it that only counts it or that it is joined to: "a round of talks"."""
    parsed, transparent = reading.parsed, reading.lexicon.words.transparent
    for _ in range(STEPS):
        above = parsed.tokens[noun.head]
        if noun.dep == "conj" and above.pos == "NOUN":
            noun = above
        elif noun.dep == "pobj" and parsed.tokens[above.head].lemma in transparent:
            noun = parsed.tokens[above.head]
        else:
            break
    return noun
