"""Reports, statements, events and engagements, by what they hold."""

from collections.abc import Iterable
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Response

from readout.export.table import Column, Row
from readout.serve import API
from readout.serve.desk import At, Desk
from readout.serve.parameters import (
    EngagementQuery,
    EventQuery,
    ItemQuery,
    ReportQuery,
    StatementQuery,
)
from readout.serve.schema import columns_of, rows_of
from readout.store import Archive, Page, What

ON_A_PAGE = 20
AT_ONCE = 1_000  # rows of a page that is streamed

router = APIRouter(prefix=API)


@router.get("/reports", responses=rows_of("reports"))
def reports(at: At, asked: Annotated[ReportQuery, Query()]) -> Response:
    """Reports, newest first."""
    return _answer(at, What.REPORTS, asked)


@router.get("/statements", responses=rows_of("statements"))
def statements(at: At, asked: Annotated[StatementQuery, Query()]) -> Response:
    """What reports say somebody said, newest first."""
    return _answer(at, What.STATEMENTS, asked)


@router.get("/events", responses=rows_of("events"))
def events(at: At, asked: Annotated[EventQuery, Query()]) -> Response:
    """Who did what to whom, newest first."""
    return _answer(at, What.EVENTS, asked)


@router.get("/engagements", responses=rows_of("engagements"))
def engagements(at: At, asked: Annotated[EngagementQuery, Query()]) -> Response:
    """Calls, meetings, visits and other contacts, newest first."""
    return _answer(at, What.ENGAGEMENTS, asked)


def _answer(at: Desk, what: What, asked: ReportQuery | ItemQuery) -> Response:
    def page(archive: Archive) -> Page:
        return archive.search(asked.query(what, after=asked.after, limit=asked.limit or ON_A_PAGE))

    def every(archive: Archive) -> Iterable[Row]:
        return islice(archive.search_all(asked.query(what, after=asked.after, limit=AT_ONCE)), asked.limit)

    return at.rows(asked.format, _columns(what, snippet=asked.words is not None), page, every)


def _columns(what: What, *, snippet: bool) -> list[Column]:
    return [column for column in columns_of(what) if snippet or column.name != "snippet"]
