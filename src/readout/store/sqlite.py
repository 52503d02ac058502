"""The archive in one SQLite file: WAL, so that readers read while a writer writes; FTS5 for the words."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from readout.model.errors import ArchiveBusy, ArchiveDamaged, ArchiveFull, NoArchive, StoreError
from readout.store.connection import Dialect, Row, Value

APPLICATION_ID = 0x52454144  # "READ", in the header of the file
MAGIC = b"SQLite format 3\0"
WAIT_SECONDS = 30.0  # for another writer
TURN_SECONDS = 0.5  # of it without a break: while SQLite waits, Python hears no Ctrl-C
SWITCH_SECONDS = 0.01
STEPS = 100_000  # of a query, some milliseconds, after which Python looks for a Ctrl-C
PRIMARY = 0xFF  # of an error code of SQLite's
CACHE_KIB = 65_536
SETTINGS = (
    "PRAGMA journal_mode = WAL",
    # with WAL a crash of the program loses nothing, and one of the machine at most the last documents, never order
    "PRAGMA synchronous = NORMAL",
    f"PRAGMA cache_size = -{CACHE_KIB}",
    "PRAGMA temp_store = MEMORY",
)


class SqliteConnection:
    """A connection to one file.

    Args:
        create: Make the file when there is none.

    Raises:
        NoArchive: There is no such file, or no folder to make it in.
        ArchiveDamaged: The file is no archive.
    """

    dialect = Dialect.SQLITE

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        self.address = str(path)
        file = Path(path)
        self._refuse(file, create)
        with self._naming():
            self._database = sqlite3.connect(file, timeout=TURN_SECONDS, isolation_level=None, check_same_thread=False)
            heed_signals(self._database)
        try:
            # first of all, for one of the settings changes the file
            self._refuse_others()
            for setting in SETTINGS:
                self.run(setting)
        except StoreError:
            self._database.close()
            raise

    def rows(self, sql: str, parameters: Sequence[Value] = ()) -> Iterator[tuple[Value, ...]]:
        with self._naming():
            # not `yield from`: that closes the cursor of a query that is left unread, perhaps after the connection
            for row in self._execute(sql, parameters):  # noqa: UP028
                yield row

    def named_rows(self, sql: str, parameters: Sequence[Value] = ()) -> Iterator[Row]:
        with self._naming():
            cursor = self._execute(sql, parameters)
            names = [column[0] for column in cursor.description or ()]
            for row in cursor:
                yield dict(zip(names, row, strict=True))

    def run(self, sql: str, parameters: Sequence[Value] = ()) -> int:
        with self._naming():
            return self._execute(sql, parameters).rowcount

    def run_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        with self._naming():
            self._database.executemany(sql, rows)

    def run_script(self, script: str) -> None:
        # executescript() would end the transaction that is open
        statement = ""
        for line in script.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                self.run(statement)
                statement = ""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._database.in_transaction:  # a full disk may have ended it already
                self._database.rollback()
            raise

    def schema_version(self) -> int:
        return int(next(self.rows("PRAGMA user_version"))[0] or 0)

    def set_schema_version(self, version: int) -> None:
        self.run(f"PRAGMA user_version = {version:d}")
        self.run(f"PRAGMA application_id = {APPLICATION_ID:d}")

    def copy_to(self, path: Path) -> None:
        """A whole copy as of now, made while others read and write.

        Raises:
            StoreError: There is a file at `path`, or it cannot be written.
        """
        if path.exists():
            raise StoreError(f"{path}: there is a file already: give a new name, or remove it first")
        with self._naming(str(path)):
            copy = sqlite3.connect(path, isolation_level=None)
            try:
                self._database.backup(copy)
            finally:
                copy.close()

    def close(self) -> None:
        with self._naming():
            self._database.close()

    def _execute(self, sql: str, parameters: Sequence[Value] = ()) -> sqlite3.Cursor:
        """A statement, which outside of a transaction waits for other programs."""
        deadline = monotonic() + WAIT_SECONDS
        while True:
            try:
                return self._database.execute(sql, parameters)
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & PRIMARY == sqlite3.SQLITE_BUSY
                if not busy or self._database.in_transaction or monotonic() > deadline:
                    raise
            # SQLite itself does not wait where another program is switching a new file to WAL
            sleep(SWITCH_SECONDS)

    def _refuse(self, file: Path, create: bool) -> None:
        if file.is_dir():
            raise NoArchive(f"{file}: a folder, not an archive: name a file, such as {file / 'news.db'}")
        if file.exists():
            try:
                with file.open("rb") as opened:
                    head = opened.read(len(MAGIC))
            except OSError as error:
                raise StoreError(f"{file}: {error.strerror}: check who may read it") from error
            if not head and not create:
                raise NoArchive(f"{file}: an empty file, no archive: check the name, or fill it with `readout add`")
            if head and head != MAGIC:
                raise ArchiveDamaged(f"{file}: not an archive (no SQLite database): check the name")
        elif not create:
            raise NoArchive(f"{file}: there is no archive: check the path, or make one with `readout add {file} ...`")
        elif not file.absolute().parent.is_dir():
            raise NoArchive(f"{file}: there is no folder {str(file.parent)!r}: make it first")

    def _refuse_others(self) -> None:
        """A SQLite file that another program made is left as it is."""
        # in one statement: between two another program may make the archive
        made_by, tables = next(
            self.rows("SELECT application_id, (SELECT count(*) FROM sqlite_master) FROM pragma_application_id")
        )
        if made_by != APPLICATION_ID and tables:
            raise ArchiveDamaged(f"{self.address}: a SQLite database, but not of Readout's: check the name")

    @contextmanager
    def _naming(self, address: str | None = None) -> Iterator[None]:
        """SQLite's errors as ours, with the file and the remedy."""
        try:
            yield
        except sqlite3.Error as error:
            raise_if_interrupted(error)
            raise _named(address or self.address, error) from error


def heed_signals(database: sqlite3.Connection) -> None:
    """Lets Python handle signals while a query goes on; see `raise_if_interrupted`."""
    database.set_progress_handler(lambda: 0, STEPS)


def raise_if_interrupted(error: sqlite3.Error | sqlite3.Warning) -> None:
    """Raises `KeyboardInterrupt` where that, swallowed by SQLite, is the reason of the error."""
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
        raise KeyboardInterrupt from error


def _named(address: str, error: sqlite3.Error) -> StoreError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ArchiveBusy(f"{address}: another program is writing to it: try again when that has ended")
    if name in {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"}:  # the second is for the index of the log
        return ArchiveFull(f"{address}: no room on the disk: make room and go on; what was stored is kept")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        remedy = "restore a backup, or save what is left with `sqlite3 FILE .recover`"
        return ArchiveDamaged(f"{address}: damaged ({error}): {remedy}")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return StoreError(f"{address}: {error}: check who may write the file and its folder")
    if name.startswith("SQLITE_IOERR"):
        return StoreError(f"{address}: the disk failed ({error}, {name}): check its space and health, then go on")
    return StoreError(f"{address}: {error}")
