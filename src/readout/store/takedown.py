"""Reports taken down: nothing of their words is kept, and they are never stored again."""

from collections.abc import Iterable
from dataclasses import dataclass

from readout.store.archive import Archive
from readout.store.connection import Connection, Dialect
from readout.store.links import TABLES as LINKS
from readout.store.writing import insert, remove_items

# What has to be done before, so that freed pages are overwritten, and after, so that no copy is left. An index of
# words keeps those of a removed report until its parts are merged; the log keeps pages until it is written back.
BEFORE = {Dialect.SQLITE: ("PRAGMA secure_delete = ON",), Dialect.POSTGRESQL: ()}
AFTER = {
    Dialect.SQLITE: (
        "INSERT INTO report_text (report_text) VALUES ('optimize')",
        "INSERT INTO statement_text (statement_text) VALUES ('optimize')",
    ),
    Dialect.POSTGRESQL: (
        f"VACUUM report, record, former_record, statement, event, engagement, topic, correction, {', '.join(LINKS)}",
    ),
}
EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What a takedown did.

    Attributes:
        ids: The reports that are gone.
        found_again: Former versions of their stories, which are now the latest and found by queries.
        wiped: Whether their words are out of the file too; False when another program that reads the archive holds
            the log open, which is then emptied when it ends.
    """

    ids: tuple[str, ...]
    found_again: tuple[str, ...]
    wiped: bool


def take_down(
    archive: Archive, document_ids: Iterable[str], *, reason: str, by: str, versions: bool = False
) -> TakenDown:
    """Deletes reports for good, all or none: text, records and former ones, what queries find, corrections.

    What stays is a tombstone each: id, hash of the text, address, reason, by whom and when. A PostgreSQL server
    overwrites the freed pages in its own time (or at once with `VACUUM FULL`), and keeps its log as it is set up to.

    Args:
        versions: Also every other version of the same stories.

    Raises:
        NotInArchive: There is no report of one of the ids; nothing is deleted.
    """
    connection = archive.connection
    for statement in BEFORE[connection.dialect]:
        connection.run(statement)
    with archive.changing():
        chosen = {archive.number_of(identifier): identifier for identifier in document_ids}
        stories = dict.fromkeys(_story(connection, number) for number in chosen)
        if versions:
            chosen = {number: identifier for story in stories for number, identifier in _versions(connection, story)}
        for number, identifier in chosen.items():
            _remember(archive, number, reason, by)
            _remove(connection, number, identifier)
        found_again = tuple(filter(None, (_find_again(archive, story) for story in stories)))
        # names of people of whom nothing else is told
        connection.run("DELETE FROM actor WHERE NOT EXISTS (SELECT 1 FROM appearance WHERE actor = actor.number)")
    return TakenDown(tuple(chosen.values()), found_again, _wipe(connection))


def _story(connection: Connection, number: int) -> str:
    (story,) = next(connection.rows("SELECT story FROM report WHERE number = ?", (number,)))
    return str(story)


def _versions(connection: Connection, story: str) -> list[tuple[int, str]]:
    rows = connection.rows("SELECT number, id FROM report WHERE story = ? ORDER BY version, number", (story,))
    return [(int(number or 0), str(identifier)) for number, identifier in rows]


def _remember(archive: Archive, number: int, reason: str, by: str) -> None:
    (row,) = archive.connection.named_rows("SELECT id, text_hash, url FROM report WHERE number = ?", (number,))
    values = {**row, "reason": reason, "taken_down_by": by, "taken_down": archive.clock()}
    insert(archive.connection, "tombstone", values)


def _remove(connection: Connection, number: int, identifier: str) -> None:
    connection.run(
        "DELETE FROM failure WHERE source IN (SELECT coalesce(source_id, id) FROM report WHERE number = ?)", (number,)
    )
    remove_items(connection, number)
    connection.run("DELETE FROM correction WHERE report = ?", (identifier,))
    connection.run("DELETE FROM former_record WHERE report = ?", (number,))
    connection.run("DELETE FROM record WHERE report = ?", (number,))
    connection.run("DELETE FROM report WHERE number = ?", (number,))


def _find_again(archive: Archive, story: str) -> str | None:
    """Makes queries find the last version that is left of a story; None if none is, or they do already."""
    left = _versions(archive.connection, story)
    if not left:
        return None
    # the latest may be a former version: a story can go back to a text
    if next(archive.connection.rows("SELECT 1 FROM report WHERE story = ? AND latest = 1", (story,)), None):
        return None
    number, identifier = left[-1]
    archive.connection.run("UPDATE report SET latest = 1 WHERE number = ?", (number,))
    archive.index(number, archive.record(identifier))
    return identifier


def _wipe(connection: Connection) -> bool:
    for statement in AFTER[connection.dialect]:
        connection.run(statement)
    if connection.dialect is not Dialect.SQLITE:
        return True
    busy, *_ = next(connection.rows(EMPTY_LOG))
    return not busy
