"""Records that were made elsewhere, as `readout read -o` wrote them, looked over before an archive takes them."""

import sys
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping

import msgspec

from readout.cli.record_files import LOOKED_AT, begins_as_records, holds_records, records_in
from readout.ingest import STDIN, Failure, iso_day
from readout.ingest.readers import not_opened
from readout.ingest.streams import opened
from readout.model.errors import InputError, ReadoutError, UnreadableRecord
from readout.model.ids import make_id
from readout.model.jsonform import SCHEMA_VERSION
from readout.model.record import Record
from readout.model.span import Span

MOST_ITEMS = 90_000  # statements, events and engagements of one report; an archive has numbers for 99,999


def are_records(source: str) -> bool:
    """Whether a file, or what comes on standard input, begins as records do; nothing of it is used up."""
    if source != STDIN:
        return holds_records(source)
    peek = getattr(sys.stdin.buffer, "peek", None)  # what stands in for stdin in a test or a notebook may have none
    return peek is not None and begins_as_records(peek(LOOKED_AT))


def records_of(source: str) -> Iterator[Record | Failure]:
    """The records of a source, in order, a line at a time; in the place of one that is none or not sound the reason."""
    try:
        with opened(source) as stream:
            if stream.head.lstrip(BOM_UTF8 + b" \t\r\n").startswith(b"["):
                rows = enumerate(records_in(stream.all(), source), start=1)
                yield from (_sound(found, f"{source}[{number}]") for number, found in rows)
                return
            for number, line in enumerate(stream.lines(), start=1):
                for found in records_in(line.removeprefix(BOM_UTF8), source):
                    yield _sound(found, f"{source}:{number}")
    except InputError as error:
        yield Failure(source, error)
    except EOFError as error:
        yield Failure(source, UnreadableRecord(f"damaged gzip data ({error}): get the file again"))
    except OSError as error:
        yield Failure(source, not_opened(error))


def _sound(found: Record | Failure, place: str) -> Record | Failure:
    if isinstance(found, Failure):
        return Failure(place, found.error)
    try:
        _refuse_unsound(found)
    except ReadoutError as error:
        return Failure(place, error)
    return found


def _refuse_unsound(record: Record) -> None:
    """Raises when a record is not one that a reader could have made of its text."""
    document, again = record.document, "make it again with `readout read`"
    if _version(record.schema_version) > _version(SCHEMA_VERSION):
        remedy = "bring Readout up to date"
        raise UnreadableRecord(f"of schema {record.schema_version}; this Readout knows {SCHEMA_VERSION}: {remedy}")
    if document.published is not None and iso_day(document.published) != document.published:
        raise UnreadableRecord(f"published {document.published!r} is not a day: {again}")
    if document.id != make_id("doc", document.text, document.published or ""):
        raise UnreadableRecord(f"its text or day is not that of {document.id}: it was changed afterwards: {again}")
    if len(record.statements) + len(record.events) + len(record.engagements) > MOST_ITEMS:
        raise UnreadableRecord(f"over {MOST_ITEMS:,} items in one report: split it into reports")
    if not all(each.content or each.cue or each.speaker_spans for each in record.statements):
        raise UnreadableRecord(f"a statement without words: {again}")
    topics = (topic for each in record.engagements for account in each.accounts for topic in account.topics)
    if not all(topic.spans for topic in topics):
        raise UnreadableRecord(f"a topic without words: {again}")
    for span in _spans(record):
        if span.stop > len(document.text):
            raise UnreadableRecord(f"span [{span.start}, {span.stop}) runs past its text: {again}")


def _version(written: str) -> tuple[int, ...]:
    try:
        return tuple(map(int, written.split("."))) if written else ()
    except ValueError:
        raise UnreadableRecord(f"schema_version {written!r} is no version: make it again with `readout read`") from None


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _spans(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _spans(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _spans(each)
