"""A report a row, of JSON or of a table: `text`, `id`, `title`, `published`, `publisher`, `author` and `url`.

Other names of columns are read by a mapping (`columns.py`); what it does not name is left alone.
"""

import ast
import json
import warnings
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from readout.ingest.columns import FETCH, BoundColumns, ColumnMapping, bound, no_text
from readout.ingest.dates import day_of
from readout.ingest.decode import decoded
from readout.ingest.document import document_from
from readout.ingest.failure import Failure
from readout.model.errors import InputError
from readout.model.record import Document

WORDS = ("title", "publisher", "url")
HEADERS = 256  # different sets of keys whose columns are kept in mind
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


class RowReader:
    """Reads rows into documents.

    Args:
        mapping: None when each row's keys are to tell.
        published: ISO 8601 date of the rows that have none.
        allow_private: As for `read_url`, where the mapping asks for pages to be fetched.
    """

    def __init__(self, mapping: ColumnMapping | None, published: str | None, *, allow_private: bool = False) -> None:
        self._mapping = mapping
        self._published = published
        self._allow_private = allow_private
        self._known: dict[tuple[str, ...], BoundColumns] = {}

    def columns_of(self, names: tuple[str, ...]) -> BoundColumns:
        """The columns of rows with these keys, worked out once for each set of keys."""
        found = self._known.get(names)
        if found is None:
            if len(self._known) == HEADERS:
                self._known.clear()
            found = self._known[names] = bound(self._mapping, names)
        return found

    def read(self, row: Row | InputError, source: str) -> Iterator[Document | Failure]:
        """The document of a row; of a page that its mapping has fetched, what is there; else why not.

        Its `id` becomes the document's `source_id`, or without one the name of the row.
        """
        try:
            if isinstance(row, InputError):
                raise row
            columns = self.columns_of(tuple(row))
            address = columns.value(row, FETCH)
            if isinstance(address, str) and columns.value(row, "text") is None:
                yield from self._fetched(address, columns, row, source)
            else:
                yield self._document(columns, row, source)
        except InputError as error:
            yield Failure(source, error)

    def _document(self, columns: BoundColumns, row: Row, source: str) -> Document:
        words = {field: _words(columns, row, field) for field in WORDS}
        author = _author(columns, row)
        text = columns.value(row, "text")
        if not isinstance(text, str):
            raise InputError(_why_no_text(columns, row, text))
        published, source_id = self._day(columns, row), _source_id(columns, row, source)
        try:
            return document_from(
                text, published=published, source_id=source_id, author=author, encoding="utf-8", **words
            )
        except InputError as error:
            raise type(error)(f"text: {error}") from error

    def _fetched(self, address: str, columns: BoundColumns, row: Row, source: str) -> Iterator[Document | Failure]:
        from readout.ingest.web import read_url

        source_id = _source_id(columns, row, source)
        for found in read_url(address, self._day(columns, row), allow_private=self._allow_private):
            if isinstance(found, Failure):
                yield Failure(f"{source}: {found.source}", found.error)
            else:
                yield msgspec.structs.replace(found, source_id=source_id)

    def _day(self, columns: BoundColumns, row: Row) -> str | None:
        value = columns.value(row, "published")
        if value is None:
            return self._published
        if not isinstance(value, str | date):
            raise InputError(f"{columns.column('published')} must be a string, not {_kind_of(value)}")
        return day_of(value, columns.mapping.form)


def _why_no_text(columns: BoundColumns, row: Row, text: object) -> str:
    if text is not None:
        return f"{columns.column('text')} must be a string, not {_kind_of(text)}: give the report's words"
    if "text" in columns.places:
        there = [path for paths in columns.places["text"] for path in paths if path[0] in row]
        if len(there) == 1 and row[there[0][0]] is None:
            return f"{columns.column('text')} must be a string, not null: give the report's words"
        return f"{columns.column('text')} is empty: there is nothing to read in it: give the report's words"
    if "url" in columns.places:
        return no_text(columns)
    return "text is missing: give the report's words, or say which column has them, as in text=COLUMN"


def _source_id(columns: BoundColumns, row: Row, source: str) -> str:
    name = columns.value(row, "id")
    if isinstance(name, bool) or not isinstance(name, str | int | None):
        raise InputError(f"{columns.column('id')} must be a string or a whole number, not {_kind_of(name)}")
    return source if name is None else str(name)


def _words(columns: BoundColumns, row: Row, field: str) -> str | None:
    value = columns.value(row, field)
    if not isinstance(value, str | None):
        raise InputError(f"{columns.column(field)} must be a string, not {_kind_of(value)}")
    return value


def _author(columns: BoundColumns, row: Row) -> str | None:
    """One name; or several, each a string or an object with a name, joined by "; "."""
    value = columns.value(row, "author")
    if isinstance(value, str):
        value = _list_in(value)
    if not isinstance(value, list):
        return _words(columns, row, "author")
    names = [each.get("name") if isinstance(each, dict) else each for each in value]
    return "; ".join(name for name in names if isinstance(name, str) and name.strip()) or None


def _list_in(cell: str) -> object:
    """The list that a cell of a table holds as JSON or as Python writes it, as news-please does; else the cell."""
    if cell[:1] != "[" or cell[-1:] != "]":
        return cell
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # of a backslash in a name
        for read in (json.loads, ast.literal_eval):
            try:
                return read(cell)
            except (ValueError, SyntaxError, RecursionError, MemoryError):
                continue
    return cell


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
