"""Links of the archive's reports: the same engagement in several, near-duplicate texts. Mended with every change.

The tables of schema/*/0002_links.sql are made from the records and the texts by the rules of `readout.link`, for the
latest text of each story.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from readout.link.linking import Links, link, linkable
from readout.link.look_up import Name
from readout.link.near_duplicates import NearDuplicate
from readout.link.regrouping import Group, without
from readout.link.shelves import places_of
from readout.model.ids import make_id
from readout.model.jsonform import from_json
from readout.model.record import Record
from readout.store.connection import Connection, Row, Value
from readout.store.rows import ITEMS, with_text
from readout.store.shelf import Shelf, batches
from readout.store.walk import marks

LINKED = "linked"  # the row of table `archive` that tells whether all is
IN_ORDER = "ORDER BY same, coalesce(published, '~'), report, engagement"  # what has no day stands last
AT_ONCE = 200  # reports linked in one transaction
TABLES = ("near_duplicate", "text_band", "engagement_group", "engagement_place", "engagement_key")


def link_report(connection: Connection, number: int, record: Record) -> Links:
    """Links a report whose rows are there, and mends the groups that it touches. In the transaction that is open."""
    shelf = Shelf(connection)
    _keep(connection, number, record, shelf)
    links = link(record, shelf)
    _keep_groups(connection, shelf, links.regrouped, links.touched)
    _keep_near(connection, number, record, links.near)
    day = record.document.published or ""
    _insert(connection, "text_band", [(band, day, number) for band in links.bands])
    return links


def unlink_report(connection: Connection, number: int) -> None:
    """Takes a report out of all links, and mends the groups that it was in; its rows are there still."""
    shelf = Shelf(connection)
    if gone := shelf.of_report(number):
        found = without(gone, shelf)
        _keep_groups(connection, shelf, found.groups, found.touched)
        first = number * ITEMS
        for table in ("engagement_place", "engagement_key"):
            connection.run(f"DELETE FROM {table} WHERE item >= ? AND item < ?", (first, first + ITEMS))
    connection.run("DELETE FROM text_band WHERE report = ?", (number,))
    connection.run("DELETE FROM near_duplicate WHERE one = ? OR other = ?", (number, number))


def is_linked(connection: Connection) -> bool:
    """Whether all reports are; not so in an archive from before there were links, until `relink_all`."""
    return next(connection.rows("SELECT value FROM archive WHERE name = ?", (LINKED,)), ("0",))[0] == "1"


def relink_all(connection: Connection, advance: Callable[[int], None] = lambda _: None) -> int:
    """Makes all links anew, some reports a transaction, and gives how many reports there were.

    When it is broken off the archive is whole, with a part of the links, and `is_linked` says no.

    Args:
        advance: Is told, again and again, how many more reports are linked.
    """
    with connection.transaction():
        for table in TABLES:
            connection.run(f"DELETE FROM {table}")
        _set_linked(connection, "0")
    last, count = 0, 0
    while True:
        with connection.transaction():
            some = _after(connection, last)
            for number, json, text in some:
                link_report(connection, number, with_text(from_json(json), text))
                last = number
            if not some:
                _set_linked(connection, "1")
                return count
        count += len(some)
        advance(len(some))


def same_engagement(connection: Connection, engagement_id: str) -> tuple[Row, ...]:
    """The engagements of several reports that are the one with this id, itself included; by day of publication.

    Rows of the view `same_engagements`; none when no other report tells of it.
    """
    group = (
        "SELECT same FROM engagement_group JOIN engagement ON engagement.number = engagement_group.item "
        "WHERE engagement.id = ?"
    )
    sql = f"SELECT * FROM same_engagements WHERE same IN ({group}) {IN_ORDER}"
    return tuple(connection.named_rows(sql, (engagement_id,)))


def engagements_shared(connection: Connection, report_id: str) -> tuple[Row, ...]:
    """The same for all engagements of a report."""
    group = (
        "SELECT same FROM report JOIN engagement_group ON item >= report.number * ? AND item < (report.number + 1) * ? "
        "WHERE report.id = ?"
    )
    sql = f"SELECT * FROM same_engagements WHERE same IN ({group}) {IN_ORDER}"
    return tuple(connection.named_rows(sql, (ITEMS, ITEMS, report_id)))


def near_duplicates(connection: Connection, report_id: str) -> tuple[Row, ...]:
    """The reports with nearly the same text, nearest first: `near` (id), `relation`, `jaccard`, shares, where from.

    `share` is how much of this report's text (runs of three words) is in the other, `share_of_near` the reverse.
    """
    columns = "{}.id AS near, relation, jaccard, {} AS share, {} AS share_of_near, {}.published, {}.publisher, {}.title"
    sides = {"one": "other", "other": "one"}
    parts = []
    for own, near in sides.items():
        chosen = columns.format(near, f"share_of_{own}", f"share_of_{near}", near, near, near)
        parts.append(
            f"SELECT {chosen} FROM near_duplicate JOIN report AS one ON one.number = near_duplicate.one "
            f"JOIN report AS other ON other.number = near_duplicate.other WHERE {own}.id = ?"
        )
    sql = f"{' UNION ALL '.join(parts)} ORDER BY jaccard DESC, near"
    return tuple(connection.named_rows(sql, (report_id, report_id)))


def _keep(connection: Connection, number: int, record: Record, shelf: Shelf) -> None:
    """The keys of the engagements, and where they stand."""
    first = number * ITEMS
    numbers = connection.rows("SELECT number, id FROM engagement WHERE number >= ? AND number < ? ORDER BY number DESC",
                              (first, first + ITEMS))  # fmt: skip
    shelf.items.update(((record.document.id, str(identifier)), int(item or 0)) for item, identifier in numbers)
    known = {shelf.items[each.name]: each for each in linkable(record)}
    keys = [(item, msgspec.json.encode(each.key).decode()) for item, each in known.items()]
    places = dict.fromkeys((*place, item) for item, each in known.items() for place in places_of(each.key))
    _insert(connection, "engagement_key", keys)
    _insert(connection, "engagement_place", places)


def _keep_groups(connection: Connection, shelf: Shelf, groups: Iterable[Group], touched: Iterable[Name]) -> None:
    same: dict[int, str] = {}
    for group in groups:
        identifier = make_id("same", *group[0].name)
        same.update((shelf.number_of(member.name), identifier) for member in group)
    former: dict[int, str] = {}
    items = sorted(map(shelf.number_of, touched))
    for some in batches(items):
        sql = f"SELECT item, same FROM engagement_group WHERE item IN ({marks(some)})"
        former.update((int(item or 0), str(identifier)) for item, identifier in connection.rows(sql, some))
    changed = sorted(item for item in {*items, *same} if same.get(item) != former.get(item))
    connection.run_many("DELETE FROM engagement_group WHERE item = ?", [(item,) for item in changed])
    _insert(connection, "engagement_group", [(item, same[item]) for item in changed if item in same])


def _keep_near(connection: Connection, number: int, record: Record, near: Iterable[tuple[str, NearDuplicate]]) -> None:
    own = (record.document.published or "~", record.document.id)
    rows: list[tuple[Value, ...]] = []
    for other, how in near:
        found = next(connection.rows("SELECT number, published FROM report WHERE id = ?", (other,)))
        pair, shares = (number, int(found[0] or 0)), (how.of_one, how.of_other)
        if (found[1] or "~", other) < own:
            pair, shares = pair[::-1], shares[::-1]
        rows.append((*pair, how.relation, how.jaccard, *shares))
    _insert(connection, "near_duplicate", rows)


def _insert(connection: Connection, table: str, rows: Iterable[Sequence[Value]]) -> None:
    rows = list(rows)
    if rows:
        connection.run_many(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _set_linked(connection: Connection, value: str) -> None:
    connection.run("UPDATE archive SET value = ? WHERE name = ?", (value, LINKED))


def _after(connection: Connection, number: int) -> list[tuple[int, str, str]]:
    """The next reports in the order of adding: number, JSON of the record, text."""
    sql = (
        "SELECT report.number, coalesce(record.corrected, record.json), report.text FROM report "
        f"JOIN record ON record.report = report.number WHERE report.number > ? AND latest = 1 ORDER BY 1 "
        f"LIMIT {AT_ONCE}"
    )
    rows = connection.rows(sql, (number,))
    return [(int(each or 0), str(json), str(text)) for each, json, text in rows]
