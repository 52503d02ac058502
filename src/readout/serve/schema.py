"""The OpenAPI description of the answers: rows as data/columns/archive.yaml has them, records as the model has them."""

from functools import cache
from http import HTTPStatus
from typing import Any, get_args, get_origin

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field, create_model

from readout.export.table_columns import Column, Kind, described_tables
from readout.link.compared import Comparison
from readout.model.frozen import FrozenMap
from readout.model.record import Record
from readout.serve.problems import MEDIA_TYPE, Problem

REFERENCE = "#/components/schemas/{name}"
TYPES: dict[Kind, Any] = {Kind.TEXT: str, Kind.WHOLE: int, Kind.NUMBER: float, Kind.TRUTH: bool}
MIXED = {("statistics", "count")}  # a number, or a day
NDJSON, CSV = "application/x-ndjson", "text/csv"
TAG = {"schema": {"type": "string"}, "description": "Stays the same while the answer does."}
Responses = dict[int | str, dict[str, Any]]


def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of an answer."""
    return described_tables("archive")[table]


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
    every = (*statuses, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)
    return {int(status): {"description": status.phrase, "content": content} for status in sorted(every)}


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
    """The description of the app, made once."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        parts = made.setdefault("components", {})
        schemas: dict[str, Any] = parts.setdefault("schemas", {})
        schemas |= _of_structs() | {"Problem": Problem.model_json_schema(ref_template=REFERENCE)}
        if token:
            parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            made["security"] = [{"token": []}]
            _add_unauthorized(made)
        app.openapi_schema = made
    return app.openapi_schema


def _add_unauthorized(made: dict[str, Any]) -> None:
    refused = problems(HTTPStatus.UNAUTHORIZED)[HTTPStatus.UNAUTHORIZED]
    for methods in made["paths"].values():
        for operation in methods.values():
            operation["responses"]["401"] = refused


def _of_structs() -> dict[str, Any]:
    """The schemas of a record and of a comparison, and of what they are made of."""
    _, parts = msgspec.json.schema_components((Record, Comparison), schema_hook=_of_map, ref_template=REFERENCE)
    return dict(parts)


def _of_map(kind: type) -> dict[str, Any]:
    """A FrozenMap is an object with values of its parameter."""
    for base in getattr(kind, "__orig_bases__", ()):
        if get_origin(base) is FrozenMap:
            (values,), parts = msgspec.json.schema_components(get_args(base), ref_template=REFERENCE)
            return {"type": "object", "additionalProperties": _whole(values, parts)}
    raise NotImplementedError(f"{kind} has no schema")  # what msgspec asks of a hook


def _whole(schema: Any, parts: dict[str, Any]) -> Any:
    """A schema with those it refers to in place."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _whole(parts[schema["$ref"].rpartition("/")[2]], parts)
        return {key: _whole(value, parts) for key, value in schema.items()}
    return [_whole(each, parts) for each in schema] if isinstance(schema, list) else schema
