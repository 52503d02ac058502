"""How much is in an archive, of what, and from when."""

from readout.store.connection import Connection, Row

MOST_OF_A_KIND = 20
COUNTED = {
    "reports": "SELECT count(*) FROM report",
    "latest versions": "SELECT count(*) FROM report WHERE latest = 1",
    "actors": "SELECT count(*) FROM actor",
    "statements": "SELECT count(*) FROM statement",
    "events": "SELECT count(*) FROM event",
    "engagements": "SELECT count(*) FROM engagement",
    "corrections": "SELECT count(*) FROM correction WHERE undone IS NULL",
    "failures": "SELECT count(*) FROM failure",
    "taken down": "SELECT count(*) FROM tombstone",
    "characters": "SELECT coalesce(sum(length(text)), 0) FROM report",
    "changes": "SELECT CAST(value AS BIGINT) FROM archive WHERE name = 'change'",
}
DAYS = {
    "first day": "SELECT min(day) FROM report WHERE day <> ''",
    "last day": "SELECT max(day) FROM report WHERE day <> ''",
}
SHARED_OUT = {
    "publisher": ("report", "coalesce(publisher, '')"),
    "language": ("report", "coalesce(language, '')"),
    "readout version": ("record", "readout_version"),
    "event type": ("event", "event_type"),
    "realis": ("event", "realis"),
    "channel": ("statement", "coalesce(channel, '')"),
    "speech act": ("statement", "speech_act"),
    "kind of engagement": ("engagement", "kind"),
}


def statistics(connection: Connection) -> tuple[Row, ...]:
    """Rows of `what`, `value` and `count`: totals first, the first and last day, then how many of each kind there are.

    Days stand in `value`, without a count; kinds come most frequent first.
    """
    rows: list[Row] = []
    for what, sql in COUNTED.items():
        (count,) = next(connection.rows(sql))
        rows.append({"what": what, "value": None, "count": count})
    for what, sql in DAYS.items():
        (at,) = next(connection.rows(sql))
        rows.append({"what": what, "value": at, "count": None})
    for what, (table, column) in SHARED_OUT.items():
        found = connection.rows(
            f"SELECT {column} AS value, count(*) FROM {table} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_OF_A_KIND}"
        )
        rows += [{"what": what, "value": value or None, "count": count} for value, count in found]
    return tuple(rows)
