"""Reads the tables of reference facts; a wrong cell is named by file, line and column."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple, TextIO

from readout.model.errors import FactsError

DATA = Path(__file__).parent.parent / "data"
Row = Mapping[str, str]
BYTE_ORDER_MARK = "\ufeff"  # Excel writes one
DIVIDERS = {";": "semicolons", "\t": "tabs"}
SAVE_AGAIN = 'save it as "CSV UTF-8", divided by commas'


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
        FactsError: The file or a column is missing, a row has another number of cells than the first line, or
            the file is not CSV in UTF-8 divided by commas.
    """
    name = name or path.name
    if not path.is_file():
        raise FactsError(name, "file", f"there is none in {path.parent.name}/")
    with path.open(encoding="utf-8", newline="") as lines:
        try:
            if lines.read(1) != BYTE_ORDER_MARK:
                lines.seek(0)
            yield from _rows(lines, columns, name)
        except UnicodeDecodeError as error:
            raise FactsError(name, f"line {_undecodable(path)}", f"is not UTF-8: {SAVE_AGAIN}") from error
        except csv.Error as error:
            raise FactsError(name, "file", f"is not CSV: {error}") from error


def _rows(lines: TextIO, columns: Sequence[str], name: str) -> Iterator[PlacedRow]:
    reader = csv.reader(lines)
    header = next(reader, [])
    missing = [column for column in columns if column not in header]
    if missing:
        divided = next((mark for mark in DIVIDERS if len(header) == 1 and mark in header[0]), None)
        if divided is not None:
            raise FactsError(name, "line 1", f"columns are divided by {DIVIDERS[divided]}: {SAVE_AGAIN}")
        raise FactsError(name, "line 1", f"column {missing[0]!r} is missing")
    for cells in reader:
        if not any(cells):  # an empty line, or Excel's line of nothing but commas
            continue
        place = Place(name, reader.line_num)
        if len(cells) != len(header):
            raise place.wrong("cells", f"{len(cells)} under {len(header)} columns")
        yield place, dict(zip(header, cells, strict=True))


def _undecodable(path: Path) -> int:
    """The number of the line with the first byte that is not UTF-8."""
    content = path.read_bytes()
    try:
        content.decode()
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return 1


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
