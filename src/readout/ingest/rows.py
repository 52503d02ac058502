"""A report a row of JSON: `{"id", "text", "title", "published", "publisher", "url"}`; no more is read."""

import json
from collections.abc import Iterator
from typing import Any

from readout.ingest.decode import decoded
from readout.ingest.document import document_from
from readout.model.errors import InputError
from readout.model.record import Document

OPTIONAL = ("title", "published", "publisher", "url")
Row = dict[str, Any]


def rows_of(lines: Iterator[bytes], path: str, *, one_value: bool) -> Iterator[tuple[str, Row | InputError]]:
    """The rows with the name of each, `path:line`; in the place of a bad one the error.

    Args:
        one_value: The lines are a single JSON value, a row or a list of rows, instead of a row a line.
    """
    if one_value:
        yield from _rows_of_value(b"".join(lines), path)
        return
    number = 0
    for block in lines:
        text, _ = decoded(block)
        for line in text.rstrip("\n").split("\n"):  # one; more only in UTF-16, which no one can cut undecoded
            number += 1
            if line.strip():
                yield f"{path}:{number}", _row(line)


def document_from_row(row: Row, source: str, published: str | None) -> Document:
    """The document of a row; its `id` becomes the document's `source_id`, or without one the `path:line`.

    Raises:
        InputError: A field is missing or not a string; the message names it.
    """
    for field in OPTIONAL:
        if not isinstance(row.get(field), str | None):
            raise InputError(f"{field} must be a string, not {_kind_of(row[field])}")
    text, name = row.get("text"), row.get("id")
    if not isinstance(text, str):
        problem = f"must be a string, not {_kind_of(text)}" if "text" in row else "is missing"
        raise InputError(f"text {problem}: give the report's words")
    if isinstance(name, bool) or not isinstance(name, str | int | None):
        raise InputError(f"id must be a string or a whole number, not {_kind_of(name)}")
    try:
        return document_from(
            text,
            published=row.get("published") or published,
            source_id=source if name in (None, "") else str(name),
            title=row.get("title"),
            publisher=row.get("publisher"),
            url=row.get("url"),
            encoding="utf-8",
        )
    except InputError as error:
        raise type(error)(str(error) if "published" in str(error) else f"text: {error}") from error


def _rows_of_value(data: bytes, path: str) -> Iterator[tuple[str, Row | InputError]]:
    text, _ = decoded(data)
    value = _value(text)
    if not isinstance(value, list):
        yield path, _object(value)
        return
    for number, each in enumerate(value, start=1):
        yield f"{path}:item {number}", _object(each)


def _row(line: str) -> Row | InputError:
    return _object(_value(line))


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return InputError(f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}")
    except (ValueError, RecursionError) as error:
        return InputError(f"not JSON that can be read: {error}")


def _object(value: object) -> Row | InputError:
    if isinstance(value, dict | InputError):
        return value
    return InputError(f"{_kind_of(value)}, where an object with a text is needed")


def _kind_of(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
