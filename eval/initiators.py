"""Scores who began an engagement, on the project's own gold in eval/gold/initiators.jsonl.

    python -m eval.initiators        the share right of the rows that tell who began it, of the others, and of all
    python -m eval.initiators -v     with every row that is wrong

A row holds a short text of our own, the kind of its main engagement, the countries of its sides and that of the side
that began it, null where the words do not say so. A row is right when an engagement of that kind between those sides
is read and its initiator is of that country. Exit status: 0; 1 when the share of the rows that tell who began it is
under the floor; 2 wrong usage.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import readout
from eval.gold import ROOT, read_lines
from eval.sets import Row
from eval.table import short
from readout.model.record import Engagement, Record

GOLD = ROOT / "eval" / "gold" / "initiators.jsonl"
FLOOR = 0.85  # of the rows that tell who began it


def read_initiator(record: Record, row: Row) -> tuple[bool, str | None]:
    """Whether the engagement of the row was read, and the country of the side that began it."""
    countries = {actor.key: actor.country for actor in record.actors}
    for engagement in record.engagements:
        if engagement.kind == row["kind"] and set(row["participants"]) <= sides_of(engagement, countries):
            return True, countries[engagement.initiator] if engagement.initiator else None
    return False, None


def sides_of(engagement: Engagement, countries: dict[str, str | None]) -> set[str | None]:
    return {countries[key] for key in engagement.participants}


def answers(reader: readout.Reader, rows: Iterable[Row]) -> Iterator[tuple[Row, bool, str | None]]:
    """Each row with whether its engagement was read, and the initiator read."""
    for row in rows:
        yield row, *read_initiator(reader.read(row["text"], published=row["published"]), row)


def main(arguments: list[str] | None = None) -> int:
    plain = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser("python -m eval.initiators", description=__doc__, formatter_class=plain)
    options.add_argument("gold", type=Path, nargs="?", default=GOLD, metavar="GOLD", help="JSON lines in that form")
    options.add_argument("-v", "--verbose", action="store_true", help="name every row that is wrong")
    args = options.parse_args(arguments)
    told: list[bool] = []
    untold: list[bool] = []
    for row, found, initiator in answers(readout.load(), read_lines(args.gold)):
        right = found and initiator == row["initiator"]
        (untold if row["initiator"] is None else told).append(right)
        if args.verbose and not right:
            problem = f"{initiator} instead of {row['initiator']}" if found else "not read"
            print(f"{row['id']}: {problem}: {row['text']}")
    for name, each in (("told", told), ("not told", untold), ("all", told + untold)):
        print(f"{name:10} {len(each):3} rows  {short(share(each), 3)}")
    return 1 if share(told) < FLOOR else 0


def share(right: list[bool]) -> float:
    return sum(right) / len(right) if right else 0.0


if __name__ == "__main__":
    sys.exit(main())
