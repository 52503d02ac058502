"""Files of records, as `readout read -o` writes them, told apart from reports."""

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from readout.ingest import Failure
from readout.model.errors import UnreadableRecord
from readout.model.jsonform import from_json
from readout.model.record import Record

# The first field of a record. A report in JSON has its text there, never an object called "document".
RECORD_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"(?:document"\s*:\s*\{|schema_version")')
LOOKED_AT = 1024  # bytes
GZIP_MAGIC = b"\x1f\x8b"


def holds_records(path: str) -> bool:
    """Whether the file begins as one of records does; False for what is no file or cannot be opened."""
    try:
        return Path(path).is_file() and begins_as_records(_bytes(path, LOOKED_AT))
    except (OSError, EOFError, zlib.error):  # whoever reads it as a report tells what is wrong
        return False


def begins_as_records(data: bytes) -> bool:
    """Whether these are the first bytes of JSON lines or an array of records."""
    return RECORD_BEGINS.match(data) is not None


def read_records(path: str) -> Iterator[Record | Failure]:
    """The records of a file of JSON lines or of one JSON array, in order; compressed with gzip or not."""
    try:
        data = _bytes(path)
    except (OSError, EOFError, zlib.error) as error:
        yield Failure(path, UnreadableRecord(f"cannot be read ({error}): get the file again"))
        return
    yield from records_in(data, path)


def records_in(data: bytes, name: str) -> Iterator[Record | Failure]:
    """The records of bytes that are here already; a row that is none is a `Failure` with its line or number."""
    for place, row in _rows(name, data):
        try:
            yield from_json(row)
        except UnreadableRecord as error:
            yield Failure(place, error)


def _rows(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each row with its name."""
    if not data.lstrip().startswith(b"["):
        for number, line in enumerate(data.splitlines(), start=1):
            if line.strip():
                yield f"{path}:{number}", line
        return
    try:
        rows = msgspec.json.decode(data, type=list[msgspec.Raw])
    except msgspec.DecodeError:
        yield path, data  # reading it as a record tells what is wrong
        return
    for number, row in enumerate(rows, start=1):
        yield f"{path}[{number}]", bytes(row)


def _bytes(path: str, most: int = -1) -> bytes:
    with Path(path).open("rb") as file:
        packed = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        file.seek(0)
        if not packed:
            return file.read(most)
        with gzip.GzipFile(fileobj=file) as unpacked:
            return unpacked.read(most)
