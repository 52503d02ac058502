"""Which other reports of an archive tell of the same engagements, or have nearly the same text; for a person."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readout.cli.answer import SHORT_ID
from readout.store.links import engagements_shared, near_duplicates, same_engagement

if TYPE_CHECKING:
    from readout.store import Archive, Item
    from readout.store.connection import Row

REPORT, ENGAGEMENT = "report", "engagement"


def link_lines(archive: "Archive", item: "Item") -> Iterator[str]:
    """Of a report both, of an engagement who else tells of it; nothing of anything else and of what stands alone."""
    if item.what == ENGAGEMENT:
        yield from _told_elsewhere(same_engagement(archive.connection, item.id), item.report)
    elif item.what == REPORT:
        yield from _told_elsewhere(engagements_shared(archive.connection, item.id), item.id)
        near = near_duplicates(archive.connection, item.id)
        if near:
            yield from ("", "NEARLY THE SAME TEXT", "")
        for row in near:
            yield f"  {_short(row['near'])}  {row['relation']:8}  {row['jaccard']:.2f}  {_source(row)}"


def _told_elsewhere(rows: "tuple[Row, ...]", report: str) -> Iterator[str]:
    """Each engagement of the report, and under it the others' tellings of it."""
    if rows:
        yield from ("", "TOLD BY OTHER REPORTS TOO", "")
    for own in (row for row in rows if row["report"] == report):
        yield f"  {_engagement(own)}"
        for row in rows:
            if row["same"] == own["same"] and row["report"] != report:
                yield f"    {_short(row['report'])}  {_engagement(row)}  {_source(row)}"


def _engagement(row: "Row") -> str:
    told = (_short(row["engagement"]), row["kind"], row["status"], row["date"])
    return "  ".join(str(value) for value in told if value)


def _source(row: "Row") -> str:
    source = ": ".join(str(row[name]) for name in ("publisher", "title") if row[name])
    return "  ".join(filter(None, (f"published {row['published']}" if row["published"] else "", source)))


def _short(identifier: object) -> str:
    return str(identifier)[:SHORT_ID]
