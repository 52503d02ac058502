"""What somebody says that others must do is a request: "Georgia must act", "it was imperative for them to press"."""

from collections.abc import Iterator

from readout.events.arguments import Arguments
from readout.events.drafts import Draft
from readout.events.reading import Party, Reading
from readout.events.realis import Mood, Standing
from readout.events.syntax import breadth_first, is_passive, objects, subjects
from readout.model.span import Span, hull
from readout.model.vocabulary import EventType, Realis
from readout.parse import Token

STRENGTH = 0.75
NEAR = 25  # tokens under the verb that are looked at for whom it concerns


def find_necessities(reading: Reading, taken: frozenset[int]) -> Iterator[Draft]:
    """Requests put as a need, by the speaker of a statement, to another country than the speaker's.

    Args:
        taken: Sentences that tell a request already, by number.
    """
    parsed, words = reading.parsed, reading.lexicon.words.realis
    for token in parsed.tokens:
        if token.number not in reading.claims or token.sentence in taken:
            continue
        if token.dep == "aux" and token.text.lower() in words.must:
            verb, sign = parsed.tokens[token.head], token
        elif token.lemma.lower() in words.necessary and token.dep in ("acomp", "attr"):
            below = [
                each
                for each in parsed.dependents(parsed.tokens[token.head], "xcomp", "ccomp", "advcl")
                + parsed.dependents(token, "xcomp", "ccomp", "advcl")
            ]
            verbs = [each for each in below if each.pos == "VERB"]
            if not verbs:
                continue
            verb, sign = verbs[0], token
        else:
            continue
        speaker = reading.speaker(token)
        recipient = _recipient(reading, verb, speaker) if speaker is not None else None
        if speaker is not None and recipient is not None:
            yield _request(verb, sign, speaker, recipient)


def _recipient(reading: Reading, verb: Token, speaker: Party | None) -> Party | None:
    """Whoever must do it: for "press X to" that is X, for a passive the owner of what must be done."""
    parsed = reading.parsed
    home = set(reading.countries(speaker.keys)) if speaker is not None else set()
    asking = any(entry.row.type is EventType.REQUEST for entry in reading.lexicon.verbs.get(verb.lemma, ()))
    heads = objects(parsed, verb) if asking or is_passive(parsed, verb) else subjects(parsed, verb)
    for head in heads:
        for token in breadth_first(parsed, [head], ("relcl", "advcl", "acl")) if is_passive(parsed, verb) else (head,):
            party = reading.party(token)
            if party is not None and reading.countries(party.keys) and home.isdisjoint(reading.countries(party.keys)):
                return party
    return None


def _request(verb: Token, sign: Token, speaker: Party, recipient: Party) -> Draft:
    words = hull((verb.span, sign.span))
    trigger = words if words.stop - words.start <= 40 else verb.span
    arguments = Arguments((speaker,), (recipient,), "speaker of the statement", "who must do it")
    standing = Standing(Mood.PLAIN, (Span(sign.start, sign.stop),))
    return Draft(
        verb, trigger, EventType.REQUEST, EventType.REQUEST, Realis.ACTUAL, arguments, standing, STRENGTH, "necessity"
    )
