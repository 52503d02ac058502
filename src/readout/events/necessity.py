"""What somebody says that others must do is a request: "Georgia must act", "it was imperative for them to press"."""

from collections.abc import Iterator, Sequence
from itertools import islice

from readout.events.arguments import Arguments
from readout.events.drafts import Draft
from readout.events.reading import Party, Reading
from readout.events.realis import Mood, Standing
from readout.events.syntax import breadth_first, is_passive, objects, subjects
from readout.model.span import hull
from readout.model.vocabulary import EventType, Realis
from readout.parse import Token

STRENGTH = 0.75
NEAR = 25  # tokens under the verb that are looked at for whom it concerns
LONGEST = 40  # code points of a trigger


def find_necessities(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Requests put as a need, by the speaker of a statement, to another country than the speaker's.

    Args:
        drafts: What was found before; where a sentence has a request already, its need is that request's content.
    """
    taken = {draft.token.sentence for draft in drafts if draft.type is EventType.REQUEST}
    found = []
    for verb, sign in _needs(reading):
        speaker = reading.speaker(sign)
        recipient = _whom(reading, verb, speaker) if speaker is not None and sign.sentence not in taken else None
        if speaker is not None and recipient is not None:
            found.append(_request(verb, sign, speaker, recipient))
    return found


def _needs(reading: Reading) -> Iterator[tuple[Token, Token]]:
    """Verbs of what must be done, each with the word that says so."""
    parsed, words = reading.parsed, reading.lexicon.words.realis
    for token in parsed.tokens:
        if token.number not in reading.claims:
            continue
        above = parsed.tokens[token.head]
        if token.dep == "aux" and token.text.lower() in words.must:
            yield above, token
        elif token.dep in ("acomp", "attr") and token.lemma.lower() in words.necessary:
            below = (*parsed.dependents(above, "xcomp", "ccomp", "advcl"), *parsed.dependents(token, "xcomp", "ccomp"))
            yield from ((each, token) for each in below[:1] if each.pos == "VERB")


def _whom(reading: Reading, verb: Token, speaker: Party) -> Party | None:
    """Who must do it; for "must press X to" that is X, for a passive the owner of what must be done."""
    parsed = reading.parsed
    home = set(reading.countries(speaker.keys))
    asking = any(entry.row.type is EventType.REQUEST for entry in reading.lexicon.verbs.get(verb.lemma, ()))
    passive = is_passive(parsed, verb)
    heads = objects(parsed, verb) if asking or passive else subjects(parsed, verb)
    near = breadth_first(parsed, heads, ("relcl", "advcl", "acl")) if passive else iter(heads)
    for token in islice(near, NEAR):
        party = reading.party(token)
        countries = reading.countries(party.keys) if party is not None else ()
        if countries and home.isdisjoint(countries):
            return party
    return None


def _request(verb: Token, sign: Token, speaker: Party, recipient: Party) -> Draft:
    words = hull((verb.span, sign.span))
    return Draft(
        token=verb,
        trigger=words if words.stop - words.start <= LONGEST else verb.span,
        type=EventType.REQUEST,
        base=EventType.REQUEST,
        realis=Realis.ACTUAL,
        arguments=Arguments((speaker,), (recipient,), "speaker of the statement", "who must do it"),
        standing=Standing(Mood.PLAIN, (sign.span,)),
        strength=STRENGTH,
        row="necessity",
    )
