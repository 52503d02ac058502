"""Where a text speaks of an issue area: the phrases of `data/lexicon/topics.yaml`, each with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from readout.engagements.topic_lexicon import ANYTHING, PLACE, WILD, Area, Phrase, TopicWords
from readout.facts import load_facts
from readout.model.span import Span
from readout.parse import Parsed, Token

STATE_KINDS = frozenset({"name", "adjective", "demonym", "demonym_plural", "capital"})
PLACE_ENTITIES = frozenset({"GPE", "LOC", "NORP", "FAC"})
LAND = "LOC"  # "Korean Peninsula" is not Korea
MODIFIERS = frozenset({"amod", "compound", "poss", "nmod", "advmod", "nummod"})  # labels of ClearNLP
NOUNS = frozenset({"NOUN", "PROPN"})
DROPPED = frozenset({"a", "an", "the", "'s", "’s", "'", "’", "-", "–", "/", '"', "“", "”", "``", "''", "(", ")"})
SITES = frozenset({"in", "at"})  # before the town where something is held
ARTICLES = frozenset({"a", "an", "the"})
NAME_ENTITIES = frozenset({"PERSON", "ORG", "LOC", "EVENT"})
FEW = 2  # words of a phrase that may be a part of a name
STOPS = frozenset({".", ";", ":", "!", "?"})
LONGEST_NAME = 5  # words
BEFORE, AFTER = 3, 5  # words before and after a phrase in which its place is looked for


@dataclass(frozen=True, slots=True)
class Place:
    """A state or another place, as a label names it.

    Attributes:
        state: Its alpha-3 code.
        capital: The words are the state's capital.
    """

    name: str
    adjective: str
    state: str = ""
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or a part of one that a hyphen joins.

    Attributes:
        forms: Lower-case forms by which a phrase may know it.
        place: What begins here, `reach` units long.
        behind_article: An article that was passed over stands right before it.
    """

    token: Token
    forms: frozenset[str]
    place: Place | None = None
    reach: int = 1
    behind_article: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of an area in the text.

    Attributes:
        place: Name of the place that the label takes in.
        fixed: Numbers of the tokens that are words of the phrase, those under a wildcard left out.
        words: How many words of the phrase are fixed.
    """

    area: Area
    label: str
    place: str | None
    span: Span
    fixed: frozenset[int]
    words: int


def find_areas(parsed: Parsed, tokens: Sequence[Token], barred: frozenset[int], words: TopicWords) -> tuple[Match, ...]:
    """The phrases that do not share words, those of most words first chosen, in order of text.

    Args:
        tokens: What is looked at, in order.
        barred: Numbers of tokens that no phrase may use.
    """
    units = units_of(parsed, tokens, words)
    found = [match for start in range(len(units)) for match in _matches(parsed, units, start, barred, words)]
    found.sort(key=lambda match: (-match.words, match.span))
    taken: set[int] = set()
    chosen = []
    for match in found:
        if not match.fixed & taken:
            taken |= match.fixed
            chosen.append(match)
    return tuple(sorted(chosen, key=lambda match: match.span))


def _matches(
    parsed: Parsed, units: Sequence[Unit], start: int, barred: frozenset[int], words: TopicWords
) -> Iterator[Match]:
    begins = units[start]
    keys = [*sorted(begins.forms), *([PLACE] if begins.place else [])]
    for phrase, area in (row for key in keys for row in words.phrases.get(key, ())):
        places = _fixed(units, start, phrase)
        if places is None:
            continue
        fixed = frozenset(units[place].token.number for place in places)
        labelled = _label(units, start, places[-1] + 1, area)
        count = sum(ANYTHING not in forms for forms in phrase)
        named = count <= FEW and _in_longer_name(parsed, fixed, begins.token)
        as_verb = area.noun and begins.token.pos == "VERB"
        span = Span(begins.token.start, units[places[-1]].token.stop)
        elsewhere = area.where and _is_only_where(parsed, span, words)
        open_to = not fixed & barred or (count > 1 and _is_own_clause(parsed, begins.token, fixed & barred, barred))
        if labelled is not None and not as_verb and not named and not elsewhere and open_to:
            yield Match(area, *labelled, span, fixed, count)


def _is_own_clause(parsed: Parsed, head: Token, inside: frozenset[int], barred: frozenset[int]) -> bool:
    """Whether words barred as a relative clause are in that of the noun a phrase begins with ("a dispute that was
    settled")."""
    below = {token.number for clause in parsed.dependents(head, "relcl") for token in parsed.subtree(clause)}
    return head.number not in barred and inside <= below


def _is_only_where(parsed: Parsed, span: Span, words: TopicWords) -> bool:
    """Whether a place or body is only told as where or of what something else is: "roads in the Sahel"."""
    head = parsed.head_of(span)
    if head is None or head.pos == "NOUN":
        return False
    if head.dep in ("compound", "amod", "nmod", "poss"):
        return parsed.tokens[head.head].lemma.lower() not in words.vague | words.of_places
    above = parsed.tokens[head.head]
    if head.dep != "pobj" or above.lemma.lower() not in words.only_where:
        return False
    owner, before = parsed.tokens[above.head], parsed.tokens[max(0, above.number - 1)]
    if before.lemma.lower() in words.of_places:
        return False  # "discussed cooperation within"
    if owner.pos in ("VERB", "AUX"):
        leads = any(each.number > above.number for each in parsed.dependents(owner, "nsubj", "nsubjpass"))
        return not leads and owner.lemma not in words.of_places
    return owner.lemma.lower() not in words.vague | words.of_places


def _in_longer_name(parsed: Parsed, fixed: frozenset[int], begins: Token) -> bool:
    """Whether the words are only a part of the name of a person or a body."""
    if begins.entity not in NAME_ENTITIES or not begins.text[:1].isupper():
        return False
    around = (min(fixed) - 1, max(fixed) + 1)
    return any(
        parsed.tokens[each].entity == begins.entity and parsed.tokens[each].text[:1].isupper()
        for each in around
        if 0 <= each < len(parsed.tokens)
    )


def _fixed(units: Sequence[Unit], place: int, phrase: Phrase) -> list[int] | None:
    """Where the words of the phrase stand that begins at the place; None when it does not fit."""
    found: list[int] = []
    wild = 0
    for number, forms in enumerate(phrase):
        if ANYTHING in forms:
            wild = WILD
            continue
        if number and PLACE in phrase[number - 1] and place < len(units) and units[place].behind_article:
            return None  # "is for Ghana a question of": the place does not belong to the noun
        step = _step(units, place, forms)
        while not step and wild and place < len(units) and not units[place].forms & STOPS:
            place, wild = place + 1, wild - 1
            step = _step(units, place, forms)
        if not step:
            return None
        found.extend(range(place, place + step))
        place, wild = place + step, 0
    return found


def _step(units: Sequence[Unit], place: int, forms: frozenset[str]) -> int:
    """How many units the word of a phrase takes up here; 0 when it does not fit."""
    if place >= len(units):
        return 0
    unit = units[place]
    if PLACE in forms and unit.place is not None:
        return unit.reach
    return 1 if unit.forms & forms else 0


def _label(units: Sequence[Unit], start: int, stop: int, area: Area) -> tuple[str, str | None] | None:
    """The area's label with the place filled in, and the place; None when it lacks a place that it must have."""
    if area.placed is None:
        return area.label, None
    inside = [unit.place for unit in units[start:stop] if unit.place]
    if "{pair}" in area.placed:
        pair = "-".join(place.adjective for place in inside[:2])
        return (area.placed.format(pair=pair), pair) if len(inside) > 1 else None
    ahead = next(iter(inside), None) or _place_before(units, start) if area.before else None
    place = ahead or _place_after(units, stop, area)
    if place is None:
        return None if area.only_placed else (area.label, None)
    return area.placed.format(place=place.name, adjective=place.adjective), place.name


def _place_before(units: Sequence[Unit], start: int) -> Place | None:
    """A place that modifies what begins at `start`, with nothing but modifiers between."""
    for place in range(start - 1, max(-1, start - 1 - BEFORE), -1):
        unit = units[place]
        if unit.token.dep not in MODIFIERS:
            return None
        if unit.place is not None:
            return unit.place
    return None


def _place_after(units: Sequence[Unit], stop: int, area: Area) -> Place | None:
    """A place behind the first of the area's prepositions that has one."""
    ahead = units[stop : stop + AFTER]
    for at, unit in enumerate(ahead):
        if unit.forms & STOPS or unit.token.pos == "VERB":
            return None
        if not unit.forms.intersection(area.after):
            continue
        for place in range(stop + at + 1, min(stop + at + 3, len(units))):
            behind = units[place]
            if behind.place is not None and behind.place.capital and unit.forms & SITES:
                return None
            if behind.place is not None and (area.adjective_behind or _stands_alone(units, place)):
                return behind.place
    return None


def _stands_alone(units: Sequence[Unit], place: int) -> bool:
    """Whether the place that begins there is a noun that modifies no other one."""
    after = place + units[place].reach
    alone = after >= len(units) or units[after].token.pos not in NOUNS or bool(units[after].forms & STOPS)
    return alone and units[after - 1].token.pos in NOUNS


def units_of(parsed: Parsed, tokens: Sequence[Token], words: TopicWords) -> list[Unit]:
    """The tokens as units: articles, hyphens and quotation marks dropped, hyphened words apart, places marked."""
    entities = {first: (last, label) for first, last, label in parsed.entities}
    kept = [token for token in tokens if token.text.lower() not in DROPPED and token.text.strip()]
    units: list[Unit] = []
    known_to = -1
    for at, token in enumerate(kept):
        if units and not _follows(parsed, units[-1].token, token):
            units.append(Unit(token, STOPS))
        place, last = None, token.number
        if token.number > known_to and token.text[:1].isupper() and token.entity != "PERSON":
            place, last = _place_at(parsed, kept[at : at + LONGEST_NAME], entities, words)
        reach = sum(1 for each in kept[at : at + LONGEST_NAME] if each.number <= last) if place else 1
        known_to = max(known_to, last if place else -1)
        parts = [part for part in token.text.split("-") if part]
        if len(parts) < 2:
            before = parsed.tokens[token.number - 1].text.lower() if token.number else ""
            units.append(Unit(token, _forms(token), place, reach, before in ARTICLES))
        else:
            units.extend(Unit(token, frozenset((part.lower(),))) for part in parts)
    return units


def _follows(parsed: Parsed, before: Token, token: Token) -> bool:
    """Whether nothing but dropped words stands between two tokens of one sentence."""
    between = parsed.tokens[before.number + 1 : token.number]
    return before.sentence == token.sentence and all(
        each.text.lower() in DROPPED or not each.text.strip() for each in between
    )


def _forms(token: Token) -> frozenset[str]:
    plain = token.text.lower().replace("’", "'")
    forms = {plain, token.lemma.lower()}
    if token.pos == "PROPN" and plain.endswith("s"):
        forms.add(plain[:-1])
    return frozenset(forms)


def _place_at(
    parsed: Parsed, tokens: Sequence[Token], entities: dict[int, tuple[int, str]], words: TopicWords
) -> tuple[Place | None, int]:
    """The state or named place that begins with the first token, the longer of the two, and its last token's number."""
    first = tokens[0]
    stop, label = entities.get(first.number, (first.number, first.entity))
    named = stop - 1 if label in PLACE_ENTITIES else -1
    for last in reversed(tokens):
        state = state_named(parsed.text[first.start : last.stop], label in PLACE_ENTITIES)
        if state is not None and (last.number >= named or label != LAND):
            name = load_facts().states[state].name
            capital = load_facts().states[state].capital == parsed.text[first.start : last.stop]
            return Place(name, words.adjective(state) or name, state, capital), last.number
    if named < first.number:
        return None, first.number
    name = " ".join(parsed.text[first.start : parsed.tokens[named].stop].split())
    return Place(name, name), named


@cache
def _state(words: str) -> tuple[str, bool] | None:
    facts = load_facts()
    names = [name for name in facts.named(words) if name.kind in STATE_KINDS and name.id in facts.states]
    strong = [name for name in names if not name.weak]
    chosen = next(iter(strong or names), None)
    return (chosen.id, not strong) if chosen else None


def state_named(words: str, as_place: bool) -> str | None:
    """Alpha-3 code of the state that the words name; a weak name counts where the text treats it as a place."""
    known = _state(words)
    return known[0] if known and (as_place or not known[1]) else None
