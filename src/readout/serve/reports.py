"""One report: its record, its text, what it was before."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from readout.model.jsonform import to_json
from readout.serve import API
from readout.serve.desk import At
from readout.serve.layout import JSON
from readout.serve.parameters import AsRead, Nothing, Rows, Text
from readout.serve.schema import REFERENCE, columns_of, content_of, rows_of
from readout.store import Archive, Page

PLAIN = "text/plain; charset=utf-8"
RECORD = {JSON: {"$ref": REFERENCE.format(name="Record")}}
Id = Annotated[Text, Path(description="Id of the report.")]

router = APIRouter(prefix=f"{API}/reports/{{id}}")


@router.get("", responses=content_of(RECORD, HTTPStatus.NOT_FOUND))
def record(at: At, id: Id, asked: Annotated[AsRead, Query()]) -> Response:
    """The record of a report, with people's corrections or as it was read."""
    return at.whole(lambda archive: to_json(archive.record(id, corrected=not asked.as_read)))


@router.get("/text", responses=content_of({"text/plain": {"type": "string"}}, HTTPStatus.NOT_FOUND))
def text(at: At, id: Id, _asked: Annotated[Nothing, Query()]) -> Response:
    """The text of a report, into which all positions point: code points, from 0."""
    return at.whole(lambda archive: archive.record(id).document.text.encode(errors="replace"), PLAIN)


@router.get("/versions", responses=rows_of("versions", HTTPStatus.NOT_FOUND))
def versions(at: At, id: Id, asked: Annotated[Rows, Query()]) -> Response:
    """The texts of the story that a report is of, and the readings of each."""

    def page(archive: Archive) -> Page:
        archive.number_of(id)  # it is there
        return Page(archive.versions(id))

    return at.rows(asked.format, columns_of("versions"), page, lambda archive: page(archive).rows)
