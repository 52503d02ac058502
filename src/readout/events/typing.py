"""Weighs what the lexicon says of a trigger against what the relation classifier says of its sentence and parties.

Log-linear: the logarithm of the row's probability for each type plus `TRUST` times that of the classifier's, then
normalised. The classifier has been taught no "nothing", so it may change a type or raise doubt and never make an event
of words that the rules do not see, but for one case, in `proposals`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from readout.events.drafts import Draft
from readout.events.proposals import ROW, SURE
from readout.events.reading import Party, Reading
from readout.model.vocabulary import EventType
from readout.parse import MarkedPair, PairScorer

TRUST = 0.6  # weight of the classifier beside the lexicon, so that it needs to be very sure to overrule a strong row
# The classifier was trained with labels smoothed by .05, so that it gives no type less than some .003. It cannot
# overrule a row this strong, and is not asked about one.
DECISIVE = 0.8
YIELD = "YIELD"  # the classifier's one label for two types
YIELDING = {EventType.CONCEDE, EventType.RETREAT}
# What is only said stays so, whatever deed its content is about.
SAID = frozenset(
    (EventType.AGREE, EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT)
)
FOUND = 0.85  # how often what the rules find is an event that annotators code: types in 28 real documents
LEAST = 1e-6
TYPES = tuple(EventType)

Scores = Mapping[EventType, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A type, how probable, and whether the classifier overruled the row."""

    type: EventType
    confidence: float
    overruled: bool


def pair_of(reading: Reading, draft: Draft) -> MarkedPair | None:
    """The sentence with the first actor and the first recipient marked, for the classifier; None when it is not asked.

    Of several actors that do it to each other the second stands for the recipient. It is not asked where one of the
    two does not stand in the sentence, or where the row decides.
    """
    if draft.strength >= DECISIVE and draft.row != ROW:
        return None
    sentence = reading.parsed.sentences[draft.token.sentence]

    def marked(parties: tuple[Party, ...]) -> tuple[int, int] | None:
        inside = [party.span for party in parties if party.span.within(sentence.span)]
        return (inside[0].start - sentence.start, inside[0].stop - sentence.start) if inside else None

    actors, recipients = draft.arguments.actors, draft.arguments.recipients
    source, target = marked(actors), marked(recipients) or marked(actors[1:])
    if source is None or target is None:
        return None
    return MarkedPair(reading.parsed.words(sentence.span), source, target)


def read_scores(scorer: PairScorer, pairs: Sequence[MarkedPair]) -> list[Scores]:
    """For each pair the probability of each type; what the classifier calls YIELD counts for both of its types."""
    found: list[Scores] = []
    for row in scorer.score(pairs) if pairs else ():
        by_label = dict(zip(scorer.labels, row, strict=True))
        found.append({kind: by_label.get(kind.value, by_label.get(YIELD, LEAST)) for kind in TYPES})
    return found


def weigh(draft: Draft, scores: Scores | None) -> Verdict | None:
    """The most probable type; None when only the classifier could name it and it is not sure.

    Args:
        scores: The classifier's for the pair, or None when it was not asked.
    """
    if draft.row == ROW:
        best = max(TYPES, key=lambda each: (scores[each], each.value)) if scores else draft.type
        sure = scores is not None and scores[best] >= SURE
        return Verdict(best, round(FOUND * SURE, 2), True) if sure else None
    if scores is None:
        return Verdict(draft.type, round(FOUND * draft.strength, 2), False)
    rest = (1 - draft.strength) / (len(TYPES) - 1)
    among = [each for each in TYPES if each in SAID or draft.type not in SAID]
    weights = {
        each: log(draft.strength if each is draft.type else rest) + TRUST * log(max(scores[each], LEAST))
        for each in among
    }
    top = max(weights.values())
    total = sum(exp(weight - top) for weight in weights.values())
    best = max(among, key=lambda each: (weights[each], each is draft.type, each.value))
    if {best, draft.type} == YIELDING:
        best = draft.type
    return Verdict(best, round(FOUND * exp(weights[best] - top) / total, 2), best is not draft.type)
