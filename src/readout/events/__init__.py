"""Who did what to whom, in PLOVER's and CAMEO's codes."""

from readout.actors import Cast
from readout.events.assemble import event_of
from readout.events.context import with_other_side, without_asides
from readout.events.drafts import draft_events
from readout.events.lexicon import event_lexicon
from readout.events.merge import headline_of, merge_events
from readout.events.necessity import find_necessities
from readout.events.proposals import propose
from readout.events.reading import Reading
from readout.events.typing import pair_of, read_scores, weigh
from readout.model.record import Event, Statement
from readout.parse import PairScorer, Parsed

__all__ = ["find_events"]


def find_events(parsed: Parsed, cast: Cast, statements: tuple[Statement, ...], scorer: PairScorer) -> tuple[Event, ...]:
    """The events of a report, each once, in order of text.

    Rules find triggers and parties, the lexicon gives a type and its probability, and the relation classifier, asked
    once for all pairs of the report, may overrule it.
    """
    reading = Reading(parsed, cast, statements, event_lexicon())
    drafts = with_other_side(reading, without_asides(reading, draft_events(reading)))
    drafts += find_necessities(reading, drafts)
    drafts += propose(reading, drafts)
    pairs = [pair_of(reading, draft) for draft in drafts]
    scores = iter(read_scores(scorer, [pair for pair in pairs if pair is not None]))
    found = []
    for draft, pair in zip(drafts, pairs, strict=True):
        verdict = weigh(draft, next(scores) if pair is not None else None)
        if verdict is not None:
            found.append((event_of(reading, draft, verdict), draft.row))
    return merge_events(reading, found, headline_of(parsed))
