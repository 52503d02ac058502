"""Links the tagger's sources, cues and contents into attributions.

The method is the trial's: a cue is the middle of an attribution, and each source and content goes to the nearest cue of
its sentence, else of its paragraph. A cue without a source of its own shares that of the cue before it in the sentence
("X said ..., adding that ...").
"""

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from readout.model.span import Span
from readout.parse.parsed import FAR, Attribution, Sentence


@dataclass
class _Draft:
    cue: Span
    sentence: int
    paragraph: int
    sources: list[Span] = field(default_factory=list)
    contents: list[Span] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    inherited: bool = False


def link_attributions(
    tagged: Iterable[tuple[str, Span, float]], sentences: Sequence[Sentence]
) -> tuple[Attribution, ...]:
    """Attributions in the order of their cues; those without content are left out."""
    if not sentences:
        return ()
    starts = [sentence.start for sentence in sentences]

    def sentence_of(offset: int) -> Sentence:
        return sentences[max(0, bisect_right(starts, offset) - 1)]

    tagged = list(tagged)
    drafts = [
        _Draft(span, sentence_of(span.start).number, sentence_of(span.start).paragraph, scores=[score])
        for role, span, score in tagged
        if role == "cue"
    ]
    cue_starts = [draft.cue.start for draft in drafts]
    for role, span, score in tagged:
        if role == "cue":
            continue
        near = _around(drafts, cue_starts, span)
        draft = _nearest(near, span, sentence_of)
        if draft is not None:
            (draft.sources if role == "source" else draft.contents).append(span)
            draft.scores.append(score)
    _share_sources(drafts)
    return tuple(
        Attribution(
            tuple(draft.sources), draft.cue, tuple(draft.contents),
            round(sum(draft.scores) / len(draft.scores), 2), draft.inherited,
        )
        for draft in drafts
        if draft.contents
    )  # fmt: skip


def _around(drafts: list[_Draft], cue_starts: list[int], span: Span) -> list[_Draft]:
    """The few cues before and after a span: the nearest is among them, however long the text."""
    place = bisect_right(cue_starts, span.start)
    after = bisect_right(cue_starts, span.stop)
    return drafts[max(0, place - 3) : after + 3]


def _nearest(near: list[_Draft], span: Span, sentence_of: Callable[[int], Sentence]) -> _Draft | None:
    first, last = sentence_of(span.start), sentence_of(span.stop - 1)

    def distance(draft: _Draft) -> tuple[int, int]:
        gap = max(draft.cue.start - span.stop, span.start - draft.cue.stop, 0)
        if first.number <= draft.sentence <= last.number:
            return (0, gap)
        if first.paragraph <= draft.paragraph <= last.paragraph:
            return (1, gap)
        return (2, FAR)

    best = min(near, key=distance, default=None)
    return best if best is not None and distance(best)[0] < 2 else None


def _share_sources(drafts: list[_Draft]) -> None:
    for before, draft in itertools.pairwise(drafts):
        if not draft.sources and before.sources and before.sentence == draft.sentence:
            draft.sources = list(before.sources)
            draft.inherited = True
