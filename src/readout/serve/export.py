"""Reports in the forms of other programs."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from readout.export.formats import FORMATS, format_named
from readout.model.errors import InputError
from readout.serve import API
from readout.serve.desk import At, Chunks
from readout.serve.layout import NDJSON, gathered
from readout.serve.parameters import ExportQuery
from readout.serve.schema import content_of
from readout.store import Archive, What

BINARY = "application/octet-stream"
MEDIA_TYPES = {
    "jsonl": NDJSON,
    "polecat": "text/tab-separated-values",
    "icews": "text/tab-separated-values",
    "gdelt-events": "text/tab-separated-values",
    "gdelt-mentions": "text/tab-separated-values",
    "followthemoney": NDJSON,
    "web-annotation": "application/ld+json",
    "brat": "application/zip",
    "geojson": "application/geo+json",
    "icalendar": "text/calendar",
    "gexf": "application/gexf+xml",
}
Format = StrEnum("Format", [(name, name) for name in FORMATS])  # type: ignore[misc]  # one table has the names
SCHEMAS = {
    media: {"type": "object" if media.endswith("+json") else "string"} for media in sorted({*MEDIA_TYPES.values()})
}

router = APIRouter(prefix=API)


@router.get("/export/{format}", responses=content_of(SCHEMAS))
def export(
    at: At,
    format: Annotated[Format, Path(description="The form; docs/formats.md describes each.")],
    asked: Annotated[ExportQuery, Query()],
) -> Response:
    """The reports that the filters let pass, or all, as one file."""
    form = format_named(format)
    if asked.without_text and form.needs_text:
        raise InputError(f"without_text: there is no {form.name} without the reports' words: take another format")
    query = asked.query(What.REPORTS) if asked.filtered else None  # all come in the order of adding

    def chunks(archive: Archive) -> Chunks:
        records = archive.records(
            query, since=asked.since, until=asked.until, added_since=asked.added_since, corrected=not asked.as_read
        )
        return gathered(form.write(records, asked.without_text))

    return at.stream(chunks, MEDIA_TYPES.get(form.name, BINARY), name=f"readout{form.suffix}")
