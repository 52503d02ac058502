"""Measures what linking a thousand reports costs in a small archive and in one of ten times as many reports.

    python -m bench.linking                     10,000 and 100,000 records; some five minutes
    python -m bench.linking --records 1000      1,000 and 10,000

The records are generated, without what linking does not look at, and each with a text of its own. Of the thousand a
quarter retells an engagement of a record that is there, and a quarter is a reprint. Exit status 0, whatever it says.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import msgspec

from bench.archive import TIMES
from bench.generated import ENDINGS, SYLLABLES, generated, read_examples
from bench.speed import against
from readout.link.linking import Links
from readout.model.record import Record
from readout.store import open_archive, writing
from readout.store.archive import Archive
from readout.store.connection import Connection
from readout.store.links import link_report

ADDED = 1_000
FIRST_ADDED = 10_000_000  # their numbers among the generated records
MOST_GROWTH = 1.5
WORDS = [begin + end for begin in SYLLABLES for end in ENDINGS]


class Stopwatch:
    """Takes the place of `link_report`, and counts its time and what it finds."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.found: Counter[str] = Counter()

    def __call__(self, connection: Connection, number: int, record: Record) -> Links:
        begun = time.process_time()
        links = link_report(connection, number, record)
        self.seconds += time.process_time() - begun
        self.found.update(engagements=len(links.groups), texts=len(links.near))
        return links


def main(arguments: list[str] | None = None) -> int:
    plain = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser("python -m bench.linking", description=__doc__, formatter_class=plain)
    options.add_argument("--records", type=int, default=10_000, help="of the small archive; the large has ten times")
    args = options.parse_args(arguments)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, processor time\n")
    models = read_examples()
    with tempfile.TemporaryDirectory() as folder, open_archive(str(Path(folder, "news.db")), create=True) as archive:
        seconds = []
        for number, first in ((args.records, 0), (args.records * TIMES, args.records)):
            fill(archive, _light(generated(number - first, models, first)))
            seconds.append(measured(archive, models, number, args.records))
        growth = seconds[1] / seconds[0]
        print(f"\ngrowth {growth:.2f} {against(growth < MOST_GROWTH, f'under {MOST_GROWTH}')}")
    return 0


def fill(archive: Archive, records: Iterator[Record]) -> None:
    begun, count = time.process_time(), 0
    for record in records:
        archive.add(record)
        count += 1
    print(f"{count:,} records added, {1e3 * (time.process_time() - begun) / count:.2f} ms each with linking")


def measured(archive: Archive, models: Sequence[Record], number: int, known: int) -> float:
    """Seconds to link a thousand, which are taken out again."""
    watch = Stopwatch()
    thousand = list(_thousand(models, known))
    with patch.object(writing, "link_report", watch):
        for record in thousand:
            archive.add(record)
    print(f"  among {number:,}: {1e3 * watch.seconds / ADDED:.2f} ms each to link a thousand; {dict(watch.found)}")
    begun = time.process_time()
    with archive.changing():
        for record in thousand:
            writing.remove_items(archive.connection, archive.number_of(record.document.id))
            archive.connection.run("DELETE FROM report WHERE id = ?", (record.document.id,))
    print(f"  {1e3 * (time.process_time() - begun) / ADDED:.2f} ms each to take them out", flush=True)
    return watch.seconds


def _thousand(models: Sequence[Record], known: int) -> Iterator[Record]:
    """In turn two new ones, one of an engagement and one of a text that are among the first `known`."""
    for place, record in enumerate(_light(generated(ADDED, models, FIRST_ADDED))):
        former = next(_light(generated(1, models, place * 7 % known)))
        identifier, text = record.document.id, former.document.text
        if place % 4 > 1:
            told_anew = place % 4 == 2
            record = _with(former, id=identifier, text=_words(identifier, len(text)) if told_anew else f"Again: {text}")
        yield record


def _light(records: Iterator[Record]) -> Iterator[Record]:
    """With engagements and who takes part in them only, and a text of other words, as long as it was."""
    for record in records:
        document = record.document
        part = {key for engagement in record.engagements for key in engagement.participants}
        actors = tuple(actor for actor in record.actors if actor.key in part)
        text = _words(document.id, len(document.text))
        yield msgspec.structs.replace(_with(record, text=text), actors=actors, statements=(), events=())


def _with(record: Record, **fields: str) -> Record:
    return msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, **fields))


def _words(seed: str, length: int) -> str:
    """About so many characters, and not fewer: spans stay in the text."""
    return " ".join(random.Random(seed).choices(WORDS, k=length // 8)).ljust(length, ".")


if __name__ == "__main__":
    sys.exit(main())
