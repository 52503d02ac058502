"""Files, folders, compressed files, JSON lines and standard input, as documents.

What cannot be read is a `Failure` in its place, and the rest goes on.
"""

import codecs
import gzip
import io
import itertools
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from readout.ingest.decode import UTF_16, decoded, refuse_binary
from readout.ingest.document import document_from, iso_day
from readout.ingest.rows import document_from_row, rows_of
from readout.model.errors import InputError, ReadoutError, UnreadableDocument
from readout.model.record import Document

STDIN = "-"
GZIP_MAGIC = b"\x1f\x8b"
GZIP_SUFFIX = ".gz"
MOST_BYTES = 64 << 20  # of one text, unpacked: far over any that is short enough to be read
ROW_BEGINS = re.compile(rb'\s*\{\s*"')
JSON_BEGINS = re.compile(rb'\s*(?:\{|\[|\[\s*\{|\[\s*\{\s*".*)\s*')


class Kind(Enum):
    """How a file is laid out; GUESS when its name does not tell and its first line must."""

    TEXT = auto()
    JSON_LINES = auto()
    JSON = auto()
    GUESS = auto()


KINDS = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".json": Kind.JSON,
}


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that cannot be read, as the user would name it (a path, or `path:line`), and why."""

    source: str
    error: ReadoutError


def read_source(
    path: str | os.PathLike[str], published: str | None = None, *, skipped: Callable[[str], None] | None = None
) -> Iterator[Document | Failure]:
    """The documents of one path, in order: a text, JSON lines, either of them compressed, a folder, or `-`.

    Args:
        published: ISO 8601 date of the reports that have none in a field of their own.
        skipped: Called with the path of each file in a folder that is of a kind not read.

    Raises:
        InputError: `published` is no date.
    """
    day = iso_day(published) if published else None
    name = os.fspath(path)
    if name != STDIN and Path(name).is_dir():
        yield from _read_folder(name, day, skipped or (lambda _: None))
    else:
        yield from _read_file(name, day)


def _read_folder(folder: str, published: str | None, skipped: Callable[[str], None]) -> Iterator[Document | Failure]:
    empty = True
    for path in _files_below(folder):
        if isinstance(path, Failure):
            empty = False
            yield path
        elif _kind(path) is Kind.GUESS:
            skipped(path)
        else:
            empty = False
            yield from _read_file(path, published)
    if empty:
        names = ", ".join(KINDS)
        yield Failure(folder, UnreadableDocument(f"no report in it: Readout reads {names}, and these with .gz"))


def _files_below(folder: str) -> Iterator[str | Failure]:
    """Every file in and below a folder but hidden ones, in the order of their names."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(folder, _not_opened(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files_below(entry.path)
        else:
            yield entry.path


def _kind(path: str) -> Kind:
    return KINDS.get(Path(path.lower().removesuffix(GZIP_SUFFIX)).suffix, Kind.GUESS)


def _read_file(path: str, published: str | None) -> Iterator[Document | Failure]:
    try:
        with _opened(path) as stream:
            yield from _read_stream(stream, path, published)
    except InputError as error:
        yield Failure(path, error)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        yield Failure(path, UnreadableDocument(f"damaged gzip data ({error}): get the file again"))
    except OSError as error:
        yield Failure(path, _not_opened(error))


def _not_opened(error: OSError) -> UnreadableDocument:
    return UnreadableDocument(f"{error.strerror or 'cannot be opened'}: check the path and who may read it")


@contextmanager
def _opened(path: str) -> Iterator[io.BufferedReader]:
    """The bytes, unpacked when they are compressed, whatever the name says. Standard input stays open."""
    if path == STDIN:
        # typeshed asks for raw bytes here, which what stands in for stdin in a test or a notebook does not have
        piped: io.BufferedReader = io.BufferedReader(sys.stdin.buffer)  # type: ignore[arg-type]
        try:
            yield _unpacked(piped, path)
        finally:
            piped.detach()
    else:
        with Path(path).open("rb") as file:
            yield _unpacked(file, path)


def _unpacked(stream: io.BufferedReader, path: str) -> io.BufferedReader:
    packed = path.lower().endswith(GZIP_SUFFIX) or stream.peek(len(GZIP_MAGIC)).startswith(GZIP_MAGIC)
    return io.BufferedReader(gzip.GzipFile(fileobj=stream)) if packed else stream


def _read_stream(stream: io.BufferedReader, path: str, published: str | None) -> Iterator[Document | Failure]:
    first = stream.readline(MOST_BYTES)
    refuse_binary(first)
    kind = _kind(path)
    if kind is Kind.GUESS:
        kind = _guess(first)
    if kind is Kind.TEXT:
        text, encoding = decoded(_all_of(first, stream))
        source_id = None if path == STDIN else path
        yield document_from(text, published=published, source_id=source_id, encoding=encoding)
        return
    whole = kind is Kind.JSON or first.startswith(UTF_16)
    lines = iter([_all_of(first, stream)]) if whole else itertools.chain([first], stream)
    for source, row in rows_of(lines, path, one_value=kind is Kind.JSON):
        try:
            if isinstance(row, InputError):
                raise row
            yield document_from_row(row, source, published)
        except InputError as error:
            yield Failure(source, error)


def _guess(first_line: bytes) -> Kind:
    """What a stream without a telling name holds: a report never begins with a brace and a quotation mark."""
    if first_line.startswith(UTF_16):
        first_line = first_line[len(UTF_16[0]) :].replace(b"\0", b"")
    first_line = first_line.removeprefix(codecs.BOM_UTF8)
    if ROW_BEGINS.match(first_line):
        return Kind.JSON_LINES
    return Kind.JSON if JSON_BEGINS.fullmatch(first_line) else Kind.TEXT


def _all_of(first: bytes, stream: io.BufferedReader) -> bytes:
    data = first + stream.read(MOST_BYTES - len(first) + 1)
    if len(data) > MOST_BYTES:
        remedy = "split it into reports, one a line as JSON lines"
        raise UnreadableDocument(f"over {MOST_BYTES:,} bytes in one text: {remedy}")
    return data
