"""The noun phrases of a text that what is talked about is told by, and how strongly: what verbs of talking and of
furthering govern, and what a clause begins with as its matter."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readout.engagements.areas import PLACE_ENTITIES, Place, state_named
from readout.engagements.topic_lexicon import Area, TopicWords
from readout.facts import load_facts
from readout.model.span import Span
from readout.model.vocabulary import Strength
from readout.parse import Parsed, Token

MOST_WORDS = 5  # of a label that is a phrase of the text
DEEPEST = 8  # vague nouns followed one after the other
MODIFIERS = ("amod", "compound", "nmod")
OBJECTS = ("dobj", "nsubjpass", "attr")
CONTENT = ("NOUN", "PROPN", "ADJ", "NUM")
TIMES = ("DATE", "TIME")


class Told(NamedTuple):
    """One mention of a topic.

    Attributes:
        strength: None when no word governs it.
        phrase: Whether it is neither an issue area nor a proper name.
    """

    span: Span
    label: str
    strength: Strength | None
    phrase: bool = False
    area: Area | None = None
    place: str | None = None


def phrases_in(
    parsed: Parsed,
    spans: Sequence[Span],
    tokens: Sequence[Token],
    barred: frozenset[int],
    taken: set[int],
    words: TopicWords,
) -> Iterator[Told]:
    """Noun phrases that verbs and nouns of talking govern and no area covers; places alone as well."""
    inside = frozenset(token.number for token in tokens)
    heads = [
        head for head in (parsed.head_of(span) for span in spans) if head is not None and head.pos in ("NOUN", "PROPN")
    ]
    for token in tokens:
        if verb_of(parsed, token) in words.strength_of and token.number not in barred:
            heads.extend(_complements(parsed, token, words))
        elif token.pos == "VERB" and token.lemma in words.furthers and token.number not in barred:
            heads.extend(parsed.dependents(token, *OBJECTS))
    leading = [noun for noun in fronted(parsed, tokens, words) if noun.number not in barred]
    heads.extend(leading)
    seen: set[int] = set()
    for head in heads:
        for noun in _specific(parsed, head, words, seen):
            if noun.number not in inside or noun.number in barred or noun.number in taken:
                continue
            told = _phrase(parsed, noun, inside, taken, words, leads=noun in leading)
            if told is not None:
                yield told


def verb_of(parsed: Parsed, token: Token) -> str:
    """The lemma, of a verb with its particle: "take up"."""
    return " ".join((token.lemma, *(each.text.lower() for each in parsed.dependents(token, "prt"))))


def fronted(parsed: Parsed, tokens: Sequence[Token], words: TopicWords) -> Iterator[Token]:
    """What a clause begins with as its matter: "On Cyprus, he said", "Asked about gas, she replied"."""
    for token in tokens:
        owner = parsed.tokens[token.head]
        subjects = parsed.dependents(owner, "nsubj", "nsubjpass")
        if token.dep == "prep" and token.lemma.lower() in words.fronts | {"to", "of"}:
            leads = owner.pos in ("VERB", "AUX") and any(each.number > token.number for each in subjects)
            turned = owner.lemma in words.turning and owner.dep in ("advcl", "ccomp", "dep") and not subjects
            if (leads and token.lemma.lower() in words.fronts) or (turned and owner.number < token.number):
                yield from (noun for noun in parsed.dependents(token, "pobj") if noun.entity not in TIMES)


def _complements(parsed: Parsed, token: Token, words: TopicWords) -> Iterator[Token]:
    """Objects of a verb, and nouns behind the prepositions of a verb or noun."""
    yield from parsed.dependents(token, *OBJECTS)
    for prep in parsed.dependents(token, "prep", "dative"):
        if prep.lemma.lower() in words.links:
            yield from parsed.dependents(prep, "pobj")


def _specific(parsed: Parsed, head: Token, words: TopicWords, seen: set[int]) -> Iterator[Token]:
    """The noun, what is joined to it, and what "including" names; behind a vague noun what it leads on to."""
    waiting = [(head, 0)]
    while waiting:
        noun, depth = waiting.pop(0)
        if noun.number in seen or depth > DEEPEST:
            continue
        seen.add(noun.number)
        waiting.extend((each, depth) for each in parsed.dependents(noun, "conj"))
        if noun.lemma.lower() not in words.vague and noun.pos in ("NOUN", "PROPN"):
            yield noun
            waiting.extend((each, depth + 1) for each in _included(parsed, noun, words))
            continue
        waiting.extend((each, depth + 1) for each in _complements(parsed, noun, words))
        for clause in parsed.dependents(noun, "acl", "relcl", "xcomp"):
            waiting.extend((each, depth + 1) for each in parsed.dependents(clause, "dobj"))
        for prep in parsed.dependents(noun, "prep"):
            for clause in parsed.dependents(prep, "pcomp"):
                waiting.extend((each, depth + 1) for each in parsed.dependents(clause, "dobj"))


def _included(parsed: Parsed, noun: Token, words: TopicWords) -> Iterator[Token]:
    for prep in parsed.dependents(noun, "prep"):
        if prep.lemma.lower() in words.including:
            yield from parsed.dependents(prep, "pobj")


def _phrase(
    parsed: Parsed, noun: Token, inside: frozenset[int], taken: set[int], words: TopicWords, *, leads: bool
) -> Told | None:
    """The topic that a noun heads: a place alone, or the noun with its modifiers when that says enough.

    Args:
        leads: The clause begins with it as its matter.
    """
    place = _place_alone(parsed, noun, words, leads=leads)
    if place is not None:
        label = words.about_place.format(place=place.name, adjective=place.adjective)
        known = words.area_of.get(words.about_states.get(place.state, ""))
        area, label = (known, known.label) if known is not None else (words.area_of_place, label)
        strength = strength_at(parsed, noun.span, words)
        return Told(noun.span, label, strength, False, area, None if known is not None else place.name)
    if noun.lemma.lower() in words.offices or noun.entity in PLACE_ENTITIES or noun.entity in ("PERSON", "ORG", "DATE"):
        return None
    below = parsed.subtree(noun)
    if any(token.number in taken for token in below):
        return None
    kept = _with_modifiers(parsed, noun, words)
    if len(kept) < 2:
        kept += _tail(parsed, noun, words)
    if not 2 <= len(kept) <= MOST_WORDS or any(t.number not in inside for t in kept):
        return None
    label = " ".join(t.text if t.pos == "PROPN" or t.entity else t.text.lower() for t in kept)
    span = Span(kept[0].start, kept[-1].stop)
    return Told(span, label, strength_at(parsed, span, words), True)


def _with_modifiers(parsed: Parsed, noun: Token, words: TopicWords) -> list[Token]:
    """The noun with the words before it that say something."""
    left = [t for t in parsed.dependents(noun, *MODIFIERS) if t.number < noun.number]
    core = parsed.tokens[left[0].number if left else noun.number : noun.number + 1]
    return [t for t in core if t.pos in CONTENT and t.lemma.lower() not in words.light]


def _tail(parsed: Parsed, noun: Token, words: TopicWords) -> list[Token]:
    """What the noun is of or for, with that preposition: "contract for buses"."""
    for prep in parsed.dependents(noun, "prep"):
        for behind in parsed.dependents(prep, "pobj"):
            says_much = behind.pos == "NOUN" and behind.lemma not in words.vague and behind.lemma not in words.offices
            if prep.lemma in words.tails and says_much:
                return [prep, *_with_modifiers(parsed, behind, words)]
    return []


def _place_alone(parsed: Parsed, noun: Token, words: TopicWords, *, leads: bool) -> Place | None:
    """The state that is all that is discussed: "exchanged views on Syria", "On Syria, they agreed"."""
    listed = noun.dep == "conj" and parsed.tokens[noun.head].entity in PLACE_ENTITIES
    if not (leads or listed or noun.entity in PLACE_ENTITIES) or parsed.dependents(noun, "prep", "amod"):
        return None
    parts = [token for token in parsed.dependents(noun, "compound") if token.entity == noun.entity]
    state = state_named(parsed.text[min(token.start for token in (*parts, noun)) : noun.stop], True)
    governor = next((above.lemma for above in parsed.ancestors(noun) if above.lemma in words.strength_of), "")
    alone = listed or parsed.tokens[noun.head].lemma.lower() in words.about
    discussed = leads or (alone and words.strength_of.get(governor) is Strength.DISCUSSED)
    if state is None or not discussed:
        return None
    name = load_facts().states[state].name
    return Place(name, words.adjective(state) or name, state)


def strength_at(parsed: Parsed, span: Span, words: TopicWords) -> Strength | None:
    """By the outermost word above that puts it more strongly than raising it, else raised by one; None by none.

    What is joined by "and" is not above; the subject of a verb above counts ("the key topic was").
    """
    token = parsed.head_of(span)
    best: Strength | None = None
    while token is not None:
        above = parsed.tokens[token.head]
        if above is token:
            break
        if token.dep != "conj":
            subjects = parsed.dependents(above, "nsubj", "nsubjpass") if above.pos in ("VERB", "AUX") else ()
            for word in (above, *(each for each in subjects if each is not token)):
                strength = words.strength_of.get(verb_of(parsed, word))
                if strength is not None and (best is None or strength is not Strength.RAISED):
                    best = strength
        token = above
    return best
