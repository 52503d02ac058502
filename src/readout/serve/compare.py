"""The accounts of an engagement beside each other."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Response

from readout.export.compared import comparisons_json
from readout.link.comparison import compare as compare_records
from readout.serve import API
from readout.serve.desk import At
from readout.serve.layout import JSON
from readout.serve.parameters import CompareQuery
from readout.serve.schema import REFERENCE, content_of

COMPARISONS = {JSON: {"type": "array", "items": {"$ref": REFERENCE.format(name="Comparison")}}}

router = APIRouter(prefix=API)


@router.get("/compare", responses=content_of(COMPARISONS, HTTPStatus.NOT_FOUND))
def compare(at: At, asked: Annotated[CompareQuery, Query()]) -> Response:
    """How each side tells of the same engagement, in one report or over several."""
    return at.whole(
        lambda archive: comparisons_json(compare_records(archive.record(identifier) for identifier in asked.report))
    )
