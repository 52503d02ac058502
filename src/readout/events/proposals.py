"""Verbs that the lexicon has not, between two countries that the syntax joins: the classifier may name their type."""

from collections.abc import Sequence

from readout.events.arguments import Arguments
from readout.events.drafts import Draft
from readout.events.reading import Party, Reading
from readout.events.realis import Mood, Standing, standing_of
from readout.events.syntax import doers, objects, prepositions
from readout.events.triggers import Candidate
from readout.model.vocabulary import EventType, Realis
from readout.parse import Token

SURE = 0.9  # what the classifier must say at least
ROW = "unknown verb"


def propose(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts without a type of their own, one a sentence at most, where a sentence has none among `drafts`."""
    taken = {draft.token.sentence for draft in drafts}
    found: list[Draft] = []
    for token in reading.parsed.tokens:
        if token.sentence not in taken and _is_unknown(reading, token):
            standing = standing_of(reading, Candidate(token, ()))
            draft = _joined(reading, token, standing) if standing.mood is Mood.PLAIN else None
            if draft is not None:
                found.append(draft)
                taken.add(token.sentence)
    return found


def _is_unknown(reading: Reading, token: Token) -> bool:
    lexicon = reading.lexicon
    verb = token.pos == "VERB" and token.dep not in ("aux", "amod")
    return verb and token.lemma not in lexicon.words.plain and token.lemma not in lexicon.verbs


def _joined(reading: Reading, verb: Token, standing: Standing) -> Draft | None:
    """A draft where the verb has a side as its subject and another as an object or after a preposition."""
    parsed = reading.parsed
    actors = _parties(reading, doers(parsed, verb))
    home = set(reading.countries(key for party in actors for key in party.keys))
    after = [pobj for prep in prepositions(parsed, verb) for pobj in parsed.dependents(prep, "pobj")]
    others = [
        party
        for party in _parties(reading, (*objects(parsed, verb), *after), anywhere=True)
        if reading.countries(party.keys) and home.isdisjoint(reading.countries(party.keys))
    ]
    if not home or not others:
        return None
    return Draft(
        token=verb,
        trigger=verb.span,
        type=EventType.CONSULT,  # never told: `weigh` takes the classifier's
        base=EventType.CONSULT,
        realis=Realis.ACTUAL,
        arguments=Arguments(actors, (others[0],), "subject", "object of an unknown verb"),
        standing=standing,
        strength=SURE,
        row=ROW,
        candidate=Candidate(verb, ()),
    )


def _parties(reading: Reading, heads: Sequence[Token], *, anywhere: bool = False) -> tuple[Party, ...]:
    found = (reading.party(head, anywhere=anywhere) for head in heads)
    return tuple(party for party in found if party is not None)
