"""The archive in a PostgreSQL database, or in one schema of it: for many readers, or more than one machine."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from readout.model.errors import ArchiveDamaged, NoArchive, StoreError
from readout.model.extras import need
from readout.store.connection import Dialect, Row, Value
from readout.store.postgresql_errors import named, not_opened, without_password
from readout.store.postgresql_values import from_postgresql, to_postgresql

if TYPE_CHECKING:
    from psycopg import Connection as Database
    from psycopg import Cursor

OLDEST = 130_000  # PostgreSQL 13: the first with normalize(), which the schema needs
LOCK = 0x52454144  # "READ": our key among the advisory locks of a database
WAIT_SECONDS = 30.0  # for another writer
CONNECT_SECONDS = 10
BATCH = 1_000  # rows that are fetched at once
PORTS = re.compile(r"[\d,]*")
QUERY = re.compile(r"\s*(?:SELECT|WITH|VALUES)\b", re.IGNORECASE)
PLACEHOLDER = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|(\?)""", re.DOTALL)


class PostgresqlConnection:
    """A connection to one database. One that the server has closed is opened again by the next statement.

    Args:
        address: `postgresql://user@host/database`, with any parameter that libpq knows. With
            `?options=-csearch_path=news` the archive is in the schema `news`, and others may stand beside it.
        create: Let an archive be made where there are no tables.

    Raises:
        NoArchive: There is no such database, or no archive in it.
        ArchiveDamaged: There are tables, but not ours.
        StoreError: The server does not let us in, or is not one that we can use.
        MissingExtra: psycopg is not installed.
    """

    dialect = Dialect.POSTGRESQL

    def __init__(self, address: str, *, create: bool = False) -> None:
        self.address = without_password(address)
        self._psycopg: Any = need("psycopg", "postgresql", "an archive in PostgreSQL")
        self._parameters = self._parsed(address)
        self._cursor_numbers = count(1)
        self._writing = False
        self._database = self._opened()
        try:
            self._refuse_server()
            self._refuse_others(create)
        except StoreError:
            self._database.close()
            raise

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What libpq is given, the password too."""
        return self._parameters

    def rows(self, sql: str, parameters: Sequence[Value] = ()) -> Iterator[tuple[Value, ...]]:
        for batch in self._batches(sql, parameters):
            yield from map(from_postgresql, batch)

    def named_rows(self, sql: str, parameters: Sequence[Value] = ()) -> Iterator[Row]:
        for batch in self._batches(sql, parameters):
            names = [column.name for column in batch.description or ()]
            for row in batch:
                yield dict(zip(names, from_postgresql(row), strict=True))

    def run(self, sql: str, parameters: Sequence[Value] = ()) -> int:
        with self._naming():
            return self._execute(sql, parameters).rowcount

    def run_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        with self._naming(), self._live().cursor() as cursor:
            cursor.executemany(_numbered(sql).encode(), map(to_postgresql, rows))  # psycopg sends them as a pipeline

    def run_script(self, script: str) -> None:
        with self._naming():
            self._live().execute(script.encode())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Writers wait for each other, as SQLite's do; readers go on.

        What a writer finds out first (is this text known, which version is it) must still hold when it commits, and
        reports must get their numbers in the order in which others see them. The lock is an advisory one because it
        must also be had before there are tables, and because no reader or vacuum waits for it. It ends with the
        transaction, however that ends.
        """
        if self._writing:
            raise StoreError(f"{self.address}: a transaction is open already: end it first")
        with self._naming(), self._live().transaction():
            self._writing = True
            try:
                with self._database.pipeline():
                    self._execute(f"SET LOCAL lock_timeout = {int(WAIT_SECONDS * 1_000):d}")
                    self._execute(f"SELECT pg_advisory_xact_lock({LOCK:d}, hashtext(current_schema()))")
                yield
            finally:
                self._writing = False

    def schema_version(self) -> int:
        if not self._has("to_regclass('archive') IS NOT NULL"):
            return 0
        version = next(self.rows("SELECT value FROM archive WHERE name = 'schema'"), ("0",))[0]
        return int(version or 0)

    def set_schema_version(self, version: int) -> None:
        sql = "INSERT INTO archive (name, value) VALUES ('schema', ?) ON CONFLICT (name) DO UPDATE SET value = ?"
        self.run(sql, (str(version), str(version)))

    def close(self) -> None:
        self._database.close()

    def _batches(self, sql: str, parameters: Sequence[Value]) -> Iterator["Cursor[Any]"]:
        """The rows of a query, some at a time, and nothing that keeps the server from vacuuming between them.

        A cursor WITH HOLD outlives the one moment in which it is made: the server puts by what is not fetched yet.
        In a transaction, and for what is no query, all rows come at once.
        """
        with self._naming():
            if self._writing or not QUERY.match(sql):
                yield self._execute(sql, parameters)
                return
            name = f"readout_{next(self._cursor_numbers)}"
            database = self._live()
            with database.pipeline():
                self._execute(f"DECLARE {name} NO SCROLL CURSOR WITH HOLD FOR {sql}", parameters)
                batch = self._execute(f"FETCH {BATCH} FROM {name}")
            if batch.rowcount < BATCH:
                self._execute(f"CLOSE {name}")
                yield batch
                return
            try:
                while batch.rowcount:
                    yield batch
                    batch = database.execute(f"FETCH {BATCH} FROM {name}")
            finally:
                self._close_cursor(database, name)

    def _close_cursor(self, database: "Database[Any]", name: str) -> None:
        statuses = self._psycopg.pq.TransactionStatus
        if database.info.transaction_status in {statuses.IDLE, statuses.INTRANS}:  # else it ends with the connection
            database.execute(f"CLOSE {name}")

    def _execute(self, sql: str, parameters: Sequence[Value] = ()) -> "Cursor[Any]":
        return self._live().execute(_numbered(sql).encode(), to_postgresql(parameters))

    def _live(self) -> "Database[Any]":
        """The connection, opened again if the server closed it; never in a transaction, whose beginning is lost."""
        if self._database.broken and not self._writing:
            self._database = self._opened()
        return self._database

    def _parsed(self, address: str) -> dict[str, Any]:
        from psycopg.conninfo import conninfo_to_dict

        remedy = 'write postgresql://user@host/database, and "@", "/", ":" and "%" of a password as %40, %2F, %3A, %25'
        try:
            parameters = conninfo_to_dict(address)
        except self._psycopg.Error:  # its words may quote the password
            raise StoreError(f"{self.address}: not an address of PostgreSQL: {remedy}") from None
        if any("@" in str(parameters.get(part, "")) for part in ("host", "dbname")):
            raise StoreError(f"{self.address}: the address can be read in two ways: {remedy}")
        if not PORTS.fullmatch(str(parameters.get("port", ""))):
            raise StoreError(f"{self.address}: the port is no number: {remedy}")
        defaults = {"connect_timeout": CONNECT_SECONDS, "fallback_application_name": "readout"}
        return {**defaults, **parameters, "client_encoding": "utf8"}

    def _opened(self) -> "Database[Any]":
        from psycopg.types.numeric import Int8Dumper
        from psycopg.types.string import StrDumper

        psycopg = self._psycopg
        try:
            database: Database[Any] = psycopg.connect(
                **self._parameters, autocommit=True, cursor_factory=psycopg.RawCursor
            )
        except psycopg.Error as error:
            raise not_opened(self.address, error) from error
        # one type for all texts and one for all whole numbers: then a statement is prepared once, not for each mixture
        database.adapters.register_dumper(int, Int8Dumper)
        database.adapters.register_dumper(str, StrDumper)
        return database

    def _refuse_server(self) -> None:
        info = self._database.info
        if info.server_version < OLDEST:
            version = f"{info.server_version // 10_000}"
            raise StoreError(f"{self.address}: PostgreSQL {version}: Readout needs {OLDEST // 10_000} or newer")
        if (encoding := info.parameter_status("server_encoding")) != "UTF8":
            remedy = "make one with `createdb --encoding UTF8 --template template0 NAME`"
            raise StoreError(f"{self.address}: the database has the encoding {encoding}: {remedy}")

    def _refuse_others(self, create: bool) -> None:
        """Tables that another program made are left as they are, and ours are not mixed with them."""
        columns = "SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('archive') AND attname = ANY"
        if self._has("to_regclass('archive') IS NOT NULL"):
            if not self._has(f"({columns} ('{{name, value}}')) = 2"):
                raise ArchiveDamaged(f"{self.address}: its table `archive` is not Readout's: check the name")
            return
        if not create:
            remedy = f"check the address, or make one with `readout add {self.address} ...`"
            raise NoArchive(f"{self.address}: there is no archive: {remedy}")
        if self._has("current_schema() IS NULL"):
            raise NoArchive(f"{self.address}: there is no such schema: make it first with CREATE SCHEMA")
        if self._has(
            "EXISTS (SELECT FROM pg_class AS c WHERE relnamespace = current_schema()::regnamespace"
            " AND relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid"
            " AND classid = 'pg_class'::regclass AND deptype = 'e'))"  # what an extension brought does not count
        ):
            remedy = "make a schema of its own (CREATE SCHEMA news) and add ?options=-csearch_path=news to the address"
            raise ArchiveDamaged(
                f"{self.address}: there are tables of something else: take an empty database, or {remedy}"
            )

    def _has(self, condition: str) -> bool:
        return bool(next(self.rows(f"SELECT {condition}"))[0])

    @contextmanager
    def _naming(self) -> Iterator[None]:
        try:
            yield
        except self._psycopg.Error as error:
            raise named(self.address, error, lost=self._database.closed) from error


@lru_cache(maxsize=1_000)
def _numbered(sql: str) -> str:
    """SQL with `$1`, `$2` for `?`; those in texts, names and comments stay."""
    numbers = count(1)
    return PLACEHOLDER.sub(lambda found: f"${next(numbers)}" if found[1] else found[0], sql)
