"""Whether two persons hold at once an office that one person holds at a time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache

import msgspec

from readout.facts.lexicon import load_lexicon
from readout.facts.tables import PlacedRow, Row, first_day, last_day


class OfficeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/lexicon/offices.yaml`."""

    single: frozenset[str]
    shared: dict[str, frozenset[str]]


@cache
def office_words() -> OfficeWords:
    """The file, read once. Raises `FactsError` naming file and key."""
    return load_lexicon("offices", OfficeWords)


def check_overlaps(rows: Iterable[PlacedRow], table: str) -> None:
    """Compare each row of the user's with all others of the same office; our own rows are not compared.

    A day of handing over may belong to both. Dates of a month or a year count only where they are certain.

    Args:
        rows: With valid dates.
        table: As errors about our own rows name it.

    Raises:
        FactsError: Naming both rows and the way out.
    """
    words = office_words()
    offices: defaultdict[tuple[str, str], list[PlacedRow]] = defaultdict(list)
    for placed in rows:
        _, row = placed
        of = row["country"] or row["org"]
        if row["office"] in words.single and row["office"] not in words.shared.get(of, ()):
            offices[of, row["office"]].append(placed)
    for holdings in offices.values():
        for place, row in holdings:
            if place.table == table:
                continue
            for other_place, other in holdings:
                if other["id"] != row["id"] and overlap(row, other):
                    raise place.wrong(
                        "start",
                        f"{row['name']} ({told(row)}) overlaps {other['name']} ({told(other)}; {other_place.table}, "
                        f"line {other_place.line}) as {row['office']} of {row['country'] or row['org']}: "
                        "repeat that row here with its end, or drop it",
                    )


def overlap(row: Row, other: Row) -> bool:
    """Whether both were in office for certain on more than the day of handing over."""
    (start, end), (other_start, other_end) = certain_days(row), certain_days(other)
    return max(start, other_start) < min(end, other_end)


def certain_days(row: Row) -> tuple[date, date]:
    """The first and last day on which the person was in office for certain; the last may be before the first."""
    start = last_day(row["start"])
    if row["end_precision"] == "open":
        return start, date.max
    return start, first_day(row["end"]) if row["end"] else start


def told(row: Row) -> str:
    return f"{row['start']} to {row['end'] or row['end_precision']}"
