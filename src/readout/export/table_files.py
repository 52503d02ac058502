"""Rows as files that other programs read: CSV, JSON lines, a JSON array and Parquet. None of them holds all rows.

Text that cannot be written as UTF-8 (half of a surrogate pair, from broken JSON) has U+FFFD in its place.

- CSV is that of RFC 4180 in UTF-8: commas, lines that end in CR LF, quotation marks around cells that need them. A
  cell that is not there is empty, an empty text is `""`; DuckDB and PostgreSQL keep them apart (not in a table of
  one column, where an empty line would be no row). Truths are `true` and `false`. A text that a spreadsheet would
  run as a formula has an apostrophe put before it: see `guarded`.
- JSON has every column in every row, null for what is not there, and for a number that is none or infinite.
- Parquet has string, int64, double and bool columns, each with its meaning as `description`; compressed by Zstandard.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

import msgspec

from readout.export.table_columns import Column, Kind, Row, Value
from readout.model.extras import need

BATCH = 10_000  # rows of a row group of Parquet
NEEDS_QUOTES = re.compile(r'[",\r\n]|^\s|\s$|^$')
# What spreadsheets take for the begin of a formula, also behind space or in full width (OWASP, "CSV Injection").
FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
Write = Callable[[Row], None]


@contextmanager
def csv_writer(stream: BinaryIO, columns: Sequence[Column]) -> Iterator[Write]:
    """Writes a header, then each row it is given."""

    def line(values: Iterable[Value]) -> bytes:
        text = ",".join(map(_cell, values)) or '""'  # an empty line would be no row
        return f"{text}\r\n".encode()

    def write(row: Row) -> None:
        stream.write(line(row.get(column.name) for column in columns))

    stream.write(line(column.name for column in columns))
    yield write


@contextmanager
def json_lines_writer(stream: BinaryIO, columns: Sequence[Column]) -> Iterator[Write]:
    """Writes each row as an object on a line of its own."""
    encode = msgspec.json.Encoder().encode

    def write(row: Row) -> None:
        stream.write(encode(whole_row(row, columns)) + b"\n")

    yield write


@contextmanager
def json_array_writer(stream: BinaryIO, columns: Sequence[Column]) -> Iterator[Write]:
    """Writes rows as one array, a row a line."""
    encode = msgspec.json.Encoder().encode
    opening = b"[\n"

    def write(row: Row) -> None:
        nonlocal opening
        stream.write(opening + encode(whole_row(row, columns)))
        opening = b",\n"

    yield write
    stream.write(b"\n]\n" if opening == b",\n" else b"[]\n")


@contextmanager
def parquet_writer(stream: BinaryIO, columns: Sequence[Column]) -> Iterator[Write]:
    """Writes rows in groups of `BATCH`.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    parquet = need("pyarrow.parquet", "columns", "writing Parquet")
    schema = arrow_schema(columns)
    waiting: list[Row] = []

    def flush() -> None:
        writer.write_table(arrow_table(waiting, columns, schema))
        waiting.clear()

    def write(row: Row) -> None:
        waiting.append(row)
        if len(waiting) == BATCH:
            flush()

    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        yield write
        if waiting:
            flush()


def arrow_schema(columns: Sequence[Column], extra: str = "columns") -> Any:
    """The `pyarrow.Schema` of these columns. Raises `MissingExtra` naming `extra` without pyarrow."""
    arrow = need("pyarrow", extra, "making columns")
    types = {
        Kind.TEXT: arrow.string(),
        Kind.WHOLE: arrow.int64(),
        Kind.NUMBER: arrow.float64(),
        Kind.TRUTH: arrow.bool_(),
    }
    return arrow.schema(
        [
            arrow.field(column.name, types[column.kind], metadata={"description": column.meaning})
            if column.meaning
            else arrow.field(column.name, types[column.kind])
            for column in columns
        ]
    )


def arrow_table(rows: Sequence[Row], columns: Sequence[Column], schema: Any) -> Any:
    """A `pyarrow.Table` of these rows."""
    arrow = need("pyarrow", "columns", "making columns")
    cells = [[sound(row.get(column.name)) for row in rows] for column in columns]
    return arrow.table(
        [arrow.array(each, field.type) for each, field in zip(cells, schema, strict=True)], schema=schema
    )


def whole_row(row: Row, columns: Sequence[Column]) -> dict[str, Value]:
    """The row with every column, in order."""
    return {column.name: sound(row.get(column.name)) for column in columns}


def sound(value: Value) -> Value:
    """The value; of text, what UTF-8 can hold."""
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula.

    That is when it begins with = + - or @, also behind space, or with a tab or a line end. A text that begins so
    behind apostrophes of its own has one more, so that `unguarded` gives back every text.
    """
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    text = guarded(str(sound(value)))
    return '"' + text.replace('"', '""') + '"' if NEEDS_QUOTES.search(text) else text
