"""The records of an archive, one after the other, without keeping them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

import msgspec

from readout.model.errors import InputError
from readout.model.jsonform import from_json
from readout.model.record import Record
from readout.store.connection import Connection, Value
from readout.store.query import Query, What, day
from readout.store.rows import with_text
from readout.store.search import search
from readout.store.walk import marks

AT_ONCE = 100  # records fetched in one query, so that none stays open while the caller works
PAGE = 1_000  # rows of an answer


def records(
    connection: Connection,
    query: Query | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
    added_since: str | None = None,
    corrected: bool = True,
) -> Iterator[Record]:
    """Records of the latest text of each story; in the order of adding, or with a query in the order of its answer.

    Args:
        query: Only of the reports that it finds, or that have an item that it finds; each once.
        since, until: Days of publication, both included; with a query what they mean there.
        added_since: A day or a time in UTC; only reports that were added then or later.
        corrected: With people's corrections; otherwise as they were read.

    Raises:
        InputError: A day is none, or the query is wrong.
    """
    earliest = moment("added since", added_since) if added_since else ""
    if query is None:
        first, last = since and day("since", since), until and day("until", until)
        numbers = _by_number(connection, first, last)
    else:
        within = msgspec.structs.replace(query, since=since or query.since, until=until or query.until)
        numbers = _found(connection, within.checked())
    return _in_batches(connection, numbers, earliest, corrected=corrected)


def _in_batches(connection: Connection, numbers: Iterator[int], earliest: str, *, corrected: bool) -> Iterator[Record]:
    while some := list(islice(numbers, AT_ONCE)):
        yield from _read(connection, some, earliest, corrected=corrected)


def moment(name: str, value: str) -> str:
    """A day or time, in UTC unless it says otherwise, as the archive writes it; raises `InputError`."""
    try:
        time = datetime.fromisoformat(value.strip())
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InputError(f"{name} {value!r} is no time: write 2021-07-10 or 2021-07-10T08:30:00Z") from None
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")


def _by_number(connection: Connection, first: str | None, last: str | None) -> Iterator[int]:
    conditions, parameters = "number > ? AND latest = 1", list[Value]()
    if first:
        conditions += " AND day >= ?"
        parameters.append(first)
    if last:
        conditions += " AND day <= ? AND day <> ''"
        parameters.append(last)
    behind = 0
    sql = f"SELECT number FROM report WHERE {conditions} ORDER BY number LIMIT {PAGE}"
    while page := [int(number or 0) for (number,) in connection.rows(sql, (behind, *parameters))]:
        yield from page
        behind = page[-1]


def _found(connection: Connection, query: Query) -> Iterator[int]:
    """Numbers of reports, each once, in the order of the answer."""
    seen: set[Value] = set()
    key = "id" if query.what is What.REPORTS else "report"
    while True:
        page = search(connection, msgspec.structs.replace(query, limit=PAGE))
        new = list(dict.fromkeys(row[key] for row in page.rows if row[key] not in seen))
        seen.update(new)
        for first in range(0, len(new), AT_ONCE):
            some = new[first : first + AT_ONCE]
            sql = f"SELECT id, number FROM report WHERE id IN ({marks(some)})"
            numbers = {identifier: int(number or 0) for identifier, number in connection.rows(sql, some)}
            yield from (numbers[identifier] for identifier in some if identifier in numbers)
        if page.next is None:
            return
        query = msgspec.structs.replace(query, after=page.next)


def _read(connection: Connection, numbers: Sequence[int], earliest: str, *, corrected: bool) -> Iterator[Record]:
    field = "coalesce(record.corrected, record.json)" if corrected else "record.json"
    sql = (
        f"SELECT report.number, {field}, report.text FROM report JOIN record ON record.report = report.number "
        f"WHERE report.added >= ? AND report.number IN ({marks(numbers)})"
    )
    rows = {number: (json, text) for number, json, text in connection.rows(sql, (earliest, *numbers))}
    for number in numbers:
        if number in rows:
            json, text = rows[number]
            yield with_text(from_json(str(json)), str(text))
