"""Where an engagement took or takes place: the town or country, and the building."""

from collections.abc import Iterator

from readout.actors import Cast
from readout.engagements.draft import Draft
from readout.engagements.lexicon import engagement_words
from readout.model.record import Because
from readout.model.span import Span
from readout.parse import Parsed, Token

PLACES = ("GPE", "LOC", "FAC")


def read_place(parsed: Parsed, cast: Cast, draft: Draft) -> None:
    """The town or country told with it; what "here" means; else the site."""
    if draft.place is not None:
        return
    told = [
        noun for preposition, noun in _after_prepositions(parsed, draft) if _is_place_after(preposition, noun, cast)
    ]
    towns = [noun for noun in told if noun.entity != "FAC"]
    if told:
        _set_place(parsed, draft, (towns or told)[0])
        return
    for owner in (draft.head, draft.verb):
        for adverb in parsed.dependents(owner, "advmod"):
            if adverb.text.lower() == "here" and parsed.document.dateline:
                draft.place = parsed.document.dateline
                draft.reasons["place"] = Because((adverb.span,), "here: the dateline")
                return


def _after_prepositions(parsed: Parsed, draft: Draft) -> Iterator[tuple[Token, Token]]:
    """Prepositions and the nouns after them: by the syntax of the engagement, then as they stand behind it."""
    for owner in (draft.head, draft.verb):
        for preposition in parsed.dependents(owner, "prep"):
            for noun in parsed.dependents(preposition, "pobj"):
                yield preposition, noun
    for token in _clause_after(parsed, draft):
        before = parsed.tokens[token.number - 1]
        yield parsed.tokens[before.number - 1] if before.pos == "DET" else before, token


def read_distance(parsed: Parsed, draft: Draft) -> None:
    """ "Spoke with her in Paris" is no phone call, unless the sentence tells of one."""
    words = engagement_words()
    verb = words.verbs.get(draft.head.lemma) if draft.head.pos == "VERB" else None
    if verb is None or verb.face_to_face is None or draft.place is None:
        return
    if not any(token.lemma in words.remote for token in parsed.tokens_of(parsed.sentences[draft.head.sentence])):
        draft.kind = verb.face_to_face


def _is_place_after(preposition: Token, noun: Token, cast: Cast) -> bool:
    """ "in Zagreb", "at the White House", but not "on Syria"."""
    word, words = preposition.text.lower(), engagement_words()
    mention = cast.covering(noun)
    town = noun.entity == "GPE" or (mention is not None and mention.form == "place")
    if word not in words.place or not (town or noun.entity in PLACES):
        return False
    return not (town and word in words.before_land)


def _set_place(parsed: Parsed, draft: Draft, noun: Token) -> None:
    first = last = noun.number
    while (
        first > 0 and parsed.tokens[first - 1].entity in PLACES and parsed.tokens[first - 1].sentence == noun.sentence
    ):
        first -= 1
    while noun.entity and last + 1 < len(parsed.tokens) and parsed.tokens[last + 1].entity == noun.entity:
        last += 1
    span = Span(parsed.tokens[first].start, parsed.tokens[last].stop)
    draft.place = parsed.words(span)
    draft.reasons["place"] = Because((span,), "place told with it")


def read_venue(parsed: Parsed, draft: Draft) -> None:
    """The building or site after "at" or "in": "at the Elysee Palace"; also the place, when no other is told."""
    words = engagement_words()
    for token in _clause_after(parsed, draft):
        is_site = token.entity == "FAC" or (token.lemma in words.venues and token.pos in ("NOUN", "PROPN"))
        if not is_site or token.dep == "compound":
            continue
        first = token.number
        while parsed.tokens[first - 1].dep in ("compound", "amod", "nmod", "poss") and first > draft.head.number + 1:
            first -= 1
        before = parsed.tokens[first - 1]
        before = parsed.tokens[before.number - 1] if before.pos == "DET" else before
        if before.text.lower() not in words.place:
            continue
        span = Span(parsed.tokens[first].start, token.stop)
        if not any(letter.isupper() for letter in parsed.words(span)):
            continue  # "a hotel" tells nothing
        draft.venue = parsed.words(span)
        draft.reasons["venue"] = Because((span,), "site told with it")
        if draft.place is None:
            draft.place, draft.reasons["place"] = draft.venue, draft.reasons["venue"]
        return


def _clause_after(parsed: Parsed, draft: Draft) -> Iterator[Token]:
    """The tokens behind the words of the engagement, up to the next verb."""
    for token in parsed.tokens[draft.head.number + 1 : parsed.sentences[draft.head.sentence].last]:
        if token.pos in ("VERB", "AUX", "SCONJ") or token.text == ";":
            return
        yield token
