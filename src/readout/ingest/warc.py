"""Pages out of a web archive: WARC 1.0 and 1.1 (ISO 28500), each record compressed or not, streamed.

Read are captures with status 200 of pages, plain text, PDF and Word files, and the extracted texts of WET files.
What a server answered otherwise, pictures, scripts and the crawler's own notes are left out without a word.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from readout.ingest.kinds import CONTENT_TYPES, Kind
from readout.ingest.streams import GZIP_MAGIC, MOST_BYTES
from readout.model.errors import UnreadableDocument
from readout.model.extras import need

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

GZIP_BEGINS = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
RECORD_BEGINS = re.compile(rb"WARC/[01]\.\d+\r?\n")
LONGEST_BEGINNING = 16  # bytes of either
BLOCK = 1 << 20
OK = 200  # of HTTP
READ = frozenset((Kind.PAGE, Kind.TEXT, Kind.PDF, Kind.DOCX))
NOT_REPORTS = ("/robots.txt",)
REMEDY = "get the file again, or go without this record"


class Capture(NamedTuple):
    """What was found at an address.

    Attributes:
        name: The record's id, or where in the file it is.
    """

    name: str
    url: str | None
    content_type: str | None
    body: bytes


class Damage(NamedTuple):
    """A record that cannot be read."""

    name: str
    error: UnreadableDocument


def captures_of(file: BinaryIO) -> Iterator[Capture | Damage]:
    """What there is to read in an archive, in order; a damaged record is named in its place and the rest goes on.

    The day of a capture is not that of publication, so that no date is taken from the archive.

    Args:
        file: From its beginning; sought in after damage, to find the next record.

    Raises:
        UnreadableDocument: There is no such record in it.
        MissingExtra: fastwarc is not installed.
    """
    empty = True
    for found in _found(file):
        empty = False
        yield found
    if empty:
        raise UnreadableDocument("no page in it: a web archive has captures of pages with status 200")


def _found(file: BinaryIO) -> Iterator[Capture | Damage]:
    begins = GZIP_BEGINS if file.read(len(GZIP_MAGIC)) == GZIP_MAGIC else RECORD_BEGINS
    start: int | None = 0
    told = False  # of the damage that is being passed
    while start is not None:
        file.seek(start)
        last = start
        try:
            for record in _records(file):
                last = record.stream_pos
                _refuse_damage(record)
                told = False
                yield from _captured(record)
            return
        except OSError as error:
            if not told:
                yield Damage(f"record at or after byte {last}", UnreadableDocument(f"damaged ({error}): {REMEDY}"))
            told = True
        start = _next_start(file, last + 1, begins)


def _records(file: BinaryIO) -> Iterator["WarcRecord"]:
    warc = need("fastwarc.warc", "warc", "reading web archives")
    kinds = warc.WarcRecordType
    wanted = kinds.response | kinds.resource | kinds.conversion | kinds.unknown
    records: Iterator[WarcRecord] = warc.ArchiveIterator(file, record_types=wanted, parse_http=False)
    return records


def _refuse_damage(record: "WarcRecord") -> None:
    """Raises `OSError`, as fastwarc does for damage that it sees: a record without its length has lost its head."""
    length = record.headers.get("Content-Length")
    if not length or not length.isascii() or not length.isdigit():
        raise OSError("the file is cut off, or the record has no length")


def _captured(record: "WarcRecord") -> Iterator[Capture | Damage]:
    """The capture in a record, if there is one to read."""
    name = f"record {record.record_id or f'at byte {record.stream_pos}'}"
    url = record.headers.get("WARC-Target-URI")
    large = record.content_length > MOST_BYTES
    if not large:
        _keep(record)
    try:
        record.parse_http(auto_decode="none" if large else "all")
        content_type = (record.http_headers if record.is_http else record.headers).get("Content-Type")
        if not _is_read(url, content_type) or (record.is_http and record.http_headers.status_code != OK):
            return
        body = b"" if large else record.reader.read(MOST_BYTES)
    except OSError as error:
        yield Damage(name, UnreadableDocument(f"damaged ({error}): {REMEDY}"))
        return
    if large:  # no page is, so that its length is wrong and hides the records after it
        raise OSError(f"{record.content_length:,} bytes long, it says")
    yield Capture(name, url, content_type, body)


def _keep(record: "WarcRecord") -> None:
    """Reads the whole record. Raises `OSError` when the file ends within it."""
    length = record.content_length
    record.freeze()
    if record.content_length < length:
        raise OSError(f"the file is cut off, {record.content_length:,} of {length:,} bytes are there")


def _is_read(url: str | None, content_type: str | None) -> bool:
    media_type = (content_type or "").partition(";")[0].strip().lower()
    return CONTENT_TYPES.get(media_type) in READ and not (url or "").endswith(NOT_REPORTS)


def _next_start(file: BinaryIO, position: int, begins: re.Pattern[bytes]) -> int | None:
    """Where the next record may begin, from a position on."""
    file.seek(position)
    kept = b""
    while block := file.read(BLOCK):
        block = kept + block
        if match := begins.search(block):
            return position + match.start()
        kept = block[-LONGEST_BEGINNING:]
        position += len(block) - len(kept)
    return None
