"""How the verbs that ask an archive write their answers: a table for a person, files for other programs."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from readout.cli.common import output_option
from readout.cli.settings import Command, format_option

if TYPE_CHECKING:
    from readout.export.table import Column, Row
    from readout.store import Archive

NOTHING_FOUND = 1
STDOUT = "-"
SHORT_ID = 12  # characters that a person is shown; `readout show` takes the beginning of an id
LAYOUTS = ("table", "csv", "jsonl", "json", "parquet")  # those of readout.export.table, which is heavier to import
SUFFIXES = {  # of files
    ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".parquet": "parquet", ".txt": "table",
}  # fmt: skip
FOUND = re.compile(r"\[([^\[\]]*)\]")  # as snippets mark words
BOLD, PLAIN = "\x1b[1m", "\x1b[22m"

_format = format_option(
    LAYOUTS, default=None, help="table is for a person; csv for spreadsheets and R; jsonl one row a line; json one "
    "array; parquet for column stores. Unless set: by the suffix of -o, else table on a terminal, otherwise jsonl.",
)  # fmt: skip


def answer_options(command: Command) -> Command:
    """Gives a verb `-f` and `-o`, and by them its arguments `layout: str | None` and `output: Path | None`."""
    return _format(output_option(command))


def read_archive(address: str) -> "Archive":
    """The archive at that address, which has to be there."""
    from readout.store import open_archive

    return open_archive(address)


def columns_of(table: str, names: Iterable[str] | None = None) -> "list[Column]":
    """The columns of an answer as data/columns/archive.yaml describes them; those named, in that order, or all."""
    from readout.export.table_columns import described_tables

    columns = described_tables("archive")[table]
    if names is None:
        return list(columns)
    known = {column.name: column for column in columns}
    return [known[name] for name in names]


def chosen(layout: str | None, output: Path | None) -> str:
    """The layout that holds: what is said, else what the file's suffix says, else by where it goes.

    Raises `click.UsageError` for a suffix that says nothing.
    """
    if layout:
        return layout
    if output is not None and output.suffix:
        known = SUFFIXES.get(output.suffix.lower())
        if known is None:
            raise click.UsageError(f"{output}: which format? Give --format, or a name in {', '.join(SUFFIXES)}.")
        return known
    return "table" if output is None and sys.stdout.isatty() else "jsonl"


def write_answer(
    rows: "Iterable[Row]",
    columns: "Sequence[Column]",
    layout: str | None,
    output: Path | None,
    shown: Sequence[str] = (),
) -> int:
    """Writes rows as they come, and gives how many there were. Of none, a person is shown nothing.

    Args:
        shown: The columns that a table for a person has; all when empty.
    """
    from readout.export.table import write_rows

    layout = chosen(layout, output)
    if layout == "table" and shown:
        known = {column.name: column for column in columns}
        columns = [known[name] for name in shown if name in known]
        rows = map(with_short_ids, rows)
    if layout == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is nothing for a terminal: give -o FILE.")
    counted = _Counted(rows)
    if layout == "table" and counted.is_empty():
        return 0
    if output is not None:
        write_rows(counted, columns, layout, output)
        return counted.count
    stream = sys.stdout.buffer
    marking = layout == "table" and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    target = cast(BinaryIO, _Marking(stream)) if marking else stream
    write_rows(counted, columns, layout, target)
    stream.flush()
    return counted.count


def with_short_ids(row: "Row") -> "Row":
    """The row as a person is shown it."""
    return {**row, **{name: str(row[name])[:SHORT_ID] for name in ("id", "report") if name in row}}


class _Counted:
    """Rows, once, counted as they pass."""

    def __init__(self, rows: "Iterable[Row]") -> None:
        self._rows = iter(rows)
        self._first: list[Row] = []
        self.count = 0

    def is_empty(self) -> bool:
        self._first = [row for row in [next(self._rows, None)] if row is not None]
        return not self._first

    def __iter__(self) -> "Iterator[Row]":
        for rows in (iter(self._first), self._rows):
            for row in rows:
                self.count += 1
                yield row


class _Marking:
    """A terminal on which the words found are bold in place of the brackets around them."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, data: bytes) -> int:
        marked = FOUND.sub(rf"{BOLD}\1{PLAIN}", data.decode()).encode()
        self._stream.write(marked)
        return len(data)
