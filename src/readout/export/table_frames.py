"""Rows as tables of Python's libraries: pandas, polars and DuckDB."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from readout.export.table_columns import Column, Kind, Row
from readout.export.table_files import arrow_schema, arrow_table, sound
from readout.model.extras import need

if TYPE_CHECKING:
    # they need not be there, and pandas brings no types
    import duckdb
    import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]
    import polars

DTYPES = {  # of pandas; those that hold missing values as such
    Kind.TEXT: "string",
    Kind.WHOLE: "Int64",
    Kind.NUMBER: "float64",
    Kind.TRUTH: "boolean",
}


def to_pandas_frame(rows: Iterable[Row], columns: Sequence[Column]) -> "pandas.DataFrame":
    """A data frame whose dtypes do not depend on the rows; what is not there is NA (in float64, NaN).

    Raises:
        MissingExtra: pandas is not installed.
    """
    pandas = need("pandas", "pandas", "a data frame")
    kept = list(rows)
    return pandas.DataFrame(
        {
            column.name: pandas.Series([sound(row.get(column.name)) for row in kept], dtype=DTYPES[column.kind])
            for column in columns
        }
    )


def to_polars_frame(rows: Iterable[Row], columns: Sequence[Column]) -> "polars.DataFrame":
    """A data frame of String, Int64, Float64 and Boolean columns; what is not there is null.

    Raises:
        MissingExtra: polars is not installed.
    """
    library = need("polars", "polars", "a polars data frame")
    types = {
        Kind.TEXT: library.String,
        Kind.WHOLE: library.Int64,
        Kind.NUMBER: library.Float64,
        Kind.TRUTH: library.Boolean,
    }
    kept = list(rows)
    cells = {column.name: [sound(row.get(column.name)) for row in kept] for column in columns}
    schema = {column.name: types[column.kind] for column in columns}
    frame: polars.DataFrame = library.DataFrame(cells, schema=schema, strict=False)
    return frame


def to_duckdb_relation(
    rows: Iterable[Row], columns: Sequence[Column], connection: "duckdb.DuckDBPyConnection | None" = None
) -> "duckdb.DuckDBPyRelation":
    """A relation of VARCHAR, BIGINT, DOUBLE and BOOLEAN columns, to be asked in SQL.

    Args:
        connection: Where it is to be used; DuckDB's own in memory for None.

    Raises:
        MissingExtra: duckdb or pyarrow is not installed.
    """
    library = need("duckdb", "duckdb", "a DuckDB relation")
    table = arrow_table(list(rows), columns, arrow_schema(columns, extra="duckdb"))
    relation: duckdb.DuckDBPyRelation = (connection or library).from_arrow(table)
    return relation
