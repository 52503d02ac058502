"""Many records as a folder of tables, one file each for actors, statements, events, engagements and topics."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from readout.export.files import whole_file
from readout.export.rows import rows_of, table_columns
from readout.export.table import writer
from readout.model.record import Record


def write_folder(
    records: Iterable[Record], folder: Path, layout: str = "parquet", *, without_text: bool = False
) -> list[Path]:
    """Writes the tables as the records come, without keeping them, and gives the files.

    Args:
        folder: Made if it is not there. Files appear in it when they are whole and replace those of the same name.
        layout: `csv`, `json`, `jsonl` or `parquet`; also the suffix.
        without_text: Positions, hash and address in place of the reports' words.

    Raises:
        MissingExtra: The layout needs a package that is not installed.
        SpanError: A span of a record runs past its text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = table_columns(without_text=without_text)
    paths = {name: folder / f"{name}.{layout}" for name in tables}
    with ExitStack() as open_files:
        write = {
            name: open_files.enter_context(writer(open_files.enter_context(whole_file(paths[name])), columns, layout))
            for name, columns in tables.items()
        }
        for record in records:
            for name, rows in rows_of(record, without_text=without_text).items():
                for row in rows:
                    write[name](row)
    return list(paths.values())
