"""The attribution tagger at run time: windows of word pieces in, spans of sources, cues and contents out."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from readout.model.span import Span
from readout.parse.windows import cut_windows

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LIMIT = 254
SWITCH_PENALTY = 0.5  # nats for every change of role, chosen on the development texts


class AttributionTagger:
    """Reads one window at a time: activations are quantised by window, so no result depends on another text."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._session = quiet_session(folder / "tagger.onnx")
        self._first = self._tokenizer.token_to_id("[CLS]")
        self._last = self._tokenizer.token_to_id("[SEP]")

    def tag(self, text: str) -> tuple[tuple[str, Span, float], ...]:
        """Every source, cue and content as `(role, span, confidence)`, in order of text, none overlapping."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        found: list[tuple[str, Span, float]] = []
        for first, last in cut_windows(encoding.offsets, text, LIMIT):
            scores = self._scores(encoding.ids[first:last])
            found.extend(_spans(scores, encoding.offsets[first:last]))
        return tuple(found)

    def _scores(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """Log-probabilities, one row of labels for each piece."""
        row = np.array([[self._first, *ids, self._last]], dtype=np.int64)
        (logits,) = self._session.run(["logits"], {"ids": row, "mask": np.ones_like(row)})
        inner = np.asarray(logits, dtype=np.float32)[0, 1:-1]
        shifted = inner - inner.max(axis=1, keepdims=True)
        scores: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return scores


def quiet_session(path: Path) -> Any:
    """An onnxruntime session on one thread, which gives the same result on every run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _transitions() -> NDArray[np.float32]:
    """Cost to go from one label to another: an inner label only follows its own role."""
    cost = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for i, before in enumerate(LABELS):
        for j, after in enumerate(LABELS):
            if after[0] == "I" and before[1:] != after[1:]:
                cost[i, j] = -1e4
            elif before[1:] != after[1:]:
                cost[i, j] = -SWITCH_PENALTY
    return cost


TRANSITIONS = _transitions()


def best_path(scores: NDArray[np.float32]) -> list[int]:
    """The labels whose scores and transitions sum highest (Viterbi), one for each row of `scores`."""
    total = scores[0] + TRANSITIONS[0]
    back = np.zeros(scores.shape, dtype=np.int64)
    for row in range(1, len(scores)):
        reached = total[:, None] + TRANSITIONS
        back[row] = reached.argmax(axis=0)
        total = reached.max(axis=0) + scores[row]
    label = int(total.argmax())
    path = [label]
    for row in range(len(scores) - 1, 0, -1):
        label = int(back[row, label])
        path.append(label)
    return path[::-1]


def _spans(scores: NDArray[np.float32], offsets: Sequence[tuple[int, int]]) -> Iterator[tuple[str, Span, float]]:
    path = best_path(scores)
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
            sure = float(np.exp(scores[range(begin, row), path[begin:row]]).mean())
            yield name[2:], Span(start, stop), round(sure, 2)
