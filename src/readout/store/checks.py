"""Whether an archive is sound. Nothing is repaired and no migration made."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import NamedTuple

from readout.model.errors import NoArchive, StoreError
from readout.store.archive import connect
from readout.store.connection import Connection, Dialect
from readout.store.migrations import migrations
from readout.store.rows import ITEMS

SOUND = "ok"
WORD_INDEXES = ("report_text", "statement_text")
ITEM_TABLES = ("statement", "event", "engagement", "appearance")
LATEST = "SELECT 1 FROM report WHERE report.number = {number} AND report.latest = 1"
FIRST_LINKED = 2  # the version of the schema that has tables of links
# From what would be wrong to how many there are of it.
CONTRADICTIONS = {
    "reports without a record": (
        "SELECT count(*) FROM report WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.report = report.number)"
    ),
    "records without a report": (
        "SELECT count(*) FROM record WHERE NOT EXISTS (SELECT 1 FROM report WHERE report.number = record.report)"
    ),
    "stories without exactly one latest version": (
        "SELECT count(*) FROM (SELECT story FROM report GROUP BY story HAVING sum(latest) <> 1) AS story"
    ),
    "reports that were taken down": (
        "SELECT count(*) FROM report WHERE EXISTS (SELECT 1 FROM tombstone WHERE tombstone.id = report.id)"
    ),
    **{
        f"rows of {table} that are of no latest report": (
            f"SELECT count(*) FROM {table} WHERE NOT EXISTS ({LATEST.format(number=f'{table}.report')})"
        )
        for table in ITEM_TABLES
    },
}
# The same for the tables of links, by the column that tells the report.
LINK_CONTRADICTIONS = {
    f"rows of {table} whose {column} is of no latest report": (
        f"SELECT count(*) FROM {table} WHERE NOT EXISTS ({LATEST.format(number=f'{table}.{column}{divided}')})"
    )
    for table, column, divided in (
        ("engagement_key", "item", f" / {ITEMS}"),
        ("engagement_place", "item", f" / {ITEMS}"),
        ("engagement_group", "item", f" / {ITEMS}"),
        ("text_band", "report", ""),
        ("near_duplicate", "one", ""),
        ("near_duplicate", "other", ""),
    )
}


class Check(NamedTuple):
    """One thing looked at."""

    name: str
    ok: bool
    told: str


def check_archive(address: str, *, full: bool = False) -> list[Check]:
    """Looks an archive over, from whether it opens to whether its tables agree; ends at what makes the rest useless.

    Args:
        full: Compare every index with its table too, which takes as long as reading the whole file.

    Raises:
        NoArchive: There is none.
    """
    try:
        with closing(connect(address)) as connection:
            return [Check("opens", True, connection.address), *_checks(connection, full)]
    except NoArchive:
        raise
    except StoreError as error:
        return [Check("opens", False, str(error))]


def _checks(connection: Connection, full: bool) -> Iterator[Check]:
    newest, version = max(migrations(connection.dialect)), connection.schema_version()
    if version > newest:
        yield Check("schema", False, f"{version}, of a newer Readout; this one knows {newest}")
        return
    older = f", which is brought to {newest} when it is next opened" if version < newest else ""
    yield Check("schema", True, f"{version}{older}")
    if version == 0:
        return
    if connection.dialect is Dialect.SQLITE:
        yield _file(connection, full)
        for index in WORD_INDEXES:
            yield _words(connection, index)
    yield _tables(connection, CONTRADICTIONS, "reports, each with its record and items")
    if version >= FIRST_LINKED:
        yield _tables(connection, LINK_CONTRADICTIONS, "reports, and no links of others", name="links")
    yield _waiting(connection)


def _file(connection: Connection, full: bool) -> Check:
    try:
        said = [str(line) for (line,) in connection.rows(f"PRAGMA {'integrity_check' if full else 'quick_check'}")]
    except StoreError as error:
        said = [str(error)]
    return Check("file", said == [SOUND], "every page is sound" if said == [SOUND] else "; ".join(said[:3]))


def _words(connection: Connection, index: str) -> Check:
    """The rank tells FTS5 to compare with the table too (https://sqlite.org/fts5.html#the_integrity_check_command)."""
    try:
        connection.run(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    except StoreError as error:
        return Check(index, False, str(error))
    return Check(index, True, "has the words that the reports have")


def _tables(connection: Connection, contradictions: Mapping[str, str], sound: str, *, name: str = "tables") -> Check:
    try:
        counts = {what: int(next(connection.rows(sql))[0] or 0) for what, sql in contradictions.items()}
        (reports,) = next(connection.rows("SELECT count(*) FROM report"))
    except StoreError as error:
        return Check(name, False, str(error))
    wrong = "; ".join(f"{count} {what}" for what, count in counts.items() if count)
    return Check(name, not wrong, wrong or f"{reports} {sound}")


def _waiting(connection: Connection) -> Check:
    try:
        (count,) = next(connection.rows("SELECT count(*) FROM failure"))
    except StoreError as error:
        return Check("failures", False, str(error))
    told = f"{count} inputs could not be read: readout failed {connection.address}" if count else "none waits"
    return Check("failures", True, told)
