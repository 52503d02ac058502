"""Turns candidates into drafts of events: a row that fits, its parties, and what the mood makes of the type.

Candidates are read from the top of the syntax downwards, so that what a demand, a promise or a charge says is known to
be its content before its own words are looked at.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from readout.events.arguments import Arguments, find_arguments
from readout.events.lexicon import Row
from readout.events.reading import Party, Reading
from readout.events.realis import Mood, Standing, standing_of
from readout.events.syntax import breadth_first, clauses, is_passive, subjects
from readout.events.triggers import Candidate, find_candidates
from readout.model.span import Span
from readout.model.vocabulary import EventType, Realis
from readout.parse import Token

VERBAL = frozenset(
    {
        EventType.AGREE,
        EventType.SUPPORT,
        EventType.CONCEDE,
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
    }
)
HOLDING = frozenset({EventType.AGREE, EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN})
GIVEN = frozenset({EventType.AGREE, EventType.AID})
BESIDE = ("nsubj", "nsubjpass", "relcl", "punct", "agent", "csubj")


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it is typed for good.

    Attributes:
        base: The type of the deed itself, where the mood made `type` of it.
        row: Name of the row in the lexicon, or of the rule.
        pending: It is an event only if the other side of the report's contact is its recipient.
    """

    token: Token
    trigger: Span
    type: EventType
    base: EventType
    realis: Realis
    arguments: Arguments
    standing: Standing
    strength: float
    row: str
    entry: Row | None = None
    candidate: Candidate | None = None
    pending: bool = False


def draft_events(reading: Reading) -> list[Draft]:
    """Drafts in order of text."""
    drafts: list[Draft] = []
    held: set[int] = set()
    used: set[int] = set()
    for candidate in sorted(find_candidates(reading), key=lambda each: (_depth(reading, each), each.token.number)):
        if candidate.token.number in held or candidate.token.number in used:
            continue
        draft = _draft(reading, candidate)
        if draft is None:
            continue
        drafts.append(draft)
        used.update(
            each.number for each in candidate.near if draft.entry is not None and each.lemma in draft.entry.objects
        )
        used.add(candidate.verb.number)
        if draft.type in HOLDING and not (draft.entry is not None and draft.entry.inner):
            held.update(each.number for each in _content(reading, candidate))
    ordered = sorted(_without_asides(reading, drafts), key=lambda draft: (draft.trigger, draft.row))
    return _with_other_side(reading, ordered)


def _without_asides(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Leaves out what a clause only recalls to describe somebody, where the sentence tells something else as its news.

    On real sentences one in four of these is what an annotator codes.
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
    while token.dep == "conj" and token.pos == "VERB":
        token = reading.parsed.tokens[token.head]
    return token.pos == "VERB" and (token.dep == "relcl" or (token.dep == "acl" and token.tag != "VB"))


def _with_other_side(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """In a report on a contact of two sides, what one gives or promises without saying to whom, goes to the other."""
    sides = next(
        (
            pair
            for pair in (_sides(reading, draft) for draft in drafts if draft.type is EventType.CONSULT)
            if len(pair) == 2
        ),
        (),
    )
    found = []
    for draft in drafts:
        own = reading.countries(draft.arguments.actor_keys)
        if draft.type in GIVEN and not draft.arguments.recipients and len(own) == 1 and own[0] in sides:
            other = next(side for side in sides if side != own[0])
            party = Party((reading.by_country[other],), draft.trigger, draft.token.number)
            found.append(
                replace(
                    draft,
                    pending=False,
                    arguments=replace(draft.arguments, recipients=(party,), recipient_by="other side of the contact"),
                )
            )
        elif not draft.pending:
            found.append(draft)
    return found


def _sides(reading: Reading, draft: Draft) -> tuple[str, ...]:
    return reading.countries((*draft.arguments.actor_keys, *draft.arguments.recipient_keys))


def _depth(reading: Reading, candidate: Candidate) -> float:
    """How far below the root: a noun after the verb that carries it, be that above it or a participle below."""
    depths = [sum(1 for _ in reading.parsed.ancestors(token)) for token in (candidate.token, candidate.verb)]
    return max(depths) + (0.5 if candidate.light else 0)


def _content(reading: Reading, candidate: Candidate) -> Iterable[Token]:
    """Everything below the trigger but its subject and what only describes its parties."""
    parsed = reading.parsed
    below = [
        each
        for word in dict.fromkeys((candidate.verb, candidate.token))
        for each in parsed.dependents(word)
        if each.dep not in (*BESIDE, "conj", "advcl")
    ]
    below += [each for each in parsed.dependents(candidate.verb, "advcl") if each.tag == "VB"]
    return breadth_first(parsed, [each for each in below if each.number != candidate.token.number], BESIDE[2:4])


def _draft(reading: Reading, candidate: Candidate) -> Draft | None:
    standing = standing_of(reading, candidate)
    for entry in candidate.entries:
        row = entry.row
        if candidate.role == "stop" and row.type not in reading.lexicon.words.stopped:
            continue
        if row.modal and standing.mood not in (Mood.FUTURE, Mood.WILLING):
            continue
        kind = row.type if row.modal else _under(reading, row, standing.mood)
        if kind is None:
            continue
        arguments = find_arguments(reading, candidate, row)
        speaker = reading.speaker(candidate.token)
        if row.speaker or (not arguments.actors and (kind in VERBAL or _is_pronoun(reading, candidate))):
            if speaker is None:
                continue
            arguments = replace(arguments, actors=(speaker,), actor_by="speaker of the statement")
        if not _own_word(reading, candidate, kind, standing, arguments):
            continue
        pending = not _holds(reading, candidate, row, kind, arguments)
        if pending and (
            not arguments.actors
            or arguments.recipients
            or kind not in GIVEN
            or candidate.token.number not in reading.claims
        ):
            continue
        changed = kind is not row.type or row.modal
        realis = _realis(kind, standing.mood, changed)
        return Draft(
            candidate.token, candidate.trigger(entry), kind, row.type, realis, arguments, standing, row.strength, entry.name, row, candidate, pending,
        )  # fmt: skip
    return None


def _is_pronoun(reading: Reading, candidate: Candidate) -> bool:
    """Whether the subject is a pronoun that nothing else explains: "said it had freed them"."""
    heads = subjects(reading.parsed, candidate.verb)
    return bool(heads) and heads[0].tag == "PRP" and not is_passive(reading.parsed, candidate.verb)


def _under(reading: Reading, row: Row, mood: Mood) -> EventType | None:
    """What the deed is once its mood is heard; None when nothing was done with it."""
    modality, kind = reading.lexicon.words.modality, row.type
    if mood is Mood.PLAIN:
        return kind
    if mood is Mood.FUTURE:
        return EventType.CONCEDE if row.mode in modality.conceding else modality.future.get(kind)
    if mood is Mood.REFUSED:
        return modality.refused.get(kind)
    if mood is Mood.WILLING:
        return modality.willing.get(kind)
    if mood is Mood.NEGATED:
        return kind
    return kind if mood is Mood.SUPPOSED else None


def _realis(kind: EventType, mood: Mood, changed: bool) -> Realis:
    if changed or mood is Mood.PLAIN:
        return Realis.ACTUAL
    if mood is Mood.FUTURE:
        return Realis.FUTURE
    return Realis.NEGATED if mood is Mood.NEGATED else Realis.HYPOTHETICAL


def _holds(reading: Reading, candidate: Candidate, row: Row, kind: EventType, arguments: Arguments) -> bool:
    """Whether there is enough of an event: somebody who acts, and what else the row needs."""
    actors, recipients = arguments.actor_keys, arguments.recipient_keys
    if not actors:
        return False
    if row.actor and not any(reading.actor(key).kind in row.actor for key in actors):
        return False
    several = row.reciprocal and len(actors) > 1
    known = set(reading.countries(actors)), set(reading.countries(recipients))
    if row.needs == "recipient" and not (recipients or several):
        return False
    if row.needs == "content" and not (recipients or any(True for _ in clauses(reading.parsed, candidate.verb))):
        return False
    if row.needs == "subject" and not any(
        reading.parsed.dependents(each, "nsubj") for each in clauses(reading.parsed, candidate.verb)
    ):
        return False
    if row.needs in ("other", "subject") and not (known[1] and known[1] != known[0]):
        return False
    if candidate.token.pos == "NOUN" and candidate.light is None and not (recipients or several):
        return False
    if row.clause and not any(True for _ in clauses(reading.parsed, candidate.token)) and not recipients:
        return False
    return not (kind is EventType.CONSULT and not recipients and not several)


def _own_word(
    reading: Reading, candidate: Candidate, kind: EventType, standing: Standing, arguments: Arguments
) -> bool:
    """Whether a deed that is not yet done is told by the side that would do it: a forecast of others is no event."""
    mood = standing.mood
    if (
        mood in (Mood.PLAIN, Mood.NEGATED)
        or candidate.role == "stop"
        or kind is EventType.CONSULT
        and mood is Mood.FUTURE
    ):
        return True
    if mood is Mood.SUPPOSED:
        return False
    claim = reading.claims.get(candidate.token.number)
    if claim is None:
        return True
    said, done = set(reading.countries(claim.speakers)), set(reading.countries(arguments.actor_keys))
    return not said or not done or not said.isdisjoint(done)
