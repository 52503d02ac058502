"""The items of an archive that a query asks for, newest first.

A query walks along one list that is in the order of the answer (of a pair of countries, of an actor, of a country, of
a type, of all days), tests each item for the other filters, and stops when the page is full. So its time grows with
what it passes over, not with the archive.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from readout.store.connection import Connection, Row, Value
from readout.store.query import COUNTRY, Page, Position, Query, What
from readout.store.rows import ITEMS, REPORT
from readout.store.walk import (
    AT_ONCE,
    SEARCHED,
    TABLE,
    Conditions,
    Walk,
    actors_called,
    as_archived,
    choose_walk,
    escaped,
    marks,
)
from readout.store.words import match_condition, match_value, snippet

TYPE = {What.STATEMENTS: "speech_act", What.EVENTS: "event_type", What.ENGAGEMENTS: "kind"}
SHOWN = {
    What.REPORTS: "report.id, report.published, report.publisher, report.author, report.title, report.url, "
    "report.source_id, report.version",
    What.STATEMENTS: "statement.id, report.id AS report, report.published, speakers, speaker_countries, addressees, "
    "addressee_countries, cue, statement.words, form, statement.channel, speech_act, confidence, start, stop, "
    "report.url",
    What.EVENTS: "event.id, report.id AS report, report.published, event_type, mode, contexts, cameo, goldstein, "
    "actors, actor_countries, recipients, recipient_countries, date, place, place_country, realis, quantity, "
    "quantity_unit, claimed_by, confidence, words, start, stop, sentence, report.url",
    What.ENGAGEMENTS: "engagement.id, report.id AS report, report.published, kind, status, role, participants, "
    "participant_countries, initiator, host, date, end_date, date_inferred, place, place_country, venue, topics_both, "
    "topics_only, words, start, stop, report.url",
}


def search(connection: Connection, query: Query) -> Page:
    """One page of the answer.

    Raises:
        InputError: The query asks for what there is not; see `Query.checked`.
    """
    query = _archived(connection, query.checked())
    table = TABLE[query.what]
    conditions = Conditions()
    walk = choose_walk(connection, query, conditions)
    walk.between(query, conditions)
    _filter(connection, query, table, walk, conditions)
    order = ", ".join(f"{column} DESC" for column in walk.order)
    found = list(
        connection.rows(
            f"SELECT {table}.day, {table}.number FROM {walk.tables} WHERE {' AND '.join(conditions.sql) or '1 = 1'} "
            f"ORDER BY {order} LIMIT ?",
            (*conditions.parameters, query.limit + 1),
        )
    )
    positions = [Position(str(day), int(number or 0)) for day, number in found]
    rows = _shown(connection, query, table, [position.number for position in positions[: query.limit]])
    return Page(rows, positions[query.limit - 1].written() if len(positions) > query.limit else None)


def _archived(connection: Connection, query: Query) -> Query:
    """The query with its names as the archive takes them."""
    return replace(
        query,
        actors=tuple(as_archived(connection, name) for name in query.actors),
        person=query.person and as_archived(connection, query.person),
        speaker=query.speaker and as_archived(connection, query.speaker),
    )


def _shown(connection: Connection, query: Query, table: str, numbers: Sequence[int]) -> tuple[Row, ...]:
    """The rows of a page, in its order; only of these is a snippet made."""
    columns, parameters = SHOWN[query.what], list[Value]()
    if query.words:
        matched = table if query.what in SEARCHED else "report"
        columns += f", {snippet(connection.dialect, matched)} AS snippet"
        parameters.append(match_value(connection.dialect, query.words))
    report = "" if query.what is What.REPORTS else f" JOIN report ON report.number = {table}.report"
    rows: dict[Value, Row] = {}
    for first in range(0, len(numbers), AT_ONCE):
        some = numbers[first : first + AT_ONCE]
        sql = f"SELECT {columns}, {table}.number AS at FROM {table}{report} WHERE {table}.number IN ({marks(some)})"
        for row in connection.named_rows(sql, (*parameters, *some)):
            rows[row["at"]] = {name: value for name, value in row.items() if name != "at"}
    # another program may have taken one away since its number was found
    return tuple(rows[number] for number in numbers if number in rows)


def _filter(connection: Connection, query: Query, table: str, walk: Walk, conditions: Conditions) -> None:
    what = table
    item = f"report.number * {ITEMS} + {REPORT}" if query.what is What.REPORTS else f"{table}.number"
    day = f"{table}.day"
    if query.what is What.REPORTS:
        conditions.add("report.latest = 1")
    if query.between and query.what is What.REPORTS:
        for code in query.between:
            _of_country(conditions, code, what, day, item)
    for name in (*query.actors, *filter(None, (query.person,))):
        if COUNTRY.fullmatch(name):
            _of_country(conditions, name, what, day, item)
        else:
            _of_actors(conditions, actors_called(connection, name), item)
    if query.speaker:
        _spoken_by(connection, query.speaker, conditions)
    if query.office:
        _held_by(query, query.office, item, conditions)
    if query.words and not walk.by_words:
        matched = table if query.what in SEARCHED else "report"
        conditions.add(match_condition(connection.dialect, matched), match_value(connection.dialect, query.words))
    _of_its_own(query, table, conditions)


def _of_its_own(query: Query, table: str, conditions: Conditions) -> None:
    """Filters on columns of the item or of its report."""
    if query.types:
        _one_of(conditions, f"{table}.{TYPE[query.what]}", query.types)
    if query.realis:
        _one_of(conditions, "event.realis", query.realis)
    if query.channel:
        conditions.add("statement.channel = ?", query.channel)
    if query.status:
        conditions.add("engagement.status = ?", query.status)
    if query.confidence is not None:
        conditions.add(f"{table}.confidence >= ?", query.confidence)
    if query.place and COUNTRY.fullmatch(query.place):
        conditions.add(f"{table}.place_country = ?", query.place)
    elif query.place:
        conditions.add(f"lower({table}.place) LIKE ? ESCAPE '\\'", f"%{escaped(query.place.lower())}%")
    if query.publisher:
        conditions.add("lower(report.publisher) LIKE ? ESCAPE '\\'", f"%{escaped(query.publisher.lower())}%")
    if query.report:
        conditions.add("report.id = ?", query.report)
    if query.topic:
        engagement = "engagement.number" if query.what is What.ENGAGEMENTS else None
        told = f"engagement = {engagement}" if engagement else _within_report("engagement")
        conditions.add(
            f"EXISTS (SELECT 1 FROM topic WHERE {told} AND lower(label) LIKE ? ESCAPE '\\')",
            f"%{escaped(query.topic.lower())}%",
        )


def _of_country(conditions: Conditions, code: str, what: str, day: str, item: str) -> None:
    conditions.add(
        "EXISTS (SELECT 1 FROM country_item c WHERE c.country = ? AND c.what = ? "
        f"AND c.day = {day} AND c.item = {item})",
        code,
        what,
    )


def _of_actors(conditions: Conditions, numbers: Sequence[int], item: str) -> None:
    conditions.add(f"{item} IN (SELECT a.item FROM actor_item a WHERE a.actor IN ({marks(numbers)}))", *numbers)


def _spoken_by(connection: Connection, name: str, conditions: Conditions) -> None:
    if COUNTRY.fullmatch(name):
        test: str = "country = ?"
        values: Sequence[Value] = [name]
    else:
        numbers = actors_called(connection, name)
        test, values = f"actor IN ({marks(numbers)})", numbers
    conditions.add(
        f"EXISTS (SELECT 1 FROM party p WHERE p.item = statement.number AND p.role = 'speaker' AND p.{test})", *values
    )


def _held_by(query: Query, office: str, item: str, conditions: Conditions) -> None:
    words = f"%{escaped(office.lower())}%"
    if query.what is What.REPORTS:
        sql = (
            "EXISTS (SELECT 1 FROM appearance a WHERE a.report = report.number AND lower(a.office) LIKE ? ESCAPE '\\')"
        )
    else:
        sql = (
            "EXISTS (SELECT 1 FROM party p JOIN appearance a ON a.report = report.number AND a.key = p.key "
            f"WHERE p.item = {item} AND lower(a.office) LIKE ? ESCAPE '\\')"
        )
    conditions.add(sql, words)


def _within_report(column: str) -> str:
    return f"{column} >= report.number * {ITEMS} AND {column} < report.number * {ITEMS} + {ITEMS}"


def _one_of(conditions: Conditions, column: str, values: Sequence[str]) -> None:
    conditions.add(f"{column} IN ({marks(values)})", *values)
