"""What went on between two sides, or about one."""

from collections.abc import Iterator
from http import HTTPStatus
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from starlette.exceptions import HTTPException

from readout.export.table import Row
from readout.model.errors import InputError
from readout.serve import API
from readout.serve.desk import At, Desk
from readout.serve.parameters import Text, TimelineQuery
from readout.serve.schema import columns_of, rows_of
from readout.store import Archive, Page
from readout.store.timeline import KINDS

ON_A_PAGE = 100
AT_ONCE = 1_000  # rows of a page that is streamed
Side = Annotated[Text, Path(description="Code of a country, or name or id of a person or body.")]

router = APIRouter(prefix=f"{API}/timeline")


@router.get("/{one}", responses=rows_of("timeline", HTTPStatus.NOT_FOUND))
def timeline_of_one(at: At, one: Side, asked: Annotated[TimelineQuery, Query()]) -> Response:
    """Engagements, events and statements of a country, person or body, day by day."""
    return _answer(at, one, None, asked)


@router.get("/{one}/{other}", responses=rows_of("timeline", HTTPStatus.NOT_FOUND))
def timeline_of_two(at: At, one: Side, other: Side, asked: Annotated[TimelineQuery, Query()]) -> Response:
    """Engagements, events and statements between two sides, day by day."""
    return _answer(at, one, other, asked)


def _answer(at: Desk, one: str, other: str | None, asked: TimelineQuery) -> Response:
    def page(archive: Archive, limit: int, after: str | None) -> Page:
        kinds = asked.kinds or KINDS
        try:
            return archive.timeline(
                one, other, kinds=kinds, since=asked.since, until=asked.until, oldest_first=asked.oldest_first,
                limit=limit, after=after,
            )  # fmt: skip
        except InputError as error:  # all else was checked before: nobody is called so
            raise HTTPException(HTTPStatus.NOT_FOUND, str(error)) from error

    def every(archive: Archive) -> Iterator[Row]:
        after = asked.after
        while True:
            found = page(archive, AT_ONCE, after)
            yield from found.rows
            if (after := found.next) is None:
                return

    return at.rows(
        asked.format,
        columns_of("timeline"),
        lambda archive: page(archive, asked.limit or ON_A_PAGE, asked.after),
        lambda archive: islice(every(archive), asked.limit),
    )
