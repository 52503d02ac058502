"""The actors of an archive: who they are, and how much there is of each."""

from readout.model.errors import InputError
from readout.store.connection import Connection, Row, Value
from readout.store.identity import folded
from readout.store.query import COUNTRY, MOST_ROWS
from readout.store.walk import as_archived, escaped

COUNTS = ("report", "statement", "event", "engagement")


def who(
    connection: Connection, name: str | None = None, *, kind: str | None = None, limit: int = 50
) -> tuple[Row, ...]:
    """Actors with the number of their reports, statements, events and engagements, those of most reports first.

    Args:
        name: A part of a name, a person's id, or a country's code for all of that country; None for all.
        kind: person, state, organisation, group or office.
    """
    if not 1 <= limit <= MOST_ROWS:
        raise InputError(f"limit {limit}: give a number from 1 to {MOST_ROWS:,}")
    conditions, parameters = ["1 = 1"], list[Value]()
    name = name and as_archived(connection, name)
    if name and COUNTRY.fullmatch(name):
        conditions.append("actor.country = ?")
        parameters.append(name)
    elif name is not None:
        if not folded(name):
            return ()  # of marks alone; it would be a part of every name
        conditions.append("(actor.folded LIKE ? ESCAPE '\\' OR actor.person = ? OR actor.identity = ?)")
        parameters += [f"%{escaped(folded(name))}%", name, name]
    if kind:
        conditions.append("actor.kind = ?")
        parameters.append(kind)
    counts = ", ".join(
        f"(SELECT count(*) FROM actor_item i WHERE i.actor = actor.number AND i.what = '{what}') AS {what}s"
        for what in COUNTS
    )
    bounds = ", ".join(
        f"(SELECT {choose}(i.day) FROM actor_item i WHERE i.actor = actor.number AND i.what = 'report' "
        f"AND i.day <> '') AS {title}"
        for choose, title in (("min", "first_day"), ("max", "last_day"))
    )
    office = (
        "(SELECT a.office FROM appearance a WHERE a.actor = actor.number AND a.office IS NOT NULL "
        "ORDER BY a.report DESC LIMIT 1) AS office"
    )
    rows = connection.named_rows(
        f"SELECT actor.name, actor.kind, actor.country, {office}, actor.person, {counts}, {bounds}, actor.identity "
        f"FROM actor WHERE {' AND '.join(conditions)} ORDER BY reports DESC, actor.identity LIMIT ?",
        (*parameters, limit),
    )
    return tuple(rows)
