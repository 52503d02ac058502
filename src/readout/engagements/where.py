"""Where an engagement took or takes place: the town or country, and the building."""

import re
from collections.abc import Iterator
from datetime import date

from readout.actors import Cast, Mention
from readout.engagements.areas import state_named
from readout.engagements.clauses import clause_after, holdings_of
from readout.engagements.draft import Draft
from readout.engagements.lexicon import engagement_words
from readout.engagements.narrator import dateline_side
from readout.facts import load_facts
from readout.model.record import Because
from readout.model.span import Span
from readout.model.vocabulary import ActorKind, EngagementKind, Role, Status
from readout.parse import Parsed, Token

PLACES = ("GPE", "LOC", "FAC")
IN_ONE_ROOM = (EngagementKind.MEETING, EngagementKind.TALKS)
FIRST = 2  # sentences in which a report tells what happened where it is filed from
FRESH = 2  # days up to which a report filed from a town tells of what was held there
TITLE_WORDS = 3  # of the name of a town


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
    if _read_destination(parsed, cast, draft) or _read_capital(parsed, cast, draft):
        return
    for owner in (draft.head, draft.verb):
        for adverb in parsed.dependents(owner, "advmod"):
            if adverb.text.lower() == "here" and parsed.document.dateline:
                draft.place = parsed.document.dateline
                draft.reasons["place"] = Because((adverb.span,), "here: the dateline")
                return


def _after_prepositions(parsed: Parsed, draft: Draft) -> Iterator[tuple[Token, Token]]:
    """Prepositions and the nouns after them: by the syntax of the engagement, then as they stand behind it."""
    for owner in (draft.head, draft.verb, *holdings_of(parsed, draft.head)):
        for preposition in parsed.dependents(owner, "prep"):
            for noun in parsed.dependents(preposition, "pobj"):
                yield preposition, noun
    for token in clause_after(parsed, draft.head):
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


def _read_destination(parsed: Parsed, cast: Cast, draft: Draft) -> bool:
    """ "Flew to Rome for talks", "will lead a delegation to Berlin for a meeting"."""
    above = parsed.tokens[draft.head.head]
    if draft.head.dep != "pobj" or above.text.lower() != "for":
        return False
    for owner in (draft.verb, *parsed.dependents(draft.verb, "dobj")):
        for preposition in parsed.dependents(owner, "prep"):
            for noun in parsed.dependents(preposition, "pobj"):
                mention = cast.covering(noun)
                if preposition.text.lower() == "to" and mention is not None and _is_town_or_state(cast, mention):
                    _set_place(parsed, draft, noun)
                    return True
    return False


def _is_town_or_state(cast: Cast, mention: Mention) -> bool:
    return mention.form == "place" or all(cast.by_key[key].kind is ActorKind.STATE for key in mention.keys)


def _read_capital(parsed: Parsed, cast: Cast, draft: Draft) -> bool:
    """ "In the Croatian capital": the town by its name where the report names it, else in those words."""
    for preposition, noun in _after_prepositions(parsed, draft):
        if noun.lemma != "capital" or preposition.text.lower() not in engagement_words().place:
            continue
        before = parsed.dependents(noun, "amod", "poss", "compound", "nmod")
        state = next((state for word in before if (state := state_named(word.text, False))), None)
        capital = cast.facts.states[state].capital if state else None
        if capital is None:
            continue
        span = Span(min(word.start for word in before), noun.stop)
        named = re.search(rf"(?<!\w){re.escape(capital)}(?!\w)", parsed.text, re.IGNORECASE)
        draft.place = capital if named else parsed.words(span)
        draft.reasons["place"] = Because((span,), "capital told with it")
        return True
    return False


# the building


def read_venue(parsed: Parsed, draft: Draft) -> None:
    """The building or site after "at" or "in": "at the Elysee Palace"; also the place, when no other is told."""
    words = engagement_words()
    for token in clause_after(parsed, draft.head):
        is_site = token.entity == "FAC" or (token.lemma in words.venues and token.pos in ("NOUN", "PROPN"))
        if not is_site or token.dep == "compound":
            continue
        first = _start_of_site(parsed, token, draft.head.number)
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


def _start_of_site(parsed: Parsed, site: Token, after: int) -> int:
    """Where the name of a site begins; what stands in brackets within it belongs to it."""
    first = site.number
    while first > after + 1:
        before = parsed.tokens[first - 1]
        if before.text == ")":
            opened = next((n for n in range(first - 2, after, -1) if parsed.tokens[n].text == "("), None)
            if opened is None:
                break
            first = opened
        elif before.dep in ("compound", "amod", "nmod", "poss") or before.pos == "PROPN":
            first -= 1
        else:
            break
    return first


# the report around it


def read_place_of_report(parsed: Parsed, cast: Cast, draft: Draft) -> None:
    """For the news of a report that names no place for it: the town in the title, or the one it is filed from.

    The town of the date line counts for what was held in the last days, in one room, by the state that it lies in.
    """
    if draft.place is not None or draft.role is not Role.MAIN:
        return
    sides = {cast.country(key) for key in draft.keys}
    if draft.kind in IN_ONE_ROOM and _read_title(parsed, draft, sides):
        return
    town = (parsed.document.dateline or "").split(",")[0].strip()
    held = draft.status is Status.HELD and draft.kind in IN_ONE_ROOM and draft.head.sentence < FIRST
    lit = draft.head.pos == "VERB" or draft.verb.lemma in engagement_words().light_verbs
    if town and held and lit and dateline_side(parsed) in sides and _is_fresh(parsed, draft):
        draft.place = parsed.document.dateline
        draft.reasons["place"] = Because((draft.trigger,), "the dateline")


def _read_title(parsed: Parsed, draft: Draft, sides: set[str | None]) -> bool:
    """ "Minister visits Moscow to mend ties": a capital of one of the sides behind a word of place or travel."""
    title = (parsed.document.title or "").split()
    for number, word in enumerate(title):
        if word.lower() not in engagement_words().place_in_title:
            continue
        for count in range(TITLE_WORDS, 0, -1):
            town = " ".join(title[number + 1 : number + 1 + count]).strip(",.:;").removesuffix("'s")
            if town and _is_capital_of(town, sides):
                draft.place, draft.reasons["place"] = town, Because((draft.trigger,), "the title")
                return True
    return False


def _is_capital_of(town: str, sides: set[str | None]) -> bool:
    state = state_named(town, True)
    return state in sides and state is not None and load_facts().states[state].capital == town


def _is_fresh(parsed: Parsed, draft: Draft) -> bool:
    published = parsed.document.published
    if published is None or draft.date is None or len(draft.date) != 10:
        return draft.date is None
    return 0 <= (date.fromisoformat(published) - date.fromisoformat(draft.date)).days <= FRESH
