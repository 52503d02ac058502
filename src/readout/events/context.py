"""What the rest of the sentence and of the report say of a draft: mere background, or the other side of a contact."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from readout.events.drafts import Draft
from readout.events.reading import Party, Reading
from readout.events.syntax import preposed
from readout.model.vocabulary import EventType
from readout.parse import Token

STEPS = 8  # verbs joined by "and" that are climbed over


def without_asides(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Leaves out what a clause only recalls to describe somebody, where the sentence tells something else as its news.

    Of such clauses one in four tells what annotators code, on the sentences of PLV.
    """
    aside = [_describes(reading, draft.token) and not _is_whole(draft) for draft in drafts]
    news = {draft.token.sentence for draft, describes in zip(drafts, aside, strict=True) if not describes}
    return [
        draft
        for draft, describes in zip(drafts, aside, strict=True)
        if not describes or (draft.token.sentence not in news and draft.arguments.recipients)
    ]


def _is_whole(draft: Draft) -> bool:
    """Whether a participle and its noun tell the deed with both sides: "support extended to X by Y"."""
    named = draft.arguments.actor_by == "agent" and draft.arguments.recipients
    return bool(named and draft.entry is not None and draft.entry.objects)


def _describes(reading: Reading, token: Token) -> bool:
    """Whether the verb heads a relative or participle clause, or is joined to one that does."""
    for above in islice(reading.parsed.ancestors(token), STEPS):
        if token.dep != "conj" or token.pos != "VERB":
            break
        token = above
    return token.pos == "VERB" and (token.dep == "relcl" or (token.dep == "acl" and token.tag != "VB"))


def with_other_side(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """In a report on a contact of two sides, what one gives or promises without saying to whom, goes to the other."""
    contacts = (_sides(reading, draft) for draft in drafts if draft.type is EventType.CONSULT)
    sides = next((pair for pair in contacts if len(pair) == 2), ())
    found = []
    for draft in drafts:
        arguments = draft.arguments
        own = reading.countries(arguments.actor_keys)
        given = (
            draft.type in reading.lexicon.words.given and not arguments.recipients and not _names_whom(reading, draft)
        )
        if given and len(own) == 1 and own[0] in sides:
            other = next(side for side in sides if side != own[0])
            party = Party((reading.by_country[other],), draft.trigger, draft.token.number)
            arguments = replace(arguments, recipients=(party,), recipient_by="other side of the contact")
            found.append(replace(draft, pending=False, arguments=arguments))
        elif not draft.pending:
            found.append(draft)
    return found


def _names_whom(reading: Reading, draft: Draft) -> bool:
    """Whether the words say to whom, though it is nobody we know."""
    heads = (head for word in reading.lexicon.words.towards for head in preposed(reading.parsed, draft.token, word))
    return any(head.pos == "PROPN" for head in heads)


def _sides(reading: Reading, draft: Draft) -> tuple[str, ...]:
    return reading.countries((*draft.arguments.actor_keys, *draft.arguments.recipient_keys))
