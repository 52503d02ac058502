"""Answers the rows of an evaluation set.

    python -m eval.predict SET IN OUT

IN holds JSON lines in the form of the gold without its answers, OUT gets the predictions in the form that the
scorer of the set documents. A row that cannot be read is named on stderr and gets an empty prediction.
Exit status: 0 every row was read; 1 some could not be; 2 wrong usage.
"""

import argparse
import gzip
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from eval.answering import Answer, Asked, answer_rows, line_of
from eval.sets import SETS, Row
from readout.ingest.rows import rows_of
from readout.model.errors import InputError


def main(arguments: list[str] | None = None) -> int:
    plain = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser("python -m eval.predict", description=__doc__, formatter_class=plain)
    options.add_argument("set", choices=SETS, metavar="SET", help=", ".join(SETS))
    options.add_argument("rows", type=Path, metavar="IN", help="JSON lines, .gz or not")
    options.add_argument("out", type=Path, metavar="OUT")
    options.add_argument("-j", "--jobs", type=int, default=1, metavar="N", help="answer in N processes")
    args = options.parse_args(arguments)
    if args.jobs < 1:
        options.error("--jobs must be 1 or more")
    try:
        return predict(args.set, args.rows, args.out, args.jobs)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}: check the path", file=sys.stderr)
        return 1


def predict(name: str, rows: Path, out: Path, jobs: int = 1) -> int:
    """Write a prediction for each row of `rows` to `out`; 1 when some row could not be read, else 0."""
    failed = 0
    with rows.open("rb"), out.open("w", encoding="utf-8") as written:
        asked = (Asked(name, place, row) for place, row in read_rows(rows))
        for answer in shown(answer_rows(asked, jobs)):
            if answer.prediction is not None:
                written.write(line_of(answer.prediction))
            if answer.problem:
                failed += 1
                print(f"{rows}: {answer.problem}", file=sys.stderr)
    return 1 if failed else 0


def read_rows(path: Path) -> Iterator[tuple[str, Row | InputError]]:
    """The rows of JSON lines, packed or not, each with `path:line`; in the place of a bad line the error."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rb") as lines:
        yield from rows_of(iter(lines), str(path), one_value=False)


def shown(answers: Iterable[Answer]) -> Iterator[Answer]:
    """The answers as they come; how many there were is told on stderr when that is a terminal."""
    number = 0
    for number, answer in enumerate(answers, start=1):
        if sys.stderr.isatty():
            print(f"\r{number} rows, {answer.set:20}", end="", file=sys.stderr, flush=True)
        yield answer
    if number and sys.stderr.isatty():
        print(file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
