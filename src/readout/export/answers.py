"""Rows that an archive gave, as tables of Python's libraries, without naming their columns."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from readout.export.table_columns import Column, Kind, Row, Value, described_tables
from readout.export.table_frames import to_pandas_frame

if TYPE_CHECKING:
    # pandas brings no types, and need not be there
    import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]


def rows_to_pandas(rows: Iterable[Row]) -> "pandas.DataFrame":
    """The rows of a search, a timeline, an aggregate and so on as a data frame; without rows, one without columns.

    Raises:
        MissingExtra: pandas is not installed.
    """
    kept = list(rows)
    return to_pandas_frame(kept, columns_of(kept))


def columns_of(rows: Sequence[Row]) -> list[Column]:
    """The columns of rows: as an archive's answers have those of that name, where these fit; else by what they hold."""
    return [_column(name, rows) for name in (rows[0] if rows else ())]


def held_column(name: str, rows: Iterable[Row]) -> Column:
    """A column of the kind of what these rows have in it; of text where they have several kinds, or nothing."""
    kinds = {kind_of(row[name]) for row in rows} - {None}
    if kinds == {Kind.WHOLE, Kind.NUMBER}:
        return Column(name, Kind.NUMBER)
    (only, *more) = kinds or {Kind.TEXT}
    return Column(name, Kind.TEXT if more or only is None else only)


def kind_of(value: Value) -> Kind | None:
    """None for what is not there."""
    if value is None:
        return None
    if isinstance(value, bool):
        return Kind.TRUTH
    return Kind.TEXT if isinstance(value, str) else Kind.NUMBER if isinstance(value, float) else Kind.WHOLE


def _column(name: str, rows: Sequence[Row]) -> Column:
    described = _described().get(name)
    if described is None:
        return held_column(name, rows)
    fitting = {None, described.kind, Kind.WHOLE if described.kind is Kind.NUMBER else None}
    return described if all(kind_of(row[name]) in fitting for row in rows) else held_column(name, rows)


@cache
def _described() -> Mapping[str, Column]:
    return {column.name: column for columns in described_tables("archive").values() for column in columns}
