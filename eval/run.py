"""Scores Readout on the gold in ../shared and holds it to the floors.

    python -m eval.run                      everything, and the spans of every text of the gold
    python -m eval.run actors times         these sets only
    python -m eval.run --pin                raise the floors to what was measured, and note the gold
    python -m eval.run --pin --lower NAME   this floor may also go down

Predictions and scores are left in build/eval. Exit status: 0 all is well, or there is no ../shared here; 1 a figure is
under its floor, a row cannot be read, a span is misplaced, or gold or training recipe changed; 2 wrong usage.
"""

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.answering import Asked, answer_rows, line_of
from eval.figures import Comparison, Figure, Measured, load_figures, measure
from eval.floors import PATH, Floors
from eval.gold import OUT_OF_FOLD, ROOT, SEED, SHARED, Gold, read_lines, stale_labels
from eval.predict import shown
from eval.seed import score_seed
from eval.sets import Row
from eval.table import markdown_of, table_of

OUT = ROOT / "build" / "eval"
PREDICTED = ("actors", "attributions", "engagements", "events", "times")  # relations come out of fold
SETS = (*PREDICTED, "relations", SEED)
# from the test of a figure to the set whose gold and predictions it takes; other tests are the sets themselves
TAKEN_FROM = {**{name: name for name in SETS}, "documents": "engagements", "other news": "relations"}


@dataclass
class Outcome:
    """The predictions of each set, and what went wrong, a line each."""

    predicted: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    problems: list[str] = field(default_factory=list)
    texts: int = 0


def main(arguments: list[str] | None = None) -> int:
    options = _options()
    args = options.parse_args(arguments)
    if unknown := set(args.sets) - set(SETS):
        options.error(f"no such set: {', '.join(sorted(unknown))}; there are {', '.join(SETS)}")
    gold, figures = Gold(args.shared), load_figures()
    if not gold.found:
        print("Nothing to score: there is no ../shared with the gold sets here. `make test` needs none.")
        return 0
    chosen = args.sets or list(SETS)
    outcome = read_all(gold, chosen, jobs=args.jobs, all_texts=not args.sets and not args.quick)
    measured = list(measure_all(gold, chosen, figures, outcome))
    floors, digests = Floors.read(args.floors), {name: gold.digest(name) for name in chosen}
    if args.pin:
        floors = floors.pinned(measured, digests, args.lower)
        floors.write(args.floors)
    write(outcome, measured, floors)
    print(table_of(measured, floors))
    print(f"Spans of the records of {outcome.texts} texts were checked.")
    problems = outcome.problems + floors.problems(measured, digests, TAKEN_FROM)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def read_all(gold: Gold, chosen: Sequence[str], *, jobs: int, all_texts: bool) -> Outcome:
    """Answer every row of the chosen sets, and with `all_texts` read every other text of the gold."""
    outcome = Outcome()
    for answer in shown(answer_rows(_asked(gold, chosen, all_texts), jobs)):
        if answer.prediction is not None:
            outcome.predicted[answer.set].append(answer.prediction)
        outcome.problems += [f"{answer.set}: {answer.problem}"] if answer.problem else []
        outcome.problems += [f"misplaced span: {each}" for each in answer.misplaced]
        outcome.texts += answer.set != "actors"  # phrases, of which there is no record
    if "relations" in chosen:
        stale = stale_labels(gold)
        if stale:
            outcome.problems.append(f"relations: {stale}")
        else:
            outcome.predicted["relations"] = read_lines(OUT_OF_FOLD)
    return outcome


def _asked(gold: Gold, chosen: Sequence[str], all_texts: bool) -> Iterator[Asked]:
    for name in chosen:
        if name == SEED:
            yield Asked(SEED, SEED, {"id": "report.txt", "text": gold.seed()[1]})
        elif name in PREDICTED:
            yield from (Asked(name, name, row) for row in gold.questions(name))
    if all_texts:
        yield from (Asked("texts", "texts", row) for row in gold.more_texts())


def measure_all(gold: Gold, chosen: Sequence[str], figures: Iterable[Figure], outcome: Outcome) -> Iterator[Measured]:
    """The figures of the chosen sets; none of relations when its labels do not count."""
    comparisons: dict[str, Comparison] = {}
    for figure in figures:
        name = TAKEN_FROM[figure.of]
        if name not in chosen or (name == "relations" and name not in outcome.predicted):
            continue
        if figure.of not in comparisons:
            comparisons[figure.of] = _comparison_of(gold, figure.of, outcome)
        yield measure(figure, comparisons[figure.of])


def _comparison_of(gold: Gold, test: str, outcome: Outcome) -> Comparison:
    if test == SEED:
        return _comparison_of_seed(gold, outcome)
    name = TAKEN_FROM[test]
    rows = gold.rows(name)
    if name == "relations":
        rows = [row for row in rows if (row["corpus"] == "PLV") == (test == "relations")]
    scorer = gold.scorer("events" if test == "documents" else name)
    return Comparison(scorer.score, rows, outcome.predicted[name])


def _comparison_of_seed(gold: Gold, outcome: Outcome) -> Comparison:
    (record,), (wanted, _) = outcome.predicted[SEED], gold.seed()
    result = score_seed(gold.scorer("record"), wanted, record)
    outcome.problems += [f"seed call: {check} is not right" for check in result["the call"]["failed"]]
    return Comparison(lambda _gold, _predicted: result, [wanted], [record])


def write(outcome: Outcome, measured: Sequence[Measured], floors: Floors, out: Path = OUT) -> None:
    """The predictions of each set, and the figures as JSON and as the table of docs/evaluation.md."""
    out.mkdir(parents=True, exist_ok=True)
    for name in sorted(outcome.predicted.keys() - {"texts"}):
        lines = (line_of(row) for row in outcome.predicted[name])
        (out / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    figures = {each.figure.name: [each.value, each.low, each.high, each.n] for each in measured}
    (out / "figures.md").write_text(markdown_of(measured, floors), encoding="utf-8")
    (out / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _options() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser("python -m eval.run", description=__doc__, formatter_class=plain)
    options.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    options.add_argument("--shared", type=Path, default=SHARED, help="the folder with gold, score and seed")
    options.add_argument("--floors", type=Path, default=PATH, help="the file of floors")
    options.add_argument("--quick", action="store_true", help="leave out the texts that no score needs")
    options.add_argument("--pin", action="store_true", help="raise the floors to what was measured")
    options.add_argument("--lower", action="append", default=[], metavar="NAME", help="with --pin: may go down")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes")
    return options


if __name__ == "__main__":
    sys.exit(main())
