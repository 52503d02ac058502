"""`readout sql`: a query of one's own on an archive."""

import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readout.cli.answer import answer_options, chosen, write_answer
from readout.cli.archive_option import ArchiveCommand, archive_argument

if TYPE_CHECKING:
    from readout.export.table import Column, Row
    from readout.store.connection import Value

SAMPLE = 1_000  # rows that settle what a column holds
STDIN = "-"


@click.command(cls=ArchiveCommand, short_help="Ask an archive in SQL.")
@archive_argument
@click.argument("query", metavar="[SQL]", required=False)
@click.option("--schema", is_flag=True, help="List the views and their columns instead.")
@answer_options
def sql(archive: str, query: str | None, schema: bool, layout: str | None, output: Path | None) -> None:
    """Ask an archive in SQL, in the dialect of its database (SQLite or PostgreSQL). The archive cannot be changed so.
    SQL is one query, or - for standard input.

    Ask the views reports, actors, statements, events, engagements, topics, corrections, failures, tombstones,
    same_engagements and near_duplicates; --schema has their columns. They stay as they are where the tables behind
    them change.

    \b
    Examples:
      readout sql news.db --schema
      readout sql news.db "SELECT event_type, count(*) AS events FROM events GROUP BY 1 ORDER BY 2 DESC"
      readout sql news.db "SELECT * FROM topics WHERE label LIKE '%trade%'" -o trade.csv
      readout sql news.db - --format jsonl < query.sql

    Exit status: 0; 1 the database refuses the query; 2 wrong usage.
    """
    from readout.export.answers import held_column
    from readout.store.sql import asked

    if schema:
        _write_schema(layout, output)
        return
    if query is None:
        raise click.UsageError("Which query? Give it in quotation marks, or --schema for the views.")
    text = sys.stdin.read() if query == STDIN else query
    with asked(archive, text) as answer:
        first = list(islice(answer.rows, SAMPLE))
        columns = [held_column(name, first) for name in answer.columns]
        rows: Iterator[Row] = chain(first, answer.rows)
        if chosen(layout, output) == "parquet":
            rows = _fitting(rows, columns)
        write_answer(rows, columns, layout, output)


def _write_schema(layout: str | None, output: Path | None) -> None:
    from readout.export.table import Column
    from readout.export.table_columns import described_views

    rows = [
        {"view": view, "column": column.name, "type": column.kind.value, "meaning": column.meaning}
        for view, columns in described_views("archive").items()
        for column in columns
    ]
    write_answer(rows, [Column(name) for name in ("view", "column", "type", "meaning")], layout, output)


def _fitting(rows: "Iterator[Row]", columns: "list[Column]") -> "Iterator[Row]":
    """Rows whose cells are what their columns hold. Raises `InputError` naming a column that holds both."""
    from readout.export.answers import kind_of
    from readout.export.table import Kind
    from readout.model.errors import InputError

    kinds = {column.name: column.kind for column in columns}
    for number, row in enumerate(rows, start=1):
        fitted: dict[str, Value] = {}
        for name, value in row.items():
            kind, found = kinds[name], kind_of(value)
            if found is None or found is kind or (kind is Kind.NUMBER and found is Kind.WHOLE):
                fitted[name] = value
            elif kind is Kind.TEXT:
                fitted[name] = str(value)
            else:
                raise InputError(f"column {name}: row {number} has {value!r} among numbers: CAST it to TEXT")
        yield fitted
