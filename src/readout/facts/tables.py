"""Reads the tables of reference facts; a wrong cell is named by file, line and column."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from readout.model.errors import FactsError

DATA = Path(__file__).parent.parent / "data"
Row = Mapping[str, str]


class Place(NamedTuple):
    """Where a row stands, for the errors about it."""

    table: str
    line: int

    def wrong(self, column: str, problem: str) -> FactsError:
        """The error to raise about a cell."""
        return FactsError(self.table, f"line {self.line}, {column}", problem)


PlacedRow = tuple[Place, dict[str, str]]


def read_table(path: Path, columns: Sequence[str], name: str = "") -> Iterator[PlacedRow]:
    """The rows of a CSV file and where they stand; columns beyond those asked for are taken along.

    Args:
        name: How errors name the file, when not by its own name.

    Raises:
        FactsError: The file or a column is missing, or a row has another number of cells than the first line.
    """
    name = name or path.name
    if not path.is_file():
        raise FactsError(name, "file", f"there is none in {path.parent.name}/")
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader, [])
        missing = [column for column in columns if column not in header]
        if missing:
            raise FactsError(name, "line 1", f"column {missing[0]!r} is missing")
        for cells in reader:
            place = Place(name, reader.line_num)
            if len(cells) != len(header):
                raise place.wrong("cells", f"{len(cells)} under {len(header)} columns")
            yield place, dict(zip(header, cells, strict=True))


def read_tables(name: str, folders: Sequence[Path], columns: Sequence[str]) -> Iterator[PlacedRow]:
    """The rows of that table in the first folder, then in those of the others that have it."""
    yield from read_table(folders[0] / name, columns)
    for folder in folders[1:]:
        if (folder / name).exists():
            yield from read_table(folder / name, columns, f"{folder.name}/{name}")


def first_day(text: str) -> date:
    """The first day of a year, month or day in ISO 8601. Raises `ValueError`."""
    return date.fromisoformat(text + "-01-01"[len(text) - 10 :] if len(text) < 10 else text)


def last_day(text: str) -> date:
    """The last day of a year, month or day in ISO 8601. Raises `ValueError`."""
    if len(text) == 4:
        return date(int(text), 12, 31)
    if len(text) == 7:
        return (first_day(text) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return date.fromisoformat(text)


def date_in(row: Row, column: str, place: Place, *, last: bool = False) -> date | None:
    """The date in that cell, the first day it can mean or the last; None for an empty cell.

    Raises:
        FactsError: The cell holds no year, month or day in ISO 8601.
    """
    text = row[column]
    if not text:
        return None
    try:
        return last_day(text) if last else first_day(text)
    except ValueError:
        raise place.wrong(column, f"{text!r} is no date such as 2021, 2021-07 or 2021-07-09") from None
