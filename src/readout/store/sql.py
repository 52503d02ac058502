"""SQL of a user's own on an archive, which it cannot change: an answer with columns, row by row."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from readout.model.errors import InputError
from readout.store.archive import POSTGRESQL, connect
from readout.store.connection import Row, Value
from readout.store.sqlite import heed_signals, raise_if_interrupted

if TYPE_CHECKING:
    from psycopg import Connection, Cursor, ServerCursor

VIEWS = (
    "reports", "actors", "statements", "events", "engagements", "topics", "corrections", "failures",
    "tombstones", "same_engagements", "near_duplicates",
)  # fmt: skip
FETCHED = 1_000  # rows at once
QUERY = re.compile(r"(?:\s|\(|--[^\n]*\n|/\*.*?\*/)*(SELECT|WITH|VALUES|TABLE|EXPLAIN)\b", re.IGNORECASE | re.DOTALL)
READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
HARMLESS = {"data_version"}  # what the full text asks for itself
LOADS_CODE = {"load_extension", "fts3_tokenizer"}


class Answer(NamedTuple):
    """Rows as they are fetched; columns of one name are told apart by a number."""

    columns: tuple[str, ...]
    rows: Iterator[Row]


@contextmanager
def asked(address: str, sql: str) -> Iterator[Answer]:
    """The answer to one query; nothing that changes the archive, or a file, is let through.

    Raises:
        InputError: It is no query, or the database refuses it; the message has what the database says.
        NoArchive: There is no archive.
        StoreError: It cannot be read.
    """
    connect(address).close()  # it is an archive, or this says what is wrong
    if not QUERY.match(sql):
        raise InputError("SQL: only what reads is let through: begin with SELECT or WITH")
    ask = _asked_postgresql if address.startswith(POSTGRESQL) else _asked_sqlite
    with ask(address, sql) as answer:
        yield answer


@contextmanager
def _asked_sqlite(address: str, sql: str) -> Iterator[Answer]:
    try:
        with closing(sqlite3.connect(f"{Path(address).absolute().as_uri()}?mode=ro", uri=True)) as database:
            database.execute("PRAGMA query_only = ON").close()
            heed_signals(database)
            database.set_authorizer(_allowed)
            cursor = database.execute(sql)
            names = _told_apart([column[0] for column in cursor.description or ()])
            yield Answer(names, (dict(zip(names, map(_plain, row), strict=True)) for row in cursor))
    except (sqlite3.Error, sqlite3.Warning) as error:  # of two statements at once Python 3.11 only warns
        raise_if_interrupted(error)
        raise _refused(str(error)) from error


def _allowed(action: int, one: str | None, two: str | None, *_where: object) -> int:
    if action in READING:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and two not in LOADS_CODE:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and one in HARMLESS and two is None:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


@contextmanager
def _asked_postgresql(address: str, sql: str) -> Iterator[Answer]:
    import psycopg

    from readout.store.postgresql_values import from_postgresql

    try:
        with closing(psycopg.connect(address, client_encoding="utf8")) as database:
            database.read_only = True
            with _cursor(database, sql) as cursor:
                names = _told_apart([column.name for column in cursor.description or ()])
                yield Answer(names, (dict(zip(names, from_postgresql(row), strict=True)) for row in cursor))
    except psycopg.Error as error:
        raise _refused(error.diag.message_primary or " ".join(str(error).split())) from error


@contextmanager
def _cursor(database: "Connection", sql: str) -> "Iterator[Cursor | ServerCursor]":
    """A cursor that takes one query, and none that writes; an explanation is no query to it, and short."""
    from psycopg import RawCursor

    explained = QUERY.match(sql)
    if explained and explained[1].upper() == "EXPLAIN":
        with RawCursor(database) as cursor:
            yield cursor.execute(sql.encode(), ())
    else:
        with database.cursor(name="readout_sql") as cursor:
            cursor.itersize = FETCHED
            yield cursor.execute(sql.encode())


def _refused(said: str) -> InputError:
    remedy = f"the views are {', '.join(VIEWS)}; `readout sql ARCHIVE --schema` has their columns"
    return InputError(f"SQL: {said}: {remedy}")


def _told_apart(names: list[str]) -> tuple[str, ...]:
    told: list[str] = []
    for name in names:
        number, new = 2, name
        while new in told:
            new, number = f"{name}_{number}", number + 1
        told.append(new)
    return tuple(told)


def _plain(value: Any) -> Value:
    return value.hex() if isinstance(value, bytes) else value
