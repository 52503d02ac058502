"""Rows of tables: CSV and TSV as programs write them (RFC 4180 and its relatives), and Parquet.

Rows are read one at a time or one batch at a time, so that memory does not grow with the table.
"""

import csv
from collections.abc import Collection, Iterator
from itertools import zip_longest
from typing import Any, BinaryIO

from readout.ingest.decode import UTF_16, decoded
from readout.ingest.rows import Row
from readout.ingest.streams import MOST_BYTES
from readout.model.errors import InputError, UnreadableDocument
from readout.model.extras import need

DELIMITERS = ",;\t|"
BATCH = 500  # rows of Parquet in memory at a time
BOM = "\ufeff"


class DelimitedTable:
    """A table of cells between commas, semicolons, tabs or bars, whichever its header has most of.

    A quoted cell may hold delimiters, line breaks and doubled quotation marks.

    Attributes:
        names: The header.

    Raises:
        UnreadableDocument: It has no header, or is no text.
    """

    def __init__(self, lines: Iterator[bytes], path: str) -> None:
        csv.field_size_limit(MOST_BYTES)
        self._path = path
        self._lines = _Lines(lines)
        self._rows = csv.reader(self._lines, delimiter=_delimiter(self._lines.first), strict=True)
        self.names = self._header()

    def rows(self) -> Iterator[tuple[str, Row | InputError]]:
        """Each row with its name, `path:line`; in the place of one that is not well formed the error."""
        while True:
            begins = self._rows.line_num + 1
            try:
                cells = next(self._rows, None)
            except csv.Error as error:
                yield f"{self._path}:{begins}", _not_csv(error)
                continue
            if cells is None:
                return
            if cells:
                yield f"{self._path}:{begins}", self._row(cells)

    def _header(self) -> tuple[str, ...]:
        try:
            names = next((cells for cells in self._rows if any(map(str.strip, cells))), [])
        except csv.Error as error:
            raise _not_csv(error) from error
        if not names:
            raise UnreadableDocument("there is nothing to read in it: give a table whose first line names its columns")
        return tuple(names)

    def _row(self, cells: list[str]) -> Row | InputError:
        if len(cells) > len(self.names):
            problem = f"{len(cells)} cells, where the header has {len(self.names)}"
            return InputError(f"{problem}: put quotation marks around cells with delimiters or line breaks")
        return dict(zip_longest(self.names, cells, fillvalue=""))  # some programs leave out empty cells at the end


class ParquetTable:
    """A table in Parquet, of which only the columns that are asked for are unpacked.

    Attributes:
        names: The columns.

    Raises:
        MissingExtra: pyarrow is not installed.
        UnreadableDocument: It is damaged.
    """

    def __init__(self, file: BinaryIO, path: str) -> None:
        self._arrow = need("pyarrow", "columns", "reading Parquet")
        parquet = need("pyarrow.parquet", "columns", "reading Parquet")
        self._path = path
        try:
            self._file = parquet.ParquetFile(file)
        except (self._arrow.ArrowException, OSError, ValueError) as error:
            raise _damaged(error) from error
        self.names = tuple(self._file.schema_arrow.names)

    def rows(self, columns: Collection[str]) -> Iterator[tuple[str, Row]]:
        """Each row with its name, `path:row N`, counted from 1. Raises `UnreadableDocument` where it is damaged."""
        number = 0
        try:
            for batch in self._file.iter_batches(BATCH, columns=sorted(columns)):
                cells = [self._cells(batch.column(name)) for name in batch.schema.names]
                for values in zip(*cells, strict=True):
                    number += 1
                    yield f"{self._path}:row {number}", dict(zip(batch.schema.names, values, strict=True))
        except (self._arrow.ArrowException, OSError, ValueError) as error:
            raise UnreadableDocument(f"after row {number}: {_damaged(error)}") from error

    def _cells(self, column: Any) -> list[object]:
        kinds = self._arrow.types
        if kinds.is_timestamp(column.type):  # nanoseconds have no counterpart in Python
            column = column.cast(self._arrow.timestamp("us", column.type.tz), safe=False)
        elif kinds.is_binary(column.type) or kinds.is_large_binary(column.type):
            column = column.cast(self._arrow.large_string())
        elif kinds.is_integer(column.type):  # 20210710, or a number as the id
            column = column.cast(self._arrow.string())
        cells: list[object] = column.to_pylist()
        return cells


class _Lines(Iterator[str]):
    """Lines as text, each in UTF-8 or else Windows-1252; all at once in UTF-16, which cannot be cut undecoded."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        first = next(lines, b"")
        self._lines = lines
        if first.startswith(UTF_16):
            text, _ = decoded(first + b"".join(lines))
            self._read = iter(text.splitlines(keepends=True))
            self.first = text[: text.find("\n") + 1] or text
        else:
            self.first = decoded(first)[0].removeprefix(BOM)
            self._read = iter((self.first,))

    def __next__(self) -> str:
        line = next(self._read, None)
        return line if line is not None else _text(next(self._lines))


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("windows-1252", errors="replace")


def _delimiter(header: str) -> str:
    """The most frequent one outside quotation marks; the comma where there is none."""
    outside = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _not_csv(error: csv.Error) -> UnreadableDocument:
    problem = str(error)
    if "end of data" in problem:
        return UnreadableDocument(
            "a quotation mark is opened and never closed, so that what follows is not read: close it"
        )
    if "new-line" in problem:
        return UnreadableDocument("its lines end in a way that is not read: save it with ordinary line ends")
    return UnreadableDocument(f"not a row of CSV ({problem}): double the quotation marks inside a cell")


def _damaged(error: Exception) -> UnreadableDocument:
    what = str(error).partition("\n")[0]
    return UnreadableDocument(f"a damaged Parquet file ({what}): get the file again")
