"""Statements that the tagger does not see: a verb of saying with an actor as subject and something said as object.

The tagger labels one layer, so a statement inside another's content is read here as well.
"""

from collections.abc import Iterator
from dataclasses import replace

from readout.actors import Cast
from readout.model.span import Span
from readout.parse import Attribution, Parsed, Token
from readout.statements.lexicon import statement_words

BY = "rule: verb of saying"
# Set, not measured: in US political news one in nine of those that no other statement holds is one of the gold's; in
# readouts, which that gold does not have, most read right.
CONFIDENCE = 0.5
OBJECTS = ("dobj", "ccomp")


def attributions_by_rule(parsed: Parsed, cast: Cast) -> tuple[Attribution, ...]:
    """Attributions of verbs that are no cue of the tagger, and whose objects are no content of it."""
    covered = sorted((span.start, span.stop) for each in parsed.attributions for span in (each.cue, *each.sources))
    return tuple(_read(parsed, cast, covered))


def _read(parsed: Parsed, cast: Cast, covered: list[tuple[int, int]]) -> Iterator[Attribution]:
    words = statement_words()
    taken = {offset for start, stop in covered for offset in range(start, stop)}
    for verb in parsed.tokens:
        if verb.pos != "VERB" or verb.lemma not in words.cue_verbs or verb.start in taken:
            continue
        source = _subject(parsed, cast, verb)
        content = _content(parsed, cast, verb) if source is not None else None
        if source is None or content is None or _is_told_already(parsed, verb, content):
            continue
        yield Attribution((source,), verb.span, (content,), CONFIDENCE, by=BY)


def with_source(parsed: Parsed, cast: Cast, attribution: Attribution) -> Attribution:
    """The attribution; one without a source gets the subject of its cue's verb, if that is an actor."""
    if attribution.sources:
        return attribution
    for verb in parsed.tokens_in(attribution.cue):
        source = _subject(parsed, cast, verb) if verb.pos == "VERB" else None
        if source is not None:
            return replace(attribution, sources=(source,))
    return attribution


def _subject(parsed: Parsed, cast: Cast, verb: Token) -> Span | None:
    """The words of the subject, of the verb's own or the one it shares with the verb it is joined to.

    Also of a passive, since whoever "was quoted" speaks.
    """
    governor: Token | None = verb
    while governor is not None:
        for subject in parsed.dependents(governor, "nsubj", "nsubjpass"):
            mention = cast.by_head.get(subject.number)
            if mention is None or mention.form == "adjective":
                return None
            return Span(mention.span.start, _end_of_conjuncts(parsed, cast, subject, mention.span.stop))
        joined = governor.dep == "conj" and parsed.tokens[governor.head].pos == "VERB"
        governor = parsed.tokens[governor.head] if joined else None
    return None


def _end_of_conjuncts(parsed: Parsed, cast: Cast, subject: Token, stop: int) -> int:
    for other in parsed.dependents(subject, "conj"):
        mention = cast.by_head.get(other.number)
        if mention is not None:
            return _end_of_conjuncts(parsed, cast, other, max(stop, mention.span.stop))
    return stop


def _content(parsed: Parsed, cast: Cast, verb: Token) -> Span | None:
    words = statement_words()
    said: list[Token] = []
    for below in parsed.dependents(verb):
        if below.number <= verb.number:
            continue
        mention = cast.by_head.get(below.number)
        spoken_to = below.dep == "dobj" and mention is not None and verb.lemma in words.object_is_addressee
        after = below.dep == "prep" and below.text.lower() in words.about
        asked = below.dep == "xcomp" and (said or verb.lemma in words.object_is_addressee)
        if (below.dep in OBJECTS and not spoken_to) or after or asked or (said and below.dep == "advcl"):
            said.append(below)
    if not any(token.dep in OBJECTS or verb.lemma in words.object_is_addressee for token in said):
        return None
    inside = [token for each in said for token in parsed.subtree(each)]
    return Span(inside[0].start, max(token.stop for token in inside))


def _is_told_already(parsed: Parsed, verb: Token, content: Span) -> bool:
    """Whether the tagger reads what is said here as content of the same layer."""
    outer = {id(each) for each in parsed.attributions_at(verb.start)}
    inner = parsed.attributions_at(content.start) + parsed.attributions_at(content.stop - 1)
    return any(id(each) not in outer for each in inner)
