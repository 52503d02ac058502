"""Counts and scores of events by actors and time: the form in which models of conflict take event data.

The cooperation and conflict score is that of Goldstein (1992) for the CAMEO code, -10 to 10; its mean and sum are over
the events that have one.
"""

from collections.abc import Iterator, Mapping, Sequence

from readout.model.errors import InputError
from readout.model.vocabulary import EngagementKind, EventType, Realis, SpeechAct
from readout.store.connection import Connection, Row, Value
from readout.store.query import country, day, members
from readout.store.walk import marks

# column by column: its name, and SQL over `walk` (who and when) and `item` (what)
TIMES = {
    "day": "walk.day",
    "month": "substr(walk.day, 1, 7)",
    "quarter": "CASE WHEN walk.day = '' THEN '' ELSE substr(walk.day, 1, 4) || '-Q' || "
    "CAST((CAST(substr(walk.day, 6, 2) AS INTEGER) + 2) / 3 AS TEXT) END",
    "year": "substr(walk.day, 1, 4)",
}
SIDES = {
    "dyad": {"source": "walk.source", "target": "walk.target"},
    "pair": {"one": "walk.one", "other": "walk.other"},
    "country": {"country": "walk.country"},
}
OF_ITEM = {
    "event": ("type", "realis", "place_country"),
    "statement": ("type", "channel"),
    "engagement": ("type", "status"),
}
CONFIDENT = ("event", "statement")
TYPE = {"event": "event_type", "statement": "speech_act", "engagement": "kind"}
MEMBERS = {"event": EventType, "statement": SpeechAct, "engagement": EngagementKind}
# scores have one decimal; sums of whole numbers are the same in whichever order they are made
TENTHS = "CAST(round(item.goldstein * 10) AS INTEGER)"
WALKS = {
    # what is alike between two is from each to the other
    "dyad": "(SELECT one AS source, other AS target, day, item, what FROM dyad_item WHERE direction >= 0 "
    "UNION ALL SELECT other, one, day, item, what FROM dyad_item WHERE direction <= 0)",
    "pair": "dyad_item",
    "country": "country_item",
}


def keys(what: str = "event") -> tuple[str, ...]:
    """By what can be counted."""
    return (*SIDES, *TIMES, *OF_ITEM[what])


def column_names(by: Sequence[str], what: str = "event") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns of the answer: keys, and figures. Raises `InputError` as `aggregate` does."""
    _, columns = _keys(by, what)
    return tuple(columns), tuple(_figures(what))


def aggregate(
    connection: Connection,
    by: Sequence[str],
    *,
    what: str = "event",
    since: str | None = None,
    until: str | None = None,
    countries: Sequence[str] = (),
    realis: Sequence[str] = (Realis.ACTUAL,),
    confidence: float | None = None,
) -> Iterator[Row]:
    """A row for each combination that occurs, in their order: its keys, the count, scores, and a count of each type.

    Args:
        by: Some of `keys`. `dyad` is source and target, `pair` two countries whichever way.
        what: event, statement or engagement; only events have scores.
        countries: Only what all of these have part in; of dyads and pairs, only those with them.
        realis: Of events; all when empty.
        confidence: The least, of events or statements.

    Raises:
        InputError: An argument has no such value; the message lists those there are.
    """
    walk, columns = _keys(by, what)
    conditions: list[str] = ["walk.what = ?"]
    parameters: list[Value] = [what]
    for bound, operator in ((since, ">="), (until, "<=")):
        if bound:
            conditions.append(f"walk.day {operator} ? AND walk.day <> ''")
            parameters.append(day("since" if operator == ">=" else "until", bound))
    if what == "event" and realis:
        conditions.append(f"item.realis IN ({marks(realis)})")
        parameters += members("realis", realis, Realis)
    if confidence is not None:
        if what not in CONFIDENT:
            raise InputError(f"confidence: {what}s have no such filter; {'s, '.join(CONFIDENT)}s have")
        conditions.append("item.confidence >= ?")
        parameters.append(confidence)
    for code in countries:
        conditions.append(_has_part(columns))
        parameters.append(country(code))
    shown = ", ".join(f'{sql} AS "{name}"' for name, sql in (columns | _figures(what)).items())
    grouped = ", ".join(str(number) for number in range(1, len(columns) + 1))
    order = ", ".join(f"{number} NULLS FIRST" for number in range(1, len(columns) + 1))
    tail = f" GROUP BY {grouped} ORDER BY {order}" if columns else ""
    return connection.named_rows(
        f"SELECT {shown} FROM {walk} walk JOIN {what} item ON item.number = walk.item "
        f"WHERE {' AND '.join(conditions)}{tail}",
        parameters,
    )


def _keys(by: Sequence[str], what: str) -> tuple[str, dict[str, str]]:
    """The list to walk along, and the columns to group by."""
    if what not in TYPE:
        raise InputError(f"what {what!r}: there is none; there are {', '.join(TYPE)}")
    side, columns = None, dict[str, str]()
    for key in by:
        if key not in keys(what):
            raise InputError(f"by {key!r}: {what}s cannot be counted so; give {', '.join(keys(what))}")
        if key in SIDES:
            if side:
                raise InputError(f"by {', '.join(by)}: give one of {', '.join(SIDES)}")
            side = key
            columns |= SIDES[key]
        elif key in TIMES:
            columns[key] = TIMES[key]
        else:
            columns[key] = f"item.{TYPE[what] if key == 'type' else key}"
    every = f"(SELECT day, number AS item, '{what}' AS what FROM {what})"
    return WALKS[side] if side else every, columns


def _has_part(columns: Mapping[str, str]) -> str:
    """SQL that holds where a country has part; of an item between several, only in the pairs in which it is itself."""
    for sides in (SIDES["dyad"], SIDES["pair"]):
        if sides.keys() <= columns.keys():
            return f"? IN ({', '.join(sides.values())})"
    return (
        "EXISTS (SELECT 1 FROM country_item c WHERE c.country = ? AND c.what = walk.what AND c.day = walk.day "
        "AND c.item = walk.item)"
    )


def _figures(what: str) -> dict[str, str]:
    figures = {f"{what}s": "count(*)"}
    if what == "event":
        figures |= {
            "goldstein_mean": f"sum({TENTHS}) / (nullif(count({TENTHS}), 0) * 10.0)",
            "goldstein_sum": f"sum({TENTHS}) / 10.0",
            "cooperation": f"sum(CASE WHEN item.goldstein > 0 THEN {TENTHS} ELSE 0 END) / 10.0",
            "conflict": f"sum(CASE WHEN item.goldstein < 0 THEN {TENTHS} ELSE 0 END) / 10.0",
        }
    return figures | {
        member.value.replace(" ", "_"): f"sum(CASE WHEN item.{TYPE[what]} = '{member.value}' THEN 1 ELSE 0 END)"
        for member in MEMBERS[what]
    }
