"""Who did what to whom, in PLOVER's and CAMEO's codes."""

from dataclasses import dataclass

from readout.actors import Cast
from readout.events.codes import codes_of
from readout.events.details import date_of, own_words, place_of, quantity_of
from readout.events.drafts import Draft, draft_events
from readout.events.lexicon import event_lexicon
from readout.events.merge import merge_events
from readout.events.necessity import find_necessities
from readout.events.proposals import propose
from readout.events.reading import Reading
from readout.events.triggers import Candidate
from readout.events.typing import Verdict, pair_of, read_scores, weigh
from readout.facts import load_ontology
from readout.model.ids import make_id
from readout.model.record import Because, Event, Evidence, Statement
from readout.model.span import Span
from readout.model.vocabulary import EventType, Realis
from readout.parse import PairScorer, Parsed

__all__ = ["find_events"]


def find_events(parsed: Parsed, cast: Cast, statements: tuple[Statement, ...], scorer: PairScorer) -> tuple[Event, ...]:
    """The events of a report, each once, in order of text.

    Rules find triggers and parties, the lexicon gives a type and its probability, and the relation classifier, asked
    once for all pairs of the report, may overrule it.
    """
    reading = Reading(parsed, cast, statements, event_lexicon())
    drafts = draft_events(reading)
    asked = frozenset(draft.token.sentence for draft in drafts if draft.type is EventType.REQUEST)
    drafts += find_necessities(reading, asked)
    proposed = propose(reading, frozenset(draft.token.sentence for draft in drafts))
    pairs = [pair_of(reading, draft.token, draft.arguments) for draft in (*drafts, *proposed)]
    scores = iter(read_scores(scorer, [pair for pair in pairs if pair is not None]))
    found = []
    for draft, pair in zip((*drafts, *proposed), pairs, strict=True):
        whole = pair is not None and pair.source is not None and pair.target is not None
        verdict = weigh(draft, next(scores) if pair is not None else None, whole=whole)
        if verdict is not None:
            found.append((event_of(reading, draft, verdict), draft.row))
    return merge_events(reading, found, headline_of(parsed))


def event_of(reading: Reading, draft: Draft, verdict: Verdict) -> Event:
    """The event of the record, with the reason for each field."""
    parsed = reading.parsed
    kind, arguments = verdict.type, draft.arguments
    candidate = draft.candidate or Candidate(draft.token, ())
    own = own_words(reading, candidate)
    codes = codes_of(reading.lexicon, load_ontology(), draft, kind, own)
    dated = date_of(reading, candidate, own, draft.realis)
    realis = draft.realis
    if realis is Realis.ACTUAL and dated.value and _long_before(dated.value, parsed.document.published):
        realis = Realis.HISTORICAL
    place = place_of(reading, candidate)
    claim = claim_of(reading, draft)
    by = f"{draft.row}; relation model" if verdict.overruled else draft.row
    because = {
        "event_type": Because((draft.trigger,), by, verdict.confidence),
        "actors": Because(tuple(party.span for party in arguments.actors), arguments.actor_by),
        "realis": Because(draft.standing.words or (draft.trigger,), draft.standing.mood.value),
    }
    if arguments.recipients:
        because["recipients"] = Because(tuple(party.span for party in arguments.recipients), arguments.recipient_by)
    if dated.value:
        because["date"] = Because((dated.span,) if dated.span else (), dated.by)
    if place:
        because["place"] = Because((place,), "named place")
    if claim is not None:
        because["claimed_by"] = Because(claim.content, "innermost statement around it")
    return Event(
        id=make_id("ev", parsed.document.id, draft.trigger.start, draft.trigger.stop, kind.value),
        event_type=kind,
        mode=codes.mode,
        contexts=codes.contexts,
        cameo=codes.cameo,
        goldstein=codes.goldstein,
        actors=arguments.actor_keys,
        recipients=arguments.recipient_keys,
        trigger=draft.trigger,
        sentence=parsed.sentences[draft.token.sentence].span,
        mentions=(draft.trigger,),
        date=dated.value,
        place=parsed.words(place) if place else None,
        realis=realis,
        quantity=quantity_of(reading, candidate, own) if kind in reading.lexicon.words.counted else None,
        claimed_by=claim.id if claim is not None else None,
        confidence=verdict.confidence,
        by=by,
        evidence=Evidence(because),
    )


def claim_of(reading: Reading, draft: Draft) -> Statement | None:
    """The innermost statement around the event; one whose own cue makes it the event ("is willing to") does not claim it."""
    claim = reading.claims.get(draft.token.number)
    while claim is not None and any(word.within(cue) for word in draft.standing.words for cue in claim.cue):
        claim = reading.by_id.get(claim.nested_in or "")
    return claim


def _long_before(value: str, published: str | None) -> bool:
    """Whether the date lies in a year that ended half a year or more before publication."""
    return (
        published is not None
        and value[:4].isdigit()
        and int(value[:4]) + 1 < int(published[:4]) + (int(published[5:7]) > 6)
    )


def headline_of(parsed: Parsed) -> Span | None:
    """The first paragraph, when it is a line without a full stop above others."""
    if not parsed.sentences or parsed.sentences[-1].paragraph == parsed.sentences[0].paragraph:
        return None
    first = [sentence for sentence in parsed.sentences[:3] if sentence.paragraph == parsed.sentences[0].paragraph]
    whole = Span(first[0].start, first[-1].stop)
    return whole if len(first) < 3 and parsed.words(whole)[-1] not in '.!?"”' else None
