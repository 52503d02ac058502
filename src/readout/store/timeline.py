"""What went on between two sides, or about one, day by day: engagements, events and statements together."""

from collections.abc import Sequence
from typing import NamedTuple

from readout.model.errors import InputError
from readout.store.connection import Connection, Row, Value
from readout.store.query import COUNTRY, MOST_ROWS, Page, Position, day
from readout.store.walk import AT_ONCE, actors_called, as_archived, marks

KINDS = ("engagement", "event", "statement")
DETAILS = {
    "engagement": "kind, participants, participant_countries, NULL, NULL, status, NULL, NULL, place, "
    "coalesce(topics_both, topics_only), words, start, stop",
    "event": "event_type, actors, actor_countries, recipients, recipient_countries, realis, cameo, goldstein, place, "
    "sentence, words, start, stop",
    "statement": "speech_act, speakers, speaker_countries, addressees, addressee_countries, channel, NULL, NULL, NULL, "
    "words, cue, start, stop",
}
COLUMNS = (
    "type", "source", "source_countries", "target", "target_countries", "qualifier", "cameo", "goldstein", "place",
    "told", "words", "start", "stop", "id", "report", "title", "url",
)  # fmt: skip


def timeline(
    connection: Connection,
    one: str,
    other: str | None = None,
    *,
    kinds: Sequence[str] = KINDS,
    since: str | None = None,
    until: str | None = None,
    oldest_first: bool = False,
    limit: int = 100,
    after: str | None = None,
) -> Page:
    """One page of the days of two sides, or of one; rows have `day`, `what` and `COLUMNS`.

    `source` and `target` are who acts on whom, or who speaks to whom; those of an engagement are all in `source`.
    `qualifier` is the status of an engagement, the realis of an event and the channel of a statement.

    Args:
        one, other: Codes of countries; or names or ids of persons and bodies.

    Raises:
        InputError: Nobody is called so in this archive, or an argument is wrong.
    """
    if not 1 <= limit <= MOST_ROWS:
        raise InputError(f"limit {limit}: give a number from 1 to {MOST_ROWS:,}")
    one, other = as_archived(connection, one), other and as_archived(connection, other)
    window = _window(since, until, after, oldest_first=oldest_first)
    order = "ASC" if oldest_first else "DESC"
    parts, parameters = [], list[Value]()
    for kind in kinds:
        listed, values = _list(connection, one, other, kind)
        # each kind is a list in this order; of none can the page need more than it holds itself
        ending = f"ORDER BY walk.day {order}, walk.item {order} LIMIT {limit + 1}"
        parts.append(f"SELECT * FROM ({listed}{window.sql} {ending}) AS {kind}_part")
        parameters += [*values, *window.parameters]
    sql = f"{' UNION ALL '.join(parts)} ORDER BY 1 {order}, 2 {order} LIMIT {limit + 1}"
    found = [(str(at), int(item or 0), str(kind)) for at, item, kind in connection.rows(sql, parameters)]
    details = _details(connection, found[:limit])
    # another program may have taken one away since its number was found
    rows = tuple({"day": at or None, **details[item]} for at, item, _ in found[:limit] if item in details)
    return Page(rows, Position(*found[limit - 1][:2]).written() if len(found) > limit else None)


class _Window(NamedTuple):
    sql: str
    parameters: list[Value]


def _window(since: str | None, until: str | None, after: str | None, *, oldest_first: bool) -> _Window:
    sql, parameters = "", list[Value]()
    if since:
        sql += " AND walk.day >= ?"
        parameters.append(day("since", since))
    if until:
        sql += " AND walk.day <= ? AND walk.day <> ''"
        parameters.append(day("until", until))
    if after:
        position = Position.read(after)
        sql += f" AND (walk.day, walk.item) {'>' if oldest_first else '<'} (?, ?)"
        parameters += [position.day, position.number]
    return _Window(sql, parameters)


def _list(connection: Connection, one: str, other: str | None, kind: str) -> tuple[str, list[Value]]:
    """SQL of the list of days and items of one kind to walk along, without its order."""
    select = "SELECT walk.day, walk.item, walk.what FROM"
    if other and COUNTRY.fullmatch(one) and COUNTRY.fullmatch(other):
        pair = sorted((one, other))
        return f"{select} dyad_item walk WHERE walk.one = ? AND walk.other = ? AND walk.what = ?", [*pair, kind]
    first, *rest = sorted(filter(None, (one, other)), key=lambda name: bool(COUNTRY.fullmatch(name)))
    if COUNTRY.fullmatch(first):
        sql, values = f"{select} country_item walk WHERE walk.country = ? AND walk.what = ?", list[Value]([first, kind])
    else:
        numbers = _called(connection, first)
        if len(numbers) == 1:
            sql = f"{select} actor_item walk WHERE walk.actor = ? AND walk.what = ?"
        else:
            several = f"(SELECT DISTINCT day, item, what FROM actor_item WHERE actor IN ({marks(numbers)}))"
            sql = f"{select} {several} walk WHERE walk.what = ?"
        values = [*numbers, kind]
    for name in rest:
        if COUNTRY.fullmatch(name):
            sql += (
                " AND EXISTS (SELECT 1 FROM country_item c WHERE c.country = ? AND c.what = walk.what "
                "AND c.day = walk.day AND c.item = walk.item)"
            )
            values.append(name)
        else:
            numbers = _called(connection, name)
            sql += f" AND walk.item IN (SELECT item FROM actor_item WHERE actor IN ({marks(numbers)}))"
            values += numbers
    return sql, values


def _called(connection: Connection, name: str) -> list[int]:
    numbers = actors_called(connection, name)
    if not numbers:
        raise InputError(f"{name!r}: nobody is called so in this archive: `readout who` searches its names")
    return numbers


def _details(connection: Connection, found: Sequence[tuple[str, int, str]]) -> dict[int, Row]:
    details: dict[int, Row] = {}
    for kind in KINDS:
        numbers = [item for _, item, what in found if what == kind]
        for first in range(0, len(numbers), AT_ONCE):
            some = numbers[first : first + AT_ONCE]
            sql = (
                f"SELECT {kind}.number, {DETAILS[kind]}, {kind}.id, report.id, report.title, report.url FROM {kind} "
                f"JOIN report ON report.number = {kind}.report WHERE {kind}.number IN ({marks(some)})"
            )
            for number, *values in connection.rows(sql, some):
                details[int(number or 0)] = {"what": kind, **dict(zip(COLUMNS, values, strict=True))}
    return details
