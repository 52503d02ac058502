"""What pieces of a text say was talked about: issue areas, proper names of processes and treaties, and else the
noun phrases that verbs of talking govern."""

from collections.abc import Sequence

from readout.engagements.areas import find_areas, state_named
from readout.engagements.topic_lexicon import Area, TopicWords, topic_words
from readout.engagements.topic_phrases import CONTENT, Told, phrases_in, strength_at
from readout.model.record import Topic
from readout.model.span import Span
from readout.model.vocabulary import Strength
from readout.parse import Parsed, Token

MOST = 20  # topics of one account
FROM = frozenset({"at", "on", "upon"})  # "at the invitation of"
HYPHENS = frozenset("-–")
STRENGTHS = list(Strength)  # weakest first


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
        Told(each.span, each.label, strength_at(parsed, each.span, words), False, each.area, each.place)
        for each in areas
    ]
    taken = {number for each in areas for number in each.fixed}
    for span in names:
        numbers = {token.number for token in parsed.tokens_in(span)}
        if not numbers & taken:
            told.append(Told(span, " ".join(parsed.words(span).split()), strength_at(parsed, span, words)))
            taken |= numbers
    told.extend(phrases_in(parsed, spans, tokens, barred, taken, words))
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


def is_visit_of(label: str, sides: Sequence[str]) -> bool:
    """Whether it is a visit by one of these sides, by alpha-3 codes."""
    area, place = _read(label)
    return area is not None and area.visits and place in sides


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
        return head.lemma.lower() not in words.vague | words.carrying
    if token.dep == "advcl":
        return any(mark.lemma in words.asides for mark in parsed.dependents(token, "mark"))
    if token.dep == "prep" and token.lemma.lower() in FROM:
        return any(noun.lemma.lower() in words.origins for noun in parsed.dependents(token, "pobj"))
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
