"""Old records brought to what reads now, with what people said of them."""

import json
import re
from collections.abc import Iterator

import msgspec

from readout.link.difference import Difference, difference
from readout.model.errors import InputError, StoreError, UnreadableRecord
from readout.model.record import Document, Record, Versions
from readout.store.applying import Reading, apply
from readout.store.archive import Archive
from readout.store.connection import Row, Value
from readout.store.correction import Unmatched
from readout.store.corrections import corrections, former_readings, keep
from readout.store.query import day
from readout.store.rows import record_values

PAGE = 200  # reports fetched at once, with their texts
VERSION = re.compile(r"\d+(\.\d+)*")
DOCUMENT = (
    "id", "text", "source_id", "title", "published", "publisher", "author", "url", "dateline", "language", "encoding",
)  # fmt: skip


class Present(msgspec.Struct, frozen=True, kw_only=True):
    """What reads now; a record that has other versions is outdated."""

    schema_version: str
    readout_version: str
    models: Versions


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which reports are to be read again.

    Attributes:
        ids: Only these; empty for all.
        older_than: Only records made by a Readout before this version.
        since, until: Days of publication, both included.
        outdated: Only records whose versions are not the present ones.
    """

    ids: tuple[str, ...] = ()
    older_than: str | None = None
    since: str | None = None
    until: str | None = None
    outdated: bool = True


class Reread(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a record: its difference, and the corrections that have no effect any more."""

    difference: Difference
    unmatched: tuple[Unmatched, ...] = ()


def documents_to_reread(archive: Archive, present: Present, selection: Selection) -> Iterator[Document]:
    """The reports of a selection as they came, former versions of a story too, in the order in which they were added.

    Raises:
        NotInArchive: A report that is named is not there.
        InputError: `older_than` is no version, `since` or `until` no day.
    """
    before = version_parts(selection.older_than) if selection.older_than is not None else None
    for row in _rows(archive, selection):
        if before is not None and version_parts(str(row["readout_version"])) >= before:
            continue
        if selection.outdated and not _is_outdated(row, present):
            continue
        yield msgspec.convert({name: row[name] for name in DOCUMENT}, Document)


def reread(archive: Archive, record: Record, *, dry_run: bool = False) -> Reread:
    """Puts a new reading in the place of the one there is, lays the corrections over it, and tells the difference.

    One transaction. The difference is between the records as people have them, with corrections.

    Args:
        dry_run: Only tell.

    Raises:
        NotInArchive: The report is not there.
        UnreadableRecord: The record there is has a form that this Readout does not read.
        StoreError: The record is of another text, or cannot be stored.
    """
    if dry_run:
        return _told(archive, record)[0]
    with archive.changing():
        told, now = _told(archive, record)
        _replace(archive, record)
        keep(archive, record.document.id, now)
    return told


def version_parts(version: str) -> tuple[int, ...]:
    """A version as numbers that compare; raises `InputError` for what is none."""
    found = VERSION.match(version)
    if found is None:
        raise InputError(f"{version!r} is no version: give numbers, such as 0.2 or 1.0.3")
    parts = [int(part) for part in found[0].split(".")]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def _told(archive: Archive, record: Record) -> tuple[Reread, Record]:
    """The difference, and the new record with the corrections."""
    report = record.document.id
    try:
        old, read = archive.record(report), archive.record(report, corrected=False)
    except UnreadableRecord as error:
        problem = f"{report}: its record is of a form that this Readout no longer reads ({error})"
        raise UnreadableRecord(f"{problem}: read it again with a Readout between that one and this") from error
    if record.document.text != read.document.text:
        raise StoreError(f"{report}: another text was read than the archive has: read that of the archive")
    made = corrections(archive, report)
    former = [*former_readings(archive, read), Reading(read, archive.clock())] if made else []
    after = apply(record, made, former)
    return Reread(difference=difference(old, after.record), unmatched=after.unmatched), after.record


def _replace(archive: Archive, record: Record) -> None:
    """In the transaction that is open."""
    number, now = archive.number_of(record.document.id), archive.clock()
    archive.connection.run(
        "INSERT INTO former_record (report, replaced, schema_version, readout_version, models, json) "
        "SELECT report, ?, schema_version, readout_version, models, json FROM record WHERE report = ?",
        (now, number),
    )
    values = {"read": now, **record_values(record)}
    settings = ", ".join(f"{name} = ?" for name in values)
    archive.connection.run(f"UPDATE record SET {settings} WHERE report = ?", (*values.values(), number))


def _rows(archive: Archive, selection: Selection) -> Iterator[Row]:
    columns = ", ".join(f"report.{name}" for name in DOCUMENT)
    sql = (
        f"SELECT report.number, {columns}, record.schema_version, record.readout_version, record.models "
        "FROM report JOIN record ON record.report = report.number WHERE "
    )
    numbers = [archive.number_of(identifier) for identifier in selection.ids]
    where, values = "", list[Value]()
    if selection.since is not None:
        where += " AND report.day >= ?"
        values.append(day("since", selection.since))
    if selection.until is not None:
        where += " AND report.day <= ? AND report.day <> ''"
        values.append(day("until", selection.until))
    if selection.ids:
        for number in sorted(set(numbers)):
            yield from list(archive.connection.named_rows(f"{sql}report.number = ?{where}", (number, *values)))
        return
    last = 0
    paged = f"{sql}report.number > ?{where} ORDER BY report.number LIMIT {PAGE}"
    while page := list(archive.connection.named_rows(paged, (last, *values))):
        last = int(page[-1]["number"] or 0)
        yield from page


def _is_outdated(row: Row, present: Present) -> bool:
    models = json.loads(str(row["models"]))
    now = (present.schema_version, present.readout_version, dict(present.models))
    return (row["schema_version"], row["readout_version"], models) != now
