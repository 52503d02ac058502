"""Turns candidates into drafts of events: a row that fits, its parties, and what the mood makes of the type.

Candidates are read from the top of the syntax downwards, so that what a demand, a promise or a charge says is known to
be its content before its own words are looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from readout.events.arguments import Arguments, find_arguments, ground_of
from readout.events.lexicon import Entry, Row
from readout.events.moods import is_own_word, realis_of, type_under
from readout.events.reading import Reading
from readout.events.realis import Standing, standing_of
from readout.events.syntax import breadth_first, clauses, is_passive, subjects
from readout.events.triggers import Candidate, find_candidates
from readout.model.span import Span
from readout.model.vocabulary import EventType, Realis
from readout.parse import Token

# Under a trigger, what is no part of what it says.
BESIDE = ("nsubj", "nsubjpass", "csubj", "agent", "relcl", "punct", "conj", "advcl")
DESCRIBING = ("relcl", "punct")


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
    """Drafts in order of text; of words inside the content of a verbal event there is none."""
    drafts: list[Draft] = []
    held: set[int] = set()
    for candidate in sorted(find_candidates(reading), key=lambda each: (_depth(reading, each), each.token.number)):
        draft = _draft(reading, candidate) if candidate.token.number not in held else None
        if draft is None or draft.entry is None:
            continue
        drafts.append(draft)
        held.add(candidate.verb.number)
        held.update(each.number for each in candidate.near if each.lemma in draft.entry.objects)
        if draft.type in reading.lexicon.words.holding:
            held.update(each.number for each in _content(reading, candidate))
    return sorted(drafts, key=lambda draft: (draft.trigger, draft.row))


def _depth(reading: Reading, candidate: Candidate) -> float:
    """How far below the root: a noun after the verb that carries it, be that above it or a participle below."""
    depth = max(reading.depths[candidate.token.number], reading.depths[candidate.verb.number])
    return depth + (0.5 if candidate.light else 0)


def _content(reading: Reading, candidate: Candidate) -> Iterator[Token]:
    """What the trigger says: all below it but its subject, and but what only describes its parties."""
    parsed = reading.parsed
    below = [
        each
        for word in dict.fromkeys((candidate.verb, candidate.token))
        for each in parsed.dependents(word)
        if each.number != candidate.token.number
        and (each.dep not in BESIDE or (each.dep == "advcl" and each.tag == "VB"))
    ]
    return breadth_first(parsed, below, DESCRIBING)


def _draft(reading: Reading, candidate: Candidate) -> Draft | None:
    """Of the first row that fits, best one that waits for nothing; None when none does."""
    standing = standing_of(reading, candidate)
    waiting = None
    for entry in candidate.entries:
        kind = type_under(reading.lexicon, entry.row, standing.mood)
        draft = _draft_of(reading, candidate, entry, kind, standing) if kind is not None else None
        if draft is not None and not draft.pending:
            return draft
        waiting = waiting or draft
    return waiting


def _draft_of(
    reading: Reading, candidate: Candidate, entry: Entry, kind: EventType, standing: Standing
) -> Draft | None:
    row, token = entry.row, candidate.token
    arguments = _with_speaker(reading, candidate, row, kind, find_arguments(reading, candidate, row))
    if not arguments.actors or not is_own_word(reading, token, kind, standing.mood, arguments):
        return None
    pending = not _suffices(reading, candidate, row, kind, arguments)
    given = kind in reading.lexicon.words.given and token.number in reading.claims
    if pending and (arguments.recipients or not given):
        return None
    return Draft(
        token=token,
        trigger=candidate.trigger(entry),
        type=kind,
        base=row.type,
        realis=realis_of(row, kind, standing.mood),
        arguments=arguments,
        standing=standing,
        strength=row.strength,
        row=entry.name,
        entry=row,
        candidate=candidate,
        pending=pending,
    )


def _with_speaker(reading: Reading, candidate: Candidate, row: Row, kind: EventType, arguments: Arguments) -> Arguments:
    """Fills in who acts where the words leave it to the statement around them, or to the ground it is done on."""
    words, verb = reading.lexicon.words, candidate.verb
    speaker = reading.speaker(candidate.token)
    if row.speaker:
        return replace(arguments, actors=(speaker,) if speaker else (), actor_by="speaker of the statement")
    if arguments.actors:
        return arguments
    passive = is_passive(reading.parsed, verb)
    pronoun = not passive and any(head.tag == "PRP" for head in subjects(reading.parsed, verb)[:1])
    if speaker is not None and (kind in words.verbal or pronoun):
        return replace(arguments, actors=(speaker,), actor_by="speaker of the statement")
    if passive and kind in words.by_the_ground:
        return replace(arguments, actors=ground_of(reading, candidate)[:1], actor_by="place where it was done")
    return arguments


def _suffices(reading: Reading, candidate: Candidate, row: Row, kind: EventType, arguments: Arguments) -> bool:
    """Whether there is enough of an event for what the row needs."""
    actors, recipients = arguments.actor_keys, arguments.recipient_keys
    if row.actor and not any(reading.actor(key).kind in row.actor for key in actors):
        return False
    met = bool(recipients) or (row.reciprocal and len(actors) > 1)
    bare_noun = candidate.light is None and candidate.token.pos not in ("VERB", "AUX")
    if not met and (bare_noun or kind is EventType.CONSULT or row.needs == "recipient"):
        return False
    said = [each for word in (candidate.verb, candidate.token) for each in clauses(reading.parsed, word)]
    if (row.clause or row.needs == "content") and not (recipients or said):
        return False
    if row.needs == "subject" and not any(reading.parsed.dependents(each, "nsubj") for each in said):
        return False
    others = reading.countries(recipients)
    return row.needs not in ("other", "subject") or bool(others and others != reading.countries(actors))
