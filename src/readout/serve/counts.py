"""Counts: of what went on by actors and time, of actors, of the whole archive; and what could not be read."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Response

from readout.export.table import Column, Row
from readout.model.errors import InputError
from readout.model.vocabulary import Realis
from readout.serve import API
from readout.serve.desk import At
from readout.serve.parameters import AggregateQuery, Rows, TimelineKind, WhoQuery
from readout.serve.schema import columns_of, rows_of
from readout.store import Archive, Page
from readout.store.aggregate import column_names
from readout.store.failures import failures as failures_of
from readout.store.identity import folded
from readout.store.query import MOST_ROWS

ON_A_PAGE = 1_000
ACTORS_ON_A_PAGE = 50

router = APIRouter(prefix=API)


@router.get("/aggregate", responses=rows_of("aggregate"))
def aggregate(at: At, asked: Annotated[AggregateQuery, Query()]) -> Response:
    """Counts by actors and time; of events also the sums and means of their scores.

    `next` counts rows: in an archive that grows between two pages, take jsonl or csv, which are of one moment.
    """
    if asked.realis and asked.what is not TimelineKind.EVENT:  # it would let everything pass
        raise InputError(f"realis: {asked.what}s have no such filter; events have")

    def rows(archive: Archive) -> Iterable[Row]:
        found = archive.aggregate(
            asked.by, what=asked.what, since=asked.since, until=asked.until, countries=asked.countries,
            realis=asked.realis or (Realis.ACTUAL,), confidence=asked.confidence,
        )  # fmt: skip
        return islice(found, int((asked.after or "~0")[1:]), None)

    def page(archive: Archive) -> Page:
        limit = asked.limit or ON_A_PAGE
        found = tuple(islice(rows(archive), limit + 1))
        passed = int((asked.after or "~0")[1:]) + limit
        return Page(found[:limit], f"~{passed}" if len(found) > limit else None)

    return at.rows(asked.format, _columns(asked), page, lambda archive: islice(rows(archive), asked.limit))


@router.get("/who", responses=rows_of("who"))
def who(at: At, asked: Annotated[WhoQuery, Query()]) -> Response:
    """Actors, and how much there is of each, those of most reports first."""
    nobody = asked.name is not None and not folded(asked.name)  # accents alone: no name has them

    def page(archive: Archive, limit: int, after: str | None) -> Page:
        return Page(()) if nobody else archive.who(asked.name, kind=asked.kind, limit=limit, after=after)

    def every(archive: Archive) -> Iterator[Row]:
        found = page(archive, MOST_ROWS, asked.after)
        yield from found.rows
        while found.next:
            found = page(archive, MOST_ROWS, found.next)
            yield from found.rows

    return at.rows(
        asked.format,
        columns_of("who"),
        lambda archive: page(archive, asked.limit or ACTORS_ON_A_PAGE, asked.after),
        lambda archive: islice(every(archive), asked.limit),
    )


@router.get("/statistics", responses=rows_of("statistics"))
def statistics(at: At, asked: Annotated[Rows, Query()]) -> Response:
    """How much is in the archive, of what, and from when."""
    return at.rows(
        asked.format,
        columns_of("statistics"),
        lambda archive: Page(archive.statistics()),
        lambda archive: archive.statistics(),
    )


@router.get("/failures", responses=rows_of("failures"))
def failures(at: At, asked: Annotated[Rows, Query()]) -> Response:
    """Inputs that could not be read, and why."""
    return at.rows(asked.format, columns_of("failures"), lambda archive: Page(tuple(failures_of(archive))), failures_of)


def _columns(asked: AggregateQuery) -> list[Column]:
    known = {column.name: column for column in columns_of("aggregate")}
    keys, figures = column_names(asked.by, asked.what)
    return [known[name] for name in (*keys, *figures)]
