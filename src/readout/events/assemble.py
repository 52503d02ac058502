"""Makes the event of the record, with the reason for each field, from a draft and its verdict."""

from collections.abc import Iterable

from readout.events.codes import codes_of
from readout.events.details import date_of, own_words, place_of, quantity_of
from readout.events.drafts import Draft
from readout.events.reading import Reading
from readout.events.triggers import Candidate
from readout.events.typing import Verdict
from readout.facts import load_ontology
from readout.model.ids import make_id
from readout.model.record import Because, Event, Evidence, Statement
from readout.model.span import Span
from readout.model.vocabulary import Realis
from readout.places import resolve_place

OWN_WORDS = 12  # of an event's clause that stand as the reason of its contexts


def event_of(reading: Reading, draft: Draft, verdict: Verdict) -> Event:
    """The event; realis becomes historical where its date lies in a year long past."""
    parsed, arguments = reading.parsed, draft.arguments
    candidate = draft.candidate or Candidate(draft.token, ())
    own = own_words(reading, candidate)
    codes = codes_of(reading.lexicon, load_ontology(), draft, verdict.type, own)
    dated = date_of(reading, candidate, own, draft.realis)
    past = draft.realis is Realis.ACTUAL and _is_long_past(dated.value, parsed.document.published)
    place = place_of(reading, candidate)
    lies = (
        resolve_place(parsed.words(place), countries=reading.cast.countries, facts=reading.cast.facts)
        if place
        else None
    )
    counted = verdict.type in reading.lexicon.words.counted
    claim = claim_of(reading, draft)
    by = f"{draft.row}; relation model" if verdict.overruled else draft.row
    quantity = quantity_of(reading, candidate, own) if counted else None
    words = _spans((draft.trigger, *(token.span for token in own if not token.text.isspace())))[:OWN_WORDS]
    because = {
        "mode": Because((draft.trigger,), "row of the ontology" if codes.mode else ""),
        "contexts": Because(words, "context words of its clause" if codes.contexts else ""),
        "cameo": Because((draft.trigger,), "row of the ontology" if codes.cameo else ""),
        "goldstein": Because((), "score of the CAMEO code" if codes.goldstein is not None else ""),
        "quantity": Because((quantity.span,) if quantity else (), "number in its clause" if quantity else ""),
        "event_type": Because((draft.trigger,), by, verdict.confidence),
        "actors": Because(_spans(party.span for party in arguments.actors), arguments.actor_by),
        "recipients": Because(_spans(party.span for party in arguments.recipients), arguments.recipient_by),
        "realis": Because(draft.standing.words or (draft.trigger,), draft.standing.mood.value),
        "date": Because((dated.span,) if dated.span else (), dated.by),
        "place": Because((place,) if place else (), "named place" if place else ""),
        "place_country": Because((place,) if place else (), lies.by if lies else ""),
        "claimed_by": Because(claim.content if claim else (), "innermost statement around it" if claim else ""),
    }
    return Event(
        id=make_id("ev", parsed.document.id, draft.trigger.start, draft.trigger.stop, verdict.type.value),
        event_type=verdict.type,
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
        place_country=lies.country if lies else None,
        realis=Realis.HISTORICAL if past else draft.realis,
        quantity=quantity,
        claimed_by=claim.id if claim is not None else None,
        confidence=verdict.confidence,
        by=by,
        evidence=Evidence({name: reason for name, reason in because.items() if reason.by}),
    )


def claim_of(reading: Reading, draft: Draft) -> Statement | None:
    """The innermost statement around the event; one whose own cue makes it the event ("is willing to") is none."""
    claim = reading.claims.get(draft.token.number)
    while claim is not None and any(word.within(cue) for word in draft.standing.words for cue in claim.cue):
        claim = reading.by_id.get(claim.nested_in or "")
    return claim


def _spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(spans))


def _is_long_past(value: str | None, published: str | None) -> bool:
    """Whether the date lies two years or more before the report, by the calendar."""
    return bool(value and published and value[:4].isdigit() and int(value[:4]) + 1 < int(published[:4]))
