"""One thing of an archive by its id, or by how its id begins; and the texts and readings that a report has had."""

from collections.abc import Iterator
from typing import NamedTuple

from readout.model.errors import InputError, StoreError
from readout.store.connection import Connection, Row

MOST_LISTED = 5  # candidates in a message
LAST = "\U0010ffff"  # no text that begins so sorts behind it
KINDS = ("report", "statement", "event", "engagement")


class Item(NamedTuple):
    """A report, or a statement, event or engagement of one.

    Attributes:
        what: report, statement, event or engagement.
        report: Id of the report; of a report its own.
        rejected: Of an item that people rejected, by whom, and the number of the correction.
    """

    what: str
    id: str
    report: str
    rejected: str | None = None


class NotInArchive(StoreError):
    """The archive has no report, or no item, of that id."""


def find(connection: Connection, begin: str) -> Item:
    """The one thing whose id is, or begins with, `begin`. Items are those of the latest text of each story.

    Where there is none of it, what people rejected is looked through too.

    Raises:
        NotInArchive: There is none; of a report taken down the message says when, by whom and why.
        InputError: There are several; the message lists some.
    """
    if not begin.strip():
        raise InputError("an id must have a character at least: `readout search` shows the ids")
    exact, beginning = ("= ?", begin), (">= ? AND {id} < ?", begin, begin + LAST)
    ways = ((items, condition) for items in (_items, _rejected) for condition in (exact, beginning))
    found = next(filter(None, (list(items(connection, *condition)) for items, condition in ways)), [])
    if not found:
        _refuse_taken_down(connection, begin)
        raise NotInArchive(f"{connection.address}: no id is or begins with {begin!r}: `readout search` shows the ids")
    if len(found) > 1:
        several = {item.id for item in found}
        names = [item.id if len(several) > 1 else f"{item.id} of {item.report}" for item in found[:MOST_LISTED]]
        more = ", ..." if len(found) > MOST_LISTED else ""
        remedy = "give more of it" if len(several) > 1 else "give the id of the report"
        raise InputError(f"id {begin!r} can be {', '.join(names)}{more}: {remedy}")
    return found[0]


def _refuse_taken_down(connection: Connection, begin: str) -> None:
    sql = "SELECT * FROM tombstones WHERE id >= ? AND id < ? ORDER BY id"
    for stone in connection.named_rows(sql, (begin, begin + LAST)):
        what = f"{stone['id']} was taken down on {stone['taken_down']} by {stone['taken_down_by']}"
        raise NotInArchive(f"{connection.address}: {what} ({stone['reason']}): it is not stored again")


def _items(connection: Connection, condition: str, *parameters: str) -> Iterator[Item]:
    for what in KINDS:
        join = "" if what == "report" else f" JOIN report ON report.number = {what}.report"
        test = condition.format(id=f"{what}.id")
        sql = f"SELECT {what}.id, report.id FROM {what}{join} WHERE {what}.id {test} ORDER BY 1, 2 LIMIT ?"
        for identifier, report in connection.rows(sql, (*parameters, MOST_LISTED + 1)):
            yield Item(what, str(identifier), str(report))


def _rejected(connection: Connection, condition: str, *parameters: str) -> Iterator[Item]:
    test = condition.format(id="correction.item")
    sql = (
        "SELECT part, item, report.id, made_by, correction.number FROM correction "
        "JOIN report ON report.id = correction.report "
        f"WHERE report.latest = 1 AND action = 'reject' AND undone IS NULL AND part <> 'actor' AND item {test} "
        "ORDER BY item, report.id, correction.number"
    )
    last = {}  # one may have been rejected again
    for part, item, report, by, number in connection.rows(sql, parameters):
        last[item, report] = Item(str(part), str(item), str(report), f"{by}, correction {number}")
    yield from last.values()


def versions(connection: Connection, report: str) -> tuple[Row, ...]:
    """The texts of the story that a report is of, oldest first, and of each the readings, the one that holds last."""
    story = "SELECT story FROM report WHERE id = ?"
    same = "report.id AS report, report.version, report.published, report.added"
    ours = "readout_version, schema_version"
    former = (
        f"SELECT {same}, 'former' AS reading, replaced AS since, {ours}, 0 AS corrected FROM report "
        f"JOIN former_record ON former_record.report = report.number WHERE story = ({story})"
    )
    holding = (
        f"SELECT {same}, 'now' AS reading, record.read AS since, {ours}, "
        "CASE WHEN corrected IS NULL THEN 0 ELSE 1 END AS corrected FROM report "
        f"JOIN record ON record.report = report.number WHERE story = ({story})"
    )
    rows = connection.named_rows(f"{former} UNION ALL {holding} ORDER BY version, reading, since", (report, report))
    return tuple(rows)
