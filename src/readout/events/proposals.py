"""Verbs that the lexicon does not have, between two countries that the syntax joins: the classifier may name their type."""

from readout.events.arguments import Arguments
from readout.events.drafts import Draft
from readout.events.reading import Reading
from readout.events.realis import Mood, standing_of
from readout.events.syntax import doers, objects, prepositions
from readout.events.triggers import Candidate
from readout.model.vocabulary import EventType, Realis

SURE = 0.9  # what the classifier must say at least
ROW = "unknown verb"


def propose(reading: Reading, taken: frozenset[int]) -> list[Draft]:
    """Drafts without a type of their own, one a sentence at most.

    Args:
        taken: Sentences that have an event already, by number.
    """
    parsed, lexicon = reading.parsed, reading.lexicon
    found: dict[int, Draft] = {}
    for token in parsed.tokens:
        if token.pos != "VERB" or token.sentence in taken or token.sentence in found or token.dep in ("aux", "amod"):
            continue
        if token.lemma in lexicon.words.plain or token.lemma in lexicon.verbs:
            continue
        candidate = Candidate(token, ())
        actors = [party for party in map(reading.party, doers(parsed, token)) if party is not None]
        if not actors or standing_of(reading, candidate).mood is not Mood.PLAIN:
            continue
        below = [
            *objects(parsed, token),
            *(pobj for prep in prepositions(parsed, token) for pobj in parsed.dependents(prep, "pobj")),
        ]
        home = set(reading.countries(key for party in actors for key in party.keys))
        others = [party for party in (reading.party(head, None) for head in below) if party is not None]
        others = [
            party
            for party in others
            if reading.countries(party.keys) and home.isdisjoint(reading.countries(party.keys))
        ]
        if home and others:
            arguments = Arguments(tuple(actors), (others[0],), "subject", "object of an unknown verb")
            found[token.sentence] = Draft(
                token, token.span, EventType.CONSULT, EventType.CONSULT, Realis.ACTUAL, arguments,
                standing_of(reading, candidate), SURE, ROW, None, candidate,
            )  # fmt: skip
    return [found[number] for number in sorted(found)]
