"""A reader for each kind of source: a stream in, documents out."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

import msgspec

from readout.ingest.columns import ColumnMapping, refuse_missing
from readout.ingest.decode import UTF_16, decoded, refuse_binary
from readout.ingest.document import document_from
from readout.ingest.failure import Failure
from readout.ingest.kinds import Kind, guessed, kind_of
from readout.ingest.rows import RowReader, rows_of
from readout.ingest.streams import Stream, in_memory
from readout.model.errors import InputError, UnreadableDocument
from readout.model.ids import make_id
from readout.model.record import Document

Found = Iterator[Document | Failure]


@dataclass(frozen=True, slots=True)
class Source:
    """Where some bytes are from, and what the caller said of them.

    Attributes:
        source_id: What a document is called that is the whole source.
        published: ISO 8601 date of the reports that have none in a field of their own.
        columns: None when the names of the columns are to tell.
    """

    name: str
    source_id: str | None = None
    content_type: str | None = None
    url: str | None = None
    published: str | None = None
    columns: ColumnMapping | None = None
    allow_private: bool = False


def read_stream(opening: AbstractContextManager[Stream], source: Source) -> Found:
    """What is in a stream; what ends the reading of it is the last failure."""
    try:
        with opening as stream:
            refuse_binary(stream.head)
            kind = kind_of(source.name, stream.head, source.content_type)
            if kind is None:
                kind = guessed(stream.head.lstrip().partition(b"\n")[0])
                if kind is Kind.TEXT and source.columns is not None:
                    kind = Kind.TABLE
            yield from READERS[kind](stream, source)
    except InputError as error:
        yield Failure(source.name, error)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        yield Failure(source.name, UnreadableDocument(f"damaged gzip data ({error}): get the file again"))
    except OSError as error:
        yield Failure(source.name, not_opened(error))


def not_opened(error: OSError) -> UnreadableDocument:
    return UnreadableDocument(f"{error.strerror or 'cannot be opened'}: check the path and who may read it")


def _read_text(stream: Stream, source: Source) -> Found:
    text, encoding = decoded(stream.all())
    yield document_from(text, published=source.published, source_id=source.source_id, url=source.url, encoding=encoding)


def _read_json_lines(stream: Stream, source: Source) -> Found:
    yield from _read_rows(stream, source, one_value=False)


def _read_json(stream: Stream, source: Source) -> Found:
    yield from _read_rows(stream, source, one_value=True)


def _read_rows(stream: Stream, source: Source, *, one_value: bool) -> Found:
    whole = one_value or stream.head.startswith(UTF_16)
    lines = iter([stream.all()]) if whole else stream.lines()
    reader = RowReader(source.columns, source.published, allow_private=source.allow_private)
    for name, row in rows_of(lines, source.name, one_value=one_value):
        yield from reader.read(row, name)


def _read_table(stream: Stream, source: Source) -> Found:
    from readout.ingest.tables import DelimitedTable

    table = DelimitedTable(stream.lines(), source.name)
    reader = RowReader(source.columns, source.published, allow_private=source.allow_private)
    refuse_missing(reader.columns_of(table.names), table.names)
    for name, row in table.rows():
        yield from reader.read(row, name)


def _read_parquet(stream: Stream, source: Source) -> Found:
    from readout.ingest.tables import ParquetTable

    table = ParquetTable(stream.seekable, source.name)
    reader = RowReader(source.columns, source.published, allow_private=source.allow_private)
    columns = reader.columns_of(table.names)
    refuse_missing(columns, table.names)
    for name, row in table.rows(columns.top_columns()):
        yield from reader.read(row, name)


def _read_page(stream: Stream, source: Source) -> Found:
    from readout.ingest.fetched import content_type_of
    from readout.ingest.page import document_from_page

    _, charset = content_type_of(source.content_type)
    document = document_from_page(stream.all(), url=source.url, source_id=source.source_id, charset=charset)
    if document.published is None and source.published:  # the page's own day comes first, as that of a row does
        day = source.published
        document = msgspec.structs.replace(document, published=day, id=make_id("doc", document.text, day))
    yield document


def _read_feed(stream: Stream, source: Source) -> Found:
    from readout.ingest.feed import documents_of_feed, is_feed

    if not is_feed(stream.head):
        raise UnreadableDocument("XML, but neither RSS nor Atom: export its text first, or its rows as JSON lines")
    yield from documents_of_feed(stream.all(), source.url or source.name, published=source.published)


def _read_warc(stream: Stream, source: Source) -> Found:
    from readout.ingest.warc import Damage, captures_of

    for capture in captures_of(stream.seekable):
        name = f"{source.name}: {capture.name}"
        if isinstance(capture, Damage):
            yield Failure(name, capture.error)
            continue
        part = Source(name, name, capture.content_type, capture.url, source.published)
        yield from read_stream(in_memory(capture.body, ""), part)


def _read_pdf(stream: Stream, source: Source) -> Found:
    from readout.ingest.pdf import document_from_pdf

    yield document_from_pdf(stream.all(), published=source.published, source_id=source.source_id, url=source.url)


def _read_docx(stream: Stream, source: Source) -> Found:
    from readout.ingest.docx import document_from_docx

    yield document_from_docx(stream.all(), published=source.published, source_id=source.source_id, url=source.url)


READERS: dict[Kind, Callable[[Stream, Source], Found]] = {
    Kind.TEXT: _read_text,
    Kind.JSON_LINES: _read_json_lines,
    Kind.JSON: _read_json,
    Kind.TABLE: _read_table,
    Kind.PARQUET: _read_parquet,
    Kind.PAGE: _read_page,
    Kind.FEED: _read_feed,
    Kind.WARC: _read_warc,
    Kind.PDF: _read_pdf,
    Kind.DOCX: _read_docx,
}
