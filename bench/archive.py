"""Measures what an archive costs, at one size and at ten times that, and prints it against the targets.

    python -m bench.archive                                 10,000 and 100,000 records; some ten minutes
    python -m bench.archive --records 1000                  1,000 and 10,000
    python -m bench.archive --address postgresql://...      in a database that is empty

Adding: seconds a record for the store, against those of reading the same report. Then, on the large archive and on the
small one, the best of some rounds of each question, by the clock. Exit status 0, whatever the figures.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench.generated import generated, read_examples
from bench.measures import peak
from bench.speed import against
from readout.ingest import read_source
from readout.model.record import Record
from readout.store import open_archive
from readout.store.aggregate import aggregate
from readout.store.archive import Archive
from readout.store.query import Query, What
from readout.store.search import search
from readout.store.timeline import timeline
from readout.store.who import who

ROUNDS = 5
TIMES = 10
MOST_SHARE = 0.1  # of the time of reading that storing may take
ROWS = 1_000_000  # of JSON lines that are gone through
MOST_GROWTH = 2.0
MOST_MORE = 10  # MB
OPENING = "opening"
# question, its target in milliseconds, how it is asked
Ask = Callable[[Archive], Any]
QUESTIONS: dict[str, tuple[int | None, Ask]] = {
    "timeline PAK USA": (50, lambda it: timeline(it.connection, "PAK", "USA")),
    "timeline of a person": (50, lambda it: timeline(it.connection, "ISR-benjamin-netanyahu-7")),
    "words in most reports": (100, lambda it: search(it.connection, Query(words="minister"))),
    "words in one report": (100, lambda it: search(it.connection, Query(words="only77"))),
    "a phrase without a word": (100, lambda it: search(it.connection, Query(words='"foreign minister" -border'))),
    "words of statements": (100, lambda it: search(it.connection, Query(what=What.STATEMENTS, words="ceasefire"))),
    "words, and a country": (100, lambda it: search(it.connection, Query(words="ceasefire", actors=("PAK",)))),
    "events between two": (
        50,
        lambda it: search(it.connection, Query(what=What.EVENTS, between=("PAK", "USA"), types=("CONSULT",))),
    ),
    "assaults of a country": (
        50,
        lambda it: search(it.connection, Query(what=What.EVENTS, actors=("RUS",), types=("ASSAULT",))),
    ),
    "engagements on a topic": (100, lambda it: search(it.connection, Query(what=What.ENGAGEMENTS, topic="border"))),
    "who is called Putin": (100, lambda it: who(it.connection, "Putin")),
    # goes through all there is, by its nature
    "aggregate by dyad and month": (None, lambda it: list(aggregate(it.connection, ["dyad", "month"]))),
}


def main(arguments: list[str] | None = None) -> int:
    plain = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser("python -m bench.archive", description=__doc__, formatter_class=plain)
    options.add_argument(
        "--records", type=int, default=10_000, help="of the small archive; the large has ten times that"
    )
    options.add_argument("--folder", type=Path, help="for the archives, which stay there [default: one that goes]")
    options.add_argument("--address", help="of an empty PostgreSQL database, for one archive of so many records")
    args = options.parse_args(arguments)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, by the clock\n")
    if not args.address:
        print_rows()  # first, while the process is small
    begun = time.perf_counter()
    models = read_examples()
    reading = (time.perf_counter() - begun) / len(models)
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        if args.address:
            sizes = [(args.address, args.records)]
        else:
            sizes = [(str(folder / f"{number}.db"), number) for number in (args.records, args.records * TIMES)]
        times = [measured(address, number, models, reading) for address, number in sizes]
        print_questions(times[0], times[-1])
    return 0


def measured(address: str, number: int, models: tuple[Record, ...], reading: float) -> dict[str, float]:
    """Seconds for each question on an archive of so many records, which is made if it is not there."""
    with open_archive(address, create=True) as archive:
        begun = time.perf_counter()
        added = 0
        for record in generated(number, models):
            added += archive.add(record).value == "added"
        seconds = (time.perf_counter() - begun) / max(added, 1)
    if added:
        told = against(seconds < MOST_SHARE * reading, f"under {MOST_SHARE} of reading")
        print(f"{number:,} records: {1e3 * seconds:.2f} ms each to store, {1e3 * reading:.0f} ms to read: "
              f"{seconds / reading:.3f} {told}", flush=True)  # fmt: skip
    if Path(address).exists():
        print(f"  {Path(address).stat().st_size / number / 1e3:.0f} kB a record")
    times = {OPENING: min(_seconds(lambda: open_archive(address).close()) for _ in range(ROUNDS))}
    with open_archive(address) as archive:
        for question, (_, ask) in QUESTIONS.items():
            times[question] = min(_seconds(partial(ask, archive)) for _ in range(ROUNDS))
    return times


def print_questions(small: dict[str, float], large: dict[str, float]) -> None:
    print(f"\n{'milliseconds':32} {'small':>8} {'large':>8}")
    for question, seconds in large.items():
        target = QUESTIONS[question][0] if question in QUESTIONS else 100
        told = against(seconds * 1e3 < target, f"under {target}") if target else "(goes through all)"
        # under a millisecond the clock and the machine are most of it
        growth = max(seconds, 1e-3) / max(small[question], 1e-3)
        if target and small is not large:
            told += f" x {growth:.1f} {against(growth < MOST_GROWTH, f'under {MOST_GROWTH}')}"
        print(f"  {question:30} {small[question] * 1e3:8.1f} {seconds * 1e3:8.1f} {told}")


def print_rows() -> None:
    """Memory while a file of many short reports is gone through."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for row in range(ROWS):
                file.write(json.dumps({"id": row, "text": f"Report {row}. The ministers met."}) + "\n")
        early, count, begun = 0.0, 0, time.perf_counter()
        for _ in read_source(str(path)):
            count += 1
            if count == ROWS // TIMES:
                early = peak()
        seconds = time.perf_counter() - begun
    told = against(peak() - early < MOST_MORE, f"under {MOST_MORE} more")
    print(
        f"{count:,} rows of JSON lines as documents: {count / seconds:,.0f} a second; "
        f"MB after a tenth {early:.0f}, after all {peak():.0f} {told}\n"
    )


def _seconds(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
