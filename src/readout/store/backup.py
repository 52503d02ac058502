"""A copy of an archive, made while others read and write it, and looked over before it is called one."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from readout.model.errors import ArchiveDamaged, StoreError
from readout.store.archive import Archive
from readout.store.connection import Connection
from readout.store.sqlite import SqliteConnection

SOUND = "ok"


def backup(archive: Archive, path: Path) -> None:
    """Writes a whole copy as of now; `path` appears when the copy is whole and sound.

    An archive in PostgreSQL is written by pg_dump, in its custom format.

    Raises:
        ArchiveDamaged: The copy is not sound, and neither is the archive then.
        StoreError: There is a file at `path`, it cannot be written, or pg_dump cannot copy an archive in PostgreSQL.
    """
    if path.exists():
        raise StoreError(f"{path}: there is a file already: give a new name, or remove it first")
    if not path.absolute().parent.is_dir():
        raise StoreError(f"{path}: there is no folder {str(path.parent)!r}: make it first")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _copy(archive.connection, part)
        _onto_the_disk(part)
        part.rename(path)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}: check the disk and who may write there") from error
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _copy(connection: Connection, part: Path) -> None:
    if isinstance(connection, SqliteConnection):
        connection.copy_to(part)
        _refuse_unsound(part, connection.address)
        return
    from readout.store.postgresql import PostgresqlConnection
    from readout.store.postgresql_dump import dump

    assert isinstance(connection, PostgresqlConnection)
    dump(connection, part)


def _refuse_unsound(copy: Path, address: str) -> None:
    # immutable: nobody else knows of the file, and no log is made beside it
    with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        try:
            said = [line for (line,) in database.execute("PRAGMA integrity_check")]
        except sqlite3.Error as error:
            said = [str(error)]
    if said != [SOUND]:
        remedy = "run `readout doctor` on it, and keep your older copies"
        raise ArchiveDamaged(f"{address}: damaged ({said[0]}): {remedy}")


def _onto_the_disk(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
