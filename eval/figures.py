"""Figures and their intervals, from a scorer's result."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from eval.sets import Row

Result = dict[str, Any]
Score = Callable[[Sequence[Row], Sequence[Row]], Result]
RESAMPLES = 1_000
RESAMPLES_WHERE_SLOW = 200
SEED = 20261124
MACRO = "macro_f1"
PATH = Path(__file__).with_name("figures.yaml")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is reported: see the top of figures.yaml."""

    name: str
    of: str
    at: tuple[str, ...]
    peer: float | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its value, what it is counted over, and its interval.

    Attributes:
        n: Of an accuracy, what it is a share of; else the rows or documents of the set.
        low, high: 95 % bootstrap interval; None where there is one document only.
    """

    figure: Figure
    value: float
    n: int
    low: float | None
    high: float | None


def load_figures(path: Path = PATH) -> list[Figure]:
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Figure(**{**row, "at": tuple(row["at"])}) for row in rows]


@dataclass(frozen=True)
class Comparison:
    """Predictions against gold, with the scorer that compares them; each is scored once, however many figures ask."""

    score: Score
    gold: Sequence[Row]
    predicted: Sequence[Row]

    @cached_property
    def whole(self) -> Result:
        return self.score(self.gold, self.predicted)

    @cached_property
    def by_row(self) -> list[Result]:
        by_id = {row["id"]: row for row in self.predicted}
        return [self.score([row], [by_id[row["id"]]] if row["id"] in by_id else []) for row in self.gold]


def measure(figure: Figure, test: Comparison) -> Measured:
    """The scorer's figure over all rows, and its percentile bootstrap interval over rows drawn again."""
    value = look_up(test.whole, figure.at)
    n = _inner(test.whole, figure.at[:-1]).get("n") or len(test.gold)
    if len(test.gold) < 2:
        return Measured(figure, value, n, None, None)
    drawn = _draw_scores(figure, test) if figure.at[-1] == MACRO else _draw_shares(figure, test)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Measured(figure, value, n, round(float(low), 4), round(float(high), 4))


def look_up(result: Result, at: Sequence[str]) -> float:
    """The number at the end of the path; 0 where a part of it is missing, since nothing was there to score."""
    return float(_inner(result, at[:-1]).get(at[-1]) or 0)


def row_counts(figure: Figure, test: Comparison) -> NDArray[np.float64]:
    """True positives, false positives and false negatives of each row, shape (rows, 3).

    For an accuracy: right, none, wrong. The scorers count rows apart from each other, so the sums are the whole's.
    """
    counts = []
    for result in test.by_row:
        leaf = _inner(result, figure.at[:-1])
        if "accuracy" in leaf:
            right = round(leaf["accuracy"] * leaf["n"])
            counts.append((right, 0, leaf["n"] - right))
        else:
            counts.append(tuple(leaf.get(each, 0) for each in ("tp", "fp", "fn")))
    return np.array(counts, dtype=np.float64)


def _inner(result: Result, at: Sequence[str]) -> Result:
    for key in at:
        result = result.get(key) or {}
    return result


def share(kind: str, counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """f1, p, r or accuracy of counts of shape (..., 3); 0 where there is nothing to count."""
    right, wrong, missed = counts[..., 0], counts[..., 1], counts[..., 2]
    below = {
        "f1": right + (wrong + missed) / 2,
        "p": right + wrong,
        "r": right + missed,
        "accuracy": right + missed,
    }[kind]
    return np.divide(right, below, out=np.zeros_like(right), where=below > 0)


def _draw_shares(figure: Figure, test: Comparison) -> NDArray[np.float64]:
    counts, draws = row_counts(figure, test), np.random.default_rng(SEED)
    picked = draws.integers(0, len(counts), (RESAMPLES, len(counts)))
    return share(figure.at[-1], np.array([counts[rows].sum(0) for rows in picked]))


def _draw_scores(figure: Figure, test: Comparison) -> NDArray[np.float64]:
    """For a mean over classes, which no row has a part of: everything is scored again."""
    rows, draws = len(test.gold), np.random.default_rng(SEED)
    picked = draws.integers(0, rows, (RESAMPLES_WHERE_SLOW, rows))
    results = (test.score([test.gold[row] for row in again], test.predicted) for again in picked)
    return np.array([look_up(result, figure.at) for result in results])
