"""The list of the archive that a query walks along."""

from collections.abc import Sequence
from typing import NamedTuple

from readout.store.connection import Connection, Value
from readout.store.identity import folded, number_of
from readout.store.query import COUNTRY, Position, Query, What
from readout.store.rows import ITEMS, REPORT
from readout.store.words import match_value, matched_here, matched_rows

TABLE = {
    What.REPORTS: "report",
    What.STATEMENTS: "statement",
    What.EVENTS: "event",
    What.ENGAGEMENTS: "engagement",
}
SEARCHED = (What.REPORTS, What.STATEMENTS)  # what has a full text of its own; of the others it is the report's
LARGEST = 2**63 - 1  # number that a database holds
MOST_ACTORS = 200  # that one name may mean
AT_ONCE = 500  # items looked up in one query


class Conditions:
    """SQL conditions with their parameters, in step."""

    def __init__(self) -> None:
        self.sql: list[str] = []
        self.parameters: list[Value] = []

    def add(self, sql: str, *parameters: Value) -> None:
        self.sql.append(sql)
        self.parameters.extend(parameters)


class Walk(NamedTuple):
    """Tables to read from, and the columns of the order they are read in, from the last to the first.

    Attributes:
        by_words: The order is that of adding, not of days: a common word is in a share of all reports, and only so
            need they not all be sorted.
        days: Whether the first column of the order is a day; the last is always a number.
        times, plus: What that number is of a report's: its own, or that of the report as an item.
    """

    tables: str
    order: tuple[str, ...]
    day: str
    by_words: bool = False
    times: int = 1
    plus: int = 0

    def between(self, query: Query, conditions: Conditions) -> None:
        """The days that are asked for, and the place in the order where the page begins."""
        if query.since:
            conditions.add(f"{self.day} >= ?", query.since)
        if query.until:
            conditions.add(f"{self.day} <= ? AND {self.day} <> ''", query.until)
        if not query.after:
            return
        position = Position.read(query.after)
        if not self.by_words:
            number = min(position.number * self.times + self.plus, LARGEST)
            conditions.add(f"({', '.join(self.order)}) < (?, ?)", position.day, number)
            return
        conditions.add(f"{self.order[-1]} < ?", position.number)
        if len(self.order) > 1:
            conditions.add(f"{self.order[0]} <= ?", position.number // ITEMS)


def choose_walk(connection: Connection, query: Query, conditions: Conditions) -> Walk:
    """The shortest list that has all of the answer; adds the conditions that choose it."""
    table, what = TABLE[query.what], TABLE[query.what]
    reports = query.what is What.REPORTS
    report = "" if reports else f" JOIN report ON report.number = {table}.report"

    def along(listed: str) -> Walk:
        item, times, plus = (f"walk.item / {ITEMS}", ITEMS, REPORT) if reports else ("walk.item", 1, 0)
        tables = f"{listed} walk JOIN {table} ON {table}.number = {item}{report}"
        return Walk(tables, ("walk.day", "walk.item"), "walk.day", times=times, plus=plus)

    if query.between and not reports:
        one, other = sorted(query.between)
        conditions.add("walk.one = ? AND walk.other = ? AND walk.what = ?", one, other, what)
        return along("dyad_item")
    names = [*query.actors, *filter(None, (query.person, query.speaker))]
    for name in names:
        if not COUNTRY.fullmatch(name) and len(numbers := actors_called(connection, name)) == 1:
            conditions.add("walk.actor = ? AND walk.what = ?", numbers[0], what)
            return along("actor_item")
    for code in (*(query.between or ()), *filter(COUNTRY.fullmatch, names)):
        conditions.add("walk.country = ? AND walk.what = ?", code, what)
        return along("country_item")
    if query.words:
        conditions.add(matched_here(connection.dialect, _searched(query)), match_value(connection.dialect, query.words))
        return _by_words(connection, query, table, report)
    return Walk(f"{table}{report}", (f"{table}.day", f"{table}.number"), f"{table}.day")


def _by_words(connection: Connection, query: Query, table: str, report: str) -> Walk:
    tables, number = matched_rows(connection.dialect, _searched(query))
    if query.what in SEARCHED:
        return Walk(tables + report, (number,), f"{table}.day", by_words=True)
    tables += f" JOIN {table} ON {table}.number >= {number} * {ITEMS} AND {table}.number < ({number} + 1) * {ITEMS}"
    return Walk(tables, (number, f"{table}.number"), f"{table}.day", by_words=True)


def _searched(query: Query) -> str:
    return TABLE[query.what] if query.what in SEARCHED else "report"


def actors_called(connection: Connection, name: str) -> list[int]:
    """Numbers of the actors that a name may mean: a country's code, a person's id, a whole name, or a part of one."""
    if COUNTRY.fullmatch(name):
        return [number_of(f"state:{name}")]
    whole = folded(name)
    for where, parameters in (
        ("person = ? OR identity = ?", (name, name)),
        ("folded = ?", (whole,)),
        ("(' ' || folded || ' ') LIKE ? ESCAPE '\\'", (f"% {escaped(whole)} %",)),
    ):
        rows = connection.rows(
            f"SELECT number FROM actor WHERE {where} ORDER BY number LIMIT {MOST_ACTORS}", parameters
        )
        if found := [int(number or 0) for (number,) in rows]:
            return found
    return []


def as_archived(connection: Connection, name: str) -> str:
    """A name as queries take it: three capitals are a country, unless only an actor is called so, such as IMF."""
    if not COUNTRY.fullmatch(name):
        return name
    known = next(connection.rows("SELECT 1 FROM country_item WHERE country = ? LIMIT 1", (name,)), None)
    called = next(connection.rows("SELECT 1 FROM actor WHERE folded = ? LIMIT 1", (folded(name),)), None)
    return name.lower() if known is None and called is not None else name


def escaped(words: str) -> str:
    """For LIKE ... ESCAPE '\\'."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def marks(values: Sequence[object]) -> str:
    """Placeholders for `IN (...)`; NULL, which nothing equals, for none."""
    return ", ".join("?" * len(values)) or "NULL"
