"""The attribution tagger at run time: windows of word pieces in, spans of sources, cues and contents out."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from readout.model.errors import ModelError
from readout.model.span import Span
from readout.parse.windows import cut_windows

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LIMIT = 254


class AttributionTagger:
    """Reads one window at a time: activations are quantised by window, so no result depends on another text."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._session = quiet_session(folder / "tagger.onnx")
        self._transitions = Transitions.load(folder / "tagger.json")
        self._first = self._tokenizer.token_to_id("[CLS]")
        self._last = self._tokenizer.token_to_id("[SEP]")

    def tag(self, text: str) -> tuple[tuple[str, Span, float], ...]:
        """Every source, cue and content as `(role, span, confidence)`, in order of text, none overlapping."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        found: list[tuple[str, Span, float]] = []
        for first, last in cut_windows(encoding.offsets, text, LIMIT):
            scores = self._scores(encoding.ids[first:last])
            found.extend(_spans(scores, self._transitions.best_path(scores), encoding.offsets[first:last]))
        return tuple(found)

    def _scores(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """One row of label scores for each piece."""
        row = np.array([[self._first, *ids, self._last]], dtype=np.int64)
        (scores,) = self._session.run(["logits"], {"ids": row, "mask": np.ones_like(row)})
        inner: NDArray[np.float32] = np.asarray(scores, dtype=np.float32)[0, 1:-1]
        return inner


def quiet_session(path: Path) -> Any:
    """An onnxruntime session on one thread, which gives the same result on every run.

    Raises:
        ModelError: The file is missing or damaged.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except _damages() as error:
        raise ModelError(f"{path.name} cannot be loaded ({error}): install readout-diplomacy again") from error


def _damages() -> tuple[type[BaseException], ...]:
    """What onnxruntime raises for a file that is not there, no model, or cut off; its errors have no common base."""
    states = onnxruntime.capi.onnxruntime_pybind11_state
    return (states.Fail, states.InvalidProtobuf, states.NoSuchFile, states.InvalidGraph, states.InvalidArgument)


@dataclass(frozen=True)
class Transitions:
    """Learned scores of a first label and of going from one label to the next, in the order of `LABELS`."""

    start: NDArray[np.float32]
    step: NDArray[np.float32]

    @classmethod
    def load(cls, path: Path) -> "Transitions":
        """Raises `ModelError` when the file is missing or was made for other labels."""
        try:
            card = json.loads(path.read_text(encoding="utf-8"))
            start, step = (np.array(card[name], dtype=np.float32) for name in ("start", "transitions"))
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{path.name} cannot be read ({error}): install readout-diplomacy again") from error
        if tuple(card.get("labels", ())) != LABELS or step.shape != (len(LABELS), len(LABELS)):
            raise ModelError(
                f"{path.name} is for other labels than this version reads: install readout-diplomacy again"
            )
        return cls(start, step + _never())

    def best_path(self, scores: NDArray[np.float32]) -> list[int]:
        """The labels whose scores and transitions sum highest (Viterbi), one for each row of `scores`."""
        total = scores[0] + self.start
        back = np.zeros(scores.shape, dtype=np.int64)
        for row in range(1, len(scores)):
            reached = total[:, None] + self.step
            back[row] = reached.argmax(axis=0)
            total = reached.max(axis=0) + scores[row]
        label = int(total.argmax())
        path = [label]
        for row in range(len(scores) - 1, 0, -1):
            label = int(back[row, label])
            path.append(label)
        return path[::-1]


def _never() -> NDArray[np.float32]:
    """What rules out an inner label after another role."""
    cost = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for i, before in enumerate(LABELS):
        for j, after in enumerate(LABELS):
            if after[0] == "I" and before[1:] != after[1:]:
                cost[i, j] = -1e4
    return cost


def _spans(
    scores: NDArray[np.float32], path: Sequence[int], offsets: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, Span, float]]:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    sure_of = shifted / shifted.sum(axis=1, keepdims=True)
    row = 0
    while row < len(path):
        name = LABELS[path[row]]
        begin = row
        row += 1
        if name == "O":
            continue
        while row < len(path) and LABELS[path[row]] == f"I-{name[2:]}":
            row += 1
        start, stop = offsets[begin][0], offsets[row - 1][1]
        if start < stop:
            sure = float(sure_of[range(begin, row), path[begin:row]].mean())
            yield name[2:], Span(start, stop), round(sure, 2)
