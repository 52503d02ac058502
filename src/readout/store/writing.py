"""Rows in and out of the tables. Every function runs in the transaction that is open."""

from collections.abc import Mapping

from readout.model.record import Record
from readout.store.connection import Connection, Value
from readout.store.links import link_report, unlink_report
from readout.store.rows import COLUMNS, ITEMS, RecordRows, record_values

KNOWN_ACTORS = "actor"
BY_REPORT = ("appearance",)
BY_ITEM = {
    "statement": "number",
    "event": "number",
    "engagement": "number",
    "topic": "engagement",
    "party": "item",
    "actor_item": "item",
    "country_item": "item",
    "dyad_item": "item",
}


def insert(connection: Connection, table: str, values: Mapping[str, Value]) -> None:
    connection.run(_insert(table, tuple(values)), tuple(values.values()))


def insert_reading(connection: Connection, number: int, record: Record, read: str) -> None:
    """The record of a report as it was read."""
    insert(connection, "record", {"report": number, "read": read, **record_values(record)})


def insert_items(connection: Connection, number: int, record: Record) -> None:
    """What queries look at: actors, statements, events, engagements; and the links of these with other reports."""
    for table, rows in RecordRows(number, record).tables.items():
        if rows:
            # the same actor stands in many reports, and twice in one where two keys name one person
            ending = " ON CONFLICT DO NOTHING" if table == KNOWN_ACTORS else ""
            connection.run_many(_insert(table, COLUMNS[table]) + ending, rows)
    link_report(connection, number, record)


def remove_items(connection: Connection, number: int) -> None:
    unlink_report(connection, number)
    for table in BY_REPORT:
        connection.run(f"DELETE FROM {table} WHERE report = ?", (number,))
    first = number * ITEMS
    for table, column in BY_ITEM.items():
        connection.run(f"DELETE FROM {table} WHERE {column} >= ? AND {column} < ?", (first, first + ITEMS))


def count_change(connection: Connection) -> None:
    """Marks that the archive is no longer what it was, for whoever keeps an answer of it."""
    connection.run("UPDATE archive SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'change'")


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
