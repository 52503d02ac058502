"""The actors of an archive: who they are, and how much there is of each."""

import re

from readout.model.errors import InputError
from readout.store.connection import Connection, Value
from readout.store.identity import folded
from readout.store.query import COUNTRY, MOST_ROWS, Page
from readout.store.walk import as_archived, escaped

COUNTS = ("report", "statement", "event", "engagement")
CURSOR = re.compile(r"(\d{1,18})~(.*)", re.DOTALL)  # reports and identity of the last row


def who(
    connection: Connection,
    name: str | None = None,
    *,
    kind: str | None = None,
    limit: int = 50,
    after: str | None = None,
) -> Page:
    """One page of actors, those of most reports first, with the number of what each has part in.

    Args:
        name: A part of a name, a person's id, or a country's code for all of that country; None for all.
        kind: person, state, organisation, group or office.
        after: The `next` of the page before.

    Raises:
        InputError: The limit or the cursor is none.
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
            return Page(())  # of marks alone; it would be a part of every name
        conditions.append("(actor.folded LIKE ? ESCAPE '\\' OR actor.person = ? OR actor.identity = ?)")
        parameters += [f"%{escaped(folded(name))}%", name, name]
    if kind:
        conditions.append("actor.kind = ?")
        parameters.append(kind)
    number_of = {
        what: f"(SELECT count(*) FROM actor_item i WHERE i.actor = actor.number AND i.what = '{what}')"
        for what in COUNTS
    }
    if after is not None:
        conditions.append(f"(-{number_of['report']}, actor.identity) > (?, ?)")
        parameters += _position(after)
    counts = ", ".join(f"{number} AS {what}s" for what, number in number_of.items())
    bounds = ", ".join(
        f"(SELECT {choose}(i.day) FROM actor_item i WHERE i.actor = actor.number AND i.what = 'report' "
        f"AND i.day <> '') AS {title}"
        for choose, title in (("min", "first_day"), ("max", "last_day"))
    )
    office = (
        "(SELECT a.office FROM appearance a WHERE a.actor = actor.number AND a.office IS NOT NULL "
        "ORDER BY a.report DESC LIMIT 1) AS office"
    )
    rows = tuple(connection.named_rows(
        f"SELECT actor.name, actor.kind, actor.country, {office}, actor.person, {counts}, {bounds}, actor.identity "
        f"FROM actor WHERE {' AND '.join(conditions)} ORDER BY reports DESC, actor.identity LIMIT ?",
        (*parameters, limit + 1),
    ))  # fmt: skip
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], f"{last['reports']}~{last['identity']}" if last else None)


def _position(cursor: str) -> tuple[int, str]:
    """What the rows after a cursor are greater than."""
    match = CURSOR.fullmatch(cursor)
    if not match:
        raise InputError(f"after {cursor!r}: not a cursor: give the `next` of a page as it is")
    return -int(match[1]), match[2]
