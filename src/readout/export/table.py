"""Rows of a table, such as the answer of a query, in a layout for a person or for another program."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from shutil import get_terminal_size
from typing import BinaryIO

from readout.export.files import whole_file
from readout.export.table_columns import Column, Kind, Row, Value
from readout.export.table_files import Write, csv_writer, json_array_writer, json_lines_writer, parquet_writer
from readout.export.table_frames import to_duckdb_relation, to_pandas_frame, to_polars_frame
from readout.export.table_text import text_writer

__all__ = [
    "LAYOUTS",
    "Column",
    "Kind",
    "Row",
    "Value",
    "to_duckdb_relation",
    "to_pandas_frame",
    "to_polars_frame",
    "write_rows",
    "writer",
]

WIDTH = 100  # cells a line where no terminal tells its own

# From the name of a layout to what it is for.
LAYOUTS = {
    "table": "for a person: columns shortened to the terminal",
    "csv": "for spreadsheets and R",
    "jsonl": "one object a line",
    "json": "one array",
    "parquet": "for column stores; needs the extra columns",
}
_WRITERS: dict[str, Callable[[BinaryIO, Sequence[Column]], AbstractContextManager[Write]]] = {
    "csv": csv_writer,
    "jsonl": json_lines_writer,
    "json": json_array_writer,
    "parquet": parquet_writer,
}


def write_rows(
    rows: Iterable[Row], columns: Sequence[Column], layout: str, target: BinaryIO | Path, width: int | None = None
) -> None:
    """Writes rows as they come, without keeping them; a file appears when it is whole.

    Args:
        rows: From column to cell. Cells of other columns are passed over.
        layout: One of `LAYOUTS`.
        target: A stream of bytes, which stays open, or a path.
        width: Cells of a line of the layout `table`; for None those of the terminal that `target` is, else 100.

    Raises:
        MissingExtra: The layout needs a package that is not installed.
    """
    opened = whole_file(target) if isinstance(target, Path) else nullcontext(target)
    with opened as stream, writer(stream, columns, layout, width) as write:
        for row in rows:
            write(row)


def writer(
    stream: BinaryIO, columns: Sequence[Column], layout: str, width: int | None = None
) -> AbstractContextManager[Write]:
    """Gives a function that takes row after row, until the context ends; arguments as for `write_rows`."""
    if layout != "table":
        return _WRITERS[layout](stream, columns)
    if width is None:
        width = get_terminal_size((WIDTH, 24)).columns if stream.isatty() else WIDTH
    return text_writer(stream, columns, width)
