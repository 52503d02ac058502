"""The schema: numbered files of SQL, made one after the other, each once, in one transaction."""

import re
from functools import cache
from importlib.resources import files

from readout.model.errors import ArchiveTooNew
from readout.store.connection import Connection, Dialect

NUMBERED = re.compile(r"(\d{4})_\w+\.sql")


def bring_up_to_date(connection: Connection) -> None:
    """Makes the migrations that the database lacks.

    Raises:
        ArchiveTooNew: It has one that this Readout does not know.
    """
    known = migrations(connection.dialect)
    newest = max(known)
    version = connection.schema_version()
    _refuse_newer(connection, version, newest)
    if version == newest:
        return
    with connection.transaction():
        version = connection.schema_version()  # another writer may have been first
        _refuse_newer(connection, version, newest)
        for number in range(version + 1, newest + 1):
            connection.run_script(known[number])
            connection.set_schema_version(number)


@cache
def migrations(dialect: Dialect) -> dict[int, str]:
    """From the number of a migration to its SQL."""
    folder = files("readout.store") / "schema" / dialect
    matches = ((NUMBERED.fullmatch(file.name), file) for file in folder.iterdir())
    return {int(match[1]): file.read_text(encoding="utf-8") for match, file in matches if match}


def _refuse_newer(connection: Connection, version: int, newest: int) -> None:
    if version > newest:
        raise ArchiveTooNew(
            f"{connection.address}: written by a newer Readout (schema {version}; this one knows {newest}): "
            "bring Readout up to date with `pip install --upgrade readout-diplomacy`"
        )
