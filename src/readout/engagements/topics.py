"""What pieces of a text say was talked about: issue areas, proper names of processes and treaties, and else the
noun phrases that verbs of talking govern."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readout.engagements.areas import PLACE_ENTITIES, Place, find_areas, state_named
from readout.engagements.topic_lexicon import Area, TopicWords, topic_words
from readout.facts import load_facts
from readout.model.record import Topic
from readout.model.span import Span
from readout.model.vocabulary import Strength
from readout.parse import Parsed, Token

MOST = 20  # topics of one account
MOST_WORDS = 5  # of a label that is a phrase of the text
DEEPEST = 8  # vague nouns followed one after the other
MODIFIERS = ("amod", "compound", "nmod")
OBJECTS = ("dobj", "nsubjpass", "attr")
CONTENT = ("NOUN", "PROPN", "ADJ", "NUM")
TIMES = ("DATE", "TIME")
HYPHENS = frozenset("-–")
STRENGTHS = list(Strength)  # weakest first


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


def topics_of(parsed: Parsed, spans: Sequence[Span], aside: Sequence[Span] = ()) -> tuple[Topic, ...]:
    """The topics told in these pieces of the text, in order of telling, as strong as they are put at the strongest.

    Nothing that is deep in a description of something else counts (a relative clause under a noun with a meaning of
    its own, a condition, what an office looks after). At most `MOST`, issue areas before other phrases.

    Args:
        aside: Words that are no topic wherever they stand, as those of the engagement itself.
    """
    words = topic_words()
    tokens = tuple(dict.fromkeys(token for span in sorted(spans) for token in parsed.tokens_in(span)))
    inside = frozenset(token.number for token in tokens)
    barred = _barred(parsed, tokens, inside, words) | {
        token.number for span in aside for token in parsed.tokens_in(span)
    }
    areas = find_areas(parsed, tokens, barred, words)
    names = _proper_names(parsed, tokens, barred, words)
    areas = tuple(each for each in areas if each.words > 1 or not any(each.span.within(name) for name in names))
    told = [
        Told(each.span, each.label, _strength(parsed, each.span, words), False, each.area, each.place) for each in areas
    ]
    taken = {number for each in areas for number in each.fixed}
    for span in names:
        numbers = {token.number for token in parsed.tokens_in(span)}
        if not numbers & taken:
            told.append(Told(span, " ".join(parsed.words(span).split()), _strength(parsed, span, words)))
            taken |= numbers
    told.extend(_phrases(parsed, spans, tokens, barred, taken, words))
    return _merged(_placed(sorted(told, key=lambda each: each.span)))


def meeting_label(label: str, labels: Sequence[str]) -> str | None:
    """The one of `labels` that a reader would take for the same topic, None if there is none.

    The same words; an area without a place, and with the only place that `labels` have for it; a general area and a
    more exact one of the same place; or a phrase whose words are all in the other one, the last word the same.
    """
    if label in labels:
        return label
    alike = [other for other in labels if _are_alike(label, other)]
    return alike[0] if len(alike) == 1 else None


def exactest(labels: Sequence[str]) -> str:
    """Of labels that meet the one that says most: with a place, not general, the longest."""

    def weight(label: str) -> tuple[bool, bool, int]:
        area, place = _read(label)
        return place is not None, area is None or not area.general, len(label)

    return max(labels, key=weight)


def _are_alike(label: str, other: str) -> bool:
    (area, place), (of_other, place_of_other) = _read(label), _read(other)
    if area is None or of_other is None:
        return area is of_other and (_within(label, other) or _within(other, label))
    if area is of_other:
        return place is None or place_of_other is None
    return place is not None and place == place_of_other and (area.general or of_other.general)


def _read(label: str) -> tuple[Area | None, str | None]:
    """The area of a label and the place in it, a state by its code."""
    words = topic_words()
    if label in words.area_of:
        return words.area_of[label], None
    for area in words.placed:
        filled = area.filled(label)
        if filled is not None:
            return area, state_named(filled, True) or filled.lower()
    return None, None


def _within(label: str, other: str) -> bool:
    one, two = label.lower().split(), other.lower().split()
    is_name = all(word[:1].isupper() for word in label.split())
    return (one[-1] == two[-1] or is_name) and set(one) <= set(two)


def _barred(parsed: Parsed, tokens: Sequence[Token], inside: frozenset[int], words: TopicWords) -> frozenset[int]:
    """Numbers of the tokens that describe something else than what is talked about."""
    aside: dict[int, bool] = {}
    for token in tokens:
        trail = []
        while token.number in inside and token.number not in aside:
            aside[token.number] = False
            trail.append(token)
            token = parsed.tokens[token.head]
        within = aside.get(token.number, False)
        for each in reversed(trail):
            within = within or (each.head in inside and _opens_aside(parsed, each, words))
            aside[each.number] = within
    return frozenset(token.number for token in tokens if aside[token.number])


def _opens_aside(parsed: Parsed, token: Token, words: TopicWords) -> bool:
    head = parsed.tokens[token.head]
    if token.dep == "relcl":
        return head.lemma.lower() not in words.vague
    if token.dep == "advcl":
        return any(mark.lemma in words.asides for mark in parsed.dependents(token, "mark"))
    of_office = head.pos in ("NOUN", "PROPN") and head.lemma.lower() in words.offices
    return of_office and (token.dep in ("compound", "nmod", "amod") or token.text.lower() in ("of", "for"))


def _proper_names(parsed: Parsed, tokens: Sequence[Token], barred: frozenset[int], words: TopicWords) -> list[Span]:
    """Runs of capitalised words that end in a noun of `named`, unless they name who does something."""
    found: list[Span] = []
    run: list[Token] = []
    for token in (*tokens, None):
        if token is not None and token.number not in barred and _is_capitalised(token, run):
            run.append(token)
            continue
        while run and run[-1].lemma.lower() not in words.named and run[-1].text.lower() not in words.named:
            run.pop()
        if len(run) > 1 and run[-1].dep not in ("nsubj", "agent") and not _says_little(run, words):
            found.append(Span(run[0].start, run[-1].stop))
        run = [token] if token is not None and token.number not in barred and _is_capitalised(token, []) else []
    return found


def _is_capitalised(token: Token, run: Sequence[Token]) -> bool:
    if run and token.number != run[-1].number + 1:
        return False
    return (token.text[:1].isupper() and token.pos in CONTENT) or (bool(run) and token.text in HYPHENS)


def _says_little(run: Sequence[Token], words: TopicWords) -> bool:
    lemmas = [token.lemma.lower() for token in run]
    return any(lemma in words.offices for lemma in lemmas) or all(lemma in words.light for lemma in lemmas[:-1])


def _phrases(
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
        if token.lemma in words.strength_of and token.number not in barred:
            heads.extend(_complements(parsed, token, words))
        elif token.pos == "VERB" and token.lemma in words.furthers and token.number not in barred:
            heads.extend(parsed.dependents(token, *OBJECTS))
    heads.extend(noun for noun in fronted(parsed, tokens, words) if noun.number not in barred)
    seen: set[int] = set()
    for head in heads:
        for noun in _specific(parsed, head, words, seen):
            if noun.number not in inside or noun.number in barred or noun.number in taken:
                continue
            told = _phrase(parsed, noun, inside, taken, words)
            if told is not None:
                yield told


def fronted(parsed: Parsed, tokens: Sequence[Token], words: TopicWords) -> Iterator[Token]:
    """What a clause begins with as its matter: "On Cyprus, he said", "Asked about gas, she replied"."""
    for token in tokens:
        owner = parsed.tokens[token.head]
        subjects = parsed.dependents(owner, "nsubj", "nsubjpass")
        if token.dep == "prep" and token.lemma.lower() in words.fronts:
            leads = owner.pos in ("VERB", "AUX") and any(each.number > token.number for each in subjects)
            turned = owner.lemma in words.turning and owner.dep in ("advcl", "ccomp", "dep") and not subjects
            if leads or (turned and owner.number < token.number):
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


def _phrase(parsed: Parsed, noun: Token, inside: frozenset[int], taken: set[int], words: TopicWords) -> Told | None:
    """The topic that a noun heads: a place alone, or the noun with its modifiers when that says enough."""
    place = _place_alone(parsed, noun, words)
    if place is not None:
        label = words.about_place.format(place=place.name, adjective=place.adjective)
        return Told(noun.span, label, _strength(parsed, noun.span, words), False, words.area_of_place, place.name)
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
    return Told(span, label, _strength(parsed, span, words), True)


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


def _place_alone(parsed: Parsed, noun: Token, words: TopicWords) -> Place | None:
    """The state that is all that is discussed: "exchanged views on Syria"."""
    listed = noun.dep == "conj" and parsed.tokens[noun.head].entity in PLACE_ENTITIES
    if not (listed or noun.entity in PLACE_ENTITIES) or parsed.dependents(noun, "prep", "amod"):
        return None
    parts = [token for token in parsed.dependents(noun, "compound") if token.entity == noun.entity]
    state = state_named(parsed.text[min(token.start for token in (*parts, noun)) : noun.stop], True)
    governor = next((above.lemma for above in parsed.ancestors(noun) if above.lemma in words.strength_of), "")
    alone = listed or parsed.tokens[noun.head].lemma.lower() in words.about
    if state is None or not alone or words.strength_of.get(governor) is not Strength.DISCUSSED:
        return None
    name = load_facts().states[state].name
    return Place(name, words.adjective(state) or name)


def _strength(parsed: Parsed, span: Span, words: TopicWords) -> Strength | None:
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
                strength = words.strength_of.get(word.lemma)
                if strength is not None and (best is None or strength is not Strength.RAISED):
                    best = strength
        token = above
    return best


def _placed(told: Sequence[Told]) -> list[Told]:
    """An area told without a place takes the only one it is told with here; a general area gives way to a more exact
    one of the same place."""
    labels: dict[str, set[str]] = {}
    for each in told:
        if each.place is not None and each.area is not None:
            labels.setdefault(each.area.label, set()).add(each.label)
    exact = {each.place for each in told if each.area is not None and not each.area.general} - {None}
    found = []
    for each in told:
        known = labels.get(each.label, set())
        if each.area is None or not each.area.general or each.place not in exact:
            found.append(each._replace(label=min(known)) if len(known) == 1 else each)
    return found


def _merged(told: Sequence[Told]) -> tuple[Topic, ...]:
    """One topic for each label; where there are too many, phrases and then those put weakest go."""
    by_label: dict[str, list[Told]] = {}
    for each in told:
        by_label.setdefault(each.label, []).append(each)
    strongest = {label: max(map(_weight, mentions)) for label, mentions in by_label.items()}
    kept = sorted(by_label, key=lambda label: (by_label[label][0].phrase, -strongest[label]))[:MOST]
    return tuple(
        Topic(
            label=label,
            spans=tuple(dict.fromkeys(each.span for each in mentions)),
            strength=STRENGTHS[max(0, strongest[label])],
        )
        for label, mentions in by_label.items()
        if label in kept
    )


def _weight(told: Told) -> int:
    return -1 if told.strength is None else STRENGTHS.index(told.strength)
