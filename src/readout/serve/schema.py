"""The OpenAPI description of the answers: rows as data/columns/archive.yaml has them, records as the model has them."""

from functools import cache
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field, create_model

from readout.export.table_columns import Column, Kind, described_tables, described_views
from readout.link.compared import Comparison
from readout.model.record import Record
from readout.serve.layout import CSV, NDJSON
from readout.serve.problems import MEDIA_TYPE, Problem
from readout.serve.structs import schemas_of

REFERENCE = "#/components/schemas/{name}"
TYPES: dict[Kind, Any] = {Kind.TEXT: str, Kind.WHOLE: int, Kind.NUMBER: float, Kind.TRUTH: bool}
MIXED = {("statistics", "count")}  # a number, or a day
TAG = {"schema": {"type": "string"}, "description": "Stays the same while the answer does."}
Responses = dict[int | str, dict[str, Any]]


def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of an answer, or of a view that is answered as it is."""
    return {**described_views("archive"), **described_tables("archive")}[table]


@cache
def page_of(table: str) -> type[BaseModel]:
    """The model of a page of such rows."""
    strict = ConfigDict(extra="forbid")
    title = table.title()
    fields: dict[str, Any] = {column.name: _field(table, column) for column in columns_of(table)}
    row = create_model(f"{title}Row", __config__=strict, **fields)
    next_page = Field(description="What `after` is to be for the next page; null on the last.")
    rows: Any = list[row]  # type: ignore[valid-type]  # made at run time
    return create_model(f"{title}Page", __config__=strict, rows=(rows, ...), next=(str | None, next_page))


def _field(table: str, column: Column) -> tuple[Any, Any]:
    kind = int | str if (table, column.name) in MIXED else TYPES[column.kind]
    may_lack = table == "aggregate" or column.name == "snippet"
    return kind | None, Field(None if may_lack else ..., description=column.meaning)


def problems(*statuses: HTTPStatus) -> Responses:
    """Responses of a route that may be problems of these statuses."""
    content = {MEDIA_TYPE: {"schema": {"$ref": REFERENCE.format(name="Problem")}}}
    always = HTTPStatus.REQUEST_URI_TOO_LONG, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE
    return {int(status): {"description": status.phrase, "content": content} for status in sorted({*statuses, *always})}


def rows_of(table: str, *statuses: HTTPStatus) -> Responses:
    """Responses of a route that gives such rows, or problems of these statuses."""
    content = {media: {"schema": {"type": "string"}} for media in (NDJSON, CSV)}
    link = {"schema": {"type": "string"}, "description": "The next page, as rel=next."}
    answer = {"description": "Rows", "model": page_of(table), "content": content}
    return {200: {**answer, "headers": {"ETag": TAG, "Link": link}}, **unchanged(), **problems(*statuses)}


def content_of(schemas: dict[str, Any], *statuses: HTTPStatus) -> Responses:
    """Responses of a route whose content is of these schemas, by media type."""
    content = {media: {"schema": schema} for media, schema in schemas.items()}
    answer = {"description": "The content", "content": content, "headers": {"ETag": TAG}}
    return {200: answer, **unchanged(), **problems(*statuses)}


def unchanged() -> Responses:
    return {304: {"description": "What If-None-Match names is still so.", "headers": {"ETag": TAG}}}


def describe(app: FastAPI, *, token: bool) -> dict[str, Any]:
    """The description of the app with the routes that it has now."""
    made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    parts = made.setdefault("components", {})
    parts.setdefault("schemas", {}).update(schemas_of((Record, Comparison, Problem), REFERENCE))
    if token:
        parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"token": []}]
        _add_unauthorized(made)
    return made


def _add_unauthorized(made: dict[str, Any]) -> None:
    refused = problems(HTTPStatus.UNAUTHORIZED)[HTTPStatus.UNAUTHORIZED]
    for methods in made["paths"].values():
        for operation in methods.values():
            operation["responses"]["401"] = refused
