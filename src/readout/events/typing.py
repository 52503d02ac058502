"""Weighs what the lexicon says of a trigger against what the relation classifier says of its sentence and parties.

Log-linear: the logarithm of the row's probability for each type plus `TRUST` times that of the classifier's, then
normalised. The classifier has been taught no "nothing", so it may change a type or raise doubt and never make an event
of words that the rules do not see, but for one case, in `proposals`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from readout.events.arguments import Arguments
from readout.events.drafts import Draft
from readout.events.proposals import ROW, SURE
from readout.events.reading import Party, Reading
from readout.model.vocabulary import EventType
from readout.parse import MarkedPair, PairScorer, Token

TRUST = (
    0.6  # weight of the classifier beside the lexicon; chosen on the sentences of PLV and half of the real documents
)
TRUST_HALF = 0.3  # the same where only one of the two parties is marked
YIELD = "YIELD"  # the classifier's one label for CONCEDE and RETREAT
LEAST = 1e-6
TYPES = tuple(EventType)

Scores = Mapping[EventType, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A type, how probable, and whether the classifier overruled the row."""

    type: EventType
    confidence: float
    overruled: bool


def pair_of(reading: Reading, token: Token, arguments: Arguments) -> MarkedPair | None:
    """The sentence with the first actor and the first recipient marked; None when neither stands in it."""
    sentence = reading.parsed.sentences[token.sentence]

    def marked(parties: tuple[Party, ...]) -> tuple[int, int] | None:
        inside = [party.span for party in parties if party.span.within(sentence.span)]
        return (inside[0].start - sentence.start, inside[0].stop - sentence.start) if inside else None

    source, target = marked(arguments.actors), marked(arguments.recipients)
    if target is None:
        target = marked(arguments.actors[1:])
    if source is None and target is None:
        return None
    return MarkedPair(reading.parsed.words(sentence.span), source, target)


def read_scores(scorer: PairScorer, pairs: Sequence[MarkedPair]) -> list[Scores]:
    """For each pair the probability of each type; what the classifier calls YIELD counts for CONCEDE and for RETREAT."""
    rows = scorer.score(pairs) if pairs else []
    found = []
    for row in rows:
        by_label = dict(zip(scorer.labels, row, strict=True))
        found.append({kind: by_label.get(kind.value, by_label.get(YIELD, LEAST)) for kind in TYPES})
    return found


def weigh(draft: Draft, scores: Scores | None, *, whole: bool) -> Verdict | None:
    """The most probable type; None when nothing names it and the classifier is not sure.

    Args:
        scores: The classifier's, or None when it was not asked.
        whole: Whether both parties were marked for it.
    """
    kind = draft.type
    if draft.row == ROW:
        best = max(TYPES, key=lambda each: (scores[each], each.value)) if scores is not None else kind
        sure = scores is not None and scores[best] >= SURE
        return Verdict(best, round(scores[best], 2), True) if sure and scores is not None else None
    if scores is None:
        return Verdict(kind, round(draft.strength, 2), False)
    trust = TRUST if whole else TRUST_HALF
    rest = (1 - draft.strength) / (len(TYPES) - 1)
    weights = {
        each: log(draft.strength if each is kind else rest) + trust * log(max(scores[each], LEAST)) for each in TYPES
    }
    top = max(weights.values())
    total = sum(exp(weight - top) for weight in weights.values())
    best = max(TYPES, key=lambda each: (weights[each], each is kind, each.value))
    if {best, kind} == {EventType.CONCEDE, EventType.RETREAT}:
        best = kind
    return Verdict(best, round(exp(weights[best] - top) / total, 2), best is not kind)
