"""The relation classifier: what the source of a sentence does to its target, as one of fifteen PLOVER roots.

Markers stand around both spans, and a fine-tuned MiniLM-L6 reads the sentence with them; what it learned
from, how well it does and where it fails is in docs/models/relations.md. The method is the entity markers of
Baldini Soares et al. (2019), "Matching the Blanks". Training builds its input with `marked_input` too.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from readout.model.errors import ModelError, SpanError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# the fifteen PLOVER roots in the order of the scores; YIELD stands for CONCEDE and RETREAT
LABELS = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE",
    "PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A sentence with a source and a target, half-open spans in code points of the sentence.

    A side that the sentence does not name is None. Spans may touch, overlap or be the same.

    Raises:
        SpanError: a span is empty or does not lie in the sentence.
    """

    sentence: str
    source: Run | None
    target: Run | None

    def __post_init__(self) -> None:
        for role, span in (("source", self.source), ("target", self.target)):
            if span and not 0 <= span[0] < span[1] <= len(self.sentence):
                raise SpanError(f"{role} {span} is not a span in {len(self.sentence)} code points")


@dataclass(frozen=True, slots=True)
class Marking:
    """What is added to the pieces of a sentence, by number in the vocabulary, and how many of them are kept.

    Attributes:
        ends: The pieces that every input begins and ends with.
        source, target: The opening and the closing marker of each side.
        limit: Most pieces of text in one input.
    """

    ends: tuple[int, int]
    source: tuple[int, int]
    target: tuple[int, int]
    limit: int


@dataclass(frozen=True, slots=True)
class MarkedInput:
    """What the encoder reads: piece numbers, and the places in them of the two opening markers."""

    ids: tuple[int, ...]
    source_open: int
    target_open: int


def marked_input(pair: MarkedPair, ids: Sequence[int], offsets: Sequence[Run], marking: Marking) -> MarkedInput:
    """The pieces of `pair.sentence` with markers around both spans, cut to the pieces nearest to them.

    A side that is None has its markers at the end, with nothing between. A piece covered in part is inside.

    Args:
        pair: The sentence and its two spans.
        ids: Vocabulary numbers of the word pieces of the sentence, no special pieces.
        offsets: Half-open code points of each piece, in order.
        marking: Markers, special pieces, and how many of `ids` to keep at most.
    """
    source, target = (_run_of(span, offsets) for span in (pair.source, pair.target))
    kept = _nearest([run for run in (source, target) if run], len(ids), marking.limit)
    end = len(ids), len(ids)
    marks = [*_marks(source or end, marking.source), *_marks(target or end, marking.target)]
    ordered = sorted([*marks, *((place, 3, 0, ids[place]) for place in kept)], key=lambda row: row[:3])
    return MarkedInput(
        (marking.ends[0], *(row[3] for row in ordered), marking.ends[1]),
        1 + ordered.index(marks[0]),
        1 + ordered.index(marks[2]),
    )


def _run_of(span: Run | None, offsets: Sequence[Run]) -> Run | None:
    """The half-open run of pieces that `span` touches; empty where no piece stands for its characters."""
    if span is None:
        return None
    start = bisect_right(offsets, span[0], key=lambda piece: piece[1])
    stop = bisect_left(offsets, span[1], key=lambda piece: piece[0])
    return start, max(start, stop)


def _marks(run: Run, markers: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    """Sort keys and numbers of both markers: closing before opening, the outer span around the inner."""
    start, stop = run
    if start == stop:
        return [(start, 2, 0, markers[0]), (start, 2, 1, markers[1])]
    return [(start, 1, -stop, markers[0]), (stop, 0, -start, markers[1])]


def _nearest(runs: Sequence[Run], count: int, limit: int) -> list[int]:
    """The `limit` of `count` pieces that stand nearest to a run, in order; of a long run its beginning."""
    if count <= limit or not runs:
        return list(range(min(count, limit)))

    def distance(place: int) -> tuple[int, int, int]:
        outside, inside = min(
            (max(start - place, place - stop + 1, 0), max(place - start, 0) if place < stop else 0)
            for start, stop in runs
        )
        return outside, inside, place

    reachable = {
        place
        for start, stop in runs
        for part in (range(start - limit, min(stop, start + limit)), range(stop, stop + limit))
        for place in part
        if 0 <= place < count
    }
    return sorted(sorted(reachable, key=distance)[:limit])


class RelationScorer:
    """Scores marked pairs with the weights that the package ships; reads them when it is first asked.

    Args:
        folder: Holds `relations.onnx`, `relations.json` and `tokenizer.json`; the package's own if left out.
    """

    labels: tuple[str, ...] = LABELS

    def __init__(self, folder: Traversable | None = None) -> None:
        self._folder = folder or files("readout") / "data" / "models"

    def score(self, pairs: Sequence[MarkedPair]) -> list[tuple[float, ...]]:
        """A probability for each of `labels`, a row a pair, in the order given.

        The model reads one pair at a time: the scales of its int8 activations depend on all that it reads
        together, and a result must not depend on its neighbours.

        Raises:
            ModelError: a weight file is missing, or its labels are not ours.
        """
        rows: list[tuple[float, ...]] = []
        for sentence, group in groupby(pairs, key=lambda pair: pair.sentence):
            pieces = self._tokenizer.encode(sentence, add_special_tokens=False)
            ids, offsets = pieces.ids, pieces.offsets
            rows += [self._score_one(marked_input(pair, ids, offsets, self._marking)) for pair in group]
        return rows

    def _score_one(self, marked: MarkedInput) -> tuple[float, ...]:
        import numpy as np

        ids = np.array([marked.ids], dtype=np.int64)
        inputs = {
            "ids": ids,
            "mask": np.ones_like(ids),
            "source_open": np.array([marked.source_open], dtype=np.int64),
            "target_open": np.array([marked.target_open], dtype=np.int64),
        }
        logits = self._session.run(["logits"], inputs)[0][0].astype(np.float64)
        odds = np.exp(logits - logits.max())
        return tuple((odds / odds.sum()).tolist())

    @cached_property
    def _marking(self) -> Marking:
        card: dict[str, Any] = json.loads(self._file("relations.json").read_text(encoding="utf-8"))
        if tuple(card["labels"]) != LABELS:
            raise ModelError("relations.json names other labels than this version reads: train the model again")
        source_open, source_close, target_open, target_close = card["markers"]
        first, last = card["ends"]
        return Marking((first, last), (source_open, source_close), (target_open, target_close), card["limit"])

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(self._file("tokenizer.json").read_text(encoding="utf-8"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        from readout.parse.tagger import quiet_session

        with as_file(self._file("relations.onnx")) as path:
            return quiet_session(path)

    def _file(self, name: str) -> Traversable:
        file = self._folder / name
        if not file.is_file():
            raise ModelError(f"{name} is missing: install readout-diplomacy again, or see docs/models/relations.md")
        return file
