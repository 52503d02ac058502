"""Records as pandas tables, one row an item, for R, Excel and notebooks: the rows of `export/rows.py`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readout.export.rows import rows_of, table_columns
from readout.export.table_columns import Row
from readout.export.table_frames import DTYPES, to_pandas_frame
from readout.model.record import Record

if TYPE_CHECKING:
    # pandas brings no types, and need not be there
    import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]

# From table and column to the dtype, in order.
COLUMNS: Mapping[str, Mapping[str, str]] = {
    name: {column.name: DTYPES[column.kind] for column in columns} for name, columns in table_columns().items()
}


@dataclass(frozen=True)
class Frames:
    """Tables with the columns of `COLUMNS`, in that order and of those dtypes also when they have no row.

    Attributes:
        actors: Place and words are those of the first mention.
        statements: `words` are the content; `start` and `stop` enclose all of it.
        events: Place and words are those of the trigger.
        engagements: Place and words are those of the trigger; `topics_only` has items such as `PAK: fish`.
        topics: One row for each topic of each account, in the order of telling.
    """

    actors: "pandas.DataFrame"
    statements: "pandas.DataFrame"
    events: "pandas.DataFrame"
    engagements: "pandas.DataFrame"
    topics: "pandas.DataFrame"


def to_pandas(records: Record | Iterable[Record]) -> Frames:
    """One record, or many, as tables.

    Raises:
        MissingExtra: pandas is not installed.
        SpanError: A span of a record runs past its text.
    """
    rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for record in [records] if isinstance(records, Record) else records:
        for name, found in rows_of(record).items():
            rows[name].extend(found)
    return Frames(**{name: to_pandas_frame(rows[name], columns) for name, columns in table_columns().items()})
